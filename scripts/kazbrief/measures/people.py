"""People by ethnic group, counted by district: sums, shares, the largest group, diversity, parts of the country.

The count is the register of 1 January 2025. Oblasts and the nation are sums of its districts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from kazbrief.measures.bounds import inside_class
from kazbrief.measures.composition import ALL, GROUPS, national_shares
from kazbrief.measures.crosswalk import ancestors
from kazbrief.measures.distance import border_distance
from kazbrief.measures.diversity import dissimilarity, fractionalisation
from kazbrief.measures.frames import BORDER_SOURCE, joined, require, weakest
from kazbrief.measures.thresholds import HALF_PCT
from kazbrief.tables.catalogue import SCHEMES

KAZAKH, RUSSIAN, OTHER, NOT_STATED = "Kazakh", "Russian", "Other", "Not stated"
COUNT, OTHERS, EVENT = "count", "Others", "event"
COUNTED_ON, COUNT_BASIS = "2025-01-01", "register after 2021 census"
# Points known when the article appeared: the census of 2009 and the register about it.
_THEN = ("2009", "2010", "2011")
TURKIC = (KAZAKH, "Uzbek", "Uyghur", "Tatar", "Azerbaijani", "Turk", "Kyrgyz")
"""The Turkic groups that the count names."""

PARTS: Mapping[str, Sequence[str]] = {
    "north": ("Akmola", "Kostanay", "North Kazakhstan", "Pavlodar"),
    "east": ("Abai", "East Kazakhstan"),
    "centre": ("Karaganda", "Ulytau"),
    "west": ("Aktobe", "Atyrau", "Mangystau", "West Kazakhstan"),
    "south": ("Almaty oblast", "Kyzylorda", "Shymkent", "Turkistan", "Zhambyl", "Zhetisu"),
    "Almaty and Astana": ("Almaty city", "Astana"),
}
"""The parts of the country, of units of 2022. The two largest cities stand apart: people move there from all parts."""
CITIES = ("Almaty city", "Astana", "Shymkent")
"""The three cities that are units of their own."""
_COLUMNS = ("oblast", "ethnic_group", "population", "source_id", "grade")


def oblast_people(district_people: pd.DataFrame) -> pd.DataFrame:
    """The table ``oblast_people``: counts and shares (per cent) of each group by oblast.

    Examples
    --------
    >>> import kazbrief
    >>> people = oblast_people(kazbrief.load("district_people"))
    >>> int(people.loc[people["ethnic_group"] == "All", "population"].sum())
    20283399
    """
    sums = district_people.groupby(["oblast", "ethnic_group"]).agg(
        population=("population", "sum"),
        districts=("district_id", "size"),
        source_id=("source_id", joined),
        grade=("grade", weakest),
    )
    totals = sums["population"].xs(ALL, level="ethnic_group")
    share = 100 * sums["population"] / totals.reindex(sums.index, level="oblast")
    sums.insert(1, "share_pct", share.astype("float64"))
    return sums.reset_index()


def nation(oblast_people: pd.DataFrame) -> pd.DataFrame:
    """The counts of the whole country, by ``ethnic_group``: ``population``, ``share_pct``, ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(oblast_people, _COLUMNS, "people by oblast")
    sums = oblast_people.groupby("ethnic_group").agg(
        population=("population", "sum"), source_id=("source_id", joined), grade=("grade", weakest)
    )
    return sums.assign(share_pct=100 * sums["population"] / sums["population"][ALL])


def national_diversity(oblast_people: pd.DataFrame) -> float:
    """The chance that two residents of the country are of different groups; those of no stated group aside."""
    people = nation(oblast_people)["population"].drop([ALL, NOT_STATED])
    return fractionalisation(100 * people / people.sum())


