"""How to cite an exhibit: BibTeX, RIS, CSL-JSON, and running text in three styles.

Everything comes from the exhibit's record, so that a record of an earlier edition is cited as that edition.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from kazbrief import edition
from kazbrief.errors import KazbriefError
from kazbrief.exhibits import CITATIONS

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


def is_table(record: Record) -> bool:
    """Whether an exhibit is a table and no picture."""
    return str(record["id"]).startswith("tbl-")


def identifier(record: Record) -> str:
    """The name that stays: series, edition and id."""
    return f"{edition.SERIES}-{record['edition']}/{record['id']}"


def _date(record: Record) -> dt.date:
    return dt.date.fromisoformat(record["date"])


def _long_date(record: Record) -> str:
    date = _date(record)
    return f"{date.day} {date:%B %Y}"


def _kind(record: Record) -> str:
    return "Table" if is_table(record) else "Figure"


def _key(record: Record) -> str:
    return f"{edition.SERIES}-{record['edition']}-{record['id']}"


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def bibtex(record: Record) -> str:
    """A BibTeX entry; the title's capitals are kept, the author is a body and no person."""
    date = _date(record)
    fields = {
        "author": f"{{{_latex(record['creator'])}}}",
        "title": f"{{{_latex(record['finding'])}}}",
        "year": str(date.year),
        "month": f"{date:%b}".lower(),
        "howpublished": _latex(
            f"{_kind(record)} {record['id']}, {edition.SERIES}, edition {record['edition']}"
        ),
        "note": _latex(f"{record['licence']['name']}, {identifier(record)}"),
    }
    # A month is a macro of BibTeX and has no braces.
    lines = [
        f"  {name:<12} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items()
    ]
    return "\n".join([f"@misc{{{_key(record)},", *lines, "}", ""])


def ris(record: Record) -> str:
    """An entry of the RIS format (figure or data set)."""
    date = _date(record)
    fields = [
        ("TY", "DATA" if is_table(record) else "FIGURE"),
        ("AU", f"{record['creator']},"),  # the comma keeps the name of a body whole
        ("TI", record["finding"]),
        ("T2", edition.SERIES),
        ("PY", str(date.year)),
        ("DA", f"{date:%Y/%m/%d}"),
        ("ET", record["edition"]),
        ("PB", edition.SERIES),
        ("ID", _key(record)),
        ("AN", identifier(record)),
        ("LA", "en"),
        ("N1", f"{_kind(record)} {record['id']}. {record['licence']['name']}, {record['licence']['url']}"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {_one_line(value)}" for tag, value in fields) + "\n"


def csl(record: Record) -> str:
    """A list of one item of CSL-JSON (input schema 1.0.2)."""
    date = _date(record)
    item = {
        "id": _key(record),
        "type": "dataset" if is_table(record) else "graphic",
        "title": record["finding"],
        "author": [{"literal": record["creator"]}],
        "issued": {"date-parts": [[date.year, date.month, date.day]]},
        "container-title": edition.SERIES,
        "publisher": edition.SERIES,
        "edition": record["edition"],
        "genre": _kind(record),
        "number": record["id"],
        "archive_location": identifier(record),
        "language": "en",
        "note": f"{record['licence']['name']}, {record['licence']['url']}",
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def apa(record: Record) -> str:
    """A reference in the manner of the APA's manual, 7th edition, as plain text."""
    return (
        f"{record['creator']}. ({_date(record).year}). {record['finding']} [{_kind(record)} {record['id']}]. "
        f"{edition.SERIES}, edition {record['edition']}. {record['licence']['name']}."
    )


def chicago(record: Record) -> str:
    """A reference in the manner of the Chicago Manual of Style (author and date), as plain text."""
    return (
        f"{record['creator']}. {_date(record).year}. \u201c{_single_quotes(record['finding'])}.\u201d "
        f"{_kind(record)} {record['id']}, {edition.SERIES}, edition {record['edition']}, {_long_date(record)}. "
        f"{record['licence']['name']}."
    )


def plain(record: Record) -> str:
    """A reference for a caption or a slide."""
    return (
        f"{record['creator']} ({_date(record).year}). {record['finding']}. Exhibit {record['id']}, "
        f"{edition.SERIES}, edition {record['edition']}. {record['licence']['name']}."
    )


def _single_quotes(text: str) -> str:
    """Quotation marks inside a quotation."""
    return text.replace("\u201c", "\u2018").replace("\u201d", "\u2019")


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


STYLES: dict[str, Callable[[Record], str]] = {
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
    "apa": apa,
    "chicago": chicago,
    "plain": plain,
}


def files(record: Record) -> dict[str, str]:
    """The citation files of an exhibit: ending to content."""
    texts = {ending: cite(record, style) for ending, style in OF_ENDING.items()}
    return {ending: text if text.endswith("\n") else f"{text}\n" for ending, text in texts.items()}


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
        raise KazbriefError(f"there is no citation style {style!r}: the styles are {', '.join(STYLES)}")
    return STYLES[style](record)
