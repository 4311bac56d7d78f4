from pathlib import Path

import pandas as pd
import pytest

from kazbrief.tables import RAW as RAW_NAMES
from kazbrief.tables import base, get

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def clean() -> dict[str, pd.DataFrame]:
    """Every raw table of the repository, read and checked."""
    frames: dict[str, pd.DataFrame] = {}
    for name in RAW_NAMES:
        frames[name] = base.clean(get(name), RAW / f"{name}.csv", frames)
    return frames
