"""The paper's page with its instruments in use, as axe sees it at every width and in both colour schemes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROUTES = "#fig-route-status"
# Long tables and drawings are looked through in the sample paper; here they would take minutes.
# The rules that a dark screen, which changes colours alone, can break.
OF_COLOUR = ("color-contrast", "link-in-text-block")
LONG = ("svg", ".exhibit-data", "#all-sources", "#tbl-datasets", "#tbl-programs")


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_axe_finds_nothing_with_the_instruments_in_use(
    open_file: Callable[..., Any],
    paper_file: Path,
    violations: Callable[..., list[Any]],
    width: int,
) -> None:
    page = open_file(paper_file, viewport={"width": width, "height": 900}, bypass_csp=True)
    page.locator(f"{ROUTES}-instrument").get_by_role("button", name="Without Russian territory").click()
    page.locator("#fig-district-map-instrument select").select_option(index=1)
    page.locator(".squares button").nth(3).click()
    page.locator(f"{ROUTES} summary").first.click()
    page.locator(f"{ROUTES} .mark[tabindex='0']:visible").first.focus()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page, *LONG) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, *LONG, rules=OF_COLOUR) == []
