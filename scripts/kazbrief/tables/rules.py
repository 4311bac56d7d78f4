"""Rules across rows: what a schema names under ``rules``.

Each takes the typed frame, whose index holds the lines of the file, and yields the faults; what else it takes, the
schema gives: ``- {one_preferred: [unit, date]}``, or ``- {sum_is_about: {column: population, total: 20300000}}``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kazbrief import inputs
from kazbrief.tables.reading import split

if TYPE_CHECKING:
    import pandas as pd


class Fault(NamedTuple):
    """A fault in a row: its line, the column, what is there, what should be."""

    line: Hashable
    column: str | None
    found: str
    expected: str


Faults = Iterator[Fault]

ALL = "All"
"""The ethnic group of the whole population."""

MOST_WORDS = 24
"""A quotation is shorter than 25 words."""

# Published shares are rounded, so a complete set may exceed 100 a little (West Kazakhstan: 100.22).
_MOST_PCT = 100.5
# The total of 1989 is printed in thousands.
_ROUNDING = 1.001
# Three figures that are rounded to hundreds, one by one.
_HUNDREDS = 200
_PAIRS = (("(", ")"), ("[", "]"), ("\u201c", "\u201d"))
# What people decided for a documented claim, and code decides for a computed one.
_READING = ("verdict", "grade", "reason", "source_id", "sensitivity")


def one_filled(frame: pd.DataFrame, first: str, second: str) -> Faults:
    """Every row has a value in one of two columns at least."""
    for line in frame.index[frame[first].isna() & frame[second].isna()]:
        yield Fault(line, first, f"neither {first} nor {second}", "one of them")


def one_preferred(frame: pd.DataFrame, *key: str) -> Faults:
    """At most one row is preferred for each value of a key."""
    preferred = frame[frame["preferred"] == 1]
    for line in preferred.index[preferred.duplicated(list(key))]:
        values = ", ".join(str(value) for value in frame.loc[line, list(key)])
        yield Fault(line, "preferred", f"a second preferred row for {values}", "one at most")


def copy_named(frame: pd.DataFrame) -> Faults:
    """A source's publisher is the origin; a copy that was read has a name of its own, and an address only with it."""
    for line in frame.index[frame["read_in_url"].notna() & frame["read_in"].isna()]:
        yield Fault(line, "read_in", "an empty cell beside an address", "the name of the copy")
    for line in frame.index[frame["publisher"].str.contains(r"\b(?:via|copy of|mirror)\b")]:
        yield Fault(
            line, "publisher", repr(frame["publisher"][line]), "the origin alone, the copy in read_in"
        )


def not_above(frame: pd.DataFrame, low: str, high: str) -> Faults:
    """The lower figure is not above the upper one."""
    for line, row in frame[frame[low] > frame[high]].iterrows():
        yield Fault(line, low, f"{row[low]:,}", f"at most {high}, {row[high]:,}")


def balance_adds_up(frame: pd.DataFrame, arrived: str, departed: str, balance: str) -> Faults:
    """What arrived less what left is the balance, to the rounding of each."""
    known = frame[frame[[arrived, departed, balance]].notna().all(axis=1)]
    for line, row in known.iterrows():
        if abs(row[arrived] - row[departed] - row[balance]) > _HUNDREDS:
            yield Fault(
                line, balance, f"{row[balance]:,}", f"about {row[arrived] - row[departed]:,}, the difference"
            )


def sum_is_about(frame: pd.DataFrame, column: str, total: int, tolerance: float) -> Faults:
    """A column sums to about a published total; the tolerance is a share of it."""
    found = int(frame[column].sum())
    if abs(found / total - 1) > tolerance:
        expected = f"{total:,} (published total) within {tolerance:.0%}"
        yield Fault(None, column, f"a sum of {found:,}", expected)


def codes_agree_with_oblasts(frame: pd.DataFrame, column: str) -> Faults:
    """The first two digits of a KATO code are the same in the whole oblast, and in no other."""
    prefixes = frame[column].str[:2]
    usual = prefixes.groupby(frame["oblast"]).agg(lambda values: values.mode().iloc[0])
    for line, name, prefix in zip(frame.index, frame["oblast"], prefixes, strict=True):
        if prefix != usual[name]:
            found, expected = f"a code of {prefix}.... in {name}", f"{usual[name]}.... as in its other rows"
            yield Fault(line, column, found, expected)


