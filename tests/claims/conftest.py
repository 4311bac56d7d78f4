from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from kazbrief import claims, inputs
from kazbrief.tables import catalogue

Frames = dict[str, pd.DataFrame]
Derive = Callable[..., Frames]


def rests_on(name: str, table: str) -> bool:
    """Whether a table is another one, or is computed from it."""
    measure = catalogue.get(name).computed
    return name == table or bool(measure and any(rests_on(own, table) for own in inputs.inputs_of(measure)))


def _claims_on(table: str) -> list[str]:
    functions = [*claims.tests().items(), *claims.states().items()]
    return [
        claim_id
        for claim_id, path in functions
        if any(rests_on(name, table) for name in inputs.inputs_of(path))
    ]


@pytest.fixture(scope="session")
def claims_on() -> Callable[[str], list[str]]:
    """The function that gives the claims that read a table or one computed from it; the others never see it."""
    return _claims_on


@pytest.fixture(scope="session")
def derive() -> Derive:
    """The function that adds to raw tables the derived ones that claims read, or those that rest on one of them."""

    def with_derived(frames: Frames, changed: str = "") -> Frames:
        made = dict(frames)
        for name in claims.tables_read():
            if (measure := catalogue.get(name).computed) and (not changed or rests_on(name, changed)):
                made[name] = inputs.call(inputs.load(measure), frames).round(9)
        return made

    return with_derived


@pytest.fixture(scope="session")
def raw(cleaned: Callable[[str], pd.DataFrame]) -> Frames:
    """The raw tables that claims stand on, read and checked."""
    needed = {"sources", "exercises"}
    for name in claims.tables_read():
        measure = catalogue.get(name).computed
        needed |= set(inputs.inputs_of(measure)) if measure else {name}
    return {name: cleaned(name) for name in sorted(needed)}


@pytest.fixture(scope="session")
def frames(raw: Frames, derive: Derive) -> Frames:
    """The same with the derived tables."""
    return derive(raw)


@pytest.fixture(scope="session")
def judged(frames: Frames) -> pd.DataFrame:
    from kazbrief.claims import ledger

    return ledger.judge(frames["claims"], frames)
