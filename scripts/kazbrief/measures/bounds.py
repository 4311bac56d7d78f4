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
_RAION_COLUMNS = ("oblast", "population", "kazakh_share_bin", "source_id", "grade")
_BOUND_COLUMNS = ("oblast", "population", "lower_pct", "upper_pct")


def _raion_limits(raions: pd.DataFrame, floor_pct: float) -> pd.DataFrame:
    """Population (float), lower and upper limit of each raion in per cent, and whether its class is known."""
    require(raions, _RAION_COLUMNS, "raions")
    require_range(raions["population"], 0, np.inf, "raions: column population")
    if not 0 <= floor_pct <= 40:
        raise KazbriefError(f"floor of the lowest class: found {floor_pct:g} %, expected 0 to 40 %")
    classes = {
        "below 40": (floor_pct, 40.0),
        "40-60": (40.0, 60.0),
        "60-80": (60.0, 80.0),
        "80-100": (80.0, 100.0),
        "": (0.0, 100.0),
    }
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


def _weighted(raions: pd.DataFrame, groups: pd.Series, floor_pct: float) -> pd.DataFrame:
    """The bounds of each group of raions, groups sorted by name."""
    limits = _raion_limits(raions, floor_pct)
    parts = limits.assign(
        low_people=limits["population"] * limits["lower"],
        high_people=limits["population"] * limits["upper"],
        known_people=limits["population"] * limits["known"],
        raion=1,
        unknown=(~limits["known"]).astype(int),
        source_id=raions["source_id"],
        grade=raions["grade"],
    ).groupby(groups, sort=True)
    sums = parts[["population", "low_people", "high_people", "known_people", "raion", "unknown"]].sum()
    deserted = sums.index[sums["population"] <= 0]
    if len(deserted):
        raise KazbriefError(f"raions: found no people in {deserted[0]}, expected a positive population")
    lower, upper = sums["low_people"] / sums["population"], sums["high_people"] / sums["population"]
    return pd.DataFrame(
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
    require(raions, _RAION_COLUMNS, "raions")
    return _weighted(raions, raions["oblast"], floor_pct).rename_axis("oblast").reset_index()


def national_bounds(raions: pd.DataFrame, floor_pct: float = FLOOR_PCT) -> pd.DataFrame:
    """Bounds on the Kazakh share of the whole country.

    One row with the columns of `ethnic_bounds` but ``oblast``; parameters and errors are those of it.
    """
    require(raions, _RAION_COLUMNS, "raions")
    whole = pd.Series("the country", index=raions.index)
    return _weighted(raions, whole, floor_pct).reset_index(drop=True)


def narrowed_bounds(
    raions: pd.DataFrame, national_pct: float, tolerance_pct: float = 0.0, floor_pct: float = FLOOR_PCT
) -> pd.DataFrame:
    """Bounds of each oblast when the national share is known as well.

    The oblasts' shares, weighted by population, must add up to the national one, N. So an oblast cannot have
    less than what is left of N when all others stand at their upper limits, nor more than what is left when
    they stand at their lower ones: with population p, limits l and u and total population P,

        lower_i = max(l_i, (N P - sum of p_j u_j over j != i) / p_i)
        upper_i = min(u_i, (N P - sum of p_j l_j over j != i) / p_i)

    These limits are sharp: each is reached by some set of shares that agrees with all that is known.

    They are valid only when ``national_pct`` has the date, the population base and the definition of the
    classes (a national census share must not be imposed on classes from the register of another year).

    Parameters
    ----------
    raions, floor_pct
        As in `ethnic_bounds`.
    national_pct
        The national share, per cent.
    tolerance_pct
        How far the national share may be from the one given (rounding, a near date), in points.

    Returns
    -------
    DataFrame
        The columns of `ethnic_bounds`; ``lower_pct`` never lower and ``upper_pct`` never higher than there.

    Raises
    ------
    KazbriefError
        As `ethnic_bounds`, and when no shares inside the classes give the national share.
    """
    bounds = ethnic_bounds(raions, floor_pct=floor_pct)
    if not (tolerance_pct >= 0 and 0 <= national_pct <= 100):
        raise KazbriefError(
            f"national share: found {national_pct:g} % within {tolerance_pct:g} points, expected 0 to 100 % "
            "and a tolerance that is not negative"
        )
    people = bounds["population"].to_numpy(dtype="float64")
    low, high = bounds["lower_pct"].to_numpy() * people, bounds["upper_pct"].to_numpy() * people
    least = (national_pct - tolerance_pct) * people.sum()
    most = (national_pct + tolerance_pct) * people.sum()
    # A billionth allows for floating point when the national share stands exactly at a limit.
    slack = 1e-9 * 100 * people.sum()
    if least > high.sum() + slack or most < low.sum() - slack:
        raise KazbriefError(
            f"national share: found {national_pct:g} %, expected {low.sum() / people.sum():.2f} to "
            f"{high.sum() / people.sum():.2f} %, which the classes of the raions allow"
        )
    lower = np.minimum(np.maximum(low, least - (high.sum() - high)), high) / people
    upper = np.maximum(np.minimum(high, most - (low.sum() - low)) / people, lower)
    # Dividing sums may move a limit in its last digit: narrowed bounds must not be wider than the first ones.
    lower = np.clip(lower, bounds["lower_pct"], bounds["upper_pct"])
    upper = np.clip(upper, bounds["lower_pct"], bounds["upper_pct"])
    return bounds.assign(
        lower_pct=lower, upper_pct=upper, midpoint_pct=(lower + upper) / 2, width_pct=upper - lower
    )


def compare_points(bounds: pd.DataFrame, points: pd.DataFrame) -> pd.DataFrame:
    """Each published Kazakh share beside the bound of its oblast: inside, or how far outside.

    Parameters
    ----------
    bounds
        From `ethnic_bounds`.
    points
        Rows of ``ethnic_shares``: ``scheme``, ``unit``, ``date``, ``basis``, ``ethnic_group``, ``share_pct``,
        ``preferred``, ``source_id``, ``grade``. Only shares of Kazakhs are compared; rows that give a number
        of people without a share are left out. All rows must be of one scheme, the one of the bounds, for a
        name may stand for another territory in another scheme (Karaganda held Ulytau until 2022).

    Returns
    -------
    DataFrame
        One row a point, in the order given: ``oblast``, ``date``, ``basis``, ``share_pct``, ``lower_pct``,
        ``upper_pct``, ``inside`` (bool), ``distance_pct`` (points outside the nearest limit: negative below
        the lower one, positive above the upper one, 0 inside), ``preferred``, ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column, no Kazakh rows, several schemes, or a unit that has no bound.
    """
    require(bounds, _BOUND_COLUMNS, "bounds")
    columns = (
        "scheme",
        "unit",
        "date",
        "basis",
        "ethnic_group",
        "share_pct",
        "preferred",
        "source_id",
        "grade",
    )
    require(points, columns, "published points")
    kazakh = points[(points["ethnic_group"] == "Kazakh") & points["share_pct"].notna()]
    require(kazakh, columns, "published points of Kazakhs")
    require_range(kazakh["share_pct"], 0, 100, "published points: column share_pct")
    schemes = list(dict.fromkeys(kazakh["scheme"]))
    if len(schemes) > 1:
        raise KazbriefError(
            f"published points: found schemes {', '.join(map(str, schemes))}, expected one scheme at a time"
        )
    stray = kazakh.loc[~kazakh["unit"].isin(bounds["oblast"]), "unit"]
    if len(stray):
        raise KazbriefError(
            f"published points: found unit {stray.iloc[0]!r}, expected an oblast that has a bound"
        )
    limits = bounds.set_index("oblast")[["lower_pct", "upper_pct"]].loc[kazakh["unit"]].to_numpy()
    share = kazakh["share_pct"].to_numpy(dtype="float64")
    distance = np.minimum(share - limits[:, 0], 0) + np.maximum(share - limits[:, 1], 0)
    return pd.DataFrame(
        {
            "oblast": kazakh["unit"].to_numpy(),
            "date": kazakh["date"].to_numpy(),
            "basis": kazakh["basis"].to_numpy(),
            "share_pct": share,
            "lower_pct": limits[:, 0],
            "upper_pct": limits[:, 1],
            "inside": distance == 0,
            "distance_pct": distance,
            "preferred": kazakh["preferred"].to_numpy(),
            "source_id": kazakh["source_id"].to_numpy(),
            "grade": kazakh["grade"].to_numpy(),
        }
    )


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
