"""Planted faults of each kind are found at their line; what the rules let pass is let pass."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kazbrief import check, inputs
from kazbrief.check import orderings
from kazbrief.errors import InputError, KazbriefError
from kazbrief.tables import catalogue

LAST = "report/briefing.qmd:12: "

FAULTS = {
    "a bare number": ("It is 45 km long.", "the bare number 45"),
    "a number with a thousands comma": ("It is 7,598 km long.", "the bare number 7,598"),
    "a year-like quantity": ("It held 2000 people.", "the bare number 2000"),
    "a number in a heading": ("## A border of 6,000 km", "the bare number 6,000"),
    "a number in a table cell": ("| Aktau | 12 |", "the bare number 12"),
    "a number in an alternative text": (
        '![As @fig-own has it](x.svg){#fig-own fig-alt="It shows 14 bars."}',
        "the bare number 14",
    ),
    "a number in a long quotation": ("“" + "word " * 30 + "45”, it said.", "the bare number 45"),
    "a counting word": ("It has five oblasts.", "the number word “five”"),
    "a fraction in words": ("It holds half of them.", "the number word “half of”"),
    "a superlative": ("It is the largest supplier.", "the superlative “largest”"),
    "most": ("Most of it crosses Russia.", "the superlative “Most”"),
    "a rank": ("It is second in the alliance.", "the rank “second in”"),
    "a first time": ("It was the first exercise.", "the rank “first”"),
    "a comparison": ("It is longer than the other.", "the comparison “than”"),
    "more than half": ("They are more than half.", "the comparison “than”"),
    "a majority": ("They are a majority.", "the share “majority”"),
    "nearly all": ("Nearly all oil goes there.", "the share “Nearly all”"),
    "a direction": ("Exports fell.", "the direction “fell”"),
    "an ordering outside its span": (
        '[It]{.checked by="oil-cpc-over-half"} is the largest.',
        "the superlative “largest”",
    ),
    "an unknown check": ('It [rose]{.checked by="oil-sank"}.', "the unknown check oil-sank"),
    "an unknown claim": ('It [rose]{.checked by="C99"}.', "the unknown claim C99"),
    "a span without an id": ("It [rose]{.checked}.", "a .checked span without by="),
    "a source that the sentence doesn't cite": (
        'It [rose]{.checked by="@source2010"}.',
        "by=@source2010 in a sentence that doesn't cite it",
    ),
    "a likelihood off the ladder": ("It will probably stay.", "“probably”, which is not on the ladder"),
    "a stretched rung": ("It is highly likely.", "“highly likely”, which is not on the ladder"),
    "likelihood with confidence": (
        "With high confidence it is very likely to stay.",
        "likelihood (“very likely”) and confidence in one sentence",
    ),
    "an own level of confidence": (
        "We have medium confidence.",
        "the level of confidence “medium confidence”",
    ),
    "an unknown value": ("It is {{< var oil.nothing >}}.", "the unknown value oil.nothing"),
    "a citation without an entry": (
        "It is so [@nobody1900].",
        "a citation of nobody1900, which has no entry",
    ),
    "a reference to nothing": ("See @fig-nothing.", "a reference to @fig-nothing, which stands nowhere"),
    "a figure never referred to": (
        '![Finding](x.svg){#fig-lonely fig-alt="Bars."}',
        "fig-lonely, to which no sentence refers",
    ),
}

PASSING = [
    "From 2009 to 2013, in the 1990s and in 2010/11 it stood, as on 20 July 2011 and on 2011-07-20.",
    "See page 12, sections 3 and 4, and article 5 of the treaty.",
    "“A 6,000 km-long border and the largest of all”, it said.",
    "The S-300 stands there under ISO 3166 and CC BY 4.0; `echo 12`.",
    "The two countries signed it in five-year steps, at least once, with one sentence.",
    "It lies in the west, of interest to the rest, by the latest request.",
    "It is {{< var oil.share >}} there, rather than elsewhere.",
    "The largest flow has the smallest cut.",
    "1. An item of a list",
    "It is very likely to stay. We have high confidence in that.",
    'The source calls it [the largest]{.checked by="@source2010"} [@source2010].',
    'Our [first and largest]{.checked by="text C17"} word.',
    "<!-- 45 was the largest -->It is so.",
]


@pytest.mark.parametrize("case", FAULTS)
def test_a_planted_fault_is_found_at_its_line(findings_of: Callable[[str], list[str]], case: str) -> None:
    paragraph, found = FAULTS[case]
    findings = findings_of(paragraph)
    assert len(findings) == 1, findings
    assert findings[0].startswith(LAST + "found " + found)
    assert ", expected " in findings[0]


@pytest.mark.parametrize("paragraph", PASSING)
def test_what_the_rules_allow_passes(findings_of: Callable[[str], list[str]], paragraph: str) -> None:
    assert findings_of(paragraph) == []


def test_lines_are_those_of_a_wrapped_paragraph(findings_of: Callable[[str], list[str]]) -> None:
    findings = findings_of("It is a line\nthat goes on, and\nis 45 km long. It\nrose.")
    assert [finding.split(": ")[0] for finding in findings] == [
        "report/briefing.qmd:14",
        "report/briefing.qmd:15",
    ]


def test_a_title_is_backed_by_the_front_matter(paper: Path) -> None:
    path = paper / "report" / "briefing.qmd"
    text = path.read_text("utf-8").replace("A border", "More oil than then")
    path.write_text(text, "utf-8")
    (finding,) = check.run(paper).findings
    assert str(finding).startswith("report/briefing.qmd:2: found the comparison “than”")
    path.write_text(text.replace("bibliography:", "checked-by: oil-cpc-over-half\nbibliography:"), "utf-8")
    assert check.run(paper).findings == ()


def test_an_ordering_that_no_longer_holds_fails_where_it_is_said(paper: Path) -> None:
    path = paper / "data" / "clean" / "oil_exports.csv"
    lines = path.read_text("utf-8").splitlines()
    latest = [line for line in lines if line.startswith("2025,year,cpc,")]
    assert latest
    shrunk = [
        ",".join([*line.split(",")[:4], "1.0", *line.split(",")[5:]]) if line in latest else line
        for line in lines
    ]
    path.write_text("\n".join(shrunk) + "\n", "utf-8")
    (finding,) = check.run(paper).findings
    assert str(finding).startswith("report/briefing.qmd:8: found the check oil-cpc-over-half, which fails")


def test_an_unused_value_is_found(paper: Path) -> None:
    record = json.loads((paper / "figures" / "numbers.json").read_text("utf-8"))
    record["oil.idle"] = {**record["oil.share"], "text": "3"}
    (paper / "figures" / "numbers.json").write_text(json.dumps(record, indent=2), "utf-8")
    (paper / "_variables.yml").write_text("oil:\n  share: 66\u00a0%\n  idle: 3\n", "utf-8")
    assert [str(finding) for finding in check.run(paper).findings] == [
        "_variables.yml:3: found the value oil.idle, which no prose prints, expected prose that prints it, "
        "or its removal from scripts/kazbrief/numbers.py"
    ]


@pytest.mark.parametrize(
    ("text", "grade", "found"),
    [
        ("66.31\u00a0%", "B", "4 significant digits"),
        ("66.3\u00a0%", "C", "3 significant digits"),
        ("1,449\u00a0km", "C", "4 significant digits"),
        ("66\u00a0%", "", "without a grade"),
        ("0\u00a0Mt", "C", "0\u00a0Mt, of 1"),
        ("0–0.0\u00a0Mt", "C", "of 1, expected more decimals"),
    ],
)
def test_false_precision_is_found(paper: Path, text: str, grade: str, found: str) -> None:
    write_value(paper, text, grade)
    (finding,) = check.run(paper).findings
    assert str(finding).startswith("figures/numbers.json:2: ") and found in str(finding)


@pytest.mark.parametrize(
    ("text", "grade"),
    [("66.3\u00a0%", "B"), ("1,450\u00a0km", "C"), ("997\u00a0km", "C"), ("7,598\u00a0km", "A")],
)
def test_fair_precision_passes(paper: Path, text: str, grade: str) -> None:
    write_value(paper, text, grade)
    assert check.run(paper).findings == ()


def write_value(paper: Path, text: str, grade: str) -> None:
    record = {"raw": 1, "text": text, "unit": "km", "grade": grade, "tables": []}
    (paper / "figures" / "numbers.json").write_text(json.dumps({"oil.share": record}, indent=2), "utf-8")
    (paper / "_variables.yml").write_text(f"oil:\n  share: {text}\n", "utf-8")


def test_a_value_edited_by_hand_is_found(paper: Path) -> None:
    (paper / "_variables.yml").write_text("oil:\n  share: 99\u00a0%\n", "utf-8")
    (finding,) = check.run(paper).findings
    assert "in _variables.yml as 99\u00a0%" in str(finding)


def test_a_source_that_nothing_cites_is_found(paper: Path) -> None:
    with (paper / "report" / "references.bib").open("a") as file:
        file.write("@book{idle1999,\n title = {Idle}\n}\n")
    (finding,) = check.run(paper).findings
    assert str(finding).startswith("report/references.bib:4: found the source idle1999, which nothing cites")


def test_judgements_are_prose_too(paper: Path) -> None:
    entries = [
        f"- id: j{number}\n  title: One\n  text: >-\n    {text}\n  so_what: It is felt.\n  likelihood: none\n  confidence:\n    - level: high\n"
        "      reason: read whole\n  evidence: [fig-oil]\n  would_change: Nothing known.\n"
        for number, text in enumerate(["It is so.", "It is 45.", "It is so."])
    ]
    (paper / "report" / "judgements.yml").write_text("".join(entries), "utf-8")
    (finding,) = check.run(paper).findings
    assert str(finding).startswith("report/judgements.yml:14: found the bare number 45")


def test_it_says_how_much_it_looked_at(paper: Path) -> None:
    looked_at = check.run(paper).looked_at
    once = dict.fromkeys(("files", "values", "exhibits", "citations", "orderings"), 1)
    assert looked_at == {**once, "sentences": 3, "numbers": 2}


@pytest.mark.parametrize("missing", ["report/briefing.qmd", "_variables.yml", "report/_built/fig-oil.qmd"])
def test_nothing_to_look_at_is_an_error(paper: Path, missing: str) -> None:
    (paper / missing).unlink()
    with pytest.raises(KazbriefError, match=r"found no .* to look at .*nothing was checked"):
        check.run(paper)


def test_every_ordering_has_a_sentence_and_tables() -> None:
    for path in orderings.checks().values():
        assert inputs.checked(path, catalogue.names())[0], path
        assert len(str(inputs.load(path).__doc__).split()) > 5, path


@pytest.mark.parametrize(
    "name", ["report/_built/fig-oil.qmd", "report/briefing.qmd", "report/references.bib", "_variables.yml"]
)
def test_a_file_that_is_not_utf_8_is_told_with_its_line(paper: Path, name: str) -> None:
    path = paper / name
    path.write_bytes(path.read_bytes() + b"# \xf6\n")
    with pytest.raises(InputError, match=rf"{name}:\d+: found the byte 0xf6, expected UTF-8 text"):
        check.run(paper)
