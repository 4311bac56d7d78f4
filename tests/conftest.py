"""What several tests share: settings of Hypothesis, clean tables, built copies of the project.

Hypothesis tries the same examples everywhere, and knows no deadline that a busy machine could miss.
"""

import shutil
from pathlib import Path

import pandas as pd
import project_copy
import pytest
from hypothesis import settings

from kazbrief.paper import fonts
from kazbrief.tables import catalogue, checking

RAW = Path(__file__).parents[1] / "data" / "raw"

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def clean() -> dict[str, pd.DataFrame]:
    """Every raw table of the repository, read and checked."""
    frames: dict[str, pd.DataFrame] = {}

    def add(name: str) -> None:
        if name not in frames:
            table = catalogue.get(name)
            for other in table.needs:
                add(other)
            frames[name] = checking.clean(table, RAW / f"{name}.csv", frames)

    for name in catalogue.raw_names():
        add(name)
    return frames


@pytest.fixture(scope="session")
def house_format(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house format with its fonts, as a build leaves it."""
    folder = tmp_path_factory.mktemp("format") / "briefing"
    shutil.copytree(project_copy.ROOT / "_extensions" / "briefing", folder)
    if not all(path.exists() for path in fonts.files(folder / "fonts")):
        fonts.install(folder / "fonts")
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of the project; read it, don't change it."""
    project = project_copy.copy(tmp_path_factory.mktemp("built") / "project")
    done = project_copy.run(project, "build")
    assert done.returncode == 0, done.stderr
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A built copy of the project that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "project"))
