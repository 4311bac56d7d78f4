"""The preview: a changed sentence is soon on the page that is served."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kazbrief.paper.preview import Preview


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def await_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "nothing happened within 20 seconds"
        time.sleep(0.05)


@pytest.fixture
def preview(new_project: Callable[[], Path]) -> Iterator[tuple[Preview, Path, list[str], list[str]]]:
    project = new_project()
    lines: list[str] = []
    builds: list[str] = []
    running = Preview(
        project,
        project / "report" / "sample.qmd",
        project / "_output",
        watched=[project / "figures"],
        build=lambda: builds.append("built"),
        progress=lines.append,
    )
    thread = threading.Thread(target=running.run)
    thread.start()
    assert running.wait("0", 30) == "1"
    yield running, project, lines, builds
    running.stop()
    thread.join(10)
    assert not thread.is_alive()


def test_a_changed_sentence_is_served_and_a_fault_keeps_the_last_page(
    preview: tuple[Preview, Path, list[str], list[str]],
) -> None:
    running, project, lines, builds = preview
    document = project / "report" / "sample.qmd"
    await_until(lambda: any(line.startswith("pdf in") for line in lines))

    document.write_text(
        document.read_text("utf-8").replace("Rivers of the coast", "Streams of the coast"), "utf-8"
    )
    assert fetch(running.address.rpartition("/")[0] + "/newer?than=1") == "2"
    page = fetch(running.address)
    assert "Streams of the coast" in page
    assert "Content-Security-Policy" not in page and '("2");' in page

    document.write_text(document.read_text("utf-8") + "\nSee @fig-none.\n", "utf-8")
    await_until(lambda: any("@fig-none" in line for line in lines))
    assert "Streams of the coast" in fetch(running.address)
    assert builds == []


def test_a_changed_input_is_built_first(preview: tuple[Preview, Path, list[str], list[str]]) -> None:
    _, project, _, builds = preview
    (project / "figures" / "flow.csv").write_text("year,flow\n", "utf-8")
    await_until(lambda: builds == ["built"])
