"""Exhibits, numbers and prose to the paper, by the Quarto CLI or the embedded renderer."""

from __future__ import annotations

import os
from collections.abc import Iterator

from kazbrief import paths
from kazbrief.paper import fonts
from kazbrief.pipeline import PAPER, Task

ROOT = paths.root()
REPORT = ROOT / "report"
OUTPUT = ROOT / "_output"
PROGRAM = ROOT / "scripts" / "kazbrief" / "paper"
EXTENSION = ROOT / "_extensions" / "briefing"


def task_render() -> Iterator[Task]:
    """The paper itself, of whatever the other tasks make."""
    yield Task(
        PAPER,
        render,
        reads=[
            *sorted(REPORT.glob("*.qmd")),
            *(REPORT / "references.bib", ROOT / "_quarto.yml"),
            *fonts.files(EXTENSION / "fonts"),
            *(path for part in ("*.*", "page/*") for path in sorted(EXTENSION.glob(part)) if path.is_file()),
            *(path for ending in ("lua", "typ") for path in sorted(PROGRAM.rglob(f"*.{ending}"))),
        ],
        reads_products=True,
        writes=[OUTPUT / f"briefing.{ending}" for ending in ("pdf", "html", "typ")],
        code=["kazbrief.paper", "kazbrief.paper.embedded", "kazbrief.paper.quarto"],
        setting=_engine(),
    )


def render() -> None:
    """Render PDF and HTML."""
    from kazbrief import paper

    paper.render(ROOT, REPORT / "briefing.qmd", OUTPUT, engine=_engine())


def _engine() -> str:
    return os.environ.get("KAZBRIEF_ENGINE", "auto")
