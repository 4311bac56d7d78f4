"""What single exhibits plot and say, from small tables worked out by hand and from the tables of the edition."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from drawn_exhibits import Exhibits

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.exhibits import (
    fig_csto_ranks,
    fig_leased_ranges_map,
    fig_oil_events,
    fig_oil_share,
)
from kazbrief.measures import events, forces
from kazbrief.measures.frames import rows


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


def test_what_each_outlet_has_free(drawn: Exhibits) -> None:
    frame = drawn.made("fig-route-status").frame.set_index("name")
    free = frame["free_mt"].dropna().round(1).to_dict()
    # As the research has it; the line to China after Russian transit.
    assert free == {
        "CPC": 7.7,
        "Atyrau-Samara": 8.7,
        "Atasu-Alashankou": 8.9,
        "loading at Aktau": 1.5,
        "Baku-Tbilisi-Ceyhan": 20.6,
        "rail": 0.0,
    }
    assert frame.index[frame["in_cut"] == 1].tolist() == ["Atasu-Alashankou", "loading at Aktau", "rail"]


def test_each_label_of_an_oil_event_belongs_to_one(drawn: Exhibits) -> None:
    frame = drawn.made("fig-oil-events").frame
    for beginning in fig_oil_events.LABELS:
        assert frame["event"].str.startswith(beginning).sum() == 1, beginning
    assert sum(len(fig_oil_events.lane_of(frame, lane)) for lane in fig_oil_events.LANES) == len(frame)


def test_a_number_in_a_label_is_one_of_the_event(drawn: Exhibits) -> None:
    frame = drawn.made("fig-oil-events").frame
    row = next(row for row in rows(frame) if row.event.startswith("Oil redirected to other routes"))
    assert fig_oil_events.label(row) == "0.56 Mt redirected"
    with pytest.raises(KazbriefError, match=r"0\.56 Mt redirected.*in place of 0\.56"):
        fig_oil_events.label(row._replace(volume="0.571 Mt"))


def test_no_attack_or_order_hides_another(drawn: Exhibits) -> None:
    frame = drawn.made("fig-oil-events").frame
    lane = fig_oil_events.placed(fig_oil_events.lane_of(frame, "CPC to Novorossiysk"), 2025.0, 60.0, 90.0)
    marks = lane[lane["kind"].isin(["attack", "order", "court"])].sort_values("x")
    assert (marks["kind"] == "attack").sum() >= 7
    for one, other in itertools.combinations(marks[["x", "lift"]].to_numpy(), 2):
        assert abs(one[0] - other[0]) >= fig_oil_events.MARK or one[1] != other[1]


def test_the_range_of_an_open_year_has_no_figure(drawn: Exhibits) -> None:
    frame = drawn.made("fig-oil-share").frame
    ranges = frame[frame["kind"] == "range"].set_index("date")
    assert ranges.index.tolist() == [str(year) for year in range(2006, 2026)]
    assert ranges.index[ranges["high_pct"].isna()].tolist() == ["2017", "2020"]
    assert "at least" in fig_oil_share.marks(frame)["range-2017"]
    assert frame.loc[frame["kind"] == "statement", "low_pct"].dropna().tolist() == [75.0]


def test_the_line_to_china_holds_what_was_carried(drawn: Exhibits) -> None:
    frame = drawn.made("fig-transit-china").frame
    carried = frame.groupby("year")["high_mt"].sum()
    assert carried[2013] == 11.8 and carried[2024] == pytest.approx(11.179)
    later = carried[carried.index >= 2011]
    assert (later <= frame.drop_duplicates("year").set_index("year")["capacity_mt"][later.index]).all()


def test_a_square_has_the_area_of_its_range_and_the_small_squares_add_up(drawn: Exhibits) -> None:
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
