"""What a build remembers as built: exactly these files, and nothing when there is any doubt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kazbrief.build import state

TASKS = ("clean raions", "render")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name in ("data/raw/raions.csv", "figures/fig.svg", "scripts/task_x.py", "requirements.lock"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    state.remember(tmp_path, paper=True, tasks=TASKS, contents=state.contents(tmp_path))
    return tmp_path


def recalled(root: Path, *, paper: bool = True) -> tuple[str, ...] | None:
    return state.recalled(root, paper=paper, contents=state.contents(root))


def test_the_same_files_are_known(built: Path) -> None:
    assert recalled(built) == TASKS
    (built / "figures" / "fig.svg").touch()
    assert recalled(built) == TASKS, "only the time has changed"


@pytest.mark.parametrize("name", ["data/raw/raions.csv", "figures/fig.svg", "scripts/task_x.py"])
def test_a_changed_byte_is_seen_though_size_and_time_stay(built: Path, name: str) -> None:
    path = built / name
    about = path.stat()
    path.write_text(name[:-1] + "X", "utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert recalled(built) is None


def test_a_new_file_and_a_lost_one_are_seen(built: Path) -> None:
    added = built / "data" / "raw" / "new.csv"
    added.write_text("x", "utf-8")
    assert recalled(built) is None
    added.unlink()
    assert recalled(built) == TASKS
    (built / "figures" / "fig.svg").unlink()
    assert recalled(built) is None


def test_another_kind_of_build_is_not_known(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert recalled(built, paper=False) is None
    monkeypatch.setenv("KAZBRIEF_ENGINE", "quarto")
    assert recalled(built) is None


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b'{"tasks": []}'])
def test_a_spoiled_memory_is_none(built: Path, content: bytes) -> None:
    (built / ".pytask" / "whole.json").write_bytes(content)
    assert recalled(built) is None
