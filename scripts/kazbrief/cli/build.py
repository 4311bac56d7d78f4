"""``kazbrief build``, ``render``, ``preview`` and ``doctor``: from tables to the paper."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kazbrief import paths
from kazbrief.cli.options import Engine, Force, Jobs
from kazbrief.cli.terminal import INSTALLING, progress
from kazbrief.errors import KazbriefError


def _run(*, paper: bool, force: bool = False, only: str = "", jobs: int = 0) -> None:
    from kazbrief import pipeline

    with progress() as shown:
        outcome = pipeline.run(
            paths.root(), paper=paper, force=force, only=only, jobs=jobs or _processors(), report=shown
        )
        ran, unchanged = len(outcome.ran), len(outcome.unchanged)
        shown.end(
            f"{ran} tasks run, {unchanged} unchanged"
            if ran
            else f"nothing to do: {unchanged} tasks unchanged"
        )


def _processors() -> int:
    """How many tasks run at once unless told otherwise: the processors this process may use, at most four.

    One where a fork of a process that uses the system's libraries is not safe (macOS).
    """
    return min(4, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


def build(
    force: Force = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which tasks would run and why; run none.")
    ] = False,
    only: Annotated[
        str, typer.Option(help="Run just the tasks with this in their name, and those that they need.")
    ] = "",
    jobs: Jobs = 0,
) -> None:
    """Build tables, figures and numbers: raw tables, clean tables, measures, exhibits."""
    from kazbrief import pipeline

    if explain:
        reasons = pipeline.explain(paths.root())
        for task, reason in reasons.items():
            print(f"{task}: {reason}")
        print(f"{len(reasons)} tasks would run")
    else:
        _run(paper=False, force=force, only=only, jobs=jobs)


def render(
    document: Annotated[
        Path | None, typer.Argument(help="Another document in the house format; nothing is built for it.")
    ] = None,
    engine: Engine = "auto",
    force: Force = False,
    jobs: Jobs = 0,
) -> None:
    """Build what has changed, then render the paper: _output/briefing.pdf and _output/briefing.html."""
    from kazbrief.paper import choose_engine, render_file

    if document is not None and not document.is_file():
        raise KazbriefError(f"{document}: no such document")
    choose_engine(engine)  # an engine that can't be had is told before any work is done
    if document is not None:
        for path in render_file(document, engine=engine):
            print(path)
        return
    os.environ["KAZBRIEF_ENGINE"] = engine
    _run(paper=True, force=force, jobs=jobs)
    for name in ("briefing.pdf", "briefing.html"):
        path = paths.root() / "_output" / name
        print(f"{paths.shown(path)}  {path.stat().st_size / 1e6:.2f} MB")


def preview(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
) -> None:
    """Serve the paper on this machine and render it anew at each change; stop with Ctrl-C."""
    root = paths.root()
    from kazbrief import pipeline
    from kazbrief.paper.preview import Preview

    served = Preview(
        root,
        root / "report" / "briefing.qmd",
        root / "_output",
        watched=(root / "data" / "raw", root / "scripts"),
        build=lambda: pipeline.run_apart(root, print),
        progress=print,
        port=port,
    )
    _run(paper=False)
    served.run()


def doctor(engine: Engine = "auto") -> None:
    """Say what is installed and which renderer will be used, and why."""
    from importlib.metadata import PackageNotFoundError, version

    from kazbrief.paper import choose_engine

    print(f"Python      {sys.version.split()[0]}  {sys.executable}")
    for what, find in (("Project", paths.root), ("Tables", paths.clean_data)):
        try:
            print(f"{what:<12}{find()}")
        except KazbriefError as reason:
            print(f"{what:<12}none: {reason}")
    for name in ("pandas", "geopandas", "matplotlib", "doit", "pypandoc-binary", "typst", "pikepdf"):
        try:
            print(f"{name:<16}{version(name)}")
        except PackageNotFoundError:
            print(f"{name:<16}not installed: {INSTALLING}")
    choice = choose_engine(engine)
    print(f"Renderer    {choice.name} {choice.version}: {choice.reason}")
