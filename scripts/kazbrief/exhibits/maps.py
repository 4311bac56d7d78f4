"""Maps of the house style: base map, areas with ids, labels, keys and a true scale bar.

Everything is drawn in the projection of `kazbrief.measures.projection`, in metres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.spines import Spine
from matplotlib.text import Text
from shapely.geometry.base import BaseGeometry

from kazbrief.exhibits import charts, placing, style
from kazbrief.exhibits.sheet import Layers, NoRoom, Panel
from kazbrief.measures.projection import CRS

_FROM_DEGREES = pyproj.Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
Window = tuple[float, float, float, float]
Place = tuple[float, float]
"""Longitude and latitude, in degrees."""
Off = tuple[float, float]
"""Millimetres right of and above a place."""

# A fifth of a millimetre at the printed scale of a full-width map: finer detail is hardly seen.
DETAIL_MM = 0.2
# Neighbours are ground, and may be coarser: they are a third of a map’s bytes.
GROUND_MM = 0.3
HATCH = "//////"
KEY_ROW, KEY_FOOT = 4.5, 1.6
NAME_SIZE = 7.6
# The keys of the maps of oblasts start east of Mangystau: degrees.
KEY_LONGITUDE = 56.5
# What is drawn from this level on is data: names of the base map keep off it.
DATA = 4.0
# How far off they keep, in millimetres.
KEPT_OFF = 0.7
# A label farther from its point than so many millimetres has a line to it.
FAR_MM = 3.5
# Seas and lakes with a name, by that of the layer; the text, or several of which the first that fits is set.
SEAS: Mapping[str, Sequence[str]] = {
    "Caspian Sea": ("Caspian Sea", "Caspian\nSea"),
    "Black Sea and Sea of Azov": ("Black Sea", "Black\nSea"),
}
LAKES = {"Balkhash": "Lake Balkhash", "North Aral Sea": "Aral Sea"}
NAMES = {"TUR": "Türkiye"}
NEIGHBOURS = ["RUS", "CHN", "MNG", "KGZ", "UZB", "TKM", "TJK", "IRN", "AZE", "GEO", "TUR", "UKR"]
# Cities lie inside other oblasts and are too small for a label of their own.
CITIES = ("Astana", "Almaty city", "Shymkent")
# Millimetres from an oblast's place inside, or from a city's centre, to a label of two short lines.
OFF: Mapping[str, Off] = {
    "Astana": (8.5, -5.5),
    "Almaty city": (4.0, -9.5),
    "Shymkent": (-4.0, -9.0),
    "Abai": (0.0, 1.5),
    "Akmola": (1.5, 2.5),
    "Almaty oblast": (1.5, 1.0),
    "Atyrau": (-4.0, 3.5),
    "East Kazakhstan": (0.6, 1.0),
    "North Kazakhstan": (0.0, 1.5),
    "Turkistan": (-4.5, -9.5),
    "West Kazakhstan": (2.2, 0.0),
}


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in the map's metres."""
    x, y = _FROM_DEGREES.transform(longitude, latitude)
    return float(x), float(y)


def window(west: Place, south: Place, east: Place, north: Place) -> Window:
    """A window that ends at a place on each of its sides, in degrees."""
    return project(*west)[0], project(*south)[1], project(*east)[0], project(*north)[1]


def short(unit: str) -> str:
    """The name of an oblast or city as maps print it."""
    return unit.removesuffix(" oblast").removesuffix(" city")


def _box(place: tuple[float, float], width: float, height: float) -> BaseGeometry:
    (x, y), across, up = place, width / 2, height / 2
    return shapely.box(x - across, y - up, x + across, y + up)


def path_of(geometry: BaseGeometry) -> Path:
    """A geometry of lines or areas as one matplotlib path."""
    paths = []
    for part in shapely.get_parts(geometry):
        areal = part.geom_type == "Polygon"
        if not areal and part.geom_type not in ("LineString", "LinearRing"):
            continue
        for ring in (part.exterior, *part.interiors) if areal else (part,):
            points = np.asarray(ring.coords)[:, :2]
            codes = np.full(len(points), Path.LINETO)
            codes[0] = Path.MOVETO
            if ring.is_ring:
                codes[-1] = Path.CLOSEPOLY
            paths.append(Path(points, codes))
    return Path.make_compound_path(*paths) if paths else Path(np.empty((0, 2)))


