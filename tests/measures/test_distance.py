"""Distance from a border: on a meridian by hand, and against pyproj."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from kazbrief.errors import KazbriefError
from kazbrief.measures import distance

GEOD = Geod(ellps="WGS84")
NORTH = gpd.GeoSeries([shapely.LineString([(x / 10, 54) for x in range(500, 801)])], crs="EPSG:4326")


def points(*places: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["place", "longitude", "latitude"])


def test_distance_from_far_inside_and_on_the_line() -> None:
    result = distance.border_distance(points(("far", 60, 44), ("on", 60, 54)), NORTH)
    # The parallel lies nearest where the meridian meets it.
    expected = GEOD.inv(60, 44, 60, 54)[2] / 1000
    assert result["border_km"].tolist() == pytest.approx([expected, 0], abs=0.02)


def test_the_nearest_place_may_lie_between_points_of_the_line() -> None:
    equator = gpd.GeoSeries([shapely.LineString([(60, 0), (61, 0)])], crs="EPSG:4326")
    places = points(("on", 60.501, 0), ("near", 60.5013, 0.0005), ("before", 59.999, 0), ("at", 60, 0))
    off, before = GEOD.inv(0, 0, 0, 0.0005)[2] / 1000, GEOD.inv(59.999, 0, 60, 0)[2] / 1000
    result = distance.border_distance(places, equator)["border_km"]
    assert result.tolist() == pytest.approx([0, off, before, 0], abs=1e-5)
    # The nearest point of all belongs to another line than the nearest place does.
    two = [shapely.LineString([(60.0009, 0.0012), (60.0009, 1)]), shapely.LineString([(60, 0), (61, 0)])]
    result = distance.border_distance(points(("x", 60.001, 0.0005)), gpd.GeoSeries(two, crs="EPSG:4326"))
    assert result["border_km"].tolist() == pytest.approx([off], abs=1e-5)


@given(st.floats(59.9, 61.1), st.floats(49.9, 51.1), st.floats(-0.02, 0.02))
def test_distance_to_a_short_piece_is_that_of_a_fine_search(x: float, y: float, slope: float) -> None:
    piece = shapely.LineString([(60.5, 50.5), (60.502, 50.5 + slope / 10)])
    result = distance.border_distance(points(("x", x, y)), gpd.GeoSeries([piece], crs="EPSG:4326"))
    fine = shapely.get_coordinates(shapely.segmentize(piece, 2e-6))
    expected = min(GEOD.inv(x, y, *each)[2] for each in fine)
    assert 1000 * result["border_km"].iloc[0] == pytest.approx(expected, abs=1)


@settings(deadline=None, max_examples=30)
@given(
    st.floats(50, 80),
    st.floats(40, 56),
    st.lists(st.tuples(st.floats(50, 80), st.floats(48, 56)), min_size=1),
)
def test_distance_to_scattered_places_is_that_of_pyproj(
    x: float, y: float, places: list[tuple[float, float]]
) -> None:
    tiny = [shapely.LineString([(a, b), (a + 1e-7, b)]) for a, b in places]
    result = distance.border_distance(points(("x", x, y)), gpd.GeoSeries(tiny, crs="EPSG:4326"))
    expected = min(GEOD.inv(x, y, a, b)[2] for a, b in places) / 1000
    assert result["border_km"].iloc[0] == pytest.approx(expected, abs=0.01)


def test_impossible_input_is_refused() -> None:
    with pytest.raises(KazbriefError, match="column latitude: found 91"):
        distance.border_distance(points(("x", 0, 91)), NORTH)
    with pytest.raises(KazbriefError, match="expected EPSG:4326"):
        distance.border_distance(points(("x", 0, 9)), NORTH.to_crs(3857))
    with pytest.raises(KazbriefError, match="border: found a point at longitude 54, latitude 500"):
        distance.border_distance(
            points(("x", 0, 9)), gpd.GeoSeries([shapely.LineString([(54, 50), (54, 500)])], crs=4326)
        )
    with pytest.raises(KazbriefError, match="found no lines"):
        distance.border_distance(points(("x", 0, 9)), NORTH.iloc[:0])
