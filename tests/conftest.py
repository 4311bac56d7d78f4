"""What several tests share: settings of Hypothesis, clean tables, built copies of the project.

Hypothesis tries the same examples everywhere, and knows no deadline that a busy machine could miss.
"""

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import project_copy
import pytest
from hypothesis import settings

from kazbrief.tables import catalogue, checking

RAW = Path(__file__).parents[1] / "data" / "raw"

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")


@functools.cache
def _cleaned(name: str) -> pd.DataFrame:
    table = catalogue.get(name)
    return checking.clean(table, RAW / f"{name}.csv", {other: _cleaned(other) for other in table.needs})


@pytest.fixture(scope="session")
def cleaned() -> Callable[[str], pd.DataFrame]:
    """The function that gives a raw table of the repository, read and checked once."""
    return _cleaned


@pytest.fixture(scope="session")
def clean() -> dict[str, pd.DataFrame]:
    """Every raw table of the repository, read and checked."""
    return {name: _cleaned(name) for name in catalogue.raw_names()}


@pytest.fixture(scope="session")
def house_format(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house format with its fonts."""
    folder = tmp_path_factory.mktemp("format") / "briefing"
    shutil.copytree(project_copy.ROOT / "_extensions" / "briefing", folder)
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


# By seconds, longest first: the processes that run the tests end together.
LONGEST = (
    "test_paper_instruments", "test_add_census", "test_build", "test_faults", "test_exhibit_files", "test_redraw",
    "test_paper_text", "test_corpus", "test_paper_axe", "test_export", "test_paper_browser_tools", "test_disturbed",
    "test_examples", "test_cli_data", "test_paper_browser", "test_wheel", "test_paper_whole", "test_geodesic",
)  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files that take long come first; those of all tests, also of such as are left out by a mark, are noted.

    Coverage leaves out property tests, which run the same lines hundreds of times, and those of the browser, which runs
    lines of its own: measured, they would take half as long again.
    """
    config.stash[project_copy.COLLECTED] = {item.path for item in items}
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))
    for item in items:
        of_properties = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if of_properties or item.get_closest_marker("browser"):
            item.add_marker("no_cover")
