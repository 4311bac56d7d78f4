"""Running tasks by doit: what has changed is told by contents, and every task that fails by one sentence."""

from __future__ import annotations

import functools
import gc
import json
import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, ClassVar

from doit.api import run_tasks
from doit.cmd_base import ModuleTaskLoader
from doit.dependency import Dependency, FileChangedChecker
from doit.exceptions import InvalidDodoFile, InvalidTask, TaskFailed, UnmetDependency
from doit.reporter import ZeroReporter
from doit.task import dict_to_task

from kazbrief import files, inputs, paths
from kazbrief.errors import InputError, KazbriefError
from kazbrief.pipeline import FOLDER, STATE, Outcome
from kazbrief.pipeline.code import PACKAGE
from kazbrief.pipeline.tasks import Task

FAULT = f"{FOLDER}/fault.txt"
_CODE = "code:"  # before the names of files of this package


def run(
    root: Path,
    tasks: Sequence[Task],
    selected: Iterable[str],
    outcome: Outcome,
    report: Callable[[str], None],
    *,
    force: bool,
    jobs: int,
) -> None:
    """Run the selected tasks and those that they need, unless they are up to date; the outcome is filled in.

    What reads the products of all others runs after them, in this process: the others' have grown with what they drew.

    Raises
    ------
    KazbriefError
        When the tasks don't fit together.
    OSError
        When what is noted of them can't be read or written.
    """
    if State.read(root / STATE) is None:
        report("the memory of earlier builds is unreadable: everything is built anew")
    if jobs > 1:
        # Workers are forked: a task's function can't be sent to another process.
        multiprocessing.set_start_method("fork", force=True)
        _prepare_workers()
    contents = Contents(root)
    options = {
        "dep_file": str(root / STATE),
        "backend": State.desc,
        "check_file_uptodate": lambda: contents,
        "reporter": _reporter(outcome, report, contents),
        "continue": True,
        "always": force,
        "num_process": jobs if jobs > 1 else 0,
    }
    selected = set(selected)
    last = [task for task in tasks if task.reads_products and task.name in selected]
    first = [task.name for task in tasks if not task.reads_products and (last or task.name in selected)]
    _run(contents, tasks, first, options)
    if last and not outcome.failures:
        _run(contents, last, [task.name for task in last], options | {"num_process": 0})


def _run(
    contents: Contents, tasks: Sequence[Task], selected: Sequence[str], options: Mapping[str, Any]
) -> None:
    prepared = _prepared(contents, tasks)
    loader = ModuleTaskLoader({"DOIT_CONFIG": options, "task_all": lambda: (task for task in prepared)})
    plugins = {"BACKEND": {State.desc: f"{__name__}:{State.__name__}"}}
    try:
        run_tasks(loader, {name: {} for name in selected}, plugins)
    except (InvalidTask, InvalidDodoFile) as fault:
        raise KazbriefError(str(fault)) from None


def reasons(root: Path, tasks: Sequence[Task]) -> dict[str, str]:
    """Why each task would run, in the order of a build; tasks that are up to date are left out."""
    contents = Contents(root)
    prepared = {task.name: task for task in _prepared(contents, tasks)}
    makers = {key: task.name for task in prepared.values() for key in task.targets}
    before = {
        name: dict.fromkeys(makers[key] for key in sorted(task.file_dep) if key in makers)
        for name, task in prepared.items()
    }
    state = Dependency(State, str(root / STATE), checker_cls=lambda: contents)
    found: dict[str, str] = {}
    for name in TopologicalSorter(before).static_order():
        waits = [f"after {other}" for other in before[name] if other in found]
        if reason := _reason(state, prepared[name], contents) or ", ".join(waits):
            found[name] = reason
    return found


def _reason(state: Any, task: Any, contents: Contents) -> str:
    """What has changed since a task last ran, of what is there now."""
    if not state.get_values(task.name):
        return "it hasn't run yet"
    found = state.get_status(task, {}, get_log=True).reasons
    named = {
        "changed_file_dep": "changed",
        "added_file_dep": "is new to it",
        "removed_file_dep": "is no longer read",
        "missing_target": "is missing",
    }
    reasons = [
        f"{paths.shown(contents.place(key))} {what}"
        for kind, what in named.items()
        for key in sorted(found[kind])
    ]
    if not reasons and found["uptodate_false"]:
        reasons = ["its outputs, Python, the pinned packages or the renderer changed"]
    return ", ".join(reasons)


class State:
    """What is noted of each task's last success, by doit's interface for such notes: one file, always whole.

    A later failure of the task, or of another one, doesn't undo it.
    """

    desc = "lasting"
    opened: ClassVar[State]

    def __init__(self, name: str, codec: object = None, *, module_name: str | None = None) -> None:
        State.opened, self.name = self, name
        self.noted = self.read(Path(name)) or {}

    @staticmethod
    def read(path: Path) -> dict[str, dict[str, Any]] | None:
        """What earlier builds noted; None when it can't be made out."""
        try:
            noted = json.loads(path.read_text("utf-8")) if path.exists() else {}
        except (ValueError, RecursionError):
            return None
        whole = isinstance(noted, dict) and all(isinstance(of_task, dict) for of_task in noted.values())
        return noted if whole else None

    def get(self, task_id: str, dependency: str) -> Any:
        """A value that is noted of a task."""
        return self.noted.get(task_id, {}).get(dependency)

    def set(self, task_id: str, dependency: str, value: Any) -> None:
        """Note a value of a task."""
        self.noted.setdefault(task_id, {})[dependency] = value

    def in_(self, task_id: str) -> bool:
        """Whether anything is noted of a task."""
        return task_id in self.noted

    def remove(self, task_id: str) -> None:
        """Nothing: the files that the task read and wrote tell whether it has to run."""

    def remove_all(self) -> None:
        """Forget all."""
        self.noted = {}

    def dump(self) -> None:
        """Write all that is noted."""
        files.write_text(Path(self.name), json.dumps(self.noted))


