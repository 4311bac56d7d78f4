"""What is run and what isn't, and what is said of it, on a project of a few lines."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import few_tasks
import pytest
from few_tasks import ALL, DATA

from kazbrief import pipeline
from kazbrief.errors import KazbriefError
from kazbrief.pipeline import engine


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = few_tasks.make(tmp_path / "project")
    monkeypatch.setenv("KAZBRIEF_ROOT", str(folder))
    return folder


@pytest.fixture
def built(project: Path) -> Path:
    assert ran(project) == set(ALL)
    assert ran(project) == set(), "from here on nothing has changed at all"
    return project


def ran(project: Path, *, paper: bool = True, **options: object) -> set[str]:
    return set(pipeline.run(project, paper=paper, **options).ran)  # type: ignore[arg-type]


def refused(project: Path, **options: object) -> list[str]:
    with pytest.raises(KazbriefError) as caught:
        ran(project, **options)
    return str(caught.value).splitlines()


def test_nothing_is_run_twice(built: Path) -> None:
    assert pipeline.run(built, paper=True) == pipeline.Outcome(unchanged=list(ALL))
    assert pipeline.explain(built) == {}
    assert (built / "figures/joined").read_text() == "onetwo"


def test_the_tasks_are_not_looked_at_when_nothing_has_changed_at_all(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def collect(root: Path) -> None:
        raise KazbriefError("the tasks are looked at")

    monkeypatch.setattr(pipeline, "collect", collect)
    assert pipeline.run(built, paper=True).unchanged == list(ALL)
    for options in ({"paper": False}, {"only": "copy"}, {"force": True}):
        assert refused(built, **options) == ["the tasks are looked at"]
    (built / "new").write_text("")
    assert refused(built) == ["the tasks are looked at"]
    (built / "new").unlink()
    (built / ".build/settled.json").write_text("[1")
    assert refused(built) == ["the tasks are looked at"]


def test_a_data_build_leaves_the_paper_out(project: Path) -> None:
    assert ran(project, paper=False) == set(DATA)
    assert not (project / "figures/joined").exists()


def test_a_change_rebuilds_what_depends_on_it_alone(built: Path) -> None:
    (built / "b").write_text("THREE")
    told = {"copy b1": "b changed", "copy b2": "after copy b1", "render": "after copy b1, after copy b2"}
    assert pipeline.explain(built) == told
    assert (built / "figures/joined").read_text() == "onetwo", "explaining runs nothing"
    assert ran(built) == told.keys()
    assert (built / "figures/joined").read_text() == "onethree"


def test_what_comes_out_the_same_ends_the_chain(built: Path) -> None:
    (built / "a").write_text("One\n")
    assert ran(built) == {"copy a1"}


def test_times_tell_nothing(built: Path) -> None:
    path = built / "a"
    about = path.stat()
    path.touch()
    assert ran(built) == set()
    path.write_text("SIX")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert ran(built) == {"copy a1", "copy a2", "render"}


@pytest.mark.parametrize(
    "change", [Path.unlink, lambda path: path.write_text("edited"), lambda path: path.write_text("")]
)
def test_a_lost_or_edited_output_is_made_anew(built: Path, change: Callable[[Path], object]) -> None:
    change(built / "figures/a2")
    assert set(pipeline.explain(built)) == {"copy a2", "render"}
    assert ran(built) == {"copy a2"}
    assert (built / "figures/a2").read_text() == "one"


def test_everything_is_run_with_other_packages_or_another_python(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "requirements.lock").write_text("x==2\n")
    assert ran(built) == set(ALL)
    monkeypatch.setattr(sys, "version", "3.99.0 (main)")
    assert ran(built) == set(ALL)


def test_a_setting_runs_its_own_task_again(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAZBRIEF_ENGINE", "another")
    assert ran(built) == {"render"}


def test_the_file_that_defines_a_task_is_part_of_it(built: Path) -> None:
    path = built / "scripts" / "task_few.py"
    path.write_text(path.read_text() + "\n# changed\n")
    assert ran(built) == set(ALL)
    path.with_name("task_other.py").write_text("")
    assert ran(built) == set()


def test_the_code_of_a_task_is_part_of_it(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = pipeline.collect(built)
    module = built / "module.py"
    module.write_text("1")
    monkeypatch.setattr("kazbrief.pipeline.tasks.code_of", lambda *modules: [module] if modules else [])
    tasks[1] = pipeline.Task(
        tasks[1].name, tasks[1].action, tasks[1].arguments, tasks[1].reads, tasks[1].writes, ["m"]
    )
    for text, expected in (("1", ["copy a2"]), ("1", []), ("2", ["copy a2"])):
        module.write_text(text)
        outcome = pipeline.Outcome()
        engine.run(built, tasks, DATA, outcome, lambda name: None, force=False, jobs=1)
        assert outcome.ran == expected


def test_a_copy_of_a_built_project_is_built(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = built.with_name("copy")
    shutil.copytree(built, copy)
    shutil.rmtree(built)
    monkeypatch.setenv("KAZBRIEF_ROOT", str(copy))
    assert ran(copy) == set()
    (copy / "b").write_text("THREE")
    assert ran(copy) == {"copy b1", "copy b2", "render"}


def test_force_runs_all_and_only_runs_some(built: Path) -> None:
    assert ran(built, force=True) == set(ALL)
    assert ran(built, force=True, only="b2") == {"copy b1", "copy b2"}
    assert refused(built, only="z") == ["there is no task 'z': `kazbrief build --explain` lists them"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_fault_is_told_in_order_and_nothing_built_is_lost(built: Path, jobs: int) -> None:
    (built / "a").write_text("FAULT fault\n")
    (built / "b").write_text("bug\n")
    begun: list[str] = []
    assert refused(built, jobs=jobs, report=begun.append) == [
        "a: found FAULT fault, expected no fault",
        f"the task copy b1 stopped on an unexpected fault (KeyError: 'bug'); {engine.FAULT} shows where",
    ]
    assert set(begun) == {"copy a1", "copy b1"}, "what depends on a task that failed waits"
    assert "in copy" in (built / engine.FAULT).read_text()
    assert list(few_tasks.built(built).values()) == [
        "one",
        "one",
        "two",
        "two",
        "onetwo",
    ]
    (built / "a").write_text("ONE")
    (built / "b").write_text("TWO")
    assert ran(built) == set(), "everything is again as it was"


def test_missing_sources_are_all_named_before_anything_is_run(built: Path) -> None:
    (built / "a").unlink()
    (built / "b").unlink()
    (built / "b").mkdir()
    assert refused(built) == [
        "a: found no such file, expected a file",
        "b: found a folder, expected a file",
    ]


def test_a_task_that_does_not_write_its_file_is_told(project: Path) -> None:
    few_tasks.change_tasks(project, 'files.write_text(FIGURES / "joined", ', "str(")
    assert refused(project) == ["the task render made no figures/joined"]


def test_two_tasks_that_write_the_same_file_are_told(project: Path) -> None:
    few_tasks.change_tasks(project, 'writes=[FIGURES / "joined"]', 'writes=[FIGURES / "a1"]')
    (message,) = refused(project)
    assert "figures/a1' is a target for render and copy a1" in message


@pytest.mark.slow
def test_a_build_apart_tells_what_it_does_and_why_it_stops(project: Path) -> None:
    lines: list[str] = []
    pipeline.run_apart(project, lines.append)
    assert sorted(line.split(maxsplit=1)[1] for line in lines[:4]) == sorted(DATA)
    (project / "b").write_text("fault")
    with pytest.raises(KazbriefError, match=r"^b: found fault, expected no fault$"):
        pipeline.run_apart(project, lines.append)
    assert lines[-1].endswith("copy b1")


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_files_come_out_whatever_runs_at_once(project: Path, jobs: int) -> None:
    begun: list[str] = []
    assert ran(project, jobs=jobs, report=begun.append) == set(begun) == set(ALL)
    assert (project / "figures/joined").read_text() == "onetwo"
    assert ran(project) == set()


def test_what_is_made_of_all_products_is_made_in_the_first_process(project: Path) -> None:
    """The others have grown with what they drew: the paper would need their memory and its own."""
    few_tasks.change_tasks(project, '"joined", (', '"joined", str(os.getpid()) + (')
    ran(project, jobs=2)
    assert (project / "figures/joined").read_text() == f"{os.getpid()}onetwo"


CORRUPTIONS: dict[str, Callable[[Path], object]] = {
    "no text": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "without end": lambda path: path.write_text("[" * 100_000),
    "of another shape": lambda path: path.write_text('{"copy a1": 7}'),
}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_what_cannot_be_read_of_earlier_builds_is_built_anew(built: Path, corruption: str) -> None:
    CORRUPTIONS[corruption](built / engine.STATE)
    lines: list[str] = []
    assert ran(built, report=lines.append) == set(ALL)
    assert lines[0] == "the memory of earlier builds is unreadable: everything is built anew"
    assert ran(built) == set()


@pytest.mark.parametrize("content", [None, b""])
def test_a_memory_that_is_gone_is_made_anew(built: Path, content: bytes | None) -> None:
    (built / engine.STATE).unlink()
    if content is not None:
        (built / engine.STATE).write_bytes(content)
    assert set(pipeline.explain(built)) == set(ALL)
    assert ran(built) == set(ALL)
