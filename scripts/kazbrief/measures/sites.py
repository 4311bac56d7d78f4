"""Sites that Russia leases or leased in Kazakhstan: their area, and when the lease began, was prolonged or ended."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from kazbrief.measures.frames import joined, weakest

IN_USE = "in use"


class Site(NamedTuple):
    """A site: its name, the first and the last step of its lease (the beginnings of titles), a place of its own.

    The place, longitude and latitude, is for sites without published coordinates: it lies inside the oblasts that
    the source names, and is no more exact than that.
    """

    name: str
    begun: str
    ended: str = ""
    place: tuple[float, float] | None = None


_RANGES = "Lease treaties for the 4th and 929th"
SITES = {
    "baikonur": Site(
        "Baikonur cosmodrome", "Lease agreement for the Baikonur", "Baikonur lease extended to 2050"
    ),
    "balkhash_radar": Site(
        "Balkhash radar",
        "Agreement on transfer and further use of the Balkhash",
        "Balkhash node agreement ends",
    ),
    "emba": Site("Emba", _RANGES, "Protocol ending the Emba lease", (58.3, 48.6)),
    "flight_test_centre_929": Site(
        "929th Test Centre fields", "Agreement on use of the 929th", place=(51.4, 48.75)
    ),
    "kapustin_yar_kazakh_part": Site("Kapustin Yar (Kazakh part)", _RANGES, place=(47.6, 48.75)),
    "sary_shagan": Site("Sary-Shagan", "Agreement on use and lease of the Sary-Shagan"),
}


def leased_sites(
    military_facilities: pd.DataFrame, leased_land: pd.DataFrame, agreements: pd.DataFrame
) -> pd.DataFrame:
    """The sites drawn, then the published totals of the area leased and returned.

    Returns
    -------
    DataFrame
        ``row`` (site, total), ``site_id``, ``name``, ``status``, ``from_date``, ``last_date`` (of the step
        that ended or last prolonged it), ``until`` (year to which it was prolonged), ``longitude``,
        ``latitude`` (degrees), ``place`` (published, schematic), ``area_mha``, ``area_year`` (million hectares;
        of the area returned where a lease has ended), ``source_id``, ``grade``.
    """
    facilities = military_facilities.set_index("facility_id")
    land = leased_land.set_index("item")
    rows: list[dict[str, object]] = []
    for site_id, site in SITES.items():
        facility = facilities.loc[site_id]
        steps = [
            agreements[agreements["title"].str.startswith(title)].iloc[0] if title else None
            for title in (site.begun, site.ended)
        ]
        dates = [None if step is None else step["date"] for step in steps]
        cited = [step for step in steps if step is not None]
        extended = re.search(r"extended to (\d{4})", site.ended)
        area, year, sources = facility["area_ha"] / 1e6, facility["area_year"], [facility["source_id"]]
        if site_id == "emba":
            area, year, returned_source = land.loc["area returned: Emba", ["value", "year", "source_id"]]
            sources.append(returned_source)
        longitude, latitude = site.place or (facility["longitude"], facility["latitude"])
        rows.append(
            {
                "row": "site",
                "site_id": site_id,
                "name": site.name,
                "status": facility["status"],
                "from_date": dates[0],
                "last_date": dates[1],
                "until": int(extended[1]) if extended else None,
                "longitude": longitude,
                "latitude": latitude,
                "place": "schematic" if site.place else "published",
                "area_mha": area,
                "area_year": year,
                "source_id": joined([*sources, *(step["source_id"] for step in cited)]),
                "grade": weakest([facility["grade"], *(step["grade"] for step in cited)]),
            }
        )
    area_items = leased_land[
        leased_land["unit"].isin(["million ha", "thousand ha"])
        & ~leased_land["item"].str.contains("Taysoygan|Sary|State")
    ]
    for item in area_items.to_dict("records"):
        rows.append(
            {
                "row": "total",
                "name": item["item"],
                "area_mha": item["value"] / (1e3 if item["unit"] == "thousand ha" else 1.0),
                "area_year": item["year"],
                "source_id": item["source_id"],
                "grade": item["grade"],
            }
        )
    return pd.DataFrame(rows).astype({"area_year": "Int64", "until": "Int64"})


def sites(frame: pd.DataFrame) -> pd.DataFrame:
    """The sites, by identifier."""
    return frame[frame["row"] == "site"].set_index("site_id")


def _total(frame: pd.DataFrame, year: int, beginning: str) -> float:
    rows = frame[
        (frame["row"] == "total") & (frame["area_year"] == year) & frame["name"].str.startswith(beginning)
    ]
    return float(rows["area_mha"].iloc[0])


def balance(frame: pd.DataFrame) -> tuple[float, float, float, float, float]:
    """Published areas, million hectares: leased in 2005, returned in 2015, returned with Emba, what that leaves, leased in 2023."""
    before, after = _total(frame, 2005, "area leased"), _total(frame, 2023, "total leased")
    ranges, emba = _total(frame, 2015, "area returned"), _total(frame, 2016, "area returned: Emba")
    return before, ranges, emba, before - ranges - emba, after
