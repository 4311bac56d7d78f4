"""Every value that the prose prints, computed from clean tables; `kazbrief.values` holds the formats.

The prose prints them with ``{{< var group.name >}}``. From `values` come ``_variables.yml`` (the texts) and
``figures/numbers.json`` (the same values with their raw numbers, units, grades and tables, for other programs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from kazbrief import edition
from kazbrief.exhibits import fig_arms_share, fig_kazakh_share_bounds, fig_oil_share, fig_pipelines_map, maps
from kazbrief.measures.bounds import national_bounds
from kazbrief.measures.frames import weakest
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, PUBLISHED
from kazbrief.tables.raions import SHARE_CLASSES
from kazbrief.values import (
    Value,
    counted,
    counted_in_words,
    names,
    period,
    quantity,
    share,
    share_range,
    text,
    year,
    years,
)

Tables = Mapping[str, pd.DataFrame]
Values = dict[str, Value]


def people(tables: Tables) -> Values:
    """The Kazakh share by oblast: what is certain, what is open."""
    frame = fig_kazakh_share_bounds.data(tables)
    bounds, points = fig_kazakh_share_bounds.bounds_of(frame), frame[frame["kind"] != "bound"]
    majority, minority = bounds[bounds["lower_pct"] > 50], bounds[bounds["upper_pct"] < 50]
    undecided = bounds[(bounds["lower_pct"] <= 50) & (bounds["upper_pct"] >= 50)]
    raions = tables["raions"]
    russian = raions[raions["largest_group"] == "Russian"]

    def limits(row: pd.Series) -> Value:
        return share_range(row["lower_pct"], row["upper_pct"], row["grade"])

    lowest, highest = bounds.iloc[0], bounds.iloc[-1]
    first_class, second_class = SHARE_CLASSES[0], SHARE_CLASSES[1].split("-")
    return {
        "units": counted(len(bounds)),
        "majority": counted(len(majority)),
        "minority_names": names(minority["oblast"].tolist()),
        "undecided": counted_in_words(len(undecided)),
        "undecided_names": names(undecided["oblast"].tolist()),
        "lowest": limits(lowest),
        "lowest_name": text(lowest["oblast"]),
        "highest": limits(highest),
        "highest_name": text(highest["oblast"]),
        "national": limits(national_bounds(raions).iloc[0]),
        "raions": counted(len(raions)),
        "raions_known": counted(int(raions["kazakh_share_bin"].notna().sum())),
        # The sum agrees with a published national total: the grade C of single raions is of their class.
        "population": quantity(raions["population"].sum(), "persons", "B"),
        "points": counted(len(points)),
        "points_inside": counted(int(points["inside"].sum())),
        "russian_raions": counted(len(russian)),
        "russian_raions_population": quantity(
            russian["population"].sum(), "persons", weakest(russian["grade"]), decimals=2
        ),
        "lowest_class": share(float(first_class.removeprefix("below ")), "A"),
        "classes_above": counted_in_words(len(SHARE_CLASSES) - 1),
        "class_width": quantity(float(second_class[1]) - float(second_class[0]), "points", "A"),
    }


def oil(tables: Tables) -> Values:
    """The share of oil exports that crosses Russia, and the capacity of the lines."""
    frame = fig_oil_share.data(tables)
    around, recent = fig_oil_share.split(frame)
    in_print = frame[frame["year"] < PUBLISHED.year].iloc[-1]
    latest = frame.iloc[-1]
    routes = fig_pipelines_map.exits(fig_pipelines_map.data(tables))
    grade = weakest(routes["grade"])
    crossing = routes[routes["crosses_russia"] == "yes"]
    total, through = routes["capacity_mt"].sum(), crossing["capacity_mt"].sum()

    def limits(rows: pd.DataFrame) -> Value:
        return share_range(rows["low_pct"].min(), rows["high_pct"].max(), weakest(rows["grade"]))

    return {
        "then": limits(around),
        "then_years": years(around["year"].min(), around["year"].max()),
        "in_print": limits(in_print.to_frame().T),
        "in_print_year": year(in_print["year"]),
        "now": limits(recent),
        "now_first": year(recent["year"].min()),
        "latest": limits(latest.to_frame().T),
        "latest_year": year(latest["year"]),
        "almost_all": share(ALMOST_ALL_PCT, "A"),
        "exits": counted_in_words(len(routes)),
        "exits_through": counted_in_words(len(crossing)),
        "capacity": quantity(total, "Mt", grade),
        "capacity_through": quantity(through, "Mt", grade),
        "capacity_share": share(100 * through / total, grade),
    }


def arms(tables: Tables) -> Values:
    """Russia's share of arms imports, Kazakhstan and peers."""
    frame = fig_arms_share.data(tables)
    own = fig_arms_share.subject(frame)
    lowest, first, latest = own.sort_values("share_pct").iloc[0], own.iloc[0], own.iloc[-1]
    overlapping = tables["arms_share"]
    before = overlapping[
        (overlapping["recipient"] == fig_arms_share.SUBJECT) & (overlapping["period"] == "2006-2010")
    ].iloc[0]
    same_period = frame[
        (frame["period"] == latest["period"]) & (frame["recipient"] != fig_arms_share.SUBJECT)
    ]
    higher = same_period[same_period["share_pct"] > latest["share_pct"]]["recipient"].tolist()
    return {
        "first": share(first["share_pct"], first["grade"]),
        "first_period": period(first["period"]),
        "lowest": share(lowest["share_pct"], lowest["grade"]),
        "lowest_period": period(lowest["period"]),
        "latest": share(latest["share_pct"], latest["grade"]),
        "latest_period": period(latest["period"]),
        "in_print": share(before["share_pct"], before["grade"]),
        "in_print_period": period(before["period"]),
        "in_print_second": text(before["largest_other"]),
        "in_print_second_share": share(
            100 * before["largest_other_tiv_million"] / before["total_tiv_million"], before["grade"]
        ),
        "higher_names": names(sorted(higher)),
        "peers": counted_in_words(len(fig_arms_share.PEERS)),
        "periods": counted_in_words(len(own)),
    }


