"""A threshold and a membership have one definition: the rules in words, the figures and the claims agree on it."""

from __future__ import annotations

import ast
from pathlib import Path

import pandas as pd
import pytest

import kazbrief
from kazbrief import inputs
from kazbrief.claims import economy, security
from kazbrief.measures import forces, growth, people, republics
from kazbrief.measures import thresholds as t


def words(value: float, spelt: dict[float, str]) -> str:
    return spelt.get(value, f"{value:g}")


TIMES = {2.0: "twice"}
WORDS = {0.5: "half a", 1.0: "one", 1.5: "one and a half", 2.0: "two", 2.5: "two and a half"}
PARTS = {10.0: "a tenth", 50.0: "half", 75.0: "three quarters", 90.0: "nine tenths"}
RULES = {
    "C02": f"within {words(t.AROUND_RATE.supported, WORDS)} point of {growth.AROUND_PCT:g} % "
    f"({words(t.AROUND_RATE.partly, WORDS)} points: partly)",
    "C14": f"{words(t.HALF_PCT, PARTS)} or more and at least {words(t.BY_FAR_TIMES_SECOND, TIMES)} the second",
    "C27": f"within {t.LENGTH.supported:g} % = supported; within {t.LENGTH.partly:g} % = partly",
    "C34": f"within {words(t.ROUND_SHARE.supported, WORDS)} point = supported; within {words(t.ROUND_SHARE.partly, WORDS)} = partly",
    "C35": f"{words(t.MAINLY_PCT, PARTS)} or more = supported; less, but {words(t.LOCATION_QUOTIENT, WORDS)} times",
    "C37": f"within {t.POPULATION.supported:g} % = supported; within {t.POPULATION.partly:g} % = partly",
    "C38": f"within {t.EXACT_SHARE.supported:g} points = supported; within {t.EXACT_SHARE.partly:g} = partly",
    "C39": f"within {t.EXACT_SHARE.supported:g} points = supported; within {t.EXACT_SHARE.partly:g} = partly",
    "C40": f"within {words(t.WHOLE_REMAINDER.supported, WORDS)} point, and each of the five groups named "
    f"{t.NAMED_GROUP_PCT:g} % or more",
    "C42": f"under {words(t.HALF_PCT, PARTS)} in Kazakhstan alone",
    "C48": f"the low limit {t.ALMOST_ALL_PCT:g} % or more",
    "C52": f"{words(t.HALF_PCT, PARTS)} or more of arms imports",
    "C53": f"{words(t.HALF_PCT, PARTS)} or more of arms imports",
    "M03": f"At least {words(t.OTHER_DIRECTIONS_PCT, PARTS)} of oil exports",
    "M17": f"{words(100 * t.EXTREMELY_DIVERSE, PARTS)} or more = supported; {words(100 * t.DIVERSE, PARTS)} or more = partly",
    "M30": f"{t.MONOPOLY_PCT:g} % of oil exports or more",
}


@pytest.mark.parametrize("claim_id", RULES)
def test_a_rule_in_words_names_the_threshold_that_decides(claim_id: str) -> None:
    rules = kazbrief.load("claims").set_index("claim_id")["rule"]
    assert RULES[claim_id] in rules[claim_id]


