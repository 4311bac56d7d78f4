"""Files that travel inside the PDF (PDF/A-3: associated files), and the line that says from what the paper was built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kazbrief import edition


def build_record(inputs: str, lock: str) -> str:
    """The line that says from what the paper was built; machine and moment don't enter it.

    Parameters
    ----------
    inputs, lock
        SHA-256 of all raw data, and of the lock file of the environment.
    """
    date = f"{edition.DATE.day} {edition.DATE:%B %Y}"
    return f"Edition {edition.EDITION}, version {edition.VERSION}, {date} · raw data `{inputs[:16]}` · environment `{lock[:16]}`\n"


def of_exhibits(records: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The files that travel inside the PDF: data of the exhibits, the ledger and the sources.

    Returns
    -------
    list of dict
        What the file holds that a document names as ``briefing: attachments: FILE``: of each its ``path`` from the
        project's root, its ``description``, its media type (``mime``) and, in PDF's words, its ``relationship``.
    """
    described = {
        **{
            f"figures/{record['id']}.csv": f"Data of {record['id']}: {record['finding']}"
            for record in records
        },
        "figures/tbl-claims.csv": "The ledger of claims",
        "data/clean/sources.csv": "All sources, with what was read and their terms",
    }
    return [
        {"path": path, "description": text, "mime": "text/csv", "relationship": "data"}
        for path, text in described.items()
    ]
