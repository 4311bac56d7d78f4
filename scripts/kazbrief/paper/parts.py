"""Parts of the paper that are made from data: the build record, the attachments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kazbrief import edition
from kazbrief.paper.attachments import Attachment


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
