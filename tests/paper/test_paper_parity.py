"""The real Quarto CLI and the embedded renderer make the same paper of the same sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kazbrief.errors import KazbriefError
from kazbrief.paper import choose_engine, render
from kazbrief.paper.skeleton import html_skeleton, pdf_skeleton


@pytest.fixture(scope="module")
def by_quarto(new_project: Callable[[], Path]) -> Path:
    try:
        choose_engine("quarto")
    except KazbriefError as reason:
        pytest.skip(str(reason))
    project = new_project()
    render(project, project / "report" / "sample.qmd", project / "_output", engine="quarto")
    return project / "_output"


@pytest.mark.quarto
def test_the_pages_have_one_structure(by_quarto: Path, rendered: Path) -> None:
    assert html_skeleton(by_quarto / "sample.html") == html_skeleton(rendered / "sample.html")


@pytest.mark.quarto
def test_the_pdfs_have_one_structure(by_quarto: Path, rendered: Path) -> None:
    assert pdf_skeleton(by_quarto / "sample.pdf") == pdf_skeleton(rendered / "sample.pdf")
