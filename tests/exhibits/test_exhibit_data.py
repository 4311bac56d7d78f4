"""What single exhibits plot and say, from small tables worked out by hand and from the tables of the edition."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn_exhibits import Exhibits

import kazbrief
from kazbrief.exhibits import (
    fig_csto_ranks,
    fig_leased_ranges_map,
    fig_max_flow,
)
from kazbrief.measures import events, forces, oil


def test_a_member_without_a_value_widens_the_ranks_of_the_others() -> None:
    members = pd.DataFrame(
        {
            "country": ["RUS", "KAZ", "UZB", "ARM"],
            "from_year": [1992] * 4,
            "to_year": [None, None, 2012.0, 2009.0],
            "source_id": "S1",
        }
    )
    assert forces.members(members, 2010) == ["KAZ", "RUS", "UZB"]
    spending = pd.DataFrame(
        [("RUS", 2010, 50.0), ("KAZ", 2010, 2.0), ("RUS", 2024, 90.0), ("KAZ", 2024, 3.0)],
        columns=["country", "year", "value"],
    ).assign(measure="constant_2023_usd", source_id="S2", grade="A")
    people = pd.DataFrame(
        [
            ("RUS", 2010, "active_and_paramilitary", 900, 900),
            ("KAZ", 2010, "active_and_paramilitary", 80, 80),
            ("UZB", 2010, "active_and_paramilitary", 90, 90),
            ("RUS", 2025, "active_forces", 60, 100),
            ("KAZ", 2025, "active_forces", 50, 70),
        ],
        columns=["country", "year", "series", "persons_low", "persons_high"],
    ).assign(source_id="S3", grade="B")
    frame = forces.csto_ranks(spending, people, members)
    values = fig_csto_ranks.values(frame)
    ranks = {
        chart: (values[chart], values[f"{chart}_members"], values[f"{chart}_year"])
        for chart in ("spending_then", "spending_latest", "personnel_then", "personnel_latest")
    }
    assert ranks == {
        "spending_then": ("second or third", 3, 2010),
        "spending_latest": ("second", 2, 2024),
        "personnel_then": ("third", 3, 2010),
        "personnel_latest": ("first or second", 2, 2025),
    }
    assert values["silent"] == "Uzbekistan"


def test_what_remains_without_russian_territory() -> None:
    flows = pd.DataFrame(
        [
            (2025, "all", "open", 100.0, 100.0, "CPC;rail"),
            (2025, "all", "closed", 20.0, 25.0, "rail"),
        ],
        columns=["year", "fields", "russia", "low_mt", "high_mt", "cut"],
    ).assign(source_id="S1", grade="B")
    network = pd.DataFrame({"year": [2025, 2025], "name": ["CPC", "rail"]}).assign(
        basis=["published capacity", "volume carried"]
    )
    frame = oil.flows(flows, network)
    open_, closed = oil.open_and_closed(frame, 2025, "all")
    assert oil.remaining_pct(open_, closed) == (20.0, 25.0)
    assert fig_max_flow.amount(closed) == "20–25"
    assert fig_max_flow.carried(frame) == "rail (2025)"


def test_a_square_has_the_area_of_its_range_and_the_small_squares_add_up(drawn: Exhibits) -> None:
    assert fig_leased_ranges_map.side_m(1.0) == 100_000
    parts = [mha for _, _, mha, *_ in fig_leased_ranges_map.runs(drawn.made("fig-leased-ranges-map").frame)]
    assert sum(parts) == pytest.approx(11.0) and sum(parts[:2]) == pytest.approx(8.6)


def test_every_exercise_of_the_table_has_a_place_of_its_own(drawn: Exhibits) -> None:
    frame = drawn.made("fig-exercises").frame
    assert sorted(frame["name"]) == sorted(kazbrief.load("exercises")["name"])
    assert not frame.duplicated(["partner", "year", "place"]).any()
    # Twelve of the CSTO after 2019, two of which name no country; the last with NATO partners is of 2025.
    later = events.held(frame, "csto").query("year > 2019 and name != 'Unbreakable Brotherhood-2020'")
    assert len(later) == 12 and later["named"].sum() == 10
    assert events.held(frame, "nato", named=True)["year"].max() == 2025