def method(tables: Tables) -> Values:
    """What the method is set to: the projection of the maps."""
    settings = {setting.name: setting.value for setting in maps.CRS.coordinate_operation.params}
    return {
        "first_parallel": quantity(settings["Latitude of 1st standard parallel"], "degrees", "A"),
        "second_parallel": quantity(settings["Latitude of 2nd standard parallel"], "degrees", "A"),
    }


def about(tables: Tables) -> Values:
    """The edition."""
    return {
        "date": text(f"{edition.DATE.day} {edition.DATE:%B %Y}"),
        "edition": text(edition.EDITION),
        "version": text(edition.VERSION),
        "licence": text(edition.LICENCE_NAME),
        "article_date": text(f"{PUBLISHED.day} {PUBLISHED:%B %Y}"),
    }


GROUPS: tuple[Callable[[Tables], Values], ...] = (about, arms, method, oil, people)
"""The groups of values, each named like its function."""


class _Read(Mapping[str, pd.DataFrame]):
    """Tables that remember which of them were asked for."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.asked.add(name)
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


@dataclass(frozen=True)
class Group:
    """The values of one group by name, and the tables that they were computed from."""

    values: Values
    tables: tuple[str, ...]


def values(tables: Tables) -> dict[str, Group]:
    """All values, by group."""
    groups = {}
    for compute in GROUPS:
        read = _Read(tables)
        groups[compute.__name__] = Group(compute(read), tuple(sorted(read.asked)))
    return groups


def variables_yaml(groups: Mapping[str, Group]) -> str:
    """The texts of the values as ``_variables.yml``; a group or name begins with a letter."""
    import yaml

    note = "# Built from the tables by `kazbrief build`; don't edit.\n"
    texts = {name: {key: value.text for key, value in group.values.items()} for name, group in groups.items()}
    return note + str(yaml.safe_dump(texts, allow_unicode=True, sort_keys=True, width=1000))


def numbers_json(groups: Mapping[str, Group]) -> dict[str, dict[str, Any]]:
    """The values as plain data: ``group.name`` to raw value, text, unit, grade, and the tables of its group."""
    records = {
        f"{name}.{key}": {**asdict(value), "tables": list(group.tables)}
        for name, group in groups.items()
        for key, value in group.values.items()
    }
    return dict(sorted(records.items()))
