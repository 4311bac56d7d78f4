"""The page ``figures/README.md``, made from the exhibits' records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kazbrief.exhibits.register import entries
from kazbrief.markdown import literal

# Files that a build makes and the repository doesn't keep.
BUILT_ONLY = ("png", "pdf")


def _replaced(name: str) -> str:
    """Which exhibits of earlier editions it replaces."""
    own = entries().get(name)
    return f" · replaces {', '.join(f'`{each}`' for each in own.replaces)}" if own and own.replaces else ""


def markdown(records: Iterable[Mapping[str, Any]]) -> str:
    """Every exhibit with its finding, picture, files and citation, as Markdown."""
    lines = [
        "# Figures",
        "",
        "Built by `kazbrief build`; don't edit. Each exhibit is a work of its own, with its data (csv), its record (json: DataCite,",
        "schema.org, W3C PROV) and its citation (bib, ris, csl.json, txt); `kazbrief cite <id>` prints it in other styles.",
        "PNG (300 dpi) and PDF stand beside these files after a build.",
        "",
    ]
    for record in records:
        name = record["id"]
        kept = [file for file in record["files"] if file.partition(".")[2] not in BUILT_ONLY]
        links = ", ".join(f"[{file.partition('.')[2]}]({file})" for file in kept)
        picture = [f"![{literal(record['alt'])}]({name}.svg)", ""] if f"{name}.svg" in kept else []
        lines += [
            f"## {literal(record['finding'])}",
            "",
            *picture,
            f"`{name}` · {links}" + _replaced(name),
            "",
            f"> {literal(record['citation'])}",
            "",
        ]
    return "\n".join(lines)
