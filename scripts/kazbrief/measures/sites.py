"""Sites that Russia leases or leased in Kazakhstan: their area, and when the lease began, was prolonged or ended."""

from __future__ import annotations

import re

import pandas as pd

from kazbrief.measures.frames import joined, weakest

IN_USE = "in use"
# Sites without published coordinates: a place inside the oblasts that the source names, and no more than that.
PLACED = {
    "flight_test_centre_929": (51.4, 48.75),
    "kapustin_yar_kazakh_part": (47.6, 48.75),
    "emba": (58.3, 48.6),
}
# First and last step of each site among the agreements, by the beginning of the title.
STEPS = {
    "baikonur": ("Lease agreement for the Baikonur", "Baikonur lease extended to 2050"),
    "balkhash_radar": (
        "Agreement on transfer and further use of the Balkhash",
        "Balkhash node agreement ends",
    ),
    "emba": ("Lease treaties for the 4th and 929th", "Protocol ending the Emba lease"),
    "flight_test_centre_929": ("Agreement on use of the 929th", None),
    "kapustin_yar_kazakh_part": ("Lease treaties for the 4th and 929th", None),
    "sary_shagan": ("Agreement on use and lease of the Sary-Shagan", None),
}
NAMES = {
    "baikonur": "Baikonur cosmodrome",
    "balkhash_radar": "Balkhash radar",
    "emba": "Emba",
    "flight_test_centre_929": "929th Test Centre fields",
    "kapustin_yar_kazakh_part": "Kapustin Yar (Kazakh part)",
    "sary_shagan": "Sary-Shagan",
}


def _step(agreements: pd.DataFrame, title: str | None) -> pd.Series | None:
    if title is None:
        return None
    return agreements[agreements["title"].str.startswith(title)].iloc[0]


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
    rows: list[dict[str, object]] = []
    for site, (first, last) in STEPS.items():
        facility = facilities.loc[site]
        begun, ended = _step(agreements, first), _step(agreements, last)
        longitude, latitude = PLACED.get(site, (facility["longitude"], facility["latitude"]))
        steps = [step for step in (begun, ended) if step is not None]
        extended = re.search(r"extended to (\d{4})", last or "")
        area, year, sources = facility["area_ha"] / 1e6, facility["area_year"], [facility["source_id"]]
        if site == "emba":
            returned = leased_land[leased_land["item"] == "area returned: Emba"].iloc[0]
            area, year = returned["value"], returned["year"]
            sources.append(returned["source_id"])
        rows.append(
            {
                "row": "site",
                "site_id": site,
                "name": NAMES[site],
                "status": facility["status"],
                "from_date": None if begun is None else begun["date"],
                "last_date": None if ended is None else ended["date"],
                "until": int(extended[1]) if extended else None,
                "longitude": longitude,
                "latitude": latitude,
                "place": "schematic" if site in PLACED else "published",
                "area_mha": area,
                "area_year": year,
                "source_id": joined([*sources, *(step["source_id"] for step in steps)]),
                "grade": weakest([facility["grade"], *(step["grade"] for step in steps)]),
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
