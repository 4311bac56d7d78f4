"""One raw value changed: `kazbrief diff` tells the numbers, the claim and the exhibits that moved, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from project_copy import change_row, run

from kazbrief.edition import EDITION


@pytest.mark.slow
def test_a_changed_raw_value_is_told_where_it_matters(project: Path) -> None:
    saved = run(project, "edition", "save", "--replace")
    assert saved.returncode == 0, saved.stderr
    assert run(project, "diff", EDITION).stdout == f"nothing moved since edition {EDITION}\n"
    change_row(project, "200.4")
    assert run(project, "build").returncode == 0
    told = run(project, "diff", EDITION, "--all").stdout
    # 260.4 of 445.06 million TIV were 59 %; 200.4 of 385.06 are 52 %.
    assert "number arms.lowest: printed 59\u00a0% -> 52\u00a0%\n" in told
    moved = {match[1] for match in re.finditer(r"^(?:number|claim|exhibit) ([\w.-]+):", told, re.MULTILINE)}
    assert "fig-arms-share" in moved
    assert not any(name.startswith(("oil.", "people.", "fig-oil", "fig-kazakh")) for name in moved)
