"""The short list of treaties and declarations with Russia, and of steps with NATO."""

from __future__ import annotations

import pandas as pd

from kazbrief.exhibits.words import Values
from kazbrief.formats import capital, count
from kazbrief.markdown import literal
from kazbrief.measures.events import LISTED
from kazbrief.measures.frames import rows


def values(frame: pd.DataFrame) -> Values:
    """What the words name: how many agreements there are with each side, and each of them."""
    russia, nato = (frame[frame["heading"] == heading] for heading in LISTED)
    return {
        "with_russia": capital(count(len(russia))),
        "with_nato": count(len(nato)),
        "first": russia["date"].min()[:4],
        "last": russia["date"].max()[:4],
        "rows": len(frame),
        "each": "; ".join(f"{row.date} {row.title}" for row in rows(frame)),
    }


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row an agreement, as Markdown; the side stands where it begins."""
    begins = frame["heading"] != frame["heading"].shift()
    return [
        [
            f"**{row.heading}**" if first else "",
            row.date,
            literal(row.title),
            f"[{row.grade}]{{.grade}}",
            "" if pd.isna(row.note) else literal(row.note),
        ]
        for row, first in zip(rows(frame), begins, strict=True)
    ]
