"""Rows are picked from tables, or their lack is told."""

from __future__ import annotations

import pandas as pd
import pytest

from kazbrief import inputs
from kazbrief.errors import KazbriefError
from kazbrief.measures import frames

VALUES = pd.DataFrame(
    {
        "country": ["KAZ", "KAZ", "UZB"],
        "year": [2009, 2010, 2010],
    }
)


def test_a_missing_row_is_told_with_table_and_column() -> None:
    def picked(values: pd.DataFrame) -> pd.DataFrame:
        return frames.pick(values[values["year"] > 0], country="KAZ", year=[2010, 2011])

    assert len(frames.pick(VALUES, country=["KAZ", "UZB"], year=2010)) == 2
    with pytest.raises(KazbriefError, match=r"^table values: found no row with year 2011 \(country KAZ\)"):
        inputs.call(picked, {"values": VALUES})
    assert VALUES.attrs == {}
    with pytest.raises(KazbriefError, match="found no row with country KGZ, TKM"):
        frames.pick(VALUES, country=["KAZ", "KGZ", "TKM"])
    with pytest.raises(KazbriefError, match="found 2 rows with country KAZ, expected one"):
        frames.pick_one(VALUES, country="KAZ")


def test_evidence_of_any_kind_is_kept_and_a_missing_grade_decides_nothing() -> None:
    assert frames.joined([11, 12.0, "11; 13", None, float("nan")]) == "11;12;13"
    assert frames.weakest(["A", "C", "B"]) == "C"
    assert frames.weakest(["A", None]) == "A" and frames.weakest([pd.NA, ""]) == frames.weakest([]) == ""
    with pytest.raises(KazbriefError, match="grade: found 'a', expected one of 'A'"):
        frames.weakest(["A", "a"])
