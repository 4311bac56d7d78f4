"""How claims are decided: the verdicts, the rules that tests share, and trying a rule under other conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.formats import series
from kazbrief.measures.frames import joined, weakest
from kazbrief.measures.thresholds import Tolerance

Verdict = Literal["supported", "partly supported", "contradicted", "open", "not testable"]

SUPPORTED: Verdict = "supported"
PARTLY: Verdict = "partly supported"
CONTRADICTED: Verdict = "contradicted"
OPEN: Verdict = "open"

Rows = pd.DataFrame | pd.Series

# Differences of printed decimals are compared as printed, not as the processor rounds them.
_DIGITS = 9


class Trial(NamedTuple):
    """A verdict, and those that the same rule gives under other conditions, each with its label."""

    verdict: Verdict
    variants: Sequence[tuple[str, Verdict]]


class State(NamedTuple):
    """What is known since: the values that its template in ``claims.yml`` names, and the rows that they come from."""

    says: Mapping[str, Any]
    rows: tuple[Rows, ...]


@dataclass(frozen=True)
class Finding:
    """The result of one test; its words are templates in ``claims.yml``.

    Parameters
    ----------
    trial
        From `tried`.
    rows
        The rows that the verdict rests on: its grade is their weakest, its sources are theirs.
    value, value_high
        The value that decides; with ``value_high`` the two ends of what is known of it.
    year
        The year or years that it is of.
    says
        What the reason names beside ``value``, ``high`` and ``year``.
    decimals
        Digits after the point that the sources allow.
    since
        What is known since; it decides nothing.
    """

    trial: Trial
    rows: tuple[Rows, ...]
    value: float
    year: str
    says: Mapping[str, Any]
    decimals: int = 1
    value_high: float | None = None
    since: State | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict under the rule as written."""
        return self.trial.verdict

    @property
    def turns(self) -> bool:
        """Whether a variant that was tried gives another verdict."""
        return any(verdict != self.verdict for _, verdict in self.trial.variants)


def near(stated: float, tolerance: Tolerance, *, per_cent: bool = False) -> Callable[..., Verdict]:
    """The rule for `tried` that a number is near the one stated: inside the tolerance, or the partial one, or not.

    With ``per_cent`` the tolerance is in per cent of the number found.
    """

    def rule(found: float, factor: float = 1.0) -> Verdict:
        difference = abs(100 * stated / found - 100) if per_cent else abs(stated - found)
        full, part = (round(difference, _DIGITS) <= round(limit * factor, _DIGITS) for limit in tolerance)
        return SUPPORTED if full else PARTLY if part else CONTRADICTED

    return rule


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


def tried(rule: Callable[..., Verdict], *given: Any, others: Mapping[str, Any], tenths: bool = True) -> Trial:
    """A rule on what is given, and on other things in its place.

    Parameters
    ----------
    rule
        From ``given`` to a verdict. With ``tenths`` it takes a ``factor`` on its thresholds as well, which is
        tried a tenth lower and a tenth higher.
    others
        By label what stands in place of ``given``; a tuple for several arguments.
    """
    variants = []
    if tenths:
        variants.append(("thresholds a tenth lower", rule(*given, factor=0.9)))
        variants.append(("thresholds a tenth higher", rule(*given, factor=1.1)))
    for label, other in others.items():
        variants.append((label, rule(*(other if isinstance(other, tuple) else (other,)))))
    return Trial(rule(*given), variants)


def sensitivity(trial: Trial) -> str:
    """One sentence: which of the variants tried give another verdict, and which the same.

    Raises
    ------
    KazbriefError
        For no variants: a verdict that was tried under no other condition has no known sensitivity.
    """
    if not trial.variants:
        raise KazbriefError("sensitivity of a claim: found no variants, expected at least one")
    labels: dict[Verdict, list[str]] = {}
    for label, verdict in trial.variants:
        labels.setdefault(verdict, []).append(label)
    same = labels.pop(trial.verdict, [])
    if not labels:
        return f"The same with {series(same)}."
    changes = "; ".join(f"{verdict} with {series(those)}" for verdict, those in labels.items())
    return f"Would be {changes}" + (f"; the same with {series(same)}." if same else ".")


def evidence(*rows: Rows) -> tuple[str, tuple[str, ...]]:
    """The weakest grade and all sources of the rows that a verdict rests on."""
    frames = [row.to_frame().T if isinstance(row, pd.Series) else row for row in rows]
    used = pd.concat([frame[["source_id", "grade"]] for frame in frames])
    return weakest(used["grade"]), tuple(joined(used["source_id"]).split(";"))


def firmest(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of the best grade: what a verdict rests on when one row is enough for it."""
    best: pd.DataFrame = rows[rows["grade"] == rows["grade"].min()]
    return best


def since(*rows: Rows, **says: Any) -> State:
    """What is known since, from some rows."""
    return State(says, rows)


def conclude(
    trial: Trial,
    *rows: Rows,
    value: float,
    year: object,
    decimals: int = 1,
    high: float | None = None,
    now: State | None = None,
    **says: Any,
) -> Finding:
    """A `Finding` from the rows that it rests on; what else it is given, its reason names."""
    return Finding(trial, rows, value, str(year), says, decimals, high, now)
