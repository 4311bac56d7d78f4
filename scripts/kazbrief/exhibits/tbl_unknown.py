"""The table of what is not known: the question, what there is instead, what would settle it."""

from __future__ import annotations

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits.words import Words
from kazbrief.markdown import literal
from kazbrief.measures.listings import SUBJECTS


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle and descriptions, from the questions listed."""
    counts = frame["subject"].value_counts().reindex(SUBJECTS).dropna().astype(int)
    told = formats.series([f"{count} on {subject}" for subject, count in counts.items()])
    return Words(
        finding=f"{formats.capital(formats.count(len(frame)))} questions stay open: {told}",
        subtitle="What could not be found out, what there is instead with its grade, and what would settle it",
        alt=f"Table of {len(frame)} open questions: {told}.",
        description="Not known: " + "; ".join(frame["question"]) + ".",
    )


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row a question, as Markdown."""
    return [
        [
            literal(row["question"]),
            literal(row["known"]),
            f"[{row['grade']}]{{.grade}}",
            literal(row["would_settle"]),
            ", ".join(f"@{name.strip()}" for name in row["exhibits"].split(";")),
        ]
        for row in frame.to_dict("records")
    ]
