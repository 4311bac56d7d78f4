"""What each line of oil carries, whose oil that is, and what room is left for Kazakhstan's."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, pick, require, rows, weakest
from kazbrief.measures.oil_share import TOTAL
from kazbrief.measures.oil_volumes import BAKU, OilVolumes, Volume, published

CHINA_LINE = "ATA_ALA"
AKTAU, MAKHACHKALA = "aktau_sea", "aktau_makhachkala"
# The route of oil_exports that tells how much of Kazakhstan's oil a line carries, by line. What is shipped to Baku
# goes on by Baku-Tbilisi-Ceyhan.
ROUTE_OF = {
    "CPC": "cpc",
    "UAS": "atyrau-samara",
    CHINA_LINE: "atasu-alashankou",
    "AKT_BAK": BAKU,
    "AKT_MAK": MAKHACHKALA,
    "BTC": BAKU,
    "KEN_ATY": "kenkiyak-atyrau",
    "KEN_KUM": "kenkiyak-kumkol",
    "RAIL": "rail",
}
# The route that counts all oil in a line, whoever's.
ALL_OIL_OF = {"CPC": "cpc_total_throughput", "BTC": "btc_total_throughput"}
# Where Russian oil joins Kazakhstan's only beyond the border, and takes none of the capacity on this side.
JOINS_ABROAD = ("CPC",)
FAR_LINES = ("CPC", "UAS")
# A port is no pipeline: what it loads is known by itself, or by where the oil goes.
_PORT = ("Aktau", "Caspian Sea")

_TRANSIT = ("year", "period", "destination", "volume_mt", "value_type", "source_id", "grade")
_LINKS = (
    *("year", "tail", "head", "name", "pipeline_id", "capacity_mt", "crosses_russia", "basis", "bottleneck"),
    *("source_id", "grade"),
)


class _Oil(NamedTuple):
    """An amount of oil, Mt, with its evidence; zero without any."""

    mt: float = 0.0
    source_id: str = ""
    grade: str = ""


def last_full_year(oil_exports: pd.DataFrame) -> int:
    """The last year whose total of exports was published.

    Raises
    ------
    KazbriefError
        When none was.
    """
    found = OilVolumes(oil_exports).latest(TOTAL)
    if found is None:
        raise KazbriefError("table oil_exports: found no published total of exports, expected one")
    return found[0]


def transit_to_china(oil_transit: pd.DataFrame) -> pd.DataFrame:
    """Russian oil carried to China through Kazakhstan: one row a year, the one of the best grade.

    Returns
    -------
    DataFrame
        By ``year``: ``volume_mt``, ``value_type``, ``source_id``, ``grade``.
    """
    require(oil_transit, _TRANSIT, "oil transit")
    carried = pick(oil_transit, destination="China", period="year")
    carried = carried[carried["value_type"].isin(["reported", "derived", "estimate"])]
    best = carried.sort_values(["year", "grade"], kind="stable").drop_duplicates("year")
    return best.set_index("year")[["volume_mt", "value_type", "source_id", "grade"]]


def _others(volumes: OilVolumes, transit: pd.DataFrame, line: str, year: int, own_mt: float) -> _Oil:
    """Oil of others in a line."""
    if line == CHINA_LINE and year in transit.index:
        return _Oil(*transit.loc[year, ["volume_mt", "source_id", "grade"]])
    if line not in ALL_OIL_OF:
        return _Oil()
    whole = volumes.published(ALL_OIL_OF[line], year) or volumes.rate(ALL_OIL_OF[line], year)
    return _Oil(max(whole.low - own_mt, 0.0), whole.source_id, whole.grade) if whole else _Oil()


def pipeline_flows(
    oil_exports: pd.DataFrame, oil_transit: pd.DataFrame, pipelines: pd.DataFrame
) -> pd.DataFrame:
    """What each line of oil carries: in the last full year, or in the last year known before it.

    Returns
    -------
    DataFrame
        ``pipeline_id``, ``year``, ``kazakh_low_mt``, ``kazakh_high_mt`` (Kazakhstan's oil in the line, million
        tonnes a year; two values where sources differ), ``other_mt`` (Russian and other oil in the line; 0 where
        none is known; in CPC it joins in Russia), ``flow_mt`` (all oil, the middle where sources differ),
        ``capacity_mt`` (of the table pipelines; missing where none is published in tonnes), ``source_id``,
        ``grade`` (of the volumes).
    """
    volumes, last = OilVolumes(oil_exports), last_full_year(oil_exports)
    transit = transit_to_china(oil_transit)
    tonnes = pipelines[pipelines["capacity_unit"] == "Mt/y"].set_index("pipeline_id")["capacity"]
    made = []
    for line, route in ROUTE_OF.items():
        found = volumes.latest(route, last)
        if found is None or line not in set(pipelines["pipeline_id"]):
            continue
        year, own = found
        middle = (own.low + own.high) / 2
        other = _others(volumes, transit, line, year, middle)
        made.append(
            {
                "pipeline_id": line,
                "year": year,
                "kazakh_low_mt": own.low,
                "kazakh_high_mt": own.high,
                "other_mt": other.mt,
                "flow_mt": middle + other.mt,
                "capacity_mt": tonnes.get(line),
                "source_id": joined([own.source_id, other.source_id]),
                "grade": weakest([own.grade, other.grade]),
            }
        )
    return pd.DataFrame(made).astype({"capacity_mt": "float64"})


def _carried(volumes: OilVolumes, link: tuple[str, str], line: str, year: int) -> tuple[int, Volume] | None:
    """Kazakhstan's oil on a link, in the year or the last one before it that is known."""
    if link != _PORT:
        return volumes.latest(ROUTE_OF[line], year) if line in ROUTE_OF else None
    whole, baku, makhachkala = (volumes.latest(route, year) for route in (AKTAU, BAKU, MAKHACHKALA))
    if baku and makhachkala and (whole is None or min(baku[0], makhachkala[0]) > whole[0]):
        low, high = (baku[1].low + makhachkala[1].low, baku[1].high + makhachkala[1].high)
        return baku[0], Volume(AKTAU, low, high, "", (*baku[1].used, *makhachkala[1].used))
    return whole


