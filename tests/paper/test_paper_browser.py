"""The page in a browser: accessible, self-contained, no wider than the screen, readable without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def opened(browser: Any, rendered: Path, **options: Any) -> Any:
    page = browser.new_context(**options).new_page()
    page.goto((rendered / "sample.html").as_uri())
    return page


@pytest.mark.parametrize("width", [1280, 768, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    browser: Any, rendered: Path, violations: Callable[..., list[Any]], width: int, scheme: str
) -> None:
    page = opened(
        browser, rendered, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_the_page_never_scrolls_sideways(browser: Any, rendered: Path, width: int) -> None:
    page = opened(browser, rendered, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_opening_the_page_requests_nothing_and_breaks_no_rule_of_its_own(
    browser: Any, rendered: Path
) -> None:
    page = browser.new_page()
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto((rendered / "sample.html").as_uri())
    page.wait_for_timeout(200)
    assert [address for address in requests if not address.startswith(("file:", "data:"))] == []
    assert messages == []


def test_house_fonts_are_the_ones_shown(browser: Any, rendered: Path) -> None:
    page = opened(browser, rendered)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', '') + ' ' + f.style)"
    )
    assert {"Source Sans Pro normal", "Source Serif Pro normal", "Source Serif Pro italic"} <= set(loaded)


def test_without_scripts_everything_is_there(browser: Any, rendered: Path) -> None:
    page = opened(browser, rendered, java_script_enabled=False, viewport={"width": 390, "height": 900})
    assert page.locator("#contents a").first.is_visible()
    assert page.locator(".exhibit-picture").first.is_visible()


def test_contents_follow_the_reader_and_fold_on_a_phone(browser: Any, rendered: Path) -> None:
    wide = opened(browser, rendered, viewport={"width": 1280, "height": 900})
    wide.locator("#sec-cause").scroll_into_view_if_needed()
    wide.evaluate("document.getElementById('sec-cause').scrollIntoView({behavior: 'instant'})")
    wide.wait_for_timeout(200)
    assert wide.locator("#contents a[aria-current]").get_attribute("href") == "#sec-cause"
    phone = opened(browser, rendered, viewport={"width": 390, "height": 900})
    assert not phone.locator("#contents a").first.is_visible()
    phone.locator("#contents summary").click()
    assert phone.locator("#contents a").first.is_visible()


def test_the_first_tab_stop_skips_to_the_text(browser: Any, rendered: Path) -> None:
    page = opened(browser, rendered)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('#contents, .masthead')")


def test_a_panned_picture_can_be_reached_by_keyboard(browser: Any, rendered: Path) -> None:
    phone = opened(browser, rendered, viewport={"width": 390, "height": 900})
    assert phone.locator("#fig-flow .exhibit-view:has(svg)").get_attribute("tabindex") == "0"
    wide = opened(browser, rendered, viewport={"width": 1280, "height": 900})
    assert wide.locator("#fig-flow .exhibit-view:has(svg)").get_attribute("tabindex") is None


def test_an_exhibit_gives_its_data_and_its_citation(browser: Any, rendered: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((rendered / "sample.html").as_uri())
    tools = page.locator("#fig-flow .exhibit-tools")
    sources = rendered.parent / "figures"
    with page.expect_download() as download:
        tools.get_by_role("link", name="Download CSV").click()
    assert download.value.suggested_filename == "fig-flow.csv"
    assert Path(download.value.path()).read_bytes() == (sources / "flow.csv").read_bytes()
    tools.locator("summary").click()
    assert tools.locator("tbody tr").first.locator("td").all_text_contents() == [
        "2000",
        "40.0",
        'dry, with "frost"',
    ]
    tools.get_by_role("button", name="Copy citation").click()
    tools.get_by_text("Copied").wait_for(timeout=5000)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (sources / "flow.txt").read_text("utf-8").strip()
