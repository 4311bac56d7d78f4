"""What all measures share: a clear refusal of an impossible input, and sources and grades that travel on."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError

BORDER_SOURCE = "S_OSM_BORDERS"
"""The source of the boundary layers: what is measured on them cites it."""

ABOVE_0 = float(np.finfo("float64").tiny)
"""The lower limit of what has to be positive."""


def require(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Refuse a frame that lacks rows or one of the columns.

    Raises
    ------
    KazbriefError
        With one sentence that names the frame and what it lacks.
    """
    if not isinstance(frame, pd.DataFrame):
        raise KazbriefError(f"{name}: found {type(frame).__name__}, expected a data frame")
    wanted, there = list(columns), list(frame.columns)
    missing = [column for column in wanted if column not in there]
    if missing:
        raise KazbriefError(
            f"{name}: found no column {', '.join(map(str, missing))}, expected all of {', '.join(map(str, wanted))}"
        )
    doubled = [column for column in wanted if there.count(column) > 1]
    if doubled:
        raise KazbriefError(f"{name}: found two columns {doubled[0]}, expected one")
    if frame.empty:
        raise KazbriefError(f"{name}: found no rows, expected at least one")


def require_range(values: Any, low: float, high: float, name: str, *, gaps: bool = False) -> pd.Series:
    """The numbers of a column, also those that a program read as text; truth values and dates are none.

    Returns
    -------
    Series
        float64, on the index of ``values``; missing where a cell is empty, which ``gaps`` allows.

    Raises
    ------
    KazbriefError
        With the first cell that is no finite number of the closed range.
    """
    try:
        cells = pd.Series(values).astype("object")
    except (TypeError, ValueError):
        raise KazbriefError(
            f"{name}: found {type(values).__name__}, expected one column of numbers"
        ) from None
    numbers = np.fromiter(map(_number, cells), "float64", len(cells))
    bad = ~(np.isfinite(numbers) & (low <= numbers) & (numbers <= high))
    if gaps:
        bad &= cells.notna().to_numpy()
    if bad.any():
        cell = cells.iloc[int(bad.argmax())]
        found = "an empty value" if cell is None or cell is pd.NA or cell != cell else f"{cell}"
        found = found if found.strip() else "an empty text"
        limits = " above 0" if low == ABOVE_0 else f" from {low:g}" if np.isfinite(low) else ""
        limits += f" to {high:g}" if np.isfinite(high) else " up" if "from" in limits else ""
        raise KazbriefError(f"{name}: found {found}, expected a number{limits}")
    return pd.Series(numbers, index=cells.index, name=cells.name)


def _number(cell: Any) -> float:
    try:
        return np.nan if isinstance(cell, bool | np.bool_) else float(cell)
    except (TypeError, ValueError):
        return np.nan


def require_free(frame: pd.DataFrame, column: str, name: str) -> None:
    """Refuse a frame that has the column already that a result adds.

    Raises
    ------
    KazbriefError
        When it has.
    """
    if column in frame.columns:
        raise KazbriefError(
            f"{name}: found the column {column}, which the result adds, expected another name"
        )


def require_names(frame: pd.DataFrame, columns: Iterable[str], name: str, *, gaps: bool = False) -> None:
    """Refuse empty cells in columns that name what the rows are about: such rows would drop out of sums.

    With ``gaps`` they may be empty.
    A name that these columns spell in two ways which look alike would be two names.

    Raises
    ------
    KazbriefError
        With the column, and the first row (counted from 1) whose cell is empty; or with the name that differs by
        spaces or Unicode forms alone.
    """
    spellings: dict[str, str] = {}
    for column in columns:
        cells = frame[column].astype("object")
        if not cells.map(lambda cell: isinstance(cell, Hashable)).all():
            raise KazbriefError(
                f"{name}: column {column}: found a list of values, expected a name in each row"
            )
        empty = cells.isna() | cells.astype(str).str.strip().eq("")
        if empty.any() and not gaps:
            raise KazbriefError(
                f"{name}: column {column}: found an empty name in row {int(empty.to_numpy().argmax()) + 1}, "
                "expected one in each row"
            )
        for cell in filter(lambda cell: isinstance(cell, str), cells.unique()):
            alike = spellings.setdefault(unicodedata.normalize("NFC", " ".join(cell.split())), cell)
            if alike != cell:
                raise KazbriefError(
                    f"{name}: column {column}: found {cell!a} beside {alike!a}, which differ by spaces or "
                    "Unicode forms alone, expected one spelling of a name"
                )


def columns_by(by: object, taken: Iterable[object], name: str) -> list[Any]:
    """The columns by which rows are told apart: one or several.

    Raises
    ------
    KazbriefError
        When one is there twice, or is one of those that are taken by something else.
    """
    columns: list[Any] = list(by) if pd.api.types.is_list_like(by) else [by]  # type: ignore[call-overload]
    for place, column in enumerate(columns):
        if column in [*taken, *columns[:place]]:
            raise KazbriefError(
                f"{name}: found the column {column}, which is taken already, expected each column once"
            )
    return columns


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


def pick(frame: pd.DataFrame, **where: Any) -> pd.DataFrame:
    """The rows of a table with the values given; a list asks for a row for each of its values.

    Raises
    ------
    KazbriefError
        When a row that is wanted is not there: a missing row decides nothing.
    """
    kept = np.ones(len(frame), dtype=bool)
    for column, wanted in where.items():
        values = list(wanted) if isinstance(wanted, list | tuple | range) else [wanted]
        kept &= frame[column].isin(values).to_numpy(dtype=bool)
        there = set(frame[column].array[kept])
        if missing := [str(value) for value in values if value not in there]:
            asked = ", ".join(
                f"{key} {value if not isinstance(value, list | tuple | range) else 'each wanted'}"
                for key, value in where.items()
                if key != column
            )
            raise KazbriefError(
                f"{_table(frame)}: found no row with {column} {', '.join(missing)}{f' ({asked})' if asked else ''}, "
                "expected one"
            )
    rows: pd.DataFrame = frame[kept]
    return rows


def pick_one(frame: pd.DataFrame, **where: Any) -> pd.Series:
    """The only row of a table with the values given.

    Raises
    ------
    KazbriefError
        When there is none or more than one.
    """
    rows = pick(frame, **where)
    if len(rows) > 1:
        asked = ", ".join(f"{column} {value}" for column, value in where.items())
        raise KazbriefError(f"{_table(frame)}: found {len(rows)} rows with {asked}, expected one")
    return rows.iloc[0]


def _table(frame: pd.DataFrame) -> str:
    """A table as messages name it: `kazbrief.inputs.call` gives frames the names of their tables."""
    return f"table {frame.attrs.get('table', 'without a name')}"
