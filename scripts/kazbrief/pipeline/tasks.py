"""What a task is, and where the tasks of a project are found: the functions ``task_*`` of ``scripts/task_*.py``."""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kazbrief import paths
from kazbrief.errors import InputError, InputErrors
from kazbrief.pipeline.code import code_of


@dataclass(frozen=True)
class Task:
    """A step of the build: it reads files and writes others.

    Attributes
    ----------
    name
        As users read it: ``draw fig-oil-share``.
    action
        What is called, with ``arguments``; it writes each file whole.
    reads, writes
        The files that it depends on, and those that it makes.
    code
        The modules whose code it runs; what these import follows.
    setting
        Anything else that its outputs depend on.
    reads_products
        Whether it also depends on whatever the other tasks make.
    """

    name: str
    action: Callable[..., object]
    arguments: tuple[Any, ...] = ()
    reads: Iterable[Path] = ()
    writes: Iterable[Path] = ()
    code: Iterable[str] = ()
    setting: str = ""
    reads_products: bool = False

    @property
    def needs(self) -> set[Path]:
        """Every file that the task depends on, its code too."""
        return {*self.reads, *code_of(*self.code)}


def collect(root: Path) -> list[Task]:
    """The tasks of a project, in the order of the files and functions that define them.

    Raises
    ------
    KazbriefError
        When files that no task makes are missing, one line each; or with the words of a task file that can't be read.
    """
    # The task files read the project's place from the environment, so that a build can be aimed at another checkout.
    os.environ["KAZBRIEF_ROOT"] = str(root)
    tasks = [task for path in sorted((root / "scripts").glob("task_*.py")) for task in _of_file(path)]
    written = {path for task in tasks for path in task.writes}
    tasks = [
        replace(task, reads=[*task.reads, *(written - set(task.writes))]) if task.reads_products else task
        for task in tasks
    ]
    sources = {path for task in tasks for path in task.reads} - written
    faults = [
        InputError(paths.shown(path), "a folder" if path.exists() else "no such file", "a file")
        for path in sorted(sources)
        if not path.is_file()
    ]
    if faults:
        raise faults[0] if len(faults) == 1 else InputErrors(faults)
    return tasks


def _of_file(path: Path) -> Iterator[Task]:
    for name, function in runpy.run_path(str(path)).items():
        if name.startswith("task_"):
            # A task runs again when the file that defines it changes.
            yield from (replace(task, reads=[*task.reads, path]) for task in function())
