"""What a reader can do with the page: values of marks, data, files, citation, filters."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kazbrief.paper import render

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 900}


@pytest.fixture(scope="module")
def page_file(new_project: Callable[[], Path]) -> Path:
    project = new_project()
    (page,) = render(
        project,
        project / "report" / "interactive.qmd",
        project / "_output",
        engine="embedded",
        formats=("html",),
    )
    return page


@pytest.fixture
def open_page(open_file: Callable[..., Any], page_file: Path) -> Callable[..., Any]:
    return functools.partial(open_file, page_file, viewport=WIDE)


def told(page: Any) -> str | None:
    tip = page.locator(".mark-tip")
    return tip.inner_text().replace("\n", ": ") if tip.is_visible() else None


def test_a_mark_tells_its_values_to_the_pointer(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.locator("#fig-areas-svg-area-1").hover()
    assert told(page) == "Abai: 1,234.5 km, grade A"
    page.locator(".masthead").hover()
    page.locator(".mark-tip").wait_for(state="hidden")


def test_labels_of_the_drawing_do_not_stand_in_the_pointer_s_way(open_page: Callable[..., Any]) -> None:
    page = open_page()
    box = page.locator("#fig-areas svg text").first.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert told(page) == "Abai: 1,234.5 km, grade A"


def test_a_thin_line_is_met_a_little_beside_it(open_page: Callable[..., Any]) -> None:
    page = open_page()
    # The line as drawn, not its invisible room around: that is what the reader aims at.
    box = page.locator("#fig-areas-svg-route path:not(.reach)").bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + box["height"] / 2 + 4)
    assert told(page) == "Kyzylsu: 12 km, grade C"


def test_one_tab_stop_a_picture_then_arrows_from_mark_to_mark(open_page: Callable[..., Any]) -> None:
    page = open_page()
    assert page.locator("#fig-areas .mark[tabindex='0']").count() == 1
    page.locator("#fig-areas .mark[tabindex='0']").focus()
    assert told(page) == "Abai: 1,234.5 km, grade A"
    page.keyboard.press("ArrowRight")
    assert told(page) == "Almaty city: 66.5 km, grade B"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == told(page)
    page.keyboard.press("End")
    assert told(page) == "Kyzylsu: 12 km, grade C"
    page.keyboard.press("ArrowRight")
    assert told(page) == "Kyzylsu: 12 km, grade C"
    page.keyboard.press("Escape")
    assert told(page) is None


def test_without_scripts_the_drawing_still_tells_and_nothing_dead_is_shown(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator("#fig-areas svg title").all_text_contents()[0] == "Abai: 1,234.5 km, grade A"
    assert page.locator("#fig-areas .exhibit-tools a").all_text_contents() == ["Download CSV fig-areas"]
    page.locator("#fig-areas summary").click()
    assert page.locator("#fig-areas .exhibit-data table").is_visible()
    assert page.locator("button:visible, select:visible").count() == 0


def taken(page: Any, kind: str, figure: str = "fig-areas") -> bytes:
    with page.expect_download() as download:
        page.locator(f"#{figure} .exhibit-tools").get_by_text(kind.upper()).click()
    assert download.value.suggested_filename == f"{figure}.{kind}"
    return Path(download.value.path()).read_bytes()


def test_the_data_come_out_as_they_went_in(open_page: Callable[..., Any], page_file: Path) -> None:
    page = open_page(accept_downloads=True)
    assert taken(page, "csv") == (page_file.parents[1] / "figures" / "areas.csv").read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawing_comes_out_whole_with_words_fonts_and_colours_of_print(
    open_page: Callable[..., Any], scheme: str
) -> None:
    from lxml import etree

    page = open_page(accept_downloads=True, color_scheme=scheme)
    page.locator("#fig-areas .mark").first.focus()
    drawing = etree.fromstring(taken(page, "svg"))
    space = {"s": "http://www.w3.org/2000/svg"}
    texts = drawing.xpath("//s:text/text()", namespaces=space)
    assert "The smaller of two" in texts and any("Coast Survey" in text for text in texts)
    assert drawing.xpath("//s:g/s:title/text()", namespaces=space)[0] == "Abai: 1,234.5 km, grade A"
    sheet = "".join(drawing.xpath("//s:style/text()", namespaces=space))
    assert "@font-face" in sheet and "font/woff2;base64," in sheet
    text = etree.tostring(drawing, encoding="unicode")
    assert "var(" not in text and "oklch" not in text
    assert not drawing.xpath("//*[contains(@class, 'ring') or contains(@class, 'reach')]")


def test_the_picture_has_three_hundred_dots_an_inch_and_is_drawn(open_page: Callable[..., Any]) -> None:
    import io

    from PIL import Image

    page = open_page(accept_downloads=True, color_scheme="dark")
    picture = Image.open(io.BytesIO(taken(page, "png"))).convert("RGB")
    points = page.evaluate("document.querySelector('#fig-areas svg').viewBox.baseVal.width")
    assert picture.width == round(points * 300 / 72)
    assert picture.getpixel((2, 2)) == (255, 255, 255)
    assert len(picture.getcolors(1 << 24) or []) > 2


def test_the_data_open_as_a_table_with_units_and_aligned_numbers(open_page: Callable[..., Any]) -> None:
    page = open_page()
    table = page.locator("#fig-areas .exhibit-data table")
    assert not table.is_visible()
    page.locator("#fig-areas summary").click()
    assert table.is_visible()
    assert table.locator("th").all_text_contents() == ["Oblast", "length, km", "share, %"]
    assert table.locator("tbody tr").first.locator("td").all_text_contents() == ["Abai", "1,235", "41.1"]
    aligned = [
        cell.evaluate("cell => getComputedStyle(cell).textAlign")
        for cell in table.locator("tbody tr").nth(1).locator("td").all()
    ]
    assert aligned == ["left", "right", "right"]
    page.locator("#fig-areas summary").click()
    assert not table.is_visible()


def test_the_citation_is_copied(open_page: Callable[..., Any]) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_role("button", name="Copied").wait_for(timeout=5000)
    assert page.evaluate("navigator.clipboard.readText()") == "Coast Desk (2025). Areas."


def shown(page: Any) -> list[str]:
    return [
        row.locator("th, td").nth(0).inner_text() for row in page.locator(".ledger tbody tr:visible").all()
    ]


def test_the_ledger_is_filtered_by_verdict_grade_and_subject(open_page: Callable[..., Any]) -> None:
    page = open_page()
    count = page.locator(".filters output")
    assert count.inner_text() == "12 of 12 rows"
    page.get_by_role("combobox", name="Verdict").select_option("Partly")
    assert shown(page) == ["Oil", "C02", "C06", "Arms", "C07", "C08"]
    page.get_by_role("combobox", name="Grade").select_option("B")
    page.get_by_role("combobox", name="Subject").select_option("Arms")
    assert shown(page) == ["Arms", "C08"]
    assert count.inner_text() == "1 of 12 rows"
    for label in ("Verdict", "Grade", "Subject"):
        page.get_by_role("combobox", name=label).select_option("")
    assert len(shown(page)) == 14
    assert page.locator(".filters select").count() == 3


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_is_used(
    open_page: Callable[..., Any], violations: Callable[..., list[Any]], viewport: dict[str, int], scheme: str
) -> None:
    page = open_page(viewport=viewport, color_scheme=scheme, bypass_csp=True)
    page.locator("#fig-areas summary").click()
    page.locator("#fig-areas .mark").first.focus()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_print_leaves_the_tools_out(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.emulate_media(media="print")
    for part in (".exhibit-tools", ".filters", ".mark-tip"):
        assert not page.locator(part).first.is_visible()
    assert page.locator("#fig-areas svg").is_visible()


def test_the_paper_is_one_file_of_modest_weight(paper_file: Path) -> None:
    assert paper_file.stat().st_size < 1_850_000


def test_the_paper_asks_the_network_for_nothing_and_logs_nothing(browser: Any, paper_file: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    logged: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: logged.append(message.text))
    page.on("pageerror", lambda error: logged.append(str(error)))
    page.goto(paper_file.as_uri())
    page.wait_for_timeout(300)
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert logged == []
    page.close()


def test_on_a_phone_every_drawing_fits(open_file: Callable[..., Any], paper_file: Path) -> None:
    page = open_file(paper_file, viewport=PHONE)
    assert page.locator(".exhibit-view > .narrow").count() > 10
    panned = page.locator(".exhibit-view:has(svg)").evaluate_all(
        "views => views.filter(view => view.scrollWidth > view.clientWidth + 1).map(view => view.closest('div[id]').id)"
    )
    assert panned == []
    assert page.locator(".pan-hint:visible").count() == 0


def test_on_a_phone_the_text_of_drawings_is_ten_pixels_or_more(
    open_file: Callable[..., Any], paper_file: Path
) -> None:
    page = open_file(paper_file, viewport=PHONE)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("svg.exhibit-picture text")]
          .filter(text => text.getBoundingClientRect().width)
          .map(text => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
    )
    assert smallest >= 10.0


@pytest.mark.parametrize("width", [1280, 768])
def test_exhibits_side_by_side_begin_on_one_line(
    open_file: Callable[..., Any], paper_file: Path, width: int
) -> None:
    page = open_file(paper_file, viewport={"width": width, "height": 900})
    pairs = page.locator(".pair").all()
    assert pairs
    for pair in pairs:
        tops = pair.locator(".exhibit-view:has(svg)").evaluate_all(
            "views => views.map(view => Math.round(view.getBoundingClientRect().top))"
        )
        assert len(tops) == 2
        assert tops[0] == tops[1]
