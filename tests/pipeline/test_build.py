"""What a user sees of the build: it is repeatable, it rebuilds what depends on a change, it stops with one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project_copy import ROOT, outputs, run

from kazbrief import pipeline
from kazbrief.errors import KazbriefError


def tasks_run(stderr: str) -> set[str]:
    """The tasks named in the plain progress lines."""
    return set(re.findall(r"^ *\d+  (.+)$", stderr, flags=re.M))


def change(path: Path, old: str, new: str) -> int:
    """Replace the first occurrence in a file and return the number of its line."""
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_build_from_nothing_gives_the_committed_files(built: Path) -> None:
    ours = outputs(built)
    committed = [
        path
        for path in ours
        if path.endswith(".qmd") or (not path.startswith("report/") and path[-4:] not in (".png", ".pdf"))
    ]
    differing = [path for path in committed if (ROOT / path).read_bytes() != (built / path).read_bytes()]
    assert len(committed) > 60
    assert differing == []


def test_the_paper_waits_for_every_part_that_is_made_for_it() -> None:
    tasks = {task.name: task for task in pipeline.collect(ROOT)}
    made = {path for path in pipeline.products(ROOT) if path.parent == ROOT / "report" / "_built"}
    assert {"provenance.qmd", "claims.qmd", "fig-oil-share.svg"} <= {path.name for path in made}
    assert made <= set(tasks[pipeline.PAPER].reads)


def test_nothing_is_rebuilt_when_nothing_changed(project: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*.*") if path.is_file()}
    done = run(project, "build")
    assert done.returncode == 0
    assert tasks_run(done.stderr) == set()
    assert "nothing to do" in done.stderr
    for name in ("data/clean/raions.csv", "figures/fig-oil-share.svg", "_variables.yml"):
        assert (project / name).stat().st_mtime_ns == before[project / name]


def test_one_row_rebuilds_its_dependants_alone(project: Path) -> None:
    before = outputs(project)
    change(
        project / "data/raw/arms_imports.csv",
        "Kazakhstan,2010-2014,five years from 1995,Russia,260.4",
        "Kazakhstan,2010-2014,five years from 1995,Russia,160.4",
    )
    explained = run(project, "build", "--explain")
    assert "arms_imports.csv" in explained.stdout
    assert "fig-arms-share" in explained.stdout
    assert "fig-oil-share" not in explained.stdout
    assert outputs(project) == before, "--explain must not build"
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    ran = tasks_run(done.stderr)
    assert {"clean arms_imports", "derive arms_share", "draw fig-arms-share", "numbers"} <= ran
    assert (
        not {"clean raions", "derive ethnic_bounds", "draw fig-oil-share", "draw fig-kazakh-share-map"} & ran
    )
    after = outputs(project)
    moved = {path for path in after if after[path] != before[path]}
    assert {"data/clean/arms_share.csv", "figures/fig-arms-share.svg", "_variables.yml"} <= moved
    assert not any("oil" in path or "kazakh" in path or "pipelines" in path for path in moved)


FAULTS = {
    "a letter in a number column": (
        "raions",
        ("331040", "33l040"),
        r"data/raw/raions\.csv:{line}: column population: found '33l040', expected a whole number",
    ),
    "an unknown oblast": (
        "raions",
        ("Akmola,", "Akmolla,"),
        r"data/raw/raions\.csv:{line}: column oblast: found 'Akmolla', expected a unit .*Akmola",
    ),
    "a source that is not listed": (
        "arms_imports",
        ("S08", "S0008"),
        r"data/raw/arms_imports\.csv:{line}: column source_id: found 'S0008', expected a source_id",
    ),
    "a value out of range": (
        "ethnic_shares",
        ("55.81", "155.81"),
        r"data/raw/ethnic_shares\.csv:{line}: column share_pct: found 155\.81, expected a number from 0 to 100",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_table_stops_the_build_with_one_sentence(project: Path, fault: str) -> None:
    table, (old, new), sentence = FAULTS[fault]
    before = outputs(project)
    line = change(project / "data/raw" / f"{table}.csv", old, new)
    done = run(project, "build")
    assert done.returncode == 1
    message = [text for text in done.stderr.splitlines() if text.startswith("kazbrief: ")]
    assert len(message) == 1
    assert re.search(sentence.format(line=line), message[0]), message[0]
    assert "Traceback" not in done.stderr + done.stdout
    after = outputs(project)
    assert {path for path in before if path not in after} == set()
    assert after[f"data/clean/{table}.csv"] == before[f"data/clean/{table}.csv"]


def test_a_missing_table_is_named(project: Path) -> None:
    (project / "data/raw/oil_exports.csv").unlink()
    done = run(project, "build")
    assert done.returncode == 1
    assert "data/raw/oil_exports.csv" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_mended_table_builds_the_same_bytes(project: Path) -> None:
    before = outputs(project)
    path = project / "data/raw/raions.csv"
    change(path, "331040", "33l040")
    assert run(project, "build").returncode == 1
    change(path, "33l040", "331040")
    assert run(project, "build").returncode == 0
    assert outputs(project) == before


def test_a_build_apart_runs_the_code_as_it_is_and_tells_faults(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(project / "scripts"))
    lines: list[str] = []
    code = project / "scripts/kazbrief/exhibits/fig_oil_share.py"
    for old, new in (("Range bars", "Bars of ranges"), ("Bars of ranges", "Bars")):
        change(code, f"{old} by year", f"{new} by year")
        pipeline.run_apart(project, lines.append)
        assert f'"{new} by year' in (project / "figures/fig-oil-share.json").read_text("utf-8")
    assert any("draw fig-oil-share" in line for line in lines)
    line = change(project / "data/raw/arms_imports.csv", "1995-1999", "x1995-1999")
    with pytest.raises(
        KazbriefError, match=rf"^data/raw/arms_imports\.csv:{line}: column period: found 'x1995"
    ):
        pipeline.run_apart(project, lines.append)
