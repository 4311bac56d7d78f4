"""The table ``claims``: the assertions of the article of 2011, and how each is decided."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Fault, Table, text, whole

SUBJECTS = ("economy", "people", "pipes", "arms", "alliances", "border", "politics")
KINDS = ("computed", "documented")
VERDICTS = ("supported", "partly supported", "contradicted", "open", "not testable")

MOST_WORDS = 24
"""A quotation is shorter than 25 words."""

# What people decided for a documented claim, and code decides for a computed one.
_READING = ("verdict", "grade", "reason", "source_id", "sensitivity")
_PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))


def a_reading_for_documented_claims_only(frame: pd.DataFrame) -> Iterable[Fault]:
    """A documented claim has its verdict, grade, reason, sources and sensitivity here; a computed one has none."""
    for line, row in frame.iterrows():
        for column in _READING:
            filled = pd.notna(row[column])
            if filled and row["kind"] == "computed":
                yield Fault(line, column, f"a {column} for a computed claim", "an empty cell")
            elif not filled and row["kind"] == "documented":
                yield Fault(line, column, "an empty cell", f"the {column} of a documented claim")


def a_quotation_is_short_and_whole(frame: pd.DataFrame) -> Iterable[Fault]:
    """A quotation has fewer than 25 words, its brackets and quotation marks in pairs, and no ellipsis."""
    for line, quotation in frame["quotation"].items():
        words = len(quotation.split())
        if words > MOST_WORDS:
            yield Fault(line, "quotation", f"{words} words", f"at most {MOST_WORDS}")
        for first, last in _PAIRS:
            if quotation.count(first) != quotation.count(last):
                yield Fault(line, "quotation", f"{first} and {last} not in pairs", "the whole bracket")
        if "..." in quotation or "\u2026" in quotation:
            yield Fault(line, "quotation", "an ellipsis", "words of the article without a gap")


def a_quotation_once(frame: pd.DataFrame) -> Iterable[Fault]:
    """No quotation stands twice: one sentence has one verdict."""
    for line in frame.index[frame.duplicated("quotation")]:
        yield Fault(line, "quotation", "a quotation that another claim has", "each quotation once")


TABLE = Table(
    name="claims",
    title="Assertions of the article of 2011",
    description=(
        "Assertions of Richard Rousseau, Kazakhstan's Strategic and Military Relations with Russia "
        "(Diplomatic Courier, 20 July 2011), each with the rule that decides it. For documented claims, which "
        "people decide by reading sources, the reading is here; computed claims get theirs from the tables."
    ),
    columns=(
        text("claim_id", "Claim", "Identifier.", pattern=r"[CM]\d\d", says="an identifier such as C01"),
        whole("paragraph", "Paragraph", "Paragraph of the article.", minimum=1, maximum=13),
        text("quotation", "Quotation", "Words of the article, as printed."),
        text("subject", "Subject", "Subject of the claim.", allowed=SUBJECTS),
        text(
            "kind",
            "Kind",
            "Computed: tables decide. Documented: people who read sources decide.",
            allowed=KINDS,
        ),
        text("rule", "Rule", "What the verdict depends on, written before it."),
        text("verdict", "Verdict", "Verdict of a documented claim.", allowed=VERDICTS, required=False),
        replace(GRADE, required=False),
        text("reason", "Reason", "Reason of the verdict of a documented claim.", required=False),
        replace(SOURCE_ID, required=False),
        text(
            "sensitivity",
            "Sensitivity",
            "What another reading would change in the verdict of a documented claim.",
            required=False,
        ),
        text("state_2025", "State of 2025", "What is known since; it decides nothing.", required=False),
        NOTE,
    ),
    key=("claim_id",),
    foreign_keys=(FROM_SOURCES,),
    rules=(a_reading_for_documented_claims_only, a_quotation_is_short_and_whole, a_quotation_once),
    terms=(
        "quotations: copyright of the author and publisher, quoted for comment; rules, verdicts and reasons: "
        "CC BY 4.0"
    ),
    caution=(
        "What is documented rests on the sources named, most of them read at their opening only. C03 and C18 "
        "are parts of C02 and C17."
    ),
)