def national_shares_and_events(
    ethnic_national: pd.DataFrame, oblast_people: pd.DataFrame, population_events: pd.DataFrame
) -> pd.DataFrame:
    """The shares of five groups by census and register, the count of 2025 among them; then what moved them.

    Returns
    -------
    DataFrame
        The columns of `national_shares`, and of the rows whose ``basis`` is `EVENT` ``until`` (date of the end; empty
        for a day), ``text`` and ``detail``.
    """
    before = national_shares(ethnic_national)
    counted = nation(oblast_people).loc[list(GROUPS)].reset_index()
    counted = counted.assign(date=COUNTED_ON, year=int(COUNTED_ON[:4]), basis=COUNT_BASIS)
    counted = counted.assign(low_pct=counted["share_pct"], high_pct=counted["share_pct"])
    events = population_events.rename(columns={"begins": "date", "ends": "until", "event": "text"})
    events = events.assign(basis=EVENT, year=events["date"].str[:4].astype(int))
    columns = [*before.columns, "until", "text", "detail"]
    return pd.concat([part.reindex(columns=columns) for part in (before, counted, events)], ignore_index=True)


def counts(people: pd.DataFrame, place: str) -> pd.DataFrame:
    """One row a place, one column a group, persons; ``place`` is ``district_id`` or ``oblast``."""
    return people.pivot(index=place, columns="ethnic_group", values="population").astype("int64")


def district_profile(
    districts: pd.DataFrame, district_people: pd.DataFrame, border: gpd.GeoDataFrame
) -> pd.DataFrame:
    """The table ``district_profile``: shares, largest group, diversity and distance of each district.

    Raises
    ------
    KazbriefError
        As `border_distance`.
    """
    place = ["district_id", "oblast", "district", "kind", "latitude", "longitude"]
    frame = districts[place].set_index("district_id", drop=False)
    people = counts(district_people, "district_id").loc[frame.index]
    total = people[ALL].astype("float64")
    named = people.drop(columns=[ALL, OTHER, NOT_STATED])
    stated = people.drop(columns=[ALL, NOT_STATED])
    shares = 100 * stated.div(stated.sum(axis=1), axis=0)
    sources = district_people.groupby("district_id").agg({"source_id": joined, "grade": weakest})
    sources = sources.loc[frame.index]
    frame = frame.assign(
        population=people[ALL],
        kazakh_pct=100 * people[KAZAKH] / total,
        russian_pct=100 * people[RUSSIAN] / total,
        largest_group=named.idxmax(axis=1),
        largest_pct=100 * named.max(axis=1) / total,
        diversity=shares.apply(fractionalisation, axis=1),
    ).reset_index(drop=True)
    cited = zip(sources["source_id"], districts["source_id"], strict=True)
    grades = zip(sources["grade"], districts["grade"], strict=True)
    return border_distance(frame, border.geometry).assign(
        source_id=[joined([*pair, BORDER_SOURCE]) for pair in cited],
        grade=[weakest(pair) for pair in grades],
    )


def unevenness(district_people: pd.DataFrame) -> float:
    """The index of dissimilarity of Kazakhs and Russians over the districts (0 to 1)."""
    return dissimilarity(counts(district_people, "district_id"), KAZAKH, RUSSIAN)


