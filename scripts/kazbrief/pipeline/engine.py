"""Running tasks by doit: what has changed is told by contents, and every task that fails by one sentence."""

from __future__ import annotations

import functools
import multiprocessing
import os
import sqlite3
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from doit.api import run_tasks
from doit.cmd_base import TaskLoader2
from doit.dependency import DatabaseException, Dependency, FileChangedChecker, SqliteDB
from doit.exceptions import InvalidDodoFile, InvalidTask, TaskFailed, UnmetDependency
from doit.reporter import ZeroReporter
from doit.task import dict_to_task

from kazbrief import files, paths
from kazbrief.errors import InputError, KazbriefError
from kazbrief.pipeline.tasks import Task

FOLDER = ".build"  # of the project: what builds keep for themselves
STATE = f"{FOLDER}/state.sqlite"
FAULT = f"{FOLDER}/fault.txt"


class UnreadableState(Exception):
    """What earlier builds noted can't be read."""


@dataclass
class Notes:
    """What a run did: the names of tasks that ran and of those that were up to date; a sentence a failure."""

    begins: Callable[[str], None]
    ran: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failures: set[str] = field(default_factory=set)


def run(
    root: Path,
    tasks: Sequence[Task],
    selected: Iterable[str],
    begins: Callable[[str], None],
    *,
    force: bool,
    jobs: int,
) -> Notes:
    """Run the selected tasks and those that they need, unless they are up to date.

    Raises
    ------
    KazbriefError
        When the tasks don't fit together, or what is noted of them can't be written.
    UnreadableState
        When what earlier builds noted can't be read.
    """
    notes = Notes(begins)
    if jobs > 1:
        # Workers are forked: a task's function can't be sent to another process.
        multiprocessing.set_start_method("fork", force=True)
        _let_workers_end_with_the_build()
    options = {
        "dep_file": str(root / STATE),
        "backend": State.desc,
        "check_file_uptodate": Contents,
        "reporter": _reporter(notes),
        "continue": True,
        "always": force,
        "num_process": jobs if jobs > 1 else 0,
    }
    plugins = {"BACKEND": {State.desc: f"{__name__}:{State.__name__}"}}
    loader = _Loader(_prepared(root, tasks), options)
    with _reading_state():
        run_tasks(loader, {name: {} for name in selected}, plugins)
    return notes


def reasons(root: Path, tasks: Sequence[Task]) -> dict[str, str]:
    """Why each task would run, in the order of a build; tasks that are up to date are left out.

    Raises
    ------
    UnreadableState
        When what earlier builds noted can't be read.
    """
    prepared = {task.name: task for task in _prepared(root, tasks)}
    makers = {path: task.name for task in prepared.values() for path in task.targets}
    before = {
        name: dict.fromkeys(makers[path] for path in sorted(task.file_dep) if path in makers)
        for name, task in prepared.items()
    }
    found: dict[str, str] = {}
    order = list(TopologicalSorter(before).static_order())
    with _reading_state():
        state = Dependency(State, str(root / STATE), checker_cls=Contents)
        for name in order:
            waits = [f"after {other}" for other in before[name] if other in found]
            if reason := _reason(state, prepared[name]) or ", ".join(waits):
                found[name] = reason
    return found


@contextmanager
def _reading_state() -> Iterator[None]:
    try:
        yield
    except (InvalidTask, InvalidDodoFile) as fault:
        raise KazbriefError(str(fault)) from None
    except (DatabaseException, sqlite3.DatabaseError, ValueError, TypeError, AttributeError) as fault:
        # A database that can't be opened or written is no corrupt one; doit wraps the first.
        for cause in (fault, fault.__context__):
            if isinstance(cause, sqlite3.OperationalError):
                raise KazbriefError(f"{STATE} can't be read or written: {cause}") from None
        raise UnreadableState from fault


def _reason(state: Any, task: Any) -> str:
    """What has changed since a task last ran, of what is there now."""
    if not state.get_values(task.name):
        return "it hasn't run yet"
    found = state.get_status(task, {}, get_log=True).reasons
    named = [
        (found["changed_file_dep"], "changed"),
        (found["added_file_dep"], "is new to it"),
        (found["removed_file_dep"], "is no longer read"),
        (found["missing_target"], "is missing"),
    ]
    told = [f"{paths.shown(Path(path))} {what}" for listed, what in named for path in sorted(listed)]
    if not told and found["uptodate_false"]:
        told = ["its outputs, Python, the pinned packages or the renderer changed"]
    return ", ".join(told)


class State(SqliteDB):
    """What is noted of each task's last success, which a later failure, its own or another task's, doesn't undo."""

    desc = "lasting"

    def remove(self, task_id: str) -> None:
        """Nothing: the files that the task read and wrote tell whether it has to run."""


