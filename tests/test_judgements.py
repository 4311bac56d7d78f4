"""Judgements: a fault is one sentence with its line; the parts of the paper say what the file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from kazbrief import judgements
from kazbrief.errors import KazbriefError

ENTRY = """- id: {id}
  title: Oil
  text: The share is {{{{< var oil.now >}}}}{more}.
  so_what: a stop is felt at once
  likelihood: {likelihood}
  confidence:
    - level: {level}
      scope: since 2022
      reason: {reason}
  evidence: [{evidence}]
  would_change: A line that avoids Russia.
"""
KNOWN = {"fig-oil-share", "tbl-claims", "C48", "C14"}


def entry(**changes: str) -> str:
    usual = {
        "id": "oil",
        "more": "",
        "likelihood": "none",
        "level": "high",
        "reason": "published by route.",
        "evidence": "fig-oil-share, C48",
    }
    return ENTRY.format(**{**usual, **changes})


def read(tmp_path: Path, *entries: str) -> list[judgements.Judgement]:
    path = tmp_path / "judgements.yml"
    path.write_text("".join(entries), "utf-8")
    return judgements.read(path, "report/judgements.yml", KNOWN)


def three(**changes: str) -> tuple[str, str, str]:
    return entry(id="one"), entry(id="two"), entry(**{"id": "three", **changes})


FAULTS = {
    "unknown evidence": (
        {"evidence": "fig-nothing"},
        ":32: found the evidence fig-nothing, which doesn't exist",
    ),
    "a level of its own": ({"level": "medium"}, ":29: found the confidence medium, expected one of high"),
    "a word off the ladder": ({"likelihood": "probable"}, ":27: found the likelihood probable"),
    "a word that the text lacks": (
        {"likelihood": "likely"},
        ":27: found the likelihood likely, which the text",
    ),
    "another word in the text": (
        {"likelihood": "unlikely", "more": " and likely to stay"},
        ":27: found the likelihood unlikely for a text that says “likely”",
    ),
    "a word in the text, none named": (
        {"more": " and very likely to stay"},
        ":27: found the likelihood none for a text that says “very likely”",
    ),
    "likelihood in a reason": (
        {"reason": "it is likely so"},
        ":29: found likelihood (“likely”) in a statement",
    ),
    "an id twice": ({"id": "one"}, ":23: found the id one twice"),
    "an id with a space": ({"id": "the one"}, ":23: found the id the one"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_one_sentence_with_its_line(tmp_path: Path, case: str) -> None:
    changes, message = FAULTS[case]
    with pytest.raises(KazbriefError) as fault:
        read(tmp_path, *three(**changes))
    assert str(fault.value).startswith("report/judgements.yml" + message)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(), "1: found 1 judgements, expected a list of 3 to 6"),
        ("oil: yes\n", "1: found a mapping at the top of the YAML, expected a list"),
        ("- [broken\n", "broken YAML"),
        (entry(id="a") + entry(id="b") + entry(id="c").replace("  title: Oil\n", ""), "found no title"),
        (entry(id="a") + entry(id="b") + entry(id="c") + "  colour: red\n", ":34: found the word 'colour'"),
        (
            entry(id="a")
            + entry(id="b")
            + entry(id="c")
            .replace("\n    - level: high", " high #")
            .replace("\n      scope: since 2022\n      reason: published by route.", ""),
            ":28: found 'high', expected a list",
        ),
    ],
)
def test_a_broken_file_is_told(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=r"report/judgements\.yml") as fault:
        read(tmp_path, text)
    assert message in str(fault.value)


def test_the_box_and_the_list(tmp_path: Path) -> None:
    found = read(tmp_path, *three(likelihood="very likely", more=" and very likely to stay"))
    box = judgements.box(found).splitlines()
    assert box[0] == "::: {.key-judgements}" and box[-1] == ":::"
    assert box[-2] == (
        "- **Oil.** The share is {{< var oil.now >}} and very likely to stay (@fig-oil-share; claim C48). "
        "[So what: a stop is felt at once.]{.so-what} "
        "[High confidence since 2022: published by route.]{.confidence}"
    )
    assert judgements.mind(found).splitlines() == ["- **Oil.** A line that avoids Russia."] * 3
