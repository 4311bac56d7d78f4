"""Sites that Russia leases or leased in Kazakhstan: area and rent, and when the lease began, was prolonged or ended."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from kazbrief.measures.frames import joined, pick_one, weakest


class Site(NamedTuple):
    """A site: its name, the first and the last step of its lease (the beginnings of titles), a place of its own.

    Parameters
    ----------
    place
        Longitude and latitude for a site without published coordinates: inside the oblasts that the source names, and no
        more exact than that.
    parts
        The facilities that it stands for, where a figure is published for several together.
    """

    name: str
    begun: str
    ended: str = ""
    place: tuple[float, float] | None = None
    parts: tuple[str, ...] = ()


_RANGES = "Lease agreements for the Sary-Shagan"
WEST = "western_ranges"
SITES = {
    "sary_shagan": Site("Sary-Shagan", _RANGES),
    WEST: Site(
        "Kapustin Yar (part) and 929th Centre",
        _RANGES,
        place=(49.4, 48.9),
        parts=("flight_test_centre_929", "kapustin_yar_kazakh_part"),
    ),
    "baikonur": Site("Baikonur", "Lease agreement for the Baikonur", "Baikonur lease extended to 2050"),
    "emba": Site("Emba", _RANGES, "Protocol ending the Emba lease", (58.3, 48.6)),
    "balkhash_radar": Site(
        "Balkhash radar",
        "Agreement on transfer and further use of the Balkhash",
        "Balkhash node agreement ends",
    ),
}
# What `leased_land` holds, by the names used here: year and item.
_LAND = {
    "before": (2005, "four ranges: area leased"),
    "returned": (2015, "ranges: area returned"),
    "emba": (2016, "Emba: area returned"),
    "after": (2023, "three ranges: area leased"),
    "sary_shagan": (2023, "Sary-Shagan: area leased"),
}
_COLUMNS = (
    *("row", "site_id", "name", "status", "from_date", "last_date", "until"),
    *("longitude", "latitude", "place", "area_mha", "area_year", "basis", "source_id", "grade"),
)


def leased_sites(
    military_facilities: pd.DataFrame, leased_land: pd.DataFrame, agreements: pd.DataFrame
) -> pd.DataFrame:
    """The sites drawn, then the areas leased and returned.

    Returns
    -------
    DataFrame
        ``row`` (site, total), ``site_id``, ``name``, ``status``, ``from_date``, ``last_date`` (of the step
        that ended or last prolonged it), ``until`` (year to which it was prolonged), ``longitude``,
        ``latitude`` (degrees), ``place`` (published, schematic), ``area_mha``, ``area_year`` (million hectares;
        of the area returned where a lease has ended), ``basis`` (published, remainder), ``source_id``, ``grade``.
    """
    land = {name: pick_one(leased_land, year=year, item=item) for name, (year, item) in _LAND.items()}
    value = {name: float(row["value"]) for name, row in land.items()}
    west = (value["after"] - value["sary_shagan"], 2023, "remainder", [land["after"], land["sary_shagan"]])
    areas = {WEST: west, "emba": (value["emba"], 2016, "published", [land["emba"]])}
    found: list[dict[str, object]] = []
    for site_id, site in SITES.items():
        parts = [pick_one(military_facilities, facility_id=part) for part in site.parts or (site_id,)]
        steps = [
            agreements[agreements["title"].str.startswith(title)].iloc[0]
            for title in filter(None, (site.begun, site.ended))
        ]
        area, year, basis, cited = areas.get(
            site_id, (parts[0]["area_ha"] / 1e6, parts[0]["area_year"], "published", [])
        )
        extended = re.search(r"extended to (\d{4})", site.ended)
        longitude, latitude = site.place or (parts[0]["longitude"], parts[0]["latitude"])
        row = _row("site", site.name, area, year, basis, [*parts, *cited, *steps])
        found.append(
            {
                **row,
                "site_id": site_id,
                "status": parts[0]["status"],
                "from_date": steps[0]["date"],
                "last_date": steps[1]["date"] if site.ended else None,
                "until": int(extended[1]) if extended else None,
                "longitude": longitude,
                "latitude": latitude,
                "place": "schematic" if site.place else "published",
            }
        )
    for name in ("before", "returned", "emba", "after"):
        found.append(_row("total", name, value[name], land[name]["year"], "published", [land[name]]))
    return pd.DataFrame(found)[list(_COLUMNS)].astype({"area_year": "Int64", "until": "Int64"})


def _row(
    kind: str, name: str, area: float, year: object, basis: str, cited: list[pd.Series]
) -> dict[str, object]:
    """What every row holds, with the sources and the weakest grade of the rows that its area rests on."""
    return {
        "row": kind,
        "name": name,
        "area_mha": area,
        "area_year": year,
        "basis": basis,
        "source_id": joined(row["source_id"] for row in cited),
        "grade": weakest(row["grade"] for row in cited),
    }


def sites(frame: pd.DataFrame) -> pd.DataFrame:
    """The sites, by identifier."""
    return frame[frame["row"] == "site"].set_index("site_id")


class Balance(NamedTuple):
    """Areas of the ranges, million hectares: leased in 2005, returned, leased in 2023."""

    before: float
    returned: float
    emba: float
    after: float

    @property
    def unexplained(self) -> float:
        """What was published as leased in 2005 and is neither returned nor leased."""
        return self.before - self.returned - self.emba - self.after


def balance(frame: pd.DataFrame) -> Balance:
    """The areas leased and returned, by the rows of totals."""
    totals = frame[frame["row"] == "total"].set_index("name")["area_mha"]
    return Balance(**{name: float(totals[name]) for name in Balance._fields})


def returned_at_taysoygan(leased_land: pd.DataFrame) -> float:
    """What was returned of the range of Taysoygan, million hectares; the sources don't say whether it is part of other returns."""
    before, after = (
        float(pick_one(leased_land, item=f"Taysoygan: area {when}")["value"]) for when in ("before", "after")
    )
    return (before - after) / 1000
