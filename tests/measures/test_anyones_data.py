"""Frames as others have them: text for numbers, gaps of every kind, categories; the right value, or one sentence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.measures.bounds import class_of, ethnic_bounds, inside_class, share_bounds
from kazbrief.measures.crosswalk import ancestors, restate, same_territory
from kazbrief.measures.distance import border_distance
from kazbrief.measures.diversity import dissimilarity, fractionalisation
from kazbrief.measures.flow import max_flow
from kazbrief.measures.geodesic import densify, geodesic_km, line_lengths
from kazbrief.measures.ranks import rank_limits, rank_values
from kazbrief.measures.ruler import fractal_dimension, ruler_lengths, ruler_of
from kazbrief.measures.shares import arms_share

CLASSES = {"<20 %": (0, 20), "20-50": (20, 50), "50+": (50, 100)}
PLACES = pd.DataFrame(
    {"Région Nº": ["A", "A", "B"], "Pop. (2020)": [100, 300, 600], "classe": ["<20 %", "50+", None]}
)
LINKS = pd.DataFrame(
    {"tail": ["A", "B", "C"], "head": ["C", "C", "D"], "lorries": [10, 5, 12], "owner": ["x", "y", None]}
)
CROSSWALK = pd.DataFrame(
    {"from_scheme": "1", "from_unit": ["P", "Q", "R"], "to_scheme": "2", "to_unit": ["U", "U", "V"], "link": "exact"}
)  # fmt: skip
TOTALS = pd.DataFrame({"scheme": 1, "unit": ["P", "Q", "R"], "people": [10, 20, 30]})
EQUATOR = gpd.GeoSeries([shapely.LineString([(0, 0), (1, 0)])], crs=4326)
BOX = gpd.GeoDataFrame({"country": ["W"]}, geometry=[shapely.box(0, -1, 1, 1)], crs=4326)
POINTS = pd.DataFrame({"longitude": [0.5], "latitude": [1.0]})
COUNTS = pd.DataFrame({"a": [50, 50, 0], "b": [0, 100, 100]})
TWO_BOXES = gpd.GeoDataFrame({"country": ["W", "E"]}, geometry=[shapely.box(0, -1, 1, 1), shapely.box(1, -1, 2, 1)], crs=4326)  # fmt: skip
ARMS = pd.DataFrame({"recipient": "Fiji", "period": "2010-2014", "supplier": ["Russia", "Chile"], "tiv_million": [30, 10], "source_id": "S", "grade": "A"})  # fmt: skip
QUARTER = shapely.LineString([(0, 0), (90, 0)])
LOCAL = 'LOCAL_CS["Our town",UNIT["metre",1]]'
# The same name in composed and in decomposed letters.
ZURICH = ("Z\u00fcrich", "Zu\u0308rich")
NO_LAYER = gpd.GeoDataFrame({"country": ["W"]})


def bounds(places: pd.DataFrame = PLACES, classes: Any = CLASSES, by: Any = "Région Nº") -> pd.DataFrame:
    return share_bounds(places, classes, by=by, share_class="classe", population="Pop. (2020)")


def people(cells: object) -> pd.DataFrame:
    return PLACES.assign(**{"Pop. (2020)": cells})


def flow(links: pd.DataFrame = LINKS, **options: Any) -> float:
    return max_flow(links, capacity="lorries", **options).value_mt


def bordered(*points: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.LineString(points)], crs=4326)


def arms(**columns: object) -> pd.DataFrame:
    return arms_share(ARMS.assign(**columns))


def lengths(geometry: object = EQUATOR, countries: Any = BOX) -> pd.DataFrame:
    lines = gpd.GeoDataFrame({"road": ["R"]}, geometry=geometry, crs=4326)
    return line_lengths(lines, countries, key="road")


@pytest.mark.parametrize(
    "places",
    [
        people(["100", "300", "600"]),
        people([Decimal(100), 300.0, "600"]),
        people(pd.array([100, 300, 600], "Int64")),
        PLACES.astype({"classe": "category", "Région Nº": "category"}),
        PLACES.set_index(pd.Index([0, 0, 0])),
    ],
)
def test_bounds_are_the_same_whatever_the_cells_are_kept_as(places: pd.DataFrame) -> None:
    result = bounds(places)
    assert result["population"].tolist() == [400, 600]
    assert result["lower_pct"].tolist() == [50 * 300 / 400, 0]
    assert result["upper_pct"].tolist() == [(20 * 100 + 100 * 300) / 400, 100]


def test_columns_may_be_called_anything() -> None:
    expected = bounds().set_axis(["_places", *bounds().columns[1:]], axis="columns")
    for name in ("_places", "_lower_pct", "link", 0):
        places = PLACES.rename(columns={"Région Nº": name}).rename_axis(index=name)
        result = bounds(places, by=name)
        assert result[name].tolist() == ["A", "B"]
        pd.testing.assert_frame_equal(result.rename(columns={name: "_places"}), expected)
    for name in ("grade_link", "link", "to_unit", 0):
        totals = TOTALS.assign(source_id=[11, 12, 13], grade="A").rename(columns={"people": 7})
        totals = totals.assign(unit_name="x").rename(columns={"unit_name": name}).set_axis(["P", "Q", "R"])
        links = CROSSWALK.assign(source_id=14, grade=["A", "B", "A"]).rename_axis(index="from_unit")
        result = restate(totals.rename_axis(index="unit"), links, "2", 7, by=[name])  # type: ignore[arg-type]
        assert result[7].tolist() == [30, 30] and result[name].tolist() == ["x", "x"]
        assert result["source_id"].tolist() == ["11;14;12", "13;14"]
        assert result["grade"].tolist() == ["B", "A"]
    lorries = LINKS.rename(columns={"lorries": 0}).rename_axis(index="tail")
    assert max_flow(lorries, capacity=0).value_mt == 12  # type: ignore[arg-type]


def test_thousands_of_people_need_not_be_whole() -> None:
    assert bounds(people([0.25, 0.5, 0.125]))["population"].tolist() == [0.75, 0.125]


def test_links_are_closed_by_any_value_and_also_by_none() -> None:
    assert flow() == flow(LINKS.astype("category")) == flow(LINKS.astype({"lorries": "str"})) == 12
    assert flow(closed={"owner": np.array(["x"])}) == flow(closed={"owner": pd.Series(["x"])}) == 5
    for nothing in (None, np.nan, pd.NA):
        assert flow(closed={"owner": nothing}) == 0


def test_nodes_and_what_is_closed_may_be_of_any_kind() -> None:
    numbered = LINKS.replace({"A": 1, "B": 2, "C": 3, "D": 4})
    assert flow(numbered, fields=1) == flow(numbered, fields=iter([1]), outlets={4}) == 10
    assert flow(closed={"owner": {"x"}}) == flow(closed={"owner": (each for each in "x")}) == 5
    assert flow(closed={}) == 12


def test_totals_are_added_as_numbers_whatever_they_are_kept_as() -> None:
    for totals in (TOTALS, TOTALS.astype({"people": "str"}), TOTALS.astype({"unit": "category"})):
        assert restate(totals, CROSSWALK, "2", "people")["people"].tolist() == [30, 30]
    by_text = restate(TOTALS.assign(date="2020"), CROSSWALK, "2", "people", by="date")
    assert by_text["people"].tolist() == [30, 30]
    mixed = restate(TOTALS, CROSSWALK.assign(to_unit=["U", "U", 5]), "2", "people")
    assert mixed["unit"].tolist() == [5, "U"] and mixed["people"].tolist() == [30, 30]
    assert same_territory(CROSSWALK, 1, 2) == {"R": "V"}  # type: ignore[arg-type]


def test_one_ruler_one_line_and_text_are_taken() -> None:
    degree = geodesic_km(EQUATOR)[0]
    assert geodesic_km(EQUATOR.iloc[0])[0] == geodesic_km(EQUATOR.to_frame("geometry"))[0] == degree
    assert ruler_lengths(EQUATOR, 10)["length_km"].tolist() == pytest.approx([degree], rel=1e-4)  # type: ignore[arg-type]
    ring = gpd.GeoSeries([shapely.LinearRing([(0, 0), (1, 0), (1, 1)]), shapely.LineString()], crs=4326)
    assert ruler_lengths(ring, ["1000"])["steps"].tolist() == [0]
    table = pd.DataFrame({"ruler_km": ["1", "10"], "length_km": ["8000", "6000"]})
    assert ruler_of(table, 6000) == pytest.approx(10)
    assert fractal_dimension(table) == pytest.approx(1 - np.log10(0.75))
    assert border_distance(POINTS.astype("str"), EQUATOR)["border_km"].tolist() == pytest.approx(
        [110.57], abs=0.01
    )
    assert fractionalisation(["50", "50"]) == 0.5  # type: ignore[list-item]
    assert dissimilarity(COUNTS.astype("str"), "a", "b") == 0.5
    assert len(densify([0, 1], pd.Series([0, 0], index=[7, 8]), 60)) == 3  # type: ignore[arg-type]
    west, east = lengths([shapely.LineString([(0.5, 0), (2, 0)])], BOX), lengths()
    assert east["part"].tolist() == ["W", "total"] and west["part"].tolist() == ["outside", "W", "total"]


def test_a_line_of_two_far_points_is_the_geodesic_for_all_that_measure_lines() -> None:
    quarter = 6378.137 * np.pi / 2
    series = gpd.GeoSeries([QUARTER], crs=4326)
    assert geodesic_km(series)[0] == pytest.approx(quarter)
    assert lengths([QUARTER])["length_km"].iloc[-1] == pytest.approx(quarter)
    assert ruler_lengths(series, [1, 50, 400])["length_km"].tolist() == pytest.approx([quarter] * 3, rel=2e-4)
    # Far from the equator the geodesic and the line on the map are not the same.
    north = bordered((0, 60), (90, 60))
    x, y = densify([0, 90], [60, 60])[300]  # type: ignore[arg-type]
    on_it = border_distance(pd.DataFrame({"longitude": [x], "latitude": [y]}), north)["border_km"]
    assert on_it.iloc[0] == pytest.approx(0, abs=0.2)
    assert ruler_lengths(north, [5])["length_km"].iloc[0] == pytest.approx(geodesic_km(north)[0], rel=1e-5)
    along = densify([180, 180], [0, 10])  # type: ignore[arg-type]
    assert (along[:, 0] == 180).all()


@pytest.mark.parametrize(
    "line",
    [
        [(0.5, 0), (1.5, 0), (0.5, 0)],
        [(0.5, 0), (1.5, 0), (1.5, 0.5), (0.5, 0.5), (0.5, 0), (1.5, 0)],
        [(0.2, 0), (1.8, 0), (1.2, 0), (1.8, 0), (0.2, 0.1)],
        [(0.5, 0.5), (1.5, -0.5), (1.5, 0.5), (0.5, -0.5)],
    ],
)
def test_a_line_that_meets_itself_counts_each_time_it_passes(line: list[tuple[float, float]]) -> None:
    road = shapely.LineString(line)
    legs = [shapely.LineString(leg) for leg in pairwise(line)]
    whole, apart = lengths([road], TWO_BOXES), lengths([shapely.MultiLineString(legs)], TWO_BOXES)
    pd.testing.assert_frame_equal(whole, apart, rtol=1e-6)
    *parts, total = whole["length_km"]
    assert sum(parts) == pytest.approx(total, abs=1e-5)
    assert total == pytest.approx(geodesic_km(np.array([road]))[0])


def test_there_and_back_is_twice_the_way() -> None:
    road = lengths([shapely.LineString([(0.5, 0), (1.5, 0), (0.5, 0)])], TWO_BOXES)
    assert dict(zip(road["part"], road["length_km"], strict=True)) == pytest.approx(
        {"E": 111.32, "W": 111.32, "total": 222.64}, abs=0.01
    )


def test_links_in_one_direction_tell_the_other() -> None:
    # B and C are what A was, D stayed, E was put together from F and a part of G.
    older = [("A", "B", "partial"), ("A", "C", "partial"), ("D", "D", "exact"), ("F", "E", "exact"), ("G", "E", "partial"), ("G", "G", "partial")]  # fmt: skip
    newer = [("B", "A", "exact"), ("C", "A", "exact"), ("D", "D", "exact"), ("E", "F", "partial"), ("E", "G", "partial"), ("G", "G", "exact")]  # fmt: skip
    back, forth = (
        pd.DataFrame(links, columns=["from_unit", "to_unit", "link"]).assign(from_scheme=one, to_scheme=other)
        for links, one, other in ((newer, "2", "1"), (older, "1", "2"))
    )
    both = pd.concat([back, forth])
    assert ancestors(back, ["2", "1"]).query("scheme == '1'")[["oblast", "unit", "same"]].to_numpy().tolist() == [
        ["B", "A", False], ["C", "A", False], ["D", "D", True], ["G", "G", False]
    ]  # fmt: skip
    of_2 = pd.DataFrame({"scheme": "2", "unit": ["B", "C", "D", "E", "G"], "people": [1, 2, 4, 8, 16]})
    for crosswalk in (back, forth, both):
        pd.testing.assert_frame_equal(ancestors(crosswalk, ["2", "1"]), ancestors(both, ["2", "1"]))
        assert same_territory(crosswalk, "1", "2") == same_territory(crosswalk, "2", "1") == {"D": "D"}
        pd.testing.assert_frame_equal(
            restate(of_2, crosswalk, "1", "people"), restate(of_2, both, "1", "people")
        )


def test_categories_text_and_one_name_alone_are_taken() -> None:
    categories = CROSSWALK.astype("category")
    totals = TOTALS.astype({"scheme": "category", "unit": "category"})
    assert restate(totals, categories, "2", "people")["people"].tolist() == [30, 30]
    assert flow(fields="A", outlets="D") == flow(fields=["A"], outlets=["D"]) == 10
    assert arms(tiv_million=["30", "10"])["share_pct"].tolist() == arms()["share_pct"].tolist() == [75]
    assert rank_values(pd.Series(["9", 10, None])).tolist() == [2, 1, pd.NA]
    assert rank_limits(pd.Series(["9", "10"]), pd.Series([9, 10]))["best_rank"].tolist() == [2, 1]
    assert len(densify([0, 1], [0, 0], "60")) == 3  # type: ignore[arg-type]


def test_sources_are_found_beside_those_of_others() -> None:
    units = kazbrief.load("units").head(3)
    mine = units[["unit", "source_id"]].assign(source_id="MINE")
    cited = kazbrief.sources(units.merge(mine, on="unit"))
    assert {*kazbrief.sources(units)["source_id"], "MINE"} == set(cited["source_id"])
    assert cited.set_index("source_id").loc["MINE"].isna().all()
    assert kazbrief.sources(units["source_id"]).equals(kazbrief.sources(units))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bounds(people([1, None, 3])), "found an empty value"),
        (lambda: bounds(people(pd.array([1, None, 3], "Int64"))), "found an empty value"),
        (lambda: bounds(people(["1,100", 1, 2])), "found 1,100, expected a number"),
        (lambda: bounds(people(True)), "found True, expected a number"),
        (lambda: bounds(people(pd.Timestamp("2020-01-01"))), "found 2020-01-01"),
        (lambda: bounds(people([[1]] * 3)), r"found \[1\]"),
        (lambda: bounds(by=[]), "no column that names the group"),
        (lambda: bounds(by=["Région Nº", ["classe"]]), "by: found list in a list"),
        (lambda: bounds(classes={"<20 %": 20, "50+": (50, 100)}), "expected names with a lower and an upper limit"),
        (lambda: bounds(classes={"<20 %": (0, 20, 30), "50+": (50, 100)}), "a lower and an upper limit"),
        (lambda: bounds(classes={"<20 %": (np.nan, 20), "50+": (50, 100)}), "limit in per cent: found an empty value"),
        (lambda: bounds(classes=["<20 %"]), "expected names with"),
        (lambda: bounds(classes={}), "expected names with a lower and an upper limit"),
        (lambda: bounds(classes=CLASSES | {"50+": {50, 100}}), "a lower and an upper limit"),
        (lambda: bounds(classes=CLASSES | {"50+": "50"}), "a lower and an upper limit"),
        (lambda: bounds(classes=CLASSES | {"50+": (100, 50)}), "found the limits 100 and 50 %"),
        (lambda: inside_class(pd.Series([30]), pd.Series(["few"]), {"few": (60, 20)}), "found the limits 60 and 20 %"),
        (lambda: bounds(PLACES.assign(classe=ZURICH[0]), {ZURICH[1]: (0, 50)}), r"found 'Z.xfcrich', expected one of 'Zu.u0308rich'"),
        (lambda: bounds(people(1e19)), r"found 1e\+19, expected a number from 0 up, none beyond 9007199254740992"),
        (lambda: bounds(people([10**400, 1, 1])), r"found 1.00e\+400, expected"),
        (lambda: bounds(people([10**9999, 1, 1])), r"found 1.00e\+9999, expected"),
        (lambda: bounds(people([np.array([[1], [2]]), 1, 1])), r"found \[\[1\] \[2\]\], expected a number"),
        (lambda: bounds(PLACES.assign(grade=["A", "D", "B"])), "grade: found 'D', expected one of 'A', 'B', 'C'"),
        (lambda: bounds(pd.concat([PLACES.assign(source_id="S"), PLACES[["classe"]].set_axis(["source_id"], axis=1)], axis=1)), "found two columns source_id"),
        (lambda: dissimilarity(pd.DataFrame({"a": [1e308] * 3, "b": 1}), "a", "b"), r"column a: found 1e\+308"),
        (lambda: flow(LINKS.assign(lorries=1e308)), r"column lorries: found 1e\+308"),
        (lambda: restate(TOTALS.assign(people=2**62), CROSSWALK, "2", "people"), "found 4611686018427387904"),
        (lambda: restate(TOTALS.assign(people=np.uint64(2**64 - 1)), CROSSWALK, "2", "people"), "found 18446744073709551615"),
        (lambda: flow(LINKS.replace({"head": {"C": 1}, "tail": {"C": "1"}})), "found 1 beside '1', which differ"),
        (lambda: bounds(PLACES.assign(**{"Région Nº": [1, 1.0, "1"]})), "found '1' beside 1, which differ"),
        (lambda: line_lengths(gpd.GeoDataFrame({"road": [2, "2"]}, geometry=[QUARTER] * 2, crs=4326), BOX, key="road"), "found '2' beside 2"),
        (lambda: flow(fields=5), "network: fields: found 5, expected one of 'A', 'B', 'C', 'D'"),
        (lambda: flow(fields=["A", "Z"]), "network: fields: found 'Z', expected one of"),
        (lambda: flow(outlets=[["A"]]), "outlets: found list in a list"),
        (lambda: flow(closed=False), "closed: found False"),
        (lambda: flow(closed=pd.Series(["x"])), "closed: found"),
        (lambda: flow(closed={"owner": [["x"]]}), "closed: owner: found list in a list"),
        (lambda: flow(pd.concat([LINKS, LINKS[["owner", "owner"]].set_axis(["year"] * 2, axis=1)], axis=1)), "found two columns year"),
        (lambda: fractionalisation({100}), "share: found set, expected one column"),  # type: ignore[arg-type]
        (lambda: fractionalisation(np.array([[50, 50]])), "share: found ndarray, expected one column"),  # type: ignore[arg-type]
        (lambda: inside_class(pd.Series([1, 2]), None), "found other rows than those of the shares"),  # type: ignore[arg-type]
        (lambda: ancestors(CROSSWALK, 2000), "expected a list of names"),  # type: ignore[arg-type]
        (lambda: ancestors(CROSSWALK, {"1", "2"}), "expected a list of names"),  # type: ignore[arg-type]
        (lambda: ancestors(CROSSWALK, None), "expected a list of names"),  # type: ignore[arg-type]
        (lambda: ethnic_bounds(kazbrief.load("raions"), floor_pct="a"), "floor of the lowest class"),  # type: ignore[arg-type]
        (lambda: inside_class(pd.Series(["x"]), pd.Series(["40-60"])), "share: found x"),
        (lambda: inside_class(pd.Series([1]), pd.Series(["half"])), "found 'half'"),
        (lambda: class_of(pd.Series([1]), ["a", "b"]), "class limits: found a"),  # type: ignore[list-item]
        (lambda: class_of(["b"], [0, 1]), "found b"),  # type: ignore[arg-type]
        (lambda: flow(LINKS.assign(flow_mt=1)), "found the column flow_mt"),
        (lambda: flow(closed=0), "closed: found 0"),
        (lambda: flow(closed="owner"), "closed: found 'owner'"),
        (lambda: restate(TOTALS.assign(people=np.inf), CROSSWALK, "2", "people"), "found inf"),
        (lambda: restate(TOTALS.assign(people=pd.Timestamp("2020-01-01")), CROSSWALK, "2", "people"), "found 2020"),
        (lambda: restate(TOTALS, pd.concat([CROSSWALK, CROSSWALK]), "2", "people"), "two links of P"),
        (lambda: restate(TOTALS.assign(scheme=None), CROSSWALK, "2", "people"), "column scheme: found an empty name"),
        (lambda: restate({}, CROSSWALK, "2", "people"), "found dict"),  # type: ignore[arg-type]
        (lambda: restate(TOTALS.assign(unit=ZURICH[0]).head(1), CROSSWALK.assign(from_unit=[ZURICH[1], "Q", "R"]), "2", "people"), r"found unit 'Z.xfcrich', expected one of 'Zu.u0308rich'"),
        (lambda: restate(TOTALS.assign(unit=[1, 2, 3]), CROSSWALK.assign(from_unit=list("123")), "2", "people"), "found unit 1, expected one of '1'"),
        (lambda: flow(LINKS.assign(year=[[1]] * 3)), "column year: found a list"),
        (lambda: bounds(classes=CLASSES | {"50+": [[0], [1, 2]]}), r"limit in per cent: found \[0\]"),
        (lambda: same_territory(CROSSWALK, "1", "3"), "no scheme '3': the schemes are 1, 2"),
        (lambda: ancestors(CROSSWALK, "12"), "expected a list of names"),
        (lambda: ancestors(CROSSWALK, []), "expected a list of names"),
        (lambda: densify([0, 1], [0, 0], "far"), "step in km: found far"),  # type: ignore[arg-type]
        (lambda: densify([0, 1], [0, 0], 0), "step in km: found 0, expected a number above 0"),  # type: ignore[arg-type]
        (lambda: bounds(PLACES.assign(**{"Région Nº": [["A"]] * 3})), "found a list of values"),
        (lambda: bounds(by=0), "found no column 0"),
        (lambda: bounds(by=["Région Nº", "Région Nº"]), "by: found the column Région Nº, which is taken"),
        (lambda: inside_class(pd.Series([1, 2]), pd.Series(["40-60"])), "found other rows than those of the shares"),
        (lambda: inside_class(pd.Series([1]), pd.Series(["40-60"], index=[7])), "found other rows than those of the shares"),
        (lambda: class_of(pd.Series([1]), COUNTS), "class limits: found DataFrame"),  # type: ignore[arg-type]
        (lambda: densify(COUNTS, [0]), "line: found DataFrame"),  # type: ignore[arg-type]
        (lambda: arms_share(ARMS, small_total="few"), "small total: found few"),  # type: ignore[arg-type]
        (lambda: restate(TOTALS, CROSSWALK, "2", "unit"), "values by unit: value: found the column unit"),
        (lambda: restate(TOTALS.assign(d=[["a"]] * 3), CROSSWALK, "2", "people", by="d"), "column d: found a list"),
        (lambda: lengths(countries=BOX.assign(country=[["W"]])), "column country: found a list of values"),
        (lambda: lengths(countries=TWO_BOXES.assign(country=ZURICH)), "differ by spaces or"),
        (lambda: class_of(COUNTS, [0, 100]), "found DataFrame, expected one column of numbers"),  # type: ignore[arg-type]
        (lambda: rank_values(pd.Series(["many", 1])), "ranks: found many, expected a number"),
        (lambda: rank_limits(pd.Series(["few"]), pd.Series([1])), "ranks: found few, expected a number"),
        (lambda: arms(recipient=[None, "Fiji"]), "column recipient: found an empty name in row 1"),
        (lambda: arms_share(ARMS, supplier="Rusia"), "no delivery of 'Rusia', expected a supplier .nearest: 'Russia'"),
        (lambda: flow(LINKS.assign(lorries=["", "1", "2"])), "column lorries: found an empty text, expected"),
        (lambda: flow(pd.DataFrame({"tail": ["A", ZURICH[1]], "head": [ZURICH[0], "B"], "lorries": [5, 2]})), "differ by spaces or"),
        (lambda: flow(pd.DataFrame({"tail": ["A", "B "], "head": ["B", "C"], "lorries": [5, 2]})), "'B' beside 'B '"),
        (lambda: bounds(PLACES.assign(**{"Région Nº": ["A", "A ", "B"]})), "'A ' beside 'A'"),
        (lambda: restate(TOTALS.assign(people=""), CROSSWALK, "2", "people"), "found an empty text"),
        (lambda: restate(TOTALS.assign(s=1), CROSSWALK, "2", "people", by=["s", "s"]), "by: found the column s, which is taken"),
        (lambda: restate(TOTALS.assign(source_id="S"), CROSSWALK, "2", "people", by=["source_id"]), "column source_id, which is taken"),
        (lambda: restate(TOTALS, CROSSWALK, "2", "people", by="unit"), "column unit, which is taken"),
        (lambda: restate(TOTALS, CROSSWALK, "2", "people", by=["people"]), "column people, which is taken"),
        (lambda: restate(TOTALS.assign(unit=["P", "Q", "Rr"]), CROSSWALK, "1", "people"), "found unit 'Rr', expected .* .nearest: 'R'"),
        (lambda: same_territory(pd.concat([CROSSWALK, CROSSWALK.assign(from_scheme="3")]), "1", "3"), "no links between the schemes 1 and 3"),
        (lambda: border_distance(POINTS, bordered((179, 0), (-179, 0))), "border: found two points on both sides of the meridian"),
        (lambda: ruler_lengths(bordered((179, 0), (-179, 0)), [1]), "border: found two points on both sides of the meridian"),
        (lambda: ruler_lengths(EQUATOR, [20000]), "found 20000, expected a number above 0 to 1000"),
        (lambda: border_distance(POINTS, bordered((0, 80), (180, 80))), "border: found a line that comes to latitude"),
        (lambda: lengths(bordered((0, 80), (180, 80))), "lines: found a line that comes to latitude"),
        (lambda: lengths(bordered((0, -90), (10, 0))), "comes to latitude -90"),
        (lambda: lengths(bordered((0, 0), (1e-9, 0))), "found no length in R"),
        (lambda: line_lengths(gpd.GeoDataFrame({"road": ["R"]}, geometry=EQUATOR, crs=4326), BOX, key="road", country="geometry"), "found the geometries in column geometry"),
        (lambda: line_lengths(gpd.GeoDataFrame({"road": ["R"]}, geometry=EQUATOR.set_crs(LOCAL, allow_override=True)), BOX, key="road"), "found the reference system Our town"),
        (lambda: line_lengths(gpd.GeoDataFrame({"road": ["R"]}, geometry=EQUATOR.set_crs(5773, allow_override=True)), BOX, key="road"), "expected one of places on the Earth"),
        (lambda: geodesic_km(np.array([shapely.LineString([(0, 0), (0, 100)])])), "latitude 100"),
        (lambda: geodesic_km(np.array([shapely.LineString([(0, 0), (np.nan, 1)])])), "longitude nan"),
        (lambda: lengths([None]), "found no geometry for R"),
        (lambda: lengths(countries=BOX.set_geometry([None], crs=4326)), "found no geometry for W"),
        (lambda: lengths(countries=NO_LAYER), "GeoDataFrame without geometries"),
        (lambda: lengths(countries=pd.DataFrame(BOX)), "DataFrame without geometries"),
        (lambda: geodesic_km(EQUATOR.to_crs(3857)), "found the reference system EPSG:3857"),
        (lambda: geodesic_km(np.array([[QUARTER, QUARTER]])), "found a table of 2 dimensions, expected geometries"),
        (lambda: geodesic_km([QUARTER, None]), "found None, expected geometries"),  # type: ignore[arg-type,list-item]
        (lambda: densify([0, 1], [0, 0], 1e-9), "found a step of 1e-09 km, which makes 1.11e.11 points"),  # type: ignore[arg-type]
        (lambda: densify([0, 1], [0, 0], 1e-300), "found a step of 1e-300 km"),  # type: ignore[arg-type]
        (lambda: line_lengths(gpd.GeoDataFrame({"road": ["R"]}, geometry=[QUARTER], crs=4978), BOX, key="road"), "found the reference system WGS 84 .Geocentric CRS."),
        (lambda: border_distance(POINTS, bordered((1, 1), (1, 1))), "border: found no lines, expected"),
        (lambda: ruler_lengths(bordered((1, 1), (1, 1)), [1]), "border: found no lines, expected"),
        (lambda: geodesic_km([1]), "found 1, expected geometries"),  # type: ignore[arg-type]
        (lambda: densify([0, np.nan], [0, 0]), "line: found an empty value"),  # type: ignore[arg-type]
        (lambda: densify([0, 1], [0, 500]), "latitude 500"),  # type: ignore[arg-type]
        (lambda: densify([0, 1], [0]), "found 2 longitudes and 1 latitudes"),  # type: ignore[arg-type]
        (lambda: ruler_lengths(BOX, [1]), "border: found Polygon, expected lines"),
        (lambda: border_distance(POINTS, BOX), "border: found Polygon, expected lines"),
        (lambda: border_distance(POINTS.assign(border_km=1), EQUATOR), "found the column border_km"),
        (lambda: border_distance(POINTS.assign(longitude=pd.array([None], "Int64")), EQUATOR), "found an empty value"),
        (lambda: ruler_of(pd.DataFrame({"ruler_km": [1], "length_km": [-2]}), 1), "column length_km: found -2"),
        (lambda: ruler_of(pd.DataFrame({"ruler_km": [1], "length_km": [2]}), "x"), "length in km: found x"),  # type: ignore[arg-type]
        (lambda: fractionalisation(COUNTS), "share: found DataFrame, expected one column"),  # type: ignore[arg-type]
        (lambda: dissimilarity(COUNTS.assign(a=pd.array([1, None, 2], "Int64")), "a", "b"), "found an empty value"),
        (lambda: kazbrief.load(["raions"]), r"there is no table \['raions'\]"),  # type: ignore[arg-type]
        (lambda: kazbrief.columns(["raions"]), r"there is no table \['raions'\]"),  # type: ignore[arg-type]
        (lambda: kazbrief.sources("raions"), "found str, expected a data frame"),  # type: ignore[arg-type]
        (lambda: kazbrief.sources(POINTS), "no column source_id"),
        (lambda: kazbrief.cite(["fig-oil-share"]), "there is no exhibit"),  # type: ignore[arg-type]
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_in_one_sentence(call: Callable[[], object], message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value)
