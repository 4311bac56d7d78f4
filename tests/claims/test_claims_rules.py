"""The shared rules, on hand-worked cases."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.claims import rules
from kazbrief.claims.finding import CONTRADICTED, OPEN, PARTLY, SUPPORTED, Verdict
from kazbrief.errors import KazbriefError
from kazbrief.measures.thresholds import Tolerance

NARROW = Tolerance(0.5, 1.0)
NUMBERS = st.floats(-1000, 1000)


@pytest.mark.parametrize(
    ("claimed", "found", "verdict"),
    [
        (22.0, 22.0, SUPPORTED),
        (22.0, 22.5, SUPPORTED),
        (22.0, 100 - 40.1 - 37.4, SUPPORTED),  # 22.5 but for the processor's last digit
        (22.0, 22.51, PARTLY),
        (22.0, 21.0, PARTLY),
        (22.0, 23.1, CONTRADICTED),
    ],
)
def test_a_number_within_a_tolerance(claimed: float, found: float, verdict: Verdict) -> None:
    assert rules.within(claimed, found, NARROW) == verdict


def test_a_tolerance_in_per_cent_is_of_the_found_value() -> None:
    # 6,000 is 14.3 % less than 7,000, though 7,000 is 16.7 % more than 6,000
    assert rules.within_per_cent(6000, 7000, Tolerance(6, 15)) == PARTLY
    assert rules.within_per_cent(7000, 6000, Tolerance(6, 15)) == CONTRADICTED


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(66, 87, CONTRADICTED), (66, 90, OPEN), (89.9, 95, OPEN), (90, 95, SUPPORTED), (75, 75, CONTRADICTED)],
)
def test_limits_decide_only_when_both_ends_agree(low: float, high: float, verdict: Verdict) -> None:
    assert rules.reaches(low, high, 90) == verdict


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS).map(sorted), NUMBERS)
def test_better_knowledge_never_overturns_a_verdict(limits: list[float], threshold: float) -> None:
    low, lower, upper, high = limits
    wide, narrow = rules.reaches(low, high, threshold), rules.reaches(lower, upper, threshold)
    assert wide in (narrow, OPEN)


def test_limits_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(KazbriefError, match="found 9 above 3"):
        rules.reaches(9, 3, 5)


def test_parts_of_one_sentence_give_one_verdict() -> None:
    assert rules.by_number([True, True]) == SUPPORTED
    assert rules.by_number([True, False]) == PARTLY
    assert rules.by_number([False, False]) == CONTRADICTED
    assert rules.joint([SUPPORTED, SUPPORTED]) == SUPPORTED
    assert rules.joint([SUPPORTED, CONTRADICTED]) == PARTLY
    assert rules.joint([OPEN, OPEN]) == OPEN
    assert rules.at_most_partly(SUPPORTED) == PARTLY
    assert rules.at_most_partly(CONTRADICTED) == CONTRADICTED
    with pytest.raises(KazbriefError, match="found none"):
        rules.by_number([])


def test_a_threshold_is_moved_by_a_tenth_both_ways() -> None:
    def rule(factor: float) -> Verdict:
        return rules.reaches(85, 85, 90 * factor)

    assert rule(1.0) == CONTRADICTED
    assert rules.by_a_tenth(rule) == [
        ("thresholds a tenth lower", SUPPORTED),  # 85 against 81
        ("thresholds a tenth higher", CONTRADICTED),  # 85 against 99
    ]


def test_the_sensitivity_names_what_changes_and_what_does_not() -> None:
    variants: rules.Variants = [
        ("a lower bar", OPEN),
        ("the other series", SUPPORTED),
        ("the year before", CONTRADICTED),
        ("another base", SUPPORTED),
    ]
    assert rules.sensitivity(CONTRADICTED, variants) == (
        "Would be open with a lower bar; supported with the other series and another base; "
        "the same with the year before."
    )
    assert rules.sensitivity(SUPPORTED, variants[1:2]) == "The same with the other series."
    with pytest.raises(KazbriefError, match="at least one"):
        rules.sensitivity(SUPPORTED, [])


VALUES = pd.DataFrame(
    {
        "country": ["KAZ", "KAZ", "UZB"],
        "year": [2009, 2010, 2010],
        "source_id": ["S1", "S2;S1", "S3"],
        "grade": ["A", "C", "B"],
    }
)


def test_a_missing_row_is_told_with_table_and_column() -> None:
    tables = {"values": VALUES}
    assert len(rules.pick(tables, "values", country=["KAZ", "UZB"], year=2010)) == 2
    with pytest.raises(KazbriefError, match=r"^table values: found no row with year 2011 \(country KAZ\)"):
        rules.pick(tables, "values", country="KAZ", year=[2010, 2011])
    with pytest.raises(KazbriefError, match="found no row with country KGZ, TKM"):
        rules.pick(tables, "values", country=["KAZ", "KGZ", "TKM"])
    with pytest.raises(KazbriefError, match="found 2 rows with country KAZ, expected one"):
        rules.pick_one(tables, "values", country="KAZ")


def test_a_verdict_is_no_better_than_its_weakest_row() -> None:
    assert rules.evidence(VALUES.iloc[:1]) == ("A", ("S1",))
    assert rules.evidence(VALUES.iloc[0], VALUES.iloc[1:]) == ("C", ("S1", "S2", "S3"))
