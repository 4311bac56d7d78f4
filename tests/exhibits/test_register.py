"""The register is the folder, and a slip in an exhibit's YAML file or in its values is told in one sentence."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import words
from kazbrief.exhibits.register import entries, names, read_entry

COMPLETE = """\
place: 1
data: kazbrief.measures.oil:closed_shares
height: 70
finding: >-
  {low} % of oil [and {gas} of gas]
subtitle: Share of oil
alt: Bars.
description: A share.
"""


def write(folder: Path, text: str, *, module: bool = True) -> Path:
    path = folder / "fig_x.yml"
    path.write_text(text, "utf-8")
    if module:
        path.with_suffix(".py").touch()
    return path


def test_an_entry_is_what_its_file_says(tmp_path: Path) -> None:
    entry = read_entry(write(tmp_path, COMPLETE))
    assert (entry.id, entry.height, entry.half, entry.tables) == ("fig-x", 70, False, ("oil_share",))
    assert entry.module_name == "kazbrief.exhibits.fig_x"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("height: 70", "heigth: 70", "fig_x.yml:3: found the word 'heigth', expected one of place"),
        ("height: 70", "height: tall", "fig_x.yml:3: found 'tall', expected a number"),
        ("place: 1\n", "", "fig_x.yml:1: found no place, expected one"),
        (
            "height: 70",
            "layers: [oblasts_2020]",
            "found the layer 'oblasts_2020', expected one of oblasts_2022",
        ),
        ("alt: Bars.", "alt: {", "fig_x.yml:9: found broken YAML"),
        (
            "height: 70",
            "columns: [{title: A}]",
            "fig_x.yml:3: found the word 'title', expected one of heading",
        ),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(KazbriefError) as error:
        read_entry(write(tmp_path, COMPLETE.replace(old, new)))
    assert message in str(error.value) and len(str(error.value).splitlines()) == 1


def test_words_without_a_module_are_told(tmp_path: Path) -> None:
    with pytest.raises(KazbriefError, match=r"fig_x.yml:1: found no fig_x.py, expected the module"):
        read_entry(write(tmp_path, COMPLETE, module=False))


def test_templates_take_their_values(tmp_path: Path) -> None:
    entry = read_entry(write(tmp_path, COMPLETE))
    assert words.write(entry, {"low": 66, "gas": "none"}).finding == "66\u00a0% of oil and none of gas"
    assert words.write(entry, {"low": 66, "gas": ""}).finding == "66\u00a0% of oil"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"low": 66}, "fig_x.yml:4: found {gas} in finding, expected one of low, disclaimer"),
        ({"low": 66, "gas": "", "coal": 1}, "fig_x.yml: found no template with {coal}, expected one"),
        ({"low": 66.6, "gas": ""}, "fig_x.yml: found low = 66.6, expected a text or a whole number"),
    ],
)
def test_values_and_templates_that_do_not_match_are_told(
    tmp_path: Path, values: dict[str, object], message: str
) -> None:
    entry = read_entry(write(tmp_path, COMPLETE))
    with pytest.raises(KazbriefError) as error:
        words.write(entry, values)
    assert message in str(error.value) and len(str(error.value).splitlines()) == 1


def test_the_register_is_the_folder_in_its_order() -> None:
    folder = Path(__file__).parents[2] / "scripts" / "kazbrief" / "exhibits"
    files = {path.stem.replace("_", "-") for path in folder.glob("*.yml")}
    assert set(names()) <= files
    assert [entry.place for entry in entries().values()] == sorted(
        entry.place for entry in entries().values()
    )
    assert len([entry for entry in entries().values() if entry.lead]) == 1
    assert all(dataclasses.is_dataclass(entry) and entry.yaml.is_file() for entry in entries().values())


def test_the_register_is_read_without_libraries_of_drawing() -> None:
    code = "import sys, kazbrief.exhibits; print({'matplotlib', 'pandas', 'geopandas'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


@pytest.mark.parametrize("template", ["{low %", "{low} }", "{low {low}", "{low}} %"])
def test_half_a_pair_of_braces_is_refused_with_its_line(template: str, tmp_path: Path) -> None:
    entry = read_entry(write(tmp_path, COMPLETE.replace("{low} %", template)))
    with pytest.raises(KazbriefError, match=r"fig_x\.yml:4: found a single brace in finding"):
        words.write(entry, {"low": 66, "gas": ""})
