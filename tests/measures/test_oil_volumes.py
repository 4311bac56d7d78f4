"""Volumes by route: what stands for a volume, the sums that close, and what each line carries."""

from __future__ import annotations

from typing import Any

import pytest

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.measures import oil_lines
from kazbrief.measures.frames import pick_one
from kazbrief.measures.oil_volumes import OilVolumes, months, published

ROUTES = ("cpc", "atyrau-samara", "atasu-alashankou", "aktau_sea", "rail")


@pytest.mark.parametrize(
    ("period", "expected"),
    [("year", 0), ("Jan-Oct", 10), ("May", 1), ("H1", 6), ("rate", 0), ("2010-2011", 0), ("Oct-Jan", 0)],
)
def test_months_of_a_period(period: str, expected: int) -> None:
    assert months(period) == expected


def volume(route: str, year: int, period: str = "year", **where: Any) -> float:
    """The only volume of a route with what is asked for."""
    given = {"value_type": ["reported", "derived", "estimate"], **where}
    rows = kazbrief.load("oil_exports").query("route == @route and year == @year and period == @period")
    for column, values in given.items():
        rows = rows[rows[column].isin(values if isinstance(values, list) else [values])]
    (found,) = rows["volume_mt"]
    return float(found)


def transit(year: int, destination: str = "China", period: str = "year", **where: Any) -> float:
    row = pick_one(kazbrief.load("oil_transit"), year=year, destination=destination, period=period, **where)
    return float(row["volume_mt"])


CHINA_2009, AKTAU_2022 = {"source_id": "S_INVESTKZ_2010"}, {"source_id": "S_TREND_202401"}
PLAN, QUOTA = {"value_type": "plan"}, {"value_type": "quota"}


def test_routes_make_the_total_where_they_do() -> None:
    routes = sum(volume(route, 2009, **CHINA_2009) for route in ROUTES)
    assert routes - volume("total_exports", 2009) == pytest.approx(-0.3)
    rest = [volume(route, 2022) for route in ROUTES if route != "aktau_sea"]
    routes = sum(rest) + volume("aktau_sea", 2022, **AKTAU_2022)
    assert routes - volume("total_exports", 2022) == pytest.approx(-0.142)
    routes = sum(volume(route, 2024, **PLAN) for route in ROUTES)
    assert routes - volume("total_exports", 2024, **PLAN) == pytest.approx(-0.05)
    agreed = [volume(route, 2023, **QUOTA) for route in ("cpc", "atyrau-samara", "aktau_makhachkala")]
    assert sum(agreed) == volume("all_through_russia", 2023, **QUOTA) == 73


def test_of_two_figures_for_cpc_in_2025_one_closes_and_the_other_is_supported() -> None:
    others = [
        volume("atyrau-samara", 2025),
        volume("aktau_makhachkala", 2025),
        volume("aktau_baku", 2025, source_id="S_DAYAZ_202601"),
        volume("atasu-alashankou", 2025, source_id="S_TIMESCA_2026"),
    ]
    total = volume("total_exports", 2025)
    for source_id, left in (("S_ABC_202602", -0.3), ("S_ASTANA_202601", -1.3)):
        assert sum(others) + volume("cpc", 2025, source_id=source_id) - total == pytest.approx(left)
    russian = 2.4 + 8 * 0.52
    assert volume("cpc", 2025, value_type="estimate") == pytest.approx(
        volume("cpc_total_throughput", 2025) - russian
    )
    assert total == pytest.approx(volume("total_exports", 2025, **PLAN) * 1.116, abs=0.03)


def test_the_total_said_of_2013_does_not_hold_its_routes() -> None:
    routes = sum(volume(route, 2013) for route in (*ROUTES, "orenburg_condensate"))
    assert routes == pytest.approx(72.056)
    assert routes - volume("total_exports", 2013) == pytest.approx(4.056)


def test_kazakh_and_russian_oil_make_the_line_to_china() -> None:
    line = "atasu-alashankou"
    for year in (2022, 2023, 2024):
        russian = transit(year, source_id="S_KMG_AR2024", value_type="reported")
        assert volume(line, year, value_type="reported") + russian == pytest.approx(
            volume(f"{line}_all_oil", year)
        )
    cumulative = 1.76 + volume(line, 2007) + volume(line, 2008) + volume(line, 2009, source_id="S4_CNPC_2010")
    assert cumulative == pytest.approx(20.39)
    assert volume(f"{line}_all_oil", 2014) - transit(2014) == pytest.approx(volume(line, 2014), abs=0.02)


def test_russian_transit_makes_its_sum_of_ten_years() -> None:
    of_contract = 3 * transit(2015, value_type="estimate") + 7 * transit(2017, value_type="estimate")
    assert of_contract == transit(2014, period="2014-2023") == 91
    both = {year: transit(year, "China and Uzbekistan") for year in (2023, 2024)}
    parts = transit(2023, grade="B", value_type="reported") + transit(2023, "Uzbekistan")
    assert both[2023] == pytest.approx(parts, abs=1e-3)
    assert both[2024] == pytest.approx(transit(2024) + transit(2024, "Uzbekistan"), abs=1e-3)


def test_kazakhstan_s_part_of_cpc() -> None:
    part = volume("cpc", 2010) / volume("cpc_total_throughput", 2010)
    assert part == pytest.approx(0.814, abs=5e-4)
    volumes = OilVolumes(kazbrief.load("oil_exports"))
    for year in (2014, 2017):
        least = volumes.known("cpc", year)
        assert least is not None
        assert least.low == pytest.approx(part * volume("cpc_total_throughput", year), abs=0.1)
    fields, all_kazakh = volume("cpc_three_fields", 2023), volume("cpc", 2023)
    assert fields - all_kazakh == pytest.approx(-1.02)
    months_ = volume("cpc_total_throughput", 2025, "Jan-Nov") + volume("cpc_total_throughput", 2025, "Dec")
    assert months_ == pytest.approx(volume("cpc_total_throughput", 2025), abs=0.01)


def test_production_less_refining_is_near_exports_and_no_limit() -> None:
    assert volume("production", 2021) - 17.1 - volume("total_exports", 2021) == pytest.approx(1.0)
    # In 2013 it would have been less than what the routes carried.
    assert volume("production", 2013) - 14.7 < sum(volume(route, 2013) for route in ROUTES)


def test_a_volume_that_was_not_published_is_refused() -> None:
    exports = kazbrief.load("oil_exports")
    assert published(exports, "cpc", 2025).high == 64.8
    with pytest.raises(
        KazbriefError, match="found no published volume of total_exports in 2024, expected one"
    ):
        published(exports, "total_exports", 2024)


def test_what_each_line_carries() -> None:
    flows = oil_lines.pipeline_flows(
        *map(kazbrief.load, ("oil_exports", "oil_transit", "pipelines"))
    ).set_index("pipeline_id")
    assert flows.loc["CPC", ["year", "kazakh_low_mt", "kazakh_high_mt", "flow_mt"]].tolist() == [
        2025,
        63.8,
        64.8,
        70.52,
    ]
    china = flows.loc["ATA_ALA"]
    # The line to China carries ten times as much Russian as Kazakh oil, and half of it is free.
    assert (china["kazakh_high_mt"], china["other_mt"], china["capacity_mt"]) == (1.1, 10, 20)
    assert (flows["flow_mt"] <= flows["capacity_mt"].fillna(float("inf"))).all()
