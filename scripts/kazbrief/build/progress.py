"""A plugin of pytask that tells a listener what runs; without a listener it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytask

Listener = Callable[[str, str], None]
_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    """Call ``listener(event, task)`` with the event ``start`` or an outcome of pytask, in lower case."""
    global _listener
    _listener = listener


@pytask.hookimpl
def pytask_execute_task_log_start(session: Any, task: Any) -> None:
    """A task begins."""
    if _listener:
        _listener("start", task.name)


@pytask.hookimpl
def pytask_execute_task_log_end(session: Any, report: Any) -> None:
    """A task has ended, or was skipped."""
    if _listener:
        _listener(report.outcome.name.lower(), report.task.name)
