"""Distance from a border: on a meridian by hand, and against pyproj."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from scipy import stats

from kazbrief.errors import KazbriefError
from kazbrief.measures import distance
from kazbrief.measures.frames import BORDER_SOURCE

GEOD = Geod(ellps="WGS84")
NORTH = gpd.GeoSeries([shapely.LineString([(x / 10, 54) for x in range(500, 801)])], crs="EPSG:4326")


def points(*places: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["oblast", "longitude", "latitude"])


def test_distance_from_far_inside_and_on_the_line() -> None:
    result = distance.border_distance(points(("far", 60, 44), ("on", 60, 54)), NORTH)
    # The parallel lies nearest where the meridian meets it.
    expected = GEOD.inv(60, 44, 60, 54)[2] / 1000
    assert result["border_km"].tolist() == pytest.approx([expected, 0], abs=0.02)


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


def test_centroids_are_taken_where_areas_are_true() -> None:
    box = shapely.box(60, 40, 70, 60).segmentize(0.1)
    oblasts = gpd.GeoDataFrame({"oblast": ["box"]}, geometry=[box], crs="EPSG:4326")
    (row,) = distance.oblast_points(oblasts).to_dict("records")
    # A degree of longitude shrinks northwards, so the middle of the area lies south of 50 degrees.
    latitudes = np.linspace(40, 60, 20001)
    expected = np.average(latitudes, weights=np.cos(np.radians(latitudes)))
    assert row["latitude"] == pytest.approx(expected, abs=0.2)
    assert row["latitude"] < 49.5


def test_which_oblasts_lie_on_the_border() -> None:
    boxes = [shapely.box(60, 52, 61, 54), shapely.box(60, 50, 61, 52)]
    oblasts = gpd.GeoDataFrame({"oblast": ["upper", "lower"]}, geometry=boxes, crs="EPSG:4326")
    reach = distance.distance_range(oblasts, NORTH).set_index("oblast")
    assert reach["borders_russia"].to_dict() == {"upper": True, "lower": False}


def bounds(*rows: tuple[str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["oblast", "lower_pct", "upper_pct"])
    middle = (frame["lower_pct"] + frame["upper_pct"]) / 2
    return frame.assign(population=1, midpoint_pct=middle, source_id="S_A", grade="B")


def boxes(*names: str) -> gpd.GeoDataFrame:
    """Oblasts under each other, the first nearest to the border in the north."""
    shapes = [shapely.box(60, 50 - place, 61, 51 - place) for place in range(len(names))]
    return gpd.GeoDataFrame({"oblast": list(names)}, geometry=shapes, crs="EPSG:4326")


BORDER = gpd.GeoDataFrame({"part": ["land"]}, geometry=NORTH)


def test_shares_stand_in_order_of_distance() -> None:
    shares = bounds(("a", 80, 100), ("b", 20, 40), ("c", 40, 95))
    result = distance.share_distance(shares, boxes("b", "c", "a"), BORDER)
    assert result["oblast"].tolist() == ["b", "c", "a"]
    assert distance.rank_correlations(result)["spearman"].tolist() == pytest.approx([1, 1, 1])


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 50), st.integers(50, 100)), min_size=3, max_size=20)
)
def test_rank_correlation_is_that_of_scipy(rows: list[tuple[int, int, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["border_km", "lower_pct", "upper_pct"], dtype="float64")
    frame["midpoint_pct"] = (frame["lower_pct"] + frame["upper_pct"]) / 2
    if (frame.nunique() < 2).any():
        with pytest.raises(KazbriefError, match="equal values only"):
            distance.rank_correlations(frame)
        return
    result = distance.rank_correlations(frame).set_index("limit")["spearman"]
    for limit in ("lower", "midpoint", "upper"):
        expected = stats.spearmanr(frame["border_km"], frame[f"{limit}_pct"]).statistic
        assert result[limit] == pytest.approx(expected)


def test_impossible_input_is_refused() -> None:
    with pytest.raises(KazbriefError, match="column latitude: found 91"):
        distance.border_distance(points(("x", 0, 91)), NORTH)
    with pytest.raises(KazbriefError, match="expected EPSG:4326"):
        distance.border_distance(points(("x", 0, 9)), NORTH.to_crs(3857))
    with pytest.raises(KazbriefError, match="found no lines"):
        distance.border_distance(points(("x", 0, 9)), NORTH.iloc[:0])
    with pytest.raises(KazbriefError, match="found c in one of them"):
        distance.share_distance(bounds(("a", 1, 2)), boxes("a", "c"), BORDER)
    bare = gpd.GeoDataFrame({"oblast": ["x"]}, geometry=[shapely.box(0, 0, 1, 1)])
    with pytest.raises(KazbriefError, match="no reference system"):
        distance.oblast_points(bare)
    with pytest.raises(KazbriefError, match="oblasts: found the reference system None, expected EPSG:4326"):
        distance.distance_range(bare, NORTH)


def test_the_range_of_an_oblast_runs_from_its_nearest_to_its_farthest_corner() -> None:
    oblasts = gpd.GeoDataFrame(
        {"oblast": ["on the border", "south of it"]},
        geometry=[shapely.box(60, 52, 62, 54), shapely.box(60, 44, 62, 46)],
        crs=4326,
    )
    found = distance.distance_range(oblasts, NORTH).set_index("oblast")
    down = [GEOD.inv(60, latitude, 60, 54)[2] / 1000 for latitude in (52, 46, 44)]
    found = found[["nearest_km", "farthest_km"]]
    assert found.loc["on the border"].tolist() == pytest.approx([0, down[0]], abs=0.5)
    assert found.loc["south of it"].tolist() == pytest.approx(down[1:], abs=0.5)


def test_the_centre_lies_within_the_range_and_the_source_of_the_line_is_named() -> None:
    row = distance.share_distance(bounds(("A", 1, 3)), boxes("A"), BORDER).iloc[0]
    assert row["nearest_km"] < row["border_km"] < row["farthest_km"]
    assert row["source_id"] == f"S_A;{BORDER_SOURCE}"
    assert not row["borders_russia"]
