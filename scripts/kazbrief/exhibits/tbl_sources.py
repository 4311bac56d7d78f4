"""The table of sources: how many stand behind each exhibit, how good they are, whose they are."""

from __future__ import annotations

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import REGISTER
from kazbrief.exhibits.words import Words
from kazbrief.markdown import literal
from kazbrief.measures.listings import GRADES

SHOWN_PUBLISHERS = 4


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the sources counted."""
    every = frame.drop_duplicates("source_id")
    primary = int((every["kind"] == "primary").sum())
    by_exhibit = frame.groupby("exhibit_id", sort=False)
    exhibits = frame["exhibit_id"].nunique()
    return Words(
        finding=f"{len(every)} sources stand behind the exhibits, {primary} of them primary",
        subtitle=f"Sources and primary sources of {exhibits} exhibits, and the exhibits' values by grade",
        note=(
            "A: primary source or a data file read whole; B: secondary, consistent with another; C: secondary, alone or doubtful. "
            "Each source of each exhibit is in the data file, with what was read of it; full references are in the table of sources."
        ),
        alt=f"Table of {exhibits} exhibits with the number of their sources and of the values by grade.",
        description="Sources by exhibit, with the number of primary ones in brackets: "
        + "; ".join(f"{name}: {len(own)} ({(own['kind'] == 'primary').sum()})" for name, own in by_exhibit)
        + ".",
    )


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row an exhibit, as Markdown."""
    unprinted = {entry.id for entry in REGISTER if not entry.printed}
    rows = []
    for exhibit, own in frame.groupby("exhibit_id", sort=False):
        name = str(exhibit)
        publishers = list(dict.fromkeys(own["author_publisher"]))
        more = "; and others" if len(publishers) > SHOWN_PUBLISHERS else ""
        grades = (int(own[f"exhibit_{grade.lower()}"].iloc[0]) for grade in GRADES)
        rows.append(
            [
                f"`{name}`" if name in unprinted else f"@{name}",
                str(len(own)),
                str(int((own["kind"] == "primary").sum())),
                *(formats.number(count) if count else "" for count in grades),
                "; ".join(literal(publisher) for publisher in publishers[:SHOWN_PUBLISHERS]) + more,
            ]
        )
    return rows
