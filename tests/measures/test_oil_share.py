"""The share of oil exports through Russia: worked by hand, and on made-up years whose truth is known."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazbrief.errors import KazbriefError
from kazbrief.measures import oil
from kazbrief.measures.oil_share import oil_share

CROSSES = {
    "cpc": "yes",
    "atyrau-samara": "yes",
    "atyrau-samara_germany": "yes",
    "orenburg_condensate": "yes",
    "aktau_makhachkala": "yes",
    "all_through_russia": "yes",
    "cpc_total_throughput": "yes",
    "atasu-alashankou": "no",
    "aktau_baku": "no",
    "bypassing_russian_ports": "no",
    "aktau_sea": "partial",
}


def exports(
    *rows: tuple[int, str, float], period: str = "year", value_type: str = "reported"
) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["year", "route", "volume_mt"])
    crosses = frame["route"].map(lambda route: CROSSES.get(route, "unknown"))
    return frame.assign(
        period=period,
        crosses_russia=crosses,
        value_type=value_type,
        source_id="S_" + frame["route"],
        grade="B",
    )


ROUTES = exports(
    (2009, "total_exports", 100), (2009, "cpc", 40), (2009, "atyrau-samara", 20), (2009, "aktau_sea", 15)
)
CHINA = exports((2009, "atasu-alashankou", 10))


def limits(frame: pd.DataFrame) -> tuple[float, float]:
    (row,) = oil_share(frame).to_dict("records")
    return row["low_pct"], row["high_pct"]


def test_limits_by_hand() -> None:
    assert limits(pd.concat([ROUTES, CHINA])) == pytest.approx((60, 90))


def test_a_side_that_cannot_be_computed_is_missing() -> None:
    (row,) = oil_share(ROUTES).to_dict("records")
    assert row["low_pct"] == 60
    assert pd.isna(row["high_pct"])
    assert "high" not in row["method"]
    (row,) = oil_share(pd.concat([exports((2009, "total_exports", 50)), CHINA])).to_dict("records")
    assert pd.isna(row["low_pct"])
    assert row["high_pct"] == 80


def test_totals_that_differ_widen_the_range() -> None:
    two = exports((2006, "total_exports", 50), (2006, "total_exports", 60), (2006, "all_through_russia", 42))
    assert limits(two) == pytest.approx((70, 84))
    more = pd.concat([ROUTES, CHINA, exports((2009, "total_exports", 120))])
    assert limits(more) == pytest.approx((50, 100 * 110 / 120))


def test_volumes_of_a_route_that_differ_take_the_wider_side() -> None:
    more = pd.concat([ROUTES, CHINA, exports((2009, "cpc", 35), (2009, "atasu-alashankou", 8))])
    assert limits(more) == pytest.approx((55, 92))


def test_parts_are_not_counted_beside_their_whole() -> None:
    parts = exports(
        (2009, "atyrau-samara_germany", 5), (2009, "aktau_makhachkala", 9), (2009, "aktau_baku", 4)
    )
    assert limits(pd.concat([ROUTES, CHINA, parts])) == pytest.approx((69, 86))
    without_whole = pd.concat([ROUTES[ROUTES["route"] != "atyrau-samara"], CHINA, parts])
    assert limits(without_whole) == pytest.approx((54, 86))


def test_the_throughput_of_a_pipeline_is_not_kazakh_oil() -> None:
    assert limits(pd.concat([ROUTES, CHINA, exports((2009, "cpc_total_throughput", 99))])) == pytest.approx(
        (60, 90)
    )


def test_oil_that_bypasses_russian_ports_gives_a_lower_limit() -> None:
    assert limits(
        pd.concat([ROUTES, CHINA, exports((2009, "bypassing_russian_ports", 12))])
    ) == pytest.approx((88, 90))
    # a looser statement changes nothing
    assert limits(
        pd.concat([ROUTES, CHINA, exports((2009, "bypassing_russian_ports", 70))])
    ) == pytest.approx((60, 90))


def test_sources_that_contradict_each_other_are_both_held() -> None:
    assert limits(pd.concat([ROUTES, CHINA, exports((2009, "bypassing_russian_ports", 5))])) == pytest.approx(
        (60, 90)
    )


def test_months_are_a_lower_limit_of_the_year() -> None:
    months = exports((2009, "aktau_baku", 3), (2009, "cpc", 30), period="Jan-Sep")
    assert limits(pd.concat([ROUTES, CHINA, months])) == pytest.approx((60, 87))


def test_months_alone_use_the_sum_of_their_routes() -> None:
    rows = [
        ("cpc", 46),
        ("atyrau-samara", 7),
        ("aktau_sea", 5),
        ("aktau_makhachkala", 2),
        ("atasu-alashankou", 2),
    ]
    months = exports(*((2024, route, volume) for route, volume in rows), period="Jan-Oct")
    whole = exports((2024, "cpc", 55))
    (row,) = oil_share(pd.concat([months, whole])).to_dict("records")
    assert row["period"] == "Jan-Oct"
    assert row["total_low_mt"] == 60
    assert (row["low_pct"], row["high_pct"]) == pytest.approx((100 * 55 / 60, 100 * 58 / 60))


@pytest.mark.parametrize(
    "period", ["plan", "~2011/12 rate", "2010-2011 sum", "rate, May", "Jul 2006 - Jul 2007", "Q1 plan"]
)
def test_other_periods_are_not_used(period: str) -> None:
    other = exports((2009, "atasu-alashankou", 10), (2009, "aktau_baku", 30), period=period)
    assert pd.isna(limits(pd.concat([ROUTES, other]))[1])


@pytest.mark.parametrize("value_type", ["plan", "quota"])
def test_plans_and_quotas_are_not_used(value_type: str) -> None:
    other = exports((2009, "atasu-alashankou", 10), value_type=value_type)
    assert pd.isna(limits(pd.concat([ROUTES, other]))[1])


def test_estimates_count_only_where_nothing_better_is_published() -> None:
    guess = exports((2009, "cpc", 1), (2009, "atasu-alashankou", 25), value_type="estimate")
    assert limits(pd.concat([guess, ROUTES])) == pytest.approx((60, 75))


def test_statements_in_print_are_of_all_exports_and_of_the_years_before_the_article() -> None:
    statements = pd.DataFrame(
        [
            (2008, "all exports through Russia", 99.0),
            (2010, "all exports through Russia", 75.0),
            (2010, "exports through CPC", 40.0),
            (2011, "all exports through Russia", 98.0),
        ],
        columns=["year", "scope", "share_pct"],
    )
    assert oil.statements_in_print(statements, 2009)["share_pct"].tolist() == [75.0]


def test_the_reference_is_the_last_complete_year_before_the_article() -> None:
    years = pd.concat(
        [ROUTES.assign(year=year) for year in (2008, 2009, 2010, 2013, 2022)]
        + [CHINA.assign(year=year) for year in (2008, 2009, 2013, 2022)]
    )
    complete = oil.shares_with_both_ends(oil_share(years))
    assert complete["year"].tolist() == [2008, 2009, 2013, 2022]
    in_print, recent = oil.in_print_and_recent(complete)
    assert in_print["year"].tolist() == [2009]
    assert (in_print["low_pct"].item(), in_print["high_pct"].item()) == pytest.approx((60, 90))
    assert recent["year"].tolist() == [2022]


def test_sources_and_grade_are_those_of_the_figures_used() -> None:
    frame = pd.concat([ROUTES, CHINA.assign(grade="C"), exports((2009, "production", 130)).assign(grade="D")])
    (row,) = oil_share(frame).to_dict("records")
    assert row["source_id"] == "S_cpc;S_atyrau-samara;S_total_exports;S_atasu-alashankou"
    assert row["grade"] == "C"


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        {
            route: st.tuples(st.floats(0.1, 60), st.sampled_from(["shown", "hidden", "first months"]))
            for route in (
                "cpc",
                "atyrau-samara",
                "atasu-alashankou",
                "aktau_makhachkala",
                "aktau_baku",
                "rail",
            )
        }
    ),
    st.floats(0, 1),
    st.booleans(),
)
def test_truth_lies_inside(made: dict[str, tuple[float, str]], rail: float, whole_aktau: bool) -> None:
    volume = {route: pair[0] for route, pair in made.items()}
    total = sum(volume.values())
    through = volume["cpc"] + volume["atyrau-samara"] + volume["aktau_makhachkala"] + rail * volume["rail"]
    rows = [exports((2020, "total_exports", total))]
    for route, (tonnes, state) in made.items():
        if state == "shown":
            rows.append(exports((2020, route, tonnes)))
        elif state == "first months":
            rows.append(exports((2020, route, tonnes / 2), period="H1"))
    if whole_aktau:
        rows.append(exports((2020, "aktau_sea", volume["aktau_makhachkala"] + volume["aktau_baku"])))
    frame = pd.concat(rows)
    if not set(frame["route"]) - {"total_exports", "rail", "aktau_sea"}:
        return
    low, high = limits(frame)
    truth = 100 * through / total
    assert pd.isna(low) or low <= truth + 1e-9
    assert pd.isna(high) or high >= truth - 1e-9


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (ROUTES.drop(columns="route"), "found no column route"),
        (ROUTES.assign(volume_mt=-1.0), r"found -1\.0"),
        (exports((2009, "total_exports", 0), (2009, "cpc", 1)), "found a total of 0 Mt"),
        (exports((2009, "total_exports", 10), (2009, "cpc", 11)), "found 11 Mt through Russia"),
        (exports((2009, "total_exports", 10), (2009, "aktau_baku", 11)), "found -1 Mt through Russia"),
        (exports((2009, "cpc", 11)), "found no year with a total and a route"),
    ],
)
def test_impossible_figures_are_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        oil_share(frame)
    assert "\n" not in str(caught.value)