def oil_links(
    oil_network: pd.DataFrame, oil_exports: pd.DataFrame, oil_transit: pd.DataFrame
) -> pd.DataFrame:
    """The links of the network with what they carry, and what room they leave for Kazakhstan's oil.

    Returns
    -------
    DataFrame
        ``year``, ``tail``, ``head``, ``name``, ``pipeline_id``, ``crosses_russia``, ``capacity_mt`` (million tonnes a
        year; missing = without limit), ``basis``, ``other_mt`` (oil of others that takes a part of it), ``room_mt``
        (capacity less that), ``carried_year``, ``kazakh_low_mt``, ``kazakh_high_mt`` (Kazakhstan's oil; missing where
        unknown), ``free_mt`` (at least; missing where either is unknown), ``bottleneck``, ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, or no transit to China.
    """
    require(oil_network, _LINKS, "oil network")
    volumes, transit = OilVolumes(oil_exports), transit_to_china(oil_transit)
    made = []
    for link in rows(oil_network):
        line = link.pipeline_id if isinstance(link.pipeline_id, str) else ""
        # What CPC and Atyrau-Samara carry is known where they leave the country.
        upstream = line in FAR_LINES and link.crosses_russia != "yes"
        found = None if upstream else _carried(volumes, (link.tail, link.head), line, int(link.year))
        when, own = found or (None, None)
        own_mt = own.high if own else 0.0
        other = _Oil() if line in JOINS_ABROAD else _others(volumes, transit, line, int(link.year), own_mt)
        room = link.capacity_mt - other.mt
        made.append(
            {
                **{column: getattr(link, column) for column in _LINKS[:7]},
                "basis": link.basis,
                "other_mt": other.mt,
                "room_mt": room,
                "carried_year": when,
                "kazakh_low_mt": own.low if own else None,
                "kazakh_high_mt": own.high if own else None,
                "free_mt": max(room - own_mt, 0.0) if own and room == room else None,
                "bottleneck": link.bottleneck,
                "source_id": joined([link.source_id, own.source_id if own else "", other.source_id]),
                "grade": weakest([link.grade, own.grade if own else "", other.grade]),
            }
        )
    numbers = ["capacity_mt", "other_mt", "room_mt", "kazakh_low_mt", "kazakh_high_mt", "free_mt"]
    return pd.DataFrame(made).astype({**dict.fromkeys(numbers, "float64"), "carried_year": "Int64"})


# The outlets that the figure shows, in its order, by where their links end, with the part that each belongs to.
OUTLETS = {
    "Novorossiysk": "through Russia",
    "Samara": "through Russia",
    "Alashankou": "without Russia",
    "Caspian Sea": "without Russia",
    "Makhachkala": "beyond Aktau",
    "Ceyhan": "beyond Aktau",
    "Supsa": "beyond Aktau",
    "abroad by rail": "unknown",
}


