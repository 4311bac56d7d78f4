"""Military spending and personnel of the members of the CSTO, and the ranks that the values allow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.measures.ranks import rank_limits
from kazbrief.measures.thresholds import LAST_FULL_YEAR

SUBJECT = "KAZ"
COUNTRIES = {
    "ARM": "Armenia",
    "BLR": "Belarus",
    "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan",
    "RUS": "Russia",
    "TJK": "Tajikistan",
    "UZB": "Uzbekistan",
}
THEN = LAST_FULL_YEAR
# The series of 2010 and of the latest year: personnel changes its definition.
SPENDING = ("constant_2023_usd", "constant_2023_usd")
PERSONNEL = ("active_and_paramilitary", "active_forces")
# To billion US dollars, and to thousand persons.
DIVISOR = 1000.0


def spells_in(csto_members: pd.DataFrame, year: int) -> pd.DataFrame:
    """The spells of membership that a year belongs to: their first and their last year do, as the table says."""
    begun, ended = csto_members["from_year"] <= year, csto_members["to_year"] < year
    return csto_members[begun & ~ended.fillna(False)]


def members(csto_members: pd.DataFrame, year: int) -> list[str]:
    """The members in a year, some of it at least, in order of their codes."""
    return sorted(set(spells_in(csto_members, year)["country"]))


def csto_ranks(
    military_expenditure: pd.DataFrame, armed_forces: pd.DataFrame, csto_members: pd.DataFrame
) -> pd.DataFrame:
    """Spending of each member by year from 2010, personnel in 2010 and in the latest year, with the ranks they allow.

    A value known only within limits, or not at all, makes a range of ranks.

    Returns
    -------
    DataFrame
        ``measure`` (spending, personnel), ``series``, ``year``, ``country``, ``low``, ``high`` (billion US
        dollars of 2023, or thousand persons; empty = not published), ``best_rank``, ``worst_rank``,
        ``source_id``, ``grade``.
    """
    money = military_expenditure.rename(columns={"measure": "series"})
    money = money.assign(persons_low=money["value"], persons_high=money["value"])
    membership = csto_members.drop_duplicates("country").set_index("country")
    spent = money.loc[(money["series"] == SPENDING[0]) & (money["year"] >= THEN), "year"]
    counted = armed_forces.loc[armed_forces["series"] == PERSONNEL[1], "year"].max()
    wanted = [("spending", money, SPENDING[0], year) for year in sorted(spent.unique())]
    wanted += [
        ("personnel", armed_forces, PERSONNEL[0], THEN),
        ("personnel", armed_forces, PERSONNEL[1], counted),
    ]
    parts = []
    for measure, table, series, year in wanted:
        rows = table[(table["series"] == series) & (table["year"] == year)].set_index("country")
        part = rows.reindex(members(csto_members, year))
        parts.append(part.assign(measure=measure, series=series, year=year))
    frame = pd.concat(parts).rename_axis("country").reset_index()
    frame = frame.assign(
        low=(frame["persons_low"] / DIVISOR).astype("float64"),
        high=(frame["persons_high"] / DIVISOR).astype("float64"),
        member_source_id=frame["country"].map(membership["source_id"]),
    )
    together = frame.groupby(["measure", "series", "year"])
    # What nobody published may be anything below the largest value known.
    ceiling = np.nextafter(together["high"].transform("max"), 0.0)
    lower, upper = frame["low"].fillna(0.0), frame["high"].fillna(ceiling)
    ranks = pd.concat([rank_limits(lower[own], upper[own]) for own in together.groups.values()])
    columns = ["measure", "series", "year", "country", "low", "high", "best_rank", "worst_rank"]
    sources = ["source_id", "grade", "member_source_id"]
    ranked: pd.DataFrame = frame.join(ranks)[[*columns, *sources]].round(6)
    return ranked


def panel_of(frame: pd.DataFrame, measure: str, latest: bool) -> pd.DataFrame:
    """The rows of one measure in 2010 or in the latest year, best rank first; ``known`` tells who has a value."""
    rows = frame[frame["measure"] == measure]
    rows = rows[rows["year"] == (rows["year"].max() if latest else rows["year"].min())]
    ordered: pd.DataFrame = rows.assign(known=rows["high"].notna()).sort_values(
        ["known", "high", "low", "country"], ascending=[False, False, False, True]
    )
    return ordered


def of_kazakhstan(frame: pd.DataFrame, measure: str, latest: bool) -> pd.Series:
    """Kazakhstan's row of one measure in 2010 or in the latest year."""
    rows = panel_of(frame, measure, latest)
    return rows[rows["country"] == SUBJECT].iloc[0]


def passed(frame: pd.DataFrame) -> dict[str, int]:
    """The members that spent less than Kazakhstan in 2010 and spend more now, with the year since which they do."""
    spending = frame[frame["measure"] == "spending"].pivot(index="year", columns="country", values="high")
    above = spending.gt(spending[SUBJECT], axis=0)
    return {
        str(country): int(own.index[~own].max()) + 1
        for country, own in above.items()
        if country != SUBJECT and own.iloc[-1] and not own.iloc[0]
    }
