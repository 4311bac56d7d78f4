"""A project of a few lines, whose tasks are built in no time: two raw files, each copied twice, and both joined."""

from __future__ import annotations

from pathlib import Path

TASKS = """
import os
from kazbrief.errors import InputError
from kazbrief.pipeline import Task
from pathlib import Path

ROOT = Path(os.environ["KAZBRIEF_ROOT"])

def copy(source, target):
    text = (ROOT / source).read_text()
    if "fault" in text:
        raise InputError(source, text.strip(), "no fault")
    if "bug" in text:
        {}[text]
    (ROOT / target).write_text(text.strip().lower())

def join():
    (ROOT / "joined").write_text((ROOT / "a2").read_text() + (ROOT / "b2").read_text())

def task_copy():
    for name in "ab":
        for source, target in ((name, f"{name}1"), (f"{name}1", f"{name}2")):
            yield Task(f"copy {target}", copy, (source, target), reads=[ROOT / source], writes=[ROOT / target])

def task_render():
    yield Task("render", join, reads_products=True, writes=[ROOT / "joined"], setting=os.environ.get("KAZBRIEF_ENGINE", ""))
"""
DATA = ("copy a1", "copy a2", "copy b1", "copy b2")
ALL = (*DATA, "render")


def make(folder: Path) -> Path:
    """The project, with nothing built."""
    (folder / "scripts").mkdir(parents=True)
    for name, text in {
        "a": "ONE",
        "b": "TWO",
        "_quarto.yml": "",
        "requirements.lock": "x==1\n",
        "scripts/task_small.py": TASKS,
    }.items():
        (folder / name).write_text(text)
    return folder
