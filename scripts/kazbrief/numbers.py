"""Every value that the prose prints, computed from clean tables and formatted in one place.

The prose prints them with ``{{< var group.name >}}``; the file ``_variables.yml`` is made from `values`.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief import edition
from kazbrief.exhibits import fig_arms_share, fig_kazakh_share_bounds, fig_oil_share, fig_pipelines_map
from kazbrief.measures.bounds import national_bounds
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, PUBLISHED
from kazbrief.phrases import count, number, percent, percent_range, series

Tables = Mapping[str, pd.DataFrame]
Group = dict[str, str]


def people(tables: Tables) -> Group:
    """The Kazakh share by oblast: what is certain, what is open."""
    frame = fig_kazakh_share_bounds.data(tables)
    bounds, points = fig_kazakh_share_bounds.bounds_of(frame), frame[frame["kind"] != "bound"]
    majority, minority = bounds[bounds["lower_pct"] > 50], bounds[bounds["upper_pct"] < 50]
    undecided = bounds[(bounds["lower_pct"] <= 50) & (bounds["upper_pct"] >= 50)]
    raions = tables["raions"]
    national = national_bounds(raions).iloc[0]
    lowest, highest = bounds.iloc[0], bounds.iloc[-1]
    return {
        "units": number(len(bounds)),
        "majority": number(len(majority)),
        "minority_names": series(minority["oblast"].tolist()),
        "undecided": count(len(undecided)),
        "undecided_names": series(undecided["oblast"].tolist()),
        "lowest": percent_range(lowest["lower_pct"], lowest["upper_pct"]),
        "lowest_name": str(lowest["oblast"]),
        "highest": percent_range(highest["lower_pct"], highest["upper_pct"]),
        "highest_name": str(highest["oblast"]),
        "national": percent_range(national["lower_pct"], national["upper_pct"]),
        "raions": number(len(raions)),
        "raions_known": number(int(raions["kazakh_share_bin"].notna().sum())),
        "population": f"{number(raions['population'].sum() / 1e6, 1)} million",
        "points": number(len(points)),
        "points_inside": number(int(points["inside"].sum())),
        "russian_raions": number(int((raions["largest_group"] == "Russian").sum())),
        "russian_raions_population": f"{number(raions.loc[raions['largest_group'] == 'Russian', 'population'].sum() / 1e6, 2)} million",
    }


def oil(tables: Tables) -> Group:
    """The share of oil exports that crosses Russia, and the capacity of the lines."""
    frame = fig_oil_share.data(tables)
    around, recent = fig_oil_share.split(frame)
    in_print = frame[frame["year"] < PUBLISHED.year].iloc[-1]
    latest = frame.iloc[-1]
    routes = fig_pipelines_map.exits(fig_pipelines_map.data(tables))
    through = routes.loc[routes["crosses_russia"] == "yes", "capacity_mt"].sum()
    return {
        "then": fig_oil_share.range_of(around),
        "then_years": fig_oil_share.years(around),
        "in_print": percent_range(in_print["low_pct"], in_print["high_pct"]),
        "in_print_year": str(in_print["year"]),
        "now": fig_oil_share.range_of(recent),
        "now_first": str(recent["year"].min()),
        "latest": percent_range(latest["low_pct"], latest["high_pct"]),
        "latest_year": str(latest["year"]),
        "almost_all": percent(ALMOST_ALL_PCT),
        "exits": count(len(routes)),
        "capacity": f"{number(routes['capacity_mt'].sum())} Mt",
        "capacity_through": f"{number(through)} Mt",
        "capacity_share": percent(100 * through / routes["capacity_mt"].sum()),
    }


def arms(tables: Tables) -> Group:
    """Russia's share of arms imports, Kazakhstan and peers."""
    frame = fig_arms_share.data(tables)
    own = fig_arms_share.subject(frame)
    lowest, first, latest = own.loc[own["share_pct"].idxmin()], own.iloc[0], own.iloc[-1]
    overlapping = tables["arms_share"]
    before = overlapping[
        (overlapping["recipient"] == fig_arms_share.SUBJECT) & (overlapping["period"] == "2006-2010")
    ].iloc[0]
    same_period = frame[
        (frame["period"] == latest["period"]) & (frame["recipient"] != fig_arms_share.SUBJECT)
    ]
    higher = same_period[same_period["share_pct"] > latest["share_pct"]]["recipient"].tolist()
    return {
        "first": percent(first["share_pct"]),
        "first_period": fig_arms_share.span(first["period"]),
        "lowest": percent(lowest["share_pct"]),
        "lowest_period": fig_arms_share.span(lowest["period"]),
        "latest": percent(latest["share_pct"]),
        "latest_period": fig_arms_share.span(latest["period"]),
        "in_print": percent(before["share_pct"]),
        "in_print_period": fig_arms_share.span(before["period"]),
        "in_print_second": str(before["largest_other"]),
        "in_print_second_share": percent(
            100 * before["largest_other_tiv_million"] / before["total_tiv_million"]
        ),
        "higher_names": series(sorted(higher)),
        "periods": count(len(own)),
    }


def about() -> Group:
    """The edition."""
    return {
        "date": f"{edition.DATE.day} {edition.DATE:%B %Y}",
        "edition": edition.EDITION,
        "version": edition.VERSION,
        "licence": edition.LICENCE_NAME,
        "article_date": f"{PUBLISHED.day} {PUBLISHED:%B %Y}",
    }


def values(tables: Tables) -> dict[str, Group]:
    """All values by group and name, as the prose prints them."""
    return {"about": about(), "arms": arms(tables), "oil": oil(tables), "people": people(tables)}


def variables_yaml(groups: Mapping[str, Group]) -> str:
    """The groups as the text of ``_variables.yml``; a group or name begins with a letter."""
    import yaml

    note = "# Built from the tables by `kazbrief build`; don't edit.\n"
    return note + str(yaml.safe_dump(dict(groups), allow_unicode=True, sort_keys=True, width=1000))
