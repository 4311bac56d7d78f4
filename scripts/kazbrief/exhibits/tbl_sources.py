"""The table of sources: how many stand behind each exhibit, how good they are, whose they are."""

from __future__ import annotations

import pandas as pd

from kazbrief.exhibits.register import entries
from kazbrief.exhibits.words import Values
from kazbrief.formats import number
from kazbrief.markdown import literal
from kazbrief.measures.listings import GRADES

SHOWN_PUBLISHERS = 4


def primary(frame: pd.DataFrame) -> int:
    """The number of primary sources."""
    return int((frame["kind"] == "primary").sum())


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the sources in all, and of each exhibit."""
    by_exhibit = frame.groupby("exhibit_id", sort=False)
    return {
        "sources": frame["source_id"].nunique(),
        "primary": primary(frame.drop_duplicates("source_id")),
        "exhibits": len(by_exhibit),
        "each_exhibit": "; ".join(f"{name}: {len(own)} ({primary(own)})" for name, own in by_exhibit),
    }


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row an exhibit, as Markdown."""
    unprinted = [entry.id for entry in entries().values() if not entry.printed]
    table = []
    for name in frame["exhibit_id"].unique():
        own = frame[frame["exhibit_id"] == name]
        grades = (own[f"exhibit_{grade.lower()}"].iloc[0] for grade in GRADES)
        publishers = list(map(literal, dict.fromkeys(own["publisher"])))
        more = ["and others"] if len(publishers) > SHOWN_PUBLISHERS else []
        table.append(
            [
                f"`{name}`" if name in unprinted else f"@{name}",
                str(len(own)),
                str(primary(own)),
                *(number(amount) if amount else "" for amount in grades),
                "; ".join(publishers[:SHOWN_PUBLISHERS] + more),
            ]
        )
    return table
