"""The paper's page as one picture: what reviewers, archives and search engines take, without scrolling."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
BOXES = """() => Array.from(document.querySelectorAll("main figure, main section > p, main table"))
  .map(part => [part.id || part.textContent.trim().slice(0, 40), part.getBoundingClientRect()])
  .filter(([, box]) => box.width > 100 && box.height > 20)
  .map(([name, box]) => [name, box.left, box.top + scrollY, box.right, box.bottom + scrollY])"""


def test_on_a_phone_no_drawing_is_cut_before_the_reader_comes_near(browser: Any, paper_file: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(paper_file.as_uri())
    cut = """Array.from(document.querySelectorAll(".exhibit-view:has(> svg)"))
      .filter(view => view.scrollWidth > view.clientWidth + 1).map(view => view.closest("[id]").id)"""
    assert page.evaluate(cut) == []
    page.close()


def test_a_picture_of_the_whole_page_has_every_figure_table_and_paragraph(
    open_file: Callable[..., Any], paper_file: Path
) -> None:
    page = open_file(paper_file, viewport={"width": 1280, "height": 900})
    parts = page.evaluate(BOXES)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("L")
    assert len(parts) > 50
    empty = [
        name for name, *box in parts if len(set(picture.crop([round(edge) for edge in box]).tobytes())) < 3
    ]
    assert empty == []
