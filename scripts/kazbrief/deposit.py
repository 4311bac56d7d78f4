"""What archives, catalogues and reviewers read at the root of the repository, and the page of the interface.

Title, description and keywords come from the paper's front matter (``front`` below); version, date, licence, address and
DOI from `kazbrief.edition`.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from kazbrief import edition

Record = Mapping[str, Any]

INTERFACE = {
    "kazbrief": ("tables", "load", "load_geo", "columns", "sources", "exhibits", "cite"),
    "kazbrief.measures.bounds": ("share_bounds", "ethnic_bounds", "inside_class", "class_of"),
    "kazbrief.measures.geodesic": ("line_lengths", "geodesic_km", "densify"),
    "kazbrief.measures.flow": ("max_flow",),
    "kazbrief.measures.crosswalk": ("restate", "same_territory", "ancestors"),
    "kazbrief.measures.ruler": ("ruler_lengths", "fractal_dimension", "ruler_of"),
    "kazbrief.measures.distance": ("border_distance",),
    "kazbrief.measures.diversity": ("fractionalisation", "dissimilarity"),
}
"""What stays from version to version: functions of the package, and measures for anyone's data."""

_PEOPLE = {"@id": "#authors", "@type": "Organization", "name": edition.AUTHOR}
_MIT = "https://spdx.org/licenses/MIT"


def _given(**entries: Any) -> dict[str, Any]:
    """The entries that are not empty: there may be no address yet."""
    return {name.replace("_", "-"): value for name, value in entries.items() if value}


def citation(front: Record) -> dict[str, Any]:
    """``CITATION.cff``, in the words of the Citation File Format 1.2."""
    return {
        "cff-version": "1.2.0",
        "message": "If you use this briefing, its figures or its tables, please cite it.",
        "title": front["title"],
        "abstract": front["description"],
        "type": "dataset",
        "authors": [{"name": edition.AUTHOR}],
        "version": edition.VERSION,
        "date-released": edition.DATE,
        "license": edition.LICENCE,
        "keywords": front["keywords"],
        **_given(repository_code=edition.REPOSITORY, doi=edition.DOI),
    }


def zenodo(front: Record) -> dict[str, Any]:
    """``.zenodo.json``: what Zenodo takes over when it archives a release, to which it gives the DOI itself."""
    code = {"identifier": edition.REPOSITORY, "relation": "isSupplementTo", "scheme": "url"}
    return {
        "title": front["title"],
        "description": front["description"],
        "creators": [{"name": edition.AUTHOR}],
        "upload_type": "dataset",
        "access_right": "open",
        "license": edition.LICENCE.lower(),
        "version": edition.VERSION,
        "publication_date": edition.DATE.isoformat(),
        "language": "eng",
        "keywords": front["keywords"],
        **({"related_identifiers": [code]} if edition.REPOSITORY else {}),
    }


def codemeta(front: Record) -> dict[str, Any]:
    """``codemeta.json``: the programs, in the words of CodeMeta 3.0."""
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "type": "SoftwareSourceCode",
        "name": edition.SERIES,
        "description": front["description"],
        "version": edition.VERSION,
        "dateModified": edition.DATE.isoformat(),
        "license": _MIT,
        "author": [{"type": "Organization", "name": edition.AUTHOR}],
        "programmingLanguage": "Python",
        "runtimePlatform": "Python 3.11 or newer",
        "operatingSystem": ["Linux", "macOS"],
        "keywords": front["keywords"],
        **_given(codeRepository=edition.REPOSITORY, identifier=edition.DOI and edition.address()),
    }


def codecheck(front: Record, records: Sequence[Record]) -> dict[str, Any]:
    """``codecheck.yml``: the outputs that a CODECHECK has to make again; who checks adds the rest."""
    outputs = {
        "_output/briefing.pdf": "The paper",
        "_output/briefing.html": "The paper as one page",
        "figures/numbers.json": "Every number of the text",
        **{f"figures/{_drawn(each)[0]}": each["finding"] for each in records},
    }
    return {
        "version": "https://codecheck.org.uk/spec/config/1.0",
        "paper": {"title": front["title"], "authors": [{"name": edition.AUTHOR}]},
        **_given(repository=edition.REPOSITORY),
        "manifest": [{"file": file, "comment": comment} for file, comment in outputs.items()],
    }


