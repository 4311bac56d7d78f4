"""Every value that the prose prints, computed from clean tables; `kazbrief.formats` holds the formats.

A group of values is a function that returns `Values`, and its parameters are named after the tables that it reads:
the build finds groups by that. The prose prints a value with ``{{< var group.name >}}``. From the groups come
``_variables.yml`` (the texts) and ``figures/numbers.json`` (the same values with their raw numbers, units, grades
and tables, for other programs).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from kazbrief import edition, inputs
from kazbrief.formats import (
    Value,
    counted,
    counted_in_words,
    names,
    quantity,
    quantity_range,
    ranked_range,
    share,
    share_range,
    text,
    year,
    years,
)
from kazbrief.measures import composition, events, forces, growth, projection, ruler, shares, sites
from kazbrief.measures import people as count
from kazbrief.measures.flow import free_around_russia
from kazbrief.measures.frames import pick, pick_one, weakest
from kazbrief.measures.oil import (
    ATTACKED_SINCE,
    attacks,
    closed_shares,
    events_since,
    in_print_and_recent,
    statements_in_print,
)
from kazbrief.measures.oil_lines import last_full_year, line_to_china, measured_year
from kazbrief.measures.oil_volumes import published
from kazbrief.measures.thresholds import ALMOST_ALL_PCT, PUBLISHED

Values = dict[str, Value]


def _share(row: Any) -> Value:
    """The share of a row of shares."""
    return share(row["share_pct"], row["grade"])


def _flow(row: Any, decimals: int | None = None) -> Value:
    """The tonnes of a row of flows."""
    return quantity_range(row["low_mt"], row["high_mt"], "Mt", row["grade"], decimals)


def _published(oil_exports: pd.DataFrame, route: str, when: int) -> Value:
    """The tonnes published of a route for a year."""
    found = published(oil_exports, route, when)
    return quantity_range(found.low, found.high, "Mt", found.grade)


def people(
    oblast_people: pd.DataFrame,
    district_people: pd.DataFrame,
    district_profile: pd.DataFrame,
    bounds_check: pd.DataFrame,
    ethnic_national: pd.DataFrame,
) -> Values:
    """Kazakhs and Russians by census, and by district and oblast in the count of 2025."""
    counted_oblasts = count.oblasts_by_share(oblast_people)
    lowest, highest = counted_oblasts.iloc[0], counted_oblasts.iloc[-1]
    minority = count.without_majority(oblast_people)
    now, ahead = count.nation(oblast_people), count.more_russians(oblast_people)
    north = count.living_in(oblast_people, count.RUSSIAN, ["north"])
    cities = count.living_in_oblasts(oblast_people, count.RUSSIAN, count.CITIES)
    neighbours = count.living_with_majority(district_profile, district_people, count.RUSSIAN)
    national = composition.national_shares(ethnic_national)
    errors = bounds_check["midpoint_error_pct"].abs()

    def census(group: str, when: int) -> Value:
        return _share(composition.series(national, group).loc[when])

    def points(value: float, decimals: int = 0) -> Value:
        return quantity(value, "points", weakest(bounds_check["grade"]), decimals=decimals)

    return {
        "kazakh_1926": census("Kazakh", 1926),
        "kazakh_1959": census("Kazakh", 1959),
        "kazakh_1989": census("Kazakh", 1989),
        "russian_1989": census("Russian", 1989),
        "russian_2009": census("Russian", 2009),
        "kazakh_now": share(now["share_pct"]["Kazakh"], now["grade"]["Kazakh"]),
        "russian_now": share(now["share_pct"]["Russian"], now["grade"]["Russian"]),
        "population": quantity(now["population"]["All"], "persons", now["grade"]["All"]),
        "units": counted(len(counted_oblasts)),
        "majority": counted(len(counted_oblasts) - len(minority)),
        "minority_names": names(minority),
        "lowest": _share(lowest),
        "highest": _share(highest),
        "highest_name": text(highest["oblast"]),
        "districts": counted(len(district_profile)),
        "russians_in_north": share(north["of_group_pct"], north["grade"]),
        "russians_in_cities": share(cities, north["grade"]),
        "russians_kazakh_majority": share(neighbours, weakest(district_profile["grade"])),
        "russians_ahead": counted_in_words(len(ahead)),
        "russians_ahead_names": names(ahead),
        "dissimilarity": share(100 * count.unevenness(district_people), weakest(district_people["grade"])),
        "bounds_inside": counted(bounds_check["inside"].sum()),
        "bounds_error": points(errors.mean(), 1),
        "bounds_error_most": points(errors.max()),
    }


def oil(oil_share: pd.DataFrame, oil_exports: pd.DataFrame, oil_events: pd.DataFrame) -> Values:
    """The share of oil exports that crosses Russia, what was said of it, and the volumes behind it."""
    frame = closed_shares(oil_share)
    in_print, recent = in_print_and_recent(frame)
    latest = frame.iloc[-1]
    before = frame[frame["year"] < recent["year"].min()].iloc[-1]
    stated = statements_in_print(oil_events).dropna(subset="share_pct").iloc[-1]
    exports, cpc = (published(oil_exports, route, latest["year"]) for route in ("total_exports", "cpc"))
    grade = weakest([exports.grade, cpc.grade])
    least, most = 100 - latest["high_pct"], 100 - latest["low_pct"]

    def limits(rows: pd.DataFrame) -> Value:
        return share_range(rows["low_pct"].min(), rows["high_pct"].max(), weakest(rows["grade"]))

    return {
        "in_print": limits(in_print),
        "in_print_low": share(in_print["low_pct"].item(), in_print["grade"].item()),
        "in_print_high": share(in_print["high_pct"].item(), in_print["grade"].item()),
        "in_print_year": year(in_print["year"].item()),
        "now": limits(recent),
        "now_first": year(recent["year"].min()),
        "latest_year": year(latest["year"]),
        "stated": _share(stated),
        "open_years": years(f"{before['year'] + 1}-{recent['year'].min() - 1}"),
        "almost_all": share(ALMOST_ALL_PCT, "A"),
        "exports_latest": _published(oil_exports, "total_exports", latest["year"]),
        "cpc_2013": _published(oil_exports, "cpc", 2013),
        "cpc_2018": _published(oil_exports, "cpc", 2018),
        "china_2013": _published(oil_exports, "atasu-alashankou", 2013),
        "china_2018": _published(oil_exports, "atasu-alashankou", 2018),
        "cpc_share": share_range(100 * cpc.low / exports.high, 100 * cpc.high / exports.low, grade),
        "avoiding": quantity_range(exports.low * least / 100, exports.high * most / 100, "Mt", grade),
        "avoiding_share": share_range(least, most, grade),
    }


def pipes(
    route_lengths: pd.DataFrame, oil_flow: pd.DataFrame, oil_exports: pd.DataFrame, oil_links: pd.DataFrame
) -> Values:
    """The line to Novorossiysk measured, and what could flow without Russian territory."""
    cpc = pick(route_lengths, pipeline_id="CPC").set_index("part")
    latest = oil_flow["year"].max()
    flows = pick(oil_flow, year=latest).set_index(["fields", "russia"])
    exports, in_cpc = (
        published(oil_exports, route, last_full_year(oil_exports)) for route in ("total_exports", "cpc")
    )
    east = pick_one(oil_links, year=latest, tail="Atyrau", head="Kenkiyak")
    rail = pick_one(oil_links, year=latest, head="abroad by rail")

    west: Any = flows.loc["western", "closed"]

    free = free_around_russia(oil_links)

    def part_of(flow: Any, whole_low: float, whole_high: float) -> Value:
        return share_range(
            100 * flow["low_mt"] / whole_high, 100 * flow["high_mt"] / whole_low, flow["grade"]
        )

    return {
        # One straight of 105 km over a gap in the line: single kilometres mean nothing.
        "cpc_km": quantity(cpc.loc["total", "length_km"], "km", cpc.loc["total", "grade"], decimals=-1),
        "cpc_in_russia": _share(cpc.loc["RUS"]),
        "flow_year": year(latest),
        "flow_open": _flow(flows.loc["all", "open"]),
        "flow_closed": _flow(flows.loc["all", "closed"]),
        "flow_closed_share": part_of(flows.loc["all", "closed"], exports.low, exports.low),
        "west_closed": _flow(west),
        "west_closed_share": part_of(west, exports.low, exports.low),
        "west_of_cpc": part_of(west, in_cpc.low, in_cpc.high),
        "west_free": _flow(free, 1),
        "free_of_cpc": part_of(free, in_cpc.low, in_cpc.high),
        "east_capacity": quantity(east["capacity_mt"], "Mt", east["grade"]),
        "rail_year": year(rail["carried_year"]),
        "rail_now": quantity(rail["capacity_mt"], "Mt", rail["grade"], decimals=1),
        "rail_2013": _published(oil_exports, "rail", 2013),
    }


def outlets(
    oil_links: pd.DataFrame,
    oil_events: pd.DataFrame,
    oil_exports: pd.DataFrame,
    oil_transit: pd.DataFrame,
    pipeline_capacities: pd.DataFrame,
) -> Values:
    """How the outlets of oil stand: the line to China, the attacks on the route of CPC, what was redirected."""
    known = attacks(events_since(oil_events), "CPC")
    on_cpc = known["date"].str[:4].astype(int)
    links = pick(oil_links, head="Alashankou", year=oil_links["year"].max())
    line = line_to_china(oil_exports, oil_transit, pipeline_capacities)
    china = pick(line, year=measured_year(line)).set_index("owner")

    def moved(route: str, period: str, when: int, decimals: int = 1) -> Value:
        row = pick_one(oil_exports, route=route, period=period, year=when)
        return quantity(row["volume_mt"], "Mt", row["grade"], decimals=decimals)

    throughput = pick(oil_exports, route="cpc_total_throughput", year=2025, period=["Nov", "Dec"])
    november, december = throughput.set_index("period")["volume_mt"].astype(float).loc[["Nov", "Dec"]]
    loss = pick_one(oil_events, kind="statement", date="2026-01-28")
    return {
        "china_own": _flow(china.loc["Kazakhstan"], 1),
        "china_russian": _flow(china.loc["Russia"], 1),
        "china_russian_share": share(100 * china["high_mt"]["Russia"] / china["high_mt"].sum(), "A"),
        "china_year": year(measured_year(line)),
        "china_capacity": quantity(links["capacity_mt"].item(), "Mt", links["grade"].item()),
        "attacks": counted_in_words(len(on_cpc)),
        "attacks_first": year(on_cpc.min()),
        "attacks_recent": counted_in_words((on_cpc >= ATTACKED_SINCE).sum()),
        "attacks_since": year(ATTACKED_SINCE),
        "attacks_harmless": counted_in_words((known["volume"] == "none").sum()),
        "loss": text(loss["volume"]),
        "germany": moved("atyrau-samara_germany", "year", 2025),
        "redirected_2022": moved("redirected_from_cpc", "Apr", 2022, decimals=2),
        "redirected_2025": moved("redirected_from_cpc", "Dec", 2025),
        "cpc_drop": quantity(november - december, "Mt", weakest(throughput["grade"]), decimals=1),
    }


def arms(arms_share: pd.DataFrame, arms_yearly: pd.DataFrame, arms_statements: pd.DataFrame) -> Values:
    """Russia's share of arms imports, in periods, windows of five years and single years."""
    frame = shares.five_year_shares(arms_share)
    own = shares.of_kazakhstan(frame)
    earlier, latest, before = own.iloc[-2], own.iloc[-1], shares.period_of(arms_share, shares.IN_PRINT)
    lowest = own.sort_values("share_pct").iloc[0]
    of_year = shares.of_years(shares.shares_and_years(arms_share, arms_yearly, arms_statements))
    of_year = of_year.set_index("year")
    second = 100 * before["largest_other_tiv_million"] / before["total_tiv_million"]

    return {
        "lowest": _share(lowest),
        "lowest_period": years(lowest["period"]),
        "latest": _share(latest),
        "latest_period": years(latest["period"]),
        "earlier": _share(earlier),
        "earlier_period": years(earlier["period"]),
        "in_print": _share(before),
        "in_print_period": years(before["period"]),
        "in_print_second": text(before["largest_other"]),
        "in_print_second_share": share(second, before["grade"]),
        "volume_times": counted_in_words(round(latest["total_tiv_million"] / before["total_tiv_million"])),
        "share_2022": _share(of_year.loc[2022]),
        "share_2023": _share(of_year.loc[2023]),
        "share_2024": _share(of_year.loc[2024]),
        "windows": counted(len(shares.rolling_shares(arms_yearly))),
    }


