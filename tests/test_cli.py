"""The front door: what its commands say, and what they say when they can't."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kazbrief import edition

ROOT = Path(__file__).resolve().parents[1]


def kazbrief(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kazbrief.cli", *words],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "120", "TERM": "dumb", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("command", ["build", "render", "preview", "doctor", "data"])
def test_every_command_explains_itself(command: str) -> None:
    done = kazbrief(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert len(done.stdout.splitlines()) > 4


def test_doctor_names_the_renderer_and_the_reason() -> None:
    done = kazbrief("doctor", "--engine", "embedded")
    assert done.returncode == 0
    assert "Renderer    embedded" in done.stdout
    assert "typst" in done.stdout


def test_doctor_tells_all_it_can_outside_a_project(tmp_path: Path) -> None:
    done = kazbrief("doctor", "--engine", "embedded", KAZBRIEF_ROOT=str(tmp_path))
    assert done.returncode == 0
    assert f"Project     none: no kazbrief project in {tmp_path}" in done.stdout
    assert "Tables      none" in done.stdout
    assert "pandas" in done.stdout and "Renderer    embedded" in done.stdout


def test_a_renderer_that_is_not_there_is_told_before_any_work() -> None:
    done = kazbrief("render", "--engine", "quarto", QUARTO_PATH="/nonexistent", PATH="/usr/bin:/bin")
    assert done.returncode == 1
    assert done.stderr.startswith("kazbrief: ")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "/nonexistent" in done.stderr


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    done = kazbrief("doctor", "--engine", "latex")
    assert done.returncode != 0
    assert "embedded" in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_a_project_one_sentence_says_so(tmp_path: Path) -> None:
    done = kazbrief("build", KAZBRIEF_ROOT=str(tmp_path))
    assert done.returncode == 1
    assert "no kazbrief project" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_piped_is_utf_8_whatever_the_locale() -> None:
    plain = kazbrief("cite", "fig-oil-share", PYTHONIOENCODING="ascii")
    assert plain.returncode == 0 and plain.stdout == kazbrief("cite", "fig-oil-share").stdout
    assert not plain.stdout.isascii()


def test_without_a_command_the_help_is_shown() -> None:
    done = kazbrief()
    assert done.returncode == 0 and "Usage" in done.stdout
    assert kazbrief("--version").stdout.startswith(f"kazbrief {edition.VERSION}")


def test_data_list_shows_every_table_with_its_rows() -> None:
    import kazbrief as package

    done = kazbrief("data", "list")
    assert done.returncode == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert set(package.tables()) <= set(lines)
    assert f"{len(package.load('raions')):,}" in lines["raions"]


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="a disk that is always full is there on Linux alone"
)
@pytest.mark.parametrize("words", ["cite fig-oil-share", "data export raions --output -", "data list"])
def test_a_full_disk_is_one_sentence(words: str) -> None:
    command = [sys.executable, "-m", "kazbrief.cli", *words.split()]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if not line.startswith("Terms: ")]
    assert done.returncode == 1
    assert said == ["kazbrief: the output can't be read or written: No space left on device"]


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("words", ["--version", "data list", "data export units --output -"])
def test_a_closed_stream_is_like_one_that_nobody_reads(words: str, closed: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m kazbrief.cli {words} {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if not line.startswith("Terms: ")] == []


def test_a_document_that_is_not_there_is_told_before_what_would_render_it() -> None:
    done = kazbrief("render", "nofile.qmd", "--engine", "quarto", QUARTO_PATH="/nonexistent")
    assert (done.returncode, done.stderr) == (1, "kazbrief: nofile.qmd: no such document\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [("number PEOPLE.LOWEST", "did you mean people.lowest"), ("claims C99", "did you mean C")],
)
def test_a_name_that_is_not_there_has_its_nearest(words: str, said: str) -> None:
    done = kazbrief(*words.split())
    assert done.returncode == 1 and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_the_number_of_a_claim_may_be_short() -> None:
    assert kazbrief("claims", "c4").stdout == kazbrief("claims", "C04").stdout != ""
