"""The table of what is not known: the question, what there is instead, what would settle it."""

from __future__ import annotations

import pandas as pd

from kazbrief.exhibits.words import Values
from kazbrief.formats import capital, count, series
from kazbrief.markdown import literal
from kazbrief.measures.frames import rows


def values(frame: pd.DataFrame) -> Values:
    """What the words name: how many questions there are, by subject, and each of them."""
    by_subject = frame["subject"].value_counts(sort=False)
    return {
        "questions": capital(count(len(frame))),
        "count": len(frame),
        "each_subject": series([f"{number} on {subject}" for subject, number in by_subject.items()]),
        "each_question": "; ".join(frame["question"]),
    }


def cells(frame: pd.DataFrame) -> list[list[str]]:
    """A row a question, as Markdown."""
    return [
        [
            literal(row.question),
            literal(row.known),
            f"[{row.grade}]{{.grade}}",
            literal(row.would_settle),
            ", ".join(f"@{name.strip()}" for name in row.exhibits.split(";")),
        ]
        for row in rows(frame)
    ]
