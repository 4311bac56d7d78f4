"""The benchmark: how long builds of a copy of the project take, and how their work grows with the data.

``python -m kazbrief.bench`` (``make bench``) prints a table and writes ``_output/bench.json``. Compare the ratios: all
is measured in one run on one machine.
"""

from __future__ import annotations

import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import timeit
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kazbrief import files, paths
from kazbrief.errors import KazbriefError
from kazbrief.paper import choose_engine
from kazbrief.paper.preview import Preview
from kazbrief.verify import copies

ROWS = "data/raw/district_people.csv"
# One more of a group, and so one more of all, in a district: the figures that readers look at most hang on it.
CELLS = (
    ("101000,Abai,All,313603", "101000,Abai,All,313604"),
    ("101000,Abai,Kazakh,231940", "101000,Abai,Kazakh,231941"),
)
PROSE = "report/_outlook.qmd"
TIMES = (10, 100)  # below, fixed costs hide how the work grows
# A writer reads what came before writing on; a page that takes longer than the other never comes.
_PAUSE_S, _PATIENCE_S = 5.0, 60.0
Work = tuple[int, Callable[[], object]]


def builds(root: Path, project: Path, report: Callable[[str], None]) -> dict[str, float]:
    """Measure each kind of build on a copy: median seconds, and the most memory that one process of them held.

    Raises
    ------
    KazbriefError
        When a build of the copy stops.
    """
    copies.snapshot(root, project, working_tree=True)
    measured: dict[str, float] = {}

    def measure(name: str, change: Callable[[int], object], runs: int, engine: str = "embedded") -> None:
        report(name)
        seconds = []
        for number in range(runs):
            change(number)
            began = time.monotonic()
            _render(project, engine)
            seconds.append(time.monotonic() - began)
        measured[name] = round(statistics.median(seconds), 2)

    measure("full_s", lambda number: None, 1)
    measure("nothing_s", lambda number: None, 5)
    measure("sentence_s", lambda number: _add_sentence(project, number), 5)
    measure("row_s", lambda number: _change_row(project, number), 3)
    # Before the preview, which runs in this process: what it holds would count for those that are started after it.
    unit = 1 if sys.platform == "darwin" else 1024
    measured["peak_mb"] = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6)
    report("preview_s")
    measured["preview_s"] = round(_on_screen(project), 2)
    if choose_engine("auto").name == "quarto":
        _render(project, "quarto")
        measure("quarto_sentence_s", lambda number: _add_sentence(project, number), 1, "quarto")
    return measured


