"""The preview: a changed sentence is soon on the page that is served, to this machine alone and under a strict policy."""

from __future__ import annotations

import http.client
import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kazbrief.paper.preview import Preview

# Builds, servers and programs are started: seconds in all.
pytestmark = pytest.mark.slow

Running = tuple[Preview, Path, list[str], list[str]]


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode("utf-8"))


def await_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end, "nothing happened within 20 seconds"
        time.sleep(0.05)


@pytest.fixture
def preview(new_project: Callable[[], Path]) -> Iterator[Running]:
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
    preview: Running,
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
    assert '("2");' in page

    document.write_text(document.read_text("utf-8") + "\nSee @fig-none.\n", "utf-8")
    await_until(lambda: any("@fig-none" in line for line in lines))
    assert "Streams of the coast" in fetch(running.address)
    assert builds == []


def test_a_changed_input_is_built_first(preview: Running) -> None:
    _, project, _, builds = preview
    (project / "figures" / "flow.csv").write_text("year,flow\n", "utf-8")
    await_until(lambda: builds == ["built"])


def asked(
    running: Preview, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """The answer to a request that no client has tidied: status, headers, content."""
    connection = http.client.HTTPConnection("127.0.0.1", running.server.server_port, timeout=20)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": f"127.0.0.1:{running.server.server_port}", **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, dict(answer.headers), answer.read()


def test_the_preview_serves_this_machine_and_its_own_folder_alone(preview: Running) -> None:
    running, project, _, _ = preview
    assert running.server.server_address[0] == "127.0.0.1"
    (project / "secret.txt").write_text("secret")
    for way in (
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//../../secret.txt",
        f"/{project}/secret.txt",
    ):
        assert b"secret" not in asked(running, way)[2], way
        assert asked(running, way)[0] == 404, way
    assert asked(running, "/sample.html")[0] == 200
    assert asked(running, "/")[0] == 404, "the folder's content is shown"
    for method in ("GET", "HEAD"):
        status, _, content = asked(running, "/sample.html", method, Host="elsewhere.example")
        assert (status, b"Streams" in content) == (403, False), "a name given to this machine by another"
    for method in ("POST", "PUT", "DELETE"):
        assert asked(running, "/sample.html", method)[0] == 501


def test_the_policy_of_the_served_page_is_the_pages_own_and_the_reload_script(preview: Running) -> None:
    running, project, _, _ = preview
    written = (project / "_output" / "sample.html").read_text("utf-8")
    own = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', written)
    assert own is not None
    status, headers, content = asked(running, "/sample.html?again")
    rules = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))
    before = dict(rule.strip().split(" ", 1) for rule in own.group(1).split(";"))
    assert (status, headers["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"http-equiv" not in content
    added = {name: value for name, value in rules.items() if before.get(name) != value}
    assert added.keys() == {"script-src", "connect-src", "frame-ancestors"}
    assert re.fullmatch(
        rf"{re.escape(before['script-src'])} 'sha256-[A-Za-z0-9+/]{{43}}='", added["script-src"]
    )
    assert (added["connect-src"], added["frame-ancestors"]) == ("'self'", "'none'")


@pytest.mark.browser
def test_the_served_page_reloads_and_runs_no_script_that_it_was_not_written_with(
    preview: Running, browser: Any
) -> None:
    running, project, _, _ = preview
    page = browser.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(running.address)
    assert page.locator("svg.marked, .exhibit-picture").count(), "the page is there"
    document = project / "report" / "sample.qmd"
    document.write_text(
        document.read_text("utf-8").replace("Rivers of the coast", "Streams of the coast"), "utf-8"
    )
    page.get_by_text("Streams of the coast").first.wait_for(timeout=20_000)
    assert messages == []
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.got = 1";
        document.body.append(script);
        const picture = document.createElement("img");
        picture.setAttribute("onerror", "window.got = 2");
        picture.src = "data:image/png;base64,none";
        document.body.append(picture);
        fetch("http://localhost:9/").catch(() => {});
    }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.got") is None
    assert sum("Content Security Policy" in text for text in messages) >= 3, messages


def test_what_is_wrong_stands_on_the_page_until_it_is_mended(
    preview: Running,
) -> None:
    running, project, _, _ = preview
    document = project / "report" / "sample.qmd"
    text = document.read_text("utf-8")
    document.write_text(text.replace("@ortov2021 finds", "@<none> finds @fig-none"), "utf-8")
    await_until(lambda: "@fig-none" in fetch(running.address))
    page = fetch(running.address)
    assert 'role="alert"' in page and "Rivers of the coast" in page
    assert "expected the label of a figure" in page
    document.write_text(text.replace("Rivers of the coast", "Brooks of the coast"), "utf-8")
    await_until(lambda: "Brooks of the coast" in fetch(running.address))
    await_until(lambda: 'role="alert"' not in fetch(running.address))