def alliances(
    military_expenditure: pd.DataFrame, armed_forces: pd.DataFrame, csto_members: pd.DataFrame
) -> Values:
    """Kazakhstan's rank among the members of the CSTO by reported spending and by personnel."""
    frame = forces.csto_ranks(military_expenditure, armed_forces, csto_members)

    def ranks(measure: str, *, latest: bool) -> Value:
        row = forces.of_kazakhstan(frame, measure, latest)
        return ranked_range(row["best_rank"], row["worst_rank"])

    then, now = (forces.of_kazakhstan(frame, "spending", latest) for latest in (False, True))

    def spent(row: pd.Series) -> Value:
        return quantity(row["high"], "billion US$", row["grade"])

    spending = pick(frame, measure="spending", country=forces.SUBJECT)
    peak = spending.sort_values("high").iloc[-1]
    partners = set(forces.members(csto_members, int(frame["year"].max()))) - {"KAZ", "RUS"}
    change = 100 * (1 - now["high"] / then["high"])
    return {
        "spending_2010": spent(then),
        "spending_latest": spent(now),
        "spending_peak": spent(peak),
        "spending_peak_year": year(peak["year"]),
        "spending_change": share(change, weakest([then["grade"], now["grade"]])),
        "passed_names": names([forces.COUNTRIES[code] for code in sorted(forces.passed(frame))]),
        "partners": counted_in_words(len(partners)),
        "spending_rank_2010": ranks("spending", latest=False),
        "spending_rank_latest": ranks("spending", latest=True),
        "spending_latest_year": year(now["year"]),
        "personnel_rank_2010": ranks("personnel", latest=False),
        "personnel_rank_latest": ranks("personnel", latest=True),
    }


