"""A census table held against what is known without it: bounds, national counts, population."""

from __future__ import annotations

import pandas as pd

from kazbrief.measures.bounds import class_of, ethnic_bounds
from kazbrief.measures.composition import ALL, CENSUS
from kazbrief.measures.crosswalk import ancestors
from kazbrief.measures.frames import joined, require, weakest
from kazbrief.tables.catalogue import SCHEMES

KAZAKH = "Kazakh"
# Limits of the classes of the Kazakh share on the map, per cent.
LIMITS = (0.0, 50.0, 65.0, 80.0, 100.0)
_COLUMNS = ("census", "scheme", "unit", "ethnic_group", "population", "source_id", "grade")
_FIGURES = ("comparison", "place", "ethnic_group", "unit", "found", "lowest", "highest")


def kazakh_shares(census: pd.DataFrame) -> pd.DataFrame:
    """The Kazakh share of each unit.

    Parameters
    ----------
    census
        Rows of ``ethnic_census``.

    Returns
    -------
    DataFrame
        ``census``, ``scheme``, ``unit``, ``kazakh`` and ``total`` (persons), ``share_pct`` (per cent),
        ``source_id``, ``grade``; one row a unit that has both a Kazakh count and a total.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(census, _COLUMNS, "census")
    key = ["census", "scheme", "unit"]
    groups = census[census["ethnic_group"] == KAZAKH].rename(columns={"population": "kazakh"})
    totals = census[census["ethnic_group"] == ALL].rename(columns={"population": "total"})
    both = groups.merge(totals[[*key, "total"]], on=key)
    both = both.assign(share_pct=100 * both["kazakh"].astype("float64") / both["total"].astype("float64"))
    return both[[*key, "kazakh", "total", "share_pct", "source_id", "grade"]].sort_values(
        key, ignore_index=True
    )


def census_check(
    ethnic_census: pd.DataFrame,
    raions: pd.DataFrame,
    crosswalk: pd.DataFrame,
    ethnic_national: pd.DataFrame,
    oblast_population: pd.DataFrame,
) -> pd.DataFrame:
    """Every figure of a census that can be held against another source.

    Parameters
    ----------
    ethnic_census
        The figures of one census or several.
    raions, crosswalk
        For the bounds of the Kazakh share, in the scheme of the census.
    ethnic_national
        The preferred counts of the census of that year are compared.
    oblast_population
        The whole population by the census of that year is compared.

    Returns
    -------
    DataFrame
        ``census``, ``comparison``, ``place``, ``ethnic_group``, ``unit`` (per cent or persons), ``found``,
        ``lowest``, ``highest``, ``difference`` (0 inside), ``agrees`` (0 or 1), ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(ethnic_census, _COLUMNS, "census")
    parts: list[pd.DataFrame] = []
    for (year, scheme), rows in ethnic_census.groupby(["census", "scheme"], sort=True):
        compared = pd.concat(
            [
                _with_bounds(rows, raions, crosswalk, str(scheme)),
                _with_nation(rows, ethnic_national[ethnic_national["date"] == str(year)]),
                _with_population(rows, oblast_population[oblast_population["date"] == str(year)]),
            ]
        )
        parts.append(compared.assign(census=int(str(year))))
    result = pd.concat(parts, ignore_index=True)
    below = (result["found"] - result["lowest"]).clip(upper=0)
    above = (result["found"] - result["highest"]).clip(lower=0)
    difference = below + above
    result = result.assign(difference=difference, agrees=(difference == 0).astype("int64"))
    ordered = ["census", *_FIGURES, "difference", "agrees", "source_id", "grade"]
    return result[ordered].sort_values(["census", "comparison", "place", "ethnic_group"], ignore_index=True)


def _with_bounds(
    rows: pd.DataFrame, raions: pd.DataFrame, crosswalk: pd.DataFrame, scheme: str
) -> pd.DataFrame:
    newest = [name for name in SCHEMES if name >= scheme]
    units = ancestors(crosswalk, newest)
    unit_of = units[units["scheme"] == scheme].set_index("oblast")["unit"]
    bounds = ethnic_bounds(raions.assign(oblast=raions["oblast"].map(unit_of)))
    both = kazakh_shares(rows).merge(bounds, left_on="unit", right_on="oblast", suffixes=("", "_known"))
    named = both.assign(comparison="bounds of the raions", place=both["unit"], ethnic_group=KAZAKH)
    return _compared(named, "per cent", "share_pct", "lower_pct", "upper_pct")


def _with_nation(rows: pd.DataFrame, national: pd.DataFrame) -> pd.DataFrame:
    wanted = (national["basis"] == CENSUS) & (national["preferred"] == 1) & national["population"].notna()
    sums = rows.groupby("ethnic_group", as_index=False).agg(
        {"population": "sum", "source_id": joined, "grade": weakest}
    )
    both = sums.merge(national[wanted], on="ethnic_group", suffixes=("", "_known"))
    named = both.assign(comparison="national count", place="Kazakhstan")
    return _compared(named, "persons", "population", "population_known", "population_known")


def _with_population(rows: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    known = population[(population["basis"] == CENSUS) & (population["area"] == "all")]
    totals = rows[rows["ethnic_group"] == ALL]
    both = totals.merge(known, on=["scheme", "unit"], suffixes=("", "_known"))
    named = both.assign(comparison="population of the oblast", place=both["unit"])
    return _compared(named, "persons", "population", "population_known", "population_known")


def _compared(both: pd.DataFrame, unit: str, found: str, lowest: str, highest: str) -> pd.DataFrame:
    """The comparison's columns, with the sources and the weaker grade of both sides."""
    numbers = {"found": found, "lowest": lowest, "highest": highest}
    compared = both.assign(
        unit=unit,
        **{name: both[column].astype("float64") for name, column in numbers.items()},
        source_id=[joined(pair) for pair in zip(both["source_id"], both["source_id_known"], strict=True)],
        grade=both[["grade", "grade_known"]].max(axis=1),
    )
    return compared[[*_FIGURES, "source_id", "grade"]]


def latest_census(ethnic_census: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The share of each unit by the latest census.

    Returns
    -------
    DataFrame
        ``census``, ``scheme``, ``unit``, ``iso_3166_2``, ``kazakh`` and ``total`` (persons), ``share_pct`` (per
        cent), ``class`` (1 = lowest; a class holds its lower limit), ``source_id``, ``grade``.
    """
    shares = kazakh_shares(ethnic_census[ethnic_census["census"] == ethnic_census["census"].max()])
    codes = units.set_index(["scheme", "unit"])["iso_3166_2"].rename("iso_3166_2")
    frame = shares.join(codes, on=["scheme", "unit"])
    frame["class"] = class_of(frame["share_pct"], LIMITS) + 1
    people = ["kazakh", "total", "share_pct", "class"]
    columns = ["census", "scheme", "unit", "iso_3166_2", *people, "source_id", "grade"]
    return frame[columns].reset_index(drop=True)
