"""Means of yearly growth rates."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import require_range


def _rates(growth_pct: pd.Series) -> pd.Series:
    if growth_pct.empty:
        raise KazbriefError("growth rates: found none, expected at least one year")
    require_range(growth_pct, -100, np.inf, "growth rate")
    return growth_pct.astype("float64")


def arithmetic_mean_pct(growth_pct: pd.Series) -> float:
    """The plain mean of yearly growth rates, per cent: what "grew by around x % a year" usually means.

    Raises
    ------
    KazbriefError
        For no rates, a missing one, or one under -100 %.
    """
    return float(_rates(growth_pct).mean())


def geometric_mean_pct(growth_pct: pd.Series) -> float:
    """The constant yearly rate, per cent, that gives the same growth over the whole period.

    Raises
    ------
    KazbriefError
        For no rates, a missing one, or one under -100 %.
    """
    factors = 1 + _rates(growth_pct).to_numpy() / 100
    return float(100 * (np.prod(factors) ** (1 / len(factors)) - 1))