def units_stay_together(frame: pd.DataFrame) -> Faults:
    """A unit of 1989 stands in one block alone: else a part of it would be counted in another."""
    block_of: dict[str, str] = {}
    for line, block in frame["unit"].items():
        for unit in split(block):
            if block_of.setdefault(unit, block) != block:
                found = f"{unit!r} in {block!r} and in {block_of[unit]!r}"
                yield Fault(line, "unit", found, "each unit of 1989 in one block")


def exact_links_stand_alone(frame: pd.DataFrame) -> Faults:
    """A unit that goes wholly into one other cannot go into a second one."""
    for (unit, target, origin), rows in frame.groupby(["from_unit", "to_scheme", "from_scheme"], sort=False):
        exact = rows[rows["link"] == "exact"]
        if len(exact) and len(rows) > 1:
            found = f"an exact link beside {len(rows) - 1} more from {unit} of {origin} to {target}"
            yield Fault(exact.index[0], "link", found, "one exact link, or partial ones only")


def sequences_have_no_gap(frame: pd.DataFrame) -> Faults:
    """The places of a route are numbered 1, 2, 3 ..."""
    for route, rows in frame.groupby("pipeline_id", sort=False):
        for expected, (line, number) in enumerate(rows["sequence"].sort_values().items(), start=1):
            if number != expected:
                yield Fault(line, "sequence", f"{number} on {route}", f"{expected} (numbers without gaps)")
                break


def urban_and_rural_add_up(frame: pd.DataFrame) -> Faults:
    """Where urban and rural population stand, they sum to the total of the same source."""
    key = ["scheme", "unit", "date", "basis", "source_id"]
    for (_, unit, date, *_), rows in frame.groupby(key, sort=False):
        parts = dict(zip(rows["area"], rows["population"], strict=True))
        if {"all", "urban", "rural"} <= parts.keys() and parts["urban"] + parts["rural"] != parts["all"]:
            line = rows.index[rows["area"] == "all"][0]
            found = f"{parts['all']:,} in {unit}, {date}"
            yield Fault(line, "population", found, f"urban + rural = {parts['urban'] + parts['rural']:,}")


def a_census_has_one_scheme(frame: pd.DataFrame) -> Faults:
    """All rows of a census are units of one administrative scheme."""
    for census, rows in frame.groupby("census", sort=False):
        strange = rows[rows["scheme"] != rows["scheme"].iloc[0]]
        if len(strange):
            found = f"{strange['scheme'].iloc[0]!r} in the census of {census}"
            yield Fault(strange.index[0], "scheme", found, f"{rows['scheme'].iloc[0]!r} as in its other rows")


def groups_fit_into_the_total(frame: pd.DataFrame) -> Faults:
    """Every unit of a census has its total once, and its groups do not exceed it."""
    for (census, _, unit), rows in frame.groupby(["census", "scheme", "unit"], sort=False):
        whole = rows["ethnic_group"] == ALL
        people = rows.loc[~whole, "population"].sum()
        if not whole.any():
            found = f"no row {ALL!r} for {unit}, {census}"
            yield Fault(rows.index[0], "ethnic_group", found, "the total of each unit")
        elif people > (total := rows.loc[whole, "population"].iloc[0]):
            found = f"groups of {unit}, {census}, that sum to {people:,}"
            yield Fault(rows.index[whole][0], "population", found, f"at most the total, {total:,}")


def groups_sum_to_the_total(frame: pd.DataFrame, place: str) -> Faults:
    """The groups of every place sum to its total, to the person."""
    whole, places = frame["ethnic_group"] == ALL, frame[place]
    lacking = places[~whole.groupby(places).transform("any")].drop_duplicates()
    for line, name in lacking.items():
        yield Fault(line, "ethnic_group", f"no row {ALL!r} for {name}", "the total of each place")
    people = frame["population"].where(~whole, 0).groupby(places).transform("sum")
    for line in frame.index[whole & (people != frame["population"])]:
        found = f"groups of {places[line]} that sum to {people[line]:,}"
        yield Fault(line, "population", found, f"the total, {frame['population'][line]:,}")


