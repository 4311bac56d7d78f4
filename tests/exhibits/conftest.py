"""Fixtures of the tests of exhibits."""

from __future__ import annotations

import pytest
from drawn_exhibits import Exhibits

from kazbrief.exhibits.register import entries

IDS = [entry.id for entry in entries().values() if entry.id.startswith("fig-")]


@pytest.fixture(scope="session")
def drawn() -> Exhibits:
    return Exhibits()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "exhibit_id" in metafunc.fixturenames and not any(
        "exhibit_id" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize")
    ):
        metafunc.parametrize("exhibit_id", IDS)
