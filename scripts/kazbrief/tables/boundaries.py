"""Boundaries: the layers of data/raw/boundaries, checked, and the older divisions made from the oblasts.

All layers are in EPSG:4326 (longitude, latitude in degrees). Areas are those on the ellipsoid GRS 80.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kazbrief import files, paths
from kazbrief.errors import InputError, KazbriefError, nearest, raise_faults
from kazbrief.tables import catalogue
from kazbrief.tables.catalogue import SCHEMES

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

DISCLAIMER = (
    "Boundaries and names are those of the data sources cited; showing them implies no opinion on the legal "
    "status of any territory or the course of any border."
)

DECIMALS = 5
"""Decimals of a coordinate in degrees: about one metre, the grid on which the layers were built."""

_POLYGONS = ("Polygon", "MultiPolygon")
_LINES = ("LineString", "MultiLineString")
# West, south, east and north of what a layer may hold.
_KAZAKHSTAN = (46.0, 40.0, 88.0, 56.0)
_MAP_WINDOW = (15.0, 30.0, 105.0, 67.0)
# Smaller gaps and overlaps (a hectare) are left over by rounding, not drawn by anybody.
_SPECK_KM2 = 0.01
_PIECE_DEGREES = 0.05


class _Form(NamedTuple):
    """What a layer holds: its columns, of which the first names the features, kinds of shapes, and where these lie."""

    columns: Sequence[str]
    kinds: Sequence[str]
    window: tuple[float, float, float, float]


_FORMS = {
    "oblasts": _Form(("oblast",), _POLYGONS, _KAZAKHSTAN),
    "countries": _Form(("country", "name", "disputed"), _POLYGONS, _MAP_WINDOW),
    "water": _Form(("name", "kind", "as_of"), _POLYGONS, _MAP_WINDOW),
    "border": _Form(("part",), _LINES, _KAZAKHSTAN),
}


def read_layer(name: str, path: Path, units: pd.DataFrame | None = None) -> geopandas.GeoDataFrame:
    """Read and check a raw layer.

    Parameters
    ----------
    name
        One of ``catalogue.MAPS``.
    units
        For the oblasts, the table ``units``: those of the scheme of 2022 have to be there, and no others.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, sorted by its first column. Oblasts: ``oblast``, ``geometry`` (polygons, no gaps or overlaps).
        Countries: ``country`` (ISO 3166-1 alpha-3; two codes with a semicolon where the source gives an area to both),
        ``name``, ``disputed`` (0 or 1), ``geometry`` (polygons with the territorial sea). Water: ``name``, ``kind`` (sea
        or lake), ``as_of`` (what is known of the date of the shape), ``geometry``. The border with Russia: ``part``
        (land, with rivers and lakes; sea, to the end of the territorial seas), ``geometry`` (lines).

    Raises
    ------
    InputError, InputErrors
        When the file is no GeoJSON in EPSG:4326, when a feature is missing, doubled or unknown, when a shape is invalid
        or outside its window, or when units overlap or oblasts leave gaps.
    """
    frame = _read(path, *_FORMS[name])
    if name == "oblasts" and units is not None:
        there, known = list(frame["oblast"]), sorted(units.loc[units["scheme"] == "2022", "unit"])
        unknown = [each for each in there if each not in known]
        _raise(path, ((repr(each), f"an oblast of 2022{nearest(each, known)}", "oblast") for each in unknown))
        _raise(path, (("no such oblast", repr(each), "oblast") for each in known if each not in there))
    elif name == "water":
        kinds = sorted(set(frame["kind"]) - {"sea", "lake"})
        _raise(path, ((repr(kind), "'sea' or 'lake'", "kind") for kind in kinds))
    elif name == "border" and list(frame["part"]) != ["land", "sea"]:
        _raise(path, [(" and ".join(map(repr, frame["part"])), "'land' and 'sea'", "part")])
    if name in ("oblasts", "countries"):
        check_coverage(frame, path, key=frame.columns[0], enclosed=name == "oblasts")
    return frame


def check_coverage(
    frame: geopandas.GeoDataFrame, path: Path | str, *, key: str = "oblast", enclosed: bool = True
) -> None:
    """Check that neighbours share their lines: no overlap, no gap, the same points on both sides.

    Parameters
    ----------
    frame
        Polygons with a name in the column ``key``.
    path
        The file that messages name.
    enclosed
        Whether an area that the units surround must belong to one of them.

    Raises
    ------
    InputError, InputErrors
        One sentence for each pair of overlapping units and each gap.
    """
    import numpy as np
    import shapely

    shapes, names = frame.geometry.to_numpy(), list(frame[key])
    apart = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    pairs = [pair for pair in itertools.combinations(apart, 2) if shapely.intersects(*shapes[list(pair)])]
    overlaps = [(names[a], names[b], area_km2(shapely.intersection(shapes[a], shapes[b]))) for a, b in pairs]
    _raise(
        path,
        (
            (f"{one} and {other} overlapping by {area:,.4g} km2", "no overlap", "geometry")
            for one, other, area in overlaps
            if area >= _SPECK_KM2
        ),
    )
    if enclosed:
        _raise(path, ((gap, "no gap", "geometry") for gap in _gaps(shapes, names)))
    if len(apart):
        found = f"lines of {', '.join(names[place] for place in apart)} that differ from their neighbours'"
        _raise(path, [(found, "common lines", "geometry")])


def dissolve(
    oblasts: geopandas.GeoDataFrame, scheme: str, crosswalk: pd.DataFrame, boundaries_1989: pd.DataFrame
) -> geopandas.GeoDataFrame:
    """The units of a scheme, as sums of the oblasts of 2022.

    Parameters
    ----------
    oblasts
        The layer from `read_layer`.
    scheme
        One of `SCHEMES`.
    crosswalk
        The table ``crosswalk``: its exact links lead from 2022 back to 2018 and 1999.
    boundaries_1989
        The table of this name: the unit of January 1989 that an oblast of today stands for.

    Returns
    -------
    GeoDataFrame
        ``scheme``, ``unit``, ``approximate`` (true for 1989 alone), ``geometry``; sorted by ``unit``. The
        scheme of 2022 has the column ``oblast`` besides, equal to ``unit``. Some units of 1989 can't be told
        apart with whole oblasts: their names stand together, with semicolons between them. The limits of
        the three cities are those of about 2022 in every scheme.

    Raises
    ------
    KazbriefError
        When there is no such scheme, or when the tables lead some oblast to no unit of it.
    """
    unit_of = _units_of_oblasts(scheme, list(oblasts["oblast"]), crosswalk, boundaries_1989)
    units = oblasts[["geometry"]].assign(scheme=scheme, unit=oblasts["oblast"].map(unit_of))
    divided = units.dissolve("unit", method="coverage").reset_index()
    divided = divided.assign(approximate=scheme == "1989")
    if scheme == "2022":
        divided["oblast"] = divided["unit"]
    names = [name for name in ("scheme", "unit", "approximate", "oblast", "geometry") if name in divided]
    return divided[names]


def area_km2(shape: Any) -> float:
    """The area of a shape in EPSG:4326 on the ellipsoid, in square kilometres; lines and points count nothing.

    The sides are straight in longitude and latitude, as GeoJSON means them, so that a border along a parallel
    stays on it: they are divided into short pieces before the geodesic formula is used.
    """
    import shapely
    from pyproj import Geod

    ellipsoid = Geod(ellps="GRS80")
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    dense = shapely.segmentize(parts, _PIECE_DEGREES)
    return sum(abs(float(ellipsoid.geometry_area_perimeter(part)[0])) for part in dense) / 1e6


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
    import shapely

    columns = [name for name in frame.columns if name != frame.geometry.name]
    ordered = frame.sort_values(columns, kind="stable", na_position="first")
    shapes = shapely.orient_polygons(shapely.normalize(ordered.geometry.to_numpy()))
    # Nought is added so that none is negative.
    shapes = shapely.transform(shapes, lambda coordinates: coordinates.round(DECIMALS) + 0.0)
    lines = []
    for row, shape in zip(ordered[columns].itertuples(index=False, name=None), shapes, strict=True):
        feature = {
            "type": "Feature",
            "properties": dict(zip(columns, map(files.plain, row), strict=True)),
            "geometry": shapely.geometry.mapping(shape),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def read_clean(path: Path) -> geopandas.GeoDataFrame:
    """Read a built layer without checking it again."""
    import geopandas

    if not path.exists():
        raise KazbriefError(f"{paths.shown(path)} is not built yet: run `kazbrief build` (or `make report`)")
    return geopandas.read_file(path)


def load_geo(name: str, scheme: str = "2022") -> geopandas.GeoDataFrame:
    """A built layer, in EPSG:4326, as `kazbrief.load_geo` describes it."""
    if name not in catalogue.MAPS:
        raise catalogue.unknown("layer", name)
    check_scheme(name, scheme)
    file = f"oblasts_{scheme}" if name == "oblasts" else name
    return read_clean(paths.clean_data() / "boundaries" / f"{file}.geojson")


def _read(
    path: Path, columns: Sequence[str], kinds: Sequence[str], window: tuple[float, float, float, float]
) -> geopandas.GeoDataFrame:
    """Read a GeoJSON layer and check what all layers have in common, cheapest first."""
    import geopandas
    import pyogrio.errors
    from shapely.errors import ShapelyError

    key = columns[0]
    unreadable = pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, UnicodeDecodeError
    if not path.exists():
        raise _fault(path, "no such file", "a GeoJSON file")
    try:
        frame = geopandas.read_file(path)
    except ShapelyError as fault:
        raise _fault(path, f"a shape that can't be read ({fault})", "closed rings of coordinates") from None
    except unreadable:
        raise _fault(path, "something unreadable", "a GeoJSON FeatureCollection") from None
    if not isinstance(frame, geopandas.GeoDataFrame) or frame.empty:
        raise _fault(path, "no features", "a GeoJSON FeatureCollection")
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        name = "no reference system" if frame.crs is None else f"the reference system {frame.crs.name}"
        raise _fault(path, name, "longitude and latitude (EPSG:4326)")
    _raise(path, (("no such column", "one", name) for name in columns if name not in frame.columns))
    frame = frame[[*columns, "geometry"]].sort_values(key, kind="stable").reset_index(drop=True)
    empty = frame[list(columns)].isna().sum()
    _raise(path, ((f"{count} empty cells", "a value", str(name)) for name, count in empty[empty > 0].items()))
    doubled = sorted(frame.loc[frame[key].duplicated(), key].unique())
    _raise(path, ((f"{name!r} more than once", "each once", key) for name in doubled))
    checks: tuple[tuple[Callable[[Any], str | None], str], ...] = (
        (lambda shape: _wrong_kind(shape, kinds), " or ".join(kinds)),
        (
            lambda shape: _misplaced(shape, window),
            "longitude {0:g} to {2:g}, latitude {1:g} to {3:g}".format(*window),
        ),
        (_broken, "a valid shape"),
    )
    for find, expected in checks:
        units: dict[str, list[str]] = {}
        for name, shape in zip(frame[key], frame.geometry, strict=True):
            if (found := find(shape)) is not None:
                units.setdefault(found, []).append(name)
        _raise(path, ((f"{found} in {_some(names)}", expected, "geometry") for found, names in units.items()))
    return frame


def _some(names: Sequence[str]) -> str:
    """A few names, and how many more."""
    more = len(names) - 3
    return ", ".join(names[:3]) + (f" and {more} more" if more > 0 else "")


def _wrong_kind(shape: Any, kinds: Sequence[str]) -> str | None:
    if shape is None or shape.is_empty:
        return "no shape"
    return None if shape.geom_type in kinds else f"a {shape.geom_type}"


def _misplaced(shape: Any, window: tuple[float, float, float, float]) -> str | None:
    west, south, east, north = shape.bounds
    if window[0] <= west and east <= window[2] and window[1] <= south and north <= window[3]:
        return None
    if window[0] <= south and north <= window[2] and window[1] <= west and east <= window[3]:
        return "longitude and latitude swapped"
    return f"coordinates from {west:g}, {south:g} to {east:g}, {north:g}"


def _broken(shape: Any) -> str | None:
    import shapely

    reason, _, place = str(shapely.is_valid_reason(shape)).rstrip("]").partition("[")
    if reason == "Valid Geometry":
        return None
    where = " at {:.4f} E, {:.4f} N".format(*map(float, place.split()[:2])) if place else ""
    return (
        "a line that crosses itself" if reason.startswith(("Self", "Ring Self")) else reason.lower()
    ) + where


def _gaps(shapes: Any, names: Sequence[str]) -> Iterator[str]:
    """The areas that no unit has and that units surround, in words."""
    import shapely

    for part in shapely.get_parts(shapely.union_all(shapes)):
        for ring in part.interiors:
            gap = shapely.Polygon(ring)
            around = [
                name for name, shape in zip(names, shapes, strict=True) if shapely.intersects(gap, shape)
            ]
            yield f"a gap of {area_km2(gap):,.4g} km2 between {', '.join(around)}"


def check_scheme(name: str, scheme: str) -> None:
    """Refuse a scheme that there is not, and one for a table or a layer that has none.

    Raises
    ------
    KazbriefError
        For both.
    """
    if name != "oblasts" and scheme != SCHEMES[0]:
        raise KazbriefError(f"{name}: a scheme can be chosen for the layer oblasts alone")
    if scheme not in SCHEMES:
        raise KazbriefError(f"there is no scheme {scheme!r}: the schemes are {', '.join(SCHEMES)}")


def _units_of_oblasts(
    scheme: str, oblasts: Sequence[str], crosswalk: pd.DataFrame, boundaries_1989: pd.DataFrame
) -> dict[str, str]:
    """The unit of the scheme in which each oblast lies."""
    check_scheme("oblasts", scheme)
    if scheme == "1989":
        unit_of = dict(zip(boundaries_1989["oblast"], boundaries_1989["unit"], strict=True))
    else:
        unit_of = {oblast: oblast for oblast in oblasts}
        exact = crosswalk[crosswalk["link"] == "exact"]
        steps = SCHEMES[: SCHEMES.index(scheme) + 1]
        for newer, older in itertools.pairwise(steps):
            links = exact[(exact["from_scheme"] == newer) & (exact["to_scheme"] == older)]
            step = dict(zip(links["from_unit"], links["to_unit"], strict=True))
            unit_of = {oblast: step[unit] for oblast, unit in unit_of.items() if unit in step}
    lost = [oblast for oblast in oblasts if oblast not in unit_of]
    if lost:
        raise KazbriefError(f"no unit of {scheme} is known for {', '.join(lost)}")
    return unit_of


def _fault(path: Path | str, found: str, expected: str, column: str | None = None) -> InputError:
    return InputError(paths.shown(Path(path)), found, expected, column=column)


def _raise(path: Path | str, faults: Iterable[tuple[str, str, str]]) -> None:
    """Raise the faults of a layer, each with what was found, what was expected, and the column."""
    raise_faults([_fault(path, *fault) for fault in faults], paths.shown(Path(path)))
