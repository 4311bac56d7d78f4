"""How to cite an exhibit: BibTeX, RIS, CSL-JSON, and running text in three styles.

Everything comes from the exhibit's record, so that a record of an earlier edition is cited as that edition.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from kazbrief import edition
from kazbrief.errors import KazbriefError
from kazbrief.exhibits import CITATIONS, is_table

Record = Mapping[str, Any]

# The style of the citation that a file holds, by its ending; the other styles are text to copy.
OF_ENDING = dict(zip(CITATIONS, ("bibtex", "ris", "csl", "plain"), strict=True))

# What BibTeX reads as a command, written so that it prints as itself.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "%": r"\%",
        "&": r"\&",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\u00a0": "~",
    }
)
# Quotation marks inside a quotation.
_SINGLE = str.maketrans("\u201c\u201d", "\u2018\u2019")
_RIS = {
    "TY": "{medium}",
    "AU": "{body},",  # the comma keeps the name of a body whole
    "TI": "{title}",
    "T2": "{series}",
    "PY": "{date.year}",
    "DA": "{date:%Y/%m/%d}",
    "ET": "{edition}",
    "PB": "{series}",
    "ID": "{key}",
    "AN": "{identifier}",
    "LA": "en",
    "N1": "{kind} {id}. {licence}, {licence_url}",
    "ER": "",
}
# In the manner of the APA's manual (7th edition) and of the Chicago Manual of Style (author and date), and for a slide.
_RUNNING = {
    "apa": "{body}. ({date.year}). {title} [{kind} {id}]. {series}, edition {edition}. {licence}.",
    "chicago": "{body}. {date.year}. \u201c{quoted}.\u201d {kind} {id}, {series}, edition {edition}, "
    "{date.day} {date:%B %Y}. {licence}.",
    "plain": "{body} ({date.year}). {title}. Exhibit {id}, {series}, edition {edition}. {licence}.",
}


def identifier(record: Record) -> str:
    """The name that stays: series, edition and id."""
    return f"{edition.SERIES}-{record['edition']}/{record['id']}"


def _facts(record: Record) -> dict[str, Any]:
    """What a citation says, by the names that the templates use."""
    table = is_table(record["id"])
    return {
        "id": record["id"],
        "key": identifier(record).replace("/", "-"),
        "identifier": identifier(record),
        "kind": "Table" if table else "Figure",
        "medium": "DATA" if table else "FIGURE",
        "body": record["creator"],
        "title": record["finding"],
        "quoted": record["finding"].translate(_SINGLE),
        "series": edition.SERIES,
        "edition": record["edition"],
        "date": dt.date.fromisoformat(record["date"]),
        "licence": record["licence"]["name"],
        "licence_url": record["licence"]["url"],
    }


def bibtex(record: Record) -> str:
    """A BibTeX entry; the title's capitals are kept, the author is a body and no person."""
    facts = _facts(record)
    own = {name: str(fact).translate(_LATEX) for name, fact in facts.items()}
    fields = {
        "author": f"{{{{{own['body']}}}}}",
        "title": f"{{{{{own['title']}}}}}",
        "year": f"{{{facts['date'].year}}}",
        "month": f"{facts['date']:%b}".lower(),  # a macro of BibTeX, without braces
        "howpublished": "{{{kind} {id}, {series}, edition {edition}}}".format(**own),
        "note": "{{{licence}, {identifier}}}".format(**own),
    }
    lines = [f"  {name:<12} = {text}," for name, text in fields.items()]
    return "\n".join([f"@misc{{{facts['key']},", *lines, "}", ""])


def ris(record: Record) -> str:
    """An entry of the RIS format (figure or data set)."""
    facts = _facts(record)
    lines = (f"{tag}  - {' '.join(text.format(**facts).split())}" for tag, text in _RIS.items())
    return "\n".join(lines) + "\n"


def csl(record: Record) -> str:
    """A list of one item of CSL-JSON (input schema 1.0.2)."""
    facts = _facts(record)
    date = facts["date"]
    item = {
        "id": facts["key"],
        "type": "dataset" if is_table(record["id"]) else "graphic",
        "title": facts["title"],
        "author": [{"literal": facts["body"]}],
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "container-title": edition.SERIES,
        "publisher": edition.SERIES,
        "edition": facts["edition"],
        "genre": facts["kind"],
        "number": facts["id"],
        "archive_location": facts["identifier"],
        "language": "en",
        "note": "{licence}, {licence_url}".format(**facts),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


STYLES: dict[str, Callable[[Record], str]] = {"bibtex": bibtex, "ris": ris, "csl": csl}
NAMES = (*STYLES, *_RUNNING)


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
    if style in _RUNNING:
        return _RUNNING[style].format(**_facts(record))
    if style not in STYLES:
        raise KazbriefError(f"there is no citation style {style!r}: the styles are {', '.join(NAMES)}")
    return STYLES[style](record)
