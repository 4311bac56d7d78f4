"""Where everything comes from: the statement of data availability, the data sets, and what makes each exhibit.

The parts follow the template README of the social science data editors (AEA Data Editor and others, version 1.1).
They are made from the data package, the exhibits' records and the record of the numbers, for ``docs/availability.md``
and for the appendix of the paper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kazbrief.formats import number
from kazbrief.markdown import Column, caption, grid, ledger, literal
from kazbrief.tables import catalogue

if TYPE_CHECKING:
    import pandas as pd

Resource = Mapping[str, Any]
Record = Mapping[str, Any]

_NUMBERS = "scripts/kazbrief/numbers.py"
_LEDGER = "tbl-claims"
_DATASET_COLUMNS = (
    Column("Table", 26),
    Column("What it holds", 46),
    Column("Rows", 8, right=True),
    Column("Licence", 20),
)
_PROGRAM_COLUMNS = (Column("Exhibit or number", 26), Column("Tables", 40), Column("Program", 34))


def datasets(package: Mapping[str, Any]) -> list[Resource]:
    """The clean tables of the data package, in the order of the catalogue."""
    return [r for r in package["resources"] if r["path"].startswith("clean/") and r["format"] == "csv"]


def availability(package: Mapping[str, Any], sources: pd.DataFrame) -> str:
    """The statement of data availability, as one paragraph of Markdown and one about rights.

    Parameters
    ----------
    package
        The descriptor of the data package.
    sources
        The table of that name: ``kind``, ``read_in``, ``extent``.
    """
    tables = datasets(package)
    transcribed = [table for table in tables if not table["computed"] and table["name"] != "sources"]
    rows = sum(table["rows"] for table in transcribed)
    computed = sum(table["computed"] for table in tables)
    primary = (sources["kind"] == "primary").sum()
    copies, openings = sources["read_in"].notna().sum(), (sources["extent"] == "opening").sum()
    # Terms of the source that ask for more than its name stand with the table.
    kept = [
        table
        for table in tables
        if "copyright" in table["terms"]
        or any(licence["name"] == "other-at" for licence in table["licenses"])
    ]
    terms = "; ".join(f"`{table['name']}`: {table['terms']}" for table in kept)
    return (
        f"All data behind the exhibits and numbers are in the repository: {len(transcribed)} tables with "
        f"{number(rows)} rows transcribed from {number(len(sources))} published sources ({number(primary)} of them primary), "
        f"{computed} tables computed from these, and the boundary layers. Nothing is confidential, and nothing has to be "
        "asked for, bought or downloaded to repeat the results. Each row names its source and the grade of the evidence; the "
        f"table `sources` says who published each source, in what copy it was read ({number(copies)} of them) and how much "
        f"of it (of {number(openings)} the opening only).\n\n"
        "The tables hold facts. Each source keeps its own terms; the compilation is CC BY 4.0, the boundaries and the "
        f"lines of the routes are ODbL 1.0. Tables with terms of their own: {terms}."
    )


def dataset_rows(package: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """One row a table: name, title, rows, licences."""
    return [
        (
            f"`{table['name']}`",
            table["title"] + (" (computed)" if table["computed"] else ""),
            number(table["rows"]),
            ", ".join(licence["name"] for licence in table["licenses"]),
        )
        for table in datasets(package)
    ]


def program_rows(records: Iterable[Record], numbers: Mapping[str, Record]) -> list[tuple[str, str, str]]:
    """One row an exhibit, group of numbers or computed table: what it is, the tables it reads, the program.

    Parameters
    ----------
    records
        The exhibits' records (``figures/<id>.json``).
    numbers
        The record of the numbers (``figures/numbers.json``): name to value, with its tables.
    """
    rows = [(f"`{r['id']}`", _listed(r["tables"]), f"`{r['program']}`") for r in records]
    groups: dict[str, set[str]] = {}
    for name, value in numbers.items():
        groups.setdefault(name.partition(".")[0], set()).update(value["tables"])
    for group, tables in groups.items():
        read = sorted(_LEDGER if name == "ledger" else name for name in tables)
        rows.append((f"numbers `{group}.*`", _listed(read), f"`{_NUMBERS}`, `{group}`"))
    for table in map(catalogue.get, catalogue.names()):
        if table.computed:
            module, _, function = table.computed.partition(":")
            tables_read, layers = catalogue.inputs_of(table)
            listed = _listed([*tables_read, *(f"boundaries/{layer}" for layer in layers)])
            program = f"scripts/{module.replace('.', '/')}.py"
            rows.append((f"table `{table.name}`", listed, f"`{program}`, `{function}`"))
    return rows


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "edition and constants"


def page(
    package: Mapping[str, Any],
    sources: pd.DataFrame,
    records: Sequence[Record],
    numbers: Mapping[str, Record],
) -> str:
    """``docs/availability.md``: statement, tables and programs."""
    return "\n\n".join(
        [
            "# Availability of the data, and what makes what",
            "Made by `kazbrief build`, in the order of the template README of the social science data editors.",
            availability(package, sources),
            "## Tables",
            grid(_DATASET_COLUMNS, dataset_rows(package)),
            "## From table to exhibit and number",
            grid(_PROGRAM_COLUMNS, program_rows(records, numbers)) + "\n",
        ]
    )


def appendix(
    package: Mapping[str, Any],
    sources: pd.DataFrame,
    records: Sequence[Record],
    numbers: Mapping[str, Record],
) -> str:
    """The same for the appendix of the paper: the statement and two captioned tables."""
    sets, programs = dataset_rows(package), program_rows(records, numbers)
    escaped = [(name, literal(title), rows, licence) for name, title, rows, licence in sets]
    of_sets = caption(
        f"The {len(sets)} tables of the data package",
        "`data/clean/` and `data/datapackage.json`; `kazbrief.load(name)` reads one",
    )
    of_programs = caption(
        "From table to exhibit and number",
        "The tables that each reads, and the program, and function, that makes it",
    )
    parts = [
        availability(package, sources) + "\n",
        ledger(_DATASET_COLUMNS, escaped, of_sets, "tbl-datasets"),
        ledger(_PROGRAM_COLUMNS, programs, of_programs, "tbl-programs"),
    ]
    return "\n".join(parts)


_READ = {"whole": "read whole", "part": "read in part", "opening": "read at its opening"}


def source_list(sources: pd.DataFrame, records: Iterable[Record]) -> str:
    """The sources behind the exhibits and the ledger with their addresses, for print: the page makes a list of its own.

    It is Typst already: half of the paper's words, read anew at each rendering, would keep a writer waiting.

    Parameters
    ----------
    sources
        The table of that name.
    records
        The exhibits' records.
    """
    cited = {source["source_id"] for record in records for source in record["sources"]}
    listed = sources[sources["source_id"].isin(cited)].sort_values("source_id").fillna("")
    lines = []
    for row in listed.to_dict("records"):
        year = f" ({row['year']})" if row["year"] else ""
        told = [_typst(row["source_id"]), _typst(f"{row['publisher']}: {row['title']}{year}")]
        told += [f"link({_typst(row['url'])})"] if row["url"] else []
        if row["read_in"]:
            copy = f' + " " + link({_typst(row["read_in_url"])})' if row["read_in_url"] else ""
            told.append(_typst(f"Copy: {row['read_in']}") + copy)
        told.append(_typst(f"{row['kind']}, {_READ[row['extent']]}"))
        lines.append(f"  ({', '.join(told)}),")
    return _SOURCE_LIST.replace("ROWS", "\n".join(lines))


def _typst(text: str) -> str:
    """A text as Typst writes one, with the quotation marks and apostrophes of print."""
    opened = re.sub(r"(?<![^\s(])'", "\u2018", re.sub(r'(?<![^\s(])"', "\u201c", text))
    return json.dumps(opened.replace('"', "\u201d").replace("'", "\u2019"), ensure_ascii=False)


_SOURCE_LIST = """\
::: {.content-visible when-format="typst"}
Of each source: publisher, title, year, address, kind, and what was read.

```{=typst}
#briefing-source-list(
ROWS
)
```

:::
"""
