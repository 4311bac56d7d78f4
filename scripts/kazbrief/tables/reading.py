"""How tables are read: raw CSV files with the line of every fault, clean ones with the types of their schema."""

from __future__ import annotations

import csv
import difflib
import io
import re
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from kazbrief import files, paths
from kazbrief.errors import InputError, KazbriefError, raise_faults
from kazbrief.tables import catalogue
from kazbrief.tables.schema import Field, Table

DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "bool"}
"""The types of pandas for those of fields."""

_TRUTH = {"True": True, "False": False}
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_WHOLE = re.compile(r"[+-]?[0-9]+")


def read_raw(table: Table, path: Path) -> pd.DataFrame:
    """Read a raw CSV file and type its cells; the index of the frame is the line in the file.

    Raises
    ------
    InputError, InputErrors
        When the file is missing or is no UTF-8, when a column is missing, doubled or unknown, when a row is
        empty, too short or too long, when a cell that has to be filled is empty, or when a number column holds
        something else.
    """
    shown = paths.shown(path)
    rows = list(_rows(shown, path))
    if not rows:
        raise InputError(shown, "an empty file", f"a header with {', '.join(table.names)}")
    header_line, header = rows[0]
    _check_header(table, shown, header_line, header)
    fields = {field.name: field for field in table.fields}
    faults: list[KazbriefError] = []
    cells: dict[str, list[str | int | float | None]] = {name: [] for name in header}
    lines: list[int] = []
    filled = [(line, row) for line, row in rows[1:] if any(map(str.strip, row))]
    empty = sorted({line for line, _ in rows[1:]} - {line for line, _ in filled})
    if empty:
        found = "an empty row" if len(empty) == 1 else f"the first of {len(empty)} empty rows"
        faults.append(InputError(shown, found, "a row with values, or none", line=empty[0]))
    for line, row in filled:
        if len(row) != len(header):
            faults.append(
                InputError(shown, f"{len(row)} cells", f"{len(header)} as in the header", line=line)
            )
            continue
        lines.append(line)
        for name, cell in zip(header, row, strict=True):
            try:
                cells[name].append(_typed(fields[name], cell))
            except ValueError as found:
                faults.append(InputError(shown, str(found), fields[name].content, line=line, column=name))
    if not rows[1:]:
        faults.append(InputError(shown, "no rows under the header", "at least one"))
    raise_faults(faults, shown)
    index = pd.Index(lines, name="line")
    return pd.DataFrame(
        {
            each.name: pd.Series(cells[each.name], index=index, dtype=DTYPES[each.type])
            for each in table.fields
        }
    )


def read_clean(table: Table, path: Path) -> pd.DataFrame:
    """Read a built table with the types of its schema, without checking it again."""
    if not path.exists():
        raise KazbriefError(f"{paths.shown(path)} is not built yet: run `kazbrief build` (or `make report`)")
    dtypes = {field.name: DTYPES[field.type] for field in table.fields}
    return pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""])


def read_all(files: Mapping[str, Path]) -> dict[str, pd.DataFrame]:
    """Read built tables, from the file of each."""
    return {name: read_clean(catalogue.get(name), path) for name, path in files.items()}


def load(name: str) -> pd.DataFrame:
    """A built table from ``data/clean`` (or from the installed package), typed."""
    return read_clean(catalogue.get(name), paths.clean_data() / f"{name}.csv")


def columns(table: Table) -> pd.DataFrame:
    """A table's columns as a frame: ``column``, ``title``, ``description``, ``unit``, ``type``, ``required``."""
    rows = [
        (each.name, each.title, each.description, each.unit, each.type, each.required)
        for each in table.fields
    ]
    return pd.DataFrame(rows, columns=["column", "title", "description", "unit", "type", "required"])


