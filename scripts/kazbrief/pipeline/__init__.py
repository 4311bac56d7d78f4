"""The build: runs the tasks of ``scripts/task_*.py`` that something has changed for, and tells its outcome in plain words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kazbrief import files, paths
from kazbrief.errors import KazbriefError, no_such
from kazbrief.pipeline import settled
from kazbrief.pipeline.tasks import Task, collect

__all__ = ["PAPER", "Outcome", "Task", "collect", "explain", "products", "run", "run_apart"]

Report = Callable[[str], None]
PAPER = "render"  # the task that a data build leaves out
FOLDER = ".build"  # what builds keep for themselves
STATE = f"{FOLDER}/state.json"  # what is noted of each task's last success
SETTLED = f"{FOLDER}/settled.json"  # and of a build that found nothing to do
# Where builds write; nothing else is searched for the temporary files of a killed one.
WRITTEN = ("data", "figures", "report", "_output", FOLDER)


@dataclass
class Outcome:
    """What a build did: names of the tasks that ran and of those that were up to date, and a sentence a failure."""

    ran: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: set[str] = field(default_factory=set)


def run(
    root: Path,
    *,
    paper: bool,
    force: bool = False,
    only: str = "",
    jobs: int = 1,
    report: Report = lambda line: None,
) -> Outcome:
    """Bring the project up to date; tasks whose inputs, code and outputs have not changed are left alone.

    Parameters
    ----------
    root
        The project folder.
    paper
        Also render the paper.
    force
        Run every task, whatever has changed.
    only
        Run just the tasks whose names contain this, and those that they need.
    jobs
        How many tasks run at once; with more than one each runs in a process of its own.
    report
        Called with one line a task that starts.

    Raises
    ------
    KazbriefError
        When tasks stop on faults of their inputs, one line a fault; outputs that they would have replaced stay as they were.
    """
    outcome = Outcome()
    try:
        with _alone(root, report):
            state = settled.digest(root, root / STATE, paper, only)
            if not force and (unchanged := settled.recall(root / SETTLED, state)):
                return Outcome(unchanged=unchanged)
            from kazbrief.pipeline import engine

            tasks = collect(root)
            names = [task.name for task in tasks if paper or task.name != PAPER]
            selected = [name for name in names if only in name]
            if not selected:
                raise no_such("task", only, names, "kazbrief build --explain")
            engine.run(root, tasks, selected, outcome, report, force=force, jobs=jobs)
            if not outcome.ran and not outcome.failures:
                settled.remember(root / SETTLED, state, outcome.unchanged)
    except OSError as fault:
        raise paths.unusable(fault, "a file of the project") from None
    if outcome.failures:
        raise KazbriefError("\n".join(sorted(outcome.failures)))
    return outcome


@contextmanager
def _alone(root: Path, report: Report) -> Iterator[None]:
    """Wait until no other process builds this project, then hold it; what a killed build left is swept."""
    from filelock import FileLock, Timeout

    (root / FOLDER).mkdir(exist_ok=True)
    lock = FileLock(root / FOLDER / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        report("waiting for another build of this project")
        lock.acquire()
    with lock:
        files.sweep(root / name for name in WRITTEN)
        yield


def explain(root: Path) -> dict[str, str]:
    """Why each task would run, in the order of a build; tasks that are up to date are left out, and none is run."""
    from kazbrief.pipeline import engine

    with _alone(root, lambda line: None):
        return engine.reasons(root, collect(root))


def products(root: Path) -> list[Path]:
    """Every file that the tasks declare as their product, sorted; nothing is run."""
    return sorted(path for task in collect(root) for path in task.writes)


def run_apart(root: Path, report: Report) -> None:
    """Build data, figures and numbers in a process of its own, which runs the code as it now is.

    Raises
    ------
    KazbriefError
        When the build stops; with its own words.
    """
    command = [sys.executable, "-m", "kazbrief.cli", "build"]
    environment = {**os.environ, "KAZBRIEF_ROOT": str(root), "TERM": "dumb"}
    fault: list[str] = []
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stderr or ():
            if fault or line.startswith("kazbrief: "):
                fault.append(line.removeprefix("kazbrief: ").rstrip())
            else:
                report(line.strip())
    if process.returncode:
        raise KazbriefError("\n".join(fault) or "the build stopped; `kazbrief build` shows where")
