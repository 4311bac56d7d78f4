"""What a document is rendered with: Quarto's settings from project, house format and front matter, merged as Quarto does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief.errors import KazbriefError
from kazbrief.paper.sources import Document, Faults, read_yaml, shown

TARGETS = {"html": "html", "pdf": "typst"}
"""What Quarto calls the formats that a paper is rendered to."""

_HOUSE = "a change in _extensions/briefing"
REFUSED = {
    **dict.fromkeys(("execute", "jupyter", "knitr"), "figures and tables built by tasks"),
    "params": "values in _variables.yml",
    "metadata-files": "the values themselves, in _quarto.yml or the document",
    "listing": "a list written out",
    "toc": "nothing: the house format makes its own contents list",
    "shift-heading-level-by": "sections that start at ##",
    "reference-location": "footnotes where the format sets them",
    "citation-location": "citations in the text",
    **dict.fromkeys(("css", "template", "template-partials", "filters", "theme", "brand"), _HOUSE),
    **dict.fromkeys(("include-in-header", "include-before-body", "include-after-body"), _HOUSE),
}
"""Options of Quarto that a document can't set, and what it has instead."""


@dataclass(frozen=True)
class Settings:
    """What one format is rendered with: its name in Quarto, its metadata, the folder of its extension, the paper's date."""

    name: str
    metadata: dict[str, Any]
    extension: Path
    date: dt.date

    @property
    def target(self) -> str:
        """``html`` or ``typst``."""
        return self.name.rpartition("-")[2]

    def paths(self, key: str) -> list[Path]:
        """The files or folders of the extension that an option names."""
        value = self.metadata.get(key) or []
        return [self.extension / name for name in (value if isinstance(value, list) else [value])]


def merge(*parts: dict[str, Any] | None) -> dict[str, Any]:
    """Merge mappings key by key: later values win, lists are joined, nothing twice (as Quarto does)."""
    merged: dict[str, Any] = {}
    for part in parts:
        for key, value in (part or {}).items():
            old = merged.get(key)
            if isinstance(value, dict) and isinstance(old, dict):
                merged[key] = merge(old, value)
            elif isinstance(value, list) and isinstance(old, list):
                merged[key] = old + [item for item in value if item not in old]
            else:
                merged[key] = value
    return merged


def project_metadata(project: Path, document: Path) -> dict[str, Any]:
    """``_quarto.yml`` and the ``_metadata.yml`` files between it and the document."""
    folders = [folder for folder in document.parents if folder.is_relative_to(project)]
    files = [project / "_quarto.yml", *(folder / "_metadata.yml" for folder in reversed(folders))]
    return merge(*(read_yaml(path, project) for path in files))


def settings(document: Document, shared: dict[str, Any], target: str) -> Settings:
    """The settings of a document for ``html`` or ``typst``.

    Parameters
    ----------
    document
        The document, read.
    shared
        The metadata from :func:`project_metadata`.
    target
        ``html`` or ``typst``.

    Raises
    ------
    KazbriefError
        For options that a document can't set, a format that isn't there, and a front matter without title or date.
    """
    faults = Faults()
    for key in sorted(REFUSED.keys() & document.front.keys()):
        faults.add(document.key(key), f"the option {key}", REFUSED[key])
    wanted = (*_formats(document.front), *_formats(shared))
    name = next((name for name in wanted if name.endswith(f"-{target}")), "")
    if not name:
        expected = f"a house format such as briefing-{target}: default under format:"
        faults.add(document.key("format"), f"no format for {target}", expected)
        faults.tell()
    extensions, plain = document.project / "_extensions", name.removesuffix(f"-{target}")
    # `quarto add` puts what it fetches under the owner's name.
    places = (extensions / plain, *sorted(extensions.glob(f"*/{plain}")))
    extension = next((place for place in places if place.is_dir()), places[0])
    with faults.gathered():
        metadata = merge(
            *_contributed(extension, document.project, target),
            {key: value for key, value in shared.items() if key not in ("project", "format")},
            _formats(shared).get(name),
            {key: value for key, value in document.front.items() if key != "format"},
            _formats(document.front).get(name),
        )
        date = _date(metadata, document, faults)
    faults.tell()
    # The form in which it is printed is the filter's affair.
    return Settings(name, {**metadata, "date": date.isoformat()}, extension, date)


def _formats(metadata: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The formats that metadata name, each with its options."""
    value = metadata.get("format")
    formats = {value: {}} if isinstance(value, str) else value if isinstance(value, dict) else {}
    return {name: options if isinstance(options, dict) else {} for name, options in formats.items()}


def _contributed(extension: Path, project: Path, target: str) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What the house format sets for all targets, and for this one."""
    manifest = extension / "_extension.yml"
    contributes = read_yaml(manifest, project).get("contributes")
    formats = contributes.get("formats") if isinstance(contributes, dict) else None
    if not isinstance(formats, dict) or target not in formats:
        found, expected = f"no format {target}", f"the extension of {extension.name}-{target}"
        raise KazbriefError(f"{shown(manifest, project)}: found {found}, expected {expected}")
    return formats.get("common"), formats[target]


def _date(metadata: dict[str, Any], document: Document, faults: Faults) -> dt.date:
    """The paper's date; what is wrong with it, with the title or with the authors is added to the faults."""
    title, date, authors = (metadata.get(key) for key in ("title", "date", "author"))
    if not (isinstance(title, str) and title.strip()):
        found = "no title" if title is None else f"the title {title}"
        faults.add(document.key("title"), found, "title: in the front matter, a text (in quotes)")
    for author in authors if isinstance(authors, list) else [authors]:
        name = author.get("name") if isinstance(author, dict) else author
        if authors is not None and not (isinstance(name, str | dict) and name):
            faults.add(document.key("author"), "an author without a name", "name: for each author")
    if date is None or "date" not in document.front:
        expected = "date: in the front matter (PDF/A needs one, and today is not it)"
        raise document.start.error("no date", expected)
    try:
        return dt.datetime.strptime(str(date) if len(str(date)) == 10 else "", "%Y-%m-%d").date()
    except ValueError:
        raise document.key("date").error(f"the date {date}", "a date such as 2025-11-14") from None
