"""Growth of the economy by year, and means of yearly growth rates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import require_range
from kazbrief.measures.thresholds import AROUND_RATE, PUBLISHED

COUNTRY = "KAZ"
# One series in figure, prose and ledger: that which has every year and reaches the latest one. It is derived from
# levels in constant dollars; the ledger tries the two series of published rates in its place.
LEADING = "wdi_constant_usd"
OTHERS = {"wdi_growth": "the World Bank's published rates", "imf_weo": "the IMF series"}
# The years that the article's sentence covers: "since 2000", to the last full year before it appeared.
FIRST_YEAR = 2000
# What the article says growth was around.
AROUND_PCT = 8.0
# "Around" leaves this much on either side, in points.
SLACK_PCT = AROUND_RATE.supported


def arithmetic_mean_pct(growth_pct: pd.Series) -> float:
    """The plain mean of yearly growth rates, per cent: what "grew by around x % a year" usually means.

    Raises
    ------
    KazbriefError
        For no rates, a missing one, or one under -100 %.
    """
    if growth_pct.empty:
        raise KazbriefError("growth rates: found none, expected at least one year")
    return float(require_range(growth_pct, -100, np.inf, "growth rate").mean())


def growth_by_year(gdp_growth: pd.DataFrame) -> pd.DataFrame:
    """Growth by year in one series, and how far the other published series are from it.

    Returns
    -------
    DataFrame
        ``year``, ``growth_pct`` (real growth over the year before, per cent), ``check_deviation_pct``
        (largest difference of another series' published value, in points; empty where none has the year),
        ``source_id``, ``grade``.
    """
    own = gdp_growth[(gdp_growth["country"] == COUNTRY) & (gdp_growth["value_type"] != "projection")]
    frame = own[own["series"] == LEADING].sort_values("year")
    others = own[own["series"] != LEADING].merge(frame[["year", "growth_pct"]], on="year")
    deviation = (others["growth_pct_x"] - others["growth_pct_y"]).abs().groupby(others["year"]).max()
    frame = frame.assign(check_deviation_pct=frame["year"].map(deviation).round(6))
    return frame[["year", "growth_pct", "check_deviation_pct", "source_id", "grade"]].reset_index(drop=True)


def then_and_since(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The years of the article's sentence, and those after it."""
    then = frame["year"].between(FIRST_YEAR, PUBLISHED.year - 1)
    return frame[then], frame[frame["year"] >= PUBLISHED.year]


def around(frame: pd.DataFrame) -> pd.DataFrame:
    """The years within the reading of "around"."""
    return frame[(frame["growth_pct"] - AROUND_PCT).abs() <= SLACK_PCT]


def shrinking(frame: pd.DataFrame) -> pd.DataFrame:
    """The years before those of the article's sentence in which the economy shrank."""
    return frame[(frame["growth_pct"] < 0) & (frame["year"] < FIRST_YEAR)]
