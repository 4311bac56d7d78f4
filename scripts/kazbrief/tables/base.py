"""What a table is, and how its raw file is read, checked and loaded.

A frame under check carries the line numbers of its file as its index, so that every fault can say where
it is. Faults are collected in stages (file, header, cells, rules of one column, keys, references, rules
across rows): a later stage runs only when the earlier ones found nothing, so that one mistake gives one
sentence.
"""

from __future__ import annotations

import csv
import difflib
import functools
import io
import numbers
import re
import textwrap
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pandas as pd

from kazbrief import paths
from kazbrief.errors import InputError, InputErrors, KazbriefError

if TYPE_CHECKING:
    import pandera.pandas as pandera

Kind = Literal["string", "integer", "number", "boolean"]

_DTYPES: dict[Kind, str] = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "bool"}
_TRUTH = {"True": True, "False": False}
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\d+")
# More faults than this in one file are one mistake repeated: the rest is only counted.
_SHOWN_FAULTS = 20


@dataclass(frozen=True)
class Column:
    """One column: what it holds, in which unit, and what is allowed there.

    ``says`` describes a pattern to people ("a year such as 2009"); the other limits describe themselves.
    """

    name: str
    title: str
    description: str
    kind: Kind = "string"
    unit: str | None = None
    required: bool = True
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    says: str | None = None

    @property
    def expected(self) -> str:
        """The content that is allowed, as a noun phrase for messages."""
        if self.says is not None:
            return self.says
        if self.allowed:
            return "one of " + ", ".join(repr(value) for value in self.allowed)
        nouns = {
            "string": "text",
            "integer": "a whole number",
            "number": "a number",
            "boolean": "True or False",
        }
        noun = nouns[self.kind]
        if self.minimum is not None and self.maximum is not None:
            return f"{noun} from {self.minimum:,} to {self.maximum:,}"
        if self.minimum is not None:
            return f"{noun} of at least {self.minimum:,}"
        return noun if self.maximum is None else f"{noun} of at most {self.maximum:,}"


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must occur in another table.

    ``fixed`` completes the referenced key with constant values (the oblasts are the units of scheme 2022);
    a ``separated`` key holds several values in one cell, with semicolons between them.
    """

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    separated: bool = False


class Fault(NamedTuple):
    """A fault found by a rule across rows: the row's line, the column, what is there, what should be."""

    line: Hashable
    column: str | None
    found: str
    expected: str


Rule = Callable[[pd.DataFrame], Iterable[Fault]]


