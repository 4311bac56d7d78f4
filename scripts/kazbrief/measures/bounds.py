"""Bounds on a share that is published only in classes: the method of bounds.

Each raion's Kazakh share is known only as a class ("60-80"). The population-weighted sums of the classes'
lower and upper limits enclose the share of any group of raions, whatever the shares inside the classes are
(Duncan and Davis 1953; Manski 2003, partial identification). Nothing is assumed but the classes and the
populations; a raion of unknown class counts from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, require_range, weakest

# The source of the classes says that no raion has less than 21 % (the lowest class is "below 40").
FLOOR_PCT = 21.0
CLASSES = {"below 40": (0.0, 40.0), "40-60": (40.0, 60.0), "60-80": (60.0, 80.0), "80-100": (80.0, 100.0)}
"""The limits of the classes of the Kazakh share, per cent."""

_RAION_COLUMNS = ("oblast", "population", "kazakh_share_bin", "source_id", "grade")


def _raion_limits(raions: pd.DataFrame, floor_pct: float) -> pd.DataFrame:
    """Population (float), lower and upper limit of each raion in per cent, and whether its class is known."""
    require(raions, _RAION_COLUMNS, "raions")
    require_range(raions["population"], 0, np.inf, "raions: column population")
    if not 0 <= floor_pct <= 40:
        raise KazbriefError(f"floor of the lowest class: found {floor_pct:g} %, expected 0 to 40 %")
    classes = {**CLASSES, "below 40": (floor_pct, 40.0), "": (0.0, 100.0)}
    share_class = raions["kazakh_share_bin"].astype("object").where(raions["kazakh_share_bin"].notna(), "")
    strange = share_class[~share_class.isin(list(classes))]
    if len(strange):
        expected = ", ".join(repr(name) for name in classes if name)
        raise KazbriefError(
            f"raions: column kazakh_share_bin: found {strange.iloc[0]!r}, expected one of {expected} or empty"
        )
    return pd.DataFrame(
        {
            "population": raions["population"].astype("float64"),
            "lower": share_class.map({name: limits[0] for name, limits in classes.items()}).astype("float64"),
            "upper": share_class.map({name: limits[1] for name, limits in classes.items()}).astype("float64"),
            "known": share_class.ne(""),
        }
    )


def ethnic_bounds(raions: pd.DataFrame, *, floor_pct: float = FLOOR_PCT) -> pd.DataFrame:
    """Bounds on the Kazakh share of each oblast, from the classes of its raions.

    Parameters
    ----------
    raions
        One row a raion: ``oblast``, ``population`` (persons), ``kazakh_share_bin`` ("below 40", "40-60",
        "60-80", "80-100" or empty for unknown), ``source_id``, ``grade``. For an older scheme of oblasts,
        put its units in ``oblast`` first.
    floor_pct
        Lower limit of the lowest class, in per cent: 21 by the statement of the source about the lowest
        raion; 0 when that statement is not to be used.

    Returns
    -------
    DataFrame
        One row an oblast, sorted by name: ``oblast``, ``population`` and ``known_population`` (persons; in
        raions of known class), ``lower_pct``, ``upper_pct``, ``midpoint_pct``, ``width_pct`` (points),
        ``raions``, ``raions_unknown``, ``source_id``, ``grade`` (the weakest of the raions'). The midpoint
        is a place to put a colour, not an estimate.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, an unknown class, a missing or negative population, or an oblast
        without people.

    References
    ----------
    Duncan, O. D. and Davis, B. (1953), An Alternative to Ecological Correlation, American Sociological
    Review 18(6), 665-666. Manski, C. F. (2003), Partial Identification of Probability Distributions.
    """
    limits = _raion_limits(raions, floor_pct)
    parts = limits.assign(
        low_people=limits["population"] * limits["lower"],
        high_people=limits["population"] * limits["upper"],
        known_people=limits["population"] * limits["known"],
        raion=1,
        unknown=(~limits["known"]).astype(int),
        source_id=raions["source_id"],
        grade=raions["grade"],
    ).groupby(raions["oblast"], sort=True)
    sums = parts[["population", "low_people", "high_people", "known_people", "raion", "unknown"]].sum()
    deserted = sums.index[sums["population"] <= 0]
    if len(deserted):
        raise KazbriefError(f"raions: found no people in {deserted[0]}, expected a positive population")
    lower, upper = sums["low_people"] / sums["population"], sums["high_people"] / sums["population"]
    frame = pd.DataFrame(
        {
            "population": sums["population"].round().astype("int64"),
            "known_population": sums["known_people"].round().astype("int64"),
            "lower_pct": lower,
            "upper_pct": upper,
            "midpoint_pct": (lower + upper) / 2,
            "width_pct": upper - lower,
            "raions": sums["raion"].astype("int64"),
            "raions_unknown": sums["unknown"].astype("int64"),
            "source_id": parts["source_id"].agg(joined),
            "grade": parts["grade"].agg(weakest),
        }
    )
    return frame.rename_axis("oblast").reset_index()


def inside_class(share_pct: pd.Series, share_class: pd.Series) -> pd.Series:
    """Whether each share, per cent, lies in its class, limits included."""
    low, high = (share_class.map({name: limits[end] for name, limits in CLASSES.items()}) for end in (0, 1))
    return share_pct.between(low, high)


def class_of(values: pd.Series, limits: Sequence[float]) -> pd.Series:
    """The class of each value: 0 for the first, missing where the value is missing.

    Classes hold their lower limit and not their upper one; the last class holds both (40 to under 60, ...,
    80 to 100).

    Parameters
    ----------
    values
        Numbers, with gaps allowed.
    limits
        Class limits, rising, one more than there are classes.

    Returns
    -------
    Series
        Int64, on the index of ``values``.

    Raises
    ------
    KazbriefError
        When the limits do not rise or a value lies outside them.
    """
    edges = np.asarray(limits, dtype="float64")
    if len(edges) < 2 or not (np.diff(edges) > 0).all():
        raise KazbriefError(f"class limits: found {list(limits)}, expected at least two rising numbers")
    numbers = values.astype("float64")
    require_range(numbers.dropna(), edges[0], edges[-1], "value to be classed")
    places = np.minimum(np.searchsorted(edges, numbers.to_numpy(), side="right") - 1, len(edges) - 2)
    return pd.Series(places, index=values.index, name=values.name).astype("Int64").mask(numbers.isna())
