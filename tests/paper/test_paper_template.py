"""What `quarto add` and `quarto use template` bring is enough for a paper in an empty folder."""

from __future__ import annotations

import fnmatch
import re
import shutil
from pathlib import Path

import pikepdf
import project_copy
import pytest
from lxml import html

from kazbrief.paper import render_file

ROOT = project_copy.ROOT
# What Quarto leaves out of a template by itself, beside files whose names begin with a point.
BUILT_IN = {"COPYING.md", "COPYRIGHT", "README.md", "CHANGELOG.md", "LICENSE", "_extensions"}


def test_a_template_brings_one_document_and_nothing_else_of_the_repository() -> None:
    ignored = [line for line in (ROOT / ".quartoignore").read_text("utf-8").splitlines() if line[:1] != "#"]
    copied = {
        path.name
        for path in ROOT.iterdir()
        if path.name not in BUILT_IN
        and not any(fnmatch.fnmatch(path.name, pattern) for pattern in (".*", "*.egg-info", *ignored))
    }
    assert copied == {"template.qmd"}
    # Quarto takes a line as a pattern from the root, spaces included.
    assert all(line == line.strip() and "/" not in line for line in ignored)


@pytest.mark.parametrize("place", ["briefing", "owner/briefing"])  # from a folder, from a code host
def test_the_template_is_a_paper_in_an_empty_folder(place: str, house_format: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my paper"
    shutil.copytree(house_format, folder / "_extensions" / place)
    document = folder / "my paper.qmd"
    shutil.copy(ROOT / "template.qmd", document)
    page, pdf, _ = render_file(document, engine="embedded")
    assert html.parse(str(page)).findtext(".//h1") == "A finding as a title"
    with pikepdf.open(pdf) as opened:
        assert len(opened.pages) == 1


def test_the_format_names_no_file_that_it_lacks(house_format: Path) -> None:
    for name in ("_extension.yml", "briefing.lua", "briefing.css", "page/page.lua"):
        text = (house_format / name).read_text("utf-8")
        for file in re.findall(r"[\w/-]+\.(?:lua|typ|css|html|woff2)\b", text):
            assert any(house_format.rglob(Path(file).name)), (name, file)


def test_every_font_has_a_reason_and_its_licence(house_format: Path) -> None:
    told = (house_format / "README.md").read_text("utf-8")
    stems = {re.sub("-(cyrillic|more)$", "", path.stem) for path in (house_format / "fonts").glob("*.*")}
    assert {stem for stem in stems - {"OFL"} if stem not in told} == set()
    licence = (house_format / "fonts" / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Source" in licence
