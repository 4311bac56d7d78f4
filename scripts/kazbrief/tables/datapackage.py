"""The data package: what Frictionless Data Package v2 says about every file of ``data``, and its page for readers.

Everything is derived from the table records and the files themselves; nothing is typed twice.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from kazbrief import edition
from kazbrief.tables import NAMES, get
from kazbrief.tables.base import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

LICENCES: dict[str, dict[str, str]] = {
    "CC-BY-4.0": {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    },
    "ODbL-1.0": {
        "name": "ODbL-1.0",
        "path": "https://opendatacommons.org/licenses/odbl/1-0/",
        "title": "Open Data Commons Open Database License 1.0",
    },
    "other-at": {"name": "other-at", "title": "Terms of the source: cite it, do not reprint its database"},
}

_SUFFIX_OF_RAW = "-raw"


def descriptor(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The descriptor of the data package.

    Parameters
    ----------
    files
        The content of every file of the package by its path below ``data``: ``clean/raions.csv``,
        ``raw/raions.csv``, ``clean/boundaries/...geojson``. ``clean/sources.csv`` must be among them.

    Returns
    -------
    dict
        Ready for JSON; resources sorted: clean tables in the order of the catalogue, their raw files, then
        the boundaries. A clean table has its table's name, a raw one the suffix ``-raw``.
    """
    sources = {row["source_id"]: row for row in _records(files["clean/sources.csv"])}
    resources = [
        _tabular(get(name), f"{folder}/{name}.csv", files, sources)
        for folder in ("clean", "raw")
        for name in NAMES
        if f"{folder}/{name}.csv" in files
    ]
    resources += [_geographic(path, files[path]) for path in sorted(files) if path.endswith(".geojson")]
    return {
        "$schema": PROFILE,
        "name": edition.SERIES,
        "id": edition.IDENTIFIER,
        "title": "Data of the briefing on Kazakhstan's ties with Russia",
        "description": (
            "Ethnic composition, oil and gas routes, arms imports, military spending, agreements and "
            "boundaries, each value with its source and a grade of the evidence (A primary or a data file "
            "read whole, B secondary and consistent with another source, C secondary alone or doubtful)."
        ),
        "version": edition.VERSION,
        "created": f"{edition.DATE.isoformat()}T00:00:00Z",
        "contributors": [{"title": edition.AUTHOR, "roles": ["creator"]}],
        "keywords": [
            "Kazakhstan",
            "Russia",
            "ethnic composition",
            "pipelines",
            "oil",
            "arms transfers",
            "CSTO",
        ],
        "licenses": [LICENCES["CC-BY-4.0"], LICENCES["ODbL-1.0"]],
        "resources": resources,
    }


def layer_licences(name: str) -> list[dict[str, str]]:
    """The licences of a boundary layer: ``name`` (SPDX), ``title`` and, where there is one, ``path``."""
    free = {"name": "CC0-1.0", "title": "all but the Caspian Sea: public domain (Natural Earth)"}
    return [LICENCES["ODbL-1.0"], *([free] if "water" in name else [])]


def catalogue_markdown(package: Mapping[str, Any]) -> str:
    """The page ``data/README.md``: every table with its columns, units, terms and cautions.

    Parameters
    ----------
    package
        The descriptor, as `descriptor` makes it.
    """
    clean = [resource for resource in package["resources"] if resource["path"].startswith("clean/")]
    tabular = [resource for resource in clean if resource["format"] == "csv"]
    example = next(name for name in ("ethnic_bounds", "raions") if any(r["name"] == name for r in tabular))
    parts = [
        f"# {package['title']}",
        "",
        "This page is generated from the tables; do not edit it.",
        "",
        package["description"],
        "",
        f"Version {package['version']}, {package['created'][:10]}. [datapackage.json](datapackage.json) says the same "
        "to programs (Frictionless Data Package v2), with SHA-256 hashes. `raw/` holds the facts as "
        "transcribed, `clean/` the checked tables that everything else reads.",
        "",
        "Versions follow the data package recipe of semantic versioning: a first number for changes that "
        "can break programs (a column renamed or removed, a key changed), a second for added data, a third "
        "for corrections.",
        "",
        "## What the checks catch, and what they cannot",
        "",
        "Every build checks each raw cell for its type, range, allowed values and pattern, each row for its "
        "length, each table for its key, its references (sources, units, routes) and its sums, and stops "
        "with the file, line and column of a fault. What no check can see is a value that is wrong but "
        "possible: a digit changed inside the range of a number, a misspelt name in free text, a source "
        "that exists but is not the one.",
        "",
        "## Load a table",
        "",
        "```python",
        "import kazbrief",
        "",
        f'table = kazbrief.load("{example}")',
        'print(table[["oblast", "lower_pct", "upper_pct"]].head())'
        if example == "ethnic_bounds"
        else "print(table.head())",
        "print(kazbrief.sources(table))",
        "```",
        "",
        "```r",
        f'table <- read.csv("clean/{example}.csv", encoding = "UTF-8")',
        'sources <- read.csv("clean/sources.csv", encoding = "UTF-8")',
        'oblasts <- sf::st_read("clean/boundaries/oblasts_2022.geojson")',
        'shares <- merge(oblasts, table, by = "oblast")',
        "head(shares)",
        "```",
        "",
        "## Tables",
        "",
        "| Table | Rows | What it holds |",
        "|---|---:|---|",
        *(f"| [{r['name']}](#{r['name']}) | {r['rows']:,} | {r['title']} |" for r in tabular),
        "",
        *(line for resource in tabular for line in _section(resource)),
        "## Boundaries",
        "",
        "| File | Licence |",
        "|---|---|",
        *(
            f"| [{r['path']}]({r['path']}) | {', '.join(item['title'] for item in r['licenses'])} |"
            for r in clean
            if r["format"] == "geojson"
        ),
        "",
    ]
    return "\n".join(parts)