def security(
    csto_deployment: pd.DataFrame,
    exercises: pd.DataFrame,
    military_facilities: pd.DataFrame,
    leased_land: pd.DataFrame,
    agreements: pd.DataFrame,
) -> Values:
    """The operation of January 2022, the exercises found, and the land that Russia leases."""
    found = events.exercises_by_partner(exercises)
    csto = events.held(found, "csto")
    since = csto[csto["year"] > PUBLISHED.year]
    land = sites.balance(sites.leased_sites(military_facilities, leased_land, agreements))

    def force(item: str) -> Value:
        row = pick_one(csto_deployment, item=item)
        return quantity(row["value"], "troops", row["grade"])

    return {
        "deployed": force("troops deployed"),
        "deployment_planned": force("troops planned"),
        "peacekeepers": force("whole peacekeeping force of the CSTO"),
        "csto_since": counted(len(since)),
        "csto_since_named": counted(since["named"].sum()),
        "nato_latest": year(events.held(found, "nato", named=True)["year"].max()),
        "leased": quantity(land.after, "Mha", "B"),
        "leased_before": quantity(land.before, "Mha", "C", decimals=0),
        "unexplained": quantity(land.unexplained, "Mha", "C"),
        "taysoygan": quantity(sites.returned_at_taysoygan(leased_land), "Mha", "B"),
    }


