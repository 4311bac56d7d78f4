"""What a user sees of the build: it is repeatable, it rebuilds what depends on a change, it stops with one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project_copy import RAW, ROOT, SMALL, change, change_row, copy, forget_built, outputs, run

from kazbrief import pipeline


def tasks_run(stderr: str) -> set[str]:
    """The tasks named in the plain progress lines."""
    return set(re.findall(r"^ *\d+  (.+)$", stderr, flags=re.M))


@pytest.mark.slow
def test_a_build_from_nothing_gives_the_files_that_are_here(tmp_path: Path) -> None:
    """An exhibit with all that it rests on; the whole, twice, is what `kazbrief verify` builds."""
    project = copy(tmp_path / "project")
    forget_built(project)
    done = run(project, *SMALL)
    assert done.returncode == 0, done.stderr
    made, here = outputs(project), outputs(ROOT)
    assert {
        "data/clean/arms_share.csv",
        "figures/fig-arms-share.svg",
        "figures/fig-arms-share.csv",
    } <= made.keys()
    # Pictures that aren't committed may be of an earlier state here.
    kept = {path for path in made if not path.startswith("figures/") or path[-4:] not in (".png", ".pdf")}
    assert {path for path in kept if made[path] != here.get(path)} == set()


def test_the_paper_waits_for_every_part_that_is_made_for_it() -> None:
    tasks = {task.name: task for task in pipeline.collect(ROOT)}
    made = {path for path in pipeline.products(ROOT) if path.parent == ROOT / "report" / "_built"}
    assert {"provenance.qmd", "claims.qmd", "fig-oil-share.svg"} <= {path.name for path in made}
    assert made <= set(tasks[pipeline.PAPER].reads)


@pytest.mark.slow
def test_nothing_is_rebuilt_when_nothing_changed(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*.*") if path.is_file()}
    done = run(built, "build")
    assert done.returncode == 0
    assert tasks_run(done.stderr) == set()
    assert "nothing to do" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in before} == before | {
        path: path.stat().st_mtime_ns for path in (built / ".build").glob("*.*")
    }


@pytest.mark.slow
def test_one_row_rebuilds_its_dependants_alone(project: Path) -> None:
    before = outputs(project)
    change_row(project, "160.4")
    explained = run(project, "build", "--explain").stdout
    assert "clean arms_imports: data/raw/arms_imports.csv changed\n" in explained
    assert "draw fig-arms-share: after derive arms_share\n" in explained
    assert "fig-oil-share" not in explained
    assert outputs(project) == before, "--explain must not build"
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    ran = tasks_run(done.stderr)
    assert {"clean arms_imports", "derive arms_share", "draw fig-arms-share", "numbers"} <= ran
    assert not {"clean raions", "derive ethnic_bounds", "draw fig-oil-share", "draw fig-bounds-check"} & ran
    after = outputs(project)
    moved = {path for path in after if after[path] != before[path]}
    assert {"data/clean/arms_share.csv", "figures/fig-arms-share.svg", "_variables.yml"} <= moved
    assert not any("oil" in path or "bounds" in path or "pipelines" in path for path in moved)


@pytest.mark.slow
def test_broken_tables_stop_the_build_with_one_sentence_each(project: Path) -> None:
    before = outputs(project)
    faults = [
        ("arms_imports", "S08", "S0008", "column source_id: found 'S0008', expected a source_id"),
        (
            "ethnic_shares",
            "55.81",
            "155.81",
            "column share_pct: found 155.81, expected a number from 0 to 100",
        ),
        ("raions", "331040", "33l040", "column population: found '33l040', expected a whole number"),
    ]
    places = [change(project / f"data/raw/{table}.csv", old, new) for table, old, new, _ in faults]
    done = run(project, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr + done.stdout
    message = done.stderr[done.stderr.index("kazbrief: ") + len("kazbrief: ") :].splitlines()
    for line, place, (table, _, _, sentence) in zip(message, places, faults, strict=True):
        assert line.startswith(f"data/raw/{table}.csv:{place}: {sentence}"), line
    assert outputs(project) == before, "what was built stays"
    for table, old, new, _ in faults:
        change(project / f"data/raw/{table}.csv", new, old)
    assert "nothing to do" in run(project, "build").stderr


@pytest.mark.slow
def test_a_missing_table_is_named(project: Path) -> None:
    (project / RAW).unlink()
    done = run(project, "build")
    assert done.returncode == 1
    assert done.stderr == f"kazbrief: {RAW}: found no such file, expected a file\n"


@pytest.mark.slow
def test_the_build_runs_the_code_as_it_is(project: Path) -> None:
    change(
        project / "scripts/kazbrief/exhibits/fig_arms_share.yml",
        "  Russia’s share of K",
        "  Changed: Russia’s share of K",
    )
    explained = run(project, "build", "--explain").stdout
    assert "draw fig-arms-share: scripts/kazbrief/exhibits/fig_arms_share.yml changed\n" in explained
    assert "draw fig-oil-share" not in explained
    assert run(project, "build", "--only", "fig-arms-share").returncode == 0
    assert '"finding": "Changed: ' in (project / "figures/fig-arms-share.json").read_text("utf-8")
