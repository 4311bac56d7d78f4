"""The build: runs the tasks of ``scripts/task_*.py`` through pytask and tells its outcome in plain words."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief import paths
from kazbrief.errors import InputError, InputErrors, KazbriefError

Report = Callable[[str], None]
PAPER = "paper"  # the mark of the tasks that render; a data build leaves them out


@dataclass(frozen=True)
class Outcome:
    """What a build did: names of the tasks that ran and of those that were up to date."""

    ran: tuple[str, ...]
    unchanged: tuple[str, ...]


def short_name(task_name: str) -> str:
    """A task as users read it: ``clean raions`` for ``task_tables.py::task_clean[raions]``."""
    function, _, rest = task_name.rpartition("::")[2].removeprefix("task_").partition("[")
    return f"{function.replace('_', ' ')} {rest.removesuffix(']')}".strip()


def _session(root: Path, *, paper: bool, quiet: bool = True, **options: Any) -> Any:
    """Run pytask; ``options`` are those of ``pytask.build``."""
    import pytask

    _spare_pytask()
    # The tasks read the project's place from the environment, so that a build can be aimed at another checkout.
    os.environ["KAZBRIEF_ROOT"] = str(root)
    # A second run in one process must see the task files anew: pytask collects tasks while they are imported.
    for name in [name for name in sys.modules if name.rpartition(".")[2].startswith("task_")]:
        del sys.modules[name]
    pytask.console.quiet = quiet
    return pytask.build(
        config=root / "pyproject.toml",
        paths=[root / "scripts"],
        marker_expression="" if paper else f"not {PAPER}",
        capture="no",
        verbose=0 if quiet else 1,
        show_traceback=False,
        **options,
    )


@functools.cache
def _spare_pytask() -> None:
    """Spare pytask two repeated labours, which take longer than all the rest of a small build.

    Python 3.11 lists the members of a protocol anew at each ``isinstance``; 3.12 keeps them. And every state is
    written twice, to ``pytask.lock``, which is read again, and to a database that here ends with the run.
    """
    import typing

    from _pytask import state

    if sys.version_info < (3, 12):
        listed: Any = typing
        listed._get_protocol_attrs = functools.cache(listed._get_protocol_attrs)
    written: Any = state
    written.update_states_in_database = lambda session, task: None


def run(
    root: Path,
    *,
    paper: bool,
    force: bool = False,
    only: str = "",
    jobs: int = 1,
    report: Report = lambda line: None,
) -> Outcome:
    """Bring the project up to date; tasks whose inputs and code have not changed are left alone.

    Parameters
    ----------
    root
        The project folder.
    paper
        Also render the paper.
    force
        Run every task, whatever has changed.
    only
        Run just the tasks whose names contain this, and those that they need (pytask's ``-k``).
    jobs
        How many tasks run at once; with more than one each runs in a process of its own.
    report
        Called with one line a task that starts.

    Raises
    ------
    KazbriefError
        When a task stops on a fault of its inputs; outputs that it would have replaced stay as they were.
    """
    from kazbrief.build import state

    try:
        with state.alone(root, report):
            before = state.contents(root)
            everything = not force and not only
            if everything and (known := state.recalled(root, paper=paper, contents=before)) is not None:
                return Outcome((), known)
            session = _built(root, report, jobs, paper=paper, force=force, expression=only)
            outcome = _outcome(root, session)
            if not only:
                after = state.contents(root)
                changed = before.items() ^ after.items()
                made = {paths.relative(path, root) for path in _products(session)}
                if {name for name, _ in changed} <= made:
                    tasks = (*outcome.ran, *outcome.unchanged)
                    state.remember(root, paper=paper, tasks=tasks, contents=after)
            return outcome
    except OSError as fault:
        raise _unusable(fault) from None


def _built(root: Path, report: Report, jobs: int, **options: Any) -> Any:
    """The session of a build; from nothing when what is remembered of earlier ones can't be read."""
    import pytask

    from kazbrief.build import progress, state

    try:
        for _ in range(2):
            progress.attend(lambda task: report(short_name(task)), jobs)
            session = _session(root, **options)
            if session.exit_code != pytask.ExitCode.CONFIGURATION_FAILED or not state.forget(root):
                break
            report("the memory of earlier builds is unreadable: everything is built anew")
    finally:
        progress.attend(None)
    return session


def _outcome(root: Path, session: Any) -> Outcome:
    _raise_failures(root, session)
    names: dict[str, list[str]] = {}
    for result in session.execution_reports:
        names.setdefault(result.outcome.name, []).append(short_name(result.task.name))
    return Outcome(tuple(names.get("SUCCESS", ())), tuple(names.get("SKIP_UNCHANGED", ())))


def run_apart(root: Path, report: Report) -> None:
    """Build data, figures and numbers in a process of its own, which runs the code as it now is.

    Raises
    ------
    KazbriefError
        When the build stops; with its own words.
    """
    import subprocess

    command = [sys.executable, "-m", "kazbrief.cli", "build"]
    environment = {**os.environ, "KAZBRIEF_ROOT": str(root), "TERM": "dumb"}
    said: list[str] = []
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        for line in process.stderr or ():
            if said or line.startswith("kazbrief: "):
                said.append(line.removeprefix("kazbrief: ").rstrip())
            else:
                report(line.strip())
    if process.returncode:
        raise KazbriefError("\n".join(said) or "the build stopped; `kazbrief build` shows where")


def explain(root: Path, *, paper: bool) -> None:
    """Print which tasks would run and why, and run none."""
    _raise_failures(root, _session(root, paper=paper, quiet=False, explain=True))


def products(root: Path) -> list[Path]:
    """Every file that the tasks declare as their product, sorted; nothing is run."""
    session = _session(root, paper=True, dry_run=True)
    _raise_failures(root, session)
    return _products(session)


def _products(session: Any) -> list[Path]:
    made = {name for task in session.tasks for name in session.dag.successors(task.signature)}
    return sorted(session.dag.nodes[name].path for name in made)


def _raise_failures(root: Path, session: Any) -> None:
    """Tell every failure of a session: a fault of the inputs in its own words, any other with its task."""
    reports = [*session.collection_reports, *session.execution_reports]
    if getattr(session, "dag_report", None) is not None:
        reports.append(session.dag_report)
    errors = [_told(report, root) for report in reports if getattr(report, "exc_info", None)]
    # Tasks run in no fixed order; what is said about them has one.
    told = sorted({str(error): error for error in errors if error is not None}.values(), key=str)
    if told:
        raise told[0] if len(told) == 1 else InputErrors(told)
    if session.exit_code != 0:
        raise KazbriefError(f"the build stopped without a reason given; `pytask` in {root} shows where")


def _unusable(fault: OSError) -> KazbriefError:
    """What to say of a file that can't be read or written."""
    place = paths.shown(Path(fault.filename)) if fault.filename else "a file of the project"
    return KazbriefError(f"{place} can't be read or written: {fault.strerror}")


def _told(report: object, root: Path) -> KazbriefError | None:
    import pytask

    outcome = getattr(report, "outcome", None)
    if isinstance(outcome, pytask.TaskOutcome) and outcome is not pytask.TaskOutcome.FAIL:
        return None
    error = report.exc_info[1]  # type: ignore[attr-defined]
    if isinstance(error, KazbriefError):
        return error
    if isinstance(error, OSError) and error.filename:
        return _unusable(error)
    task = getattr(report, "task", None)
    place = f"the task {short_name(task.name)}" if task is not None else "the build"
    detail = " ".join(str(error).split())
    if missing := re.search(r"requires missing node '[^/']*/([^']+)'", detail):
        return InputError(missing.group(1), "no such file", "a file")
    if folder := re.search(r"The path '([^']+)' points to a directory", detail):
        return InputError(paths.shown(Path(folder.group(1))), "a folder", "a file")
    kind = getattr(error, "kind", type(error).__name__)
    return KazbriefError(
        f"{place} stopped on an unexpected fault ({kind}: {detail}); `pytask` in {root} shows where"
    )
