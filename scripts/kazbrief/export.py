"""Tables and layers in the formats of other programs: the same values give the same bytes.

A text cell that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@`` or a tab) gets an
apostrophe in front in CSV, and is written as text in XLSX; ``data/clean`` holds it as it is.
"""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kazbrief import edition, files
from kazbrief.errors import KazbriefError
from kazbrief.tables import boundaries, catalogue, reading
from kazbrief.tables.datapackage import layer_licences
from kazbrief.tables.schema import Table

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

TABLE_FORMATS = ("csv", "parquet", "xlsx")
LAYER_FORMATS = ("geojson", "gpkg")
FORMATS = (*TABLE_FORMATS, *LAYER_FORMATS)

_BY_OBLAST = ("oblast",)
# SQLite keeps what is at hand in the file; GDAL writes the moment of the last change unless it is told another.
_MOMENT = f"{edition.DATE.isoformat()}T00:00:00.000Z"


def content(name: str, form: str, scheme: str = "2022") -> bytes:
    """A table or layer of this edition as a file of another format.

    Parameters
    ----------
    name
        One of ``kazbrief.tables()``, or a boundary layer (``oblasts``, ``countries``, ``water``, ``border``).
    form
        ``csv``, ``parquet`` or ``xlsx`` for tables; ``geojson`` or ``gpkg`` for layers, for tables with one row an
        oblast (its area) and for tables with coordinates (points; rows without coordinates are left out).
    scheme
        For ``oblasts``: 2022, 2018, 1999 or 1989.

    Raises
    ------
    KazbriefError
        For an unknown name, format or scheme, a format that doesn't fit, or a table that isn't built.
    """
    boundaries.check_scheme(name, scheme)
    if form not in FORMATS:
        raise KazbriefError(f"there is no format {form!r}: the formats are {', '.join(FORMATS)}")
    if name in catalogue.MAPS:
        if form not in LAYER_FORMATS:
            raise KazbriefError(f"{name} is a boundary layer: its formats are {', '.join(LAYER_FORMATS)}")
        return _geographic(boundaries.load_geo(name, scheme), name, form)
    if name not in catalogue.names():
        raise catalogue.unknown("table or layer", name)
    table = catalogue.get(name)
    frame = reading.load(name)
    if form in LAYER_FORMATS:
        return _geographic(with_geometry(table, frame), name, form)
    if form == "csv":
        return csv_bytes(frame)
    return parquet_bytes(frame) if form == "parquet" else xlsx_bytes(table, frame, reading.references(frame))


def terms(name: str, form: str) -> str:
    """The terms of a table or layer in a format, in words: areas bring the licence of the boundaries along."""
    if name in catalogue.MAPS:
        return "; ".join(licence["title"] for licence in layer_licences(name))
    table = catalogue.get(name)
    with_areas = form in LAYER_FORMATS and table.key == _BY_OBLAST
    return table.terms + (f"; boundaries: {terms('oblasts', form)}" if with_areas else "")


def changes(name: str, form: str) -> str:
    """What a format leaves out of a table or alters in it, in words; nothing when it holds all as it is."""
    if name in catalogue.MAPS:
        return ""
    frame = reading.load(name)
    if form == "csv" and (altered := sum(int(cells.sum()) for cells in files.formulas(frame).values())):
        return f"text that a spreadsheet would run as a formula has an apostrophe in front ({altered} cells)"
    if form in LAYER_FORMATS and (left_out := len(frame) - len(with_geometry(catalogue.get(name), frame))):
        return f"rows without coordinates are left out ({left_out} of {len(frame)})"
    return ""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """CSV in UTF-8 with Unix line ends; cells that look like formulas get an apostrophe in front."""
    return files.export_text(frame).encode()


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Parquet with the types of the table."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def xlsx_bytes(table: Table, frame: pd.DataFrame, sources: pd.DataFrame) -> bytes:
    """An Excel workbook with three sheets: the table, what its columns hold, and its sources."""
    import pandas as pd

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        writer.book.set_properties(
            {
                "title": table.title,
                "author": edition.AUTHOR,
                "comments": f"{table.description} Terms: {table.terms}.",
                "created": dt.datetime(edition.DATE.year, edition.DATE.month, edition.DATE.day),
            }
        )
        # Names of sheets have 31 characters at most.
        sheets = {table.name[:31]: frame, "about columns": reading.columns(table), "about sources": sources}
        for name, sheet in sheets.items():
            sheet.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
            writer.sheets[name].autofit(300)
    return buffer.getvalue()


def with_geometry(table: Table, frame: pd.DataFrame) -> geopandas.GeoDataFrame:
    """A table with its place on the map: the area of each oblast, or points from its coordinates.

    Raises
    ------
    KazbriefError
        When the table has neither one row an oblast nor coordinates.
    """
    import geopandas

    if table.key == _BY_OBLAST:
        oblasts = boundaries.load_geo("oblasts")[["oblast", "geometry"]]
        joined = oblasts.merge(frame, on="oblast", how="right", validate="one_to_one")
        return joined[[*frame.columns, "geometry"]]
    if {"latitude", "longitude"} <= set(frame.columns):
        placed = frame.dropna(subset=["latitude", "longitude"])
        points = geopandas.points_from_xy(placed["longitude"], placed["latitude"], crs=4326)
        return geopandas.GeoDataFrame(placed, geometry=points)
    raise KazbriefError(
        f"{table.name} has neither one row an oblast nor coordinates: its formats are {', '.join(TABLE_FORMATS)}"
    )


def _geographic(frame: geopandas.GeoDataFrame, name: str, form: str) -> bytes:
    if form == "geojson":
        return boundaries.geojson_text(frame).encode()
    import pyogrio

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _MOMENT})
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.gpkg"
            pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", promote_to_multi=True)
            return path.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
