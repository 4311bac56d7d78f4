"""The Russian share of each oblast: the latest published figure, its date and its basis."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kazbrief.measures.bounds import class_of
from kazbrief.measures.crosswalk import ancestors
from kazbrief.measures.frames import pick
from kazbrief.tables.catalogue import SCHEMES

GROUP = "Russian"
# The limits lie where the step from the old register to the census moves the fewest areas.
LIMITS = (0.0, 6.0, 16.0, 25.0, 40.0, 100.0)
# Bases by firmness; a register of before the census was corrected by it.
FIRM = ("census", "register after 2021 census")
OLD_REGISTER = "register before 2021 census"
CENSUS_YEAR = 2021
FIRST_YEAR = 2010


def latest_shares(ethnic_shares: pd.DataFrame, crosswalk: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The figure shown for each oblast, one row an oblast.

    The figure of the oblast itself comes before one of a larger former territory, one of the census of 2021 or
    of a register corrected by it before one of an older register, and then the latest.

    Returns
    -------
    DataFrame
        ``oblast``, ``iso_3166_2``, ``area`` (the oblasts of today that share the figure, joined by ``;``),
        ``territory`` (as in its source), ``date``, ``basis``, ``share_pct`` (per cent; empty when none is
        published), ``class`` (1 = lowest), ``census_base_low_pct`` and ``census_base_high_pct`` (what an old
        register's figure would be when the census lowers it as it did where both are known), ``moves`` (1 when
        that would change the class), ``register_share_pct`` (the old register's figure since the census year
        where another one is shown), ``source_id``, ``register_source_id``, ``grade``.
    """
    usable = (
        (ethnic_shares["ethnic_group"] == GROUP)
        & (ethnic_shares["preferred"] == 1)
        & ethnic_shares["share_pct"].notna()
        & ethnic_shares["basis"].isin([*FIRM, OLD_REGISTER])
        & (_year(ethnic_shares["date"]) >= FIRST_YEAR)
    )
    links = ancestors(crosswalk, SCHEMES[:3])
    figures = links.merge(ethnic_shares[usable].drop(columns="note"), on=["scheme", "unit"])
    figures["firm"] = figures["basis"].isin(FIRM) & (_year(figures["date"]) >= CENSUS_YEAR)
    order = figures.sort_values(["oblast", "same", "firm", "date"], kind="stable")
    shown = order.groupby("oblast").tail(1).set_index("oblast")
    register = order[(order["basis"] == OLD_REGISTER) & (_year(order["date"]) >= CENSUS_YEAR) & order["same"]]
    register = register.groupby("oblast").tail(1).set_index("oblast")
    both = register.index.intersection(shown.index[shown["firm"]])
    steps = shown.loc[both, "share_pct"] / register.loc[both, "share_pct"]

    codes = units[units["scheme"] == SCHEMES[0]].set_index("unit")["iso_3166_2"]
    frame = pd.DataFrame({"oblast": sorted(codes.index)}).set_index("oblast", drop=False)
    frame["iso_3166_2"] = codes
    frame["territory"] = shown["unit"] + shown["scheme"].map(lambda scheme: f" ({scheme})")
    frame["area"] = frame.groupby(frame["territory"].fillna(frame["oblast"]))["oblast"].transform(";".join)
    for column in ("date", "basis", "share_pct", "source_id", "grade"):
        frame[column] = shown[column]
    old = frame["share_pct"].where(~shown["firm"].reindex(frame.index, fill_value=True))
    frame["census_base_low_pct"] = (old * steps.min()).round(2)
    frame["census_base_high_pct"] = (old * steps.max()).round(2)
    frame["class"] = class_of(frame["share_pct"], LIMITS) + 1
    lowered = class_of(frame["census_base_low_pct"], LIMITS) + 1
    frame["moves"] = (lowered != frame["class"]).fillna(False).astype(int)
    frame["register_share_pct"] = register.loc[both, "share_pct"]
    frame["register_source_id"] = register.loc[both, "source_id"]
    figure = ["territory", "date", "basis", "share_pct", "class"]
    on_census_base = ["census_base_low_pct", "census_base_high_pct", "moves", "register_share_pct"]
    sources = ["source_id", "register_source_id", "grade"]
    columns = ["oblast", "iso_3166_2", "area", *figure, *on_census_base, *sources]
    return frame[columns].reset_index(drop=True)


def _year(dates: pd.Series) -> pd.Series:
    return dates.str[:4].astype(int)


def areas(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an area that has a figure of its own, highest share first."""
    return frame.drop_duplicates("area").sort_values(["share_pct", "area"], ascending=[False, True])


# Where neither census nor register has a preferred share about 2009, an undated one of about 2010 stands in.
_ABOUT_2009 = {("census", 1): 0, (OLD_REGISTER, 1): 1, ("undated", 0): 2}


def russians_about_2009(
    oblast_population: pd.DataFrame, ethnic_shares: pd.DataFrame, units: Sequence[str]
) -> pd.DataFrame:
    """Russians in oblasts about 2009: the census share where it is preferred, else the register of 2010.

    Returns
    -------
    DataFrame
        ``unit``, ``russians``, ``population`` (census of 2009), ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        When a unit has no population or no share.
    """
    census = {"scheme": "1999", "date": "2009", "basis": "census", "area": "all"}
    people = pick(oblast_population, **census, unit=list(units))
    shares = ethnic_shares[
        (ethnic_shares["scheme"] == "1999")
        & (ethnic_shares["ethnic_group"] == GROUP)
        & ethnic_shares["share_pct"].notna()
        & ethnic_shares["date"].str[:4].isin(["2009", "2010"])
    ]
    firmness = [_ABOUT_2009.get(kind) for kind in zip(shares["basis"], shares["preferred"], strict=True)]
    shares = shares.assign(firmness=pd.Series(firmness, index=shares.index)).dropna(subset="firmness")
    shares = shares.sort_values(["unit", "firmness", "date"]).drop_duplicates("unit")
    both = people[["unit", "population", "source_id", "grade"]].merge(
        pick(shares, unit=list(units)), on="unit", suffixes=("", "_share")
    )
    population = both["population"].astype("float64")
    return pd.DataFrame(
        {
            "unit": both["unit"],
            "russians": population * both["share_pct"] / 100,
            "population": population,
            "source_id": both["source_id"] + ";" + both["source_id_share"],
            "grade": both[["grade", "grade_share"]].max(axis=1),
        }
    )
