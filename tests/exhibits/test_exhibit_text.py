"""Text in the figures: all of it on the sheet, none of it on other text, none of it too small to read."""

from __future__ import annotations

import dataclasses
import io
import re
import statistics

import pytest
from drawn_exhibits import Exhibits
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from kazbrief.exhibits import style, textboxes
from kazbrief.exhibits.register import entry, names
from kazbrief.exhibits.sheet import COLUMN, FULL_WIDTH, PHONE


@pytest.mark.slow
@pytest.mark.parametrize("furniture", [True, False], ids=["alone", "in the paper"])
def test_text_is_readable_and_lies_free(drawn: Exhibits, exhibit_id: str, furniture: bool) -> None:
    svg = drawn.svg(exhibit_id, furniture)
    assert textboxes.boxes(svg)
    assert textboxes.faults(svg) == []


@pytest.mark.slow
def test_text_is_readable_and_lies_free_where_the_paper_is_narrow(drawn: Exhibits, exhibit_id: str) -> None:
    size = COLUMN if entry(exhibit_id).half else PHONE
    assert textboxes.faults(drawn.svg(exhibit_id, False, size)) == []


@pytest.mark.slow
def test_a_chart_is_read_in_print_and_on_a_phone(drawn: Exhibits, exhibit_id: str) -> None:
    """Chart text of 8 points at least; a phone shows the narrow drawing on 358 pixels, its text then 10 pixels high."""
    smallest = min(box.size for box in textboxes.boxes(drawn.svg(exhibit_id, False)))
    assert smallest >= 8
    shown = COLUMN if entry(exhibit_id).half else PHONE
    assert smallest * 358 / (shown.width * style.POINTS_PER_MM) >= 10


@pytest.mark.slow
def test_a_title_is_short_and_a_note_has_two_lines(drawn: Exhibits) -> None:
    figures = {name: drawn.made(name) for name in names() if name.startswith("fig-")}
    # A figure and its sign are one word.
    assert statistics.median(len(made.words.finding.split(" ")) for made in figures.values()) <= 12
    inner = FULL_WIDTH - 2 * style.MARGIN
    for name, made in figures.items():
        assert len(style.wrap(f"Note: {made.words.note}", inner, style.FOOT_SIZE)) <= 2, name
        assert not re.search(r"\w'\w", " ".join(dataclasses.astuple(made.words))), name


@pytest.mark.slow
def test_text_is_text(drawn: Exhibits, exhibit_id: str) -> None:
    svg = drawn.svg(exhibit_id, True)
    shown = " ".join(box.text for box in textboxes.boxes(svg))
    for word in drawn.made(exhibit_id).words.finding.split():
        assert word in shown


def sheet(*texts: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60">{"".join(texts)}</svg>'


def text(words: str, x: float, y: float, size: float = 8, anchor: str = "start") -> str:
    css = f"font-size: {size}px; font-family: 'Source Sans Pro'; text-anchor: {anchor}"
    return f'<text style="{css}" x="{x}" y="{y}">{words}</text>'


@pytest.mark.parametrize(
    ("drawing", "fault"),
    [
        (sheet(text("Akmola", 10, 20), text("Abai", 20, 23)), "lies on"),
        (sheet(text("1970", 10, 20), text("1979", 26.4, 20)), "lies on"),
        (sheet(text("Akmola", 90, 20)), "leaves the sheet"),
        (sheet(text("Akmola", 8, 20, anchor="end")), "leaves the sheet"),
        (sheet(text("Akmola", 10, 62)), "leaves the sheet"),
        (sheet(text("Akmola", 10, 20, size=6.9)), "less than 7"),
    ],
)
def test_each_fault_is_found(drawing: str, fault: str) -> None:
    (found,) = textboxes.faults(drawing)
    assert fault in found


def test_sound_text_has_no_fault() -> None:
    lines = sheet(text("Akmola", 10, 20), text("27 (2021)", 10, 28.5), text("1979", 60, 20))
    assert textboxes.faults(lines) == []
    assert textboxes.faults(sheet(text("Akmola", 10, 20, size=5)), scale=1.5) == []


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_boxes_are_those_of_the_renderer(align: str) -> None:
    dpi = 720  # fine enough that whole pixels don't matter
    with style.house("fig-test"):
        figure = Figure(figsize=(4, 2), dpi=dpi)
        canvas = FigureCanvasAgg(figure)
        words = figure.text(0.5, 0.5, "Шығыс Қазақстан 41–61 %", size=9, weight="semibold", ha=align)
        expected = words.get_window_extent(canvas.get_renderer()).frozen().extents * 72 / dpi
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg")
    (box,) = textboxes.boxes(buffer.getvalue())
    assert [box.left, box.right] == pytest.approx([expected[0], expected[2]], abs=0.3)
    # The renderer gives every line the height of a line with ascender and descender.
    assert expected[1] - 0.3 <= 144 - box.bottom < 144 - box.top <= expected[3] + 0.3
    assert box.bottom - box.top > 0.7 * (expected[3] - expected[1])
