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
    fig_timeline,
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
            ("RUS", 2025, "active_2025", 60, 100),
            ("KAZ", 2025, "active_2025", 50, 70),
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


def test_the_area_of_a_circle_is_the_area_of_the_range() -> None:
    assert fig_leased_ranges_map.radius_m(3.141592653589793) == pytest.approx(100_000)


def test_each_label_of_the_timeline_belongs_to_one_event(drawn: Exhibits) -> None:
    names = drawn.made("fig-timeline").frame["event"]
    for beginning, own in fig_timeline.LABELS.items():
        assert (
            sum(event.startswith(beginning) and fig_timeline.label(event) == own for event in names) == 1
        ), own


def test_labels_of_a_lane_never_touch(drawn: Exhibits) -> None:
    frame = drawn.made("fig-timeline").frame
    for _, lane in frame.groupby("lane"):
        taken: dict[int, float] = {}
        for place in fig_timeline.places(lane, 4.6, 163.0):
            if place.text:
                assert place.begin >= taken.get(place.row, 0.0) and place.end <= 163.0
                taken[place.row] = place.end


def test_every_event_of_the_tables_is_drawn_once(drawn: Exhibits) -> None:
    frame = drawn.made("fig-timeline").frame
    exercises = kazbrief.load("exercises")
    assert len(events.exercises_of(frame)) == len(exercises)
    assert frame["lane"].isin(events.LANES).all()