def migration(migration: pd.DataFrame) -> Values:
    """People who left Kazakhstan, and the balance with all countries, in 2019 and in the latest year."""
    rows = pick(migration, period="year", ethnic_group="all", partner="all countries")
    latest_year = int(rows["year"].max())
    then, latest = (pick_one(rows, year=when) for when in (2019, latest_year))

    def people(row: pd.Series, column: str, decimals: int = 1) -> Value:
        return quantity(row[column], "migrants", row["grade"], decimals)

    return {
        "left_2000": people(pick_one(rows, year=2000), "departed", 0),
        "loss_2019": quantity(-then["balance"], "migrants", then["grade"]),
        "balance_latest": people(latest, "balance"),
        "latest_year": year(latest_year),
    }


def economy(gdp_growth: pd.DataFrame) -> Values:
    """Real growth: the mean of the article's years, the mean since, and two single years."""
    frame = growth.growth_by_year(gdp_growth)
    then, since = growth.then_and_since(frame)
    rates = frame.set_index("year")["growth_pct"]

    def rate(value: Any, rows: pd.DataFrame) -> Value:
        return quantity(value, "per cent", weakest(rows["grade"]), decimals=1)

    return {
        "mean_then": rate(growth.arithmetic_mean_pct(then["growth_pct"]), then),
        "mean_since": rate(growth.arithmetic_mean_pct(since["growth_pct"]), since),
        "growth_2008": rate(rates[2008], frame),
        "growth_2009": rate(rates[2009], frame),
        "latest_year": year(frame["year"].max()),
    }


