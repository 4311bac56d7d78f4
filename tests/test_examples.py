"""The examples run as they stand, from anywhere, and draw what their page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))
# A line that each prints: worked by hand, or what the table says.
PRINTED = {
    "map_in_five_lines": "Bureau of National Statistics",
    "bounds_elsewhere": "Coast       44.7       91.2",  # (42 x 50 + 9 x 20) / 51 and (42 x 100 + 9 x 50) / 51
    "line_by_country": "Northern loop",
    "close_a_link": "roads of the company closed: 50 lorries a day; what limits them: Sawmill-Harbour",
}


def run(program: Path, folder: Path) -> str:
    """What a program prints, run in another folder."""
    environment = {**os.environ, "MPLBACKEND": "Agg"}
    done = subprocess.run(
        [sys.executable, program], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_an_example_runs_and_draws(program: Path, tmp_path: Path) -> None:
    assert " ".join(PRINTED[program.stem].split()) in " ".join(run(program, tmp_path).split())
    with (
        Image.open(tmp_path / f"{program.stem}.png") as drawn,
        Image.open(program.with_suffix(".png")) as shown,
    ):
        assert drawn.size[0] > 400
        assert len(np.unique(np.asarray(drawn.convert("RGB")).reshape(-1, 3), axis=0)) > 50
        assert drawn.size == pytest.approx(shown.size, rel=0.1)


def test_the_page_of_the_examples_names_them_all_with_pictures_that_are_there() -> None:
    page = (EXAMPLES / "README.md").read_text("utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", page)
    assert all((EXAMPLES / target).exists() for target in targets)
    assert {path.name for path in PROGRAMS} <= set(targets)
