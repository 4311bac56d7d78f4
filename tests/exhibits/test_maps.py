"""The base map: names in their areas and clear of what is drawn, halos that stay letters, places for texts."""

from __future__ import annotations

import re

import pytest
import shapely
from drawn_exhibits import Exhibits, _layer
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.exhibits import maps, placing, style, textboxes
from kazbrief.exhibits.register import entries
from kazbrief.exhibits.sheet import sheet

LAYERS = ("oblasts_2022", "countries", "water")
MAPS = [entry.id for entry in entries().values() if entry.is_map]
sides = st.floats(0.5, 4)


@pytest.fixture
def base() -> maps.Map:
    with style.house("fig-test"):
        _, panel = sheet(166, 95)
        return maps.of_oblasts(panel, {name: _layer(name) for name in LAYERS}, "oblasts_2022", 1.2e5)  # type: ignore[misc]


def names_on(chart: maps.Map) -> dict[str, shapely.Polygon]:
    """The names that the base map sets, each with its box in the map's metres."""
    to_map = chart.ax.transData.inverted()
    texts = [text for text in chart.ax.texts if text.get_zorder() == 3.8]
    return {
        text.get_text().replace("\n", " "): shapely.box(*text.get_window_extent().transformed(to_map).extents)
        for text in texts
    }


def test_names_stand_in_their_areas_and_off_all_else(base: maps.Map) -> None:
    with style.house("fig-test"):
        layers = {name: _layer(name) for name in LAYERS}
        line = [maps.project(46, 44), maps.project(86, 47)]
        base.line(line, linewidth=4)
        base.names(layers, country=True)  # type: ignore[arg-type]
    names = names_on(base)
    areas = base.shapes(layers["countries"]).set_index("name").geometry  # type: ignore[arg-type]
    water = base.shapes(layers["water"]).set_index("name").geometry  # type: ignore[arg-type]
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


@given(sides, sides)
def test_a_text_lies_inside_and_off_what_is_taken(width: float, height: float) -> None:
    area, taken = shapely.box(0, 0, 10, 6), [shapely.box(0, 0, 4, 6)]
    place = placing.inside(area, width, height, taken)
    assert place is not None
    box = shapely.box(
        *(
            centre + sign * side / 2
            for sign in (-1, 1)
            for centre, side in zip(place, (width, height), strict=True)
        )
    )
    assert area.contains(box) and not box.intersects(taken[0])


def test_no_room_is_no_place() -> None:
    area = shapely.box(0, 0, 10, 6)
    assert placing.inside(area, 11, 1) is None
    assert placing.inside(area, 1, 1, [area]) is None
    assert placing.beside(shapely.box(4, 2, 6, 4), area, 9, 3, [shapely.box(0, 0, 10, 2)]) is None


def test_the_name_of_a_lake_stands_next_to_it() -> None:
    lake = shapely.box(4, 2, 6, 4)
    place = placing.beside(lake, shapely.box(0, 0, 30, 6), 3, 1)
    assert place is not None and shapely.box(2, 0, 8, 6).covers(shapely.Point(place))
    assert not lake.intersects(shapely.box(place[0] - 1.5, place[1] - 0.5, place[0] + 1.5, place[1] + 0.5))


@pytest.mark.slow
@pytest.mark.parametrize("map_id", MAPS)
def test_labels_have_halos_and_stay_letters(drawn: Exhibits, map_id: str) -> None:
    svg = drawn.svg(map_id, True)
    assert 'id="' + map_id + "-halo" not in svg
    outlined = re.findall(r'<g style="paint-order: stroke; stroke: (#\w{6}); [^"]*">\s*<text', svg)
    assert set(outlined) <= {style.WHITE, style.LAND, style.WATER}
    assert any(name in {box.text for box in textboxes.boxes(svg)} for name in ("Caspian Sea", "Caspian"))
