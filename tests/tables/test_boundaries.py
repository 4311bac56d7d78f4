"""The boundary layers: sound in themselves, true to official areas, and told apart when broken."""

import functools
import json
from collections.abc import Callable
from pathlib import Path

import geopandas
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from kazbrief.errors import KazbriefError
from kazbrief.tables import boundaries, catalogue

RAW = Path(__file__).parents[2] / "data" / "raw" / "boundaries"
OFFICIAL_TOTAL_KM2 = 2_724_902
# Largest difference in per cent from the official area, and where it may be larger.
TOLERANCE_PCT = 0.5
LARGER_TOLERANCE_PCT = {
    # The coast is that of OpenStreetMap, the official areas are of higher levels of the Caspian.
    "Atyrau": 1.8,
    "Mangystau": 1.2,
    # The limits of the city have grown; its official area is rounded to ten square kilometres.
    "Almaty city": 4.0,
    # The official area is a difference of two published ones, one of them rounded.
    "East Kazakhstan": 1.9,
}

Feature = dict[str, object]
Change = Callable[[list[Feature]], None]


@pytest.fixture(scope="session")
def oblasts(clean: dict[str, pd.DataFrame]) -> geopandas.GeoDataFrame:
    return boundaries.read_layer("oblasts", RAW / "oblasts.geojson", clean["units"])


@pytest.fixture(scope="session")
def countries() -> geopandas.GeoDataFrame:
    return boundaries.read_layer("countries", RAW / "countries.geojson")


@pytest.fixture(scope="session")
def schemes(
    oblasts: geopandas.GeoDataFrame, clean: dict[str, pd.DataFrame]
) -> dict[str, geopandas.GeoDataFrame]:
    tables = clean["crosswalk"], clean["boundaries_1989"]
    return {scheme: boundaries.dissolve(oblasts, scheme, *tables) for scheme in catalogue.SCHEMES}


# Topology


@pytest.mark.slow
def test_oblasts_and_neighbours_share_their_lines(
    oblasts: geopandas.GeoDataFrame, countries: geopandas.GeoDataFrame
) -> None:
    abroad = countries[countries["country"] != "KAZ"]
    shapes = [*oblasts.geometry, *abroad.geometry]
    assert shapely.coverage_is_valid(shapes)


def test_kazakhstan_is_its_oblasts_and_its_sea(
    oblasts: geopandas.GeoDataFrame, countries: geopandas.GeoDataFrame
) -> None:
    water = boundaries.read_layer("water", RAW / "water.geojson").set_index("name").geometry
    whole = countries.set_index("country").geometry["KAZ"]
    land = shapely.union_all(oblasts.geometry)
    assert shapely.difference(land, whole).area == 0
    dry = shapely.difference(shapely.difference(whole, land), water["Caspian Sea"])
    # The Caspian ends at the coast of the oblasts, but for what rounding moves: a few hectares.
    assert boundaries.area_km2(dry) < 0.1
    assert boundaries.area_km2(shapely.intersection(land, water["Caspian Sea"])) < 0.1


def test_only_crimea_is_given_to_two_countries(countries: geopandas.GeoDataFrame) -> None:
    disputed = countries[countries["disputed"] == 1]
    assert disputed[["country", "name"]].values.tolist() == [["RUS;UKR", "Crimea"]]


@pytest.mark.slow
def test_the_border_is_the_outline_of_the_oblasts(oblasts: geopandas.GeoDataFrame) -> None:
    border = (
        boundaries.read_layer("border", RAW / "kazakhstan_russia_border.geojson").set_index("part").geometry
    )
    outline = shapely.union_all(oblasts.geometry).boundary
    # The oblasts are drawn more coarsely: nowhere more than about two kilometres off.
    assert shapely.distance(shapely.points(shapely.get_coordinates(border["land"])), outline).max() < 0.02
    lengths = {part: Geod(ellps="GRS80").geometry_length(line) / 1000 for part, line in border.items()}
    print(f"border in km: {lengths}")
    # The treaty of 2005 has 7,512.8 km on land; a ruler of ten metres finds more, by a few per cent.
    assert 7_512.8 < lengths["land"] < 1.04 * 7_512.8
    assert shapely.get_num_geometries(border["land"]) == 1


