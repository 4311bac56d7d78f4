"""A project of a few lines, whose tasks run in no time: two source files, each copied twice, and the copies joined."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TASKS = """
import os
from kazbrief import files
from kazbrief.errors import InputError
from kazbrief.pipeline import Task
from pathlib import Path

ROOT = Path(os.environ["KAZBRIEF_ROOT"])
FIGURES = ROOT / "figures"

def copy(source, target):
    text = source.read_text().strip()
    if "fault" in text:
        raise InputError(source.name, text, "no fault")
    if "bug" in text:
        {}[text]
    files.write_text(target, text.lower())

def join():
    files.write_text(FIGURES / "joined", (FIGURES / "a2").read_text() + (FIGURES / "b2").read_text())

def task_copy():
    for name in "ab":
        places = [ROOT / name, FIGURES / f"{name}1", FIGURES / f"{name}2"]
        for source, target in zip(places, places[1:]):
            yield Task(f"copy {target.name}", copy, (source, target), reads=[source], writes=[target])

def task_render():
    engine = os.environ.get("KAZBRIEF_ENGINE", "")
    yield Task("render", join, reads_products=True, writes=[FIGURES / "joined"], setting=engine)
"""
DATA = ("copy a1", "copy a2", "copy b1", "copy b2")
ALL = (*DATA, "render")
BUILD = """
import pathlib, sys
from kazbrief import pipeline
from kazbrief.errors import KazbriefError
try:
    pipeline.run(pathlib.Path(sys.argv[1]), paper=True, jobs=int(sys.argv[2]), report=lambda line: print(line, flush=True))
except KazbriefError as fault:
    sys.exit(str(fault))
"""


def make(folder: Path) -> Path:
    """The project, with nothing built."""
    (folder / "scripts").mkdir(parents=True)
    for name, text in {
        "a": "ONE",
        "b": "TWO",
        "_quarto.yml": "",
        "requirements.lock": "x==1\n",
        "scripts/task_few.py": TASKS,
    }.items():
        (folder / name).write_text(text)
    return folder


def change_tasks(project: Path, old: str, new: str) -> None:
    """Change the file that defines the tasks."""
    path = project / "scripts" / "task_few.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def slow_down(project: Path, seconds: float) -> None:
    """Let each copy take some time."""
    change_tasks(
        project,
        "def copy(source, target):",
        f"def copy(source, target):\n    __import__('time').sleep({seconds})",
    )


def built(project: Path) -> dict[str, str]:
    """What is built, by its name; temporary files too."""
    return {path.name: path.read_text() for path in sorted((project / "figures").glob("*")) if path.is_file()}


def start(project: Path, jobs: int = 1, *, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Build in a process of its own."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", BUILD, project, str(jobs)],
        env={**os.environ, "KAZBRIEF_ROOT": str(project)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
