"""Files that travel inside the PDF (PDF/A-3: associated files), and the line that says from what the paper was built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kazbrief import edition
from kazbrief.files import json_text, write_text


@dataclass(frozen=True)
class Attachment:
    """One file: its path from the project's root, what it is, its media type and its relation to the paper.

    ``relationship`` is one of PDF's words: ``source``, ``data``, ``alternative`` or ``supplement``.
    """

    path: str
    description: str
    mime: str = "text/csv"
    relationship: str = "data"


# Where the house format's filter finds the attachments that a call of render() adds.
VARIABLE = "BRIEFING_ATTACHMENTS"


def write(path: Path, attachments: Sequence[Attachment]) -> Path:
    """Write the JSON file that a document names as ``briefing: attachments: FILE``."""
    return write_text(path, json_text([asdict(attachment) for attachment in attachments]))


def build_record(inputs: str, lock: str) -> str:
    """The line that says from what the paper was built; machine and moment don't enter it.

    Parameters
    ----------
    inputs, lock
        SHA-256 of all raw data, and of the lock file of the environment.
    """
    date = f"{edition.DATE.day} {edition.DATE:%B %Y}"
    return f"Edition {edition.EDITION}, version {edition.VERSION}, {date} · raw data `{inputs[:16]}` · environment `{lock[:16]}`\n"


def of_exhibits(records: Iterable[Mapping[str, Any]]) -> list[Attachment]:
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
