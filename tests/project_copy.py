"""Built copies of the project that tests may change and spoil, and the command line run on them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COLLECTED = pytest.StashKey[set[Path]]()
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".cache", "*_cache", ".hypothesis", ".coverage*", "__pycache__", "_output", "tests"
)
# One table, its sources, one derived table and one exhibit: every kind of output, in a few seconds.
SMALL = ("build", "--only", "fig-arms-share")
RAW = "data/raw/arms_imports.csv"
ROW = "Kazakhstan,2010-2014,five years from 1995,Russia,260.4"


def copy(target: Path) -> Path:
    """The project as it is, with what is built of it."""
    shutil.copytree(ROOT, target, ignore=LEFT_OUT)
    return target


def forget_built(project: Path) -> None:
    """Take away all that the build makes."""
    for folder in (".build", "data/clean", "report/_built"):
        shutil.rmtree(project / folder, ignore_errors=True)
    for path in [*(project / "figures").glob("*.*"), project / "_variables.yml"]:
        path.unlink(missing_ok=True)


def start(project: Path, *words: str) -> subprocess.Popen[str]:
    """Start the command line on a copy, with the copy's own code."""
    own = {
        "KAZBRIEF_ROOT": str(project),
        "PYTHONPATH": str(project / "scripts"),
        "KAZBRIEF_ENGINE": "embedded",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "kazbrief.cli", *words],
        cwd=project,
        env={**os.environ, **own, "TERM": "dumb", "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a copy, as a user would."""
    process = start(project, *words)
    out, err = process.communicate()
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def outputs(project: Path) -> dict[str, str]:
    """SHA-256 of every file in the folders that the build writes to, temporary ones too."""
    found = [
        path for name in ("data/clean", "figures", "report/_built") for path in (project / name).rglob("*")
    ]
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted([*found, project / "_variables.yml"])
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence in a file and return the number of its line."""
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def change_row(project: Path, value: str, *, before: str = "260.4") -> None:
    """Change one value of a raw table."""
    change(project / RAW, ROW.replace("260.4", before), ROW.replace("260.4", value))
