"""The data package: what Frictionless Data Package v2 says about every file of ``data``, and its page for readers.

Everything is derived from the schemas and the files themselves; nothing is typed twice.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from kazbrief import edition
from kazbrief.tables import catalogue, reading
from kazbrief.tables.schema import Field, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

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
    about = catalogue.package()
    listed = _frame(files["clean/sources.csv"]).fillna("").to_dict("records")
    sources = {row["source_id"]: _source(row) for row in listed}
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


def catalogue_markdown(package: Mapping[str, Any], page: str) -> str:
    """The page ``data/README.md``: every table with its columns, units, terms and cautions.

    Parameters
    ----------
    package
        The descriptor, as `descriptor` makes it.
    page
        The text around the tables, ``data/schema/page.md``, with their places in braces.
    """
    clean = [resource for resource in package["resources"] if resource["path"].startswith("clean/")]
    tables = [resource for resource in clean if resource["format"] == "csv"]
    rows = [(f"[{each['name']}](#{each['name']})", f"{each['rows']:,}", each["title"]) for each in tables]
    layers = [
        (f"[{each['path']}]({each['path']})", ", ".join(licence["title"] for licence in each["licenses"]))
        for each in clean
        if each["format"] == "geojson"
    ]
    return page.format(
        title=package["title"],
        description=package["description"],
        version=package["version"],
        date=package["created"][:10],
        tables=_grid("| Table | Rows | What it holds |\n|---|---:|---|", rows),
        sections="\n\n".join(map(_section, tables)),
        boundaries=_grid("| File | Licence |\n|---|---|", layers),
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
    frame = _frame(files[path])
    # Raw and clean files cite the same sources; once is enough.
    cited = [] if table.name == "sources" else [sources[name] for name in reading.cited(frame)]
    return {
        **_file(table.name, path, files[path], "csv", "text/csv"),
        "type": "table",
        "title": table.title,
        "description": table.description,
        "rows": len(frame),
        "computed": bool(table.computed),
        "terms": table.terms,
        "caution": table.caution,
        "licenses": [licence(name) for name in table.licences],
        **({} if raw else {"sources": cited}),
        "schema": _schema(table, _SUFFIX_OF_RAW if raw else "", files),
    }


def _schema(table: Table, suffix: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    # A list of values in one cell cannot be a foreign key in Table Schema; kazbrief.tables checks it.
    folder = "raw" if suffix else "clean"
    keys = [
        {
            "fields": list(fields),
            "reference": {"resource": reference.resource + suffix, "fields": list(reference.fields)},
        }
        for fields, reference in table.foreign_keys
        if not reference.several and f"{folder}/{reference.resource}.csv" in files
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
        **_file(f"boundaries-{stem}", path, content, "geojson", "application/geo+json"),
        "title": f"Boundaries: {stem.replace('-', ' ')}",
        "licenses": layer_licences(stem),
    }


def _file(name: str, path: str, content: bytes, form: str, mediatype: str) -> dict[str, Any]:
    return {
        "name": name + (_SUFFIX_OF_RAW if path.startswith("raw/") else ""),
        "path": path,
        "format": form,
        "mediatype": mediatype,
        "encoding": "utf-8",
        # Else a reader may guess another one from semicolons in notes.
        **({"dialect": {"delimiter": ","}} if form == "csv" else {}),
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }


def _frame(content: bytes) -> pd.DataFrame:
    """The cells of a CSV file as text."""
    return pd.read_csv(io.BytesIO(content), dtype="str", keep_default_na=False, na_values=[""])


def _source(row: Mapping[Any, str]) -> dict[str, str]:
    address = row["url"] or row["read_in_url"]
    return {
        "title": f"{row['publisher']}: {row['title']}",
        **({"path": address} if address else {}),
        **({"version": row["year"]} if row["year"] else {}),
        "source_id": row["source_id"],
    }