def by_part(oblast_people: pd.DataFrame) -> pd.DataFrame:
    """The people of each group in each part of the country.

    Returns
    -------
    DataFrame
        ``part``, ``ethnic_group``, ``population``, ``share_pct`` (of the part's people), ``of_group_pct`` (of the
        group in the whole country), ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(oblast_people, _COLUMNS, "people by oblast")
    part_of = {oblast: part for part, oblasts in PARTS.items() for oblast in oblasts}
    sums = (
        oblast_people.assign(part=oblast_people["oblast"].map(part_of))
        .groupby(["part", "ethnic_group"], sort=False)
        .agg(population=("population", "sum"), source_id=("source_id", joined), grade=("grade", weakest))
        .reset_index()
    )
    totals = sums[sums["ethnic_group"] == ALL].set_index("part")["population"]
    of_group = sums.groupby("ethnic_group")["population"].transform("sum")
    return sums.assign(
        share_pct=100 * sums["population"] / sums["part"].map(totals),
        of_group_pct=100 * sums["population"] / of_group,
    )


def living_in(oblast_people: pd.DataFrame, group: str, parts: Sequence[str]) -> pd.Series:
    """How much of a group lives in parts of the country.

    Returns
    -------
    Series
        ``of_group_pct`` (per cent of the group), ``share_pct`` (of the people there), ``quotient`` (the first over
        the share of all people who live there), ``source_id``, ``grade``.
    """
    rows = by_part(oblast_people)
    there = rows[rows["part"].isin(list(parts))]
    own, everybody = (there[there["ethnic_group"] == name] for name in (group, ALL))
    of_group = own["of_group_pct"].sum()
    return pd.Series(
        {
            "of_group_pct": of_group,
            "share_pct": 100 * own["population"].sum() / everybody["population"].sum(),
            "quotient": of_group / everybody["of_group_pct"].sum(),
            "source_id": joined(own["source_id"]),
            "grade": weakest(own["grade"]),
        }
    )


def living_in_oblasts(oblast_people: pd.DataFrame, group: str, oblasts: Sequence[str]) -> float:
    """The share of a group that lives in some oblasts or cities, per cent of the group."""
    people = counts(oblast_people, "oblast")[group]
    return float(100 * people[list(oblasts)].sum() / people.sum())


def living_with_majority(district_profile: pd.DataFrame, district_people: pd.DataFrame, group: str) -> float:
    """The share of a group that lives in districts where Kazakhs are over half, per cent of the group."""
    people = counts(district_people, "district_id")[group]
    there = district_profile.loc[district_profile["kazakh_pct"] > HALF_PCT, "district_id"]
    return float(100 * people[there].sum() / people.sum())


def more_russians(oblast_people: pd.DataFrame) -> list[str]:
    """The oblasts and cities with more Russians than Kazakhs, in the order of the alphabet."""
    people = counts(oblast_people, "oblast")
    return [str(name) for name in people.index[people[RUSSIAN] > people[KAZAKH]]]


def oblasts_by_share(oblast_people: pd.DataFrame) -> pd.DataFrame:
    """The rows of Kazakhs, lowest share first."""
    kazakhs = oblast_people[oblast_people["ethnic_group"] == KAZAKH]
    return kazakhs.sort_values(["share_pct", "oblast"]).reset_index(drop=True)


def without_majority(oblast_people: pd.DataFrame) -> list[str]:
    """The oblasts in which Kazakhs are not more than half, lowest share first."""
    kazakhs = oblasts_by_share(oblast_people)
    return [str(name) for name in kazakhs.loc[kazakhs["share_pct"] <= HALF_PCT, "oblast"]]


def districts_by_size(district_profile: pd.DataFrame) -> pd.DataFrame:
    """The profile of every district, most people first."""
    columns = ["district_id", "oblast", "district", "latitude", "longitude", "population", "kazakh_pct"]
    ordered = district_profile.sort_values(["population", "district_id"], ascending=[False, True])
    # No distance is shown.
    ordered = ordered.assign(source_id=ordered["source_id"].str.removesuffix(f";{BORDER_SOURCE}"))
    return ordered[
        [*columns, "russian_pct", "largest_group", "largest_pct", "source_id", "grade"]
    ].reset_index(drop=True)


def national_shares_of(profile: pd.DataFrame) -> dict[str, float]:
    """Kazakhs, Russians and others of the whole country from the profile of its districts, per cent."""
    people = profile["population"]
    shares = {
        group: float((people * profile[column]).sum() / people.sum())
        for group, column in ((KAZAKH, "kazakh_pct"), (RUSSIAN, "russian_pct"))
    }
    return {**shares, OTHERS: 100 - sum(shares.values())}


def counted_and_before(
    oblast_people: pd.DataFrame, ethnic_shares: pd.DataFrame, crosswalk: pd.DataFrame
) -> pd.DataFrame:
    """Kazakhs, Russians and others of each oblast by the count, and what was published of 2009 to 2011.

    Older points stand only for units that are the same territory today.

    Returns
    -------
    DataFrame
        ``oblast``, ``ethnic_group`` (Kazakh, Russian, Others), ``kind`` (``count``, or the basis of an older
        point), ``date``, ``share_pct`` (per cent), ``population`` (persons; of the count), ``source_id``, ``grade``.
    """
    groups = [KAZAKH, RUSSIAN]
    counted = oblast_people[oblast_people["ethnic_group"].isin(groups)]
    whole = oblast_people[oblast_people["ethnic_group"] == ALL].set_index("oblast")
    sums = counted.groupby("oblast")[["population", "share_pct"]].sum()
    others = whole.assign(
        ethnic_group=OTHERS,
        population=whole["population"] - sums["population"],
        share_pct=100 - sums["share_pct"],
    ).reset_index()
    links = ancestors(crosswalk, SCHEMES[:3])
    points = links[links["same"]].merge(
        ethnic_shares.rename(columns={"basis": "kind"}), on=["scheme", "unit"]
    )
    older = points[
        points["ethnic_group"].isin(groups)
        & (points["preferred"] == 1)
        & points["share_pct"].notna()
        & points["date"].str[:4].isin(_THEN)
    ]
    # One point a group and oblast, the census before the register.
    older = older.sort_values(["oblast", "ethnic_group", "kind"]).drop_duplicates(["oblast", "ethnic_group"])
    rows = pd.concat([counted, others]).assign(kind=COUNT, date=COUNTED_ON)
    rows = pd.concat([rows.sort_values(["oblast", "ethnic_group"]), older])
    columns = ["oblast", "ethnic_group", "kind", "date", "share_pct", "population", "source_id", "grade"]
    return rows[columns].astype({"population": "Int64"}).reset_index(drop=True)


def bounds_by_share(bounds_check: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table ``bounds_check``, lowest counted share first."""
    return bounds_check.sort_values(["counted_pct", "oblast"]).reset_index(drop=True)


