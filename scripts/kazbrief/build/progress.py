"""A plugin of pytask: runs tasks in several processes, and tells a listener which task begins to run.

Without :func:`attend` it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytask

from kazbrief.build import parallel

Listener = Callable[[str], None]
_listener: Listener | None = None
_jobs = 1


def attend(listener: Listener | None, jobs: int = 1) -> None:
    """Call ``listener(task)`` for each task that is run, ``jobs`` at once; tasks that are up to date aren't told."""
    global _listener, _jobs
    _listener, _jobs = listener, jobs


@pytask.hookimpl(tryfirst=True)
def pytask_execute_build(session: Any) -> bool | None:
    """The tasks of a build are run, unless they are only to be explained."""
    if _jobs == 1 or _listener is None or session.config["explain"] or session.config["dry_run"]:
        return None
    listener, jobs = _listener, _jobs
    attend(None)  # the workers inherit this; the build itself tells what they begin
    parallel.execute(session, jobs, listener)
    return True


@pytask.hookimpl(tryfirst=True)
def pytask_execute_task(session: Any, task: Any) -> None:
    """A task that isn't up to date begins."""
    if _listener and not session.config["explain"]:
        _listener(task.name)
