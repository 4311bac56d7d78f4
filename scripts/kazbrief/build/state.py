"""What a build keeps beside its outputs: the lock against a second build, pytask's memory, pieces of a killed one."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kazbrief import files

# Where builds write; nothing else is searched for the temporary files of a killed one.
WRITTEN = ("data", "figures", "report", "_extensions", "_output")
_WHOLE = ".pytask/whole.json"
_MEMORY = ("pytask.lock", "pytask.lock.journal", "pytask.lock.tmp", _WHOLE)


@contextmanager
def alone(root: Path, report: Callable[[str], None]) -> Iterator[None]:
    """Wait until no other process builds this project, then hold it; what a killed build left is swept.

    The operating system frees the lock with its process, however that ends.
    """
    folder = root / ".pytask"
    folder.mkdir(exist_ok=True)
    with (folder / "building").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("waiting for another build of this project")
            fcntl.flock(lock, fcntl.LOCK_EX)
        files.sweep(root / name for name in WRITTEN)
        environment = folder / "environment"
        if not environment.is_file() or environment.read_text("utf-8") != _environment(root):
            forget(root)
            files.write_text(environment, _environment(root))
        # Made by pytask to hash a file again only when its time has changed; times can lie, contents can't.
        (folder / "file_hashes.json").unlink(missing_ok=True)
        yield


def contents(root: Path) -> dict[str, str]:
    """SHA-256 of every file that a build reads or writes, and of whatever else lies beside them, by its path."""
    found = [path for path in root.glob("*.*") if path.name not in _MEMORY]
    for folder in (*WRITTEN, "scripts"):
        found += [path for path in (root / folder).rglob("*") if path.suffix not in (".pyc", ".part")]
    return {path.relative_to(root).as_posix(): files.sha256(path) for path in sorted(found) if path.is_file()}


def remember(root: Path, *, paper: bool, tasks: tuple[str, ...], contents: dict[str, str]) -> None:
    """Note that a project of these contents is built: the next build of the same has nothing to look for."""
    about = {"of": _signature(paper, contents), "tasks": sorted(tasks)}
    files.write_text(root / _WHOLE, files.json_text(about))


def recalled(root: Path, *, paper: bool, contents: dict[str, str]) -> tuple[str, ...] | None:
    """The tasks of the build that left exactly these files; None when they are of no known build."""
    try:
        known = json.loads((root / _WHOLE).read_text("utf-8"))
        return tuple(known["tasks"]) if known["of"] == _signature(paper, contents) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _signature(paper: bool, contents: dict[str, str]) -> str:
    engine = os.environ.get("KAZBRIEF_ENGINE", "auto") if paper else ""
    told = json.dumps([paper, engine, sorted(contents.items())])
    return hashlib.sha256(told.encode()).hexdigest()


def _environment(root: Path) -> str:
    """What outputs depend on beside the project's own files: Python and the pinned packages."""
    return f"Python {sys.version.split()[0]}, requirements.lock {files.sha256(root / 'requirements.lock')}\n"


def forget(root: Path) -> bool:
    """Remove what pytask remembers of earlier builds; False when there is nothing.

    The next build then runs every task. Outputs are untouched.
    """
    found = [path for name in _MEMORY if (path := root / name).is_file()]
    for path in found:
        path.unlink()
    return bool(found)
