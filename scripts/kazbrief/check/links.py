"""Values, exhibits and sources: whatever the prose names must exist, and what exists must be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from kazbrief.check.prose import Prose
from kazbrief.errors import InputError
from kazbrief.formats import FORMATS, SIGNIFICANT_DIGITS, WHOLE_DIGITS
from kazbrief.paper.sources import Place, read_yaml

VARIABLES, NUMBERS = "_variables.yml", "figures/numbers.json"
_PROGRAM = "scripts/kazbrief/numbers.py"
_PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")


def values_of(project: Path) -> tuple[dict[str, str], dict[str, Place]]:
    """The texts of ``_variables.yml`` by ``group.name``, and the line of each.

    Raises
    ------
    InputError
        When the file is no valid YAML.
    """
    held = read_yaml(project / VARIABLES, project)
    texts = {f"{group}.{name}": str(text) for group, names in held.items() for name, text in names.items()}
    node = yaml.compose((project / VARIABLES).read_text("utf-8")) if held else None
    places = {
        f"{group.value}.{name.value}": Place(VARIABLES, name.start_mark.line + 1)
        for group, names in (node.value if node else ())
        for name, _ in names.value
    }
    return texts, places


def unknown_and_unused_values(prose: Prose, places: Mapping[str, Place]) -> list[InputError]:
    """Values that the prose asks for and no table gives, and values that no prose prints."""
    errors = [
        place.error(f"the unknown value {name}", f"a value of {VARIABLES}, or a new one in {_PROGRAM}")
        for name, place in prose.values
        if name not in places and name
    ]
    used = {name for name, _ in prose.values}
    return errors + [
        place.error(
            f"the value {name}, which no prose prints",
            f"prose that prints it, or its removal from {_PROGRAM}",
        )
        for name, place in places.items()
        if name not in used
    ]


def digits_beyond(text: str, grade: str) -> int:
    """The significant digits of the first number in a text that has more than its grade allows; 0 when none has.

    Zeros at the end of a whole number count for none.
    """
    for match in _PRINTED.finditer(text):
        whole = "." not in match[0]
        digits = match[0].replace(",", "").replace(".", "").lstrip("0")
        count = len(digits.rstrip("0") if whole else digits)
        if count > max(SIGNIFICANT_DIGITS[grade], WHOLE_DIGITS if whole else 0):
            return count
    return 0


def false_precision(
    records: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str], source: str
) -> list[InputError]:
    """Quantities that print more digits than the grade of their data allows, and values that two files print differently.

    Parameters
    ----------
    records, source
        The content of ``figures/numbers.json``, and its text for the lines.
    texts
        The values as ``_variables.yml`` has them.
    """
    lines = {
        match.group(1): source[: match.start()].count("\n") + 1
        for match in re.finditer(r'^  "([\w.]+)": ', source, re.MULTILINE)
    }
    errors = []
    for name in sorted(set(records) | set(texts)):
        place = Place(NUMBERS, lines.get(name, 1))
        record = records.get(name)
        if record is None or texts.get(name) != record["text"]:
            found = f"{name} as {record['text'] if record else 'nothing'}, in {VARIABLES} as {texts.get(name, 'nothing')}"
            errors.append(place.error(found, "the same in both; run kazbrief build"))
        elif record["unit"] in FORMATS:
            grade = record["grade"]
            if grade not in SIGNIFICANT_DIGITS:
                found = f"{name} ({record['text']}) without a grade"
                errors.append(place.error(found, f"A, B or C from its rows in {_PROGRAM}"))
            elif digits := digits_beyond(record["text"], grade):
                found = f"{name} as {record['text']}, {digits} significant digits from data of grade {grade}"
                expected = f"{SIGNIFICANT_DIGITS[grade]} at most: fewer decimals in {_PROGRAM}"
                errors.append(place.error(found, expected))
    return errors


def exhibits(
    prose: Prose, included: Iterable[tuple[str, Place]], evidence: Iterable[str]
) -> list[InputError]:
    """Labels that are referred to and stand nowhere, and figures and tables that nothing refers to.

    Parameters
    ----------
    included
        Labels of the parts that the paper includes, each with the place of the include.
    evidence
        Exhibits that the key judgements name.
    """
    labels = [*prose.labels, *included]
    known = {label for label, _ in labels}
    referred = {label for label, _ in prose.references} | set(evidence)
    errors = [
        place.error(
            f"a reference to @{label}, which stands nowhere", "a figure, table or section of the paper"
        )
        for label, place in prose.references
        if label not in known
    ]
    return errors + [
        place.error(f"{label}, to which no sentence refers", f"@{label} where the text speaks of it")
        for label, place in labels
        if label.startswith(("fig-", "tbl-")) and label not in referred
    ]


def bibliography_of(path: Path, name: str) -> dict[str, Place]:
    """The keys of a BibTeX file and their places."""
    text = path.read_text("utf-8")
    return {
        match.group(1): Place(name, text[: match.start()].count("\n") + 1)
        for match in re.finditer(
            r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,]+)\s*,", text, re.MULTILINE | re.IGNORECASE
        )
    }


def citations(prose: Prose, entries: Mapping[str, Place]) -> list[InputError]:
    """Citations without an entry, and entries that nothing cites."""
    cited = {key for key, _ in prose.citations}
    errors = [
        place.error(
            f"a citation of {key}, which has no entry", "a key of report/references.bib, or a new entry there"
        )
        for key, place in prose.citations
        if key not in entries
    ]
    return errors + [
        place.error(f"the source {key}, which nothing cites", f"[@{key}] where it is used, or no entry")
        for key, place in entries.items()
        if key not in cited
    ]
