"""Maps of the house style: the base map, areas, marks and lines with ids, words that keep off them, a true scale bar.

Everything is drawn in the projection of `kazbrief.measures.projection`, in metres. What is drawn is remembered, so
that words find free ground.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from kazbrief.exhibits import charts, placing, style
from kazbrief.exhibits.sheet import Layers, NoRoom, Panel
from kazbrief.measures.projection import CRS

_FROM_DEGREES = pyproj.Transformer.from_crs("EPSG:4326", CRS, always_xy=True)
Window = tuple[float, float, float, float]
"""West, south, east and north, in the map's metres."""
Place = tuple[float, float]
"""Longitude and latitude, in degrees."""

# A fifth of a millimetre at the printed scale of a full-width map: finer detail is hardly seen.
DETAIL_MM = 0.2
# Neighbours are ground, and may be coarser: they are a third of a map’s bytes.
GROUND_MM = 0.3
# A map with a shorter side is none.
SMALLEST_MM = 20.0
# Words on maps, in points.
SIZE = style.SMALL_SIZE
# What is drawn from this level on is data: words keep off it, by so many millimetres.
DATA, KEPT_OFF = 4.0, 0.7
# A label farther from its point than so many millimetres has a line to it.
FAR_MM = 1.5
# Seas and lakes with a name, by that of the layer; several texts of which the first that fits is set.
SEAS: Mapping[str, Sequence[str]] = {
    "Caspian Sea": ("Caspian Sea", "Caspian\nSea"),
    "Black Sea and Sea of Azov": ("Black Sea", "Black\nSea"),
}
WET: Mapping[str, Any] = {"style": "italic", "color": style.SEA_NAME, "zorder": 3.8}
LAKES = {"Balkhash": "Lake Balkhash", "North Aral Sea": "Aral Sea"}
NAMES = {"TUR": "Türkiye"}
NEIGHBOURS = ("RUS", "CHN", "MNG", "KGZ", "UZB", "TKM", "TJK", "IRN", "AZE", "GEO", "TUR", "UKR")


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in the map's metres."""
    x, y = _FROM_DEGREES.transform(longitude, latitude)
    return float(x), float(y)


def in_metres(layers: Layers) -> Layers:
    """Layers in the map's projection, for a figure of several maps."""
    return {name: layer.to_crs(CRS) for name, layer in layers.items()}


def points(frame: pd.DataFrame) -> npt.NDArray[Any]:
    """The places of a table's rows as points in the map's metres."""
    places: npt.NDArray[Any] = shapely.points(*_FROM_DEGREES.transform(frame["longitude"], frame["latitude"]))
    return places


def window(west: Place, south: Place, east: Place, north: Place) -> Window:
    """A window that ends at a place on each of its sides, in degrees."""
    return project(*west)[0], project(*south)[1], project(*east)[0], project(*north)[1]


def about(centre: Place, kilometres: float) -> Window:
    """A square window about a place, so many kilometres wide."""
    (x, y), half = project(*centre), 500 * kilometres
    return x - half, y - half, x + half, y + half


def around(frame: gpd.GeoDataFrame) -> Window:
    """A window about all shapes of a layer, with a little room."""
    x0, y0, x1, y1 = frame.to_crs(CRS).total_bounds
    pad = 0.02 * max(x1 - x0, y1 - y0)
    return x0 - pad, y0 - pad, x1 + pad, y1 + pad


