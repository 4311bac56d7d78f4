"""Copies of the project that tests may spoil, and the command line run on them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".cache", "*_cache", ".hypothesis", "__pycache__", "_output", "tests"
)


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
