"""The base map: names in their areas and clear of what is drawn, halos that stay letters, places for texts."""

from __future__ import annotations

import re

import geopandas as gpd
import pyproj
import pytest
import shapely
from drawn_exhibits import Exhibits, _layer
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.exhibits import maps, placing, style, textboxes
from kazbrief.exhibits.register import entries
from kazbrief.exhibits.sheet import FULL, PHONE, Size, footer, sheet
from kazbrief.measures.projection import CRS

LAYERS = ("oblasts_2022", "countries", "water")
MAPS = [entry.id for entry in entries().values() if entry.is_map]
sides = st.floats(0.5, 4)


@pytest.fixture
def layers() -> dict[str, gpd.GeoDataFrame]:
    return {name: _layer(name) for name in LAYERS}  # type: ignore[misc]


@pytest.fixture
def base(layers: dict[str, gpd.GeoDataFrame]) -> maps.Map:
    with style.house("fig-test"):
        _, panel = sheet(166, 95)
        chart = maps.on_base(panel, layers, maps.around(layers["oblasts_2022"]))
        chart.country(layers["oblasts_2022"])
        return chart


def names_on(chart: maps.Map) -> dict[str, shapely.Polygon]:
    """The names that the base map sets, each with its box in the map's metres."""
    to_map = chart.ax.transData.inverted()
    texts = [text for text in chart.ax.texts if text.get_zorder() == 3.8]
    return {
        text.get_text().replace("\n", " "): shapely.box(*text.get_window_extent().transformed(to_map).extents)
        for text in texts
    }


@pytest.mark.slow
def test_names_stand_in_their_areas_and_off_all_else(
    base: maps.Map, layers: dict[str, gpd.GeoDataFrame]
) -> None:
    with style.house("fig-test"):
        line = [maps.project(46, 44), maps.project(86, 47)]
        base.line(line, lw=4)
        base.seas(layers)
        base.names(layers, country=True)
    names = names_on(base)
    areas = base.shapes(layers["countries"]).set_index("name").geometry
    water = base.shapes(layers["water"]).set_index("name").geometry
    assert {"RUSSIA", "CHINA", "UZBEKISTAN", "KYRGYZSTAN", "KAZAKHSTAN", "Caspian Sea"} <= set(names)
    for name, box in names.items():
        assert not box.intersects(shapely.LineString(line)), name
        if name.isupper():
            assert areas[areas.index.str.upper() == name].iloc[0].contains(box)
            assert not shapely.intersects(water.values, box).any()
        elif name == "Caspian Sea":
            assert water[name].contains(box)
        else:
            assert not shapely.intersects(water.values, box).any()


@pytest.mark.slow
def test_a_scale_bar_is_true_and_stands_on_empty_ground(base: maps.Map) -> None:
    with style.house("fig-test"):
        base.keep_off(shapely.box(*base.frame.bounds[:2], *base.at(80, 20)))
        before = base.free(base.frame)
        base.scale_bar(500)
    (text,) = [text for text in base.ax.texts if "500 km" in text.get_text()]
    (bar,) = [patch for patch in base.ax.patches if patch.get_zorder() == 9]
    ground = shapely.box(*bar.get_path().get_extents().extents)  # type: ignore[attr-defined]
    x0, _, x1, _ = ground.bounds
    (west, south), (east, north) = (
        pyproj.Transformer.from_crs(CRS, "EPSG:4326", always_xy=True).transform(x, maps.project(67, 48)[1])
        for x in (maps.project(67, 48)[0], maps.project(67, 48)[0] + x1 - x0)
    )
    assert pyproj.Geod(ellps="WGS84").inv(west, south, east, north)[2] == pytest.approx(500_000, rel=0.005)
    assert before.contains(ground) and before.contains(shapely.Point(text.get_position()))


@given(sides, sides)
def test_a_text_lies_inside_and_off_what_is_taken(width: float, height: float) -> None:
    free = shapely.box(0, 0, 10, 6) - shapely.box(0, 0, 4, 6)
    spot = placing.inside(free, width, height)
    assert spot is not None and free.contains(placing.box(spot, width, height))


