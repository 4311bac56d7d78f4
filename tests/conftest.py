"""Hypothesis for all tests: the same examples everywhere, and no deadline that a busy machine could miss."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

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
