"""Length of a border by the ruler it is measured with (Richardson's divider walk), and its fractal dimension.

A ruler of fixed length steps along the line; the length found is the number of steps times the ruler, plus
the last, shorter step. The finer the ruler, the longer a winding border (Richardson 1961; Mandelbrot 1967,
How Long Is the Coast of Britain?, Science 156, 636-638). Steps are straight lines between points of the
ellipsoid; for a ruler of 100 km that is one metre short of the geodesic, for one of 500 km about 130 metres, for the
longest that is taken, 1,000 km, one kilometre. The line itself runs along geodesics between its points.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import ABOVE_0, BORDER_SOURCE, require, require_range
from kazbrief.measures.geodesic import require_lines

MEASURED, PUBLISHED, CLAIM, MAPPED = "walked", "published", "text under test", "measured"
WHOLE = "whole border"
RULERS_KM = (0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200)
"""From twenty times the detail of the border line, so that the line and not its vertices is measured, up to
rulers that still make a score of steps."""

# Steps of longer rulers, straight through the Earth, would be short by more than a thousandth.
LONGEST_KM = 1000.0


def _walk(points: list[list[float]], ruler: float) -> tuple[int, float]:
    """Full steps along a chain of points, and the length of the last, shorter step."""
    steps, inside, centre = 0, points[0], points[0]
    for point in points[1:]:
        # The line leaves the circle between the last place inside it and this point, perhaps several times.
        while math.dist(point, centre) >= ruler:
            way = [end - start for end, start in zip(point, inside, strict=True)]
            offset = [start - middle for start, middle in zip(inside, centre, strict=True)]
            a, b, c = _dot(way, way), 2 * _dot(way, offset), _dot(offset, offset) - ruler**2
            share = min((-b + math.sqrt(max(b * b - 4 * a * c, 0.0))) / (2 * a), 1.0)
            centre = inside = [start + share * step for start, step in zip(inside, way, strict=True)]
            steps += 1
        inside = point
    return steps, math.dist(points[-1], centre)


def _dot(one: list[float], other: list[float]) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def ruler_lengths(border: gpd.GeoSeries | gpd.GeoDataFrame, rulers_km: Sequence[float]) -> pd.DataFrame:
    """Walk along a border with rulers of several lengths.

    Parameters
    ----------
    border
        Lines in longitude and latitude (EPSG:4326 or OGC:CRS84); points are joined by geodesics, also two far ones.
        Pieces that meet end to end are joined first; separate pieces are walked one by one, each from its own start,
        and a piece shorter than the ruler counts from end to end. A closed line is walked from its start to the point
        farthest from it, and from there back.
    rulers_km
        Lengths of the rulers, kilometres, at most 1,000.

    Returns
    -------
    DataFrame
        One row a ruler, in the order given: ``ruler_km``, ``length_km``, ``steps`` (full steps).

    Raises
    ------
    KazbriefError
        For no lines, another reference system, a point off the Earth, a line that
        `kazbrief.measures.geodesic.densify` refuses, or a ruler that is not positive or too long.
    """
    lines = require_lines(border, "border")
    rulers = require_range(rulers_km, ABOVE_0, LONGEST_KM, "rulers: length in km")
    if rulers.empty:
        raise KazbriefError("rulers: found none, expected lengths above 0 km")
    merged = shapely.line_merge(shapely.multilinestrings(lines))
    # From longitude and latitude to Cartesian metres from the Earth's centre.
    to_space = Transformer.from_crs("EPSG:4979", "EPSG:4978", always_xy=True)
    chains = []
    for part in shapely.get_parts(merged):
        x, y = shapely.get_coordinates(part).T
        # Plain numbers: for steps of three coordinates they are ten times as fast as arrays.
        chain = (np.column_stack(to_space.transform(x, y, np.zeros(len(x)))) / 1000).tolist()
        turn = len(chain) - 1
        if chain[0] == chain[-1]:
            turn = max(range(len(chain)), key=lambda place: math.dist(chain[place], chain[0]))
        chains += [own for own in (chain[: turn + 1], chain[turn:]) if len(own) > 1]
    rows = []
    for ruler in rulers:
        walked = [_walk(chain, float(ruler)) for chain in chains]
        steps = sum(count for count, _ in walked)
        rows.append(
            {
                "ruler_km": float(ruler),
                "length_km": steps * float(ruler) + sum(rest for _, rest in walked),
                "steps": steps,
            }
        )
    return pd.DataFrame(rows)


def fractal_dimension(lengths: pd.DataFrame) -> float:
    """The divider dimension: 1 less the slope of log length on log ruler (least squares).

    1 for a smooth line; it holds for the rulers given only, since no real line is the same at all scales.

    Parameters
    ----------
    lengths
        From `ruler_lengths`: ``ruler_km``, ``length_km``.

    Returns
    -------
    float
        The dimension, without a unit.

    Raises
    ------
    KazbriefError
        For a missing column, lengths that are not positive, or fewer than two different rulers.
    """
    rulers, found = _measured(lengths)
    if rulers.nunique() < 2:
        raise KazbriefError("lengths by ruler: found one ruler, expected at least two of different length")
    slope = np.polyfit(np.log(rulers), np.log(found), 1)[0]
    return float(1 - slope)


def _measured(lengths: pd.DataFrame) -> list[pd.Series]:
    """The rulers and the lengths that they give, kilometres."""
    columns = ("ruler_km", "length_km")
    require(lengths, columns, "lengths by ruler")
    return [
        require_range(lengths[name], ABOVE_0, np.inf, f"lengths by ruler: column {name}") for name in columns
    ]


def border_ruler(border: gpd.GeoDataFrame) -> pd.DataFrame:
    """The table ``border_ruler``: the length of the border of the layer ``border`` for each ruler of `RULERS_KM`.

    Returns
    -------
    DataFrame
        The columns of `ruler_lengths`, ``source_id`` and ``grade``.

    Raises
    ------
    KazbriefError
        As `ruler_lengths`.
    """
    return ruler_lengths(border.geometry, RULERS_KM).assign(source_id=BORDER_SOURCE, grade="A")


def ruler_of(lengths: pd.DataFrame, length_km: float) -> float:
    """The ruler that gives a length: between two rulers, straight on the logarithms of both.

    The shortest such ruler, where several do; missing (NaN) when no ruler of the table gives the length.

    Parameters
    ----------
    lengths
        From `ruler_lengths`.
    length_km
        The length, kilometres.

    Returns
    -------
    float
        The ruler, kilometres.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, or lengths that are not positive.
    """
    steps = np.log(pd.concat(_measured(lengths), axis=1).sort_values("ruler_km").to_numpy())
    wanted = np.log(require_range(pd.Series([length_km]), ABOVE_0, np.inf, "length in km").iloc[0])
    for (ruler, length), (next_ruler, next_length) in itertools.pairwise(steps):
        if min(length, next_length) <= wanted <= max(length, next_length):
            part = 0.0 if length == next_length else (wanted - length) / (next_length - length)
            return float(np.exp(ruler + part * (next_ruler - ruler)))
    return float("nan")


def border_lengths(border_ruler: pd.DataFrame, border_length: pd.DataFrame) -> pd.DataFrame:
    """Lengths by ruler, then lengths without a ruler: measured on small-scale maps, published, and the article's.

    Returns
    -------
    DataFrame
        ``kind`` (walked, measured, published, text under test), ``origin``, ``year``, ``ruler_km`` (empty where
        none is told), ``length_km``, ``source_id``, ``grade``.
    """
    walked = border_ruler.assign(kind=MEASURED, origin="border line of OpenStreetMap")
    whole = border_length[border_length["part"] == WHOLE]
    columns = ["kind", "origin", "year", "ruler_km", "length_km", "source_id", "grade"]
    stated = whole.sort_values(["kind", "length_km", "origin"])
    return pd.concat([walked, stated]).reset_index(drop=True)[columns]


def of_kind(frame: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The rows of one kind."""
    return frame[frame["kind"] == kind]


def without_ruler(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The lengths without a ruler, those of one kind and length together."""
    rows = frame[frame["kind"].isin((PUBLISHED, MAPPED))]
    return [own for _, own in rows.groupby(["kind", "length_km"], sort=False)]


def ruler_of_claim(frame: pd.DataFrame) -> tuple[float, float]:
    """The article's length and the ruler that gives it, both in kilometres."""
    claim = float(of_kind(frame, CLAIM)["length_km"].iloc[0])
    return claim, ruler_of(of_kind(frame, MEASURED), claim)
