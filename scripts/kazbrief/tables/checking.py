"""How tables are checked: one mechanism for raw tables and computed ones.

A frame under check carries the line numbers of its file as its index, so that every fault can say where it is.
Faults are collected in stages (file, header and types of cells while reading; then limits of cells, keys, references,
rules across rows): a later stage runs only when the earlier ones found nothing, so that one mistake gives one sentence.
"""

from __future__ import annotations

import functools
import numbers
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kazbrief import paths
from kazbrief.errors import SHOWN_FAULTS, InputError, nearest, raise_faults
from kazbrief.tables import rules
from kazbrief.tables.reading import DTYPES, read_raw, split
from kazbrief.tables.rules import Fault, Faults
from kazbrief.tables.schema import Field, ForeignKey, Table


def clean(table: Table, path: Path, others: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Read, check and order a raw table: the frame that is written to ``data/clean``.

    Parameters
    ----------
    path
        The raw CSV file.
    others
        The clean frames of ``table.needs``.

    Returns
    -------
    DataFrame
        Columns in the table's order, rows sorted by its key, index from 0.

    Raises
    ------
    InputError, InputErrors
        As in `read_raw` and `check`.
    """
    frame = read_raw(table, path)
    check(table, frame, others, path)
    return frame.sort_values(list(table.key), kind="stable").reset_index(drop=True)


def check(
    table: Table,
    frame: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] | None = None,
    path: Path | str | None = None,
) -> None:
    """Check a typed frame against the table's fields, key, foreign keys and rules.

    Parameters
    ----------
    frame
        Columns as the table declares them; for a file, the index holds the line numbers.
    others
        The frames of ``table.needs``.
    path
        The file that messages name; without it they name the table and no lines.

    Raises
    ------
    InputError, InputErrors
        With one sentence a fault.
    """
    shown = f"table {table.name}" if path is None else path if isinstance(path, str) else paths.shown(path)

    def error(fault: Fault) -> InputError:
        line = int(fault.line) if path is not None and isinstance(fault.line, numbers.Integral) else None
        return InputError(shown, fault.found, fault.expected, line=line, column=fault.column)

    frames = {**(others or {}), table.name: frame}
    stages: list[Callable[[], Faults]] = [
        lambda: _limits(table, frame),
        lambda: _doubled_keys(table, frame),
        lambda: (
            fault
            for key in table.foreign_keys
            for fault in _references(key, frame, frames[key.reference.resource])
        ),
        *(
            functools.partial(getattr(rules, rule.name), frame, *rule.positional, **rule.named)
            for rule in table.rules
        ),
    ]
    for stage in stages:
        raise_faults([error(fault) for fault in stage()], shown)


def _limits(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    """Columns that are not those of the table, and cells that a field doesn't allow."""
    if list(frame.columns) != table.names:
        found = f"columns {', '.join(map(str, frame.columns))}"
        yield Fault(None, None, found, f"columns {', '.join(table.names)}")
        return
    for field in table.fields:
        column = frame[field.name]
        if field.required:
            for line in column.index[column.isna()]:
                yield Fault(line, field.name, "an empty cell", field.content)
        try:
            filled = column.dropna().astype(DTYPES[field.type])  # type: ignore[call-overload]
        except (TypeError, ValueError):
            yield Fault(None, field.name, f"cells of type {column.dtype}", field.content)
            continue
        for line, value in filled[~_allowed(field, filled)].items():
            yield Fault(line, field.name, _shown(value), field.content)


def _allowed(field: Field, filled: pd.Series[Any]) -> pd.Series[bool]:
    """Which values hold the constraints of a field."""
    allowed = pd.Series(True, index=filled.index)
    for name, limit in field.constraints.items():
        match name:
            case "enum":
                allowed &= filled.isin(limit)
            case "minimum":
                allowed &= filled >= limit
            case "maximum":
                allowed &= filled <= limit
            case "pattern":
                allowed &= filled.str.fullmatch(limit)
    return allowed


def _doubled_keys(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    key = list(table.key)
    first: dict[tuple[Any, ...], Any] = {}
    for line, *cells in frame[key].itertuples(name=None):
        values = tuple(cells)
        if values in first:
            words = ", ".join(f"{name} {value}" for name, value in zip(key, values, strict=True))
            found = f"a second row for {words} (the first is in line {first[values]})"
            yield Fault(line, key[-1], found, f"each {' + '.join(key)} once")
        else:
            first[values] = line


def _references(key: ForeignKey, frame: pd.DataFrame, target: pd.DataFrame) -> Iterator[Fault]:
    """The values of a foreign key that the table it leads to hasn't."""
    reference = key.reference
    for name, value in reference.where.items():
        target = target[target[name] == value]
    known = set(target[list(reference.fields)].dropna().itertuples(index=False, name=None))
    last_parts = {str(values[-1]) for values in known}
    rows = "".join(f" ({name} {value})" for name, value in reference.where.items())
    wanted = f"a {' + '.join(reference.fields)} of the table {reference.resource}{rows}"
    faults = 0
    for line, *values in frame[list(key.fields)].dropna().itertuples(name=None):
        for parts in [(part,) for part in split(values[0])] if reference.several else [tuple(values)]:
            if parts not in known:
                # Names that are near take long to find: only for the faults that are shown.
                hint = nearest(parts[-1], last_parts) if faults < SHOWN_FAULTS else ""
                yield Fault(line, key.fields[-1], " + ".join(map(repr, parts)), wanted + hint)
                faults += 1


def _shown(value: object) -> str:
    return (
        f"{value:.15g}" if isinstance(value, float) else repr(value) if isinstance(value, str) else str(value)
    )
