"""Every file of tests is run: pytest collects what lies in the folder, whatever its folders are called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project_copy import COLLECTED, ROOT


def with_tests(folder: Path) -> set[str]:
    """The files under a folder that hold a test, by what is written in them."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(r"^\s*(async )?def test_", path.read_text("utf-8"), re.MULTILINE)
    }


def collected(folder: Path) -> set[str]:
    """The files from which pytest takes at least one test, with the project's settings."""
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stdout + listed.stderr
    files = {line.partition("::")[0] for line in listed.stdout.splitlines() if "::" in line}
    return {Path(name).relative_to("tests").as_posix() for name in files}


@pytest.mark.slow
def test_every_file_with_tests_is_collected(pytestconfig: pytest.Config) -> None:
    there = with_tests(ROOT / "tests")
    assert len(there) > 50
    if pytestconfig.args == pytestconfig.getini("testpaths"):
        noted = pytestconfig.stash[COLLECTED]
        assert {path.relative_to(ROOT / "tests").as_posix() for path in noted} == there
    else:
        assert collected(ROOT) == there


@pytest.mark.slow
def test_files_in_folders_that_pytest_leaves_out_by_itself_are_collected(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    names = {f"{folder}/test_{folder}.py" for folder in ("build", "dist", "venv", "node_modules", "CVS")}
    for name in names:
        planted = tmp_path / "tests" / name
        planted.parent.mkdir(parents=True)
        planted.write_text("def test_planted() -> None:\n    assert True\n")
    assert collected(tmp_path) == with_tests(tmp_path / "tests") == names
