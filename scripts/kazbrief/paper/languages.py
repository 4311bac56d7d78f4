"""The page's other languages: names from the table of units, texts from ``report/translations.yml``.

English is the master. A translation holds the pattern of the English sentence that it translates; what the built
sentence says at the pattern's fields goes into the translation, so that no number is written twice. A translation
whose pattern no longer fits its sentence, or a field that has no words in the language, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import yaml

from kazbrief.errors import InputError

# What the drawings name beside Kazakhstan's own units (ISO 3166-1).
COUNTRIES = (
    *("AM", "AZ", "BY", "CN", "EE", "GE", "IR", "KG", "KZ", "LT"),
    *("LV", "MD", "MN", "RU", "TJ", "TM", "TR", "UA", "UZ"),
)
_FIELD = re.compile(r"\\?\{(\w+)\\?\}")
# What a field may say: words, or a number or a span of numbers; never both, so that two fields can stand side by side.
_VALUE = r"[^\d]+?|[\d.,\u2013\u2212-]+(?: %)?"
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+\.\d+")
_VARIABLE = re.compile(r"\{\{<\s*var\s+(\w+)\.(\w+)\s*>\}\}")
_ITEM = re.compile(
    r"^- \*\*(?P<title>.+?)\.\*\* (?P<text>.*) \((?P<evidence>[^()]*@[^()]*)\)\. \[(?P<confidence>.*)\]\{\.confidence\}$",
    re.MULTILINE,
)
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^{}]*\}")


def read(text: str, name: str) -> dict[str, Any]:
    """The translations of a file, as plain data.

    Parameters
    ----------
    text, name
        What the file holds, and its path as messages show it.

    Raises
    ------
    InputError
        For broken YAML, or a missing part.
    """
    try:
        held = yaml.safe_load(text)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        raise InputError(name, f"broken YAML ({fault.problem})", "valid YAML", line=line) from None
    parts = ("translated_by", "languages", "abbreviated", "terms", "texts", "judgements")
    missing = [part for part in parts if not isinstance(held, dict) or part not in held]
    if missing:
        raise InputError(name, f"no {' and no '.join(missing)}", "the parts " + ", ".join(parts))
    return dict(held)


def names(
    units: pd.DataFrame, short: Mapping[str, str], language: str, abbreviated: Mapping[str, str]
) -> dict[str, str]:
    """What oblasts, cities and countries are called on the drawings, by their English names.

    Parameters
    ----------
    units
        The table ``units``: ``scheme``, ``unit``.
    short
        The short names of the units in the language.
    language
        kk or ru.
    abbreviated
        Names that are too long for a drawing, as they are customarily abbreviated.
    """
    from babel import Locale

    english, own = Locale("en").territories, Locale(language).territories
    called = {str(english[code]): str(own[code]) for code in COUNTRIES}
    called |= {name.upper(): other.upper() for name, other in called.items()}
    for unit in units[units["scheme"] == "2022"]["unit"]:
        called[unit] = abbreviated.get(unit, short[unit])
        if unit.endswith(" oblast"):
            # Maps drop the word where no city could be meant.
            called[unit.removesuffix(" oblast")] = called[unit]
    return called


def localised(value: str, words: Mapping[str, str]) -> str | None:
    """A value of an English sentence in another language; None when there is no word for a part of it."""
    if value in words:
        return words[value]
    number = _NUMBER.sub(lambda found: found[0].replace(",", "\u00a0").replace(".", ","), value)
    if not re.search(r"[A-Za-z]", number):
        return number
    for sign in (", ", " and "):
        if sign in value:
            parts = [localised(part, words) for part in value.split(sign)]
            if None in parts:
                return None
            joint = sign if sign == ", " else f" {words['and']} "
            return joint.join(part for part in parts if part is not None)
    return None


def filled(english: str, entry: Mapping[str, str], language: str, words: Mapping[str, str]) -> str | None:
    """A translation with what the English sentence says at the fields; None when it doesn't translate that sentence."""
    seen: set[str] = set()

    def group(field: re.Match[str]) -> str:
        again = field[1] in seen
        seen.add(field[1])
        return f"(?P={field[1]})" if again else f"(?P<{field[1]}>{_VALUE})"

    pattern = _FIELD.sub(group, re.escape(_plain(entry["en"])))
    match = re.fullmatch(pattern, _plain(english))
    if match is None:
        return None
    values = {name: localised(value, words) for name, value in match.groupdict().items()}
    if None in values.values():
        return None
    told = _FIELD.sub(lambda field: values[field[1]] or "", _plain(entry[language]))
    return told.replace(" %", "\u00a0%")


def _plain(text: str) -> str:
    """Text with single blanks; a blank that doesn't break counts as a blank."""
    return " ".join(text.split())


def judgements(box: str, variables: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, str, str]]:
    """The key judgements of the box: by title, its text, its confidence and its evidence, in plain words."""

    def value(found: re.Match[str]) -> str:
        return str(variables[found[1]][found[2]])

    plain = _VARIABLE.sub(value, box)
    return {
        item["title"]: (_SPAN.sub(r"\1", item["text"]), item["confidence"], item["evidence"])
        for item in _ITEM.finditer(plain)
    }


def page(
    translations: Mapping[str, Any],
    called: Mapping[str, Mapping[str, str]],
    full: Mapping[str, Mapping[str, str]],
    findings: Mapping[str, str],
    said: Mapping[str, tuple[str, str, str]],
) -> dict[str, Any]:
    """What the page's script needs to show the page in other languages.

    Parameters
    ----------
    translations
        See :func:`read`.
    called, full
        By language, the names on drawings (:func:`names`) and the full names for sentences.
    findings
        The English finding of each exhibit.
    said
        The key judgements (:func:`judgements`).

    Returns
    -------
    dict
        ``name`` of the master language, and ``languages``: by code ``name``, ``mark``, ``notice``, ``names`` and ``full``
        (names on drawings and elsewhere), ``terms`` and ``texts`` (HTML; ``{fig-id}`` stands for a reference).
    """
    languages = {}
    for code, words in translations["languages"].items():
        terms = {term: entry[code] for term, entry in translations["terms"].items()}
        known = {**called[code], **full[code], **terms}
        texts = {}
        for exhibit, entry in translations["texts"].items():
            text = filled(findings.get(exhibit, ""), entry, code, known)
            if text is not None:
                texts[exhibit] = escape(text, quote=False) + "."
        for title, entry in translations["judgements"].items():
            text, confidence, evidence = said.get(title, ("", "", ""))
            judged = filled(f"{text}. {confidence}", entry, code, known)
            if judged is not None:
                references = re.sub(
                    r"@((?:fig|tbl)-[\w-]+)", r"{\1}", re.sub(r"\bclaims? ", "", evidence)
                ).replace(" and ", f" {terms['and']} ")
                texts[f"{title}."] = (
                    f"<strong>{escape(entry['title'][code])}.</strong> {escape(judged, quote=False)} ({references})"
                )
        languages[code] = {
            **words,
            "names": dict(called[code]),
            "full": dict(full[code]),
            "terms": terms,
            "texts": texts,
        }
    return {"name": "English", "translated_by": translations["translated_by"], "languages": languages}
