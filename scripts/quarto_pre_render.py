"""What a plain ``quarto render`` runs first: bring tables, figures, numbers and parts of the paper up to date.

Quarto runs it with whatever Python it finds, so the build runs in the project's own environment (.venv, which
``make`` makes) or else in this Python, if it has what the build needs. Does nothing when kazbrief called Quarto.
"""

import contextlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
NEEDED = ("geopandas", "matplotlib", "doit", "typer")
PROBE = f"import importlib.util as u, sys; sys.exit(None in map(u.find_spec, {NEEDED}))"


def python_of_the_build() -> str | None:
    """A Python that has the packages of the build, if there is one."""
    for path in (PROJECT / ".venv/bin/python", PROJECT / ".venv/Scripts/python.exe"):
        if path.exists() and subprocess.run([path, "-c", PROBE], check=False).returncode == 0:
            return str(path)
    return None if None in map(importlib.util.find_spec, NEEDED) else sys.executable


def main() -> int | str:
    """Build, or say in a sentence why that can't be done."""
    if "KAZBRIEF_RENDER" in os.environ:
        return 0
    python = python_of_the_build()
    if python is None:
        print("kazbrief is set up once, in .venv", flush=True)
        with contextlib.suppress(OSError):
            subprocess.run(["make", ".venv/ready"], cwd=PROJECT, check=False)
        python = python_of_the_build()
    if python is None:
        return (
            "kazbrief could not be set up: run `make build` once (it makes .venv), then quarto render again"
        )
    search = filter(None, (str(PROJECT / "scripts"), os.environ.get("PYTHONPATH")))
    return subprocess.run(
        [python, "-m", "kazbrief.cli", "build"],
        cwd=PROJECT,
        env={**os.environ, "KAZBRIEF_ROOT": str(PROJECT), "PYTHONPATH": os.pathsep.join(search)},
        check=False,
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
