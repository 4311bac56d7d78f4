"""Whether anything has changed at all since a build found nothing to do: told by contents, without looking at the tasks."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from kazbrief import files
from kazbrief.pipeline.code import PACKAGE, project_path

# No task reads the tests, and what is hidden is of tools; the memory of builds alone counts of their own folder.
_APART = {"tests", "__pycache__"}


def digest(root: Path, memory: Path, *settings: object) -> str:
    """The state of a project: every name and content of its files, of this package, of the memory of builds, and settings."""
    surroundings = [
        sys.version,
        *sorted(f"{key}={os.environ[key]}" for key in os.environ if "KAZBRIEF" in key),
    ]
    state = hashlib.sha256(repr((settings, surroundings)).encode())
    folders = [root] if PACKAGE.is_relative_to(root) else [root, PACKAGE]
    for path in [*(path for folder in folders for path in _files(folder)), memory]:
        state.update(f"{project_path(path, root)}\0{_content(path)}\n".encode())
    return state.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name not in _APART and not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names))


def _content(path: Path) -> str:
    try:
        return files.sha256(path) if path.is_file() else "none"
    except OSError:
        return "unreadable"


def recall(note: Path, state: str) -> list[str]:
    """The tasks that were found up to date in this state; none when it is another one."""
    try:
        noted = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return []
    same = isinstance(noted, dict) and noted.get("state") == state
    return list(noted["unchanged"]) if same else []


def remember(note: Path, state: str, unchanged: Sequence[str]) -> None:
    """Note a state, taken before the tasks were looked at, in which all of them were up to date."""
    files.write_text(note, json.dumps({"state": state, "unchanged": list(unchanged)}))
