"""What archives, catalogues and reviewers read at the root of the repository, and the page of the interface.

Title, abstract and keywords come from ``CITATION.cff``; version, date, licence and addresses from `kazbrief.edition`.
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


def zenodo(cff: Record) -> dict[str, Any]:
    """``.zenodo.json``: what Zenodo takes over when it archives a release."""
    return {
        "title": cff["title"],
        "description": cff["abstract"],
        "creators": [{"name": edition.AUTHOR}],
        "upload_type": "dataset",
        "access_right": "open",
        "license": edition.LICENCE.lower(),
        "version": edition.VERSION,
        "publication_date": edition.DATE.isoformat(),
        "language": "eng",
        "keywords": cff["keywords"],
    }


def codemeta(cff: Record) -> dict[str, Any]:
    """``codemeta.json``: the programs, in the words of CodeMeta 3.0."""
    addresses = {"codeRepository": edition.REPOSITORY, "identifier": edition.DOI and edition.address()}
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "type": "SoftwareSourceCode",
        "name": edition.SERIES,
        "description": cff["abstract"],
        "version": edition.VERSION,
        "dateModified": edition.DATE.isoformat(),
        "license": _MIT,
        "author": [{"type": "Organization", "name": edition.AUTHOR}],
        "programmingLanguage": "Python",
        "runtimePlatform": "Python 3.11 or newer",
        "operatingSystem": ["Linux", "macOS"],
        "keywords": cff["keywords"],
        **{name: address for name, address in addresses.items() if address},
    }


def codecheck(cff: Record, records: Sequence[Record]) -> dict[str, Any]:
    """``codecheck.yml``: the outputs that a CODECHECK has to make again; who checks adds the rest."""
    pages = {"_output/briefing.pdf": "The paper", "_output/briefing.html": "The paper as one page"}
    numbers = {"figures/numbers.json": "Every number of the text"}
    drawn = {f"figures/{each['id']}.{_main(each)}": each["finding"] for each in records}
    return {
        "version": "https://codecheck.org.uk/spec/config/1.0",
        "paper": {"title": cff["title"], "authors": [{"name": edition.AUTHOR}]},
        "manifest": [
            {"file": file, "comment": comment} for file, comment in (pages | numbers | drawn).items()
        ],
    }


def _main(record: Record) -> str:
    return "svg" if f"{record['id']}.svg" in record["files"] else "csv"


def ro_crate(cff: Record, package: Record, records: Sequence[Record]) -> dict[str, Any]:
    """``ro-crate-metadata.json`` (RO-Crate 1.2): tables, exhibits, programs and text with names and terms.

    Parameters
    ----------
    cff
        The content of ``CITATION.cff``.
    package
        The descriptor of the data package.
    records
        The records of the exhibits.
    """
    licences: dict[str, dict[str, Any]] = {}

    def terms(name: str, title: str, address: str) -> dict[str, str]:
        place = address or f"#{name}"
        licences[place] = {"@id": place, "@type": "CreativeWork", "name": title, "identifier": name}
        return {"@id": place}

    own = terms(edition.LICENCE, edition.LICENCE_NAME, edition.LICENCE_URL)
    mit = terms("MIT", "MIT licence", _MIT)
    parts = [
        _part("CITATION.cff", "How to cite this", "application/yaml", own),
        _part("README.md", "What this is and how to use it", "text/markdown", own),
        _part("data/datapackage.json", "Description of the tables, column by column", "application/json", own),
        *(
            _part(
                f"data/{table['path']}",
                table["title"],
                table["mediatype"],
                [terms(each["name"], each["title"], each.get("path", "")) for each in table["licenses"]],
                contentSize=str(table["bytes"]),
                sha256=table["hash"].removeprefix("sha256:"),
                **({"description": table["description"]} if "description" in table else {}),
            )
            for table in package["resources"]
            if table["path"].startswith("clean/")
        ),
        *(
            _part(
                f"figures/{each['id']}.{ending}",
                each["finding"],
                {"svg": "image/svg+xml", "csv": "text/csv"}[ending],
                own,
                description=each["subtitle"] if ending == "svg" else f"The data of {each['id']}: {each['subtitle']}",
            )
            for each in records
            for ending in ("svg", "csv")
            if f"{each['id']}.{ending}" in each["files"]
        ),
        {"@id": "scripts/", "@type": "Dataset", "name": "Programs", "description": "Python, from raw tables to the paper", "license": mit},
        {"@id": "report/", "@type": "Dataset", "name": "Text of the paper", "description": "Quarto documents", "license": own},
    ]  # fmt: skip
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": cff["title"],
        "description": cff["abstract"],
        "datePublished": edition.DATE.isoformat(),
        "version": edition.VERSION,
        "keywords": cff["keywords"],
        "license": own,
        "author": {"@id": _PEOPLE["@id"]},
        "publisher": {"@id": _PEOPLE["@id"]},
        "hasPart": [{"@id": part["@id"]} for part in parts],
        **({"url": edition.address()} if edition.address() else {}),
    }
    about = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    return {
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": [about, root, _PEOPLE, *licences.values(), *parts],
    }


def _part(path: str, name: str, media: str, licence: Any, **more: str) -> dict[str, Any]:
    return {"@id": path, "@type": "File", "name": name, "encodingFormat": media, "license": licence, **more}


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
