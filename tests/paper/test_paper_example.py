"""The example: two pages from under forty lines that use only the house format."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest
from skeletons import html_skeleton

from kazbrief.errors import KazbriefError
from kazbrief.paper import render, render_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "minimal"


def test_the_example_is_short_and_needs_the_house_format_alone(house_format: Path, tmp_path: Path) -> None:
    project = tmp_path / "elsewhere"
    shutil.copytree(EXAMPLE, project)
    shutil.copytree(house_format, project / "_extensions" / "briefing")
    document = project / "briefing.qmd"
    assert len(document.read_text("utf-8").splitlines()) < 40
    render(project, document, project / "_output", engine="embedded")
    with pikepdf.open(project / "_output" / "briefing.pdf") as pdf:
        assert len(pdf.pages) == 2
    lines = html_skeleton(project / "_output" / "briefing.html")
    assert "bibliography: Port Authority. 2024. Yearbook of the Port." in lines
    assert any(
        line.startswith("caption: Figure 1: Two ferries carry seven tenths of the freight") for line in lines
    )


def test_a_document_anywhere_is_rendered_beside_itself(house_format: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my papers"
    folder.mkdir()
    document = folder / "note.qmd"
    document.write_text(
        "---\ntitle: A note\ndate: 2025-01-02\nformat: {briefing-html: default, briefing-typst: default}\n---\n\nText.\n"
    )
    with pytest.raises(KazbriefError, match="no folder _extensions beside it or above it"):
        render_file(document)
    shutil.copytree(house_format, folder / "_extensions" / "briefing")
    made = render_file(document, engine="embedded")
    assert sorted(path.name for path in made) == ["note.html", "note.pdf", "note.typ"]
    assert {path.parent for path in made} == {folder}