@dataclass(frozen=True)
class Map:
    """A map that fills a panel; the units of its axes are the projection's metres."""

    panel: Panel
    ax: Axes

    @property
    def millimetre(self) -> float:
        """The scale: metres of the projection on a millimetre of paper."""
        x0, x1 = self.ax.get_xlim()
        return float(x1 - x0) / self.panel.width

    def shapes(self, frame: gpd.GeoDataFrame, detail: float = DETAIL_MM) -> gpd.GeoDataFrame:
        """A layer projected, simplified to what print can show (shared borders stay shared), and cut to the window."""
        projected = frame.to_crs(CRS)
        tolerance = detail * self.millimetre
        areas = projected.geom_type.isin(("Polygon", "MultiPolygon")).all()
        shapes = (
            shapely.coverage_simplify(projected.geometry.values, tolerance)
            if areas
            else projected.simplify(tolerance).values
        )
        (x0, x1), (y0, y1) = self.ax.get_xlim(), self.ax.get_ylim()
        pad = 0.01 * (x1 - x0)
        cut = shapely.clip_by_rect(shapes, x0 - pad, y0 - pad, x1 + pad, y1 + pad)
        projected = projected.set_geometry(gpd.GeoSeries(cut, index=projected.index, crs=CRS))
        return projected[~projected.geometry.is_empty]

    @property
    def frame(self) -> BaseGeometry:
        """The window that the map shows, less a millimetre at each side."""
        (x0, x1), (y0, y1) = self.ax.get_xlim(), self.ax.get_ylim()
        edge = self.millimetre
        return shapely.box(x0 + edge, y0 + edge, x1 - edge, y1 - edge)

    def units(self, frame: gpd.GeoDataFrame) -> dict[str, BaseGeometry]:
        """The shapes of a layer of oblasts by name, cities last: they lie on others."""
        shapes = self.shapes(frame).set_index("unit").geometry
        return {name: shapes[name] for name in sorted(shapes.index, key=lambda unit: unit in CITIES)}

    def area(self, geometry: BaseGeometry, gid: str | None = None, **options: Any) -> None:
        """Draw one area or line; ``gid`` becomes its id in the SVG."""
        patch = PathPatch(path_of(geometry), **options)
        if gid:
            patch.set_gid(gid)
        self.ax.add_artist(patch)  # add_patch would measure every point, for limits that the window has set

    def areas(self, frame: gpd.GeoDataFrame, detail: float = DETAIL_MM, **options: Any) -> None:
        """Draw the areas of a layer alike."""
        for shape in self.shapes(frame, detail).geometry:
            self.area(shape, **options)

    def moved(self, x: float, y: float, off: Off) -> tuple[float, float]:
        """A place some millimetres away from another."""
        return x + off[0] * self.millimetre, y + off[1] * self.millimetre

    def line(self, ends: Iterable[tuple[float, float]], **options: Any) -> None:
        """A thin line, by default to a label."""
        settings = {"color": style.INK, "linewidth": 0.5, "zorder": 7, **options}
        self.ax.plot(*zip(*ends, strict=True), **settings)

    def label(self, x: float, y: float, text: str, *, ground: str | None = None, **options: Any) -> None:
        """A label at a place; ``ground`` is the colour of a halo about its letters.

        The halo is the SVG's: its name says the colour, and `svg.published` makes it a stroke under the letters.
        """
        settings = {
            "size": style.SMALL_SIZE,
            "ha": "center",
            "va": "center",
            "zorder": 8,
            "linespacing": 1.05,
        }
        if ground:
            settings["gid"] = f"halo-{ground.removeprefix('#')}"
        self.ax.text(x, y, text, **{**settings, **options})

    def unit_label(
        self,
        unit: str,
        shape: BaseGeometry,
        name: str,
        figure: str,
        off: Mapping[str, Off] = OFF,
        **options: Any,
    ) -> None:
        """The name of an oblast over its figure, inside it; that of a city beside it, at the end of a thin line.

        Parameters
        ----------
        unit, shape
            The oblast or city, and its area in the map's metres.
        off
            Where labels stand that do not stand in the middle, by unit.
        options
            Of `label`, for oblasts: the colour of the text, the ground.
        """
        city = unit in CITIES
        centre = shape.centroid if city else shape.representative_point()
        place = self.moved(centre.x, centre.y, off.get(unit, (0.0, 0.0)))
        if city:
            self.line([(centre.x, centre.y), place])
            self.label(*place, f"{name} {figure}", ground=style.WHITE, weight="semibold")
        else:
            self.label(*place, f"{name}\n{figure}", **options)

    def outline(self, frame: gpd.GeoDataFrame) -> None:
        """The border of the country, of a layer of oblasts, over fills and lakes and under the data."""
        border = shapely.union_all(self.shapes(frame).geometry.values)
        self.area(border, facecolor="none", edgecolor=style.GREY, linewidth=0.9, zorder=3.6)

    def taken(self) -> list[BaseGeometry]:
        """What names keep off: all texts, data of the map, and keys that lie on it; in the map's metres."""
        found: list[BaseGeometry] = []
        figure = self.ax.get_figure(root=True)
        assert figure is not None
        point = figure.dpi / 72
        for ax in (ax for ax in figure.axes if ax.bbox.overlaps(self.ax.bbox)):
            for artist in ax.get_children():
                if artist is ax.patch or (ax is self.ax and artist.get_zorder() < DATA):
                    continue
                if isinstance(artist, Text) and artist.get_text():
                    found.append(shapely.box(*artist.get_window_extent().extents))
                elif isinstance(artist, Patch) and not isinstance(artist, Spine):
                    path = artist.get_transform().transform_path(artist.get_path())
                    rings = [np.asarray(ring) for ring in path.to_polygons(closed_only=False)]
                    if to_rgba(artist.get_facecolor())[3] > 0:
                        found += [
                            shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 2
                        ]
                    else:
                        thick = artist.get_linewidth() * point / 2
                        found += [shapely.LineString(ring).buffer(thick) for ring in rings if len(ring) > 1]
                elif isinstance(artist, Line2D):
                    points = artist.get_transform().transform(artist.get_xydata())
                    shape = shapely.LineString if len(points) > 1 else shapely.MultiPoint
                    thick = max(artist.get_linewidth(), artist.get_markersize())
                    found.append(shape(points).buffer(thick * point / 2))
        on_map = self.ax.transData.inverted().transform
        room = KEPT_OFF * self.millimetre
        return [shapely.transform(shape, on_map).buffer(room) for shape in found]

    def names(self, layers: Layers, *, country: bool = False) -> None:
        """The names of seas, lakes and neighbours, where there is room; drawn last, as they keep off all else.

        Parameters
        ----------
        country
            Whether Kazakhstan's name stands too.
        """
        taken = self.taken()
        water = self.shapes(layers["water"]).set_index("name").geometry
        look: dict[str, Any] = {"size": NAME_SIZE, "style": "italic", "color": style.SEA_NAME}
        for name, texts in SEAS.items():
            if name in water.index:
                self._name(water[name], texts, taken, **look)
        taken += list(water)
        for name, text in LAKES.items():
            if name in water.index:
                self._name(water[name], [text], taken, beside=True, **look)
        shapes = self.shapes(layers["countries"]).set_index("country")
        for code in (*(["KAZ"] if country else []), *NEIGHBOURS):
            if code in shapes.index:
                row = shapes.loc[code]
                grey: dict[str, Any] = {"size": NAME_SIZE, "color": style.GREY}
                self._name(row.geometry, [NAMES.get(code, row["name"]).upper()], taken, **grey)

    def _name(
        self,
        shape: BaseGeometry,
        texts: Sequence[str],
        taken: list[BaseGeometry],
        beside: bool = False,
        **look: Any,
    ) -> None:
        """Set the first text for which there is room, and take its place: later names keep off it too."""
        for text in texts:
            width, height = self._extent(text, look["size"])
            if beside:
                place = placing.beside(shape, self.frame, width, height, taken)
            else:
                place = placing.inside(shape.intersection(self.frame), width, height, taken)
            if place:
                self.label(*place, text, zorder=3.8, **look)
                taken.append(_box(place, width, height))
                return

    def projected(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees in the map's metres, simplified to what print can show."""
        shape = shapely.transform(shape, lambda points: np.column_stack(_FROM_DEGREES.transform(*points.T)))
        return shapely.simplify(shape, DETAIL_MM * self.millimetre)

    def label_near(
        self,
        point: BaseGeometry,
        text: str,
        taken: list[BaseGeometry],
        borders: Sequence[BaseGeometry] = (),
        **look: Any,
    ) -> None:
        """A label with a halo as near to a point as there is room, with a thin line to it from afar.

        It keeps off all that is ``taken``, and takes its place; off ``borders`` where that is possible.

        Raises
        ------
        NoRoom
            When there is none.
        """
        width, height = self._extent(text, look["size"], look.get("weight", "regular"))
        place = placing.near(point, self.frame, width, height, taken, borders)
        if place is None:
            raise NoRoom(f"the map has no room for {text!r}")
        self.label(*place, text, ground=style.WHITE, **look)
        box = _box(place, width, height)
        if box.distance(point) > FAR_MM * self.millimetre:
            self.line(shapely.get_coordinates(shapely.shortest_line(box, point)), zorder=6.5)
        taken.append(box)

    def _extent(self, text: str, size: float, weight: str = "regular") -> tuple[float, float]:
        """Width and height of a text with a little air, in the map's metres."""
        lines = text.split("\n")
        width = max(style.text_width(line, size, weight) for line in lines) + 1.5
        return width * self.millimetre, len(lines) * size * 1.1 / style.POINTS_PER_MM * self.millimetre

    def scale_bar(self, kilometres: int = 500, *, x: float = 4.0, y: float = 4.0) -> None:
        """A bar of a true length at 48 N, found on the ellipsoid; place in millimetres from the lower left."""
        longitude, latitude, _ = pyproj.Geod(ellps="WGS84").fwd(67.0, 48.0, 90.0, kilometres * 1000.0)
        ends = np.array([project(67.0, 48.0), project(longitude, latitude)])
        length = float(np.hypot(*(ends[1] - ends[0]))) / self.millimetre
        width, height, on_panel = self.panel.width, self.panel.height, self.ax.transAxes
        grey: dict[str, Any] = {
            "edgecolor": "none",
            "facecolor": style.GREY,
            "transform": on_panel,
            "zorder": 9,
        }
        self.ax.add_patch(Rectangle((x / width, y / height), length / width, 0.9 / height, **grey))
        text: dict[str, Any] = {"size": style.FOOT_SIZE, "color": style.GREY, "va": "baseline", "zorder": 9}
        place = ((x + length + 1.2) / width, (y - 0.15) / height)
        self.ax.text(*place, f"{kilometres} km at 48° N", transform=on_panel, **text)

    def class_key(self, title: str, entries: Sequence[tuple[str, str, str]], *, width: float = 38.0) -> Axes:
        """The key of a map of classes: colour, hatching and text of each, in a column under its title.

        Returns
        -------
        Axes
            In millimetres from the column's lower left corner, for what else a key has to say; the baseline of
            the last text is at `KEY_FOOT`.
        """
        height = KEY_ROW * len(entries) + 3.0 + KEY_FOOT
        west, _ = project(KEY_LONGITUDE, 42.0)
        left = (west - float(self.ax.get_xlim()[0])) / self.millimetre
        key = self.panel.canvas(
            left=left, right=self.panel.width - left - width, top=self.panel.height - height, bottom=0
        )
        key.text(0, height - 3.0, title, size=style.SMALL_SIZE, weight="semibold", va="baseline")
        for number, (colour, hatch, text) in enumerate(entries, 1):
            charts.box_entry(key, 0, height - 3.0 - KEY_ROW * number, text, colour, hatch)
        return key


def on_base(panel: Panel, layers: Layers, window: Window) -> Map:
    """A map with neighbours, seas and lakes, muted, of a window that is widened to the panel's shape.

    Parameters
    ----------
    window
        West, south, east and north, in the map's metres.
    """
    x0, y0, x1, y1 = window
    scale = max((x1 - x0) / panel.width, (y1 - y0) / panel.height)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    ax = panel.axes(left=0, right=0, top=0, bottom=0)
    ax.set_xlim(cx - scale * panel.width / 2, cx + scale * panel.width / 2)
    ax.set_ylim(cy - scale * panel.height / 2, cy + scale * panel.height / 2)
    ax.set_axis_off()
    sea: dict[str, Any] = {"facecolor": style.WATER, "edgecolor": "none"}
    ax.add_patch(Rectangle((0, 0), 1, 1, transform=ax.transAxes, zorder=0, **sea))
    chart = Map(panel, ax)
    ground: dict[str, Any] = {"facecolor": style.LAND, "edgecolor": style.NEIGHBOUR, "linewidth": 0.5}
    chart.areas(layers["countries"], GROUND_MM, zorder=1, **ground)
    chart.areas(layers["water"], zorder=3, **{**sea, "edgecolor": style.COAST, "linewidth": 0.35})
    return chart


def of_oblasts(panel: Panel, layers: Layers, layer: str, key_room: float) -> Map:
    """The base map of all oblasts of a layer, with room for a key in the south (metres)."""
    x0, y0, x1, y1 = layers[layer].to_crs(CRS).total_bounds
    pad = 0.02 * max(x1 - x0, y1 - y0)
    chart = on_base(panel, layers, (x0 - pad, y0 - pad - key_room, x1 + pad, y1 + pad))
    chart.outline(layers[layer])
    return chart