@dataclass(frozen=True)
class Table:
    """One table: its columns, keys and rules, and on which terms its values may be used.

    Parameters
    ----------
    key
        The columns that identify a row; clean tables are sorted by them.
    rules
        Named functions of the typed frame (index = line of the file) that yield the faults across rows.
    licences
        Identifiers of the licences of the values (SPDX; ``other-at``: terms that ask for attribution).
    terms
        The same in words; each source has its own beside it, in the table ``sources``.
    caution
        What a user has to know before using the values.
    derived
        True for a table that is computed: it has no raw file.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    rules: tuple[Rule, ...] = ()
    licences: tuple[str, ...] = ("CC-BY-4.0",)
    terms: str = (
        "facts compiled from the sources cited, which keep their own terms; the compilation is CC BY 4.0"
    )
    caution: str = ""
    derived: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        """The other tables that the foreign keys lead to, each once."""
        return tuple(dict.fromkeys(key.table for key in self.foreign_keys if key.table != self.name))

    @functools.cached_property
    def schema(self) -> pandera.DataFrameSchema:
        """The pandera schema of the typed frame."""
        import pandera.pandas as pandera

        columns = {
            column.name: pandera.Column(
                _DTYPES[column.kind],
                _checks(column),
                nullable=not column.required,
                title=column.title,
                description=column.description,
                metadata={"unit": column.unit},
            )
            for column in self.columns
        }
        return pandera.DataFrameSchema(
            columns,
            strict=True,
            ordered=True,
            coerce=True,
            name=self.name,
            title=self.title,
            description=self.description,
        )

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def text(name: str, title: str, description: str, **limits: Any) -> Column:
    """A column of text."""
    return Column(name, title, description, "string", **limits)


def whole(name: str, title: str, description: str, unit: str | None = None, **limits: Any) -> Column:
    """A column of whole numbers."""
    return Column(name, title, description, "integer", unit, **limits)


def number(name: str, title: str, description: str, unit: str | None = None, **limits: Any) -> Column:
    """A column of numbers."""
    return Column(name, title, description, "number", unit, **limits)


def flag(name: str, title: str, description: str) -> Column:
    """A column of 0 (no) and 1 (yes)."""
    return whole(name, title, description, minimum=0, maximum=1, says="0 or 1")


def truth(name: str, title: str, description: str) -> Column:
    """A column of True and False."""
    return Column(name, title, description, "boolean")


def year(
    name: str = "year", title: str = "Year", description: str = "Calendar year.", **limits: Any
) -> Column:
    """A column of years."""
    return whole(name, title, description, "year", minimum=1500, maximum=2100, **limits)


def percent(name: str, title: str, description: str, **limits: Any) -> Column:
    """A column of shares in per cent."""
    return number(name, title, description, "per cent", minimum=0, maximum=100, **limits)


def country(
    name: str = "country", title: str = "Country", description: str = "Country.", **limits: Any
) -> Column:
    """A column of ISO 3166-1 alpha-3 codes."""
    return text(
        name,
        title,
        f"{description.rstrip('.')}, as ISO 3166-1 alpha-3 code.",
        pattern="[A-Z]{3}",
        says="a country code of three capital letters (ISO 3166-1 alpha-3)",
        **limits,
    )


def moment(name: str = "date", title: str = "Date", description: str = "Date.", **limits: Any) -> Column:
    """A column of dates as precise as the source gives them: year, month or day."""
    return text(
        name,
        title,
        f"{description.rstrip('.')}, as precise as the source gives it (year, year-month or year-month-day).",
        pattern=r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?",
        says="a date such as 2009, 2009-02 or 2009-02-25",
        **limits,
    )


SOURCE_ID = text(
    "source_id", "Source", "Source of the row: ids of the table sources, several separated by semicolons."
)
GRADE = text(
    "grade",
    "Grade",
    "Grade of the evidence: A primary source or a data file read whole; B secondary, consistent with "
    "another; C secondary, alone or doubtful.",
    allowed=("A", "B", "C"),
)
NOTE = text("note", "Note", "Remark on the row: conflicts, derivation, doubts.", required=False)
FROM_SOURCES = ForeignKey(("source_id",), "sources", ("source_id",), separated=True)


def of_oblast(column: str = "oblast") -> ForeignKey:
    """The foreign key of a column of oblasts: the units of the scheme of 2022."""
    return ForeignKey((column,), "units", ("unit",), fixed={"scheme": "2022"})


def oblast(name: str = "oblast") -> Column:
    """A column of the 20 oblasts and cities of republican significance of 2022."""
    return text(name, "Oblast", "Oblast or city of republican significance, scheme of 2022.")


def read_raw(table: Table, path: Path) -> pd.DataFrame:
    """Read a raw CSV file and type its cells; the index of the frame is the line in the file.

    Raises
    ------
    InputError, InputErrors
        When the file is missing or is no UTF-8, when a column is missing, doubled or unknown, when a row is
        too short or too long, when a cell that has to be filled is empty, or when a number column holds
        something else.
    """
    shown = paths.shown(path)
    rows = list(_rows(shown, path))
    if not rows:
        raise InputError(shown, "an empty file", f"a header with {', '.join(c.name for c in table.columns)}")
    header_line, header = rows[0]
    _check_header(table, shown, header_line, header)
    columns = {column.name: column for column in table.columns}
    faults: list[KazbriefError] = []
    cells: dict[str, list[str | int | float | None]] = {name: [] for name in header}
    lines: list[int] = []
    for line, row in rows[1:]:
        if len(row) != len(header):
            faults.append(
                InputError(shown, f"{len(row)} cells", f"{len(header)} as in the header", line=line)
            )
            continue
        lines.append(line)
        for name, cell in zip(header, row, strict=True):
            try:
                cells[name].append(_typed(columns[name], cell))
            except ValueError as found:
                faults.append(InputError(shown, str(found), columns[name].expected, line=line, column=name))
    if not rows[1:]:
        faults.append(InputError(shown, "no rows under the header", "at least one"))
    _raise(faults, shown)
    index = pd.Index(lines, name="line")
    return pd.DataFrame(
        {c.name: pd.Series(cells[c.name], index=index, dtype=_DTYPES[c.kind]) for c in table.columns}
    )


def check(
    table: Table,
    frame: pd.DataFrame,
    others: Mapping[str, pd.DataFrame] | None = None,
    path: Path | str | None = None,
) -> None:
    """Check a typed frame against the table's schema, key, foreign keys and rules.

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

    def references() -> Iterable[Fault]:
        for key in table.foreign_keys:
            target = frame if key.table == table.name else (others or {})[key.table]
            yield from _unknown_references(key, frame, target)

    stages: tuple[Callable[[], Iterable[Fault]], ...] = (
        lambda: _schema_faults(table, frame),
        lambda: _duplicate_keys(table, frame),
        references,
        *(functools.partial(rule, frame) for rule in table.rules),
    )
    for stage in stages:
        _raise([error(fault) for fault in stage()], shown)


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


