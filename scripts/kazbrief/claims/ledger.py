"""The ledger: every claim of the article with its verdict, as one table."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kazbrief import inputs, yaml_file
from kazbrief.claims import states, tests
from kazbrief.claims.decisions import Finding, State, evidence, sensitivity
from kazbrief.errors import KazbriefError, no_such
from kazbrief.formats import NAMED, filled, number, series, stray
from kazbrief.tables import catalogue

# What a claim states, what is decided about it, and what a test finds beside that.
_STATED = ("claim_id", "paragraph", "quotation", "subject", "kind", "rule")
_READ = ("verdict", "grade", "reason", "sensitivity", "state_2025", "source_id")
COLUMNS = (*_STATED, "value", "value_high", "unit", "year", *_READ, "turns")

SUBJECTS = catalogue.get("claims").field("subject").enum
VERDICTS = catalogue.get("claims").field("verdict").enum

TITLES = {
    "economy": "Economy and well-being",
    "people": "People",
    "pipes": "Oil and its routes",
    "arms": "Arms and forces",
    "alliances": "Treaties and alliances",
    "border": "The border",
    "politics": "Politics",
}


def judge(claims: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Decide every claim.

    Parameters
    ----------
    claims
        The clean table ``claims``.
    tables
        The clean and derived tables that the tests read (`kazbrief.claims.tables_read`).

    Returns
    -------
    DataFrame
        One row a claim, in the order of the article: `COLUMNS`. ``value`` and ``value_high`` (the other end,
        where two ends are known) are of computed claims only, rounded as the sources allow. ``turns`` is 1 when a
        variant (a threshold, a series, a year, a base, another reading of the words) gives another verdict.

    Raises
    ------
    KazbriefError
        When a computed claim has no test, a test has no claim, or a row that a rule needs is missing.
    """
    computed = set(claims.loc[claims["kind"] == "computed", "claim_id"])
    if computed != set(tests()):
        without, idle = sorted(computed - set(tests())), sorted(set(tests()) - computed)
        found = [f"no test of {series(without)}"] * bool(without) + [
            f"no computed claim {series(idle)}"
        ] * bool(idle)
        raise KazbriefError(
            f"data/raw/claims.csv: found {' and '.join(found)}, expected a test for each computed claim"
        )
    order = claims.sort_values(["paragraph", "claim_id"], kind="stable")
    rows = [decide(row, tables) for _, row in order.iterrows()]
    ledger = pd.DataFrame(rows, columns=list(COLUMNS))
    return ledger.astype({"value": "float64", "value_high": "float64", "turns": "Int64"})


