"""Russians by oblast about the time of the article, from figures of two bases."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kazbrief.measures.frames import pick

GROUP = "Russian"
OLD_REGISTER = "register before 2021 census"

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
