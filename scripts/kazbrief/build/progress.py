"""A plugin of pytask that tells a listener which task begins to run; without a listener it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytask

Listener = Callable[[str], None]
_listener: Listener | None = None


def listen(listener: Listener | None) -> None:
    """Call ``listener(task)`` for each task that is run; tasks that are up to date aren't told."""
    global _listener
    _listener = listener


@pytask.hookimpl(tryfirst=True)
def pytask_execute_task(session: Any, task: Any) -> None:
    """A task that isn't up to date begins."""
    if _listener and not session.config["explain"]:
        _listener(task.name)
