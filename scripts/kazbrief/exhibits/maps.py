"""Maps of the house style: base map, areas with ids, lines, labels and a true scale bar.

Everything is drawn in the projection of `kazbrief.measures.projection`, in metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from kazbrief.exhibits import style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.measures.projection import CRS

_FROM_DEGREES = pyproj.Transformer.from_crs("EPSG:4326", CRS, always_xy=True)

# A tenth of a millimetre at the printed scale of a full-width map: finer detail can't be seen.
DETAIL_MM = 0.12


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in the map's metres."""
    x, y = _FROM_DEGREES.transform(longitude, latitude)
    return float(x), float(y)


def axes(panel: Panel, window: tuple[float, float, float, float]) -> Axes:
    """Axes that fill a panel and show a window (x0, y0, x1, y1 in the map's metres), widened to the panel's shape."""
    x0, y0, x1, y1 = window
    scale = max((x1 - x0) / panel.width, (y1 - y0) / panel.height)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    ax = panel.axes(left=0, right=0, top=0, bottom=0)
    ax.set_xlim(cx - scale * panel.width / 2, cx + scale * panel.width / 2)
    ax.set_ylim(cy - scale * panel.height / 2, cy + scale * panel.height / 2)
    ax.set_axis_off()
    return ax


def metres_per_mm(ax: Axes, panel: Panel) -> float:
    """The scale of a map: metres of its projection on a millimetre of paper."""
    x0, x1 = ax.get_xlim()
    return float(x1 - x0) / panel.width


def millimetres(ax: Axes, panel: Panel, longitude: float, latitude: float = 42.0) -> float:
    """How far right of the panel's left edge a place stands, in millimetres."""
    return (project(longitude, latitude)[0] - float(ax.get_xlim()[0])) / metres_per_mm(ax, panel)


def window_of(*frames: gpd.GeoDataFrame, margin: float = 0.03) -> tuple[float, float, float, float]:
    """The bounds of some layers in the map's metres, with a margin as a share of the larger side."""
    bounds = np.array([frame.to_crs(CRS).total_bounds for frame in frames])
    x0, y0 = bounds[:, :2].min(axis=0)
    x1, y1 = bounds[:, 2:].max(axis=0)
    pad = margin * max(x1 - x0, y1 - y0)
    return float(x0 - pad), float(y0 - pad), float(x1 + pad), float(y1 + pad)


def for_drawing(frame: gpd.GeoDataFrame, ax: Axes, panel: Panel) -> gpd.GeoDataFrame:
    """A layer projected, simplified to what print can show (shared borders stay shared), and cut to the window."""
    projected = frame.to_crs(CRS)
    tolerance = DETAIL_MM * metres_per_mm(ax, panel)
    areas = projected.geom_type.isin(("Polygon", "MultiPolygon")).all()
    shapes = (
        shapely.coverage_simplify(projected.geometry.values, tolerance)
        if areas
        else projected.simplify(tolerance).values
    )
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    pad = 0.01 * (x1 - x0)
    cut = shapely.clip_by_rect(shapes, x0 - pad, y0 - pad, x1 + pad, y1 + pad)
    projected = projected.set_geometry(gpd.GeoSeries(cut, index=projected.index, crs=CRS))
    return projected[~projected.geometry.is_empty]


def path_of(geometry: BaseGeometry) -> Path:
    """A geometry of lines or areas as one matplotlib path."""
    rings = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            rings += [part.exterior, *part.interiors]
        elif part.geom_type in ("LineString", "LinearRing"):
            rings.append(part)
    paths = []
    for ring in rings:
        points = np.asarray(ring.coords)[:, :2]
        codes = np.full(len(points), Path.LINETO)
        codes[0] = Path.MOVETO
        if ring.is_ring:
            codes[-1] = Path.CLOSEPOLY
        paths.append(Path(points, codes))
    return Path.make_compound_path(*paths) if paths else Path(np.empty((0, 2)))


def area(ax: Axes, geometry: BaseGeometry, gid: str | None = None, **options: Any) -> PathPatch:
    """Draw one area or line; ``gid`` becomes its id in the SVG."""
    patch = PathPatch(path_of(geometry), **options)
    if gid:
        patch.set_gid(gid)
    ax.add_artist(patch)  # add_patch would measure every point, for limits that the window has set
    return patch


def base(ax: Axes, panel: Panel, layers: Layers) -> None:
    """Neighbours, seas and lakes, muted, under what the map is about."""
    ax.add_patch(
        Rectangle((0, 0), 1, 1, transform=ax.transAxes, facecolor=style.WATER, edgecolor="none", zorder=0)
    )
    for shape in for_drawing(layers["countries"], ax, panel).geometry:
        area(ax, shape, facecolor=style.LAND, edgecolor=style.WHITE, linewidth=0.6, zorder=1)
    for shape in for_drawing(layers["water"], ax, panel).geometry:
        area(ax, shape, facecolor=style.WATER, edgecolor="none", zorder=3)


