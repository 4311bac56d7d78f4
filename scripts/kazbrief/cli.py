"""The front door: ``kazbrief build``, ``render``, ``doctor``, ``data`` and their help."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from kazbrief import cli_check, cli_claims, cli_exhibits, cli_verify, paths
from kazbrief.cli_data import data
from kazbrief.errors import KazbriefError

app = typer.Typer(
    help="Build, render and reuse a briefing on Kazakhstan's ties with Russia.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(data, name="data")
app.add_typer(cli_check.edition, name="edition")
app.add_typer(cli_exhibits.exhibits, name="exhibits")

Engine = Annotated[
    str, typer.Option(help="Renderer: auto (Quarto when it is found, else embedded), quarto or embedded.")
]
Jobs = Annotated[
    int,
    typer.Option(
        min=0, envvar="KAZBRIEF_JOBS", help="How many tasks run at once; 0 takes the processors there are."
    ),
]


class Progress:
    """A live line on a terminal, plain lines elsewhere; the last line says what was done and how long it took."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.started = time.monotonic()
        self.count = 0

    def __call__(self, line: str) -> None:
        """Tell that a stage begins."""
        self.count += 1
        if self.live:
            print(f"\r\033[K{self.count:>3}  {line}", end="", file=sys.stderr, flush=True)
        else:
            print(f"{self.count:>3}  {line}", file=sys.stderr, flush=True)

    def end(self, line: str) -> None:
        """Replace the live line by what was done."""
        if self.live:
            print("\r\033[K", end="", file=sys.stderr)
        print(f"{line} ({time.monotonic() - self.started:.1f} s)", file=sys.stderr)


@contextmanager
def _progress() -> Iterator[Progress]:
    progress = Progress()
    try:
        yield progress
    except BaseException:
        if progress.live:
            print("\r\033[K", end="", file=sys.stderr)
        raise


def _run(*, paper: bool, force: bool = False, only: str = "", jobs: int = 0) -> None:
    from kazbrief import build

    with _progress() as progress:
        outcome = build.run(
            paths.root(), paper=paper, force=force, only=only, jobs=jobs or _processors(), report=progress
        )
        ran, unchanged = len(outcome.ran), len(outcome.unchanged)
        progress.end(
            f"{ran} tasks run, {unchanged} unchanged"
            if ran
            else f"nothing to do: {unchanged} tasks unchanged"
        )


def _processors() -> int:
    """How many tasks run at once unless told otherwise: the processors this process may use, at most four.

    One where a fork of a process that uses the system's libraries is not safe (macOS).
    """
    return min(4, len(os.sched_getaffinity(0))) if sys.platform == "linux" else 1


@app.command("build")
def build_command(
    force: Annotated[bool, typer.Option("--force", help="Run every task, whatever has changed.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which tasks would run and why; run none.")
    ] = False,
    only: Annotated[
        str, typer.Option(help="Run just the tasks with this in their name, and those that they need.")
    ] = "",
    jobs: Jobs = 0,
) -> None:
    """Build tables, figures and numbers: raw tables, clean tables, measures, exhibits."""
    from kazbrief import build

    if explain:
        build.explain(paths.root(), paper=True)
    else:
        _run(paper=False, force=force, only=only, jobs=jobs)


@app.command()
def render(
    engine: Engine = "auto",
    force: Annotated[bool, typer.Option("--force", help="Run every task, whatever has changed.")] = False,
    jobs: Jobs = 0,
) -> None:
    """Build what has changed, then render the paper: _output/briefing.pdf and _output/briefing.html."""
    from kazbrief.paper import choose_engine

    choose_engine(engine)  # an engine that can't be had is told before any work is done
    os.environ["KAZBRIEF_ENGINE"] = engine
    _run(paper=True, force=force, jobs=jobs)
    for name in ("briefing.pdf", "briefing.html"):
        path = paths.root() / "_output" / name
        print(f"{paths.shown(path)}  {path.stat().st_size / 1e6:.2f} MB")


app.command()(cli_claims.claims)
app.command()(cli_exhibits.cite)
app.command()(cli_verify.verify)
app.command()(cli_check.check)
app.command()(cli_check.diff)


@app.command()
def preview(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
) -> None:
    """Serve the paper on this machine and render it anew at each change; stop with Ctrl-C."""
    from kazbrief import build
    from kazbrief.paper.preview import Preview

    root = paths.root()
    served = Preview(
        root,
        root / "report" / "briefing.qmd",
        root / "_output",
        watched=(root / "data" / "raw", root / "scripts"),
        build=lambda: build.run_apart(root, print),
        progress=print,
        port=port,
    )
    _run(paper=False)
    served.run()


@app.command()
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
    for name in ("pandas", "geopandas", "matplotlib", "pytask", "pypandoc-binary", "typst", "pikepdf"):
        try:
            print(f"{name:<16}{version(name)}")
        except PackageNotFoundError:
            print(f"{name:<16}not installed: pip install 'kazbrief[paper]'")
    choice = choose_engine(engine)
    print(f"Renderer    {choice.name} {choice.version}: {choice.reason}")


def main() -> None:
    """Run the command line; a fault that a user can mend is one sentence, without a traceback."""
    try:
        app(standalone_mode=True)
    except KazbriefError as error:
        print(f"kazbrief: {error}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("kazbrief: stopped; files already written are whole", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