def bounds_check(
    ethnic_bounds: pd.DataFrame,
    oblast_people: pd.DataFrame,
    raions: pd.DataFrame,
    district_profile: pd.DataFrame,
) -> pd.DataFrame:
    """The table ``bounds_check``: bounds of edition 1 against the count, by oblast."""
    counted = oblasts_by_share(oblast_people)[["oblast", "share_pct", "source_id", "grade"]]
    frame = ethnic_bounds.merge(counted, on="oblast", suffixes=("", "_counted"))
    known = raions[raions["kazakh_share_bin"].notna()].merge(
        district_profile[["district_id", "kazakh_pct"]], left_on="kato", right_on="district_id"
    )
    inside = inside_class(known["kazakh_pct"], known["kazakh_share_bin"])
    kept = inside.groupby(known["oblast"]).agg(["size", "sum"])
    kept = kept.reindex(frame["oblast"], fill_value=0).astype("int64")
    share = frame["share_pct"]
    checked = frame.assign(
        counted_pct=share,
        inside=share.between(frame["lower_pct"], frame["upper_pct"]),
        midpoint_error_pct=frame["midpoint_pct"] - share,
        classed=kept["size"].to_numpy(),
        in_class=kept["sum"].to_numpy(),
        source_id=[joined(pair) for pair in zip(frame["source_id"], frame["source_id_counted"], strict=True)],
        grade=frame[["grade", "grade_counted"]].max(axis=1),
    )
    columns = ["lower_pct", "upper_pct", "width_pct", "counted_pct", "inside", "midpoint_error_pct"]
    return checked[["oblast", *columns, "classed", "in_class", "source_id", "grade"]]
