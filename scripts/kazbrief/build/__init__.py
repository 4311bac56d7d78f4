"""The build: runs the tasks of ``scripts/task_*.py`` through pytask and tells its outcome in plain words."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kazbrief.errors import InputErrors, KazbriefError

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


def _session(root: Path, *, paper: bool, force: bool, explain: bool) -> object:
    import pytask

    # The tasks read the project's place from the environment, so that a build can be aimed at another checkout.
    os.environ["KAZBRIEF_ROOT"] = str(root)
    pytask.console.quiet = not explain
    return pytask.build(
        config=root / "pyproject.toml",
        paths=[root / "scripts"],
        marker_expression="" if paper else f"not {PAPER}",
        force=force,
        explain=explain,
        capture="no",
        verbose=1 if explain else 0,
        show_traceback=False,
    )


def run(root: Path, *, paper: bool, force: bool = False, report: Report = lambda line: None) -> Outcome:
    """Bring the project up to date; tasks whose inputs and code have not changed are left alone.

    Parameters
    ----------
    root
        The project folder.
    paper
        Also render the paper.
    force
        Run every task, whatever has changed.
    report
        Called with one line a task that starts.

    Raises
    ------
    KazbriefError
        When a task stops on a fault of its inputs; outputs that it would have replaced stay as they were.
    """
    from kazbrief.build import progress

    progress.listen(lambda event, task: report(short_name(task)) if event == "start" else None)
    try:
        session = _session(root, paper=paper, force=force, explain=False)
    finally:
        progress.listen(None)
    _raise_failures(root, session)
    names: dict[str, list[str]] = {}
    for result in session.execution_reports:  # type: ignore[attr-defined]
        names.setdefault(result.outcome.name, []).append(short_name(result.task.name))
    return Outcome(tuple(names.get("SUCCESS", ())), tuple(names.get("SKIP_UNCHANGED", ())))


def explain(root: Path, *, paper: bool) -> None:
    """Print which tasks would run and why, and run none."""
    _raise_failures(root, _session(root, paper=paper, force=False, explain=True))


def _raise_failures(root: Path, session: object) -> None:
    reports = [*session.collection_reports, *session.execution_reports]  # type: ignore[attr-defined]
    if getattr(session, "dag_report", None) is not None:
        reports.append(session.dag_report)  # type: ignore[attr-defined]
    failed = (
        [
            item.exc_info[1]
            for item in reports
            if getattr(item, "exc_info", None) and item.outcome.name == "FAIL"
        ]
        if reports
        else []
    )
    known = [error for error in failed if isinstance(error, KazbriefError)]
    if known:
        raise known[0] if len(known) == 1 else InputErrors(known)
    if failed or session.exit_code != 0:  # type: ignore[attr-defined]
        detail = " ".join(str(failed[0]).split()) if failed else f"exit code {session.exit_code}"  # type: ignore[attr-defined]
        kind = type(failed[0]).__name__ if failed else "pytask"
        raise KazbriefError(
            f"the build stopped on an unexpected fault ({kind}: {detail}); `pytask` in {root} shows where"
        )
