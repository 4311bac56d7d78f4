from pathlib import Path

import pandas as pd
import pytest

from kazbrief import tables
from kazbrief.tables import base

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def clean() -> dict[str, pd.DataFrame]:
    """Every raw table of the repository, read and checked."""
    frames: dict[str, pd.DataFrame] = {}
    for name in tables.RAW:
        frames[name] = base.clean(tables.get(name), RAW / f"{name}.csv", frames)
    return frames
