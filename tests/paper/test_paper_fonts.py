"""The house fonts: what they cover, and that they are made the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from kazbrief.paper import fonts

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№"


@pytest.fixture(scope="module")
def installed(house_format: Path) -> Path:
    return house_format / "fonts"


def test_upright_styles_cover_kazakh_on_paper_and_on_screen(installed: Path) -> None:
    for face in fonts.FACES:
        if face.cyrillic:
            paper = TTFont(installed / f"{face.file}.ttf").getBestCmap()
            screen = TTFont(installed / f"{face.web}-cyrillic.woff2").getBestCmap()
            assert all(ord(letter) in paper and ord(letter) in screen for letter in KAZAKH), face.file


def test_subsets_do_not_bear_the_reserved_name(installed: Path) -> None:
    for path in installed.glob("*.woff2"):
        assert not any("Source" in record.toUnicode() for record in TTFont(path)["name"].names)


@pytest.mark.slow
def test_the_files_are_the_same_every_time(installed: Path, tmp_path: Path) -> None:
    made = fonts.install(tmp_path)
    assert made == fonts.files(tmp_path)
    for path in made:
        assert path.read_bytes() == (installed / path.name).read_bytes(), path.name
