"""Ranks, of values and of values known only within limits."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import require_range


def rank_values(values: pd.Series) -> pd.Series:
    """The rank of each value: 1 for the largest; equal values share the better rank; gaps stay missing.

    Returns
    -------
    Series
        Int64, on the index of ``values``.

    Raises
    ------
    KazbriefError
        When there are no values, or one is no number.
    """
    numbers = require_range(values, -np.inf, np.inf, "ranks", gaps=True)
    if numbers.isna().all():
        raise KazbriefError("ranks: found no values, expected at least one")
    return numbers.rank(method="min", ascending=False).astype("Int64")


def rank_limits(lower: pd.Series, upper: pd.Series) -> pd.DataFrame:
    """The best and the worst rank that each unit can have when its value is known only within limits.

    The best rank is one more than the number of units that surely have more (their lower limit is above this
    unit's upper one); the worst counts all others that may have more (their upper limit is above this unit's
    lower one). Both are reached for some values inside the limits, and no values inside them give a rank
    beyond. With lower = upper both are the rank of `rank_values`.

    Parameters
    ----------
    lower, upper
        The limits, on one index, without gaps; where only one number is known give it twice.

    Returns
    -------
    DataFrame
        ``best_rank`` and ``worst_rank`` (int64; 1 = largest), on the index of ``lower``.

    Raises
    ------
    KazbriefError
        For no units, different indexes, a limit that is missing or no number, or a lower limit above the upper one.
    """
    lower, upper = pd.Series(lower), pd.Series(upper)
    if lower.empty or not lower.index.equals(upper.index):
        raise KazbriefError(
            "ranks: found no units or limits of different units, expected two limits for each"
        )
    for limit in (lower, upper):
        # A value without an upper or a lower limit has an infinite one.
        require_range(limit[~limit.isin([np.inf, -np.inf])], -np.inf, np.inf, "ranks", gaps=True)
    low, high = (pd.to_numeric(limit).to_numpy(dtype="float64") for limit in (lower, upper))
    wrong = ~(low <= high)
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        raise KazbriefError(
            f"ranks: found limits {low[place]:g} and {high[place]:g} for {lower.index[place]}, "
            "expected the lower one first and none missing"
        )
    best = 1 + len(low) - np.searchsorted(np.sort(low), high, side="right")
    # A unit whose interval is not a point counts itself among those that may have more.
    worst = 1 + len(high) - np.searchsorted(np.sort(high), low, side="right") - (high > low)
    return pd.DataFrame({"best_rank": best, "worst_rank": worst}, index=lower.index).astype("int64")
