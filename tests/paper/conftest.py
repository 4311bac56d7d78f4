"""A sample paper on made-up data, rendered once for all tests of the renderers."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kazbrief import paths
from kazbrief.paper import render

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden skeletons anew")


@pytest.fixture(scope="session")
def new_project(house_format: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A function that makes a fresh copy of the sample project."""

    def make() -> Path:
        project = tmp_path_factory.mktemp("paper") / "project"
        shutil.copytree(HERE / "sample", project)
        shutil.copytree(house_format, project / "_extensions" / "briefing")
        return project

    return make


@pytest.fixture(scope="session")
def rendered(new_project: Callable[[], Path]) -> Path:
    """The output folder of the sample paper, from the embedded renderer."""
    project = new_project()
    render(project, project / "report" / "sample.qmd", project / "_output", engine="embedded")
    return project / "_output"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window; tests that need it are left out where there is none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        options = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
        try:
            started = playwright.chromium.launch(args=["--no-sandbox", "--disable-gpu"], **options)
        except Exception as reason:
            pytest.skip(f"no Chromium: {str(reason).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture
def open_file(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file in a page of its own, with options of the browser's context; all are closed after the test."""
    contexts = []

    def opened(file: Path, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(file.as_uri())
        if options.get("java_script_enabled", True):
            # What the page does in the moments after it has loaded is done.
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def paper_file() -> Path:
    """The page of the paper."""
    built = paths.root() / "_output" / "briefing.html"
    if not built.exists():
        pytest.skip("the paper isn't built")
    return built


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[Any]]:
    """A function that gives what axe finds wrong in a page; parts to leave out are emptied, so that it is soon done."""
    from axe_core_python.sync_playwright import Axe

    def found(page: Any, *left_out: str, rules: tuple[str, ...] = ()) -> list[Any]:
        page.wait_for_selector("html[data-ready]", state="attached")
        if left_out:
            page.evaluate(
                "parts => document.querySelectorAll(parts).forEach(part => part.replaceChildren())",
                ", ".join(left_out),
            )
        result = Axe().run(
            page,
            context={"exclude": [[part] for part in left_out]},
            options={
                "runOnly": {"type": "rule", "values": list(rules)}
                if rules
                else {"type": "tag", "values": RULES},
                "resultTypes": ["violations"],
            },
        )
        return [
            (violation["id"], node["target"], node["failureSummary"])
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return found
