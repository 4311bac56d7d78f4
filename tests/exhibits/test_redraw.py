"""Other sizes: what is handed out fits its sheet, and what has no room is refused."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import pikepdf
import pytest
from drawn_exhibits import Exhibits
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import charts, pictures, textboxes
from kazbrief.exhibits.redraw import redraw
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import NoRoom, Panel

POINTS = 72 / 25.4


def side(svg: str, name: str) -> float:
    found = re.search(rf'\b{name}="([\d.]+)pt"', svg)
    assert found
    return float(found[1])


@pytest.mark.slow
@pytest.mark.parametrize(("size", "width"), [("column", 80), ("one-and-a-half", 120), ("full", 166)])
def test_a_chart_is_as_wide_as_its_column(drawn: Exhibits, size: str, width: float) -> None:
    made = drawn.made("fig-titular-1989")
    svg = redraw(made, {}, size=size).decode()
    assert side(svg, "width") == pytest.approx(width * POINTS, abs=0.1)
    assert textboxes.faults(svg) == []


@pytest.mark.slow
@pytest.mark.parametrize("exhibit_id", ["fig-titular-1989", "fig-district-map"])
def test_a_slide_fills_the_slide_in_every_format(drawn: Exhibits, exhibit_id: str) -> None:
    made, layers = drawn.made(exhibit_id), drawn.layers(exhibit_id)
    svg = redraw(made, layers, size="slide").decode()
    assert (side(svg, "width"), side(svg, "height")) == pytest.approx((720, 405), abs=0.2)
    with pikepdf.open(io.BytesIO(pictures.converted(svg, made, "pdf"))) as document:
        assert [float(value) for value in document.pages[0].mediabox] == pytest.approx(
            [0, 0, 720, 405], abs=0.2
        )
    picture = Image.open(io.BytesIO(pictures.converted(svg, made, "png")))
    assert picture.size == pytest.approx((3000, 1687), abs=3)


@pytest.mark.slow
def test_a_figure_without_room_is_refused_with_the_sizes_that_have_it(
    drawn: Exhibits, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, module = drawn.made("fig-transit-china"), entry("fig-transit-china").module()
    drawing = module.draw

    def draw(panel: Panel, *data: Any) -> None:
        if panel.whole[0] < 100:
            raise NoRoom("an entry of the key is 90 mm wide")
        drawing(panel, *data)

    monkeypatch.setattr(module, "draw", draw)
    with pytest.raises(KazbriefError, match=r"no room for its text at the size column .* choose .*slide"):
        redraw(made, {}, size="column")
    with pytest.raises(KazbriefError, match="there is no size 'poster'"):
        redraw(made, {}, size="poster")


@pytest.mark.slow
def test_a_bare_figure_leaves_its_words_to_the_caption_and_shapes_need_no_fonts(drawn: Exhibits) -> None:
    made = drawn.made("fig-titular-1989")
    whole, bare = (redraw(made, {}, bare=bare).decode() for bare in (False, True))
    first = made.words.finding.split()[0]
    assert f">{first}" in whole and f">{first}" not in re.sub(
        r"<title.*?</title>|<rdf:RDF.*?</rdf:RDF>", "", bare, flags=re.S
    )
    assert side(bare, "height") < side(whole, "height") and "@font-face" in bare
    shapes = redraw(made, {}, bare=True, text="paths").decode()
    assert "<text" not in shapes and "@font-face" not in shapes
    assert made.words.alt.split(".")[0] in shapes
    assert redraw(made, {}, bare=True, ending="pdf").startswith(b"%PDF")


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(0.1, 10))
def test_spread_labels_keep_their_distance_order_and_centre(wanted: list[float], gap: float) -> None:
    found = charts.spread(wanted, gap)
    ordered = sorted(found)
    assert all(high - low >= gap - 1e-6 for low, high in itertools.pairwise(ordered))
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)
    ranks = sorted(range(len(wanted)), key=lambda place: wanted[place])
    assert ranks == sorted(range(len(wanted)), key=lambda place: found[place])


def test_labels_with_room_stay_where_they_are() -> None:
    assert charts.spread([30.0, 10.0, 20.0], 5.0) == [30.0, 10.0, 20.0]
    assert charts.spread([10.0, 11.0], 5.0) == pytest.approx([8.0, 13.0])


def test_a_key_fills_its_rows_and_refuses_what_cannot_fit() -> None:
    assert charts.flow([30, 30, 30], 70, gap=5) == [(0, 0), (35, 0), (0, 1)]
    with pytest.raises(NoRoom):
        charts.flow([80], 70, gap=5)


def test_labels_of_an_axis_that_would_run_together_are_left_out() -> None:
    labels = ["1926", "1939", "1940", "1959"]
    assert charts.thinned(labels, [0, 13, 14, 33]) == ["1926", "1939", "", "1959"]