def rates(**by_year: float) -> pd.DataFrame:
    years = range(2000, 2011)
    rows = [
        (growth.COUNTRY, year, series, by_year.get(f"y{year}", 8.0), "published", "S1", "A")
        for year in years
        for series in (growth.LEADING, *growth.OTHERS)
    ]
    columns = ["country", "year", "series", "growth_pct", "value_type", "source_id", "grade"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize(("points", "supported"), [(1.0, True), (1.01, False), (-1.0, True), (-1.01, False)])
def test_around_is_one_point_in_the_figure_and_in_the_ledger(points: float, supported: bool) -> None:
    every = {f"y{year}": 8.0 + points for year in range(2000, 2011)}
    table = rates(**every)
    assert len(growth.around(growth.growth_by_year(table))) == (11 if supported else 0)
    verdict = inputs.call(economy.c02, {"gdp_growth": table}).verdict
    assert (verdict == "supported") is supported


def test_a_single_year_off_is_outside_around() -> None:
    frame = growth.growth_by_year(rates(y2001=9.0, y2002=9.1, y2003=7.0, y2004=6.9))
    assert sorted(set(frame["year"]) - set(growth.around(frame)["year"])) == [2002, 2004]


SPELLS = pd.DataFrame(
    [("KAZ", 1992, None), ("UZB", 1992, 1999), ("UZB", 2006, 2012), ("ARM", 2010, 2010)],
    columns=["country", "from_year", "to_year"],
).assign(source_id="S1", grade="B")


@pytest.mark.parametrize(
    ("year", "members"),
    [
        (1991, []),
        (1992, ["KAZ", "UZB"]),
        (1999, ["KAZ", "UZB"]),
        (2000, ["KAZ"]),
        (2006, ["KAZ", "UZB"]),
        (2010, ["ARM", "KAZ", "UZB"]),
        (2012, ["KAZ", "UZB"]),
        (2013, ["KAZ"]),
    ],
)
def test_first_and_last_year_of_a_spell_are_years_of_membership(year: int, members: list[str]) -> None:
    assert forces.members(SPELLS, year) == members
    assert sorted(forces.spells_in(SPELLS, year)["country"]) == members


@pytest.mark.parametrize(("last_year", "rank"), [(2010, 2), (2009, 1)])
def test_figure_and_ledger_count_the_same_members(last_year: int, rank: int) -> None:
    others = [("RUS", 1992, None), ("UZB", 1992, last_year)]
    spells = pd.DataFrame([("KAZ", 1992, None), *others], columns=["country", "from_year", "to_year"])
    spells = spells.assign(source_id="S1", grade="B")
    money = pd.DataFrame(
        [
            (country, year, measure, value)
            for year in (2009, 2010, 2024)
            for measure in (forces.SPENDING[0], "share_of_gdp")
            for country, value in (("RUS", 50.0), ("KAZ", 2.0))
        ],
        columns=["country", "year", "measure", "value"],
    ).assign(source_id="S1", grade="A")
    men = pd.DataFrame(
        [
            (country, year, series, count, count)
            for year, series in ((2010, forces.PERSONNEL[0]), (2025, forces.PERSONNEL[1]))
            for country, count in (("RUS", 50), ("KAZ", 70), ("UZB", 90))
        ],
        columns=["country", "year", "series", "persons_low", "persons_high"],
    ).assign(source_id="S1", grade="A")
    frame = forces.csto_ranks(money, men, spells)
    assert forces.of_kazakhstan(frame, "personnel", False)["best_rank"] == rank
    assert security.c17(spells, money, men).value_high == rank


def test_half_is_no_majority_and_no_minority() -> None:
    shares = pd.DataFrame(
        {"oblast": ["A", "B", "C"], "ethnic_group": "Kazakh", "share_pct": [50.1, 50.0, 49.9]}
    )
    assert people.without_majority(shares) == ["C", "B"]
    frame = pd.DataFrame({"republic": ["A", "B"], "year": 1989, "share_pct": [49.9, 50.0]})
    assert republics.minorities(frame, 1989) == ["A"]


def test_recent_begins_with_the_war_on_ukraine() -> None:
    assert (t.LAST_FULL_YEAR, t.RECENT_SINCE) == (2010, 2022)


PACKAGE = Path(kazbrief.__file__).parent
JUDGING = [*sorted((PACKAGE / "claims").glob("*.py")), PACKAGE / "check" / "orderings.py"]


def typed_limits(code: str) -> list[str]:
    """The comparisons with a number that is typed there; nought, one, hundred and years aside.

    How far a number may be from a word for it ("nine in ten"), ``abs(...) <= 2``, is no limit that others share.
    """

    def typed(node: ast.AST) -> bool:
        if isinstance(node, ast.BinOp):
            return isinstance(node.op, ast.Mult) and (typed(node.left) or typed(node.right))
        number = isinstance(node, ast.Constant) and isinstance(node.value, int | float)
        return number and node.value not in (0, 1, 100) and not 1900 <= node.value < 2100

    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Compare)
        and not ast.unparse(node.left).startswith("abs(")
        and any(map(typed, (node.left, *node.comparators)))
        and any(isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for op in node.ops)
    ]


@pytest.mark.parametrize("path", JUDGING, ids=lambda path: path.stem)
def test_what_judges_takes_its_limits_from_the_thresholds(path: Path) -> None:
    assert typed_limits(path.read_text("utf-8")) == []


def test_a_limit_typed_in_one_place_is_found() -> None:
    assert typed_limits("far = share >= 60.0 * factor and total > 1") == ["share >= 60.0 * factor"]
    assert typed_limits("minority = shares['Kazakh'][1989] < 55") == ["shares['Kazakh'][1989] < 55"]
    assert typed_limits("late = year >= 2022 or share < HALF_PCT") == []
