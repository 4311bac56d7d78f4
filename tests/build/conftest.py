"""A copy of the project that tests may spoil."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".cache", "*_cache", ".hypothesis", "__pycache__", "_output", "tests"
)

Kazbrief = Callable[..., subprocess.CompletedProcess[str]]


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line on a project, as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "kazbrief.cli", *words],
        cwd=project,
        env={**os.environ, "KAZBRIEF_ROOT": str(project), "TERM": "dumb", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def outputs(project: Path) -> dict[str, str]:
    """SHA-256 of every built file."""
    files = [*(project / "data" / "clean").rglob("*.*"), *(project / "figures").glob("*.*")]
    files += [*(project / "report" / "_built").glob("*.*"), project / "_variables.yml"]
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, built from nothing; read it, don't change it."""
    project = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(ROOT, project, ignore=LEFT_OUT)
    for folder in ("data/clean", "report/_built", ".pytask"):
        shutil.rmtree(project / folder, ignore_errors=True)
    for path in [
        *(project / "figures").glob("*.*"),
        *project.glob("pytask.lock*"),
        project / "_variables.yml",
    ]:
        path.unlink(missing_ok=True)
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A built copy of the project that a test may change."""
    copy = tmp_path / "project"
    shutil.copytree(built, copy)
    return copy
