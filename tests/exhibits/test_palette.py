"""The palette: readable text, classes that stay apart for colour-blind readers and in grey print."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from drawn_exhibits import Exhibits

from kazbrief.exhibits import style
from kazbrief.exhibits.register import entry

Colour = npt.NDArray[np.float64]

# Colour-blind sight at full severity: Machado, Oliveira and Fernandes (2009), table 1, on linear RGB.
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
RAMPS = {"teal": style.TEAL}
SERIES = (style.KAZAKHSTAN, style.RUSSIA, style.INK, style.FAINT, style.OTHER_ONE, style.OTHER_TWO)
# A difference of about ten (CIE 1976) is seen at a glance between neighbouring areas.
APART = 10.0


def linear(colour: str) -> Colour:
    """Linear RGB of a hexadecimal sRGB colour (IEC 61966-2-1)."""
    coded = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(rgb: Colour) -> Colour:
    """CIE L*a*b* of linear RGB, white point D65."""
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.072175],
            [0.0193339, 0.119192, 0.9503041],
        ]
    )
    scaled = to_xyz @ rgb / np.array([0.95047, 1.0, 1.08883])
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, sight: str) -> float:
    seen = [lab(np.clip(SIGHTS[sight] @ linear(colour), 0, 1)) for colour in (one, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def test_the_measures_know_black_white_and_red_against_green() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ffffff")) == pytest.approx([100, 0, 0], abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    red, green = "#b84a12", "#6b7a14"
    assert difference(red, green, "deuteranopia") < difference(red, green, "normal") / 2


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("ramp", RAMPS)
def test_classes_are_told_apart(ramp: str, sight: str) -> None:
    for one, other in itertools.combinations((*RAMPS[ramp], style.NO_DATA), 2):
        assert difference(one, other, sight) >= APART, (one, other)


@pytest.mark.parametrize("sight", SIGHTS)
def test_series_are_told_apart(sight: str) -> None:
    for one, other in itertools.combinations(SERIES, 2):
        assert difference(one, other, sight) >= APART, (one, other)


@pytest.mark.parametrize("ramp", RAMPS)
def test_grey_print_keeps_the_order_of_classes(ramp: str) -> None:
    lightness = [lab(linear(colour))[0] for colour in RAMPS[ramp]]
    assert all(first - second >= 5 for first, second in itertools.pairwise(lightness)), lightness


@pytest.mark.parametrize("ramp", RAMPS)
def test_one_of_the_two_text_colours_is_readable_on_each_class(ramp: str) -> None:
    for colour in RAMPS[ramp]:
        assert max(contrast(style.INK, colour), contrast(style.GROUND, colour)) >= 4.5, colour


def test_grey_print_tells_russia_kazakhstan_the_article_and_others_apart() -> None:
    lightness = sorted(lab(linear(colour))[0] for colour in SERIES[:4])
    assert all(second - first >= APART for first, second in itertools.pairwise(lightness)), lightness


def test_the_key_is_seen_on_its_ground() -> None:
    marks = set(style.CHARTS) - {style.GROUND, style.GRID}
    assert {colour for colour in marks if contrast(colour, style.GROUND) < 3} == set()
    # White figures stand on bars of these.
    for colour in (style.KAZAKHSTAN, style.RUSSIA):
        assert contrast(style.GROUND, colour) >= 4.5


def test_no_module_has_a_colour_of_its_own() -> None:
    """A colour is a role of the key: what means Russia in one figure means nothing else in another."""
    found = {
        path.name: colours
        for path in Path(style.__file__).parent.glob("*.py")
        if path.name != "style.py"
        and (colours := re.findall(r'"(#[0-9a-fA-F]{3,8})"', path.read_text("utf-8")))
    }
    assert found == {}


def paints(element: ET.Element) -> set[str]:
    """The colours that an element and its parts are painted with."""
    found = set()
    for part in element.iter():
        rules = dict(rule.split(": ", 1) for rule in part.get("style", "").split("; ") if ": " in rule)
        found |= {rules.get(name, part.get(name, "none")) for name in ("fill", "stroke")}
    return {colour for colour in found if colour.startswith("#")}


@pytest.mark.slow
def test_every_mark_is_seen_and_every_colour_is_of_the_key(drawn: Exhibits, exhibit_id: str) -> None:
    if entry(exhibit_id).is_map:
        pytest.skip("maps have classes and grounds of their own")
    sheet = ET.fromstring(drawn.svg(exhibit_id, False))
    assert paints(sheet) <= set(style.CHARTS)
    elements = {element.get("id"): element for element in sheet.iter() if element.get("id")}
    for name in entry(exhibit_id).module().marks(drawn.made(exhibit_id).frame):
        colours = paints(elements[f"{exhibit_id}-{name}"])
        assert max(contrast(colour, style.GROUND) for colour in colours) >= 3, name


@pytest.mark.slow
def test_text_is_readable_on_its_ground(drawn: Exhibits, exhibit_id: str) -> None:
    """Dark text stands on white, on a map on land; white text stands on a class, where the test above holds."""
    sheet = ET.fromstring(drawn.svg(exhibit_id, True))
    ground = style.LAND if entry(exhibit_id).is_map else style.GROUND
    texts = sheet.iter("{http://www.w3.org/2000/svg}text")
    colours = set().union(*(paints(text) or {"#000000"} for text in texts)) - {style.GROUND}
    assert colours
    assert {colour: contrast(colour, ground) for colour in colours if contrast(colour, ground) < 4.5} == {}
