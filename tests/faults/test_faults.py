"""Whatever stops a build, the next one ends in the same bytes, and no earlier output is lost or half-written."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from project_copy import SMALL, change_row, outputs, run, start

KILLS = int(os.environ.get("KAZBRIEF_KILLS", "2"))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def undisturbed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], float]:
    """The outputs of an undisturbed build after one row has changed, and the seconds that it took."""
    project = Path(shutil.copytree(built, tmp_path_factory.mktemp("after") / "project"))
    change_row(project, "261.4")
    began = time.monotonic()
    done = run(project, *SMALL)
    assert done.returncode == 0, done.stderr
    return outputs(project), time.monotonic() - began


def assert_whole(found: dict[str, str], before: dict[str, str], after: dict[str, str]) -> None:
    """Every output is as before or as after, none is half-written or lost; temporary files don't count."""
    for path, sha in found.items():
        assert path.endswith(".part") or sha in (before.get(path), after.get(path)), path
    assert before.keys() <= found.keys()


def test_a_build_killed_at_any_moment_is_made_good_by_the_next(
    project: Path, undisturbed: tuple[dict[str, str], float]
) -> None:
    before, (after, lasting) = outputs(project), undisturbed
    assert before.keys() == after.keys() and before != after
    moments = random.Random(8)
    interrupted = 0
    for number in range(KILLS):
        old, new = ("260.4", "261.4") if number % 2 == 0 else ("261.4", "260.4")
        earlier, later = (before, after) if number % 2 == 0 else (after, before)
        change_row(project, new, before=old)
        process = start(project, *SMALL)
        try:
            process.communicate(timeout=moments.uniform(0.1, 1.0) * lasting)
        except subprocess.TimeoutExpired:
            interrupted += 1
        process.kill()
        process.communicate()
        assert_whole(outputs(project), earlier, later)
        done = run(project, *SMALL)
        assert done.returncode == 0, done.stderr
        assert outputs(project) == later, f"kill {number}"
    assert interrupted >= KILLS // 2, "most builds ended before they were killed"


def test_spoiled_outputs_are_made_anew(built: Path, project: Path) -> None:
    for name in ("data/clean/arms_imports.csv", "figures/fig-arms-share.png"):
        os.truncate(project / name, (project / name).stat().st_size // 2)
    assert run(project, *SMALL).returncode == 0
    assert outputs(project) == outputs(built)


def test_a_slip_is_told_by_file_and_line_and_leaves_what_was_built(project: Path) -> None:
    before = outputs(project)
    raw, code = project / "data" / "raw", project / "scripts" / "kazbrief"
    rows = (raw / "claims.csv").read_text("utf-8").splitlines()
    own = next(row for row in rows if ",computed," in row)
    slips = [
        (raw / "claims.csv", "\n".join([*rows, own.replace(own[:3], "C99", 1).replace("”", "x")]) + "\n",
         rf"data/raw/claims\.csv:{len(rows) + 1}: column claim_id: found no test of C99"),
        (raw / "Hdi2.csv", "a,b\n", r"data/raw/Hdi2\.csv: found a file of no raw table, .*nearest: 'hdi'"),
        (raw / "hdi (1).csv", "a,b\n", r"data/raw/hdi \(1\)\.csv: found a file of no raw table"),
        (code / "numbers.py", "def arms(:\n", r"scripts/kazbrief/numbers\.py:1: found broken Python"),
        (code / "formats.py", "\n\ndef x(:\n", r"scripts/kazbrief/formats\.py:3: found broken Python"),
        (code / "claims" / "oil.py", "x = 1\nif x\n", r"scripts/kazbrief/claims/oil\.py:2: found broken Python"),
    ]  # fmt: skip
    for path, content, says in slips:
        kept = path.read_bytes() if path.exists() else None
        path.write_text(content, "utf-8")
        done = run(project, "build")
        assert done.returncode and re.search(f"^kazbrief: {says}", done.stderr, re.M), done.stderr
        assert "Traceback" not in done.stderr and outputs(project) == before
        path.unlink() if kept is None else path.write_bytes(kept)


def test_the_built_files_of_a_table_that_is_gone_go_as_well(project: Path) -> None:
    before = outputs(project)
    schema = project / "data" / "schema"
    shutil.copy(schema / "hdi.yml", schema / "hdi_of_others.yml")
    shutil.copy(project / "data" / "raw" / "hdi.csv", project / "data" / "raw" / "hdi_of_others.csv")
    assert run(project, "build", "--only", "data package").returncode == 0
    assert "data/clean/hdi_of_others.csv" in outputs(project)
    (schema / "hdi_of_others.yml").unlink()
    (project / "data" / "raw" / "hdi_of_others.csv").unlink()
    assert run(project, "build", "--only", "data package").returncode == 0
    assert outputs(project) == before
