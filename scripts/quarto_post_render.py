"""What a plain ``quarto render`` runs last: copy the paper to _output/ itself, its place everywhere else.

A copy, because ``quarto preview`` goes on serving its own file. Does nothing when kazbrief called Quarto.
"""

import os
import shutil
from pathlib import Path

project = Path(__file__).resolve().parents[1]
if "KAZBRIEF_RENDER" not in os.environ:
    for name in os.environ.get("QUARTO_PROJECT_OUTPUT_FILES", "").splitlines():
        made = project / name
        if made.is_file() and made.parent != project / "_output":
            shutil.copyfile(made, project / "_output" / made.name)
