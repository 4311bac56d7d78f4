"""How to cite an exhibit: BibTeX, RIS, CSL-JSON, and running text in three styles.

Everything comes from the exhibit's record, so that a record of an earlier edition is cited as that edition.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from kazbrief import edition, yaml_file
from kazbrief.errors import KazbriefError, nearest
from kazbrief.exhibits.register import CITATIONS, FORMS, is_table
from kazbrief.formats import capital

Record = Mapping[str, Any]

STYLES = ("bibtex", "ris", "csl", "apa", "chicago", "plain")
# The style of the citation that a file holds, by its ending; the other styles are text to copy.
OF_ENDING = dict(zip(CITATIONS, ("bibtex", "ris", "csl", "plain"), strict=True))

# What BibTeX reads as a command, written so that it prints as itself.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\u00a0": "~",
        **{sign: f"\\{sign}" for sign in "{}%&#$_"},
    }
)
# Quotation marks inside a quotation.
_SINGLE = str.maketrans("\u201c\u201d", "\u2018\u2019")


def identifier(record: Record) -> str:
    """The name that stays: series, edition and id."""
    return f"{edition.SERIES}-{record['edition']}/{record['id']}"


def facts(record: Record) -> dict[str, Any]:
    """What a record says of an exhibit's name, makers and terms, by the names that the forms use."""
    table = is_table(record["id"])
    date = dt.date.fromisoformat(record["date"])
    return {
        **{name: record[name] for name in ("id", "finding", "creator", "edition")},
        "key": identifier(record).replace("/", "-"),
        "identifier": identifier(record),
        "series": edition.SERIES,
        "kind": "Table" if table else "Figure",
        "medium": "DATA" if table else "FIGURE",
        "csl_type": "dataset" if table else "graphic",
        "quoted": record["finding"].translate(_SINGLE),
        "date": date,
        "date_parts": [date.year, date.month, date.day],
        "body": capital(record["creator"]),
        "doi": edition.DOI,
        "address": edition.address(),
        "at": f" {edition.address()}" if edition.address() else "",
        "licence": record["licence"]["name"],
        "licence_url": record["licence"]["url"],
    }


def form(name: str) -> Any:
    """One of the forms of ``forms.yml``."""
    return _forms()[name]


@functools.cache
def _forms() -> Any:
    return yaml_file.read(FORMS)


def filled(part: Any, known: Mapping[str, Any]) -> Any:
    """A form, or a part of one, with the facts that it names; an entry whose fact is empty is left out."""
    if isinstance(part, dict):
        entries = {name: filled(value, known) for name, value in part.items()}
        return {name: value for name, value in entries.items() if value != "" or part[name] == ""}
    if isinstance(part, list):
        return [filled(value, known) for value in part]
    alone = re.fullmatch(r"\{(\w+)\}", part)
    return known[alone[1]] if alone else part.format(**known)


def bibtex(record: Record) -> str:
    """A BibTeX entry; the title's capitals are kept, the author is a body and no person."""
    known = facts(record)
    own = {name: str(fact).translate(_LATEX) for name, fact in known.items()}
    fields = {
        "author": f"{{{{{own['creator']}}}}}",
        "title": f"{{{{{own['finding']}}}}}",
        "year": f"{{{known['date'].year}}}",
        "month": f"{known['date']:%b}".lower(),  # a macro of BibTeX, without braces
        "howpublished": "{{{kind} {id}, {series}, edition {edition}}}".format(**own),
        "note": "{{{licence}, {identifier}}}".format(**own),
        # Addresses are set by packages that take them as they are.
        **({"doi": f"{{{known['doi']}}}"} if known["doi"] else {}),
        **({"url": f"{{{known['address']}}}"} if known["address"] else {}),
    }
    lines = [f"  {name:<12} = {text}," for name, text in fields.items()]
    return "\n".join([f"@misc{{{known['key']},", *lines, "}", ""])


def files(record: Record) -> dict[str, str]:
    """The citation files of an exhibit: ending to content."""
    return {ending: cite(record, style).rstrip("\n") + "\n" for ending, style in OF_ENDING.items()}


def cite(record: Record, style: str = "plain") -> str:
    """The citation of an exhibit.

    Parameters
    ----------
    record
        The exhibit's record, as in ``figures/<id>.json``: ``id``, ``finding``, ``creator``, ``edition``, ``date``
        and ``licence`` (name, url).
    style
        bibtex, ris, csl (CSL-JSON), apa, chicago or plain.

    Raises
    ------
    KazbriefError
        For another style; the message lists those that there are.
    """
    if style not in STYLES:
        styles = f"the styles are {', '.join(STYLES)}{nearest(style, STYLES)}"
        raise KazbriefError(f"there is no citation style {style!r}: {styles}")
    if style == "bibtex":
        return bibtex(record)
    content = filled(form(style), facts(record))
    if style == "ris":
        return "".join(f"{tag}  - {' '.join(str(text).split())}\n" for tag, text in content.items())
    if style == "csl":
        return json.dumps([content], ensure_ascii=False, indent=2) + "\n"
    return str(content)
