"""Boundaries: oblasts, countries, seas and lakes, and the older divisions made from the oblasts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas

DECIMALS = 5
"""Decimals of a coordinate in degrees: about one metre, the grid on which the layers were built."""


def geojson_text(frame: geopandas.GeoDataFrame) -> str:
    """A layer as GeoJSON text (RFC 7946): the same bytes for the same shapes, one feature a line.

    Parameters
    ----------
    frame
        Any columns and a geometry in EPSG:4326. The rows are written in the order of the columns' values.

    Returns
    -------
    str
        Coordinates with five decimals, outer rings counter-clockwise, no ``crs`` member (RFC 7946 knows
        WGS 84 alone).
    """
    import pandas as pd
    import shapely

    columns = [name for name in frame.columns if name != frame.geometry.name]
    ordered = frame.sort_values(columns, kind="stable", na_position="first")
    shapes = shapely.orient_polygons(shapely.normalize(ordered.geometry.to_numpy()))
    lines = []
    for row, shape in zip(ordered[columns].itertuples(index=False, name=None), shapes, strict=True):
        values = [None if pd.isna(value) else value for value in row]
        feature = {
            "type": "Feature",
            "properties": {
                name: value.item() if hasattr(value, "item") else value
                for name, value in zip(columns, values, strict=True)
            },
            "geometry": {
                "type": shape.geom_type,
                "coordinates": _rounded(shapely.geometry.mapping(shape)["coordinates"]),
            },
        }
        lines.append(json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], (int, float)):
        return [round(float(value), DECIMALS) + 0.0 for value in coordinates]
    return [_rounded(part) for part in coordinates]