def decide(claim: pd.Series, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """One claim decided, as a row of the ledger; parameters and errors are those of `judge`."""
    found = _tested if claim["kind"] == "computed" else _documented
    return {name: claim[name] for name in _STATED} | found(claim, tables)


def _documented(row: pd.Series, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    read = {name: row[name] for name in _READ} | {"turns": int(pd.notna(row["other_verdict"]))}
    path = states().get(row["claim_id"])
    return read | {"state_2025": _since(row, inputs.call(inputs.load(path), tables))} if path else read


def _tested(row: pd.Series, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    claim_id = row["claim_id"]
    try:
        finding: Finding = inputs.call(inputs.load(tests()[claim_id]), tables)
    except KazbriefError as error:
        raise KazbriefError(f"claim {claim_id} can't be decided: {error}") from None
    grade, source_ids = evidence(*finding.rows)
    value, high = (
        None if end is None else round(end, finding.decimals) for end in (finding.value, finding.value_high)
    )
    printed = {
        name: "" if end is None else number(end, finding.decimals)
        for name, end in (("value", value), ("high", high))
    }
    return {
        "value": value,
        "value_high": high,
        "unit": templates()[claim_id]["unit"],
        "year": finding.year,
        "verdict": finding.verdict,
        "grade": grade,
        "reason": _worded(claim_id, "reason", {**printed, "year": finding.year, **finding.says}),
        "sensitivity": sensitivity(finding.trial),
        "state_2025": _since(row, finding.since),
        "source_id": ";".join(source_ids),
        "turns": int(finding.turns),
    }


def _since(row: pd.Series, state: State | None) -> Any:
    """What is known since, with its sources; else what the table of claims says of it."""
    if state is None:
        return row["state_2025"]
    return f"{_worded(row['claim_id'], 'since', state.says)} ({', '.join(evidence(*state.rows)[1])})."


@functools.cache
def templates() -> Mapping[str, Mapping[str, str]]:
    """The words of the claims that have a function, by claim.

    Raises
    ------
    InputError
        For a claim without a function or a function without words, or an unknown or missing word.
    """
    file = yaml_file.YamlFile(Path(__file__).with_name("claims.yml"))
    computed, state = {"unit": str, "reason": str, "since?": str}, {"since": str}
    forms = dict.fromkeys(tests(), computed) | dict.fromkeys(states(), state)
    file.check_form(file.content, forms)
    found: dict[str, dict[str, str]] = file.content
    return found


def _worded(claim_id: str, part: str, says: Mapping[str, Any]) -> str:
    template = templates()[claim_id].get(part, "")
    if (rest := stray(template)) is not None:
        raise KazbriefError(f"claims.yml, {claim_id}: found a single brace ({rest}), expected {{name}}")
    for name in NAMED.findall(template):
        if name not in says:
            raise KazbriefError(
                f"claims.yml, {claim_id}: found {{{name}}}, expected one of {', '.join(says)}"
            )
    return filled(template, says)


def find(ledger: pd.DataFrame, claim_id: str) -> pd.Series:
    """The row of a claim; C4 is C04.

    Raises
    ------
    KazbriefError
        When there is no such claim.
    """
    rows = ledger[ledger["claim_id"] == re.sub(r"^(\D)(\d)$", r"\g<1>0\2", claim_id.upper())]
    if rows.empty:
        raise no_such("claim", claim_id, list(ledger["claim_id"]), "kazbrief claims")
    return rows.iloc[0]


def verdict_counts(ledger: pd.DataFrame) -> pd.DataFrame:
    """The number of claims by subject (rows) and verdict (columns), all of both, in the house's order."""
    table = pd.crosstab(ledger["subject"], ledger["verdict"])
    return table.reindex(index=list(SUBJECTS), columns=list(VERDICTS), fill_value=0)


def tally(ledger: pd.DataFrame) -> str:
    """The number of claims of each verdict that there is, in words."""
    counts = Counter(ledger["verdict"])
    return series([f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]])


def headline(ledger: pd.DataFrame) -> str:
    """The ledger's title: how many claims hold."""
    return f"Verdicts on {len(ledger)} assertions of 2011: {tally(ledger)}"


def words(ledger: pd.DataFrame) -> dict[str, str]:
    """What the record of the ledger says of it: finding, subtitle, note, alternative text and description."""
    subjects = {subject: ledger[ledger["subject"] == subject] for subject in SUBJECTS}
    counts = [f"{TITLES[subject]}: {tally(rows)}" for subject, rows in subjects.items() if len(rows)]
    return {
        "finding": headline(ledger),
        "subtitle": "Assertions of the article of 20 July 2011, each with its rule, verdict, grade and sources",
        "note": "Computed: decided by tables. Documented: decided by people who read the sources named.",
        "alt": f"Table of {len(ledger)} assertions with their verdicts, by subject.",
        "description": f"{'; '.join(counts)}.",
    }


def plain(ledger: pd.DataFrame) -> dict[str, Any]:
    """The ledger as plain data: ``verdicts`` (number of each) and ``claims`` (one record each)."""
    records = ledger.astype({"paragraph": "int64"}).to_dict("records")
    return {
        "verdicts": {str(verdict): int(total) for verdict, total in verdict_counts(ledger).sum().items()},
        "claims": [
            {name: None if pd.isna(value) else value for name, value in record.items()} for record in records
        ],
    }
