"""What a plain ``quarto render`` runs first: bring tables, figures and numbers up to date.

Uses the project's own environment (.venv, made by ``make``). Does nothing when kazbrief itself called Quarto.
"""

import os
import subprocess
import sys
from pathlib import Path

project = Path(__file__).resolve().parents[1]
program = next(
    (p for p in (project / ".venv/bin/kazbrief", project / ".venv/Scripts/kazbrief.exe") if p.exists()), None
)
if "KAZBRIEF_RENDER" not in os.environ:
    if program is None:
        sys.exit(
            "kazbrief is not installed: run `make build` once (it makes .venv), then quarto render again"
        )
    sys.exit(subprocess.run([program, "build"], cwd=project, check=False).returncode)
