"""The data package: what Frictionless Data Package v2 says about every file of ``data``, and its page for readers.

Everything is derived from the schemas and the files themselves; nothing is typed twice.
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
from kazbrief.tables import catalogue
from kazbrief.tables.reading import split
from kazbrief.tables.schema import Field, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_SUFFIX_OF_RAW = "-raw"

_PAGE = """\
# {title}

This page is generated from the tables; do not edit it.

{description}

Version {version}, {date}. [datapackage.json](datapackage.json) says the same \
to programs (Frictionless Data Package v2), with SHA-256 hashes. `raw/` holds the facts as \
transcribed, `clean/` the checked tables that everything else reads, `schema/` what each column may hold.

Versions follow the data package recipe of semantic versioning: a first number for changes that \
can break programs (a column renamed or removed, a key changed), a second for added data, a third \
for corrections.

## What the checks catch, and what they cannot

Every build checks each raw cell for its type, range, allowed values and pattern, each row for its \
length, each table for its key, its references (sources, units, routes) and its sums, and stops \
with the file, line and column of a fault. What no check can see is a value that is wrong but \
possible: a digit changed inside the range of a number, a misspelt name in free text, a source \
that exists but is not the one.

## Load a table

```python
import kazbrief

table = kazbrief.load("{example}")
print({printed})
print(kazbrief.sources(table))
```

```r
table <- read.csv("clean/{example}.csv", encoding = "UTF-8")
sources <- read.csv("clean/sources.csv", encoding = "UTF-8")
oblasts <- sf::st_read("clean/boundaries/oblasts_2022.geojson")
shares <- merge(oblasts, table, by = "oblast")
head(shares)
```

## Tables

{tables}

{sections}

## Boundaries

{boundaries}
"""


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
    about = catalogue.package()
    sources = {row["source_id"]: row for row in _records(files["clean/sources.csv"])}
    resources = [
        _tabular(catalogue.get(name), f"{folder}/{name}.csv", files, sources)
        for folder in ("clean", "raw")
        for name in catalogue.names()
        if f"{folder}/{name}.csv" in files
    ]
    resources += [_geographic(path, files[path]) for path in sorted(files) if path.endswith(".geojson")]
    return {
        "$schema": PROFILE,
        "name": edition.SERIES,
        "id": edition.IDENTIFIER,
        "title": about["title"],
        "description": about["description"],
        "version": edition.VERSION,
        "created": f"{edition.DATE.isoformat()}T00:00:00Z",
        "contributors": [{"title": edition.AUTHOR, "roles": ["creator"]}],
        "keywords": about["keywords"],
        "licenses": [licence("CC-BY-4.0"), licence("ODbL-1.0")],
        "resources": resources,
    }


def licence(name: str) -> dict[str, str]:
    """A licence by its name in ``data/schema/package.yml``: ``name``, ``title`` and, where there is one, ``path``."""
    return {"name": name, **catalogue.package()["licenses"][name]}


def layer_licences(name: str) -> list[dict[str, str]]:
    """The licences of a boundary layer: ``name`` (SPDX), ``title`` and, where there is one, ``path``."""
    free = {"name": "CC0-1.0", "title": "all but the Caspian Sea: public domain (Natural Earth)"}
    return [licence("ODbL-1.0"), *([free] if "water" in name else [])]


def catalogue_markdown(package: Mapping[str, Any]) -> str:
    """The page ``data/README.md``: every table with its columns, units, terms and cautions.

    Parameters
    ----------
    package
        The descriptor, as `descriptor` makes it.
    """
    clean = [resource for resource in package["resources"] if resource["path"].startswith("clean/")]
    tables = [resource for resource in clean if resource["format"] == "csv"]
    layers = [resource for resource in clean if resource["format"] == "geojson"]
    example = next(name for name in ("ethnic_bounds", "raions") if any(r["name"] == name for r in tables))
    shown = (
        'table[["oblast", "lower_pct", "upper_pct"]].head()' if example == "ethnic_bounds" else "table.head()"
    )
    return _PAGE.format(
        title=package["title"],
        description=package["description"],
        version=package["version"],
        date=package["created"][:10],
        example=example,
        printed=shown,
        tables=_grid(
            "| Table | Rows | What it holds |\n|---|---:|---|",
            [(f"[{each['name']}](#{each['name']})", f"{each['rows']:,}", each["title"]) for each in tables],
        ),
        sections="\n\n".join(map(_section, tables)),
        boundaries=_grid(
            "| File | Licence |\n|---|---|",
            [
                (f"[{each['path']}]({each['path']})", ", ".join(item["title"] for item in each["licenses"]))
                for each in layers
            ],
        ),
    )


def _grid(head: str, rows: Sequence[Sequence[str]]) -> str:
    """A pipe table."""
    return "\n".join(
        [head, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)]
    )


def _section(resource: Mapping[str, Any]) -> str:
    computed, name, schema = resource["computed"], resource["name"], resource["schema"]
    origin = "Computed from other tables." if computed else f"Raw file: `raw/{name}.csv`."
    parts = [
        f"### {name}",
        f"**{resource['title']}.** {resource['description']}",
        f"Key: {', '.join(f'`{each}`' for each in schema['primaryKey'])}. {origin} "
        f"Sources: {len(resource['sources'])}. Terms: {resource['terms']}.",
        *([f"*Caution:* {resource['caution']}"] if resource["caution"] else []),
        _grid(
            "| Column | Type | Unit | Meaning |\n|---|---|---|---|",
            [
                (f"`{field['name']}`", field["type"], field.get("unit", ""), field["description"])
                for field in schema["fields"]
            ],
        ),
    ]
    return "\n\n".join(parts)


def _tabular(
    table: Table, path: str, files: Mapping[str, bytes], sources: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    raw = path.startswith("raw/")
    suffix = _SUFFIX_OF_RAW if raw else ""
    records = _records(files[path])
    # Raw and clean files cite the same sources; once is enough.
    cited = (
        set() if raw or table.name == "sources" else {part for row in records for part in _cited(row)} - {""}
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
        "computed": bool(table.computed),
        "terms": table.terms,
        "caution": table.caution,
        "licenses": [licence(name) for name in table.licences],
        **({} if raw else {"sources": [_source(sources[name]) for name in sorted(cited)]}),
        "schema": _schema(table, suffix, files),
    }


def _schema(table: Table, suffix: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    # A list of values in one cell cannot be a foreign key in Table Schema; kazbrief.tables checks it.
    folder = "raw" if suffix else "clean"
    keys = [
        {
            "fields": list(key.fields),
            "reference": {"resource": key.resource + suffix, "fields": list(key.references)},
        }
        for key in table.foreign_keys
        if not key.several and f"{folder}/{key.resource}.csv" in files
    ]
    return {
        "fields": [_field(field, unique=table.key == (field.name,)) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(field: Field, unique: bool) -> dict[str, Any]:
    # What is not required says nothing in Table Schema; here it is the other way round.
    limits = {word: limit for word, limit in field.constraints.items() if word != "required"}
    constraints = {
        **({"required": True} if field.required else {}),
        **({"unique": True} if unique else {}),
        **limits,
    }
    return {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
        **({"unit": field.unit} if field.unit else {}),
        **({"trueValues": ["True"], "falseValues": ["False"]} if field.type == "boolean" else {}),
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


def _cited(row: Mapping[str, str]) -> list[str]:
    cells = [cell for name, cell in row.items() if name == "source_id" or name.endswith("_source_id")]
    return [part for cell in cells for part in split(cell)]


def _records(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))
