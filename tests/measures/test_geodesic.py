"""Lengths of routes: on the equator by hand, against pyproj, and with made-up countries."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from kazbrief.errors import KazbriefError
from kazbrief.measures import geodesic, routes

# One degree of the equator of WGS 84: 2 pi 6378.137 / 360 km.
DEGREE = 2 * np.pi * 6378.137 / 360


def route(*places: tuple[float, float], name: str = "X", quality: str = "traced") -> pd.DataFrame:
    frame = pd.DataFrame(places, columns=["longitude", "latitude"])
    return frame.assign(
        pipeline_id=name, sequence=range(1, len(frame) + 1), quality=quality, source_id="S_A", grade="B"
    )


def squares(*names: str) -> gpd.GeoDataFrame:
    """Countries side by side along the equator, one degree wide each, from longitude 0."""
    boxes = [shapely.box(west, -1, west + 1, 1) for west in range(len(names))]
    return gpd.GeoDataFrame({"country": list(names)}, geometry=boxes, crs="EPSG:4326")


EQUATOR = route((0, 0), (3, 0))
PLACES = pd.DataFrame({"place": ["Atyrau"], "longitude": [1.1], "latitude": [0.2], "preferred": [1]})
points = st.tuples(st.floats(40, 90), st.floats(35, 60))
# A line along a border (each tenth degree) would lie in two countries, and is refused as an overlap.
between_borders = st.tuples(
    *(
        st.integers(low, high).filter(lambda n: n % 10_000).map(lambda n: n / 1000)
        for low, high in ((40_000, 90_000), (35_000, 60_000))
    )
)


FAR = gpd.GeoDataFrame({"country": ["FAR"]}, geometry=[shapely.box(170, 80, 171, 81)], crs="EPSG:4326")


def lengths_of(
    vertices: pd.DataFrame,
    countries: gpd.GeoDataFrame = FAR,
    mode: str = "pipeline",
    listed: str = "A;B;C;outside",
) -> pd.DataFrame:
    named = route((0, 5), (1, 5), name="NAMED")
    listed_of = dict.fromkeys(named["pipeline_id"], "outside") | dict.fromkeys(
        vertices["pipeline_id"], listed
    )
    pipelines = pd.DataFrame(
        {"pipeline_id": list(listed_of), "mode": mode, "countries": list(listed_of.values())}
    )
    table = routes.route_lengths(vertices, named.drop(columns="quality"), pipelines, PLACES, countries)
    return table[table["pipeline_id"].isin(vertices["pipeline_id"])]


def parts(frame: pd.DataFrame) -> dict[str, float]:
    return dict(zip(frame["part"], frame["length_km"], strict=True))


def test_length_on_the_equator() -> None:
    line = shapely.LineString(geodesic.densify(np.array([0.0, 3.0]), np.array([0.0, 0.0])))
    assert geodesic.geodesic_km(np.array([line]))[0] == pytest.approx(3 * DEGREE)
    assert parts(lengths_of(EQUATOR))["total"] == pytest.approx(3 * DEGREE)


def test_a_segment_is_cut_at_each_border() -> None:
    lengths = parts(lengths_of(EQUATOR, squares("A", "B", "C")))
    assert lengths == pytest.approx({"A": DEGREE, "B": DEGREE, "C": DEGREE, "total": 3 * DEGREE}, rel=1e-6)


def test_a_line_in_a_country_that_the_route_is_not_said_to_cross_is_refused() -> None:
    with pytest.raises(KazbriefError, match=r"found 111.3 km of X in C, expected A, B \(table pipelines"):
        lengths_of(EQUATOR, squares("A", "B", "C"), listed="A;B")
    with pytest.raises(KazbriefError, match=r"found 111.3 km of X in outside, expected A, B"):
        lengths_of(EQUATOR, squares("A", "B"), listed="A;B")


def test_tankers_are_at_sea_whatever_the_polygons_say() -> None:
    lengths = lengths_of(EQUATOR, squares("A", "B", "C"), mode="tanker")
    assert parts(lengths) == pytest.approx({"at sea": 3 * DEGREE, "total": 3 * DEGREE})


def test_a_country_left_and_entered_again_counts_both_parts() -> None:
    cut = squares("A", "B", "A").dissolve("country").reset_index()
    lengths = parts(lengths_of(EQUATOR, cut))
    assert lengths == pytest.approx({"A": 2 * DEGREE, "B": DEGREE, "total": 3 * DEGREE}, rel=1e-6)


def test_a_published_section_is_measured_from_the_point_next_to_its_place() -> None:
    line = route((0, 0), (1, 0), (2, 0), (3, 0), name="UAS")
    assert parts(lengths_of(line))["Atyrau-Samara"] == pytest.approx(2 * DEGREE)


def test_a_line_is_as_good_as_its_weakest_piece_and_places_without_a_line_are_schematic() -> None:
    vertices = route((0, 0), (1, 0), (3, 0))
    vertices["quality"] = ["surveyed", "coarse", "traced"]
    named = route((0, 5), (1, 5), name="NAMED").drop(columns="quality").assign(grade="A")
    table = routes.route_lines(vertices, named).set_index("pipeline_id")
    assert table["quality"].to_dict() == {"NAMED": "schematic", "X": "coarse"}
    assert table["grade"].to_dict() == {"NAMED": "C", "X": "B"}
    assert table.loc["X", "longest_straight_km"] == pytest.approx(2 * DEGREE)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(between_borders, min_size=2, max_size=8, unique=True))
def test_countries_add_up_to_the_whole(places: list[tuple[float, float]]) -> None:
    rng = range(40, 90, 10)
    boxes = [shapely.box(west, south, west + 10, south + 10) for west in rng for south in (30, 40, 50)]
    countries = gpd.GeoDataFrame(
        {"country": [f"C{number}" for number in range(len(boxes))]}, geometry=boxes, crs="EPSG:4326"
    )
    lengths = lengths_of(route(*places), countries, listed=";".join([*countries["country"], "outside"]))
    total = lengths.loc[lengths["part"] == "total", "length_km"].sum()
    within = lengths[lengths["part"] != "total"]["length_km"].sum()
    assert within == pytest.approx(total, rel=1e-6, abs=1e-6)


@pytest.mark.slow
@given(st.lists(points, min_size=2, max_size=6), st.floats(5, 500))
def test_dense_lines_keep_places_and_length(places: list[tuple[float, float]], step: float) -> None:
    x, y = np.array(places).T
    chain = geodesic.densify(x, y, step)
    length = geodesic.GEOD.line_length(x, y)
    assert geodesic.GEOD.line_length(*chain.T) == pytest.approx(length, abs=0.01)
    gaps = geodesic.GEOD.line_lengths(*chain.T) if len(chain) > 1 else []
    assert max(gaps) <= step * 1000 + 0.01
    assert {tuple(place) for place in places} <= {tuple(point) for point in chain.tolist()}


@given(st.lists(st.lists(points, min_size=2, max_size=5), min_size=1, max_size=4))
def test_lengths_are_those_of_pyproj(lines: list[list[tuple[float, float]]]) -> None:
    shapes = [shapely.LineString(line) for line in lines] + [
        shapely.MultiLineString(lines),
        shapely.Point(0, 0),
    ]
    expected = [geodesic.GEOD.geometry_length(shape) / 1000 for shape in shapes[:-1]] + [0]
    assert geodesic.geodesic_km(np.array(shapes)) == pytest.approx(expected)


def test_each_line_of_a_geometry_counts_and_nothing_else() -> None:
    line, ring = shapely.LineString([(0, 0), (1, 0)]), shapely.LinearRing([(0, 0), (1, 0), (1, 1)])
    around = geodesic.GEOD.geometry_length(ring) / 1000
    several = shapely.GeometryCollection([shapely.MultiLineString([line, line]), shapely.Point(5, 5), ring])
    found = geodesic.geodesic_km(
        np.array([line, ring, several, shapely.box(0, 0, 1, 1), shapely.LineString()])
    )
    assert found.tolist() == pytest.approx([DEGREE, around, 2 * DEGREE + around, 0, 0])


def test_lines_without_length_are_left_out_by_all_that_measure_lines() -> None:
    nothing = shapely.LineString([(7, 0), (7, 0)])
    both = gpd.GeoSeries([nothing, shapely.MultiLineString([[(0, 0), (1, 0)], [(7, 0), (7, 0)]])], crs=4326)
    assert len(geodesic.require_lines(both, "border")) == 1
    with pytest.raises(KazbriefError, match="found no lines, expected at least one of different points"):
        geodesic.require_lines(both[:1], "border")
    table = geodesic.line_lengths(traced(both[1]), squares("A"), key="road")
    assert parts(table) == pytest.approx({"A": DEGREE, "total": DEGREE})


@pytest.mark.parametrize(
    ("longitudes", "latitudes", "farthest"),
    [([0, 180], [80, 80], "90"), ([0, 179], [-80, -80], "-89.9"), ([0, 100, 100], [10, 85, 89.5], "89.5")],
)
def test_a_line_by_a_pole_is_refused_however_long_the_step(
    longitudes: list[float], latitudes: list[float], farthest: str
) -> None:
    for step in (10, 1e6):
        with pytest.raises(KazbriefError, match=f"comes to latitude {farthest}"):
            geodesic.densify(np.array(longitudes), np.array(latitudes), step)


@given(st.lists(points, min_size=2, max_size=2, unique=True))
def test_how_far_a_line_reaches_is_what_its_points_show(ends: list[tuple[float, float]]) -> None:
    x, y = np.array(ends).T
    azimuth, back, metres = geodesic.GEOD.inv(x[:1], y[:1], x[1:], y[1:])
    reached = geodesic._farthest(y, azimuth, back, metres)
    assert reached == pytest.approx(geodesic.densify(x, y, 5)[:, 1].max(), abs=1e-3)


def test_lines_of_others_are_measured_by_country_in_any_reference_system() -> None:
    traced = gpd.GeoDataFrame(
        {"name": ["west", "east", "west"]},
        geometry=[
            shapely.LineString([(0, 0), (0.5, 0), (1.5, 0)]),
            shapely.MultiLineString([[(2, 0), (2.5, 0)], [(2.75, 0), (4, 0)]]),
            shapely.LineString([(1.5, 0), (1.75, 0)]),
        ],
        crs="EPSG:4326",
    ).rename_geometry("trace")
    for system in (4326, 3857):
        table = geodesic.line_lengths(traced.to_crs(system), squares("A", "B", "C"), key="name")
        assert parts(table[table["name"] == "west"]) == pytest.approx(
            {"A": DEGREE, "B": 0.75 * DEGREE, "total": 1.75 * DEGREE}, rel=1e-6
        )
        east = table[table["name"] == "east"]
        assert east["part"].tolist() == ["outside", "C", "total"]
        assert east["share_pct"].tolist() == pytest.approx([100 / 1.75, 75 / 1.75, 100], rel=1e-6)


@pytest.mark.parametrize(
    ("shape", "system", "message"),
    [
        (shapely.LineString([(0, 0), (1, 0)]), None, "found no reference system"),
        (shapely.Point(0, 0), 4326, "found Point for X"),
        (shapely.LineString(), 4326, "found an empty LineString for X"),
        (None, 4326, "found no geometry for X"),
        (shapely.LineString([(179, 0), (-179, 0)]), 4326, "meridian of 180 degrees"),
    ],
)
def test_what_is_no_line_on_the_map_is_refused(shape: shapely.Geometry, system: int, message: str) -> None:
    traced = gpd.GeoDataFrame({"pipeline_id": ["X"]}, geometry=[shape], crs=system)
    with pytest.raises(KazbriefError, match=message):
        geodesic.line_lengths(traced, squares("A"))


EAST = shapely.LineString([(0.5, 0), (2, 0)])


def traced(
    shape: shapely.Geometry = EAST, crs: object = 4326, key: str = "road", **names: object
) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(names or {key: ["Line A"]}, geometry=[shape], crs=crs)


@pytest.mark.parametrize("key", ["name", "country", "fallback", "key", "route", "road", "index"])
def test_a_route_keeps_its_name_whatever_its_column_is_called(key: str) -> None:
    table = geodesic.line_lengths(traced(key=key), squares("A", "B"), key=key)
    assert list(table.columns) == [key, "part", "length_km", "share_pct"]
    assert table[key].tolist() == ["Line A"] * 3
    assert table["part"].tolist() == ["B", "A", "total"]


@pytest.mark.parametrize("key", ["part", "length_km", "share_pct", "geometry"])
def test_a_key_that_the_result_needs_itself_is_refused(key: str) -> None:
    lines = traced(**{key: ["Line A"]}) if key != "geometry" else traced()
    with pytest.raises(KazbriefError, match=f"found the key '{key}'"):
        geodesic.line_lengths(lines, squares("A", "B"), key=key)


def test_names_of_routes_may_be_of_any_kind() -> None:
    lines = gpd.GeoDataFrame({"road": [7, "b", 7]}, geometry=[EAST, EAST, EAST], crs=4326)
    table = geodesic.line_lengths(lines, squares("A", "B"), key="road")
    assert table.loc[table["part"] == "total", "road"].tolist() == [7, "b"]
    assert table.loc[table["part"] == "total", "length_km"].tolist() == pytest.approx(
        [3 * DEGREE, 1.5 * DEGREE]
    )


def test_countries_are_those_of_any_column_and_a_kilometre_without_a_name_is_told() -> None:
    countries = squares("A", "B").rename(columns={"country": "iso"})
    table = geodesic.line_lengths(traced(), countries, key="road", country="iso")
    assert table["part"].tolist() == ["B", "A", "total"]
    for nothing in (None, "", np.nan):
        unnamed = squares("A", "B").assign(country=["A", nothing])
        with pytest.raises(KazbriefError, match=r"found 111\.3 km of Line A in a polygon without a name"):
            geodesic.line_lengths(traced(), unnamed, key="road")
    # A polygon that no line touches needs no name.
    far = squares("A", "B", "C").assign(country=["A", "B", None])
    assert geodesic.line_lengths(traced(), far, key="road")["part"].tolist() == ["B", "A", "total"]
    with pytest.raises(KazbriefError, match="found a country named total"):
        geodesic.line_lengths(traced(), squares("A", "total"), key="road")


def test_crs84_is_the_same_system_with_its_axes_in_another_order() -> None:
    expected = geodesic.line_lengths(traced(), squares("A", "B"), key="road")
    result = geodesic.line_lengths(
        traced(crs="OGC:CRS84"), squares("A", "B").set_crs("OGC:CRS84", allow_override=True), key="road"
    )
    pd.testing.assert_frame_equal(result, expected)


NAN = float("nan")
BOW = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


@pytest.mark.parametrize(
    ("lines", "countries", "message"),
    [
        (traced(shapely.LineString([(71, 51), (NAN, 52), (73, 55)])), squares("A"), "lines: found a point at longitude nan"),
        (traced(shapely.LineString([(1e9, 1e9), (2e9, 3e9)]), 32642), squares("A"), "lines: found a point at longitude inf"),
        (traced(shapely.LineString([(43, 176), (51, 171)])), squares("A"), "latitude 176, expected"),
        (traced(shapely.LineString([(1, 1), (1, 1)])), squares("A"), "found no length in Line A"),
        (traced(road=[" "]), squares("A"), "column road: found an empty name in row 1"),
        (pd.DataFrame({"road": ["X"]}), squares("A"), "found DataFrame without geometries"),
        (traced(), gpd.GeoDataFrame({"country": ["A"]}, geometry=[BOW], crs=4326), "of A that crosses itself"),
        (traced(), gpd.GeoDataFrame({"country": ["A"]}, geometry=[EAST], crs=4326), "found LineString for A, expected polygons"),
        (traced(), squares("A").set_crs(None, allow_override=True), "countries: found the reference system None"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_geometries_that_cannot_be_measured_are_told_in_one_sentence(
    lines: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, message: str
) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        geodesic.line_lengths(lines, countries, key="road")
    assert "\n" not in str(caught.value)


def test_comparison_with_published_lengths() -> None:
    published = pd.DataFrame(
        [("X", "total", 400.0), ("X", "A", 100.0), ("X", "half", 1.0), ("Y", "total", 1.0)],
        columns=["pipeline_id", "part", "length_km"],
    ).assign(source_id="S_P", grade="A")
    result = routes.compare_lengths(lengths_of(EQUATOR, squares("A", "B", "C")), published)
    assert result["published_km"].tolist() == [400, 100]
    assert result["deviation_km"].tolist() == pytest.approx([3 * DEGREE - 400, DEGREE - 100], abs=1e-3)
    assert result["deviation_pct"].tolist() == pytest.approx(
        [100 * (3 * DEGREE / 400 - 1), DEGREE - 100], abs=1e-3
    )


@pytest.mark.parametrize(
    ("places", "countries", "message"),
    [
        (EQUATOR.drop(columns="quality"), FAR, "found no column quality"),
        (EQUATOR.assign(latitude=91.0), FAR, "found 91.0"),
        (EQUATOR.iloc[:1], FAR, "found one for X"),
        (route((1, 1), (1, 1)), FAR, "all of X at one place"),
        (route((0, 0), (1, 0), name="NAMED"), FAR, "found places of NAMED, which has vertices"),
        (EQUATOR, squares("A").to_crs(3857), "expected EPSG:4326"),
        (EQUATOR, pd.concat([squares("A", "B"), squares("C")]), "found overlapping polygons on X"),
    ],
)
def test_impossible_routes_are_refused(
    places: pd.DataFrame, countries: gpd.GeoDataFrame, message: str
) -> None:
    with pytest.raises(KazbriefError, match=message):
        lengths_of(places, countries)


def test_impossible_comparisons_and_lines_are_refused() -> None:
    with pytest.raises(KazbriefError, match="not positive"):
        routes.compare_lengths(
            lengths_of(EQUATOR),
            pd.DataFrame(
                {
                    "pipeline_id": ["X"],
                    "part": ["total"],
                    "length_km": [0],
                    "source_id": ["S"],
                    "grade": ["A"],
                }
            ),
        )
    with pytest.raises(KazbriefError, match="at least 2 points"):
        geodesic.densify(np.array([1.0]), np.array([1.0]))
