"""Bounds on a share that is published only in classes: the method of bounds.

The share in each place is known only as a class ("60-80"). The population-weighted sums of the classes' lower and
upper limits enclose the share of any group of places, whatever the shares inside the classes are (Duncan and Davis
1953; Manski 2003, partial identification). Nothing is assumed but the classes and the populations; a place of
unknown class counts from 0 to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import (
    LARGEST,
    columns_by,
    evidence_in,
    listed,
    require,
    require_known,
    require_names,
    require_range,
    shown,
)

# The source of the classes says that no raion has less than 21 % (the lowest class is "below 40").
FLOOR_PCT = 21.0
CLASSES = {"below 40": (0.0, 40.0), "40-60": (40.0, 60.0), "60-80": (60.0, 80.0), "80-100": (80.0, 100.0)}
"""The limits of the classes of the Kazakh share, per cent."""


def share_bounds(
    places: pd.DataFrame,
    classes: Mapping[str, tuple[float, float]] | None = None,
    *,
    by: str | Sequence[str] = "group",
    share_class: str = "share_class",
    population: str = "population",
) -> pd.DataFrame:
    """Bounds on a share in groups of places, from classes of the share in each place.

    Parameters
    ----------
    places
        One row a place: the columns of ``by``, ``population`` (persons, or whatever the share is of), and
        ``share_class``; without ``classes``, ``lower_pct`` and ``upper_pct`` (per cent) in its stead. A place
        whose class or limits are empty counts from 0 to 100. ``source_id`` and ``grade``, where there are any,
        travel along.
    classes
        Name of each class to its limits, per cent.
    by, share_class, population
        Names of the columns with the group (one or several), the class, and the people.

    Returns
    -------
    DataFrame
        One row a group, sorted: the columns of ``by``, ``population`` and ``known_population`` (persons; in places
        of known class), ``lower_pct``, ``upper_pct``, ``midpoint_pct``, ``width_pct`` (points), ``places``,
        ``places_unknown``, and ``source_id`` and ``grade`` (the weakest). The midpoint is a place to put a colour, not
        an estimate.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, an empty group, an unknown class, limits that are no range inside 0 to 100, a
        missing or negative population, a group without people, or a grade that is none of A, B, C.

    Examples
    --------
    >>> towns = pd.DataFrame({"region": ["N", "N", "S"], "population": [100, 300, 600], "share": ["few", "many", None]})
    >>> share_bounds(towns, {"few": (0, 50), "many": (50, 100)}, by="region", share_class="share")[
    ...     ["region", "lower_pct", "upper_pct", "places_unknown"]
    ... ].to_dict("records")
    [{'region': 'N', 'lower_pct': 37.5, 'upper_pct': 87.5, 'places_unknown': 0}, {'region': 'S', 'lower_pct': 0.0, 'upper_pct': 100.0, 'places_unknown': 1}]
    """
    keys = columns_by(by, (), "places: by")
    if not keys:
        raise KazbriefError("places: found no column that names the group, expected at least one")
    limits = ("lower_pct", "upper_pct")
    require(places, (*keys, population, *(limits if classes is None else (share_class,))), "places")
    places = places.reset_index(drop=True)
    for key in keys:
        require_names(places, [key], "places")
    people = require_range(places[population], 0, np.inf, f"places: column {population}")
    lower, upper = _limits(places, share_class, classes)
    known = lower.notna()
    summed = pd.DataFrame(
        {
            "population": people,
            "known_population": people * known,
            "lower_pct": people * lower.fillna(0.0),
            "upper_pct": people * upper.fillna(100.0),
            "places": 1,
            "places_unknown": (~known).astype("int64"),
        }
    )
    groups = [places[key] for key in keys]
    sums = summed.groupby(groups, sort=True, observed=True).sum()
    deserted = sums.index[sums["population"] <= 0]
    if len(deserted):
        raise KazbriefError(f"places: found no people in {deserted[0]}, expected a positive population")
    lower, upper = sums["lower_pct"] / sums["population"], sums["upper_pct"] / sums["population"]
    # People come whole, thousands of them may not.
    counted: Any = "int64" if (people % 1 == 0).all() and people.sum() <= LARGEST else "float64"
    frame = pd.DataFrame(
        {
            "population": sums["population"].astype(counted),
            "known_population": sums["known_population"].astype(counted),
            "lower_pct": lower,
            "upper_pct": upper,
            "midpoint_pct": (lower + upper) / 2,
            "width_pct": upper - lower,
            "places": sums["places"].astype("int64"),
            "places_unknown": sums["places_unknown"].astype("int64"),
            **{
                name: places[name].astype("object").groupby(groups, sort=True, observed=True).agg(join)
                for name, join in evidence_in(places).items()
            },
        }
    )
    taken = sorted(set(keys) & set(frame.columns))
    if taken:
        raise KazbriefError(
            f"places: found the group in column {taken[0]}, expected a name that no result has"
        )
    return frame.reset_index()


def _limits(
    places: pd.DataFrame, share_class: str, classes: Mapping[str, tuple[float, float]] | None
) -> tuple[pd.Series, pd.Series]:
    """The lower and upper limit of each place, per cent; both missing where nothing is known."""
    if classes is None:
        ends = [
            require_range(
                places[f"{end}_pct"], 0, 100, f"places: {end} limit of a share in per cent", gaps=True
            )
            for end in ("lower", "upper")
        ]
    else:
        ends = _of_classes(places[share_class], classes, f"places: column {share_class}")
    known = ends[0].notna() & ends[1].notna()
    lower, upper = (end.where(known) for end in ends)
    _require_order(lower, upper, "places")
    return lower, upper


def _require_order(lower: pd.Series, upper: pd.Series, told: str) -> None:
    crossed = lower > upper
    if crossed.any():
        found = f"the limits {lower[crossed].iloc[0]:g} and {upper[crossed].iloc[0]:g} %"
        raise KazbriefError(f"{told}: found {found}, expected the lower one first")


def _of_classes(names: pd.Series, classes: Mapping[str, tuple[float, float]], told: str) -> list[pd.Series]:
    """The lower and upper limits of some classes, per cent; missing where the class is empty."""
    pairs = dict(classes) if isinstance(classes, Mapping) else {}
    if not pairs or not all(
        isinstance(pair, tuple | list | np.ndarray | pd.Series) and len(pair) == 2 for pair in pairs.values()
    ):
        expected = "names with a lower and an upper limit, such as {'few': (0, 20)}"
        raise KazbriefError(f"classes: found {shown(classes)}, expected {expected}")
    cells = pd.Series([end for pair in pairs.values() for end in pair])
    limits = require_range(cells, 0, 100, "classes: limit in per cent")
    lower, upper = (pd.Series(limits.to_numpy()[end::2], index=list(pairs)) for end in (0, 1))
    _require_order(lower, upper, "classes")
    names = names.astype("object")
    names = names.mask(names.isna() | names.astype(str).str.strip().eq(""))
    require_known(names.dropna(), pairs, f"{told}: found", " or empty")
    return [names.map(end.to_dict()).astype("float64") for end in (lower, upper)]


def ethnic_bounds(raions: pd.DataFrame, *, floor_pct: float = FLOOR_PCT) -> pd.DataFrame:
    """Bounds on the Kazakh share of each oblast, from the classes of its raions: `share_bounds` with their names.

    Parameters
    ----------
    raions
        One row a raion: ``oblast``, ``population`` (persons), ``kazakh_share_bin`` (of `CLASSES`, or empty for
        unknown), ``source_id``, ``grade``. For an older scheme of oblasts, put its units in ``oblast`` first.
    floor_pct
        Lower limit of the lowest class, in per cent: 21 by the statement of the source about the lowest
        raion; 0 when that statement is not to be used.

    Returns
    -------
    DataFrame
        As `share_bounds`, by ``oblast``, with ``raions`` and ``raions_unknown`` for the number of places.

    Raises
    ------
    KazbriefError
        As `share_bounds`, and for a floor outside the lowest class.

    References
    ----------
    Duncan, O. D. and Davis, B. (1953), An Alternative to Ecological Correlation, American Sociological
    Review 18(6), 665-666. Manski, C. F. (2003), Partial Identification of Probability Distributions.
    """
    require_range(pd.Series([floor_pct]), 0, 40, "floor of the lowest class, per cent")
    require(raions, ("source_id", "grade"), "raions")
    classes = {**CLASSES, "below 40": (floor_pct, 40.0)}
    frame = share_bounds(raions, classes, by="oblast", share_class="kazakh_share_bin")
    return frame.rename(columns={"places": "raions", "places_unknown": "raions_unknown"})


def inside_class(
    share_pct: pd.Series, share_class: pd.Series, classes: Mapping[str, tuple[float, float]] = CLASSES
) -> pd.Series:
    """Whether each share, per cent, lies in its class, limits included; a share or a class that is empty lies in none.

    Parameters
    ----------
    share_pct
        Shares, per cent.
    share_class
        The class of each share, on the same index.
    classes
        Name of each class to its limits, per cent.

    Returns
    -------
    Series
        bool, on the index of ``share_pct``.

    Raises
    ------
    KazbriefError
        For a share that is no number, a class that has no limits, limits that are no range inside 0 to 100, or shares and
        classes of other rows.
    """
    shares = require_range(share_pct, -np.inf, np.inf, "share", gaps=True)
    names = share_class
    if not isinstance(names, pd.Series):
        names = pd.Series(listed(share_class, "class of a share"), dtype="object")
    if not shares.index.equals(names.index):
        raise KazbriefError(
            "class of a share: found other rows than those of the shares, expected a class for each share"
        )
    lower, upper = _of_classes(names, classes, "class of a share")
    return shares.between(lower, upper)


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
    edges = require_range(limits, -np.inf, np.inf, "class limits").to_numpy()
    if len(edges) < 2 or not (np.diff(edges) > 0).all():
        raise KazbriefError(f"class limits: found {shown(limits)}, expected at least two rising numbers")
    numbers = require_range(values, edges[0], edges[-1], "value to be classed", gaps=True)
    places = np.minimum(np.searchsorted(edges, numbers.to_numpy(), side="right") - 1, len(edges) - 2)
    return pd.Series(places, index=numbers.index, name=numbers.name).astype("Int64").mask(numbers.isna())
