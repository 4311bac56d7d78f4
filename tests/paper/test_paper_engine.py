"""Which renderer is chosen, and how the Quarto CLI is called: with a stand-in that records its call."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kazbrief.errors import InputErrors, KazbriefError
from kazbrief.paper import choose_engine, render
from kazbrief.paper.engine import LOCALE

# Each test renders a document or starts a program: seconds in all.
pytestmark = pytest.mark.slow
STAND_IN = """#!{python}
import json, os, pathlib, sys
if sys.argv[1:] == ["--version"]:
    print("{version}")
    sys.exit()
here = pathlib.Path.cwd()
names = ("SOURCE_DATE_EPOCH", "QUARTO_PYTHON", "KAZBRIEF_RENDER", "LC_ALL")
pathlib.Path("{record}").write_text(json.dumps({{
    "arguments": sys.argv[1:], "folder": str(here), "environment": {{name: os.environ.get(name) for name in names}}}}))
if {fails}:
    (here / "report" / "sample.html").write_text("half")
    print("\\x1b[31mERROR: Error running filter briefing.lua\\x1b[39m\\nline 3 is wrong\\n    at stack.js:1", file=sys.stderr)
    sys.exit(1)
made = here / "_output" / "report"
made.mkdir(parents=True, exist_ok=True)
(made / "_built").mkdir()
(made / "_built" / "narrow.svg").write_text("copied")
(made / "sample.html").write_text("page")
(made / "sample.pdf").write_bytes(b"%PDF")
(here / "report" / "sample.typ").write_text("typst")
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts a stand-in for the CLI on PATH; returns the file in which it records its call."""
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    record = tmp_path / "record.json"

    def make(version: str = "1.11.3", *, fails: bool = False) -> Path:
        program = tmp_path / "bin" / "quarto"
        program.parent.mkdir(exist_ok=True)
        program.write_text(
            STAND_IN.format(python=sys.executable, version=version, record=record, fails=fails)
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return record

    return make


def test_the_cli_on_path_is_chosen_with_its_version(stand_in: Callable[..., Path]) -> None:
    record = stand_in()
    choice = choose_engine("auto")
    assert (choice.name, choice.version, choice.reason) == ("quarto", "1.11.3", "found through PATH")
    assert choice.path == record.parent / "bin" / "quarto"


@pytest.mark.parametrize("version", ["1.9.38", "1.10.17"])
def test_an_old_cli_is_passed_over_with_the_reason(stand_in: Callable[..., Path], version: str) -> None:
    stand_in(version)
    choice = choose_engine("auto")
    assert choice.name == "embedded"
    assert f"is Quarto {version}, and 1.10.18 or newer is needed" in choice.reason


@pytest.mark.parametrize("version", ["1.10.18", "1.11.0", "2.0"])
def test_a_new_enough_cli_is_taken(stand_in: Callable[..., Path], version: str) -> None:
    stand_in(version)
    assert choose_engine("auto").version == version


def test_without_a_cli_quarto_explains_itself_and_auto_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUARTO_PATH", "/nonexistent")
    with pytest.raises(
        KazbriefError, match=r"QUARTO_PATH is /nonexistent, where there is no program; install Quarto"
    ):
        choose_engine("quarto")
    assert "QUARTO_PATH is /nonexistent" in choose_engine("auto").reason


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(KazbriefError, match="expected one of auto, quarto, embedded"):
        choose_engine("latex")


def test_what_the_cli_only_warns_of_stops_the_render_with_its_place(
    stand_in: Callable[..., Path], new_project: Callable[[], Path]
) -> None:
    record, project = stand_in(), new_project()
    (project / "report" / "_options.qmd").write_text(
        "A\n\n@fig-nothere [@nobody] ![x](none.svg){fig-alt='x'}\n", "utf-8"
    )
    with pytest.raises(InputErrors) as caught:
        render(project, project / "report" / "sample.qmd", project / "_output", engine="quarto")
    told = " ".join(str(error) for error in caught.value.errors)
    assert "report/_options.qmd:3: found a reference to @fig-nothere" in told
    assert not record.exists()  # nothing was published


def test_the_cli_is_called_in_the_project_with_the_document_s_date(
    stand_in: Callable[..., Path], new_project: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, project = stand_in(), new_project()
    monkeypatch.setenv("LC_ALL", "C")
    made = render(project, project / "report" / "sample.qmd", project / "_output", engine="quarto")
    call = json.loads(record.read_text())
    assert call["arguments"] == ["render", "report/sample.qmd"]
    assert call["folder"] == str(project)
    assert call["environment"] == {
        "SOURCE_DATE_EPOCH": "1763078400",  # 2025-11-14, midnight UTC
        "QUARTO_PYTHON": sys.executable,
        "KAZBRIEF_RENDER": "1",
        "LC_ALL": LOCALE,
    }
    assert sorted(path.relative_to(project).as_posix() for path in made) == [
        "_output/sample.html",
        "_output/sample.pdf",
        "_output/sample.typ",
    ]
    assert not (project / "_output" / "report").exists()
    assert not (project / "report" / "sample.typ").exists()


def test_one_format_is_asked_of_the_cli_by_its_house_name(
    stand_in: Callable[..., Path], new_project: Callable[[], Path]
) -> None:
    record, project = stand_in(), new_project()
    render(project, project / "report" / "sample.qmd", project / "_output", engine="quarto", formats=("pdf",))
    assert json.loads(record.read_text())["arguments"] == [
        "render",
        "report/sample.qmd",
        "--to",
        "briefing-typst",
    ]


def test_a_failing_cli_leaves_earlier_outputs_and_is_quoted_without_its_stack(
    stand_in: Callable[..., Path], new_project: Callable[[], Path]
) -> None:
    stand_in(fails=True)
    project = new_project()
    (project / "_output").mkdir()
    (project / "_output" / "sample.html").write_text("earlier")
    with pytest.raises(KazbriefError) as caught:
        render(project, project / "report" / "sample.qmd", project / "_output", engine="quarto")
    assert str(caught.value) == (
        "report/sample.qmd:1: found a document that Quarto cannot render (Error running filter briefing.lua; "
        "line 3 is wrong), expected one that it can"
    )
    assert (project / "_output" / "sample.html").read_text() == "earlier"
    assert not (project / "report" / "sample.html").exists()


def test_faults_of_the_sources_are_told_before_the_cli_runs(
    stand_in: Callable[..., Path], new_project: Callable[[], Path]
) -> None:
    record, project = stand_in(), new_project()
    document = project / "report" / "sample.qmd"
    document.write_text(document.read_text("utf-8") + "\n{{< include _none.qmd >}}\n", "utf-8")
    with pytest.raises(InputErrors, match=r"report/sample\.qmd:\d+: found an include of _none\.qmd"):
        render(project, document, project / "_output", engine="quarto")
    assert not record.exists()
