"""The wheel without a checkout: everything that loads here loads there, and nothing strays into it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kazbrief import edition
from kazbrief.tables import catalogue

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
LARGEST = 5_000_000
WORDS = [
    (("exhibits",), "fig-oil-share"),
    (("cite", "fig-oil-share", "--format", "bibtex"), "@misc{kazbrief-"),
    (("cite", "tbl-claims"), "tbl-claims"),
    (("claims", "C48"), "C48"),
    (("number", "people.lowest"), "Sources"),
    (("--version",), edition.VERSION),
    (("data", "export", "units", "--output", "-"), "scheme,unit"),
    (("data", "list"), "ethnic_bounds"),
]

NEED_THE_PROJECT = ("build", "render", "preview", "check")
# Commands in one process, which is soon started once: of each how it ended and what it wrote.
ALL = """
import io, json, sys
from kazbrief.cli import main
told = []
for words in json.loads(sys.argv[1]):
    sys.argv[1:], streams = words, [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    sys.stdout, sys.stderr = streams
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    for stream in streams:
        stream.flush()
    told.append([code, *(stream.buffer.getvalue().decode() for stream in streams)])
sys.__stdout__.write(json.dumps(told))
"""
USE = """
import kazbrief, sys
assert "site" in kazbrief.__file__, kazbrief.__file__
for name in kazbrief.tables():
    frame = kazbrief.load(name)
    assert len(frame) and len(kazbrief.sources(frame)), name
    assert list(kazbrief.columns(name)["column"]) == list(frame.columns)
for name in ("countries", "water", "border"):
    assert len(kazbrief.load_geo(name)), name
print([len(kazbrief.load_geo("oblasts", scheme=scheme)) for scheme in ("2022", "2018", "1999", "1989")])
print(kazbrief.tables())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def site(wheel: Path) -> Path:
    """The wheel unpacked as pip would, far from the checkout."""
    folder = wheel.parent / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(site: Path, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python outside the checkout; only the unpacked wheel gives ``kazbrief``."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("KAZBRIEF", "PYTHON"))
    }
    # -P keeps the folder at hand off the path; PYTHONPATH stands before an editable install.
    return subprocess.run(
        [sys.executable, "-P", *words],
        cwd=folder or site.parent,
        env={**environment, "PYTHONPATH": str(site), "COLUMNS": "120", "TERM": "dumb"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_table_and_layer_loads_with_its_sources(site: Path) -> None:
    done = run(site, "-c", USE)
    assert done.returncode == 0, done.stderr
    counts, names = done.stdout.splitlines()
    assert counts == "[20, 17, 16, 15]"
    assert names == str(list(catalogue.names()))


@pytest.fixture(scope="module")
def told(site: Path) -> dict[tuple[str, ...], tuple[int | None, str, str]]:
    """How each command ended, what it printed, and what it said of faults."""
    words = [*(words for words, _ in WORDS), *((command,) for command in NEED_THE_PROJECT)]
    done = run(site, "-c", ALL, json.dumps(words))
    assert done.returncode == 0, done.stderr
    return dict(zip(words, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize(("words", "printed"), WORDS)
def test_the_command_line_lists_exports_cites_and_traces(
    words: tuple[str, ...], printed: str, told: dict[tuple[str, ...], tuple[int | None, str, str]]
) -> None:
    code, out, fault = told[words]
    assert not code and printed in out, fault


def test_a_file_is_written_where_the_command_runs(site: Path) -> None:
    exported = run(site, "-m", "kazbrief.cli", "data", "export", "ethnic_bounds", "--output", "bounds.csv")
    assert exported.returncode == 0, exported.stderr
    assert (site.parent / "bounds.csv").read_text("utf-8").startswith("oblast,")


def test_a_package_that_only_the_paper_needs_is_named(site: Path) -> None:
    program = "import sys; sys.modules['matplotlib'] = None; sys.argv = 'kazbrief exhibits redraw fig-oil-share'.split()\n"
    done = run(site, "-c", f"{program}from kazbrief.cli import main; main()")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "needs the package matplotlib, which is not installed: `pip install '.[paper]'`" in done.stderr


def test_inside_a_clone_the_package_that_lies_elsewhere_names_the_one_to_use(
    site: Path, tmp_path: Path
) -> None:
    (tmp_path / "scripts" / "kazbrief").mkdir(parents=True)
    (tmp_path / "scripts" / "kazbrief" / "paths.py").touch()
    built = run(site, "-m", "kazbrief.cli", "build", folder=tmp_path / "scripts")
    assert built.returncode == 1
    assert f"apart from {tmp_path}: use make or .venv/bin/kazbrief there" in built.stderr
    assert run(site, "-m", "kazbrief.cli", "cite", "fig-oil-share", folder=tmp_path).returncode == 0


@pytest.mark.parametrize("command", NEED_THE_PROJECT)
def test_what_needs_the_project_says_so_in_one_sentence(
    command: str, told: dict[tuple[str, ...], tuple[int | None, str, str]]
) -> None:
    code, _, fault = told[(command,)]
    assert code == 1
    assert len(fault.splitlines()) == 1
    assert "clone of the repository" in fault


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert wheel.stat().st_size < LARGEST
    schemas = {name for name in names if name.startswith("kazbrief/_data/schema/")}
    code = {
        name for name in names if name.endswith((".py", ".typed", ".lua", ".typ", ".css", ".js", ".html"))
    }
    exhibits = {
        name
        for name in names
        if re.fullmatch(
            r"kazbrief/exhibits/(README\.md|(forms|fig_\w+|tbl_\w+)\.yml)|kazbrief/(claims/claims|check/words|deposit)\.yml",
            name,
        )
    }
    records = {
        f"kazbrief/_data/figures/{path.name}" for path in (ROOT / "figures").glob("???-*[a-z0-9].json")
    }
    records = {name for name in records if not name.endswith(".csl.json")}
    records |= {f"kazbrief/_data/figures/{name}" for name in ("numbers.json", "tbl-claims.csv")}
    data = {name for name in names if name.startswith("kazbrief/_data/")} - schemas - records
    assert records < set(names)
    assert sorted(set(names) - code - data - schemas - records - exhibits) == []
    assert schemas == {f"kazbrief/_data/schema/{path.name}" for path in (ROOT / "data" / "schema").iterdir()}
    assert data == {
        *(f"kazbrief/_data/{name}.csv" for name in catalogue.names()),
        *(f"kazbrief/_data/boundaries/{name}.geojson" for name in catalogue.LAYERS),
    }