def _section(resource: Mapping[str, Any]) -> list[str]:
    origin = (
        "Computed from other tables." if resource["computed"] else f"Raw file: `raw/{resource['name']}.csv`."
    )
    lines = [
        f"### {resource['name']}",
        "",
        f"**{resource['title']}.** {resource['description']}",
        "",
        f"Key: {', '.join(f'`{name}`' for name in resource['schema']['primaryKey'])}. {origin} "
        f"Sources: {len(resource['sources'])}. Terms: {resource['terms']}.",
        "",
    ]
    if resource["caution"]:
        lines += [f"*Caution:* {resource['caution']}", ""]
    lines += ["| Column | Type | Unit | Meaning |", "|---|---|---|---|"]
    for field in resource["schema"]["fields"]:
        cells = (f"`{field['name']}`", field["type"], field.get("unit", ""), field["description"])
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return [*lines, ""]


def _tabular(
    table: Table, path: str, files: Mapping[str, bytes], sources: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    raw = path.startswith("raw/")
    suffix = _SUFFIX_OF_RAW if raw else ""
    records = _records(files[path])
    cited = (
        sorted({part for row in records for part in _cited(row)} - {""}) if table.name != "sources" else []
    )
    return {
        "name": table.name + suffix,
        "type": "table",
        "path": path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_measured(files[path]),
        "rows": len(records),
        "computed": table.derived,
        "terms": table.terms,
        "caution": table.caution,
        "licenses": [LICENCES[name] for name in table.licences],
        # Raw and clean files cite the same sources; once is enough.
        **({} if raw or not cited else {"sources": [_source(sources[name]) for name in cited]}),
        **({"sources": []} if not raw and not cited else {}),
        "schema": _schema(table, suffix, files),
    }


def _schema(table: Table, suffix: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    # A list of values in one cell cannot be a foreign key in Table Schema; kazbrief.tables checks it.
    folder = "raw" if suffix else "clean"
    keys = [
        {
            "fields": list(key.columns),
            "reference": {"resource": key.table + suffix, "fields": list(key.references)},
        }
        for key in table.foreign_keys
        if not key.separated and f"{folder}/{key.table}.csv" in files
    ]
    return {
        "fields": [_field(column, unique=table.key == (column.name,)) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column, unique: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if unique:
        constraints["unique"] = True
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.pattern is not None:
        constraints["pattern"] = column.pattern
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return {
        "name": column.name,
        "type": column.kind,
        "title": column.title,
        "description": column.description,
        **({"unit": column.unit} if column.unit else {}),
        **({"trueValues": ["True"], "falseValues": ["False"]} if column.kind == "boolean" else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _geographic(path: str, content: bytes) -> dict[str, Any]:
    stem = PurePosixPath(path).stem.replace("_", "-")
    return {
        "name": f"boundaries-{stem}" + (_SUFFIX_OF_RAW if path.startswith("raw/") else ""),
        "path": path,
        "title": f"Boundaries: {stem.replace('-', ' ')}",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        **_measured(content),
        "licenses": layer_licences(stem),
    }


def _measured(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _source(row: Mapping[str, str]) -> dict[str, str]:
    # Some addresses have remarks behind them ("... (commit 6f018f3)").
    address = re.search(r"https?://[^\s;()]+", row["url"])
    return {
        "title": f"{row['author_publisher']}: {row['title']}",
        **({"path": address.group()} if address else {}),
        **({"version": row["year"]} if row["year"] else {}),
        "source_id": row["source_id"],
    }


def _cited(row: Mapping[str, str]) -> Sequence[str]:
    cells = [cell for name, cell in row.items() if name == "source_id" or name.endswith("_source_id")]
    return [part.strip() for cell in cells for part in cell.split(";")]


def _records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