def border(
    border_ruler: pd.DataFrame, border_length: pd.DataFrame, border_demarcation: pd.DataFrame
) -> Values:
    """The length of the border by ruler, the range of the published lengths, and how far it is marked."""
    done = pick(border_demarcation, measure=["marks", "length"]).set_index("measure")
    frame = ruler.border_lengths(border_ruler, border_length)
    walked = ruler.of_kind(frame, ruler.MEASURED).set_index("ruler_km")
    published = ruler.of_kind(frame, ruler.PUBLISHED)["length_km"]

    def at(ruler_km: float) -> Value:
        row = walked.loc[ruler_km]
        return quantity(row["length_km"], "km", row["grade"])

    return {
        "at_1": at(1.0),
        "at_100": at(100.0),
        "ruler_100": quantity(100.0, "km", "A"),
        "published_low": quantity(published.min(), "km", "A"),
        "published_high": quantity(published.max(), "km", "A"),
        # Two measures: works on marks, and length; never a series.
        "land": quantity(pick_one(border_length, part="dry land")["length_km"], "km", "C", decimals=-2),
        "marks_done": quantity(done.loc["marks", "value"], "per cent", "B", decimals=1),
        "length_done": share(done.loc["length", "value"], "B"),
    }


def claims(ledger: pd.DataFrame) -> Values:
    """How many assertions there are, by verdict and by kind."""
    verdicts, kinds = ledger["verdict"].value_counts(), ledger["kind"].value_counts()
    named = {"partly": "partly supported", "not_testable": "not testable"}
    named |= {verdict: verdict for verdict in ("supported", "contradicted")}
    return {
        "total": counted(len(ledger)),
        **{name: counted(verdicts.get(verdict, 0)) for name, verdict in named.items()},
        "computed": counted(kinds["computed"]),
        "turning": counted(ledger.loc[ledger["kind"] == "computed", "turns"].sum()),
        "turning_read": counted(ledger.loc[ledger["kind"] == "documented", "turns"].sum()),
        "documented": counted(kinds["documented"]),
    }


def sources(sources: pd.DataFrame) -> Values:
    """How many sources stand behind the tables, and how much of them was read."""
    extents = sources["extent"].value_counts()
    return {
        "total": counted(len(sources)),
        **{extent: counted(extents[extent]) for extent in ("whole", "part", "opening")},
        "copies": counted(sources["read_in"].notna().sum()),
    }


def method() -> Values:
    """What the method is set to: the projection of the maps."""
    parameters = projection.CRS.to_json_dict()["conversion"]["parameters"]
    settings = {parameter["name"]: parameter["value"] for parameter in parameters}
    return {
        "first_parallel": quantity(settings["Latitude of 1st standard parallel"], "degrees", "A"),
        "second_parallel": quantity(settings["Latitude of 2nd standard parallel"], "degrees", "A"),
    }


def about() -> Values:
    """The edition."""
    return {
        "edition": text(edition.EDITION),
        "licence": text(edition.LICENCE_NAME),
        "article_date": text(f"{PUBLISHED.day} {PUBLISHED:%B %Y}"),
    }


def groups() -> dict[str, str]:
    """The dotted path of each group of values by its name."""
    return inputs.paths_of(__name__, "Values")


def computed(frames: Mapping[str, pd.DataFrame]) -> dict[str, Values]:
    """All values, by group.

    Parameters
    ----------
    frames
        The tables that the groups read, and the ledger of claims.
    """
    return {name: inputs.call(inputs.load(path), frames) for name, path in groups().items()}


def variables_yaml(values: Mapping[str, Values]) -> str:
    """The texts of the values as ``_variables.yml``; a group or name begins with a letter."""
    import yaml

    note = "# Built from the tables by `kazbrief build`; don't edit.\n"
    texts = {name: {key: value.text for key, value in group.items()} for name, group in values.items()}
    return note + str(yaml.safe_dump(texts, allow_unicode=True, sort_keys=True, width=1000))


def numbers_json(values: Mapping[str, Values]) -> dict[str, dict[str, Any]]:
    """The values as plain data: ``group.name`` to raw value, text, unit, grade, and the tables of its group."""
    read = {name: sorted(inputs.inputs_of(path)) for name, path in groups().items()}
    records = {
        f"{name}.{key}": {**asdict(value), "tables": read[name]}
        for name, group in values.items()
        for key, value in group.items()
    }
    return dict(sorted(records.items()))
