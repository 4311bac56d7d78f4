"""What a user sees of the build: it is repeatable, it rebuilds what depends on a change, it stops with one sentence."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from project_copy import RAW, ROOT, SMALL, change, change_row, copy, forget_built, outputs, run

from kazbrief import pipeline
from kazbrief.edition import EDITION


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
    apart = built / ".build"
    assert all(path.stat().st_mtime_ns == then for path, then in before.items() if path.parent != apart)


@dataclass(frozen=True)
class OneRow:
    """What is seen of a project in which a value of one row was changed: before the build, of it, and after it."""

    before: dict[str, str]
    explained: str
    unbuilt: dict[str, str]
    unmoved: str
    ran: set[str]
    after: dict[str, str]
    moved: str


@pytest.fixture(scope="module")
def one_row(built: Path, tmp_path_factory: pytest.TempPathFactory) -> OneRow:
    project = Path(shutil.copytree(built, tmp_path_factory.mktemp("row") / "project"))
    before = outputs(project)
    saved = run(project, "edition", "save", "--replace")
    assert saved.returncode == 0, saved.stderr
    unmoved = run(project, "diff", EDITION).stdout
    change_row(project, "200.4")
    explained = run(project, "build", "--explain").stdout
    unbuilt = outputs(project)
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    moved = run(project, "diff", EDITION, "--all").stdout
    return OneRow(before, explained, unbuilt, unmoved, tasks_run(done.stderr), outputs(project), moved)


@pytest.mark.slow
def test_one_row_rebuilds_its_dependants_alone(one_row: OneRow) -> None:
    assert "clean arms_imports: data/raw/arms_imports.csv changed\n" in one_row.explained
    assert "draw fig-arms-share: after derive arms_share\n" in one_row.explained
    assert "fig-oil-share" not in one_row.explained
    assert one_row.unbuilt == one_row.before, "--explain must not build"
    assert {"clean arms_imports", "derive arms_share", "draw fig-arms-share", "numbers"} <= one_row.ran
    unmoved = {"clean raions", "derive ethnic_bounds", "draw fig-oil-share", "draw fig-bounds-check"}
    assert not unmoved & one_row.ran
    moved = {path for path, sha in one_row.after.items() if sha != one_row.before[path]}
    assert {"data/clean/arms_share.csv", "figures/fig-arms-share.svg", "_variables.yml"} <= moved
    assert not any("oil" in path or "bounds" in path or "pipelines" in path for path in moved)


@pytest.mark.slow
def test_a_changed_raw_value_is_told_where_it_matters(one_row: OneRow) -> None:
    """`kazbrief diff` tells the numbers, the claim and the exhibits that moved, and no others."""
    assert one_row.unmoved == f"nothing moved since edition {EDITION}\n"
    # 260.4 of 445.06 million TIV were 59 %; 200.4 of 385.06 are 52 %.
    assert "number arms.lowest: printed 59\u00a0% -> 52\u00a0%\n" in one_row.moved
    told = re.finditer(r"^(?:number|claim|exhibit) ([\w.-]+):", one_row.moved, re.MULTILINE)
    moved = {match[1] for match in told}
    assert "fig-arms-share" in moved
    assert not any(name.startswith(("oil.", "people.", "fig-oil", "fig-kazakh")) for name in moved)


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
