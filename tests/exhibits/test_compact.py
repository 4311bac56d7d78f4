"""SVG in fewer words: the same places, the same marks."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from hypothesis import assume, given
from hypothesis import strategies as st

from kazbrief.exhibits.svg import compact, relative

places = st.tuples(*[st.floats(-900, 900, allow_nan=False).map(lambda value: round(value, 6))] * 2)


def drawn(path: str) -> list[tuple[str, Any]]:
    """What an independent reader of SVG paths draws."""
    pen = RecordingPen()
    parse_path(path, pen)
    return pen.value


@given(st.lists(st.lists(places, min_size=2, max_size=8), min_size=1, max_size=3), st.booleans())
def test_a_path_keeps_its_places_to_a_hundredth(rings: list[list[tuple[float, float]]], closed: bool) -> None:
    absolute = " ".join(
        f"M {ring[0][0]} {ring[0][1]} "
        + " ".join(f"L {x} {y}" for x, y in ring[1:])
        + (" z" if closed else "")
        for ring in rings
    )
    # The reader leaves out a closing line of no length; whether a shorter one than a hundredth stays is its affair.
    assume(all(max(map(abs, np.subtract(ring[-1], ring[0]))) > 0.01 for ring in rings) or not closed)
    before, after = drawn(absolute), drawn(relative(absolute))
    assert [kind for kind, _ in after] == [kind for kind, _ in before]
    for (_, old), (_, new) in zip(before, after, strict=True):
        assert np.allclose(np.array(old), np.array(new), atol=0.0051)


def test_curves_become_relative_and_keep_their_places() -> None:
    circle = "M 0 2.75 C 0.729319 2.75 1.428859 2.460241 1.944563 1.944544 Q -1.5 2 3 4 z"
    for (kind, old), (same, new) in zip(drawn(circle), drawn(relative(circle)), strict=True):
        assert kind == same
        assert np.allclose(np.array(old), np.array(new), atol=0.0051)


def test_what_nobody_refers_to_goes_and_what_a_module_named_stays() -> None:
    text = (
        '<svg><!-- a comment -->\n <g id="fig-x-axes_1">\n  <g id="fig-x-line2d_1"/>\n  <g id="fig-x-year-2013">'
        '<path d="M 1 2 L 3.14159 4" clip-path="url(#fig-x-p1)"/></g>\n'
        '  <text x="41.143325" transform="rotate(-0 41.1 216.5)">1.23456 a</text>\n </g></svg>'
    )
    short = compact(text, "fig-x")
    assert re.findall(r'(?:id="|#)([^")]+)', short) == ["fig-x-year-2013", "fig-x-p1"]
    assert "comment" not in short and "rotate" not in short
    assert 'd="m1 2l2.14 2"' in short
    assert '<text x="41.14">1.23456 a</text>' in short


@pytest.mark.parametrize("number", ["-0.001", "0.0000001"])
def test_no_minus_before_zero(number: str) -> None:
    assert compact(f'<rect x="{number}"/>', "fig-x") == '<rect x="0"/>'
