"""Diversity and dissimilarity: by hand, and by drawing pairs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.errors import KazbriefError
from kazbrief.measures import diversity

counts = st.lists(st.integers(0, 1000), min_size=1, max_size=10).filter(lambda numbers: sum(numbers) > 0)


def percent(numbers: list[int]) -> pd.Series:
    return pd.Series(numbers, dtype="float64") * 100 / sum(numbers)


def test_by_hand() -> None:
    assert diversity.fractionalisation(pd.Series([50, 30, 20])) == pytest.approx(1 - 0.25 - 0.09 - 0.04)
    assert diversity.fractionalisation(pd.Series([100])) == 0


@given(counts)
def test_fractionalisation_is_the_chance_of_a_mixed_pair(numbers: list[int]) -> None:
    groups = np.array(numbers)
    pairs = np.outer(groups, groups)
    mixed = (pairs.sum() - np.trace(pairs)) / pairs.sum()
    assert diversity.fractionalisation(percent(numbers)) == pytest.approx(mixed, abs=1e-9)


def test_rounded_shares_are_scaled() -> None:
    assert diversity.fractionalisation(pd.Series([50.2, 50.2])) == pytest.approx(0.5)


def test_dissimilarity_by_hand() -> None:
    places = pd.DataFrame({"a": [50, 50, 0], "b": [0, 100, 100]})
    # parts of a: 1/2, 1/2, 0; of b: 0, 1/2, 1/2
    assert diversity.dissimilarity(places, "a", "b") == 0.5
    assert diversity.dissimilarity(places, "a", "a") == 0
    apart = pd.DataFrame({"a": [1, 0], "b": [0, 1]})
    assert diversity.dissimilarity(apart, "a", "b") == 1


@pytest.mark.parametrize(
    ("places", "message"),
    [
        (pd.DataFrame({"a": [1, 2], "b": [1, float("inf")]}), "column b: found inf"),
        (pd.DataFrame({"a": [1, 2], "b": ["1", "many"]}), "column b: found many"),
        ({"a": [1], "b": [2]}, "found dict, expected a data frame"),
    ],
)
def test_impossible_counts_are_refused(places: pd.DataFrame, message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        diversity.dissimilarity(places, "a", "b")


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=12))
def test_dissimilarity_is_what_would_have_to_move(rows: list[tuple[int, int]]) -> None:
    places = pd.DataFrame(rows, columns=["a", "b"])
    if (places.sum() == 0).any():
        with pytest.raises(KazbriefError, match="found no people in"):
            diversity.dissimilarity(places, "a", "b")
        return
    surplus = places["a"] / places["a"].sum() - places["b"] / places["b"].sum()
    assert diversity.dissimilarity(places, "a", "b") == pytest.approx(surplus.clip(lower=0).sum())


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ([], "found none"),
        ([50, 40], r"found a sum of 90\.00 %"),
        ([101, -1], "found 101"),
        ([50, None], "found an empty value"),
    ],
)
def test_impossible_shares_are_refused(shares: list[float], message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        diversity.fractionalisation(pd.Series(shares, dtype="float64"))
