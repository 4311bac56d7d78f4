"""Builds of a copy of the project, each a process that is timed as a whole."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.verify import copies

ROW = ("data/raw/arms_imports.csv", "Russia,260.4", "Russia,261.4")
PROSE = "report/_outlook.qmd"


@dataclass(frozen=True)
class Run:
    """One kind of build: seconds on the clock, of processors and, where the system tells, the memory at its peak.

    A skipped one has a reason and no figures. ``aim`` is what it should stay under, in seconds.
    """

    name: str
    seconds: float | None = None
    cpu: float | None = None
    peak_mb: float | None = None
    aim: float | None = None
    skipped: str = ""


def all_runs(root: Path, project: Path, report: Callable[[str], None]) -> tuple[list[Run], dict[str, float]]:
    """Measure every kind of build on a copy; also seconds by stage, of the build with one task at a time.

    Raises
    ------
    KazbriefError
        When a build of the copy stops.
    """
    copies.snapshot(root, project, working_tree=True)
    found: list[Run] = []

    def add(name: str, *words: str, prepare: Callable[[int], object] = lambda number: None,
            repeat: int = 1, aim: float | None = None) -> None:  # fmt: skip
        report(name)
        tries = []
        for number in range(repeat):
            prepare(number)
            tries.append(_run(project, name, aim, *words))
        found.append(min(tries, key=lambda run: run.seconds or 0.0))

    add("full, nothing there yet", "render")
    add("full, all tasks again", "render", "--force", aim=15.0)
    add("nothing changed", "render", repeat=3, aim=1.0)
    add("one sentence changed", "render", prepare=lambda n: _sentence(project, n), repeat=3, aim=3.0)
    add("one row changed", "render", prepare=lambda n: _row(project, n), repeat=2)
    report("page of the preview")
    found.append(_page(project))
    found.append(_quarto(project, report))
    add("full, one task at a time", "render", "--force", "--jobs", "1")
    return found, {}


def _environment(project: Path) -> dict[str, str]:
    own = {"KAZBRIEF_ROOT": str(project), "PYTHONPATH": str(project / "scripts"), "TERM": "dumb"}
    return {"KAZBRIEF_ENGINE": "embedded", **os.environ, **own}


def _run(project: Path, name: str, aim: float | None, *words: str) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    engine = () if "--engine" in words else ("--engine", "embedded")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "kazbrief.cli", *words, *engine],
            cwd=project, env=_environment(project), stdout=subprocess.DEVNULL, stderr=told,
        )  # fmt: skip
        peak = 0
        while process.poll() is None:
            peak = max(peak, _memory(process.pid))
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        told.seek(0)
        said = told.read().strip()
    if process.returncode:
        raise KazbriefError(f"{name}: the build of the copy stopped: {said.rpartition(chr(10))[2]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(name, round(seconds, 2), round(cpu, 2), round(peak / 1e6) or None, aim)


def _memory(pid: int) -> int:
    """Bytes that a process and its children hold, pages that they share counted once; 0 where none is told."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        children = [
            int(child)
            for listed in Path(f"/proc/{pid}/task").glob("*/children")
            for child in listed.read_text().split()
        ]
    except OSError:  # it ended meanwhile, or the system has no such files
        return 0
    own = re.search(r"^Pss: +(\d+) kB", told, re.MULTILINE)
    return (1024 * int(own[1]) if own else 0) + sum(_memory(child) for child in children)


def _sentence(project: Path, number: int) -> None:
    path = project / PROSE
    path.write_text(path.read_text("utf-8") + f"\nA sentence for the clock{'.' * (number + 1)}\n", "utf-8")


def _row(project: Path, number: int) -> None:
    name, *values = ROW
    old, new = values if number % 2 == 0 else values[::-1]
    path = project / name
    text = path.read_text("utf-8")
    if old not in text:
        raise KazbriefError(f"{name}: found no {old!r}, expected the row that the benchmark changes")
    path.write_text(text.replace(old, new, 1), "utf-8")


def _page(project: Path) -> Run:
    """What a preview does between a saved sentence and the new page."""
    from kazbrief.paper import render

    seconds = []
    for number in range(3):
        _sentence(project, number)
        begun = time.monotonic()
        document = project / "report" / "briefing.qmd"
        render(project, document, project / "_output", engine="embedded", formats=("html",))
        seconds.append(time.monotonic() - begun)
    return Run("page of the preview", round(min(seconds), 2), aim=1.0)


def _quarto(project: Path, report: Callable[[str], None]) -> Run:
    from kazbrief.paper import choose_engine

    name = "one sentence changed, Quarto CLI"
    choice = choose_engine("auto")
    if choice.path is None:
        return Run(name, skipped=choice.reason)
    report(name)
    _run(project, name, None, "render", "--engine", "quarto")
    _sentence(project, 0)
    return _run(project, name, None, "render", "--engine", "quarto")