def route_status(oil_links: pd.DataFrame, oil_flow: pd.DataFrame, oil_exports: pd.DataFrame) -> pd.DataFrame:
    """The outlets of the latest year: capacity, whose oil takes it, what is free, and what limits them all together.

    Returns
    -------
    DataFrame
        One row an outlet: ``part`` (through Russia, without Russia, beyond Aktau, unknown), ``name``, ``year``,
        ``capacity_mt``, ``other_mt``, ``kazakh_low_mt``, ``kazakh_high_mt``, ``free_mt`` (million tonnes a year),
        ``carried_year``, ``basis``, ``in_cut`` (1 for a link of the minimum cut without Russian territory),
        ``bottleneck``, ``source_id``, ``grade``. Then, with ``part`` "together" and in the columns of Kazakh oil, what
        could flow with Russian territory ("open") and without it ("closed", and "closed, western fields"), with the cut
        as bottleneck, and what was exported ("exports").
    """
    year = int(oil_links["year"].max())
    of_year = oil_links[(oil_links["year"] == year) & oil_links["head"].isin(OUTLETS)]
    of_year = of_year.sort_values("head", key=lambda heads: heads.map(list(OUTLETS).index))
    flows = oil_flow[oil_flow["year"] == year].set_index(["russia", "fields"])
    cut = str(flows.loc[("closed", "all"), "cut"]).split(";")
    outlets = of_year.assign(part=of_year["head"].map(OUTLETS), in_cut=of_year["name"].isin(cut).astype(int))
    made = {"open": ("open", "all"), "closed": ("closed", "all")}
    made["closed, western fields"] = ("closed", "western")
    exports = published(oil_exports, TOTAL, last_full_year(oil_exports))
    said = ["low_mt", "high_mt", "cut", "source_id", "grade"]
    together = pd.DataFrame(
        [
            *((name, *flows.loc[key, said]) for name, key in made.items()),
            ("exports", exports.low, exports.high, None, exports.source_id, exports.grade),
        ],
        columns=["name", "kazakh_low_mt", "kazakh_high_mt", "bottleneck", "source_id", "grade"],
    )
    frame = pd.concat([outlets, together.assign(part="together", in_cut=0, year=year)], ignore_index=True)
    volumes = ["capacity_mt", "other_mt", "kazakh_low_mt", "kazakh_high_mt", "free_mt"]
    return frame[
        [
            "part",
            "name",
            "year",
            *volumes,
            "carried_year",
            "basis",
            "in_cut",
            "bottleneck",
            "source_id",
            "grade",
        ]
    ]


def line_to_china(
    oil_exports: pd.DataFrame, oil_transit: pd.DataFrame, pipeline_capacities: pd.DataFrame
) -> pd.DataFrame:
    """Whose oil the line to China has carried, year by year.

    Returns
    -------
    DataFrame
        ``year``, ``owner`` (Kazakhstan, Russia), ``low_mt``, ``high_mt`` (million tonnes; two values where sources
        differ), ``basis`` (published, or what stands for it), ``capacity_mt`` (the highest published by that
        year), ``source_id``, ``grade``. Years and owners without a figure are left out.
    """
    volumes, transit = OilVolumes(oil_exports), transit_to_china(oil_transit)
    capacities = pick(pipeline_capacities, pipeline_id=CHINA_LINE)
    route = ROUTE_OF[CHINA_LINE]
    made: list[dict[str, object]] = []
    for year in range(int(capacities["year"].min()), last_full_year(oil_exports) + 1):
        line = {"year": year, "capacity_mt": capacities.loc[capacities["year"] <= year, "capacity"].max()}
        if own := volumes.known(route, year):
            oil = {"low_mt": own.low, "high_mt": own.high, "basis": own.part or "published"}
            made.append(
                {**line, "owner": "Kazakhstan", **oil, "source_id": own.source_id, "grade": own.grade}
            )
        if year in transit.index:
            of = transit.loc[year]
            oil = {"low_mt": of["volume_mt"], "high_mt": of["volume_mt"], "basis": of["value_type"]}
            made.append(
                {**line, "owner": "Russia", **oil, "source_id": of["source_id"], "grade": of["grade"]}
            )
    columns = ["year", "owner", "low_mt", "high_mt", "basis", "capacity_mt", "source_id", "grade"]
    return pd.DataFrame(made)[columns].replace({"basis": {"reported": "published", "derived": "published"}})


def measured_year(line: pd.DataFrame) -> int:
    """The last year of `line_to_china` in which both owners' oil is published and of grade A."""
    sure = line[(line["basis"] == "published") & (line["grade"] == "A")].groupby("year")["owner"].nunique()
    return int(sure[sure == 2].index.max())
