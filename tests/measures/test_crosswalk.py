"""Units of one administrative scheme in the terms of another: only the same territory is comparable."""

from __future__ import annotations

import pandas as pd
import pytest

from kazbrief.errors import KazbriefError
from kazbrief.measures.crosswalk import ancestors, same_territory


def links(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_scheme", "from_unit", "to_scheme", "to_unit", "link"])


# A (2000) was divided into B and C (2010); D stayed. In 2020 C and D were put together as E.
MADE_UP = links(
    ("2000", "A", "2010", "B", "partial"),
    ("2000", "A", "2010", "C", "partial"),
    ("2010", "B", "2000", "A", "exact"),
    ("2010", "C", "2000", "A", "exact"),
    ("2000", "D", "2010", "D", "exact"),
    ("2010", "D", "2000", "D", "exact"),
    ("2010", "B", "2020", "B", "exact"),
    ("2020", "B", "2010", "B", "exact"),
    ("2010", "C", "2020", "E", "exact"),
    ("2010", "D", "2020", "E", "exact"),
    ("2020", "E", "2010", "C", "partial"),
    ("2020", "E", "2010", "D", "partial"),
)


def test_the_same_territory_is_linked_exactly_and_to_one_unit_alone() -> None:
    assert same_territory(MADE_UP, "2000", "2010") == {"D": "D"}
    # B and C both lie in A, so neither is A.
    assert same_territory(MADE_UP, "2010", "2000") == {"D": "D"}
    assert same_territory(MADE_UP, "2010", "2020") == {"B": "B"}


def test_ancestors_end_where_a_unit_was_put_together_from_others() -> None:
    result = ancestors(MADE_UP, ("2020", "2010", "2000"))
    rows = list(zip(result["oblast"], result["scheme"], result["unit"], result["same"], strict=True))
    assert rows == [
        ("B", "2020", "B", True),
        ("E", "2020", "E", True),
        ("B", "2010", "B", True),
        ("B", "2000", "A", False),
    ]


@pytest.mark.parametrize("column", ["link", "from_unit"])
def test_links_without_a_column_are_refused(column: str) -> None:
    with pytest.raises(KazbriefError, match=f"crosswalk: found no column {column}"):
        same_territory(MADE_UP.drop(columns=column), "2000", "2010")
