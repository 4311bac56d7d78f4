"""The page ``figures/README.md``, made from the exhibits' records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def markdown(records: Iterable[Mapping[str, Any]]) -> str:
    """Every exhibit with its finding, picture, files and citation, as Markdown."""
    lines = [
        "# Figures",
        "",
        "Built by `kazbrief build`; don't edit. Each exhibit is a work of its own: cite it by its id.",
        "PNG (300 dpi) and PDF stand beside these files after a build.",
        "",
    ]
    for record in records:
        name = record["id"]
        links = ", ".join(f"[{ending.upper()}]({name}.{ending})" for ending in ("svg", "csv", "json"))
        lines += [
            f"## {record['finding']}",
            "",
            f"![{record['alt']}]({name}.svg)",
            "",
            f"`{name}` · {links}",
            "",
            f"> {record['citation']}",
            "",
        ]
    return "\n".join(lines)
