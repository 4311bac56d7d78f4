"""Diversity of a population, from shares of groups, and unevenness between places, from counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import require, require_range

# Published shares are rounded, and small groups may be left out: their sum may miss 100 by so many points.
SUM_TOLERANCE_PCT = 0.5


def fractionalisation(share_pct: pd.Series | Sequence[float]) -> float:
    """The chance that two people drawn at random are of different groups (Gini-Simpson index).

    One less the sum of squared shares, shares scaled to a sum of one: 0 when all are of one group. A
    residual "other" counts as one group, so with it the value is a lower limit.

    Parameters
    ----------
    share_pct
        Shares of all groups, per cent.

    Returns
    -------
    float
        The chance, 0 to 1.

    Raises
    ------
    KazbriefError
        For no shares, one that is missing or outside 0-100, or a sum that is not 100.

    References
    ----------
    Simpson, E. H. (1949), Measurement of Diversity, Nature 163, 688.
    """
    shares = require_range(share_pct, 0, 100, "share").to_numpy()
    if not len(shares):
        raise KazbriefError("shares: found none, expected those of all groups")
    total = float(shares.sum())
    if abs(total - 100) > SUM_TOLERANCE_PCT:
        raise KazbriefError(
            f"shares: found a sum of {total:.2f} %, expected 100 % within {SUM_TOLERANCE_PCT:g} points"
        )
    return float(1 - np.sum((shares / total) ** 2))


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

    Returns
    -------
    float
        The index, 0 to 1.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a missing or negative count, or a group without people.

    Examples
    --------
    >>> dissimilarity(pd.DataFrame({"a": [50, 50, 0], "b": [0, 100, 100]}), "a", "b")
    0.5

    References
    ----------
    Duncan, O. D. and Duncan, B. (1955), A Methodological Analysis of Segregation Indexes, American
    Sociological Review 20(2), 210-217.
    """
    require(counts, (group, other), "counts by place")
    parts = []
    for column in (group, other):
        people = require_range(counts[column], 0, np.inf, f"counts by place: column {column}").to_numpy()
        if people.sum() <= 0:
            raise KazbriefError(f"counts by place: found no people in {column}, expected some")
        parts.append(people / people.sum())
    return float(np.abs(parts[0] - parts[1]).sum() / 2)
