"""The rules that several tests share: picking rows, deciding, and trying the decision under other conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from kazbrief.claims.finding import CONTRADICTED, OPEN, PARTLY, SUPPORTED, Finding, Tables, Verdict
from kazbrief.errors import KazbriefError
from kazbrief.formats import series
from kazbrief.measures.frames import joined, weakest
from kazbrief.measures.thresholds import Tolerance

# Differences of printed decimals are compared as printed, not as the processor rounds them.
_DIGITS = 9

Variants = Sequence[tuple[str, Verdict]]


def pick(tables: Tables, name: str, **where: Any) -> pd.DataFrame:
    """The rows of a table with the values given; a list asks for a row for each of its values.

    Raises
    ------
    KazbriefError
        When a row that the rule needs is not there: a missing row decides nothing.
    """
    rows = tables[name]
    for column, wanted in where.items():
        values = list(wanted) if isinstance(wanted, list | tuple | range) else [wanted]
        rows = rows[rows[column].isin(values)]
        missing = [str(value) for value in values if value not in set(rows[column])]
        if missing:
            asked = ", ".join(
                f"{key} {value if not isinstance(value, list | tuple | range) else 'each wanted'}"
                for key, value in where.items()
                if key != column
            )
            raise KazbriefError(
                f"table {name}: found no row with {column} {', '.join(missing)}"
                f"{f' ({asked})' if asked else ''}, expected one, for a claim is decided by it"
            )
    return rows


def pick_one(tables: Tables, name: str, **where: Any) -> pd.Series:
    """The only row of a table with the values given.

    Raises
    ------
    KazbriefError
        When there is none or more than one.
    """
    rows = pick(tables, name, **where)
    if len(rows) > 1:
        asked = ", ".join(f"{column} {value}" for column, value in where.items())
        raise KazbriefError(f"table {name}: found {len(rows)} rows with {asked}, expected one")
    return rows.iloc[0]


def evidence(*rows: pd.DataFrame | pd.Series) -> tuple[str, tuple[str, ...]]:
    """The weakest grade and all sources of the rows that a verdict rests on."""
    frames = [row.to_frame().T if isinstance(row, pd.Series) else row for row in rows]
    used = pd.concat([frame[["source_id", "grade"]] for frame in frames])
    return weakest(used["grade"]), tuple(joined(used["source_id"]).split(";"))


def since(told: str, rows: pd.DataFrame | pd.Series) -> str:
    """What is known since, with the sources of the rows it comes from."""
    return f"{told} ({', '.join(evidence(rows)[1])})." if told else ""


def within(claimed: float, found: float, tolerance: Tolerance) -> Verdict:
    """Supported or partly supported when the difference is inside the tolerance, else contradicted."""
    difference = round(abs(claimed - found), _DIGITS)
    if difference <= round(tolerance.supported, _DIGITS):
        return SUPPORTED
    return PARTLY if difference <= round(tolerance.partly, _DIGITS) else CONTRADICTED


def within_per_cent(claimed: float, found: float, tolerance: Tolerance) -> Verdict:
    """As `within`, for a tolerance in per cent of the found value."""
    return within(100 * claimed / found, 100.0, tolerance)


def reaches(low: float, high: float, threshold: float) -> Verdict:
    """Whether a value known within limits reaches a threshold: open when the two ends disagree."""
    if low > high:
        raise KazbriefError(f"limits of a claim: found {low:g} above {high:g}, expected the lower one first")
    if low >= threshold:
        return SUPPORTED
    return CONTRADICTED if high < threshold else OPEN


def by_number(passed: Iterable[bool]) -> Verdict:
    """All parts hold: supported; some: partly supported; none: contradicted.

    Raises
    ------
    KazbriefError
        For no parts.
    """
    parts = list(passed)
    if not parts:
        raise KazbriefError("a claim of several parts: found none, expected at least one")
    return SUPPORTED if all(parts) else PARTLY if any(parts) else CONTRADICTED


def joint(parts: Iterable[Verdict]) -> Verdict:
    """One verdict for the parts of one sentence: theirs when they agree, else partly supported."""
    verdicts = set(parts)
    return verdicts.pop() if len(verdicts) == 1 else PARTLY


def at_most_partly(verdict: Verdict) -> Verdict:
    """The verdict of a sentence that holds a judgement which no table can support."""
    return PARTLY if verdict == SUPPORTED else verdict


def by_a_tenth(rule: Callable[[float], Verdict]) -> Variants:
    """A rule of a factor on its thresholds, tried with thresholds a tenth lower and a tenth higher."""
    return [("thresholds a tenth lower", rule(0.9)), ("thresholds a tenth higher", rule(1.1))]


def sensitivity(verdict: Verdict, variants: Variants) -> str:
    """One sentence: which of the variants tried give another verdict, and which the same.

    Raises
    ------
    KazbriefError
        For no variants: a verdict that was tried under no other condition has no known sensitivity.
    """
    if not variants:
        raise KazbriefError("sensitivity of a claim: found no variants, expected at least one")
    same = [label for label, other in variants if other == verdict]
    others = {
        other: [label for label, found in variants if found == other]
        for other in dict.fromkeys(found for _, found in variants if found != verdict)
    }
    if not others:
        return f"The same with {series(same)}."
    changes = "; ".join(f"{other} with {series(labels)}" for other, labels in others.items())
    return f"Would be {changes}" + (f"; the same with {series(same)}." if same else ".")


def conclude(
    verdict: Verdict, variants: Variants, rows: Iterable[pd.DataFrame | pd.Series], **told: Any
) -> Finding:
    """A finding with what follows for every claim: its sensitivity, its grade and its sources.

    Parameters
    ----------
    verdict, variants
        As in `sensitivity`.
    rows
        The rows that the verdict rests on, as in `evidence`.
    told
        The other fields of the finding.
    """
    grade, source_ids = evidence(*rows)
    return Finding(
        verdict=verdict,
        grade=grade,
        source_ids=source_ids,
        sensitivity=sensitivity(verdict, variants),
        **told,
    )