# Areas and schemes


def areas_km2(frame: geopandas.GeoDataFrame) -> pd.Series:
    return frame.geometry.map(boundaries.area_km2)


def compare_areas(divisions: geopandas.GeoDataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Measured areas beside the official ones, which are missing where none is known for these limits."""
    known = units[
        (units["scheme"] == divisions["scheme"].iloc[0]) & (units["area_precision"] != "older limits")
    ]
    compared = divisions[["unit"]].assign(
        measured_km2=areas_km2(divisions),
        official_km2=divisions["unit"].map(known.set_index("unit")["area_km2"]).astype("float64"),
        tolerance_pct=divisions["unit"].map(lambda unit: LARGER_TOLERANCE_PCT.get(unit, TOLERANCE_PCT)),
    )
    difference = 100 * (compared["measured_km2"] / compared["official_km2"] - 1)
    within = compared["official_km2"].isna() | (difference.abs() <= compared["tolerance_pct"])
    return compared.assign(difference_pct=difference, within=within)


@pytest.mark.parametrize("scheme", ["2022", "2018", "1999"])
def test_areas_agree_with_official_ones(
    scheme: str, schemes: dict[str, geopandas.GeoDataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    compared = compare_areas(schemes[scheme], clean["units"])
    print(compared.round(2).to_string(index=False))
    assert compared.loc[~compared["within"], "unit"].tolist() == []
    # Only the capital has no official area for its present limits.
    assert compared.loc[compared["official_km2"].isna(), "unit"].tolist() == ["Astana"]


def test_total_area(oblasts: geopandas.GeoDataFrame) -> None:
    total = areas_km2(oblasts).sum()
    print(f"total {total:,.0f} km2, official {OFFICIAL_TOTAL_KM2:,}")
    assert total == pytest.approx(OFFICIAL_TOTAL_KM2, rel=0.0005)


def test_areas_agree_with_an_equal_area_projection(oblasts: geopandas.GeoDataFrame) -> None:
    # Dense points, since a straight line in degrees is none on the map.
    dense = oblasts.geometry.segmentize(0.01)
    planar = dense.to_crs("+proj=laea +lat_0=48 +lon_0=67 +ellps=GRS80").area / 1e6
    assert areas_km2(oblasts).tolist() == pytest.approx(planar.tolist(), rel=1e-5)


@pytest.mark.parametrize(("scheme", "count"), [("2022", 20), ("2018", 17), ("1999", 16), ("1989", 15)])
def test_schemes_keep_the_area(
    scheme: str, count: int, oblasts: geopandas.GeoDataFrame, schemes: dict[str, geopandas.GeoDataFrame]
) -> None:
    frame = schemes[scheme]
    assert len(frame) == count
    assert set(frame["approximate"]) == {scheme == "1989"}
    assert areas_km2(frame).sum() == pytest.approx(areas_km2(oblasts).sum(), rel=1e-9)
    boundaries.check_coverage(frame, "scheme", key="unit")


def test_units_of_older_schemes_are_those_of_the_units_table(
    schemes: dict[str, geopandas.GeoDataFrame], clean: dict[str, pd.DataFrame]
) -> None:
    units = clean["units"]
    for scheme, frame in schemes.items():
        drawn = sorted(part for unit in frame["unit"] for part in unit.split(";"))
        assert drawn == sorted(units.loc[units["scheme"] == scheme, "unit"])


def test_an_oblast_without_a_unit_stops_the_dissolve(
    oblasts: geopandas.GeoDataFrame, clean: dict[str, pd.DataFrame]
) -> None:
    crosswalk, old = clean["crosswalk"], clean["boundaries_1989"]
    lame = crosswalk[crosswalk["from_unit"] != "Abai"]
    with pytest.raises(KazbriefError, match="no unit of 1999 is known for Abai"):
        boundaries.dissolve(oblasts, "1999", lame, old)
    with pytest.raises(KazbriefError, match="no unit of 1989 is known for Zhetisu"):
        boundaries.dissolve(oblasts, "1989", crosswalk, old[old["oblast"] != "Zhetisu"])
    with pytest.raises(KazbriefError, match="there is no scheme '1970': the schemes are 2022, 2018, 1999"):
        boundaries.dissolve(oblasts, "1970", crosswalk, old)


# Broken files


def broken(tmp_path: Path, change: Change, name: str = "oblasts", **members: object) -> Path:
    """A copy of a layer with its features changed."""
    layer = json.loads((RAW / f"{name}.geojson").read_text(encoding="utf-8"))
    change(layer["features"])
    path = tmp_path / f"{name}.geojson"
    path.write_text(json.dumps({**layer, **members}), encoding="utf-8")
    return path


def of(features: list[Feature], name: str) -> Feature:
    return next(feature for feature in features if name in feature["properties"].values())


def reshape(name: str, change: Callable[[shapely.Geometry], shapely.Geometry]) -> Change:
    def apply(features: list[Feature]) -> None:
        feature = of(features, name)
        shape = change(shapely.geometry.shape(feature["geometry"]))
        feature["geometry"] = shapely.geometry.mapping(shape)

    return apply


def swap(features: list[Feature]) -> None:
    for feature in features:
        shape = shapely.transform(shapely.geometry.shape(feature["geometry"]), lambda xy: xy[:, ::-1])
        feature["geometry"] = shapely.geometry.mapping(shape)


def without(name: str) -> Change:
    return lambda features: features.remove(of(features, name))


def rename(name: str, new: str) -> Change:
    return lambda features: of(features, name)["properties"].update(oblast=new)


def crossing(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.Polygon([(76, 52), (76.1, 52.1), (76.1, 52), (76, 52.1)])


def bitten(shape: shapely.Geometry) -> shapely.Geometry:
    return shape.difference(shape.representative_point().buffer(0.1, quad_segs=1))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (without("Ulytau"), "column oblast: found no such oblast, expected 'Ulytau'"),
        (
            rename("Zhetisu", "Jetisu"),
            "column oblast: found 'Jetisu', expected an oblast of 2022 (nearest: 'Zhetisu')",
        ),
        (rename("Abai", "Akmola"), "column oblast: found 'Akmola' more than once, expected each once"),
        (
            reshape("Pavlodar", crossing),
            "found a line that crosses itself at 76.0500 E, 52.0500 N in Pavlodar, expected a valid shape",
        ),
        (
            swap,
            "found longitude and latitude swapped in Abai, Akmola, Aktobe and 16 more, expected longitude 46",
        ),
        (
            reshape("Abai", lambda shape: shapely.transform(shape, lambda xy: xy + 180)),
            "column geometry: found coordinates from 25",
        ),
        (
            reshape("Astana", lambda shape: shape.buffer(0.2, quad_segs=1)),
            "column geometry: found Akmola and Astana overlapping by",
        ),
        (reshape("Karaganda", bitten), "km2 between Karaganda, expected no gap"),
        (
            reshape("Shymkent", lambda shape: shape.simplify(0.01)),
            "column geometry: found Shymkent and Turkistan overlapping by",
        ),
        (
            reshape("Ulytau", lambda shape: shape.boundary),
            "found a LineString in Ulytau, expected Polygon or MultiPolygon",
        ),
        (lambda features: of(features, "Abai").update(geometry=None), "found no shape in Abai"),
        (lambda features: features.clear(), "found no features, expected a GeoJSON FeatureCollection"),
        (
            lambda features: [feature["properties"].pop("oblast") for feature in features],
            "column oblast: found no such column, expected one",
        ),
    ],
    ids=lambda value: "" if callable(value) else value[:40],
)
def test_broken_oblasts_are_told(
    tmp_path: Path, change: Change, message: str, clean: dict[str, pd.DataFrame]
) -> None:
    path = broken(tmp_path, change)
    with pytest.raises(KazbriefError) as caught:
        boundaries.read_layer("oblasts", path, clean["units"])
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(f"{path.as_posix()}: ")
    assert message in said


def test_a_projected_layer_is_told(tmp_path: Path, clean: dict[str, pd.DataFrame]) -> None:
    def project(features: list[Feature]) -> None:
        for feature in features:
            shape = geopandas.GeoSeries([shapely.geometry.shape(feature["geometry"])], crs=4326)
            feature["geometry"] = shapely.geometry.mapping(shape.to_crs(32642).iloc[0])

    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32642"}}
    path = broken(tmp_path, project, crs=crs)
    with pytest.raises(KazbriefError, match=r"reference system WGS 84 / UTM zone 42N, expected .*EPSG:4326"):
        boundaries.read_layer("oblasts", path, clean["units"])


def test_an_unreadable_file_is_told(tmp_path: Path, clean: dict[str, pd.DataFrame]) -> None:
    path = tmp_path / "oblasts.geojson"
    with pytest.raises(KazbriefError, match="found no such file, expected a GeoJSON file"):
        boundaries.read_layer("oblasts", path, clean["units"])
    path.write_text('{"type": "FeatureCollection", "features": [', encoding="utf-8")
    with pytest.raises(KazbriefError, match="found something unreadable, expected a GeoJSON"):
        boundaries.read_layer("oblasts", path, clean["units"])


def test_broken_companions_are_told(tmp_path: Path) -> None:
    grown = broken(tmp_path, reshape("KGZ", lambda shape: shape.buffer(0.3, quad_segs=1)), "countries")
    with pytest.raises(KazbriefError, match="found CHN and KGZ overlapping by"):
        boundaries.read_layer("countries", grown)
    pond = broken(tmp_path, lambda features: of(features, "Chany")["properties"].update(kind="pond"), "water")
    with pytest.raises(KazbriefError, match="column kind: found 'pond', expected 'sea' or 'lake'"):
        boundaries.read_layer("water", pond)
    dry = broken(tmp_path, without("sea"), "kazakhstan_russia_border")
    with pytest.raises(KazbriefError, match="found 'land', expected 'land' and 'sea'"):
        boundaries.read_layer("border", dry)


# Writing and loading


def test_the_layers_are_written_as_they_stand(clean: dict[str, pd.DataFrame]) -> None:
    for name, read in {
        "oblasts": lambda path: boundaries.read_layer("oblasts", path, clean["units"]),
        "countries": functools.partial(boundaries.read_layer, "countries"),
        "water": functools.partial(boundaries.read_layer, "water"),
        "kazakhstan_russia_border": functools.partial(boundaries.read_layer, "border"),
    }.items():
        path = RAW / f"{name}.geojson"
        assert boundaries.geojson_text(read(path)) == path.read_text(encoding="utf-8"), name


def test_geojson_does_not_depend_on_order_or_starting_points(oblasts: geopandas.GeoDataFrame) -> None:
    turned = oblasts.iloc[::-1].copy()
    turned["geometry"] = shapely.reverse(turned.geometry.to_numpy())
    assert boundaries.geojson_text(turned) == boundaries.geojson_text(oblasts)


def test_geojson_follows_the_standard(oblasts: geopandas.GeoDataFrame) -> None:
    layer = json.loads(boundaries.geojson_text(oblasts))
    assert set(layer) == {"type", "features"}
    for feature in layer["features"]:
        for part in shapely.get_parts(shapely.geometry.shape(feature["geometry"])):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


def test_load_geo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schemes: dict[str, geopandas.GeoDataFrame]
) -> None:
    (tmp_path / "_quarto.yml").touch()
    monkeypatch.setenv("KAZBRIEF_ROOT", str(tmp_path))
    with pytest.raises(KazbriefError, match=r"oblasts_1999\.geojson is not built yet"):
        boundaries.load_geo("oblasts", scheme="1999")
    target = tmp_path / "data" / "clean" / "boundaries" / "oblasts_1999.geojson"
    target.parent.mkdir(parents=True)
    target.write_text(boundaries.geojson_text(schemes["1999"]), encoding="utf-8")
    loaded = boundaries.load_geo("oblasts", scheme="1999")
    assert loaded.crs.to_epsg() == 4326
    assert loaded["unit"].tolist() == schemes["1999"]["unit"].tolist()
    assert loaded["approximate"].tolist() == [False] * 16


@pytest.mark.parametrize(
    ("name", "scheme", "message"),
    [
        ("rivers", "2022", "there is no layer 'rivers': `kazbrief data list` lists them"),
        ("oblasts", "2020", "there is no scheme '2020': the schemes are 2022, 2018, 1999, 1989"),
    ],
)
def test_load_geo_names_what_there_is(name: str, scheme: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        boundaries.load_geo(name, scheme=scheme)
