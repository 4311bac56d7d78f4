"""Length by the ruler: a Koch curve of known dimension, straight lines, and made-up borders."""

from __future__ import annotations

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kazbrief.errors import KazbriefError
from kazbrief.measures.geodesic import geodesic_km
from kazbrief.measures.ruler import fractal_dimension, ruler_lengths, ruler_of


def border(*lines: list[tuple[float, float]]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.LineString(line) for line in lines], crs="EPSG:4326")


BASE_KM = 10.0


def koch(level: int) -> gpd.GeoSeries:
    """The Koch curve on a base of 10 km, small enough for the Earth to be flat under it."""
    points = np.array([0, 1000 * BASE_KM], dtype=complex)
    for _ in range(level):
        start, way = points[:-1], np.diff(points) / 3
        peak = start + way + way * np.exp(1j * math.pi / 3)
        points = np.append(np.column_stack([start, start + way, peak, start + 2 * way]).ravel(), points[-1])
    plane = gpd.GeoSeries([shapely.LineString(np.column_stack([points.real, points.imag]))])
    return plane.set_crs("+proj=aeqd +lat_0=50 +lon_0=67").to_crs("EPSG:4326")


def test_koch_curve_grows_by_a_third_with_each_finer_ruler() -> None:
    # A ruler as long as the sides of one level walks along that level; a hair shorter, it misses no corner.
    rulers = [BASE_KM / 3**level * (1 - 1e-5) for level in range(1, 5)]
    result = ruler_lengths(koch(7), rulers)
    expected = [BASE_KM * (4 / 3) ** level for level in range(1, 5)]
    assert result["length_km"].tolist() == pytest.approx(expected, rel=0.01)
    assert fractal_dimension(result) == pytest.approx(math.log(4) / math.log(3), abs=0.01)


def test_dimension_of_the_koch_curve_from_other_rulers() -> None:
    rulers = np.geomspace(BASE_KM / 200, BASE_KM / 4, 15)
    assert fractal_dimension(ruler_lengths(koch(7), rulers)) == pytest.approx(
        math.log(4) / math.log(3), abs=0.05
    )


def test_a_straight_line_has_one_length_and_dimension_1() -> None:
    result = ruler_lengths(border([(60, 50), (60, 50.5), (60, 51)]), [0.5, 3, 10, 30])
    whole = geodesic_km(border([(60, 50), (60, 51)]))[0]
    assert result["length_km"].tolist() == pytest.approx([whole] * 4, rel=1e-4)
    assert fractal_dimension(result) == pytest.approx(1, abs=1e-4)
    assert result["steps"].tolist() == [int(whole / ruler) for ruler in (0.5, 3, 10, 30)]


def test_a_zigzag_by_hand() -> None:
    # Four legs of some 78 km at right angles, on the equator: a ruler of two legs' base (one degree) walks straight.
    zigzag = border([(0, 0), (0.5, 0.5), (1, 0), (1.5, 0.5), (2, 0)])
    coarse, fine = ruler_lengths(zigzag, [111.3, 5])["length_km"]
    assert coarse == pytest.approx(2 * 111.32, rel=0.01)
    assert fine == pytest.approx(4 * 78.4, rel=0.02)


def test_pieces_that_meet_are_joined() -> None:
    whole = ruler_lengths(border([(60, 50), (61, 50.2), (62, 50)]), [100])
    pieces = ruler_lengths(border([(60, 50), (61, 50.2)], [(61, 50.2), (62, 50)]), [100])
    assert pieces["length_km"].tolist() == pytest.approx(whole["length_km"].tolist())


def test_a_piece_shorter_than_the_ruler_counts_from_end_to_end() -> None:
    bent = border([(60, 50), (60.1, 50.1), (60.2, 50)])
    straight = geodesic_km(border([(60, 50), (60.2, 50)]))[0]
    assert ruler_lengths(bent, [1000])["length_km"].tolist() == pytest.approx([straight], rel=1e-4)


def test_a_closed_line_is_walked_there_and_back() -> None:
    square = [(60, 0), (61, 0), (61, 1), (60, 1), (60, 0)]
    diagonal, side = geodesic_km(border([(60, 0), (61, 1)]))[0], geodesic_km(border([(60, 0), (61, 0)]))[0]
    ways = [square], [square[:3], square[2:]]
    for lines in ways:
        long, short = ruler_lengths(border(*lines), [1000, side / 10 * 0.9999])["length_km"]
        assert long == pytest.approx(2 * diagonal, rel=1e-3)
        assert short == pytest.approx(4 * side, rel=0.01)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.floats(50, 80), st.floats(48, 55)), min_size=2, max_size=25, unique=True),
    st.floats(5, 500),
)
def test_never_longer_than_the_line_nor_shorter_than_its_ends(
    line: list[tuple[float, float]], ruler: float
) -> None:
    length = ruler_lengths(border(line), [ruler])["length_km"].iloc[0]
    whole = geodesic_km(border(line))[0]
    # Steps are straight in space and not geodesic: up to 0.00026 shorter at 500 km.
    assert length <= whole * (1 + 1e-9) + 1e-6
    merged = border([line[0], line[-1]])
    assert length >= geodesic_km(merged)[0] * 0.9997 - 1e-6


def test_impossible_input_is_refused() -> None:
    line = border([(60, 50), (61, 50)])
    with pytest.raises(KazbriefError, match="expected EPSG:4326"):
        ruler_lengths(line.to_crs(3857), [1])
    for rulers in ([1, 0], [math.inf], [math.nan], ["long"], []):
        with pytest.raises(KazbriefError, match="above 0"):
            ruler_lengths(line, rulers)
    with pytest.raises(KazbriefError, match="latitude 91"):
        ruler_lengths(border([(60, 50), (61, 91)]), [1])
    with pytest.raises(KazbriefError, match="found Point, expected lines"):
        ruler_lengths(gpd.GeoSeries([shapely.Point(0, 0)], crs="EPSG:4326"), [1])
    with pytest.raises(KazbriefError, match="found one ruler"):
        fractal_dimension(pd.DataFrame({"ruler_km": [1, 1], "length_km": [2, 2]}))
    with pytest.raises(KazbriefError, match="column length_km: found 0"):
        fractal_dimension(pd.DataFrame({"ruler_km": [1, 2], "length_km": [0, 2]}))


def test_a_frame_or_another_order_of_axes_makes_no_difference() -> None:
    line = border([(60, 50), (61, 50)])
    expected = ruler_lengths(line, [5])
    for same in (line.to_frame("geometry"), line.set_crs("OGC:CRS84", allow_override=True)):
        pd.testing.assert_frame_equal(ruler_lengths(same, [5]), expected)


def test_the_ruler_of_a_length_lies_between_those_of_the_table() -> None:
    lengths = pd.DataFrame({"ruler_km": [100.0, 1.0, 10.0], "length_km": [4000.0, 8000.0, 6000.0]})
    assert ruler_of(lengths, 6000.0) == pytest.approx(10.0)
    # Half way on both logarithms.
    assert ruler_of(lengths, np.sqrt(8000.0 * 6000.0)) == pytest.approx(np.sqrt(10.0))
    assert np.isnan(ruler_of(lengths, 9000.0))
