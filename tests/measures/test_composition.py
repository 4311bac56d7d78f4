"""Shares by census: own totals only, and ranges only where figures really differ."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.measures import composition

COLUMNS = ["date", "basis", "ethnic_group", "population", "share_pct", "preferred", "source_id", "grade"]


def shares(*rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=COLUMNS).astype({"population": "Int64", "share_pct": "float64"})
    return composition.shares_by_census(frame).set_index(["date", "basis", "ethnic_group"])


def test_a_count_is_divided_by_the_total_of_its_own_basis() -> None:
    found = shares(
        ("1989", "census", "All", 200, None, 1, "T1", "A"),
        ("1989", "revised", "All", 100, None, 1, "T2", "A"),
        ("1989", "census", "Kazakh", 80, None, 1, "S", "B"),
        ("1989", "revised", "Kazakh", None, 41.0, 0, "R", "C"),
        ("1994", "census", "Kazakh", 80, None, 1, "S", "B"),
    )
    assert found["share_pct"].to_dict() == {
        ("1989", "census", "Kazakh"): 40.0,
        ("1989", "revised", "Kazakh"): 41.0,
    }
    assert found.loc[("1989", "census", "Kazakh"), "source_id"] == "S;T1"
    assert found["preferred"].tolist() == [1, 0]


def test_rounding_is_no_conflict_and_another_digit_is() -> None:
    found = shares(
        ("1939", "census", "All", 6_081_000, None, 1, "T", "A"),
        ("1939", "census", "Kazakh", 2_327_625, None, 1, "S1", "C"),
        ("1939", "census", "Kazakh", 2_127_625, None, 0, "S2", "C"),
        ("1939", "census", "Kazakh", None, 38.0, 0, "S3", "C"),
        ("1939", "census", "Russian", 2_458_687, None, 1, "S1", "C"),
        ("1939", "census", "Russian", 2_459_000, None, 0, "S4", "C"),
    )
    kazakh = found.loc[("1939", "census", "Kazakh")]
    assert kazakh["low_pct"] == pytest.approx(100 * 2_127_625 / 6_081_000)
    assert kazakh["high_pct"] == kazakh["share_pct"] == pytest.approx(100 * 2_327_625 / 6_081_000)
    assert kazakh["source_id"] == "S1;S2;T"
    russian = found.loc[("1939", "census", "Russian")]
    assert russian["low_pct"] == russian["high_pct"]


@given(st.integers(1, 9999), st.integers(0, 6))
def test_the_last_digit_of_a_whole_number(digits: int, zeros: int) -> None:
    value = digits * 10**zeros
    unit = composition.last_digit(value)
    assert value % unit == 0
    assert value % (unit * 10) != 0


@pytest.mark.parametrize(("value", "unit"), [(30.69, 0.01), (42.7, 0.1), (38.0, 1.0), (0.0, 1.0)])
def test_the_last_digit_of_a_share(value: float, unit: float) -> None:
    assert composition.last_digit(value) == pytest.approx(unit)
