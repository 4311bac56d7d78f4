"""The paper of this repository passes its own check."""

from __future__ import annotations

from pathlib import Path

import pytest

from kazbrief import check

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_the_paper_passes() -> None:
    outcome = check.run(ROOT)
    assert [str(finding) for finding in outcome.findings] == []