def short(unit: str) -> str:
    """The name of an oblast or city as maps print it."""
    return unit.removesuffix(" oblast").removesuffix(" city")


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
    """A map that fills a panel; the units of its axes are the projection's metres.

    ``lines`` are the borders drawn under data and words, ``taken`` is the ground of those that were drawn since
    ``ground``, what is free, was last asked for. ``cut`` are the layers that `shapes` has made ready, with their detail.
    """

    panel: Panel
    ax: Axes
    taken: list[BaseGeometry] = field(default_factory=list)
    lines: list[BaseGeometry] = field(default_factory=list)
    ground: list[BaseGeometry] = field(default_factory=list)
    cut: list[tuple[gpd.GeoDataFrame, float, gpd.GeoDataFrame]] = field(default_factory=list)

    @functools.cached_property
    def millimetre(self) -> float:
        """The scale: metres of the projection on a millimetre of paper."""
        x0, x1 = self.ax.get_xlim()
        return float(x1 - x0) / self.panel.width

    @functools.cached_property
    def frame(self) -> BaseGeometry:
        """The window that the map shows, less a millimetre at each side."""
        (x0, x1), (y0, y1) = self.ax.get_xlim(), self.ax.get_ylim()
        edge = self.millimetre
        return shapely.box(x0 + edge, y0 + edge, x1 - edge, y1 - edge)

    @functools.cached_property
    def borders(self) -> BaseGeometry:
        """All borders and coasts, as they are when words are first placed."""
        # Of few long lines it is told sooner whether they are met.
        found = shapely.line_merge(shapely.union_all(self.lines))
        shapely.prepare(found)
        return found

    def free(self, area: BaseGeometry) -> BaseGeometry:
        """What of an area within the frame is free of data and words."""
        free = self.ground.pop() if self.ground else self.frame
        self.ground.append(shapely.difference(free, shapely.union_all(self.taken)))
        self.taken.clear()
        return shapely.intersection(area, self.ground[0])

    def shapes(self, frame: gpd.GeoDataFrame, detail: float = DETAIL_MM) -> gpd.GeoDataFrame:
        """A layer projected, simplified to what print can show (shared borders stay shared), and cut to the window."""
        for layer, drawn, shapes in self.cut:
            if layer is frame and drawn == detail:
                return shapes
        window = self.frame.buffer(3 * self.millimetre)
        projected = frame.to_crs(CRS)
        projected = projected[projected.intersects(window)]
        shapes = shapely.coverage_simplify(projected.geometry.values, detail * self.millimetre)
        cut = shapely.clip_by_rect(shapes, *window.bounds)
        projected = projected.set_geometry(gpd.GeoSeries(cut, index=projected.index, crs=CRS))
        self.cut.append((frame, detail, projected[~projected.geometry.is_empty]))
        return self.cut[-1][2]

    def projected(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees in the map's metres, simplified to what print can show."""
        shape = shapely.transform(shape, lambda points: np.column_stack(_FROM_DEGREES.transform(*points.T)))
        return shapely.simplify(shape, DETAIL_MM * self.millimetre)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The place some millimetres right of and above the map's lower left corner."""
        west, south = self.ax.get_xlim()[0], self.ax.get_ylim()[0]
        return west + x * self.millimetre, south + y * self.millimetre

    def keep_off(self, shape: BaseGeometry, points: float = 0.0) -> None:
        """Let no word stand on a shape, which is drawn so many points thick."""
        room = points / 2 / style.POINTS_PER_MM + KEPT_OFF
        self.taken.append(shape.buffer(room * self.millimetre, quad_segs=4))

    def area(self, geometry: BaseGeometry, gid: str | None = None, **options: Any) -> None:
        """Draw one area or line; ``gid`` becomes its id in the SVG."""
        patch = PathPatch(path_of(geometry), **options)
        if gid:
            patch.set_gid(gid)
        self.ax.add_artist(patch)  # add_patch would measure every point, for limits that the window has set
        if patch.get_zorder() >= DATA:
            self.keep_off(geometry, options["linewidth"])
        elif options["edgecolor"] != "none":
            self.lines.append(geometry.boundary)

    def areas(self, frame: gpd.GeoDataFrame, detail: float = DETAIL_MM, **options: Any) -> None:
        """Draw the areas of a layer alike."""
        for shape in self.shapes(frame, detail).geometry:
            self.area(shape, **options)

    def country(self, oblasts: gpd.GeoDataFrame, edge: str = "none") -> None:
        """The land of Kazakhstan with its outline, over lakes and under the data; ``edge`` draws its oblasts."""
        self.areas(oblasts, facecolor=style.GROUND, edgecolor=edge, linewidth=0.6, zorder=2)
        border = shapely.union_all(self.shapes(oblasts).geometry.values)
        self.area(border, facecolor="none", edgecolor=style.MUTED, linewidth=0.9, zorder=3.6)

    def edge(self) -> None:
        """A thin line about the map, for one that enlarges a part of another."""
        border = self.frame.buffer(self.millimetre, join_style="mitre").boundary
        self.area(border, facecolor="none", edgecolor=style.MUTED, linewidth=0.8, zorder=9)

    def disc(self, spot: placing.Spot, radius: float, **options: Any) -> None:
        """A disc of a radius in millimetres."""
        self.ax.add_artist(Circle(spot, radius * self.millimetre, **options))
        self.keep_off(shapely.Point(spot).buffer(radius * self.millimetre))

    def mark(self, point: BaseGeometry, marker: Any, *, size: float, **options: Any) -> None:
        """A mark of the house at a point; the options are those of `charts.marks`."""
        charts.mark(self.ax, point.x, point.y, marker, size=size, zorder=7, **options)
        self.keep_off(point, size)

    def line(self, ends: Iterable[tuple[float, float]], **options: Any) -> None:
        """A thin line to a label."""
        spots = list(ends)
        self.ax.plot(*zip(*spots, strict=True), **{"color": style.INK, "lw": 0.5, "zorder": 6.5, **options})
        self.keep_off(shapely.LineString(spots))

    def label(
        self, spot: placing.Spot, text: str, *, ground: str | None = style.GROUND, **look: Any
    ) -> BaseGeometry:
        """A text about its middle, and its ground; ``ground`` is also the colour of a halo about its letters.

        The halo is the SVG's: its name says the colour, and `svg.own` makes it a stroke under the letters.
        """
        settings = {"size": SIZE, "ha": "center", "va": "center", "zorder": 8, "linespacing": 1.05, **look}
        if ground:
            settings["gid"] = f"halo-{ground.removeprefix('#')}"
        self.ax.text(*spot, text, **settings)
        box = placing.box(spot, *self.extent(text, settings["size"], look.get("weight", "regular")))
        self.taken.append(box)
        return box

    def extent(self, text: str, size: float = SIZE, weight: str = "regular") -> tuple[float, float]:
        """Width and height of a text with a little air, in the map's metres."""
        lines = text.split("\n")
        width = max(style.text_width(line, size, weight) for line in lines) + 1.5
        return width * self.millimetre, len(lines) * size * 1.1 / style.POINTS_PER_MM * self.millimetre

    def label_near(self, shape: BaseGeometry, text: str, *, apart: bool = False, **look: Any) -> None:
        """A label as near to a shape as there is room, with a thin line from afar; how, says `placing.near`.

        Raises
        ------
        NoRoom
            When there is none.
        """
        size = self.extent(text, look.get("size", SIZE), look.get("weight", "regular"))
        spot = placing.near(shape, self.free(self.frame), *size, self.borders, apart=apart)
        if spot is None:
            raise NoRoom(f"the map has no room for {text!r}")
        box = self.label(spot, text, **look)
        if box.distance(shape) > FAR_MM * self.millimetre:
            self.line(shapely.get_coordinates(shapely.shortest_line(box, shape)))

    def label_inside(self, shape: BaseGeometry, texts: Iterable[str], **look: Any) -> bool:
        """The first of some texts for which there is room in an area; whether there is."""
        for text in texts:
            spot = placing.inside(self.free(shape), *self.extent(text))
            if spot:
                self.label(spot, text, ground=None, **look)
                return True
        return False

    def seas(self, layers: Layers) -> None:
        """The names of seas, where there is room."""
        water = self.shapes(layers["water"]).set_index("name").geometry
        for name, texts in SEAS.items():
            if name in water.index:
                self.label_inside(water[name], texts, **WET)

    def names(self, layers: Layers, *, country: bool = False) -> None:
        """The names of lakes and neighbours, where there is room, and Kazakhstan's on demand; drawn last."""
        water = self.shapes(layers["water"]).set_index("name").geometry
        self.taken.extend(water)
        for name, text in LAKES.items():
            if name in water.index and water[name].intersects(self.frame):
                size = self.extent(text)
                spot = placing.near(water[name], self.free(self.frame), *size, self.borders, reaches=[1.5])
                box = placing.box(spot or (0, 0), *size)
                if spot and box.distance(water[name]) <= 2 * size[1] and not box.intersects(self.borders):
                    self.label(spot, text, **WET)
        shapes = self.shapes(layers["countries"]).set_index("country")
        for code in (*(["KAZ"] if country else []), *NEIGHBOURS):
            if code in shapes.index:
                row = shapes.loc[code]
                name = NAMES.get(code, row["name"]).upper()
                self.label_inside(row.geometry, [name], color=style.MUTED, zorder=3.8)

    def scale_bar(self, kilometres: int = 500) -> None:
        """A bar of a true length at 48 N, found on the ellipsoid, in the first corner with empty ground."""
        longitude, latitude, _ = pyproj.Geod(ellps="WGS84").fwd(67.0, 48.0, 90.0, kilometres * 1000.0)
        length = float(np.hypot(*np.subtract(project(longitude, latitude), project(67.0, 48.0))))
        text, edge = f"{kilometres} km at 48° N", 2 * self.millimetre
        width, height = self.extent(text)
        x0, y0, x1, y1 = self.frame.buffer(-self.millimetre).bounds
        free = self.free(self.frame)
        grounds = [
            shapely.box(x, y, x + length + width, y + height)
            for y in (y0, y1 - height)
            for x in (x0, x1 - length - width)
        ]
        ground = min(grounds, key=lambda box: (not free.contains(box), self.borders.intersects(box)))
        left, bottom, right, top = ground.bounds
        middle = (bottom + top) / 2
        bar = shapely.box(left, middle - edge / 4, left + length, middle + edge / 4)
        self.area(bar, facecolor=style.MUTED, edgecolor="none", linewidth=0, zorder=9)
        self.label((right - width / 2, middle), text, ground=style.LAND, color=style.MUTED)


def on_base(panel: Panel, layers: Layers, window: Window) -> Map:
    """A map with neighbours, seas and lakes, muted, of a window that is widened to the panel's shape.

    Raises
    ------
    NoRoom
        When the panel is smaller than a map can be.
    """
    if min(panel.width, panel.height) < SMALLEST_MM:
        raise NoRoom(f"a map has no room in {panel.width:.0f} x {panel.height:.0f} mm")
    x0, y0, x1, y1 = window
    scale = max((x1 - x0) / panel.width, (y1 - y0) / panel.height) / 2
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    ax = panel.axes(left=0, right=0, top=0, bottom=0)
    ax.set_xlim(cx - scale * panel.width, cx + scale * panel.width)
    ax.set_ylim(cy - scale * panel.height, cy + scale * panel.height)
    ax.set_axis_off()
    chart = Map(panel, ax)
    sea: dict[str, Any] = {"facecolor": style.WATER, "linewidth": 0.35}
    chart.area(chart.frame.buffer(2 * chart.millimetre), edgecolor="none", zorder=0, **sea)
    ground: dict[str, Any] = {"facecolor": style.LAND, "edgecolor": style.NEIGHBOUR, "linewidth": 0.5}
    chart.areas(layers["countries"], GROUND_MM, zorder=1, **ground)
    chart.areas(layers["water"], edgecolor=style.COAST, zorder=3, **sea)
    return chart