def _drawn(record: Record) -> list[str]:
    """The files that show an exhibit: its drawing, where there is one, and its data."""
    return [name for ending in ("svg", "csv") if (name := f"{record['id']}.{ending}") in record["files"]]


def ro_crate(front: Record, package: Record, records: Sequence[Record]) -> dict[str, Any]:
    """``ro-crate-metadata.json`` (RO-Crate 1.2): tables, exhibits, programs and text with names and terms.

    Parameters
    ----------
    front
        The front matter of the paper.
    package
        The descriptor of the data package.
    records
        The records of the exhibits.
    """
    own, code = {"@id": edition.LICENCE_URL}, {"@id": _MIT}
    tables = [table for table in package["resources"] if table["path"].startswith("clean/")]
    terms = {_MIT: "MIT licence", edition.LICENCE_URL: edition.LICENCE_NAME}
    terms |= {_place(each): each["title"] for table in tables for each in table["licenses"]}
    parts = [
        _file("CITATION.cff", "application/yaml", "How to cite this"),
        _file("README.md", "text/markdown", "What this is and how to use it"),
        _file("data/datapackage.json", "application/json", "Description of the tables, column by column"),
        *(
            _file(
                f"data/{table['path']}",
                table["mediatype"],
                table["title"],
                license=[{"@id": _place(each)} for each in table["licenses"]],
                contentSize=str(table["bytes"]),
                sha256=table["hash"].removeprefix("sha256:"),
                **_given(description=table.get("description")),
            )
            for table in tables
        ),
        *(
            _file(
                f"figures/{name}",
                "image/svg+xml" if name.endswith("svg") else "text/csv",
                each["finding"],
                description=f"{each['subtitle']}{'' if name.endswith('svg') else ': the data'}",
            )
            for each in records
            for name in _drawn(each)
        ),
        {"@id": "scripts/", "@type": "Dataset", "name": "Programs", "description": "Python", "license": code},
        {"@id": "report/", "@type": "Dataset", "name": "Paper", "description": "Text", "license": own},
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": front["title"],
        "description": front["description"],
        "datePublished": edition.DATE.isoformat(),
        "version": edition.VERSION,
        "keywords": front["keywords"],
        "license": own,
        "author": {"@id": _PEOPLE["@id"]},
        "publisher": {"@id": _PEOPLE["@id"]},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        **_given(url=edition.REPOSITORY, identifier=edition.DOI and edition.address()),
    }
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    licences = [{"@id": place, "@type": "CreativeWork", "name": title} for place, title in terms.items()]
    return {
        "@context": ["https://w3id.org/ro/crate/1.2/context", {"sha256": "http://schema.org/sha256"}],
        "@graph": [about, root, _PEOPLE, *licences, *parts],
    }


def _place(licence: Record) -> str:
    return str(licence.get("path") or f"#{licence['name']}")


def _file(path: str, media: str, name: str, **more: Any) -> dict[str, Any]:
    kept = {"license": {"@id": edition.LICENCE_URL}, **more}
    return {"@id": path, "@type": "File", "name": name, "encodingFormat": media, **kept}


def interface_page() -> str:
    """``docs/interface.md``: the functions of `INTERFACE` with their docstrings."""
    lines = [
        "# Interface",
        "",
        "Made from the docstrings by `kazbrief build`; the examples in them are run by the tests.",
    ]
    for module, names in INTERFACE.items():
        lines += ["", f"## `{module}`"]
        for name in names:
            function = getattr(import_module(module), name)
            signature = inspect.signature(function)
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
                inspect.getdoc(function) or "",
                "```",
            ]
    return "\n".join([*lines, ""])