def preferred_groups_fit_into_the_total(frame: pd.DataFrame) -> Faults:
    """The preferred groups of a date and basis do not exceed its preferred total, nor 100 per cent."""
    preferred = frame[frame["preferred"] == 1]
    for (date, basis), rows in preferred.groupby(["date", "basis"], sort=False):
        groups, total = rows[rows["ethnic_group"] != ALL], rows.loc[rows["ethnic_group"] == ALL, "population"]
        people = groups["population"].sum()
        if total.notna().any() and people > total.iloc[0] * _ROUNDING:
            found = f"groups of {date} ({basis}) that sum to {people:,}"
            yield Fault(rows.index[0], "population", found, f"at most the total, {total.iloc[0]:,}")
        share = groups["share_pct"].sum()
        if share > _MOST_PCT:
            found = f"shares of {date} ({basis}) that sum to {share:.1f}"
            yield Fault(rows.index[0], "share_pct", found, f"at most {_MOST_PCT:g}")


def preferred_shares_fit_into_the_whole(frame: pd.DataFrame) -> Faults:
    """The preferred shares of a unit at one date and basis do not exceed the whole."""
    preferred = frame[frame["preferred"] == 1]
    for (_, unit, date, basis), rows in preferred.groupby(["scheme", "unit", "date", "basis"], sort=False):
        total = rows["share_pct"].sum()
        if total > _MOST_PCT:
            found = f"shares of {unit}, {date} ({basis}), that sum to {total:.2f}"
            yield Fault(rows.index[0], "share_pct", found, f"at most {_MOST_PCT:g}")


def a_function_for_each(
    frame: pd.DataFrame, column: str, kind: str, package: str, returns: str, named: str
) -> Faults:
    """Each row of a kind has a function named after it in a package, and each function of such a name has a row."""
    functions = {
        name.upper() for name in inputs.paths_in(package, returns) if re.fullmatch(named, name.upper())
    }
    rows = frame.loc[frame["kind"] == kind, column]
    for line, name in rows[~rows.isin(functions)].items():
        expected = f"a function {name.lower()} in {package} that returns a {returns}"
        yield Fault(line, column, f"no test of {name}", expected)
    for name in sorted(functions - set(rows)):
        yield Fault(
            None, column, f"no {kind} row {name}", f"one, for the function {name.lower()} of {package}"
        )


def a_reading_for_documented_claims_only(frame: pd.DataFrame) -> Faults:
    """A documented claim has its verdict, grade, reason, sources and sensitivity here; a computed one has none."""
    filled = frame[list(_READING)].notna()
    for line, kind in frame["kind"].items():
        for column in _READING:
            if filled.at[line, column] and kind == "computed":
                yield Fault(line, column, f"a {column} for a computed claim", "an empty cell")
            elif not filled.at[line, column] and kind == "documented":
                yield Fault(line, column, "an empty cell", f"the {column} of a documented claim")


def another_verdict_is_told(frame: pd.DataFrame) -> Faults:
    """The sensitivity of a documented claim names the other verdict that it is filed with, and that is not its own."""
    filed = frame["other_verdict"].astype("object").where(frame["other_verdict"].notna(), "")
    for line in frame.index[frame["kind"] == "documented"]:
        other, begins = filed[line], str(frame["sensitivity"][line]).startswith
        if other == frame["verdict"][line]:
            yield Fault(line, "other_verdict", f"{other!r}, the verdict itself", "another one, or none")
        elif not begins(f"Would be {other} ") if other else begins("Would be "):
            yield Fault(
                line, "sensitivity", f"no “Would be {other or '...'}”", "the verdict of other_verdict"
            )


def a_quotation_is_short_and_whole(frame: pd.DataFrame) -> Faults:
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


def a_quotation_once(frame: pd.DataFrame) -> Faults:
    """No quotation stands twice: one sentence has one verdict."""
    for line in frame.index[frame.duplicated("quotation")]:
        yield Fault(line, "quotation", "a quotation that another claim has", "each quotation once")
