"""Built copies of the project, for the tests of the build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from project_copy import LEFT_OUT, ROOT, run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, built from nothing; read it, don't change it."""
    project = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(ROOT, project, ignore=LEFT_OUT)
    for folder in ("data/clean", "report/_built", ".build"):
        shutil.rmtree(project / folder, ignore_errors=True)
    for path in [
        *(project / "figures").glob("*.*"),
        project / "_variables.yml",
    ]:
        path.unlink(missing_ok=True)
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A built copy of the project that a test may change."""
    copy = tmp_path / "project"
    shutil.copytree(built, copy)
    return copy
