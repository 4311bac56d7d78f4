"""The instruments of the paper's page: what they compute is what Python computes, by keyboard and by touch."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kazbrief import load, paths
from kazbrief.claims.decisions import reaches
from kazbrief.measures.flow import max_flow

pytestmark = pytest.mark.browser
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ROUTES, SHARE, DISTRICTS = "#fig-route-status", "#fig-oil-share", "#fig-district-map"


@pytest.fixture
def open_paper(open_file: Callable[..., Any], paper_file: Path) -> Callable[..., Any]:
    return functools.partial(open_file, paper_file, viewport=WIDE)


def most(links: pd.DataFrame, closed: tuple[str, ...]) -> tuple[float, set[str]]:
    """The maximum flow of a year with some links closed, million tonnes, and the names of its cut."""
    flow = max_flow(links, closed={"name": closed})
    return flow.value_mt, set(flow.cut["name"])


TRY_ALL = """() => {
  const box = document.querySelector("#fig-route-status-instrument"), found = [];
  for (const year of Array.from(box.querySelectorAll("input[type=radio]"), input => input.value)) {
    box.querySelector(`input[value="${year}"]`).click();
    const names = Array.from(box.querySelectorAll("input[type=checkbox]"), input => input.value);
    for (let chosen = 0; chosen < 2 ** names.length; chosen++) {
      // In Gray's order, in which one route changes at a time.
      const closed = names.filter((_, n) => (chosen ^ chosen >> 1) >> n & 1);
      box.querySelectorAll("input[type=checkbox]").forEach(input => { if (input.checked !== closed.includes(input.value)) input.click(); });
      found.push([Number(year), closed, box.querySelector("output").textContent, Number(box.querySelector("[data-limits]").dataset.limits)]);
    }
  }
  return found;
}"""


@pytest.mark.slow
def test_every_combination_of_closed_routes_flows_as_python_computes(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    network = load("oil_links").assign(capacity_mt=lambda links: links["room_mt"])
    found = page.evaluate(TRY_ALL)
    years = dict(list(network.groupby("year")))
    assert {year for year, *_ in found} == set(years)
    assert len(found) >= 2**7 * len(years)
    for year, closed, text, limits in found:
        value, cut = most(years[year], tuple(closed))
        assert float(text) == round(value, 1), (year, closed)
        assert limits == len(cut), (year, closed)


def test_the_presets_are_the_figures_of_the_paper(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    flow = load("oil_flow").query("fields == 'all'").set_index(["year", "russia"])
    box = page.locator(f"{ROUTES}-instrument")
    for year in flow.index.unique("year"):
        box.get_by_label(str(year)).check()
        presets = {
            "All open": flow.loc[(year, "open"), "high_mt"],
            "Without Russian territory": flow.loc[(year, "closed"), "high_mt"],
            "Nor rail, part of which may cross it": flow.loc[(year, "closed"), "low_mt"],
        }
        for name, value in presets.items():
            box.get_by_role("button", name=name).click()
            assert float(box.locator("output").inner_text()) == round(value, 1), (year, name)


def test_routes_are_closed_by_keyboard_alone_and_the_drawing_shows_it(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    page.locator(f"{ROUTES}-instrument input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    shut = page.locator(f"{ROUTES} svg .shut")
    assert shut.count() >= 1
    assert all("cpc" in mark.get_attribute("id") for mark in shut.all())
    before = page.locator(f"{ROUTES}-instrument output").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert float(page.locator(f"{ROUTES}-instrument output").inner_text()) < float(before)
    assert page.locator(f"{ROUTES}-instrument [aria-live]").get_by_text("The limit is").is_visible()


def test_the_instruments_say_only_the_words_of_the_page_s_language(
    open_file: Callable[..., Any], paper_file: Path, tmp_path: Path
) -> None:
    # Each word of the table is marked, numbers are written as in Russian; what then has no mark isn't from the table.
    data = re.search(r'id="page-data">(.*?)</script>', paper_file.read_text("utf-8"), re.DOTALL)
    assert data
    held = json.loads(data[1])
    signs = {"decimal": ",", "thousands": "\u00a0"}
    held["words"] = {
        key: signs.get(key, f"¤{word}") if isinstance(word, str) else word
        for key, word in held["words"].items()
    }
    held["words"]["links"] = {name: f"¤{word}" for name, word in held["words"]["links"].items()}
    marked = tmp_path / "marked.html"
    text = json.dumps(held).replace("<", "\\u003c")
    marked.write_text(paper_file.read_text("utf-8").replace(data[1], text), "utf-8")
    page = open_file(marked, viewport=WIDE)
    page.locator(f"{DISTRICTS}-instrument select").select_option(index=1)
    for figure in (ROUTES, SHARE):
        said = page.locator(f"{figure}-instrument").evaluate(
            """box => {
              const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), texts = [];
              while (walker.nextNode()) texts.push(walker.currentNode.textContent.trim());
              return texts;
            }"""
        )
        assert len(said) > 8
        assert [text for text in said if re.search("[a-z]{2}", text) and "¤" not in text] == []
    assert re.search(r"^\d+,\d$", page.locator(f"{ROUTES}-instrument output").inner_text())
    assert "\u00a0" in page.locator(f"{DISTRICTS}-instrument .groups p").inner_text()
    assert page.locator(f"{DISTRICTS}-instrument .title").inner_text().startswith("¤")


def test_routes_are_closed_by_touch(open_paper: Callable[..., Any]) -> None:
    page = open_paper(viewport=PHONE, has_touch=True, is_mobile=True)
    box = page.locator(f"{ROUTES}-instrument")
    box.get_by_role("button", name="Without Russian territory").tap()
    assert box.locator("input[type=checkbox]:checked").count() >= 2
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_threshold_turns_the_verdict_where_the_rule_does(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    shares = load("oil_share")
    ranges = shares[shares["year"] >= 2006]
    decides = shares[(shares["state"] == "closed") & (shares["year"] < 2011)].iloc[-1]
    slider = page.locator(f"{SHARE}-instrument input")
    result = page.locator(f"{SHARE}-instrument .result")
    slider.focus()
    # The ring of the focus (3 px, 2 px off) touches no text.
    room = slider.evaluate(
        """slider => {
          const box = slider.getBoundingClientRect(), range = document.createRange(), label = slider.parentElement;
          range.selectNode(label.firstChild);
          const before = range.getBoundingClientRect(), told = label.nextElementSibling.getBoundingClientRect();
          return Math.min(Math.max(box.left - before.right, box.top - before.bottom), told.top - box.bottom);
        }"""
    )
    assert room > 5
    page.keyboard.press("Home")
    for threshold in range(80, 96):
        assert slider.input_value() == str(threshold)
        verdict = reaches(decides["low_pct"], decides["high_pct"], threshold)
        assert verdict in result.locator(".verdict").inner_text()
        certain = ranges.loc[ranges["low_pct"] >= threshold, "year"].astype(str)
        first = result.locator("li").first.inner_text()
        assert re.findall(r"\d{4}", first) == certain.tolist()
        page.keyboard.press("ArrowRight")


def test_a_square_shows_its_row_and_the_same_again_all(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    ledger = pd.read_csv(paths.root() / "figures" / "tbl-claims.csv")
    squares = page.locator(".squares button")
    assert squares.count() == len(ledger)
    order = ledger.sort_values(["paragraph", "claim_id"])["claim_id"].tolist()
    assert [
        label.split()[0] for label in squares.evaluate_all("all => all.map(one => one.ariaLabel)")
    ] == order
    rows = page.locator(".ledger:has(.squares) tbody tr:not(.group):visible")
    squares.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert rows.count() == 1
    assert rows.locator(f"#{order[1]}").count() == 1
    page.keyboard.press("Enter")
    assert rows.count() == len(ledger)


def test_a_square_is_chosen_by_touch(open_paper: Callable[..., Any]) -> None:
    page = open_paper(viewport=PHONE, has_touch=True, is_mobile=True)
    rows = page.locator(".ledger:has(.squares) tbody tr:not(.group):visible")
    every = rows.count()
    square = page.locator(".squares button").nth(2)
    square.tap()
    assert rows.count() == 1
    assert rows.locator(".code").first.inner_text() == square.get_attribute("aria-label").split()[0]
    square.tap()
    assert rows.count() == every


def test_the_threshold_is_moved_by_touch(open_paper: Callable[..., Any]) -> None:
    page = open_paper(viewport=PHONE, has_touch=True, is_mobile=True)
    slider = page.locator(f"{SHARE}-instrument input")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    for x in (2, box["width"] - 2):
        before = page.locator(f"{SHARE}-instrument .result").inner_text()
        page.touchscreen.tap(box["x"] + x, box["y"] + box["height"] / 2)
        assert slider.input_value() == ("80" if x == 2 else "95")
        assert page.locator(f"{SHARE}-instrument .result").inner_text() != before


@pytest.mark.parametrize("how", ["keyboard", "touch"])
def test_a_district_is_chosen_without_a_mouse(open_paper: Callable[..., Any], how: str) -> None:
    page = open_paper(viewport=PHONE, has_touch=True, is_mobile=True)
    choice = page.locator(f"{DISTRICTS}-instrument select")
    if how == "keyboard":
        choice.focus()
        page.keyboard.press("ArrowDown")
    else:
        # A disc that no neighbour covers at its centre.
        page.locator(f"{DISTRICTS} svg").scroll_into_view_if_needed()
        own = """marks => marks.find(mark => {
          const box = mark.getBoundingClientRect();
          const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return box.width > 12 && hit && hit.closest(".mark") === mark;
        }).id"""
        disc = page.locator(f"{DISTRICTS} svg [id*='-svg-disc-']").evaluate_all(own)
        page.locator(f"#{disc}").tap()
        assert disc.endswith(f"-disc-{choice.input_value()}")
    assert choice.input_value() != ""
    name = choice.evaluate("choice => choice.selectedOptions[0].textContent")
    assert name in page.locator(f"{DISTRICTS}-instrument .groups p").inner_text()
    assert page.locator(f"{DISTRICTS}-instrument .groups li").count() > 1


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext (poppler)")
def test_pages_printed_by_the_browser_are_filled(open_paper: Callable[..., Any], tmp_path: Path) -> None:
    printed = tmp_path / "page.pdf"
    open_paper().pdf(path=printed, prefer_css_page_size=True)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", printed, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = re.findall(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', boxes, re.DOTALL)
    assert len(pages) > 10
    lowest = [max(map(float, re.findall(r'yMax="([\d.]+)"', page))) / float(height) for height, page in pages]
    # The last page ends where the text does.
    assert [round(part, 2) for part in lowest[:-1] if part < 0.8] == []


@pytest.mark.parametrize("code", ["#C48", "#src-P01"])
def test_a_link_from_elsewhere_leads_to_its_place(browser: Any, paper_file: Path, code: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(paper_file.as_uri() + code)
    # What is set above it afterwards doesn't move it away.
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(200)
    assert 0 <= page.locator(code).bounding_box()["y"] < PHONE["height"]
    page.close()


def test_a_page_printed_at_once_has_every_drawing_and_row(browser: Any, paper_file: Path) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(paper_file.as_uri())
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    views = page.locator(".exhibit-view:not(.exhibit-data)")
    assert views.count() == page.locator(".exhibit-view > svg:not(.narrow)").count() > 10
    assert page.locator(".ledger noscript").count() == 0
    page.close()


def test_the_drawing_stays_as_printed_until_a_reader_acts(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    assert page.locator("svg .shut, svg .limit, svg .pale, svg .kin").count() == 0


def test_numbers_of_the_prose_tell_what_stands_behind_them(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    value = page.locator("main p > .value[data-number='oil.in_print']").first
    value.hover()
    told = page.locator(".mark-tip").inner_text()
    assert "per cent" in told and "Share of oil exports that crosses Russia" in told
    assert value.get_attribute("tabindex") == "-1"
    page.get_by_label("Show where each number comes from").check()
    assert value.get_attribute("tabindex") == "0"
    page.keyboard.press("Escape")
    value.focus()
    assert page.locator(".mark-tip").inner_text() == told
    page.keyboard.press("Enter")
    assert page.locator("tr:target").get_attribute("id").startswith("table-oil")


def test_a_link_to_a_claim_shows_it_though_another_was_chosen(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    page.locator(".squares button").first.click()
    page.locator(f"{SHARE}-instrument a[href='#C48']").click()
    page.locator("#C48").wait_for(state="visible")


def test_an_oblast_lights_up_in_the_other_figures(open_paper: Callable[..., Any]) -> None:
    page = open_paper()
    page.locator("#fig-oblast-people").scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    mark = page.locator("#fig-oblast-people svg.has-narrow .mark[aria-label^='Pavlodar:']").first
    mark.evaluate("mark => mark.focus()")
    lit = page.locator(".kin").evaluate_all(
        "all => all.map(one => [one.closest('div[id]').id, one.ariaLabel])"
    )
    assert {figure for figure, _ in lit} >= {"fig-district-map", "fig-bounds-check"}
    assert all("Pavlodar" in label for _, label in lit)
    page.keyboard.press("Escape")
    assert page.locator(".kin").count() == 0


@pytest.mark.parametrize("how", ["list", "map"])
def test_a_district_tells_its_groups(open_paper: Callable[..., Any], how: str) -> None:
    page = open_paper()
    people = load("district_people")
    district = people.loc[people["ethnic_group"] == "All"].nlargest(3, "population").iloc[-1]["district_id"]
    own = people[(people["district_id"] == district) & (people["ethnic_group"] != "All")]
    page.locator(DISTRICTS).scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    if how == "list":
        page.locator(f"{DISTRICTS}-instrument select").select_option(str(district))
    else:
        page.locator(f"{DISTRICTS}-svg-disc-{district}").evaluate("mark => mark.focus()")
    lines = page.locator(f"{DISTRICTS}-instrument li").all_inner_texts()
    groups = own.nlargest(8, "population")
    for line, group, count in zip(lines, groups["ethnic_group"], groups["population"], strict=False):
        assert group in line and f"{count:,}" in line


def test_every_code_and_claim_leads_somewhere_and_every_source_to_its_address(
    open_paper: Callable[..., Any],
) -> None:
    page = open_paper()
    dead = page.evaluate(
        """() => Array.from(document.querySelectorAll("a[href^='#']"), link => link.hash.slice(1))
          .filter(id => id && !document.getElementById(decodeURIComponent(id)))"""
    )
    assert dead == []
    listed = load("sources").set_index("source_id")
    items = page.locator("#all-sources li").evaluate_all(
        "all => all.map(one => [one.id, Array.from(one.querySelectorAll('a'), a => a.getAttribute('href'))])"
    )
    assert len(items) > 100
    for name, addresses in items:
        row = listed.loc[name.removeprefix("src-")]
        assert addresses == [
            address for address in (row["url"], row["read_in_url"]) if isinstance(address, str)
        ]
    ledger = page.locator("#tbl-claims a[href^='#src-']")
    assert ledger.count() > 60
    ledger.first.click()
    page.locator(f"#{ledger.first.get_attribute('href')[1:]}").wait_for(state="visible")
