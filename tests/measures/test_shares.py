"""Shares of a supplier, means of growth rates, and ranks."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.measures import growth, ranks, shares


def imports(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["recipient", "period", "supplier", "tiv_million"])
    return frame.assign(source_id="S_A", grade="A")


DELIVERIES = imports(
    ("Kazakhstan", "2006-2010", "Ukraine", 20.0),
    ("Kazakhstan", "2006-2010", "Russia", 60.0),
    ("Kazakhstan", "2006-2010", "France", 20.0),
    ("Kazakhstan", "2011-2015", "France", 100.0),
    ("Tajikistan", "2006-2010", "Russia", 5.0),
    ("Russia", "2006-2010", "Ukraine", 70.0),
)


def test_shares_by_hand() -> None:
    result = shares.arms_share(DELIVERIES).set_index(["recipient", "period"])
    first = result.loc[("Kazakhstan", "2006-2010")]
    assert first[["tiv_million", "total_tiv_million", "share_pct", "rank"]].tolist() == [60, 100, 60, 1]
    assert (first["largest_other"], first["largest_other_tiv_million"]) == ("France", 20)
    none = result.loc[("Kazakhstan", "2011-2015")]
    assert none["share_pct"] == 0
    assert pd.isna(none["rank"])
    alone = result.loc[("Tajikistan", "2006-2010")]
    assert alone["share_pct"] == 100
    assert pd.isna(alone["largest_other"])
    assert "Russia" not in result.index.get_level_values("recipient")


def test_small_totals_are_marked() -> None:
    assert shares.arms_share(DELIVERIES)["small"].tolist() == [False, False, True]
    assert not shares.arms_share(DELIVERIES, small_total=5)["small"].any()


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("AB"), st.sampled_from(["Russia", "x", "y", "z"]), st.floats(0.01, 1e4)),
        min_size=1,
        unique_by=lambda row: row[:2],
    )
)
def test_shares_of_all_suppliers_add_up(rows: list[tuple[str, str, float]]) -> None:
    frame = imports(*((recipient, "2000-2004", supplier, tiv) for recipient, supplier, tiv in rows))
    suppliers = sorted(frame["supplier"].unique())
    total = sum(
        shares.arms_share(frame, supplier=supplier).set_index("recipient")["share_pct"]
        for supplier in suppliers
    )
    assert total.to_numpy() == pytest.approx(100)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (DELIVERIES.drop(columns="grade"), "found no column grade"),
        (DELIVERIES.assign(tiv_million=-1.0), r"found -1\.0"),
        (DELIVERIES.assign(tiv_million=0.0), "found a total of 0 for Kazakhstan in 2006-2010"),
        (pd.concat([DELIVERIES, DELIVERIES]), "found Ukraine twice for Kazakhstan"),
        (DELIVERIES[DELIVERIES["recipient"] == "Russia"], "of others than Russia: found no rows"),
    ],
)
def test_impossible_deliveries_are_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        shares.arms_share(frame)


def test_means_of_growth_by_hand() -> None:
    rates = pd.Series([100.0, -50.0])
    assert growth.arithmetic_mean_pct(rates) == 25


@pytest.mark.parametrize("rates", [[], [1.0, None], [-101.0]])
def test_impossible_growth_is_refused(rates: list[float]) -> None:
    with pytest.raises(KazbriefError):
        growth.arithmetic_mean_pct(pd.Series(rates, dtype="float64"))


def test_ties_share_the_better_rank() -> None:
    assert ranks.rank_values(pd.Series([5, 7, 5, None, 1])).tolist() == [2, 1, 2, pd.NA, 4]


def test_limits_of_ranks_by_hand() -> None:
    index = ["sure first", "overlaps", "overlaps too", "sure last"]
    result = ranks.rank_limits(pd.Series([80, 40, 50, 0], index), pd.Series([90, 60, 70, 30], index))
    assert result["best_rank"].tolist() == [1, 2, 2, 4]
    assert result["worst_rank"].tolist() == [1, 3, 3, 4]


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.floats(0, 1)), min_size=1, max_size=8),
)
def test_limits_of_ranks_hold_every_case_and_are_reached(units: list[tuple[int, int, float]]) -> None:
    lower = pd.Series([float(min(a, b)) for a, b, _ in units])
    upper = pd.Series([float(max(a, b)) for a, b, _ in units])
    result = ranks.rank_limits(lower, upper)
    inside = ranks.rank_values(lower + (upper - lower) * [fraction for *_, fraction in units])
    assert (inside >= result["best_rank"]).all()
    assert (inside <= result["worst_rank"]).all()
    for unit in lower.index:
        others_low, others_high = lower.copy(), upper.copy()
        others_low[unit], others_high[unit] = upper[unit], lower[unit]
        assert ranks.rank_values(others_low)[unit] == result.loc[unit, "best_rank"]
        assert ranks.rank_values(others_high)[unit] == result.loc[unit, "worst_rank"]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_limits_of_exact_values_are_their_ranks(numbers: list[int]) -> None:
    values = pd.Series(numbers)
    result = ranks.rank_limits(values, values)
    assert result["best_rank"].tolist() == result["worst_rank"].tolist() == ranks.rank_values(values).tolist()


def test_impossible_limits_are_refused() -> None:
    with pytest.raises(KazbriefError, match="found limits 3 and 2 for b"):
        ranks.rank_limits(pd.Series([1, 3], ["a", "b"]), pd.Series([1, 2], ["a", "b"]))
    with pytest.raises(KazbriefError):
        ranks.rank_limits(pd.Series([1.0]), pd.Series([None], dtype="float64"))
    with pytest.raises(KazbriefError, match="no values"):
        ranks.rank_values(pd.Series([None], dtype="float64"))


def test_windows_of_five_years_are_those_of_the_register() -> None:
    windows = shares.rolling_shares(kazbrief.load("arms_yearly")).set_index("period")["share_pct"].round(1)
    own = {"2007-2011": 71.6, "2009-2013": 62.2, "2010-2014": 58.5, "2016-2020": 90.0, "2018-2022": 98.1}
    assert windows[list(own)].to_dict() == own
    table = kazbrief.load("arms_share").query("recipient == 'Kazakhstan'").set_index("period")["share_pct"]
    both = windows.index.intersection(table.index)
    assert len(both) >= 6 and (windows[both] - table[both].round(1)).abs().max() < 0.06