def test_what_is_smaller_than_a_text_is_not_covered_by_it() -> None:
    # Corners and middle of a text could lie free about either of these.
    free = shapely.difference(shapely.box(0, 0, 12, 4), shapely.MultiPoint([(3, 2.2), (9, 1.8)]).buffer(0.2))
    for spot in (placing.inside(free, 5, 2), placing.near(shapely.Point(3, 2), free, 5, 2)):
        assert spot is not None and free.contains(placing.box(spot, 5, 2))


def test_no_room_is_no_place() -> None:
    area = shapely.box(0, 0, 10, 6)
    assert placing.inside(area, 11, 1) is None
    assert placing.inside(shapely.Polygon(), 1, 1) is None
    assert placing.near(shapely.Point(5, 3), area, 11, 3) is None


def test_a_text_stands_by_its_own_mark_and_off_borders() -> None:
    mark, other = shapely.box(4, 2, 6, 4), shapely.box(8, 2, 10, 4)
    free = shapely.box(-10, -6, 30, 12) - mark.union(other)
    spot = placing.near(mark, free, 3, 1)
    assert spot is not None
    box = placing.box(spot, 3, 1)
    assert box.distance(mark) < 1 and box.distance(mark) < box.distance(other)
    above = shapely.LineString([(-10, 4.5), (30, 4.5)])
    spot = placing.near(mark, free, 3, 1, above)
    assert spot is not None and not placing.box(spot, 3, 1).intersects(above)


def frames(svg: str) -> list[shapely.Polygon]:
    """The frames of the maps of a drawing: the rectangles to which what they show is clipped."""
    rects = re.findall(
        r'<clipPath[^>]*>\s*<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg
    )
    found = [tuple(map(float, rect)) for rect in rects]
    return [shapely.box(x, y, x + width, y + height) for x, y, width, height in found]


@pytest.mark.slow
@pytest.mark.parametrize("size", [FULL, PHONE], ids=["print", "phone"])
@pytest.mark.parametrize("map_id", MAPS)
def test_words_cross_no_frame_and_can_be_read_in_print_and_on_a_phone(
    drawn: Exhibits, map_id: str, size: Size
) -> None:
    svg = drawn.svg(map_id, False, size)
    words, around = textboxes.boxes(svg), frames(svg)
    assert around
    for word in words:
        ground = shapely.box(word.left, word.top, word.right, word.bottom)
        crossed = [frame for frame in around if not frame.contains(ground) and frame.intersects(ground)]
        assert not crossed, word.text
    smallest = min(word.size for word in words)
    # On a screen 390 pixels wide a figure has 358.
    pixels = smallest * 358 / textboxes.sheet_of(svg)[0]
    assert smallest >= 8 and (size is FULL or pixels >= 10)


@pytest.mark.slow
@pytest.mark.parametrize("map_id", MAPS)
def test_a_map_is_told_in_few_words_and_says_whose_boundaries_it_shows(drawn: Exhibits, map_id: str) -> None:
    made = drawn.made(map_id)
    assert "boundaries" in made.words.note.lower() and "no opinion" in made.words.note
    assert len(made.words.finding.split()) <= 14
    note = [line.text for line in footer(made, FULL.width)]
    assert note.index(next(line for line in note if line.startswith("Source"))) <= 2


@pytest.mark.slow
@pytest.mark.parametrize("map_id", MAPS)
def test_labels_have_halos_and_stay_letters(drawn: Exhibits, map_id: str) -> None:
    svg = drawn.svg(map_id, True)
    assert 'id="' + map_id + "-halo" not in svg
    outlined = re.findall(r'<g style="paint-order: stroke; stroke: (#\w{6}); [^"]*">\s*<text', svg)
    assert set(outlined) <= {style.GROUND, style.LAND, style.WATER}
    assert any(name in {box.text for box in textboxes.boxes(svg)} for name in ("Caspian Sea", "Caspian"))