def read_clean(table: Table, path: Path) -> pd.DataFrame:
    """Read a built table with the types of its schema, without checking it again."""
    if not path.exists():
        raise KazbriefError(f"{paths.shown(path)} is not built yet: run `kazbrief build` (or `make report`)")
    return pd.read_csv(
        path,
        dtype={column.name: _DTYPES[column.kind] for column in table.columns},
        keep_default_na=False,
        na_values=[""],
    )


def load(table: Table) -> pd.DataFrame:
    """A built table from ``data/clean`` (or from the installed package), typed."""
    return read_clean(table, paths.clean_data() / f"{table.name}.csv")


def described(table: Table) -> pd.DataFrame:
    """A table's columns as a frame: ``column``, ``title``, ``description``, ``unit``, ``type``, ``required``."""
    return pd.DataFrame(
        [
            {
                "column": column.name,
                "title": column.title,
                "description": column.description,
                "unit": column.unit or "",
                "type": column.kind,
                "required": column.required,
            }
            for column in table.columns
        ]
    )


def cited(frame: pd.DataFrame) -> list[str]:
    """The ids of the sources that a frame cites in its columns ``source_id`` and ``*_source_id``, sorted."""
    columns = [name for name in frame.columns if name == "source_id" or str(name).endswith("_source_id")]
    cells = (cell for name in columns for cell in frame[name].dropna())
    return sorted({part for cell in cells for part in split(cell)})


def references(frame: pd.DataFrame) -> pd.DataFrame:
    """The sources that a frame cites: the rows of the table ``sources``, sorted by ``source_id``.

    Parameters
    ----------
    frame
        Any frame, or part of one, with columns ``source_id`` or ``*_source_id``.
    """
    from kazbrief.tables import get

    if not any(str(name).endswith("source_id") for name in frame.columns):
        raise KazbriefError("the frame has no column source_id: keep it when you choose columns")
    sources = load(get("sources"))
    return sources[sources["source_id"].isin(cited(frame))].reset_index(drop=True)


