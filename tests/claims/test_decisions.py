"""The shared rules, on hand-worked cases."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.claims import decisions
from kazbrief.claims.decisions import CONTRADICTED, OPEN, PARTLY, SUPPORTED, Trial, Verdict
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
    assert decisions.near(claimed, NARROW)(found) == verdict


def test_a_tolerance_in_per_cent_is_of_the_found_value() -> None:
    # 6,000 is 14.3 % less than 7,000, though 7,000 is 16.7 % more than 6,000
    assert decisions.near(6000, Tolerance(6, 15), per_cent=True)(7000) == PARTLY
    assert decisions.near(7000, Tolerance(6, 15), per_cent=True)(6000) == CONTRADICTED


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [(66, 87, CONTRADICTED), (66, 90, OPEN), (89.9, 95, OPEN), (90, 95, SUPPORTED), (75, 75, CONTRADICTED)],
)
def test_limits_decide_only_when_both_ends_agree(low: float, high: float, verdict: Verdict) -> None:
    assert decisions.reaches(low, high, 90) == verdict


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS).map(sorted), NUMBERS)
def test_better_knowledge_never_overturns_a_verdict(limits: list[float], threshold: float) -> None:
    low, lower, upper, high = limits
    wide, narrow = decisions.reaches(low, high, threshold), decisions.reaches(lower, upper, threshold)
    assert wide in (narrow, OPEN)


def test_limits_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(KazbriefError, match="found 9 above 3"):
        decisions.reaches(9, 3, 5)


def test_parts_of_one_sentence_give_one_verdict() -> None:
    assert decisions.by_number([True, True]) == SUPPORTED
    assert decisions.by_number([True, False]) == PARTLY
    assert decisions.by_number([False, False]) == CONTRADICTED
    assert decisions.joint([SUPPORTED, SUPPORTED]) == SUPPORTED
    assert decisions.joint([SUPPORTED, CONTRADICTED]) == PARTLY
    assert decisions.joint([OPEN, OPEN]) == OPEN
    assert decisions.at_most_partly(SUPPORTED) == PARTLY
    assert decisions.at_most_partly(CONTRADICTED) == CONTRADICTED
    with pytest.raises(KazbriefError, match="found none"):
        decisions.by_number([])


def test_a_rule_is_tried_with_thresholds_a_tenth_lower_and_higher_and_on_other_things() -> None:
    def rule(low: float, high: float, factor: float = 1.0) -> Verdict:
        return decisions.reaches(low, high, 90 * factor)

    trial = decisions.tried(rule, 85, 85, others={"another year": (91, 95), "an open year": (60, 95)})
    assert trial.verdict == CONTRADICTED
    assert trial.variants == [
        ("thresholds a tenth lower", SUPPORTED),  # 85 against 81
        ("thresholds a tenth higher", CONTRADICTED),  # 85 against 99
        ("another year", SUPPORTED),
        ("an open year", OPEN),
    ]
    parts = decisions.tried(decisions.by_number, [True], others={"one part": [False]}, tenths=False)
    assert parts == (SUPPORTED, [("one part", CONTRADICTED)])


def test_the_sensitivity_names_what_changes_and_what_does_not() -> None:
    variants: list[tuple[str, Verdict]] = [
        ("a lower bar", OPEN),
        ("the other series", SUPPORTED),
        ("the year before", CONTRADICTED),
        ("another base", SUPPORTED),
    ]
    assert decisions.sensitivity(Trial(CONTRADICTED, variants)) == (
        "Would be open with a lower bar; supported with the other series and another base; "
        "the same with the year before."
    )
    assert decisions.sensitivity(Trial(SUPPORTED, variants[1:2])) == "The same with the other series."
    with pytest.raises(KazbriefError, match="at least one"):
        decisions.sensitivity(Trial(SUPPORTED, []))


VALUES = pd.DataFrame(
    {
        "country": ["KAZ", "KAZ", "UZB"],
        "year": [2009, 2010, 2010],
        "source_id": ["S1", "S2;S1", "S3"],
        "grade": ["A", "C", "B"],
    }
)


def test_a_verdict_is_no_better_than_its_weakest_row() -> None:
    assert decisions.evidence(VALUES.iloc[:1]) == ("A", ("S1",))
    assert decisions.evidence(VALUES.iloc[0], VALUES.iloc[1:]) == ("C", ("S1", "S2", "S3"))
