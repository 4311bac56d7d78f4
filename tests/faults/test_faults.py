"""Whatever stops a build, the next one ends in the same bytes, and no earlier output is lost or half-written."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import spoiling
from spoiling import RAW, SMALL, Reference

KILLS = int(os.environ.get("KAZBRIEF_KILLS", "4"))


def mended(project: Path, reference: Reference) -> None:
    """The next build gives the bytes of an undisturbed one, and nothing else lies about."""
    code, said = spoiling.run(project, *SMALL)
    assert code == 0, said
    assert spoiling.outputs(project) == reference.after
    assert not list(project.rglob("*.part"))


def refused(project: Path) -> str:
    """What a build that stops on its inputs says."""
    code, said = spoiling.run(project, *SMALL)
    assert code == 1, said
    return spoiling.assert_one_sentence(said)


def test_a_build_killed_at_any_moment_is_made_good_by_the_next(project: Path, reference: Reference) -> None:
    begun = time.monotonic()
    mended(project, reference)
    lasting = time.monotonic() - begun
    moments = random.Random(8)
    states = [reference.before, reference.after]
    interrupted = 0
    for number in range(KILLS):
        earlier, later = states[1 - number % 2], states[number % 2]
        spoiling.change_row(project, back=number % 2 == 0)
        process = spoiling.start(project, *SMALL)
        try:
            process.communicate(timeout=moments.uniform(0.1, 1.0) * lasting)
        except subprocess.TimeoutExpired:
            interrupted += 1
        process.kill()
        process.communicate()
        spoiling.assert_whole(spoiling.outputs(project), earlier, later)
        code, said = spoiling.run(project, *SMALL)
        assert code == 0, said
        assert spoiling.outputs(project) == later, f"kill {number}"
    assert interrupted >= KILLS // 2, "most builds ended before they were killed"


def test_temporary_files_of_a_killed_build_are_swept(project: Path, reference: Reference) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = project / "figures" / f".fig-arms-share.svg.{ended.pid}.abc_1234.part"
    left.write_bytes(b"<svg")
    living = project / "figures" / f".fig-arms-share.svg.{os.getpid()}.abc_1234.part"
    living.write_bytes(b"<svg")
    assert spoiling.run(project, *SMALL)[0] == 0
    assert not left.exists()
    assert living.exists(), "another process is still writing this one"
    living.unlink()
    mended(project, reference)


def test_files_that_may_not_grow_stop_the_build_with_one_sentence(
    project: Path, reference: Reference
) -> None:
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    code, said = spoiling.run(project, *SMALL, prefix=("prlimit", "--fsize=30000:30000"))
    assert resource.getrlimit(resource.RLIMIT_FSIZE) == limit
    assert code == 1
    assert "can't be read or written: File too large" in spoiling.assert_one_sentence(said)
    spoiling.assert_whole(spoiling.outputs(project), reference.before, reference.after)
    mended(project, reference)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("room", ["16k", "64k"])
def test_a_full_disk_stops_the_build_with_one_sentence(
    project: Path, reference: Reference, tmp_path: Path, room: str
) -> None:
    kept = tmp_path / "kept"
    (project / "figures").rename(kept)
    (project / "figures").mkdir()
    try:
        with spoiling.small_disk(room, project / "figures"):
            code, said = spoiling.run(project, *SMALL)
            assert code == 1
            told = spoiling.assert_one_sentence(said)
            assert "No space left on device" in told and "figures/fig-arms-share" in told
            here = {
                path: sha for path, sha in spoiling.outputs(project).items() if path.startswith("figures/")
            }
            assert here.items() <= reference.after.items(), "what was written is whole"
    except subprocess.CalledProcessError:
        pytest.skip("this machine doesn't let root mount a small disk")
    shutil.rmtree(project / "figures")
    kept.rename(project / "figures")
    mended(project, reference)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_no_room_for_the_memory_of_the_build(project: Path, reference: Reference) -> None:
    """The folder ``.build`` is full: one sentence, and once there is room the build goes on."""
    try:
        with spoiling.small_disk("4k", project / ".build"):
            code, said = spoiling.run(project, *SMALL)
    except subprocess.CalledProcessError:
        pytest.skip("this machine doesn't let root mount a small disk")
    if code:
        spoiling.assert_one_sentence(said)
    spoiling.assert_whole(spoiling.outputs(project), reference.before, reference.after)
    mended(project, reference)


@pytest.mark.parametrize("name", ["figures/fig-arms-share.svg", "data/clean/arms_share.csv"])
def test_an_output_that_can_not_be_replaced_is_named(project: Path, reference: Reference, name: str) -> None:
    path = project / name
    path.unlink()
    (path / "something").mkdir(parents=True)  # holds for root too, whom permissions do not bind
    assert name in refused(project)
    shutil.rmtree(path)
    mended(project, reference)


def test_an_input_removed_while_the_build_runs_is_named(project: Path, reference: Reference) -> None:
    process = spoiling.start(project, *SMALL)
    assert process.stderr is not None
    kept = (project / RAW).read_bytes()
    process.stderr.readline()  # the first task begins
    (project / RAW).unlink()
    (project / "data/raw/sources.csv").rename(project / "data/raw/hidden")
    said = process.communicate()[1]
    if process.returncode:
        spoiling.assert_one_sentence(said)
    spoiling.assert_whole(spoiling.outputs(project), reference.before, reference.after)
    # What depends on the sources waits for them, so the other file is told when they are back.
    assert refused(project) == "kazbrief: data/raw/sources.csv: found no such file, expected a file"
    (project / "data/raw/hidden").rename(project / "data/raw/sources.csv")
    assert refused(project) == f"kazbrief: {RAW}: found no such file, expected a file"
    (project / RAW).write_bytes(kept)
    mended(project, reference)


CORRUPTIONS: dict[str, Callable[[Path], object]] = {
    "no database": lambda project: (project / ".build/state.sqlite").write_bytes(bytes(range(256)) * 99),
    "cut off": lambda project: os.truncate(project / ".build/state.sqlite", 9000),
    "all gone": lambda project: shutil.rmtree(project / ".build"),
}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_a_corrupt_memory_of_the_build_changes_no_output(
    project: Path, reference: Reference, corruption: str
) -> None:
    CORRUPTIONS[corruption](project)
    mended(project, reference)


def test_a_change_that_keeps_size_and_time_of_a_file_is_seen(project: Path, reference: Reference) -> None:
    mended(project, reference)
    about = (project / RAW).stat()
    spoiling.change_row(project, back=True)
    os.utime(project / RAW, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (project / RAW).stat().st_size == about.st_size
    assert spoiling.run(project, *SMALL)[0] == 0
    assert spoiling.outputs(project) == reference.before


@pytest.mark.parametrize("name", ["data/clean/arms_imports.csv", "figures/fig-arms-share.png"])
def test_a_spoiled_output_is_made_anew(project: Path, reference: Reference, name: str) -> None:
    mended(project, reference)
    os.truncate(project / name, (project / name).stat().st_size // 2)
    mended(project, reference)


def test_two_builds_at_once_take_turns(project: Path, reference: Reference) -> None:
    both = [spoiling.start(project, *SMALL) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert any("waiting for another build" in text for text in said)
    mended(project, reference)


def test_other_packages_rebuild_everything(project: Path, reference: Reference) -> None:
    mended(project, reference)
    lock = project / "requirements.lock"
    lock.write_text(lock.read_text("utf-8").replace("numpy==", "numpy==9", 1), "utf-8")
    said = spoiling.run(project, *SMALL)[1]
    assert "4 tasks run" in said
