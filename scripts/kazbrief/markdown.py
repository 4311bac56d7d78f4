"""Text and tables of the house format as Markdown: escaped text, pipe table, caption and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A printed column: its heading, its share of the width (per cent), and on which side its cells stand."""

    heading: str
    width: int
    right: bool = False


def literal(text: str) -> str:
    """Text as one line in which the signs that Markdown would read as its own are escaped, and shortcodes too."""
    pieces = re.split(r"(\{\{<.*?>\}\})", " ".join(text.splitlines()))
    signs = re.compile(r"([\\`*_\[\]{}<>#@$^~|&])")
    return "".join(
        f"{{{piece}}}" if place % 2 else signs.sub(r"\\\1", piece) for place, piece in enumerate(pieces)
    )


def caption(finding: str, subtitle: str, note: str = "", source: str = "") -> str:
    """The parts of an exhibit's caption, each marked as the house format wants it; the text is Markdown."""
    parts = [f"[{finding}.]{{.finding}}", f"[{subtitle}]{{.subtitle}}"]
    parts += [f"[Note: {note}]{{.note}}"] if note else []
    parts += [f"[{source}]{{.source}}"] if source else []
    return " ".join(parts)


def grid(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A pipe table without caption; a bar or a line break in a cell would end it, so both are replaced."""
    rule = ["---:" if column.right else ":---" for column in columns]
    lines = [[column.heading for column in columns], rule, *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def ledger(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], caption_text: str, identifier: str
) -> str:
    """A table in the small type of the ledger.

    Parameters
    ----------
    columns
        Headings, widths and alignment.
    rows
        Cells as Markdown.
    caption_text
        From `caption`.
    identifier
        The label of the table, as ``tbl-name``.
    """
    widths = ",".join(str(column.width) for column in columns)
    return "\n".join(
        [
            "::: {.ledger}",
            "",
            grid(columns, rows),
            "",
            f': {caption_text} {{#{identifier} tbl-colwidths="[{widths}]"}}',
            ":::",
            "",
        ]
    )


def _cell(text: str) -> str:
    # Spaces that don't break are kept.
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ").replace("\\|", "|").replace("|", "\\|")