class Contents(FileChangedChecker):
    """A file has changed when its contents have; times tell nothing.

    Files of the project and of this package are noted by their place in these, so that a project may be moved or copied.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.known: dict[tuple[str, int, int, int], str] = {}
        self.places: dict[str, Path] = {}

    def key(self, path: Path) -> str:
        """How a file is noted."""
        for base, kind in ((PACKAGE, _CODE), (self.root, "")):
            if path.is_relative_to(base):
                return kind + path.relative_to(base).as_posix()
        return path.as_posix()

    def place(self, key: str) -> Path:
        """The file that is noted so."""
        if key not in self.places:
            base = PACKAGE if key.startswith(_CODE) else self.root
            self.places[key] = base / key.removeprefix(_CODE)
        return self.places[key]

    def exists(self, file_path: str) -> bool:
        """Whether a file is there."""
        return self.place(file_path).is_file()

    def info(self, file_path: str) -> os.stat_result:
        """What the system knows of a file."""
        return self.place(file_path).stat()

    def check_modified(self, file_path: str, file_stat: os.stat_result, state: str) -> bool:
        """Whether a file differs from what was noted."""
        return self.digest(file_path, file_stat) != state

    def get_state(self, dep: str, current_state: str | None) -> str | None:
        """What is noted of a file; None when that stays."""
        now = self.digest(dep, self.info(dep))
        return None if now == current_state else now

    def digest(self, key: str, about: os.stat_result) -> str:
        """The SHA-256 of a file; one that hasn't been written anew since this run began is read once."""
        version = (key, about.st_ino, about.st_size, about.st_mtime_ns)
        if version not in self.known:
            self.known[version] = files.sha256(self.place(key))
        return self.known[version]


def _prepared(contents: Contents, tasks: Sequence[Task]) -> list[Any]:
    """The tasks as doit takes them."""
    lock = files.sha256(contents.root / "requirements.lock")
    setting = f"Python {sys.version.split()[0]}, requirements.lock {lock}"
    key = functools.cache(contents.key)
    return [
        dict_to_task(
            {
                "name": task.name,
                "actions": [(_perform, [task, contents.root])],
                "file_dep": sorted(map(key, task.needs)),
                "targets": [key(path) for path in task.writes],
                "uptodate": [(_stays, [contents, f"{setting}, {task.setting}"])],
                "verbosity": 2,
                "io": {"capture": False},
            }
        )
        for task in tasks
    ]


def _stays(task: Any, values: Mapping[str, Any], contents: Contents, setting: str) -> bool:
    """Whether a task's outputs and surroundings are as it left them; how it leaves them next is noted."""

    def now() -> dict[str, Any]:
        outputs = {key: contents.digest(key, contents.info(key)) for key in task.targets}
        return {"setting": setting, "outputs": outputs}

    task.value_savers.append(now)
    return all(map(contents.exists, task.targets)) and values == now()


def _perform(task: Task, root: Path) -> Any:
    """Run a task; a fault becomes what is told of it (it may have to travel between processes)."""
    try:
        task.action(*task.arguments)
        lacking = [path for path in task.writes if not path.is_file()]
        return TaskFailed(f"the task {task.name} made no {paths.shown(lacking[0])}") if lacking else None
    except KazbriefError as fault:
        return TaskFailed(str(fault))
    except OSError as fault:
        return TaskFailed(str(paths.unusable(fault, "a file of the project")))
    except SyntaxError as slip:
        return TaskFailed(str(inputs.broken(slip, slip.filename or "a file")))
    except Exception as fault:
        files.write_text(root / FAULT, traceback.format_exc())
        kind = f"{type(fault).__name__}: {' '.join(str(fault).split())}"
        return TaskFailed(
            f"the task {task.name} stopped on an unexpected fault ({kind}); {FAULT} shows where"
        )


@functools.cache
def _prepare_workers() -> None:
    """A worker ends with the build, however that ends: nothing is written after it, and its lock is free.

    It looks seldom for garbage: modules and tables are many objects, and stay.

    Nobody writes to the pipe. Its end comes to the workers when the build, which alone holds it open, is gone.
    """
    read, write = os.pipe()

    def attend() -> None:
        os.close(write)
        gc.set_threshold(10_000)
        threading.Thread(target=lambda: (os.read(read, 1), os._exit(1)), daemon=True).start()

    os.register_at_fork(after_in_child=attend)


def _reporter(outcome: Outcome, report: Callable[[str], None], contents: Contents) -> type[Any]:
    class Reporter(ZeroReporter):
        """Notes what doit tells of the tasks."""

        def execute_task(self, task: Any) -> None:
            outcome.ran.append(task.name)
            report(task.name)

        def skip_uptodate(self, task: Any) -> None:
            outcome.unchanged.append(task.name)

        def add_success(self, task: Any) -> None:
            State.opened.dump()  # at once: a build that is killed has done what it has done

        def add_failure(self, task: Any, fail: Any) -> None:
            if isinstance(fail, UnmetDependency):
                return  # the task that it waits for says why
            lost = [
                paths.shown(contents.place(key)) for key in sorted(task.file_dep) if not contents.exists(key)
            ]
            if lost and not isinstance(fail, TaskFailed):
                outcome.failures.add(str(InputError(lost[0], "no such file", "a file")))
            else:
                outcome.failures.add(fail.message)

        def runtime_error(self, msg: str) -> None:
            outcome.failures.add(msg)

    return Reporter
