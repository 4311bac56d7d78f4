"""Units of older schemes: what lies in what, and what is the same territory."""

from __future__ import annotations

import pandas as pd

from kazbrief.measures import crosswalk

# In the newest scheme A is as ever, old B is divided into B and C, and D was put together from two units.
LINKS = pd.DataFrame(
    [
        ("new", "A", "mid", "A", "exact"),
        ("mid", "A", "new", "A", "exact"),
        ("new", "B", "mid", "B", "exact"),
        ("new", "C", "mid", "B", "exact"),
        ("mid", "B", "new", "B", "partial"),
        ("mid", "B", "new", "C", "partial"),
        ("new", "D", "mid", "E", "partial"),
        ("new", "D", "mid", "F", "partial"),
        ("mid", "A", "old", "Alpha", "exact"),
        ("old", "Alpha", "mid", "A", "exact"),
        ("mid", "B", "old", "Beta", "exact"),
        ("old", "Beta", "mid", "B", "exact"),
    ],
    columns=["from_scheme", "from_unit", "to_scheme", "to_unit", "link"],
)


def test_each_unit_has_the_older_ones_that_hold_it_whole() -> None:
    found = crosswalk.ancestors(LINKS, ("new", "mid", "old"))
    units = {(row.oblast, row.scheme): (row.unit, row.same) for row in found.itertuples()}
    assert units == {
        ("A", "new"): ("A", True),
        ("B", "new"): ("B", True),
        ("C", "new"): ("C", True),
        ("D", "new"): ("D", True),
        ("A", "mid"): ("A", True),
        ("B", "mid"): ("B", False),
        ("C", "mid"): ("B", False),
        ("A", "old"): ("Alpha", True),
        ("B", "old"): ("Beta", False),
        ("C", "old"): ("Beta", False),
    }


def test_a_value_of_a_divided_unit_cannot_be_compared() -> None:
    values = pd.DataFrame({"scheme": ["mid", "mid", "new"], "unit": ["A", "B", "C"], "share": [1, 2, 3]})
    assert crosswalk.comparable(values, LINKS, "new")["share"].tolist() == [1, 3]
