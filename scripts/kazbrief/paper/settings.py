"""The metadata of one format, merged as Quarto merges it: extension, project, folder, document."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief.errors import InputError, KazbriefError
from kazbrief.paper.sources import Document, Place, read_yaml, shown

REFUSED = {
    "execute": "figures and tables built by tasks",
    "jupyter": "figures and tables built by tasks",
    "knitr": "figures and tables built by tasks",
    "params": "values in _variables.yml",
    "metadata-files": "the values themselves, in _quarto.yml or the document",
    "listing": "a list written out",
    "toc": "nothing: the house format makes its own contents list",
    "include-in-header": "a change in _extensions/briefing",
    "include-before-body": "a change in _extensions/briefing",
    "include-after-body": "a change in _extensions/briefing",
    "shift-heading-level-by": "sections that start at ##",
    "reference-location": "footnotes where the format sets them",
    "citation-location": "citations in the text",
    "css": "a change in _extensions/briefing",
    "template": "a change in _extensions/briefing",
    "template-partials": "a change in _extensions/briefing",
    "filters": "a change in _extensions/briefing",
    "theme": "a change in _extensions/briefing",
    "brand": "a change in _extensions/briefing",
}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DATE_FORMATS = {"iso": "YYYY-MM-DD", "long": "MMMM D, YYYY", "medium": "MMM D, YYYY", "short": "M/D/YY"}
LABELS = {"abstract": "Abstract", "authors": "Authors", "published": "Published", "references": "References"}


@dataclass(frozen=True)
class Settings:
    """What one format is rendered with: its metadata, and the folder of its extension."""

    format: str
    metadata: dict[str, Any]
    extension: Path

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
    parts = [read_yaml(project / "_quarto.yml", project)]
    folders = [document.parent, *document.parent.parents]
    for folder in reversed(folders[: folders.index(project) + 1] if project in folders else []):
        parts.append(read_yaml(folder / "_metadata.yml", project))
    return merge(*parts)


def settings(document: Document, shared: dict[str, Any], target: str) -> Settings | None:
    """The settings of a document for ``html`` or ``typst``; faults go into ``document.errors``.

    Parameters
    ----------
    document
        The document, read.
    shared
        The metadata from :func:`project_metadata`.
    target
        ``html`` or ``typst``.
    """
    for key in sorted(REFUSED.keys() & document.front.keys()):
        document.errors.append(_key_place(document, key).error(f"the option {key}", REFUSED[key]))
    wanted = (*_formats(document.front), *_formats(shared))
    name = next((name for name in wanted if name.endswith(f"-{target}")), None)
    if name is None:
        document.errors.append(
            _key_place(document, "format").error(
                f"no format for {target}", f"a house format such as briefing-{target}: default under format:"
            )
        )
        return None
    extension = document.project / "_extensions" / name.removesuffix(f"-{target}")
    manifest = read_yaml(extension / "_extension.yml", document.project)
    contributes = manifest.get("contributes")
    contributed = contributes.get("formats") if isinstance(contributes, dict) else None
    if not isinstance(contributed, dict) or target not in contributed:
        place = shown(extension / "_extension.yml", document.project)
        document.errors.append(
            KazbriefError(f"{place}: found no format {target}, expected the extension of {name}")
        )
        return None
    metadata = merge(
        contributed.get("common"),
        contributed[target],
        {key: value for key, value in shared.items() if key not in ("project", "format")},
        _options(shared, name),
        {key: value for key, value in document.front.items() if key != "format"},
        _options(document.front, name),
    )
    try:
        _normalise(metadata, document)
    except InputError as fault:
        document.errors.append(fault)
    return Settings(target, metadata, extension)


def _formats(metadata: dict[str, Any]) -> dict[str, Any]:
    value = metadata.get("format")
    if isinstance(value, str):
        return {value: "default"}
    return value if isinstance(value, dict) else {}


def _options(metadata: dict[str, Any], name: str) -> dict[str, Any]:
    options = _formats(metadata).get(name)
    return options if isinstance(options, dict) else {}


def _key_place(document: Document, key: str) -> Place:
    """The line of the document's front matter that has a key."""
    for number, line in enumerate(document.path.read_text("utf-8").split("\n"), 1):
        if re.match(rf"{re.escape(key)}\s*:", line):
            return Place(document.start.path, number)
    return document.start


def _normalise(metadata: dict[str, Any], document: Document) -> None:
    """Bring title, date and authors into the form in which Quarto hands them to templates."""
    if not isinstance(metadata.get("title"), str):
        raise document.start.error("no title", "title: in the front matter")
    date = metadata.get("date")
    if date is not None:
        if isinstance(date, str):
            try:
                date = dt.date.fromisoformat(date)
            except ValueError:
                raise _key_place(document, "date").error(
                    f"the date {date}", "a date such as 2025-11-14"
                ) from None
        metadata["date-meta"] = date.isoformat()
        metadata["date"] = format_date(date, str(metadata.get("date-format", "long")))
    else:
        raise document.start.error(
            "no date", "date: in the front matter (PDF/A needs one, and today is not it)"
        )
    if not all(author.get("name") for author in _entries(metadata.get("author"))):
        raise _key_place(document, "author").error("an author without a name", "name: for each author")
    metadata["by-author"] = authors(metadata)
    metadata["labels"] = LABELS
    metadata["pagetitle"] = metadata["title"]


def format_date(date: dt.date, pattern: str) -> str:
    """A date in one of Quarto's named forms or by day.js tokens (D, DD, M, MM, MMM, MMMM, YY, YYYY)."""
    tokens = {
        "YYYY": f"{date.year:04}", "YY": f"{date.year % 100:02}", "MMMM": MONTHS[date.month - 1],
        "MMM": MONTHS[date.month - 1][:3], "MM": f"{date.month:02}", "M": str(date.month),
        "DD": f"{date.day:02}", "D": str(date.day),
    }  # fmt: skip
    pattern = DATE_FORMATS.get(pattern, pattern)
    return re.sub(r"YYYY|YY|MMMM|MMM|MM|M|DD|D", lambda match: tokens[match.group(0)], pattern)


def authors(metadata: dict[str, Any]) -> list[dict[str, Any]]:
    """Quarto's ``by-author``: each author with a literal name and resolved affiliations."""
    known = {str(entry.get("id")): entry for entry in _entries(metadata.get("affiliations"))}
    result: list[dict[str, Any]] = []
    for author in _entries(metadata.get("author")):
        name = author["name"]
        if isinstance(name, dict):
            name = name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip()
        places = _entries(author.get("affiliations", author.get("affiliation")))
        result.append(
            {
                "name": {"literal": name},
                "affiliations": [known.get(str(place.get("ref")), place) for place in places],
                **{key: author[key] for key in ("orcid", "email", "url") if key in author},
            }
        )
    return result


def _entries(value: Any) -> list[dict[str, Any]]:
    """One or several entries, each as a mapping with a name."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    return [item if isinstance(item, dict) else {"name": item} for item in items]
