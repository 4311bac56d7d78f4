"""The ledger in print: Markdown for the paper, and text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kazbrief import inputs, markdown
from kazbrief.claims import LEDGER, tests
from kazbrief.claims.ledger import SUBJECTS, TITLES, VERDICTS, headline, tally
from kazbrief.errors import KazbriefError
from kazbrief.formats import capital, labelled, number, reference, series
from kazbrief.markdown import Column, literal
from kazbrief.tables.reading import split

# The class of a verdict in the house format, and the width of its column of counts.
_CLASSES = dict(zip(VERDICTS, ("supported", "partly", "contradicted", "open", "untestable"), strict=True))
_WIDTH = 88


def ledger_markdown(ledger: pd.DataFrame) -> str:
    """The ledger as the paper includes it: one table, the claims of a subject together."""
    cells = []
    for subject in SUBJECTS:
        rows = ledger[ledger["subject"] == subject]
        if len(rows):
            cells.append(["", f"**{TITLES[subject]}**", "", tally(rows)])
            cells += [_cells(row) for _, row in rows.iterrows()]
    columns = (
        Column("Claim", 8),
        Column("Assertion", 27),
        Column("Verdict", 13),
        Column("What was found, and what is known since", 52),
    )
    caption = markdown.caption(
        headline(ledger),
        "Assertion with its paragraph in the article; verdict with the grade of the evidence; what was found, computed "
        "from tables (c) or documented by people who read sources (d), with the sources; what is known since",
        "the reference is the last value in print before 20 July 2011; where a table holds only today's edition of a "
        "series, that edition is used for the years before. C03 and C18 are parts of C02 and C17: one sentence, one verdict; C48, M30 and M03 are three tests of one share.",
    )
    return markdown.ledger(columns, cells, caption, LEDGER)


def squares_markdown(ledger: pd.DataFrame) -> str:
    """A square for each claim in the order of the article, in the colour of its verdict, and what the colours count."""
    counts = ledger["verdict"].value_counts()
    squares = [
        f"[{row['claim_id']}]{{.square .{_CLASSES[row['verdict']]}}}"
        for _, row in ledger.sort_values("paragraph", kind="stable").iterrows()
    ]
    key = [f"{_verdict(verdict)} {counts[verdict]}" for verdict in VERDICTS if verdict in counts]
    order = f"The {len(ledger)} assertions in the order of the article: {', '.join(key)}."
    return "\n".join(["::: {.claim-squares}", " ".join(squares), "", order, ":::", ""])


def _verdict(verdict: str) -> str:
    return f"[{capital(verdict)}]{{.verdict .{_CLASSES[verdict]}}}"


def _cells(row: pd.Series) -> list[str]:
    # Double quotation marks become single ones inside quotation marks.
    quotation = row["quotation"].replace("\u201c", "\u2018").replace("\u201d", "\u2019")
    since = "" if pd.isna(row["state_2025"]) else f" [Since then: {_text(row['state_2025'])}]{{.since}}"
    return [
        f"{row['claim_id']}\u00a0¶{row['paragraph']}",
        f"\u201c{_text(quotation)}\u201d",
        f"{_verdict(row['verdict'])} [{row['grade']}]{{.grade}}",
        f"{_text(row['reason'])} ({row['kind'][0]}: {_text(', '.join(split(row['source_id'])))}){since}",
    ]


def _text(cell: Any) -> str:
    """A cell as Markdown, with a space that doesn't break before a per-cent sign; empty when it is missing."""
    return "" if pd.isna(cell) else literal(re.sub(r"(?<=\d) %", "\u00a0%", str(cell)))


def value_text(row: Mapping[str, Any] | pd.Series) -> str:
    """The value of a claim with its unit and year; empty for a documented claim."""
    ends = [end for end in (row["value"], row["value_high"]) if not pd.isna(end)]
    unit = str(row["unit"])
    shown = "\u2013".join(number(end, len(f"{end:.15g}".partition(".")[2])) for end in ends)
    gap = "\u00a0" if unit.startswith("%") else " "
    return f"{shown}{gap}{unit} ({row['year']})" if ends else ""


def chain(row: pd.Series, sources: pd.DataFrame) -> str:
    """A claim from the quotation over rule and value to the sources, as text for a terminal.

    Parameters
    ----------
    row
        A row of the ledger.
    sources
        The clean table ``sources``.

    Raises
    ------
    KazbriefError
        When the claim cites a source that the table does not list.
    """
    test = tests().get(row["claim_id"])
    listed, cited = sources.set_index("source_id"), split(row["source_id"])
    if missing := [source_id for source_id in cited if source_id not in listed.index]:
        raise KazbriefError(
            f"claim {row['claim_id']} cites {missing[0]!r}, which the table sources does not list"
        )
    parts = {
        "Rule": row["rule"],
        "Decided": f"computed by {test.replace(':', '.')} from {series(inputs.inputs_of(test))}"
        if test
        else "documented: people read the sources",
        "Value": value_text(row),
        "Verdict": f"{row['verdict']}, evidence of grade {row['grade']}: {_read(listed.loc[cited])}",
        "Reason": row["reason"],
        "Sensitivity": row["sensitivity"],
        "By 2025": row["state_2025"],
    }
    lines = [
        f"{row['claim_id']}  paragraph {row['paragraph']}, {row['subject']}",
        labelled("", f"\u201c{row['quotation']}\u201d"),
        *(labelled(label, str(text)) for label, text in parts.items() if pd.notna(text) and text != ""),
    ]
    # The state of 2025 names its sources in its own sentence.
    later = [name for name in re.findall(r"\w+", str(row["state_2025"])) if name in listed.index]
    for label, ids in (("Sources", cited), ("For 2025", [name for name in later if name not in cited])):
        for place, source_id in enumerate(ids):
            text = reference(listed.loc[source_id].fillna("").astype(str).to_dict())
            lines.append(labelled("" if place else label, f"{source_id}: {text}"))
    return "\n".join(lines) + "\n"


def _read(cited: pd.DataFrame) -> str:
    """How many sources there are, how many of them are primary, and how much of them was read."""
    extents = {"whole": "whole", "part": "in part", "opening": "at the opening only"}
    found = cited["extent"].value_counts()
    read = series([f"{found[extent]} {words}" for extent, words in extents.items() if extent in found])
    return f"{len(cited)} source{'s' * (len(cited) > 1)}, {(cited['kind'] == 'primary').sum()} primary; read: {read}"


def overview(ledger: pd.DataFrame) -> str:
    """All claims on one line each, for a terminal, with the counts at the end."""
    lines = [
        f"{row['claim_id']}  {row['verdict']:<16}  {row['grade']}  {row['kind'][0]}  "
        + textwrap.shorten(row["quotation"], _WIDTH - 32, placeholder=" \u2026")
        for _, row in ledger.sort_values("claim_id").iterrows()
    ]
    return "\n".join([*lines, "", f"{headline(ledger)}."]) + "\n"
