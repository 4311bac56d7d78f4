"""Builds disturbed by the disk, by a kill and by other builds, on a project of a few lines."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import few_tasks
import pytest

# Builds, servers and programs are started: seconds in all.
pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("KAZBRIEF_KILLS", "4"))
LONG = "X" * 200_000
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that is built, but for a change of one of its sources."""
    folder = few_tasks.make(tmp_path / "project")
    assert build(folder) == ""
    assert few_tasks.built(folder)["joined"] == "onetwo"
    (folder / "a").write_text(LONG)
    return folder


def build(project: Path, jobs: int = 1, *, prefix: tuple[str, ...] = ()) -> str:
    """What a build says of faults."""
    process = few_tasks.start(project, jobs, prefix=prefix)
    fault = process.communicate()[1]
    assert "Traceback" not in fault
    assert (process.returncode == 0) == (fault == "")
    return fault


def assert_mended(project: Path) -> None:
    """The next build makes all as it should be, and leaves nothing else."""
    assert build(project) == ""
    long = LONG.lower()
    assert few_tasks.built(project) == {
        "a1": long,
        "a2": long,
        "b1": "two",
        "b2": "two",
        "joined": f"{long}two",
    }


@contextmanager
def small_disk(size: str, where: Path) -> Iterator[None]:
    """A file system of its own with little room, mounted on a folder."""
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", where], check=True, capture_output=True
        )
    except subprocess.CalledProcessError:
        pytest.skip("this machine doesn't let root mount a small disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", where], check=True)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_killed_at_any_moment_is_made_good_by_the_next(project: Path, jobs: int) -> None:
    few_tasks.slow_down(project, 0.1)
    moments = random.Random(jobs)
    short, long = "one", LONG.lower()
    for number in range(KILLS):
        (project / "a").write_text(LONG if number % 2 == 0 else "ONE")
        process = few_tasks.start(project, jobs)
        assert process.stdout is not None
        process.stdout.readline()  # the first task begins
        time.sleep(moments.uniform(0.0, 0.3))
        process.kill()
        process.communicate()  # ends when the last worker, which has inherited the pipe, is gone
        whole = {short, long, "two", f"{short}two", f"{long}two"}
        assert {
            text for name, text in few_tasks.built(project).items() if not name.endswith(".part")
        } <= whole
    (project / "a").write_text(LONG)
    assert_mended(project)


def test_nothing_is_written_after_a_build_is_killed(project: Path) -> None:
    few_tasks.slow_down(project, 0.5)
    process = few_tasks.start(project, 2)
    assert process.stdout is not None
    assert process.stdout.readline() in ("copy a1\n", "copy b1\n")
    process.kill()
    process.communicate()
    time.sleep(0.7)
    assert few_tasks.built(project)["a1"] == "one"


def test_what_a_killed_build_has_done_is_not_done_again(project: Path) -> None:
    few_tasks.slow_down(project, 0.5)
    process = few_tasks.start(project)
    assert process.stdout is not None
    begun = [process.stdout.readline().strip() for _ in range(3)]
    process.kill()
    process.communicate()
    again = few_tasks.start(project).communicate()[0].split("\n")
    assert set(again).isdisjoint(begun[:2]) and begun[2] in again


def test_temporary_files_of_a_killed_build_are_swept(project: Path) -> None:
    # The names say nothing: the writer's number may belong to another process by now, or still to its shadow.
    left, living = (project / "figures" / f".a1.{os.getpid()}{letter}.part" for letter in "xy")
    left.write_text("x")
    with living.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert build(project) == ""
    assert not left.exists()
    assert living.exists(), "another process is still writing this one"


def test_files_that_may_not_grow_stop_the_build_with_one_sentence(project: Path) -> None:
    fault = build(project, prefix=("prlimit", "--fsize=100000:100000"))
    assert fault == "figures/a1 can't be read or written: File too large\n"
    assert few_tasks.built(project)["a1"] == "one"
    assert_mended(project)


@as_root
def test_a_full_disk_stops_the_build_with_one_sentence(project: Path) -> None:
    with small_disk("64k", project / "figures"):
        fault = build(project)
        assert fault == "figures/a1 can't be read or written: No space left on device\n"
        assert few_tasks.built(project) == {"b1": "two", "b2": "two"}, "what was written is whole"
    assert_mended(project)


@as_root
def test_no_room_for_the_memory_of_the_build(project: Path) -> None:
    """One sentence, and once there is room the build goes on."""
    with small_disk("4k", project / ".build"):
        assert build(project).startswith(".build/state.json can't be read or written: ")
    assert_mended(project)


@pytest.mark.parametrize("name", ["a1", "joined"])
def test_an_output_that_can_not_be_replaced_is_named(project: Path, name: str) -> None:
    path = project / "figures" / name
    path.unlink()
    (path / "something").mkdir(parents=True)  # holds for root too, whom permissions do not bind
    assert build(project) == f"figures/{name} can't be read or written: Is a directory\n"
    shutil.rmtree(path)
    assert_mended(project)


def test_an_input_removed_while_the_build_runs_is_named(project: Path) -> None:
    few_tasks.slow_down(project, 0.5)
    process = few_tasks.start(project)
    assert process.stdout is not None
    process.stdout.readline()  # the first task begins
    (project / "b").unlink()
    assert process.communicate()[1] == "b: found no such file, expected a file\n"
    (project / "b").write_text("TWO")
    assert_mended(project)


def test_two_builds_at_once_take_turns(project: Path) -> None:
    few_tasks.slow_down(project, 0.5)
    both = [few_tasks.start(project) for _ in range(2)]
    lines = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert "waiting for another build of this project\n" in lines, "the second has nothing else to do"
    assert_mended(project)
