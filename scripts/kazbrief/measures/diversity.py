"""Diversity of a population and unevenness between places, from shares of groups."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import require, require_range

# Published shares are rounded, and small groups may be left out: their sum may miss 100 by so many points.
SUM_TOLERANCE_PCT = 0.5


def _checked(share_pct: pd.Series) -> np.ndarray:
    if share_pct.empty:
        raise KazbriefError("shares: found none, expected those of all groups")
    require_range(share_pct, 0, 100, "share")
    shares: np.ndarray = share_pct.to_numpy(dtype="float64") / 100
    if abs(100 * shares.sum() - 100) > SUM_TOLERANCE_PCT:
        raise KazbriefError(
            f"shares: found a sum of {100 * shares.sum():.2f} %, expected 100 % within {SUM_TOLERANCE_PCT:g} points"
        )
    scaled: np.ndarray = shares / shares.sum()
    return scaled


def fractionalisation(share_pct: pd.Series) -> float:
    """The chance that two people drawn at random are of different groups (Gini-Simpson index).

    One less the sum of squared shares, shares scaled to a sum of one: 0 when all are of one group. A
    residual "other" counts as one group, so with it the value is a lower limit.

    Parameters
    ----------
    share_pct
        Shares of all groups, per cent.

    Raises
    ------
    KazbriefError
        For no shares, one that is missing or outside 0-100, or a sum that is not 100.

    References
    ----------
    Simpson, E. H. (1949), Measurement of Diversity, Nature 163, 688.
    """
    return float(1 - np.sum(_checked(share_pct) ** 2))


def entropy(share_pct: pd.Series) -> float:
    """Shannon's entropy of the shares in nats: 0 for one group, log n for n equal ones.

    Parameters and errors are those of `fractionalisation`.
    """
    shares = _checked(share_pct)
    shares = shares[shares > 0]
    return max(float(-np.sum(shares * np.log(shares))), 0.0)


def two_group_limits(lower_pct: pd.Series, upper_pct: pd.Series) -> pd.DataFrame:
    """Limits of the fractionalisation between one group and all others, when its share has limits.

    With share p it is 2 p (1 - p), largest at one half: the lowest value is at one of the limits, the
    highest at one half if the limits enclose it, else at the limit nearer to it.

    Returns
    -------
    DataFrame
        ``lower`` and ``upper`` (0 to 0.5), on the index of ``lower_pct``.

    Raises
    ------
    KazbriefError
        For different indexes, a limit that is missing or outside 0-100, or a lower one above the upper one.
    """
    if lower_pct.empty or not lower_pct.index.equals(upper_pct.index):
        raise KazbriefError("limits of shares: found none or other units, expected two limits for each unit")
    for limit in (lower_pct, upper_pct):
        require_range(limit, 0, 100, "limit of a share")
    low, high = lower_pct.to_numpy(dtype="float64") / 100, upper_pct.to_numpy(dtype="float64") / 100
    if (low > high).any():
        raise KazbriefError("limits of shares: found a lower limit above the upper one, expected the reverse")
    at_low, at_high = 2 * low * (1 - low), 2 * high * (1 - high)
    most = np.where((low <= 0.5) & (high >= 0.5), 0.5, np.maximum(at_low, at_high))
    return pd.DataFrame({"lower": np.minimum(at_low, at_high), "upper": most}, index=lower_pct.index)


def dissimilarity(counts: pd.DataFrame, group: str, other: str) -> float:
    """The index of dissimilarity: the part of a group that would have to move to be spread like another.

    Half the sum over places of the absolute differences between the places' parts of the two groups; 0 for
    the same spread, 1 for no common place. It depends on the places: finer ones give higher values.

    Parameters
    ----------
    counts
        One row a place, one column a group, persons.
    group, other
        The two columns compared.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a missing or negative count, or a group without people.

    References
    ----------
    Duncan, O. D. and Duncan, B. (1955), A Methodological Analysis of Segregation Indexes, American
    Sociological Review 20(2), 210-217.
    """
    require(counts, (group, other), "counts by place")
    parts = []
    for column in (group, other):
        require_range(counts[column], 0, np.inf, f"counts by place: column {column}")
        people = counts[column].to_numpy(dtype="float64")
        if people.sum() <= 0:
            raise KazbriefError(f"counts by place: found no people in {column}, expected some")
        parts.append(people / people.sum())
    return float(np.abs(parts[0] - parts[1]).sum() / 2)