class Contents(FileChangedChecker):
    """A file has changed when its contents have; times tell nothing."""

    def check_modified(self, file_path: str, file_stat: os.stat_result, state: str) -> bool:
        """Whether a file differs from what was noted."""
        return digest(file_path, file_stat) != state

    def get_state(self, dep: str, current_state: str | None) -> str | None:
        """What is noted of a file; None when that stays."""
        now = digest(dep)
        return None if now == current_state else now


def digest(path: str, about: os.stat_result | None = None) -> str:
    """The SHA-256 of a file; one that hasn't been written anew since this run began is read once."""
    about = about or Path(path).stat()
    return _digest(path, about.st_ino, about.st_size, about.st_mtime_ns)


@functools.cache
def _digest(path: str, *_: int) -> str:
    return files.sha256(Path(path))


def _prepared(root: Path, tasks: Sequence[Task]) -> list[Any]:
    """The tasks as doit takes them."""
    _digest.cache_clear()
    lock = files.sha256(root / "requirements.lock")
    setting = f"Python {sys.version.split()[0]}, requirements.lock {lock}"
    return [
        dict_to_task(
            {
                "name": task.name,
                "actions": [(_perform, [task, root])],
                "file_dep": sorted(task.needs),
                "targets": list(task.writes),
                "uptodate": [(_stays, [f"{setting}, {task.setting}"])],
                "verbosity": 2,
                "io": {"capture": False},
            }
        )
        for task in tasks
    ]


def _stays(task: Any, values: Mapping[str, Any], setting: str) -> bool:
    """Whether a task's outputs and surroundings are as it left them; how it leaves them next is noted."""

    def now() -> dict[str, Any]:
        return {"setting": setting, "outputs": {path: digest(path) for path in task.targets}}

    task.value_savers.append(now)
    return all(Path(path).is_file() for path in task.targets) and values == now()


def _perform(task: Task, root: Path) -> Any:
    """Run a task; a fault becomes what is told of it (it may have to travel between processes)."""
    try:
        task.action(*task.arguments)
        lacking = [path for path in task.writes if not path.is_file()]
        return TaskFailed(f"the task {task.name} made no {paths.shown(lacking[0])}") if lacking else None
    except KazbriefError as fault:
        return TaskFailed(str(fault))
    except OSError as fault:
        return TaskFailed(str(unusable(fault)))
    except Exception as fault:
        files.write_text(root / FAULT, traceback.format_exc())
        detail = " ".join(str(fault).split())
        return TaskFailed(
            f"the task {task.name} stopped on an unexpected fault ({type(fault).__name__}: {detail}); {FAULT} shows where"
        )


def unusable(fault: OSError) -> KazbriefError:
    """What to say of a file that can't be read or written."""
    place = paths.shown(Path(fault.filename)) if fault.filename else "a file of the project"
    return KazbriefError(f"{place} can't be read or written: {fault.strerror}")


@functools.cache
def _let_workers_end_with_the_build() -> None:
    """A worker ends with the build, however that ends: nothing is written after it, and its lock is free.

    Nobody writes to the pipe. Its end comes to the workers when the build, which alone holds it open, is gone.
    """
    read, write = os.pipe()

    def attend() -> None:
        os.close(write)
        threading.Thread(target=lambda: (os.read(read, 1), os._exit(1)), daemon=True).start()

    os.register_at_fork(after_in_child=attend)


class _Loader(TaskLoader2):
    """Gives doit the tasks and options."""

    cmd_options = ()

    def __init__(self, tasks: list[Any], options: dict[str, Any]) -> None:
        self.tasks, self.options = tasks, options

    def setup(self, opt_values: Any) -> None: ...

    def load_doit_config(self) -> dict[str, Any]:
        return self.options

    def load_tasks(self, cmd: Any, pos_args: Any) -> list[Any]:
        return self.tasks


def _reporter(notes: Notes) -> type[Any]:
    class Reporter(ZeroReporter):
        """Notes what doit reports of the tasks."""

        def execute_task(self, task: Any) -> None:
            notes.ran.append(task.name)
            notes.begins(task.name)

        def skip_uptodate(self, task: Any) -> None:
            notes.unchanged.append(task.name)

        def add_failure(self, task: Any, fail: Any) -> None:
            if isinstance(fail, UnmetDependency):
                return  # the task that it waits for says why
            lacking = [path for path in sorted(task.file_dep) if not Path(path).is_file()]
            if lacking and not isinstance(fail, TaskFailed):
                notes.failures.add(str(InputError(paths.shown(Path(lacking[0])), "no such file", "a file")))
            else:
                notes.failures.add(fail.message)

        def runtime_error(self, msg: str) -> None:
            notes.failures.add(msg)

    return Reporter