def split(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by semicolons."""
    return [part.strip() for part in cell.split(";")]


def _rows(shown: str, path: Path) -> Iterable[tuple[int, list[str]]]:
    """The records of a CSV file with the line on which each begins; blank lines are skipped."""
    try:
        content = path.read_bytes()
    except OSError as error:
        found = (
            "no such file"
            if isinstance(error, FileNotFoundError)
            else f"an unreadable file ({error.strerror})"
        )
        raise InputError(shown, found, "a CSV file") from None
    if content.startswith(b"\xef\xbb\xbf"):
        raise InputError(shown, "a byte-order mark", "UTF-8 without one", line=1)
    try:
        decoded = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(shown, f"the byte 0x{content[error.start]:02x}", "UTF-8 text", line=line) from None
    if "\0" in decoded:
        line = decoded.count("\n", 0, decoded.index("\0")) + 1
        raise InputError(shown, "a NUL character", "text", line=line)
    reader = csv.reader(io.StringIO(decoded, newline=""), strict=True)
    begin = 1
    try:
        for row in reader:
            if any("\n" in cell or "\r" in cell for cell in row):
                raise InputError(
                    shown,
                    "a line break inside a cell",
                    "one line a row (is a quotation mark missing?)",
                    line=begin,
                )
            if row:
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise InputError(shown, f"broken quoting ({error})", "a CSV row", line=begin) from None


def _check_header(table: Table, shown: str, line: int, header: Sequence[str]) -> None:
    names = [column.name for column in table.columns]
    if not set(header) & set(names):
        found = f"the header {textwrap.shorten(','.join(header), 60, placeholder='...')!r}"
        raise InputError(shown, found, f"{', '.join(names)}, separated by commas", line=line)
    faults: list[KazbriefError] = []
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.append(
                InputError(shown, f"{header.count(name)} columns of this name", "one", line=line, column=name)
            )
        if name not in names:
            expected = "no other column than " + ", ".join(names)
            faults.append(InputError(shown, f"the unknown column {name!r}", expected, line=line))
    missing = [name for name in names if name not in header]
    faults.extend(InputError(shown, "no such column", "one", line=line, column=name) for name in missing)
    _raise(faults, shown)


def _typed(column: Column, cell: str) -> str | int | float | None:
    """A cell's value; the text of the ValueError says what was found instead."""
    content = unicodedata.normalize("NFC", " ".join(cell.split()))
    if content == "":
        if column.required:
            raise ValueError("an empty cell")
        return None
    if column.kind == "string":
        return content
    if column.kind == "boolean":
        if content not in _TRUTH:
            raise ValueError(repr(content))
        return _TRUTH[content]
    if not (_WHOLE if column.kind == "integer" else _NUMBER).fullmatch(content):
        raise ValueError(repr(content))
    if column.kind == "number":
        value = float(content)
        if value in (float("inf"), float("-inf")):
            raise ValueError(repr(content))
        return value
    if abs(int(content)) >= 2**63:
        raise ValueError(repr(content))
    return int(content)


def _checks(column: Column) -> list[pandera.Check]:
    import pandera.pandas as pandera

    checks = []
    if column.allowed:
        checks.append(pandera.Check.isin(column.allowed, error=column.expected))
    if column.minimum is not None:
        checks.append(pandera.Check.ge(column.minimum, error=column.expected))
    if column.maximum is not None:
        checks.append(pandera.Check.le(column.maximum, error=column.expected))
    if column.pattern is not None:
        # pandera's str_matches looks at the beginning only: the pattern has to hold for the whole cell.
        checks.append(pandera.Check.str_matches(f"^(?:{column.pattern})$", error=column.expected))
    return checks


def _schema_faults(table: Table, frame: pd.DataFrame) -> Iterable[Fault]:
    import pandera.pandas as pandera

    try:
        table.schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        # A value below the minimum of a pattern column may fail twice: one sentence is enough.
        for case in cases.drop_duplicates(["index", "column"]).itertuples():
            line = None if pd.isna(case.index) else int(case.index)
            column = None if case.schema_context == "DataFrameSchema" else str(case.column)
            if column is None:
                columns = ", ".join(c.name for c in table.columns)
                yield Fault(line, None, f"columns {', '.join(map(str, frame.columns))}", f"columns {columns}")
            elif case.check == "not_nullable":
                yield Fault(line, column, "an empty cell", table.column(column).expected)
            else:
                yield Fault(line, column, _shown(case.failure_case), str(case.check))


def _duplicate_keys(table: Table, frame: pd.DataFrame) -> Iterable[Fault]:
    key = list(table.key)
    first: dict[tuple[Any, ...], Any] = {}
    for row in frame[key].itertuples(name=None):
        line, values = row[0], row[1:]
        if values in first:
            words = ", ".join(f"{name} {value}" for name, value in zip(key, values, strict=True))
            found = f"a second row for {words} (the first is in line {first[values]})"
            yield Fault(line, key[-1], found, f"each {' + '.join(key)} once")
        else:
            first[values] = line


def _unknown_references(key: ForeignKey, frame: pd.DataFrame, target: pd.DataFrame) -> Iterable[Fault]:
    for name, value in key.fixed.items():
        target = target[target[name] == value]
    known = set(target[list(key.references)].dropna().itertuples(index=False, name=None))
    rows = frame[list(key.columns)].dropna()
    whose = f"the table {key.table}" + "".join(f" ({name} {value})" for name, value in key.fixed.items())
    for row in rows.itertuples(name=None):
        line, values = row[0], row[1:]
        parts = [(part,) for part in split(values[0])] if key.separated else [values]
        for part in parts:
            if part not in known:
                near = difflib.get_close_matches(
                    str(part[-1]), sorted({str(value[-1]) for value in known}), n=1
                )
                hint = f" (nearest: {near[0]!r})" if near else ""
                expected = f"a {' + '.join(key.references)} of {whose}{hint}"
                yield Fault(line, key.columns[-1], " + ".join(repr(value) for value in part), expected)


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return repr(value) if isinstance(value, str) else str(value)


def _raise(faults: Sequence[KazbriefError], shown: str) -> None:
    if len(faults) == 1:
        raise faults[0]
    if faults:
        shown_faults = list(faults[:_SHOWN_FAULTS])
        if len(faults) > _SHOWN_FAULTS:
            shown_faults.append(KazbriefError(f"{shown}: and {len(faults) - _SHOWN_FAULTS} more faults"))
        raise InputErrors(shown_faults)
