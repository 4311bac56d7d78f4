from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kazbrief import claims, inputs, measures, tables
from kazbrief.tables import base

RAW = Path(__file__).parents[2] / "data" / "raw"


def _needed() -> list[str]:
    """The raw tables behind the ledger: those that derived ones are made from, and those that keys lead to."""
    made_from = {name: inputs.inputs_of(path) for name, path in measures.DERIVED.items()}
    wanted: set[str] = set()
    waiting = list(claims.tables_read())
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += [*made_from.get(name, ()), *tables.NEEDS[name]]
    return [name for name in tables.RAW if name in wanted]


@pytest.fixture(scope="session")
def derive() -> Callable[[dict[str, pd.DataFrame]], dict[str, pd.DataFrame]]:
    """The function that adds to raw tables the derived ones that claims read."""

    def with_derived(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        made = dict(frames)
        for name, path in measures.DERIVED.items():
            if name in claims.tables_read():
                made[name] = inputs.call(inputs.load(path), frames).round(9)
        return made

    return with_derived


@pytest.fixture(scope="session")
def raw() -> dict[str, pd.DataFrame]:
    """The raw tables that the ledger rests on, read and checked."""
    frames: dict[str, pd.DataFrame] = {}
    for name in _needed():
        frames[name] = base.clean(tables.get(name), RAW / f"{name}.csv", frames)
    return frames


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
