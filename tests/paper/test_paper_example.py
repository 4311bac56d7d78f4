"""The example: two pages from under forty lines that use only the house format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf

from kazbrief.paper import render
from kazbrief.paper.skeleton import html_skeleton

EXAMPLE = Path(__file__).parents[2] / "examples" / "minimal"


def test_the_example_is_short_and_renders(new_project: Callable[[], Path]) -> None:
    project = new_project()
    for source in EXAMPLE.iterdir():
        (project / "report" / source.name).write_bytes(source.read_bytes())
    document = project / "report" / "briefing.qmd"
    assert len(document.read_text("utf-8").splitlines()) < 40
    render(project, document, project / "_output", engine="embedded")
    with pikepdf.open(project / "_output" / "briefing.pdf") as pdf:
        assert len(pdf.pages) == 2
    lines = html_skeleton(project / "_output" / "briefing.html")
    assert "bibliography: Port Authority. 2024. Yearbook of the Port." in lines
    assert any(
        line.startswith("caption: Figure 1: Two ferries carry seven tenths of the freight") for line in lines
    )
