"""``make bench``: measure on a copy of the project, and write the figures and a page of them."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from kazbrief import files, paths
from kazbrief.bench import growth, page, runs
from kazbrief.errors import KazbriefError


def main() -> None:
    """Measure; the project itself is only read."""

    def report(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    root = paths.root()
    with tempfile.TemporaryDirectory() as folder:
        builds, stages = runs.all_runs(root, Path(folder) / "project", report)
    report("growth")
    result = {
        "machine": {
            "processors": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
            "system": platform.system(),
            "python": platform.python_version(),
        },
        "runs": [asdict(run) for run in builds],
        "stages": stages,
        "growth": [asdict(series) for series in growth.measured()],
    }
    output = root / "_output"
    written = (
        files.write_text(output / "bench.json", files.json_text(result)),
        files.write_text(output / "bench.html", page.html(result)),
    )
    for line in page.lines(result):
        print(line)
    for path in written:
        print(paths.shown(path))


try:
    main()
except KazbriefError as error:
    print(f"kazbrief: {error}", file=sys.stderr)
    sys.exit(1)
