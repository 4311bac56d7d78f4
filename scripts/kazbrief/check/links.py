"""Values, exhibits and sources: whatever the prose names must exist, and what exists must be named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kazbrief import files, yaml_file
from kazbrief.check.prose import Names
from kazbrief.errors import InputError
from kazbrief.formats import FORMATS, SIGNIFICANT_DIGITS, WHOLE_DIGITS
from kazbrief.paper.sources import Place, read_text

VARIABLES, NUMBERS = "_variables.yml", "figures/numbers.json"
_PROGRAM = "scripts/kazbrief/numbers.py"
_PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ENTRY = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^\s,]+)\s*,", re.MULTILINE | re.IGNORECASE)

WORDINGS = {
    "values": (
        ("the unknown value {}", f"a value of {VARIABLES}, or a new one in {_PROGRAM}"),
        ("the value {}, which no prose prints", f"prose that prints it, or its removal from {_PROGRAM}"),
    ),
    "exhibits": (
        ("a reference to @{}, which stands nowhere", "a figure, table or section of the paper"),
        ("{}, to which no sentence refers", "@{} where the text speaks of it"),
    ),
    "citations": (
        ("a citation of {}, which has no entry", "a key of report/references.bib, or a new entry there"),
        ("the source {}, which nothing cites", "[@{}] where it is used, or no entry"),
    ),
}
"""Of each kind of name, what is found and expected when it is asked for but missing, and when it is there but unused."""


def unmatched(
    kind: str, asked: Names, held: Names, *, optional: Sequence[tuple[str, Place]] = ()
) -> list[InputError]:
    """Names that are asked for but missing, and names that are held but unused.

    Parameters
    ----------
    kind
        One of `WORDINGS`.
    asked, held, optional
        Names that the prose asks for, those that there are, and those that there are and that need no use.
    """
    missing, unused = WORDINGS[kind]

    def errors(names: Names, others: Names, found: str, expected: str) -> list[InputError]:
        there = {name for name, _ in others}
        return [
            place.error(found.format(name), expected.format(name))
            for name, place in names
            if name not in there
        ]

    return errors(asked, [*held, *optional], *missing) + errors(held, asked, *unused)


def values_of(project: Path) -> dict[str, tuple[str, Place]]:
    """The values of ``_variables.yml`` by ``group.name``: text and line.

    Raises
    ------
    InputError
        When the file is no valid YAML or not UTF-8.
    """
    path = project / VARIABLES
    text = read_text(path, project) if path.exists() else ""
    return {
        ".".join(words): (value, Place(VARIABLES, line))
        for words, value, line in yaml_file.texts(text, VARIABLES)
    }


def bibliography_of(path: Path, name: str) -> Names:
    """The keys of a BibTeX file and their places; messages call it ``name``."""
    text = files.decoded(path.read_bytes(), name)
    return [
        (match[1], Place(name, text.count("\n", 0, match.start(1)) + 1)) for match in _ENTRY.finditer(text)
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


def rounded_away(text: str, raw: Any) -> bool:
    """Whether a text prints noughts alone of what is none."""
    printed = [float(number.replace(",", "")) for number in _PRINTED.findall(text)]
    return bool(printed) and not any(printed) and any(raw if isinstance(raw, list) else [raw])


def false_precision(record: str, texts: Mapping[str, str]) -> list[InputError]:
    """Quantities that print more digits than the grade of their data allows, or none, and values that two files print differently.

    Parameters
    ----------
    record
        The text of ``figures/numbers.json``.
    texts
        The values as ``_variables.yml`` has them.
    """
    values: Mapping[str, Mapping[str, Any]] = json.loads(record)
    lines = {
        match[1]: record.count("\n", 0, match.start()) + 1
        for match in re.finditer(r'^  "([\w.]+)": ', record, re.MULTILINE)
    }
    errors = []
    for name in sorted({*values, *texts}):
        value = values.get(name, {"text": "nothing", "unit": ""})
        text, grade = value["text"], value.get("grade", "")
        if text != texts.get(name, "nothing"):
            found = f"{name} as {text}, in {VARIABLES} as {texts.get(name, 'nothing')}"
            expected = "the same in both; run kazbrief build"
        elif value["unit"] in FORMATS and grade not in SIGNIFICANT_DIGITS:
            found, expected = f"{name} ({text}) without a grade", f"A, B or C from its rows in {_PROGRAM}"
        elif value["unit"] in FORMATS and (digits := digits_beyond(text, grade)):
            found = f"{name} as {text}, {digits} significant digits from data of grade {grade}"
            expected = f"{SIGNIFICANT_DIGITS[grade]} at most: fewer decimals in {_PROGRAM}"
        elif value["unit"] in FORMATS and rounded_away(text, value["raw"]):
            found, expected = f"{name} as {text}, of {value['raw']}", f"more decimals in {_PROGRAM}"
        else:
            continue
        errors.append(Place(NUMBERS, lines.get(name, 1)).error(found, expected))
    return errors
