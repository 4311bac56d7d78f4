"""The ledger: every claim with its verdict, as a table, as JSON, as a part of the paper and on the terminal."""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kazbrief import markdown
from kazbrief.claims import LEDGER, TABLES, TESTS
from kazbrief.claims.finding import Tables
from kazbrief.errors import KazbriefError
from kazbrief.formats import capital, number, series
from kazbrief.markdown import Column, literal
from kazbrief.tables.base import split
from kazbrief.tables.claims import SUBJECTS, VERDICTS

COLUMNS = (
    "claim_id",
    "paragraph",
    "quotation",
    "subject",
    "kind",
    "rule",
    "value",
    "value_high",
    "unit",
    "year",
    "verdict",
    "grade",
    "reason",
    "sensitivity",
    "state_2025",
    "source_id",
)

# The class of a verdict in the house format.
_CLASSES = dict(zip(VERDICTS, ("supported", "partly", "contradicted", "open", "untestable"), strict=True))
_TITLES = {
    "economy": "Economy and well-being",
    "people": "People",
    "pipes": "Oil and its routes",
    "arms": "Arms and forces",
    "alliances": "Treaties and alliances",
    "border": "The border",
    "politics": "Politics",
}
_WIDTH = 88


def judge(claims: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Decide every claim.

    Parameters
    ----------
    claims
        The clean table ``claims``.
    tables
        The clean and derived tables that the tests read (`kazbrief.claims.TABLES`).

    Returns
    -------
    DataFrame
        One row a claim, in the order of the article: `COLUMNS`. ``value`` and ``value_high`` (the other end,
        where two ends are known) are of computed claims only, rounded as the sources allow.

    Raises
    ------
    KazbriefError
        When a computed claim has no test, a test has no claim, or a row that a rule needs is missing.
    """
    computed = set(claims.loc[claims["kind"] == "computed", "claim_id"])
    if computed != set(TESTS):
        without, idle = sorted(computed - set(TESTS)), sorted(set(TESTS) - computed)
        found = [f"no test of {series(without)}"] * bool(without) + [
            f"no computed claim {series(idle)}"
        ] * bool(idle)
        raise KazbriefError(f"claims: found {' and '.join(found)}, expected a test for each computed claim")
    order = claims.sort_values(["paragraph", "claim_id"], kind="stable")
    rows = [
        _computed(row, tables) if row["kind"] == "computed" else _documented(row)
        for _, row in order.iterrows()
    ]
    ledger = pd.DataFrame(rows, columns=list(COLUMNS))
    return ledger.astype({"value": "float64", "value_high": "float64"})


def _stated(row: pd.Series) -> dict[str, Any]:
    return {name: row[name] for name in ("claim_id", "paragraph", "quotation", "subject", "kind", "rule")}


def _computed(row: pd.Series, tables: Tables) -> dict[str, Any]:
    test = TESTS[row["claim_id"]]
    try:
        found = test.load()({name: tables[name] for name in test.tables})
    except KazbriefError as error:
        raise KazbriefError(f"claim {test.claim_id} can't be decided: {error}") from None
    return _stated(row) | {
        "value": round(found.value, found.decimals),
        "value_high": None if found.value_high is None else round(found.value_high, found.decimals),
        "unit": found.unit,
        "year": found.year,
        "verdict": found.verdict,
        "grade": found.grade,
        "reason": found.reason,
        "sensitivity": found.sensitivity,
        "state_2025": found.state_2025 or row["state_2025"],
        "source_id": ";".join(found.source_ids),
    }


def _documented(row: pd.Series) -> dict[str, Any]:
    return _stated(row) | {
        name: row[name] for name in ("verdict", "grade", "reason", "sensitivity", "state_2025", "source_id")
    }


def verdict_counts(ledger: pd.DataFrame) -> pd.DataFrame:
    """The number of claims by subject (rows) and verdict (columns), all of both, in the house's order."""
    table = pd.crosstab(ledger["subject"], ledger["verdict"])
    return table.reindex(index=list(SUBJECTS), columns=list(VERDICTS), fill_value=0)


def _tally(ledger: pd.DataFrame) -> str:
    totals = [(verdict, int((ledger["verdict"] == verdict).sum())) for verdict in VERDICTS]
    return series([f"{total} {verdict}" for verdict, total in totals if total])


def finding(ledger: pd.DataFrame) -> str:
    """The ledger's title: how many claims hold."""
    return f"Verdicts on {len(ledger)} assertions of 2011: {_tally(ledger)}"


def value_text(row: Mapping[str, Any] | pd.Series) -> str:
    """The value of a claim with its unit and year; empty for a documented claim."""
    value, high = row["value"], row["value_high"]
    if pd.isna(value):
        return ""

    def shown(amount: float) -> str:
        digits = f"{amount:.15g}".partition(".")[2]
        return number(amount, len(digits))

    unit = str(row["unit"])
    amount = shown(value) if pd.isna(high) else f"{shown(value)}\u2013{shown(high)}"
    gap = "\u00a0" if unit.startswith("%") else " "
    return f"{amount}{gap}{unit} ({row['year']})"


def ledger_markdown(ledger: pd.DataFrame) -> str:
    """The ledger as the paper includes it: one table, the claims of a subject together.

    The rules have a table of their own: `rules_markdown`.
    """
    cells = []
    for subject in SUBJECTS:
        rows = ledger[ledger["subject"] == subject]
        if len(rows):
            cells.append(["", f"**{_TITLES[subject]}**", "", _tally(rows), ""])
            cells += [_cells(row) for _, row in rows.iterrows()]
    columns = (
        Column("Claim", 8),
        Column("Assertion", 27),
        Column("Verdict", 13),
        Column("What was found", 36),
        Column("Since then", 16),
    )
    caption = markdown.caption(
        finding(ledger),
        "Assertion with its paragraph in the article; verdict with the grade of the evidence; what was found, computed "
        "from tables (c) or documented by people who read sources (d), with the sources; what is known since",
        "the reference is the last value in print before 20 July 2011; where a table holds only today's edition of a "
        "series, that edition is used for the years before. C03 and C18 are parts of C02 and C17: one sentence, one verdict.",
    )
    return markdown.ledger(columns, cells, caption, LEDGER)


def counts_markdown(ledger: pd.DataFrame) -> str:
    """The number of claims by subject and verdict, as the paper includes it."""
    counts = verdict_counts(ledger)
    totals = counts.sum().to_frame("**All**").T
    named = counts.rename(index=_TITLES)
    cells = [
        [str(label), *(str(value) if value else "" for value in row), str(row.sum())]
        for label, row in pd.concat([named, totals]).iterrows()
    ]
    widths = dict(zip(VERDICTS, (14, 16, 14, 9, 12), strict=True))
    columns = (
        Column("Subject", 28),
        *(Column(_verdict(verdict), widths[verdict], right=True) for verdict in VERDICTS),
        Column("All", 7, right=True),
    )
    caption = markdown.caption(finding(ledger), "Number of assertions by subject and verdict")
    return markdown.ledger(columns, cells, caption, f"{LEDGER}-counts")


def rules_markdown(ledger: pd.DataFrame) -> str:
    """The rule of each claim and what its verdict is sensitive to, as the paper or its page can include them."""
    cells = [
        [row["claim_id"], _text(row["rule"]), _text(row["sensitivity"])]
        for _, row in ledger.sort_values("claim_id").iterrows()
    ]
    caption = markdown.caption(
        f"Each of the {len(ledger)} verdicts follows a rule written before it",
        "What the verdict depends on, and whether it changes when thresholds move by a tenth or another series, year "
        "or base is taken; for documented claims, what another reading would change",
    )
    columns = (Column("Claim", 7), Column("Rule", 53), Column("Sensitivity", 40))
    return markdown.ledger(columns, cells, caption, f"{LEDGER}-rules")


def _verdict(verdict: str) -> str:
    return f"[{capital(verdict)}]{{.verdict .{_CLASSES[verdict]}}}"


def _cells(row: pd.Series) -> list[str]:
    return [
        f"{row['claim_id']}\u00a0¶{row['paragraph']}",
        f"\u201c{_text(_inner_quotes(row['quotation']))}\u201d",
        f"{_verdict(row['verdict'])} [{row['grade']}]{{.grade}}",
        f"{_text(row['reason'])} ({row['kind'][0]}: {_text(', '.join(split(row['source_id'])))})",
        _text(row["state_2025"]),
    ]


def _inner_quotes(text: str) -> str:
    """Double quotation marks as single ones, for a quotation inside quotation marks."""
    return text.replace("\u201c", "\u2018").replace("\u201d", "\u2019")


def _text(cell: Any) -> str:
    """A cell as Markdown, with a space that doesn't break before a per-cent sign; empty when it is missing."""
    return "" if pd.isna(cell) else literal(re.sub(r"(?<=\d) %", "\u00a0%", str(cell)))


def ledger_json(ledger: pd.DataFrame, sources: pd.DataFrame, hashes: Mapping[str, str]) -> dict[str, Any]:
    """The ledger as plain data: the record of an exhibit, the counts, and the claims.

    Parameters
    ----------
    ledger
        From `judge`.
    sources
        The clean table ``sources``.
    hashes
        SHA-256 of the files that the ledger was made from, by their paths in the repository.
    """
    from kazbrief.exhibits import Entry
    from kazbrief.exhibits.publish import Made, record_json, references
    from kazbrief.exhibits.record import Exhibit

    counts = verdict_counts(ledger)
    told = "; ".join(
        f"{_TITLES[str(subject)]}: {series([f'{value} {verdict}' for verdict, value in row.items() if value])}"
        for subject, row in counts.iterrows()
        if row.any()
    )
    exhibit = Exhibit(
        id=LEDGER,
        finding=finding(ledger),
        subtitle="Assertions of the article of 20 July 2011, each with its rule, verdict, grade and sources",
        note="Computed: decided by tables. Documented: decided by people who read the sources named.",
        alt=f"Table of {len(ledger)} assertions with their verdicts, by subject.",
        description=f"{told}.",
        references=references(ledger, sources),
        tables=TABLES,
        program="scripts/kazbrief/claims/ledger.py",
        rows=len(ledger),
    )
    record = record_json(Made(Entry(LEDGER, TABLES), exhibit, ledger), hashes)
    rows = [
        {name: None if pd.isna(value) else value for name, value in row.items()}
        for row in ledger.astype({"paragraph": "int64"}).to_dict("records")
    ]
    return record | {
        "verdicts": {verdict: int(counts[verdict].sum()) for verdict in VERDICTS},
        "claims": rows,
    }


def find(ledger: pd.DataFrame, claim_id: str) -> pd.Series:
    """The row of a claim.

    Raises
    ------
    KazbriefError
        When there is no such claim.
    """
    rows = ledger[ledger["claim_id"] == claim_id.upper()]
    if rows.empty:
        near = difflib.get_close_matches(claim_id.upper(), list(ledger["claim_id"]), n=3)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise KazbriefError(f"there is no claim {claim_id!r} among the {len(ledger)} of the ledger{hint}")
    return rows.iloc[0]


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
    test = TESTS.get(row["claim_id"])
    by = (
        f"computed by {test.module_name}.{test.function_name} from {series(test.tables)}"
        if test
        else "documented: people read the sources"
    )
    parts = {
        "Rule": row["rule"],
        "Decided": by,
        "Value": value_text(row),
        "Verdict": f"{row['verdict']}, evidence of grade {row['grade']}",
        "Reason": row["reason"],
        "Sensitivity": row["sensitivity"],
        "By 2025": row["state_2025"],
    }
    lines = [
        f"{row['claim_id']}  paragraph {row['paragraph']}, {row['subject']}",
        _filled("", f"\u201c{row['quotation']}\u201d"),
    ]
    lines += [_filled(label, str(text)) for label, text in parts.items() if pd.notna(text) and text != ""]
    known = sources.set_index("source_id")
    cited = split(row["source_id"])
    if missing := [source_id for source_id in cited if source_id not in known.index]:
        raise KazbriefError(
            f"claim {row['claim_id']} cites {missing[0]!r}, which the table sources does not list"
        )
    # The state of 2025 names its sources in its own sentence.
    later = [name for name in re.findall(r"\w+", str(row["state_2025"])) if name in known.index]
    for label, ids in (("Sources", cited), ("For 2025", [name for name in later if name not in cited])):
        for number_, source_id in enumerate(ids):
            source = known.loc[source_id]
            told = [source["author_publisher"], source["title"], source["year"], source["url"]]
            reference = ", ".join(str(part) for part in told if pd.notna(part))
            lines.append(_filled("" if number_ else label, f"{source_id}: {reference}"))
    return "\n".join(lines) + "\n"


def _filled(label: str, text: str) -> str:
    head = f"  {label:<13}"
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def overview(ledger: pd.DataFrame) -> str:
    """All claims on one line each, for a terminal, with the counts at the end."""
    lines = [
        f"{row['claim_id']}  {row['verdict']:<16}  {row['grade']}  {row['kind'][0]}  "
        + textwrap.shorten(row["quotation"], _WIDTH - 32, placeholder=" \u2026")
        for _, row in ledger.sort_values("claim_id").iterrows()
    ]
    return "\n".join([*lines, "", f"{finding(ledger)}."]) + "\n"
