"""From a number of the text back to its tables, rows, sources and addresses, as text for a terminal."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kazbrief.errors import no_such
from kazbrief.formats import labelled, reference
from kazbrief.tables import catalogue, reading

_ROWS, _SOURCES = 5, 12
_line = functools.partial(labelled, width=100)
LEDGER = "ledger"


def chain(
    name: str,
    numbers: Mapping[str, Mapping[str, Any]],
    load: Callable[[str], pd.DataFrame],
    listed: pd.DataFrame,
) -> str:
    """What stands behind a printed number.

    Rows are those of its tables that hold the value itself; where no row does, the number is worked out from all of
    them, and the sources are those of the tables.

    Parameters
    ----------
    name
        As the text names it, such as ``people.lowest``.
    numbers
        The record of the numbers (``figures/numbers.json``).
    load
        Reads a table by its name; that of the ledger of claims is `LEDGER`.
    listed
        The table ``sources``.

    Raises
    ------
    KazbriefError
        When there is no such number (the message names the nearest ones).
    """
    if name not in numbers:
        raise no_such("number", name, list(numbers), "kazbrief number")
    record = numbers[name]
    grade = f", grade {record['grade']}" if record["grade"] else ""
    lines = [
        f"{name}  {record['text']}",
        _line("Value", f"{_plain(record['raw'])} ({record['unit']}{grade})"),
        _line("Computed by", f"kazbrief.numbers.{name.partition('.')[0]}"),
    ]
    frames = {table: load(table) for table in record["tables"]}
    held = {table: frame[_holding(frame, record)] for table, frame in frames.items()}
    exact = {table: rows for table, rows in held.items() if len(rows)}
    for table, rows in (exact or frames).items():
        lines.append(_line("Table", f"{table}, {len(frames[table]):,} rows{_origin(table)}"))
        if exact:
            lines += [_line("", _row(row)) for _, row in rows.head(_ROWS).iterrows()]
            if len(rows) > _ROWS:
                lines.append(_line("", f"and {len(rows) - _ROWS} rows more that hold the value"))
    if frames and not exact:
        lines.append(_line("", "no row holds the value itself: it is worked out from rows of these"))
    cited = dict.fromkeys(id for rows in (exact or frames).values() for id in reading.cited(rows))
    known = listed.set_index("source_id").loc[list(cited)[:_SOURCES]].fillna("").astype(str)
    for place, (source_id, row) in enumerate(known.iterrows()):
        text = reference({str(column): str(cell) for column, cell in row.items()})
        lines.append(_line("" if place else "Sources", f"{source_id}: {text}"))
    if len(cited) > _SOURCES:
        lines.append(
            _line("", f"and {len(cited) - _SOURCES} more: kazbrief.sources(kazbrief.load(NAME)) lists them")
        )
    return "\n".join(lines) + "\n"


def overview(numbers: Mapping[str, Mapping[str, Any]]) -> str:
    """All numbers on one line each."""
    return "".join(f"{name:<32}{record['text']}\n" for name, record in numbers.items())


def _holding(frame: pd.DataFrame, record: Mapping[str, Any]) -> pd.Series:
    """Which rows of a table hold a value, or one end of it; counts are held by no row."""
    ends = record["raw"] if isinstance(record["raw"], list) else [record["raw"]]
    found = pd.Series(False, index=frame.index)
    if record["unit"] == "count":
        return found
    for column in frame.columns:
        own = frame[column]
        for end in ends:
            if isinstance(end, str):
                found |= own.astype("object").eq(end).fillna(False).astype(bool)
            elif pd.api.types.is_numeric_dtype(own) and not pd.api.types.is_bool_dtype(own):
                found |= np.isclose(own.astype("float64"), end, rtol=1e-7, atol=1e-9)
    return found


def _origin(table: str) -> str:
    if table == LEDGER:
        return ", the ledger of claims: kazbrief claims"
    function = catalogue.get(table).computed
    if not function:
        return f", transcribed: data/raw/{table}.csv"
    tables, layers = catalogue.inputs_of(catalogue.get(table))
    return f", computed by {function.replace(':', '.')} from {', '.join((*tables, *layers))}"


def _row(row: pd.Series) -> str:
    cells = "; ".join(f"{column} {_plain(cell)}" for column, cell in row.items() if pd.notna(cell))
    return f"row {row.name + 2}: {cells}"  # type: ignore[operator]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return " to ".join(map(_plain, value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)
