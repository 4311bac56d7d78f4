"""Numbers and lists as the house prints them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief import phrases


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (58.5, 0, "59"),
        (8.25, 1, "8.3"),
        (-2.5, 0, "\u22123"),
        (-0.2, 0, "0"),
        (1234567.891, 2, "1,234,567.89"),
        (1449.2, -1, "1,450"),
        (250, -2, "300"),
        (0, 1, "0.0"),
    ],
)
def test_a_half_goes_away_from_zero(value: float, decimals: int, text: str) -> None:
    assert phrases.number(value, decimals) == text


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 3))
def test_a_printed_number_reads_back_as_the_rounded_one(value: Decimal, decimals: int) -> None:
    printed = phrases.number(float(value), decimals).replace(",", "").replace("\u2212", "-")
    assert Decimal(printed) == value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def test_ranks_and_lists() -> None:
    assert [phrases.ordinal(rank) for rank in (1, 9, 10)] == ["first", "ninth", "rank 10"]
    assert phrases.series(["a", "b", "c"]) == "a, b and c"
