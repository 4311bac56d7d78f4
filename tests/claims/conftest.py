from collections.abc import Callable

import pandas as pd
import pytest

from kazbrief import claims, inputs
from kazbrief.tables import catalogue


@pytest.fixture(scope="session")
def derive() -> Callable[[dict[str, pd.DataFrame]], dict[str, pd.DataFrame]]:
    """The function that adds to raw tables the derived ones that claims read."""

    def with_derived(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        made = dict(frames)
        for name in claims.tables_read():
            if measure := catalogue.get(name).computed:
                made[name] = inputs.call(inputs.load(measure), frames).round(9)
        return made

    return with_derived


@pytest.fixture(scope="session")
def raw(clean: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The raw tables, read and checked."""
    return clean


@pytest.fixture(scope="session")
def frames(
    raw: dict[str, pd.DataFrame], derive: Callable[[dict[str, pd.DataFrame]], dict[str, pd.DataFrame]]
) -> dict[str, pd.DataFrame]:
    """The same with the derived tables."""
    return derive(raw)


@pytest.fixture(scope="session")
def judged(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    from kazbrief.claims import ledger

    return ledger.judge(frames["claims"], frames)
