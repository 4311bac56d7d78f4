"""The front door: the command ``kazbrief`` and all that stands behind it."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kazbrief import edition, inputs, paths
from kazbrief.cli import build, check, claims, data, exhibits, verify
from kazbrief.cli.terminal import INSTALLING
from kazbrief.errors import KazbriefError

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    build.build,
    build.render,
    claims.claims,
    claims.number,
    exhibits.cite,
    verify.verify,
    check.check,
    check.diff,
    build.preview,
    build.doctor,
):
    app.command()(command)
app.add_typer(data.app, name="data")
app.add_typer(check.edition, name="edition")
app.add_typer(exhibits.app, name="exhibits")


@app.callback(invoke_without_command=True)
def front(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print version and edition.")] = False,
) -> None:
    """Build, render and reuse a briefing on Kazakhstan's ties with Russia."""
    if version:
        print(f"{edition.SERIES} {edition.VERSION}, edition {edition.EDITION} of {edition.DATE}")
    elif context.invoked_subcommand is None:
        print(context.get_help())


def main() -> None:
    """Run the command line; a fault that a user can mend is one sentence, without a traceback.

    Files and other programs get UTF-8; a terminal of another encoding shows what it has no letter for as ?.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who called
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    try:
        paths.check_folder()
        try:
            app(standalone_mode=True)
        finally:
            sys.stdout.flush()
    except KazbriefError as error:
        print(f"kazbrief: {error}", file=sys.stderr)
        sys.exit(1)
    except SyntaxError as slip:
        print(f"kazbrief: {inputs.broken(slip, slip.filename or 'a file')}", file=sys.stderr)
        sys.exit(1)
    except ModuleNotFoundError as missing:
        if str(missing.name).partition(".")[0] == edition.SERIES:
            raise
        what = f"this needs the package {missing.name}, which is not installed"
        print(f"kazbrief: {what}: {INSTALLING}", file=sys.stderr)
        sys.exit(1)
    except OSError as fault:
        # What waits for a full disk or a closed pipe would be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(fault, BrokenPipeError):
            print(f"kazbrief: {paths.unusable(fault, 'the output')}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("kazbrief: stopped; files already written are whole", file=sys.stderr)
        sys.exit(130)
