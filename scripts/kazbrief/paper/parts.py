"""Parts of the paper that are made from data: the table of sources, the build record, the attachments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kazbrief import edition
from kazbrief.paper.attachments import Attachment
from kazbrief.phrases import markdown


def sources_table(records: Sequence[Mapping[str, Any]], kinds: Mapping[str, str]) -> str:
    """The sources behind the exhibits as a Markdown table: what each is, whether primary, and who uses it.

    Parameters
    ----------
    records
        The exhibits' records (``figures/<id>.json``).
    kinds
        ``source_id`` to ``primary`` or ``secondary``.
    """
    used: dict[str, tuple[Mapping[str, str], list[str]]] = {}
    for record in records:
        for source in record["sources"]:
            used.setdefault(source["source_id"], (source, []))[1].append(record["id"])
    rows = [
        f"| `{source_id}` | {markdown(source['author_publisher'])}: {markdown(source['title'])}"
        f"{', ' + markdown(source['year']) if source['year'] else ''} | {kinds[source_id]} | {_references(ids)} |"
        for source_id, (source, ids) in sorted(
            used.items(), key=lambda item: item[1][0]["author_publisher"].lower()
        )
    ]
    return "\n".join(
        [
            "::: {.ledger}",
            "",
            "| Id | Source | Kind | Used in |",
            "|:---|:-------|:-----|:--------|",
            *rows,
            "",
            f": [The {len(rows)} sources behind the exhibits]{{.finding}} [What each is, and which exhibit rests on it; "
            'full addresses, terms and what was read are in `data/raw/sources.csv`]{.subtitle} {#tbl-sources tbl-colwidths="[18,52,10,20]"}',
            ":::",
            "",
        ]
    )


def _references(ids: Iterable[str]) -> str:
    return ", ".join(f"@{exhibit_id}" for exhibit_id in ids)


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
    """The exhibits' data files, as they travel inside the PDF."""
    return [
        Attachment(f"figures/{record['id']}.csv", f"Data of {record['id']}: {record['finding']}")
        for record in records
    ]
