"""What is fixed for one edition of the briefing: its date, version, licence and how it names itself."""

from __future__ import annotations

import datetime as dt

SERIES = "kazbrief"
EDITION = "2"
VERSION = "0.2.0"
DATE = dt.date(2026, 11, 29)
AUTHOR = "kazbrief contributors"
LICENCE = "CC-BY-4.0"
LICENCE_NAME = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# Where this is published, as https://..., and its DOI, as 10.n/name. Empty while there is none: whatever names an
# address (citations, records, package descriptions) leaves it out until then. No other file holds one.
REPOSITORY = ""
DOI = ""
# Identifiers are stable names inside an edition; the DOI stands beside them once an archive gives one.
IDENTIFIER = f"kazbrief-{EDITION}"


def address() -> str:
    """The address to cite: of the DOI when there is one, else of the repository; empty when there is neither."""
    return f"https://doi.org/{DOI}" if DOI else REPOSITORY
