"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from kazbrief.errors import KazbriefError

Engine = Annotated[
    str, typer.Option(help="Renderer: auto (Quarto when it is found, else embedded), quarto or embedded.")
]


def _file(written: str) -> Path:
    if written.rpartition("/")[2] in ("", ".", "..") or Path(written).is_dir():
        raise KazbriefError(f"--output {written!r} is no name of a file: give the file to write")
    return Path(written)


def output_option(told: str) -> Any:
    """The option that names the file to write; folders are refused before any work is done."""
    return typer.Option("--output", parser=_file, metavar="FILE", help=told)


Force = Annotated[bool, typer.Option("--force", help="Run every task, whatever has changed.")]
Jobs = Annotated[
    int,
    typer.Option(
        min=0, envvar="KAZBRIEF_JOBS", help="How many tasks run at once; 0 takes the processors there are."
    ),
]
