"""A small built copy of the project, in two states: before and after one row has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import spoiling


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> spoiling.Reference:
    states = []
    for name in ("after", "before"):
        folder = spoiling.copy(tmp_path_factory.mktemp(name) / "project")
        if name == "after":
            spoiling.change_row(folder)
        code, said = spoiling.run(folder, *spoiling.SMALL)
        assert code == 0, said
        states.append(spoiling.outputs(folder))
    after, before = states
    assert before.keys() == after.keys() and before != after
    return spoiling.Reference(folder, before, after)


@pytest.fixture
def project(reference: spoiling.Reference, tmp_path: Path) -> Path:
    """A built copy of which one row has changed since."""
    folder = tmp_path / "project"
    shutil.copytree(reference.folder, folder)
    spoiling.change_row(folder)
    return folder
