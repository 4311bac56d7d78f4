"""Tasks in several processes: whatever is ready runs at once, in workers forked from the build.

The order in which tasks end decides nothing: each writes its own files from its own inputs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import connection
from typing import Any

import pytask

from kazbrief.errors import KazbriefError

# What the workers inherit when they are forked; a task's function can't be sent to them.
_session: Any = None


@dataclass(frozen=True)
class _Done:
    """When a task began and ended, and its fault: an error that can be sent between processes."""

    began: float
    ended: float
    fault: Exception | None = None


def execute(session: Any, jobs: int, begins: Callable[[str], None]) -> None:
    """Run the tasks of a session, each as soon as those that it needs are done.

    Parameters
    ----------
    session
        pytask's session, with its graph and scheduler.
    jobs
        How many tasks run at once.
    begins
        Called with the name of each task that starts.
    """
    global _session
    _session = session
    ready: list[Any] = []
    running: dict[Future[_Done], Any] = {}
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), initializer=_attend)
    try:
        while session.scheduler.is_active() and not session.should_stop:
            ready += [task for task in _free(session) if _needed(session, task)]
            # Most waited for first; those marked so (long ones, for which little waits) before all.
            ready.sort(key=lambda task: (_marked(task), _waiting(session, task), task.name), reverse=True)
            while ready and len(running) < jobs:
                task = ready.pop(0)
                begins(task.name)
                running[pool.submit(_work, task.signature)] = task
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                _finish(session, running.pop(future), future)
    finally:
        pool.shutdown(cancel_futures=True)
        _session = None


def _free(session: Any) -> list[Any]:
    """Tasks that nothing is in the way of any more."""
    return [session.dag.nodes[name] for name in session.scheduler.get_ready(len(session.tasks))]


def _marked(task: Any) -> bool:
    return any(mark.name == "try_first" for mark in task.markers)


def _waiting(session: Any, task: Any) -> int:
    """How much of the graph comes after a task."""
    return len(session.dag.descendants(task.signature))


def _needed(session: Any, task: Any) -> bool:
    """Whether a task must run; when it is up to date, or can't, that is reported."""
    session.hook.pytask_execute_task_log_start(session=session, task=task)
    try:
        session.hook.pytask_execute_task_setup(session=session, task=task)
    except Exception:
        _report(session, pytask.ExecutionReport.from_task_and_exception(task, sys.exc_info()))
        return False
    return True


def _finish(session: Any, task: Any, future: Future[_Done]) -> None:
    try:
        done = future.result()
        task.attributes["duration"] = (done.began, done.ended)
        if done.fault is not None:
            raise done.fault
        session.hook.pytask_execute_task_teardown(session=session, task=task)
    except Exception:
        report = pytask.ExecutionReport.from_task_and_exception(task, sys.exc_info())
    else:
        report = pytask.ExecutionReport.from_task(task)
    _report(session, report)


def _report(session: Any, report: Any) -> None:
    session.hook.pytask_execute_task_process_report(session=session, report=report)
    session.hook.pytask_execute_task_log_end(session=session, task=report.task, report=report)
    session.execution_reports.append(report)
    session.scheduler.done(report.task.signature)


def _attend() -> None:
    """A worker ends with the build, however that ends: nothing is written after it, and its lock is free."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_the_build() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=end_with_the_build, daemon=True).start()


def _work(signature: str) -> _Done:
    began = time.time()
    fault: Exception | None = None
    try:
        _session.hook.pytask_execute_task(session=_session, task=_session.dag.nodes[signature])
    except OSError as error:
        fault = error
    except KazbriefError as error:
        fault = KazbriefError(str(error))
    except Exception as error:
        fault = Unexpected(type(error).__name__, str(error))
    return _Done(began, time.time(), fault)


class Unexpected(Exception):
    """A fault of a task that no one foresaw: the name of its kind, and what it says."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        super().__init__(kind, text)

    def __str__(self) -> str:
        """What the fault says."""
        return str(self.args[1])
