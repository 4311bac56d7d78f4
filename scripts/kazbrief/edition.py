"""What is fixed for one edition of the briefing: its date, version, licence and how it names itself."""

from __future__ import annotations

import datetime as dt

SERIES = "kazbrief"
EDITION = "2"
VERSION = "0.2.0"
DATE = dt.date(2026, 11, 28)
AUTHOR = "kazbrief contributors"
LICENCE = "CC-BY-4.0"
LICENCE_NAME = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
# Identifiers are stable names inside an edition; a DOI takes their place once an archive gives one.
IDENTIFIER = f"kazbrief-{EDITION}"
