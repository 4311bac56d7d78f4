"""Parts of the paper that are made from data: the table of sources, the build record, the attachments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kazbrief import edition
from kazbrief.paper.attachments import Attachment
from kazbrief.phrases import markdown

SHOWN_PUBLISHERS = 4


def sources_table(
    records: Sequence[Mapping[str, Any]], kinds: Mapping[str, str], grades: Mapping[str, Mapping[str, int]]
) -> str:
    """The sources behind the exhibits as a Markdown table: one row an exhibit, how many, how good, whose.

    The sources themselves, several hundred, travel as a file inside the PDF and with the data.

    Parameters
    ----------
    records
        The exhibits' records (``figures/<id>.json``).
    kinds
        ``source_id`` to ``primary`` or ``secondary``.
    grades
        Identifier of an exhibit to the number of its values by grade.
    """
    rows = []
    every: set[str] = set()
    for record in records:
        ids = {source["source_id"] for source in record["sources"]}
        every |= ids
        primary = sum(kinds[source_id] == "primary" for source_id in ids)
        names = list(dict.fromkeys(source["author_publisher"] for source in record["sources"]))
        shown = "; ".join(markdown(name) for name in names[:SHOWN_PUBLISHERS]) + (
            "; and others" if len(names) > SHOWN_PUBLISHERS else ""
        )
        counted = grades[record["id"]]
        cells = (
            f"@{record['id']}",
            len(ids),
            primary,
            *(counted.get(grade, 0) or "" for grade in "ABC"),
            shown,
        )
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(
        [
            "::: {.ledger}",
            "",
            "| Exhibit | Sources | Primary | A | B | C | Publishers, most used first |",
            "|:--------|-------:|-------:|---:|---:|---:|:-------------------------|",
            *rows,
            "",
            f": [{len(every)} sources stand behind the exhibits]{{.finding}} [Sources and primary sources of each exhibit, "
            "and its values by grade; full references with what was read and terms are in the attached "
            '`sources.csv`]{.subtitle} {#tbl-sources tbl-colwidths="[12,9,9,6,6,6,52]"}',
            ":::",
            "",
        ]
    )


def build_record(inputs: str, lock: str) -> str:
    """The line that says from what the paper was built; machine and moment don't enter it.

    Parameters
    ----------
    inputs, lock
        SHA-256 of all raw data, and of the lock file of the environment.
    """
    date = f"{edition.DATE.day} {edition.DATE:%B %Y}"
    return f"Edition {edition.EDITION}, version {edition.VERSION}, {date} · raw data `{inputs[:16]}` · environment `{lock[:16]}`\n"


def attachments(records: Iterable[Mapping[str, Any]]) -> list[Attachment]:
    """The files that travel inside the PDF: data of the exhibits, the ledger and the sources."""
    data = [
        Attachment(f"figures/{record['id']}.csv", f"Data of {record['id']}: {record['finding']}")
        for record in records
    ]
    return [
        *data,
        Attachment("figures/tbl-claims.csv", "The ledger of claims"),
        Attachment("data/clean/sources.csv", "All sources, with what was read and their terms"),
    ]
