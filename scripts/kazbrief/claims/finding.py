"""What a test finds: the value that decides, the verdict, and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Verdict = Literal["supported", "partly supported", "contradicted", "open", "not testable"]

SUPPORTED: Verdict = "supported"
PARTLY: Verdict = "partly supported"
CONTRADICTED: Verdict = "contradicted"
OPEN: Verdict = "open"


@dataclass(frozen=True)
class Finding:
    """The result of one test.

    Parameters
    ----------
    value, value_high
        The value that decides; with ``value_high`` the two ends of what is known of it.
    unit, year
        Unit of the value, and the year or years that it is of.
    decimals
        Digits after the point that the sources allow.
    grade, source_ids
        Of the rows that the verdict rests on: the weakest grade, and all sources.
    reason
        One or two sentences, made from the values.
    sensitivity
        Whether the verdict changes with its thresholds, or with other series, years and bases.
    state_2025
        What is known since; it decides nothing.
    """

    value: float
    unit: str
    year: str
    verdict: Verdict
    grade: str
    reason: str
    source_ids: tuple[str, ...]
    sensitivity: str
    state_2025: str = ""
    value_high: float | None = None
    decimals: int = 1
