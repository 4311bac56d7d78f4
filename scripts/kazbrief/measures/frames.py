"""What all measures share: a clear refusal of an impossible input, and sources and grades that travel on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from kazbrief.errors import KazbriefError

BORDER_SOURCE = "S_OSM_BORDERS"
"""The source of the boundary layers: what is measured on them cites it."""


def require(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Refuse a frame that lacks rows or one of the columns.

    Raises
    ------
    KazbriefError
        With one sentence that names the frame and what it lacks.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise KazbriefError(
            f"{name}: found no column {', '.join(missing)}, expected all of {', '.join(columns)}"
        )
    if frame.empty:
        raise KazbriefError(f"{name}: found no rows, expected at least one")


def require_range(values: pd.Series, low: float, high: float, name: str) -> None:
    """Refuse missing values and values outside the closed range.

    Raises
    ------
    KazbriefError
        With the first value that is not allowed.
    """
    numbers = pd.to_numeric(values, errors="coerce")
    bad = values[~numbers.between(low, high)]
    if len(bad):
        found = "an empty value" if pd.isna(bad.iloc[0]) else f"{bad.iloc[0]}"
        raise KazbriefError(f"{name}: found {found}, expected a number from {low:g} to {high:g}")


def joined(cells: Iterable[object]) -> str:
    """The identifiers of several ``;``-separated cells, each once, in order of first appearance."""
    parts = (part.strip() for cell in cells if isinstance(cell, str) for part in cell.split(";"))
    return ";".join(dict.fromkeys(part for part in parts if part))


def weakest(grades: Iterable[object]) -> str:
    """The lowest of several grades (A, B, C): a result is no better than its weakest input."""
    return max((grade for grade in grades if isinstance(grade, str)), default="")


def rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples; the table's schema, not the type checker, knows their types."""
    yield from frame.itertuples()
