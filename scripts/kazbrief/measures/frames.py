"""What all measures share: a clear refusal of an impossible input, and sources and grades that travel on."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError, nearest

BORDER_SOURCE = "S_OSM_BORDERS"
"""The source of the boundary layers: what is measured on them cites it."""

ABOVE_0 = float(np.finfo("float64").tiny)
"""The lower limit of what has to be positive."""


LARGEST = 2.0**53
"""Beyond this, not every whole number can be kept as a float."""

# More names than this are not listed where a strange one is told.
_MOST_SHOWN = 12


def require(
    frame: pd.DataFrame,
    columns: Iterable[Any],
    name: str,
    *,
    optional: Iterable[str] = ("source_id", "grade"),
) -> None:
    """Refuse a frame that lacks rows or one of the columns, or has one of them or of the optional ones twice.

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
    doubled = [column for column in (*wanted, *optional) if there.count(column) > 1]
    if doubled:
        raise KazbriefError(f"{name}: found two columns {doubled[0]}, expected one")
    if frame.empty:
        raise KazbriefError(f"{name}: found no rows, expected at least one")


def require_range(values: Any, low: float, high: float, name: str, *, gaps: bool = False) -> pd.Series:
    """The numbers of a column, also those that a program read as text; truth values and dates are none.

    Measures go on with the numbers returned: sums of these don't overflow.

    Returns
    -------
    Series
        float64, on the index of ``values``; missing where a cell is empty, which ``gaps`` allows.

    Raises
    ------
    KazbriefError
        With the first cell that is no number of the closed range, or beyond `LARGEST`.
    """
    try:
        cells = pd.Series(values).astype("object")
    except (TypeError, ValueError):
        raise KazbriefError(
            f"{name}: found {type(values).__name__}, expected one column of numbers"
        ) from None
    numbers, empty = np.fromiter(map(_number, cells), "float64", len(cells)), cells.isna().to_numpy()
    bad = ~(np.isfinite(numbers) & (low <= numbers) & (numbers <= high) & (np.abs(numbers) <= LARGEST))
    if gaps:
        bad &= ~empty
    if bad.any():
        first = int(bad.argmax())
        cell, number = cells.iloc[first], numbers[first]
        # Python writes out no number of thousands of digits.
        found = f"{Decimal(cell):.3g}" if isinstance(cell, int) and np.isinf(number) else f"{cell}"
        found = "an empty value" if empty[first] else " ".join(found.split()) or "an empty text"
        limits = " above 0" if low == ABOVE_0 else f" from {low:g}" if np.isfinite(low) else ""
        limits += f" to {high:g}" if np.isfinite(high) else " up" if "from" in limits else ""
        limits += f", none beyond {LARGEST:.0f}" if abs(number) > LARGEST else ""
        raise KazbriefError(f"{name}: found {found}, expected a number{limits}")
    return pd.Series(numbers, index=cells.index, name=cells.name)


def _number(cell: Any) -> float:
    try:
        return np.nan if isinstance(cell, bool | np.bool_) else float(cell)
    except OverflowError:
        return np.inf
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


def require_names(frame: pd.DataFrame, columns: Iterable[Any], name: str, *, gaps: bool = False) -> None:
    """Refuse empty cells in columns that name what the rows are about: such rows would drop out of sums.

    With ``gaps`` they may be empty.
    The columns name things of one kind. A name that they spell in two ways which look alike would be two names.

    Raises
    ------
    KazbriefError
        With the column, and the first row (counted from 1) whose cell is empty; or with the name that differs by
        spaces or Unicode forms alone, or is a number here and text there.
    """
    spellings: dict[str, Any] = {}
    for column in columns:
        cells = frame[column].astype("object")
        if not cells.map(_hashable).all():
            raise KazbriefError(
                f"{name}: column {column}: found a list of values, expected a name in each row"
            )
        empty = cells.map(_text).eq("")
        if empty.any() and not gaps:
            raise KazbriefError(
                f"{name}: column {column}: found an empty name in row {int(empty.to_numpy().argmax()) + 1}, "
                "expected one in each row"
            )
        for cell in cells[~empty].unique():
            alike = spellings.setdefault(spelling(cell), cell)
            if alike != cell:
                raise KazbriefError(
                    f"{name}: column {column}: found {cell!a} beside {alike!a}, which differ by spaces or "
                    "Unicode forms alone, or as number and text, expected one spelling of a name"
                )


def require_known(values: Iterable[Any], known: Collection[Any], found: str, more: str = "") -> None:
    """Refuse a value that is none of those known; one that looks like a known one is shown letter by letter.

    Raises
    ------
    KazbriefError
        With the words of ``found``, the value, and those known.
    """
    for value in values:
        if not _hashable(value) or value not in known:
            alike = [each for each in known if spelling(each) == spelling(value)]
            show = ascii if alike else repr
            names = alike or (sorted(known, key=str) if isinstance(known, set) else list(known))
            expected = ", ".join(map(show, names[:_MOST_SHOWN])) + ", ..." * (len(names) > _MOST_SHOWN)
            near = "" if alike else nearest(value, map(str, known))
            raise KazbriefError(f"{found} {show(value)}, expected one of {expected}{more}{near}")


def spelling(cell: object) -> str:
    """What a reader sees of a name: not its Unicode form, its spaces, and whether it is kept as text or a number."""
    return unicodedata.normalize("NFC", " ".join(_text(cell).split()))


def _text(cell: Any) -> str:
    """A cell as text, a whole number as such; nothing for an empty one."""
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return ""
    return str(cell).removesuffix(".0" if isinstance(cell, float) else "").strip()


def _hashable(cell: object) -> bool:
    try:
        hash(cell)
    except TypeError:
        return False
    return True


def shown(value: object) -> str:
    """Anything on one line of a message."""
    return " ".join(repr(value).split())


def listed(values: Any, name: str) -> list[Any]:
    """One value or several, as a list.

    Raises
    ------
    KazbriefError
        When one of them is itself a list.
    """
    several = list(values) if pd.api.types.is_list_like(values) else [values]
    for value in several:
        if not _hashable(value):
            raise KazbriefError(f"{name}: found {type(value).__name__} in a list, expected single values")
    return several


def columns_by(by: object, taken: Iterable[object], name: str) -> list[Any]:
    """The columns by which rows are told apart: one or several.

    Raises
    ------
    KazbriefError
        When one is there twice, or is one of those that are taken by something else.
    """
    columns = listed(by, name)
    for place, column in enumerate(columns):
        if column in [*taken, *columns[:place]]:
            raise KazbriefError(
                f"{name}: found the column {column}, which is taken already, expected each column once"
            )
    return columns


def joined(cells: Iterable[object]) -> str:
    """The identifiers of several ``;``-separated cells, each once, in order of first appearance."""
    parts = (part.strip() for cell in cells for part in _text(cell).split(";"))
    return ";".join(dict.fromkeys(part for part in parts if part))


def weakest(grades: Iterable[object]) -> str:
    """The lowest of several grades (A, B, C): a result is no better than its weakest input.

    Of those that are told: what has no grade, such as a link without a limit, neither lowers nor raises it.

    Raises
    ------
    KazbriefError
        For another grade.
    """
    told = [text for text in map(_text, grades) if text]
    require_known(told, ("A", "B", "C"), "grade: found")
    return max(told, default="")


def evidence_in(frame: pd.DataFrame) -> dict[str, Callable[[Iterable[object]], str]]:
    """The columns of a frame that say what its rows rest on, and how those of several rows come together."""
    together = {"source_id": joined, "grade": weakest}
    return {column: join for column, join in together.items() if column in frame.columns}


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