def _render(project: Path, engine: str) -> None:
    own = {"KAZBRIEF_ROOT": str(project), "PYTHONPATH": str(project / "scripts"), "TERM": "dumb"}
    command = [sys.executable, "-m", "kazbrief.cli", "render", "--engine", engine]
    done = subprocess.run(
        command, cwd=project, env=os.environ | own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise KazbriefError(f"the build of the copy stopped: {done.stderr.strip().rpartition(chr(10))[2]}")


def _on_screen(project: Path, runs: int = 5) -> float:
    """The median seconds from a new sentence to the new page of a running preview."""
    preview = Preview(project, project / "report" / "briefing.qmd", project / "_output")
    thread = threading.Thread(target=preview.run, daemon=True)
    thread.start()
    version, seconds = preview.wait("0", _PATIENCE_S), []
    for number in range(runs):
        time.sleep(_PAUSE_S)
        began = time.monotonic()
        _add_sentence(project, number)
        before, version = version, preview.wait(version, _PATIENCE_S)
        if version == before:
            raise KazbriefError(f"the preview of the copy showed no new page in {_PATIENCE_S:g} s")
        seconds.append(time.monotonic() - began)
    preview.stop()
    thread.join()
    return statistics.median(seconds)


def _add_sentence(project: Path, number: int) -> None:
    with (project / PROSE).open("a", encoding="utf-8") as file:
        file.write(f"\nA sentence for the clock{'.' * (number + 1)}\n")


def _change_row(project: Path, number: int) -> None:
    path = project / ROWS
    text = path.read_text("utf-8")
    for old, new in CELLS if number % 2 == 0 else [pair[::-1] for pair in CELLS]:
        if f"{old}," not in text:
            raise KazbriefError(f"{ROWS}: found no {old!r}, expected the row that the benchmark changes")
        text = text.replace(f"{old},", f"{new},")
    path.write_text(text, "utf-8")


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The exponent of the power law through two points: 1 for linear growth."""
    return math.log(values[1] / values[0]) / math.log(sizes[1] / sizes[0])


def repeated(frame: pd.DataFrame, times: int, *keys: str) -> pd.DataFrame:
    """A table some times over, the text of its key columns made another in each copy."""
    others = [
        frame.assign(**{key: frame[key].astype(str) + f" {n}" for key in keys}) for n in range(1, times)
    ]
    return pd.concat([frame, *others], ignore_index=True)


def growth() -> dict[str, dict[str, Any]]:
    """Units (their bounds), vertices (lengths by country) and claims (the ledger), multiplied by `TIMES`."""
    import kazbrief
    from kazbrief.claims import ledger, printed, tables_read
    from kazbrief.measures import bounds, routes

    raions, vertices = kazbrief.load("raions"), kazbrief.load("route_vertices")
    waypoints, places = kazbrief.load("pipeline_waypoints"), kazbrief.load("oil_places")
    pipelines, countries = kazbrief.load("pipelines"), kazbrief.load_geo("countries")
    claims = kazbrief.load("claims")
    documented = claims[claims["kind"] == "documented"]
    tables = {name: kazbrief.load(name) for name in tables_read()}

    def of_units(times: int) -> Work:
        table = repeated(raions, times, "oblast", "kato")
        return len(table), lambda: bounds.ethnic_bounds(table)

    def of_vertices(times: int) -> Work:
        table, all_pipelines = (repeated(one, times, "pipeline_id") for one in (vertices, pipelines))
        return len(table), lambda: routes.route_lengths(table, waypoints, all_pipelines, places, countries)

    def of_claims(times: int) -> Work:
        table = pd.concat([claims, repeated(documented, times, "claim_id")[len(documented) :]])
        return len(table), lambda: printed.ledger_markdown(ledger.judge(table, tables))

    kinds = {"units: bounds": of_units, "vertices: lengths": of_vertices, "claims: ledger": of_claims}
    return {name: _measured(make) for name, make in kinds.items()}


def _measured(make: Callable[[int], Work]) -> dict[str, Any]:
    """Rows, seconds of processor time, the exponent, and that of n log n over the same sizes."""
    sizes, works = zip(*map(make, TIMES), strict=True)
    seconds = [min(timeit.repeat(work, timer=time.process_time, repeat=3, number=1)) for work in works]
    limit = exponent(sizes, [rows * math.log(rows) for rows in sizes])
    return {"rows": sizes, "seconds": seconds, "exponent": exponent(sizes, seconds), "limit": limit}


def table(result: Mapping[str, Any]) -> str:
    """The result as text, one line a measurement; builds also as parts of a full one."""
    lines = [
        f"{name:<20}{value:>9g}"
        + (f"{value / result['full_s']:>8.0%} of a full build" if name.endswith("_s") else "")
        for name, value in result.items()
        if isinstance(value, int | float)
    ]
    lines += [
        f"{name:<20}{one['exponent']:>9.2f}  exponent of growth (n log n: {one['limit']:.2f})"
        for name, one in result["growth"].items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure; the project itself is only read."""
    root = paths.root()
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        measured = builds(root, project, lambda line: print(line, file=sys.stderr, flush=True))
        os.environ["KAZBRIEF_ROOT"] = str(project)  # what was just built, whatever state the project is in
        grown = growth()
    os.environ["KAZBRIEF_ROOT"] = str(root)
    machine = {"processors": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}
    result = {**measured, "growth": grown, "machine": machine}
    print(table(result))
    print(paths.shown(files.write_text(root / "_output" / "bench.json", files.json_text(result))))


if __name__ == "__main__":
    try:
        main()
    except KazbriefError as error:
        sys.exit(f"kazbrief: {error}")
