"""What figures plot, from small tables worked out by hand and from the tables of the edition."""

from __future__ import annotations

import pandas as pd
import pytest

import kazbrief
from kazbrief.measures import growth, routes, sites


def rates(**series: dict[int, float]) -> pd.DataFrame:
    rows = [
        ("KAZ", year, name, rate, "projection" if name == "projected" else "published", "S1", "A")
        for name, own in series.items()
        for year, rate in own.items()
    ]
    columns = ["country", "year", "series", "growth_pct", "value_type", "source_id", "grade"]
    return pd.DataFrame(rows, columns=columns)


def test_growth_is_one_series_and_the_others_only_check_it() -> None:
    table = rates(
        wdi_constant_usd={2009: 1.0, 2010: 7.0, 2011: 5.0},
        other={2009: 1.5, 2010: 7.0},
        projected={2011: 99.0},
    )
    frame = growth.growth_by_year(table)
    assert frame["growth_pct"].tolist() == [1.0, 7.0, 5.0]
    assert frame["check_deviation_pct"].fillna(-1).tolist() == [0.5, 0.0, -1]
    then, later = growth.then_and_since(frame)
    assert then["year"].tolist() == [2009, 2010] and later["year"].tolist() == [2011]
    assert growth.around(then)["year"].tolist() == [2010]


def test_kilometres_by_territory_add_up_and_published_lengths_stand_beside() -> None:
    lengths = pd.DataFrame(
        [("X", "KAZ", 60.0), ("X", "RUS", 30.0), ("X", "AZE", 6.0), ("X", "GEO", 4.0), ("X", "total", 100.0)],
        columns=["pipeline_id", "part", "length_km"],
    ).assign(source_id="S1", grade="B")
    printed = pd.DataFrame({"pipeline_id": "X", "part": ["total", "KAZ"], "length_km": [125.0, 70.0]}).assign(
        source_id="S2", grade="A"
    )
    pipelines = pd.DataFrame({"pipeline_id": ["X"], "name": ["A-B"], "commodity": ["oil"]})
    lines = pd.DataFrame({"pipeline_id": ["X"], "quality": ["traced"]})
    frame = routes.route_kilometres(lengths, lines, printed, pipelines)
    assert frame["territory"].tolist() == ["Russia", "Kazakhstan", "other countries", "published"]
    assert frame["length_km"].tolist() == [30.0, 60.0, 10.0, 125.0]
    assert frame["deviation_pct"].iloc[-1] == -20.0
    (route,) = routes.routes_of(frame).to_dict("records")
    assert route["total"] == 100.0 and route["name"] == "A–B"


def test_the_areas_of_the_ranges_are_held_against_each_other() -> None:
    tables = ("military_facilities", "leased_land", "agreements")
    frame = sites.leased_sites(*map(kazbrief.load, tables))
    land = sites.balance(frame)
    assert (land.before, land.returned, land.emba, land.after) == (11.0, 1.6, 0.3, 8.6)
    assert land.after + land.unexplained == pytest.approx(9.1) and land.unexplained == pytest.approx(0.5)
    ranges = sites.sites(frame)
    in_use = ranges.loc[["sary_shagan", sites.WEST], "area_mha"]
    assert in_use.sum() == pytest.approx(land.after)