def scale_bar(ax: Axes, panel: Panel, kilometres: int = 500, *, x: float = 4.0, y: float = 4.0) -> None:
    """A bar of a true length at 48 N, found on the ellipsoid; place in millimetres from the lower left."""
    geod = pyproj.Geod(ellps="WGS84")
    longitude, latitude, _ = geod.fwd(67.0, 48.0, 90.0, kilometres * 1000.0)
    x0, y0 = project(67.0, 48.0)
    x1, y1 = project(longitude, latitude)
    length = float(np.hypot(x1 - x0, y1 - y0)) / metres_per_mm(ax, panel)
    bar = Rectangle(
        (x / panel.width, y / panel.height),
        length / panel.width,
        0.9 / panel.height,
        transform=ax.transAxes,
        facecolor=style.GREY,
        edgecolor="none",
        zorder=9,
    )
    ax.add_patch(bar)
    ax.text(
        (x + length + 1.2) / panel.width,
        (y - 0.15) / panel.height,
        f"{kilometres} km at 48° N",
        transform=ax.transAxes,
        size=style.FOOT_SIZE,
        color=style.GREY,
        va="baseline",
        zorder=9,
    )


KEY_ROW, KEY_FOOT = 4.5, 1.6
# The keys of the maps of oblasts start east of Mangystau: degrees.
KEY_LONGITUDE = 56.5


def oblasts(panel: Panel, layers: Layers, layer: str, key_room: float) -> tuple[Axes, gpd.GeoDataFrame]:
    """The base map of all oblasts, with room for a key in the south (metres), and their shapes for drawing."""
    areas = layers[layer]
    west, south, east, north = window_of(areas, margin=0.02)
    ax = axes(panel, (west, south - key_room, east, north))
    base(ax, panel, layers)
    return ax, for_drawing(areas, ax, panel)


def class_key(
    ax: Axes, panel: Panel, title: str, entries: Sequence[tuple[str, str, str]], *, width: float = 38.0
) -> Axes:
    """The key of a map of classes: colour, hatching and text of each, in a column under its title.

    Returns
    -------
    Axes
        In millimetres from the column's lower left corner, for what else a key has to say; the baseline of
        the last text is at `KEY_FOOT`.
    """
    height = KEY_ROW * len(entries) + 3.0 + KEY_FOOT
    left = millimetres(ax, panel, KEY_LONGITUDE)
    key = panel.axes(left=left, right=panel.width - left - width, top=panel.height - height, bottom=0)
    key.set_xlim(0, width)
    key.set_ylim(0, height)
    key.set_axis_off()
    y = height - 3.0
    key.text(0, y, title, size=style.SMALL_SIZE, weight="semibold", va="baseline")
    for colour, hatch, text in entries:
        y -= KEY_ROW
        key_entry(key, 0, y, colour, hatch, text)
    return key


def key_entry(key: Axes, x: float, y: float, colour: str, hatch: str, text: str) -> None:
    """One box of a key with its text, the text's baseline at ``y``."""
    box = Rectangle(
        (x, y - 0.6), 5.5, 3.2, facecolor=colour, edgecolor=style.GREY, hatch=hatch, linewidth=0.4
    )
    key.add_patch(box)
    key.text(x + 7.2, y, text, size=style.SMALL_SIZE, va="baseline")


# Cities lie inside other oblasts and are too small for a label of their own: millimetres from centre to label.
CITY_LABELS = {"Astana": (8.5, -5.5), "Almaty city": (4.0, -9.5), "Shymkent": (-4.0, -9.0)}
# Labels of oblasts that lie better off their place inside: millimetres.
MOVED = {
    "Abai": (0.0, 1.5),
    "Akmola": (1.5, 2.5),
    "Almaty oblast": (1.5, 1.0),
    "Atyrau": (-4.0, 3.5),
    "East Kazakhstan": (0.6, 1.0),
    "North Kazakhstan": (0.0, 1.5),
    "Turkistan": (-4.5, -9.5),
    "West Kazakhstan": (2.2, 0.0),
}


def unit_label(
    ax: Axes,
    panel: Panel,
    unit: str,
    shape: BaseGeometry,
    figure: str,
    *,
    broken: bool = False,
    **options: Any,
) -> None:
    """The name of an oblast over its figure, inside it; that of a city beside it, at the end of a thin line.

    Parameters
    ----------
    unit, shape
        The oblast or city in English, and its area in the map's metres.
    broken
        Whether the name takes two lines.
    options
        Of `label`, for oblasts: the colour of the text, the ground.
    """
    city = unit in CITY_LABELS
    centre = shape.centroid if city else shape.representative_point()
    dx, dy = CITY_LABELS.get(unit, MOVED.get(unit, (0.0, 0.0)))
    millimetre = metres_per_mm(ax, panel)
    x, y = centre.x + dx * millimetre, centre.y + dy * millimetre
    if city:
        ax.plot([centre.x, x], [centre.y, y], color=style.INK, linewidth=0.5, zorder=7)
        name = unit.removesuffix(" city")
        label(ax, x, y, f"{name} {figure}", ground=style.WHITE, weight="semibold")
    else:
        name = unit.removesuffix(" oblast")
        label(ax, x, y, f"{name.replace(' ', chr(10), 1) if broken else name}\n{figure}", **options)


def label(ax: Axes, x: float, y: float, text: str, *, ground: str | None = None, **options: Any) -> None:
    """A label at a place in the map's metres; ``ground`` puts a thin plate of that colour under it.

    A plate and no halo: outlined text would turn into shapes in the SVG.
    """
    plate = {"facecolor": ground, "edgecolor": "none", "pad": 0.6, "alpha": 0.85} if ground else None
    settings = {"size": style.SMALL_SIZE, "ha": "center", "va": "center", "zorder": 8, "linespacing": 1.05}
    ax.text(x, y, text, bbox=plate, **{**settings, **options})
