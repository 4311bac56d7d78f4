"""What archives, catalogues and reviewers read at the root of the repository, and the page of the interface.

Title, description and keywords come from the paper's front matter (``front`` below); version, date, licence, address and
DOI from `kazbrief.edition`; ``deposit.yml`` says how each is told.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from kazbrief import edition, yaml_file
from kazbrief.exhibits import citation

Record = Mapping[str, Any]

INTERFACE = {
    "kazbrief": ("tables", "load", "load_geo", "columns", "sources", "exhibits", "cite"),
    "kazbrief.measures.bounds": ("share_bounds", "ethnic_bounds", "inside_class", "class_of"),
    "kazbrief.measures.geodesic": ("line_lengths", "geodesic_km", "densify"),
    "kazbrief.measures.flow": ("max_flow", "Flow"),
    "kazbrief.measures.crosswalk": ("restate", "same_territory", "ancestors"),
    "kazbrief.measures.ruler": ("ruler_lengths", "fractal_dimension", "ruler_of"),
    "kazbrief.measures.distance": ("border_distance",),
    "kazbrief.measures.diversity": ("fractionalisation", "dissimilarity"),
}
"""What stays from version to version: functions of the package, measures for anyone's data, and the classes that these return."""

FORMS = Path(__file__).with_name("deposit.yml")
"""The descriptions, with names for the facts."""


def descriptions(front: Record, package: Record, records: Sequence[Record]) -> dict[str, Any]:
    """Each description of the root by its name in ``deposit.yml``.

    Parameters
    ----------
    front
        The front matter of the paper.
    package
        The descriptor of the data package.
    records
        The records of the exhibits.
    """
    forms, known = yaml_file.read(FORMS), facts(front)
    drawn = {f"figures/{shown_by(each)[0]}": each["finding"] for each in records}
    pages = {"_output/briefing.pdf": "The paper", "_output/briefing.html": "The paper as one page"}
    outputs = {**pages, "figures/numbers.json": "Every number of the text", **drawn}
    known["outputs"] = [{"file": file, "comment": comment} for file, comment in outputs.items()]
    own = {"@id": edition.LICENCE_URL}
    tables = [table for table in package["resources"] if table["path"].startswith("clean/")]
    terms = {"https://spdx.org/licenses/MIT": "MIT licence", edition.LICENCE_URL: edition.LICENCE_NAME}
    terms |= {place(each): each["title"] for table in tables for each in table["licenses"]}
    parts = [
        *citation.filled(forms["files"], known),
        *(
            {
                "@id": f"data/{table['path']}",
                "@type": "File",
                "name": table["title"],
                "description": table.get("description", table["title"]),
                "encodingFormat": table["mediatype"],
                "license": [{"@id": place(each)} for each in table["licenses"]],
                "contentSize": str(table["bytes"]),
                "sha256": table["hash"].removeprefix("sha256:"),
            }
            for table in tables
        ),
        *(
            {
                "@id": f"figures/{name}",
                "@type": "File",
                "name": each["finding"],
                "description": each["subtitle"] + ("" if name.endswith("svg") else ": the data"),
                "encodingFormat": "image/svg+xml" if name.endswith("svg") else "text/csv",
                "license": own,
            }
            for each in records
            for name in shown_by(each)
        ),
    ]
    known["parts"] = [{"@id": part["@id"]} for part in parts]
    licences = [{"@id": name, "@type": "CreativeWork", "name": title} for name, title in terms.items()]
    known["graph"] = [*citation.filled(forms["entities"], known), *licences, *parts]
    return {name: citation.filled(forms[name], known) for name in forms if name not in ("entities", "files")}


def facts(front: Record) -> dict[str, Any]:
    """What the descriptions name; address and DOI are empty while there is none."""
    code = {"identifier": edition.REPOSITORY, "relation": "isSupplementTo", "scheme": "url"}
    return {
        **{name: front[name] for name in ("title", "description", "keywords")},
        "author": edition.AUTHOR,
        "series": edition.SERIES,
        "version": edition.VERSION,
        "date": edition.DATE,
        "day": edition.DATE.isoformat(),
        "licence": edition.LICENCE,
        "licence_small": edition.LICENCE.lower(),
        "licence_url": edition.LICENCE_URL,
        "repository": edition.REPOSITORY,
        "related": [code] if edition.REPOSITORY else "",
        "doi": edition.DOI,
        "doi_address": edition.DOI and edition.address(),
    }


def shown_by(record: Record) -> list[str]:
    """The files that show an exhibit: its drawing, where there is one, and its data."""
    return [name for ending in ("svg", "csv") if (name := f"{record['id']}.{ending}") in record["files"]]


def place(licence: Record) -> str:
    """The address of a licence, or a name inside the crate."""
    return str(licence.get("path") or f"#{licence['name']}")


def interface_page() -> str:
    """``docs/interface.md``: what `INTERFACE` names, with the docstrings."""
    lines = [
        "# Interface",
        "",
        "Made from the docstrings by `kazbrief build`; the examples in them are run by the tests.",
    ]
    for module, names in INTERFACE.items():
        lines += ["", f"## `{module}`"]
        for name in names:
            described = getattr(import_module(module), name)
            signature = inspect.signature(described)
            bare = [
                each.replace(annotation=inspect.Parameter.empty) for each in signature.parameters.values()
            ]
            shown = signature.replace(parameters=bare, return_annotation=inspect.Signature.empty)
            lines += [
                "",
                f"### {name}",
                "",
                "```text",
                f"{name}{shown}",
                "",
                inspect.getdoc(described) or "",
                "```",
            ]
    return "\n".join([*lines, ""])
