"""The tables of the paper's page: cards on a phone, heads that a screen reader knows, nothing covered by them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kazbrief import paths

pytestmark = pytest.mark.browser


@pytest.fixture
def paper(open_file: Callable[..., Any]) -> Callable[..., Any]:
    built: Path = paths.root() / "_output" / "briefing.html"
    if not built.exists():
        pytest.skip("the paper isn't built")
    return lambda width, **options: open_file(built, viewport={"width": width, "height": 844}, **options)


def test_on_a_phone_the_data_of_a_figure_are_cards_that_say_what_each_line_is(
    paper: Callable[..., Any],
) -> None:
    page = paper(390, has_touch=True)
    page.locator("#fig-route-status-data > summary").tap()
    view = page.locator("#fig-route-status-data .exhibit-data")
    cells = view.locator("tbody tr").first.locator("td")
    heads = view.locator("th").all_text_contents()
    assert len(heads) > 2
    told = cells.evaluate_all("all => all.map(cell => cell.dataset.label)")
    assert told == heads
    # No label runs into the next line.
    heights = cells.evaluate_all("all => all.map(cell => cell.getBoundingClientRect().height)")
    line = cells.first.evaluate("cell => parseFloat(getComputedStyle(cell).lineHeight)")
    long = max(range(len(heads)), key=lambda i: len(heads[i]))
    assert len(heads[long]) < 25 or heights[long] >= 2 * line
    assert view.evaluate("view => view.scrollWidth <= view.clientWidth + 1")
    assert cells.nth(1).evaluate("cell => getComputedStyle(cell, '::before').content") == f'"{heads[1]}"'


def test_subjects_of_the_ledger_are_heads_of_their_rows(paper: Callable[..., Any]) -> None:
    page = paper(1280)
    ledger = page.locator("#tbl-claims table")
    heads = ledger.locator("tbody th")
    assert heads.count() > 2
    columns = ledger.locator("thead th").count()
    assert set(heads.evaluate_all("all => all.map(head => [head.scope, head.colSpan].join())")) == {
        f"rowgroup,{columns}"
    }
    assert heads.evaluate_all("all => all.every(head => head.closest('tbody').rows.length > 1)")
    # A claim that is jumped to stands below the head that stays at the top.
    page.evaluate("location.hash = '#C48'")
    page.wait_for_function("document.getElementById('C48').getBoundingClientRect().top < 844")
    top = page.locator("#C48").bounding_box()["y"]
    head = ledger.locator("thead th").first.bounding_box()
    assert head["y"] + head["height"] <= top < 844


def test_a_browser_prints_every_drawing_and_no_controls(paper: Callable[..., Any]) -> None:
    page = paper(1280)
    page.emulate_media(media="print")
    sizes = page.locator("main svg.exhibit-picture").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert sizes and min(sizes) > 50
    assert page.locator(".instrument:visible, button:visible, select:visible, summary:visible").count() == 0
