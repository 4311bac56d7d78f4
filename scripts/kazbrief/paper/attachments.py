"""Files that travel inside the PDF (PDF/A-3: associated files)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


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
    from kazbrief.files import json_text, write_text

    return write_text(path, json_text([asdict(attachment) for attachment in attachments]))