def split(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by semicolons."""
    return [part.strip() for part in cell.split(";")]


def cited(frame: pd.DataFrame) -> list[str]:
    """The ids of the sources that a frame cites in its columns ``source_id`` and ``*_source_id``, sorted."""
    cells = (cell for name in _citing(frame) for cell in frame[name].dropna().unique())
    return sorted({part for cell in cells for part in split(str(cell)) if part})


def _citing(frame: pd.DataFrame) -> list[str]:
    """The columns that name sources, also those that a join has given an ending."""
    return [name for name in frame.columns if re.fullmatch(r"(.*_)?source_id(_.*)?", str(name))]


def references(frame: pd.DataFrame) -> pd.DataFrame:
    """The sources that a frame cites, sorted by ``source_id``: rows of the table ``sources``, empty for those of others."""
    if isinstance(frame, pd.Series):
        # One row of a table has its columns as index; else it is one column.
        row = frame.to_frame().T
        frame = row if _citing(row) else frame.to_frame()
    if not isinstance(frame, pd.DataFrame):
        raise KazbriefError(f"sources: found {type(frame).__name__}, expected a data frame")
    if not _citing(frame):
        raise KazbriefError("the frame has no column source_id: keep it when you choose columns")
    return load("sources").set_index("source_id").reindex(cited(frame)).rename_axis("source_id").reset_index()


def _rows(shown: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV file with the line on which each begins; blank lines are skipped."""
    reader = csv.reader(io.StringIO(_text(shown, path), newline=""), strict=True)
    begin = 1
    try:
        for row in reader:
            if any("\n" in cell or "\r" in cell for cell in row):
                expected = "one line a row (is a quotation mark missing?)"
                raise InputError(shown, "a line break inside a cell", expected, line=begin)
            if row:
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(shown, f"broken quoting ({error})", "a CSV row", line=begin) from None


def _text(shown: str, path: Path) -> str:
    """The content of a CSV file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(shown, "no such file", "a CSV file") from None
    except OSError as error:
        raise InputError(shown, f"an unreadable file ({error.strerror})", "a CSV file") from None
    # Excel's "CSV UTF-8" begins with a byte-order mark.
    text = files.decoded(content.removeprefix(b"\xef\xbb\xbf"), shown)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InputError(shown, "a NUL character", "text", line=line)
    return text


def _check_header(table: Table, shown: str, line: int, header: Sequence[str]) -> None:
    names = table.names
    if not set(header) & set(names):
        found = f"the header {textwrap.shorten(','.join(header), 60, placeholder='...')!r}"
        raise InputError(shown, found, f"{', '.join(names)}, separated by commas", line=line)
    faults: list[KazbriefError] = []
    missing = [name for name in names if name not in header]
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            found = f"{header.count(name)} columns of this name"
            faults.append(InputError(shown, found, "one", line=line, column=name))
        if name not in names:
            # A column that is missing under its own name is there under one with spaces or a slip of the pen.
            near = difflib.get_close_matches(name.strip().casefold(), missing, n=1)
            expected = repr(near[0]) if near else "no other column than " + ", ".join(names)
            faults.append(InputError(shown, f"the unknown column {name!r}", expected, line=line))
            missing = [name for name in missing if name not in near]
    faults.extend(InputError(shown, "no such column", "one", line=line, column=name) for name in missing)
    raise_faults(faults, shown)


def _typed(field: Field, cell: str) -> str | int | float | None:
    """A cell's value; the text of the ValueError says what was found instead."""
    content = unicodedata.normalize("NFC", " ".join(cell.split()))
    if content == "":
        if field.required:
            raise ValueError("an empty cell")
        return None
    value: str | int | float | None = None
    if field.type == "string":
        value = content
    elif field.type == "boolean":
        value = _TRUTH.get(content)
    elif field.type == "integer" and _WHOLE.fullmatch(content) and abs(int(content)) < 2**63:
        value = int(content)
    elif field.type == "number" and _NUMBER.fullmatch(content) and abs(float(content)) < float("inf"):
        value = float(content)
    if value is None:
        raise ValueError(repr(content))
    return value
