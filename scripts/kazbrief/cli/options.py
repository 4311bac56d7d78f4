"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Engine = Annotated[
    str, typer.Option(help="Renderer: auto (Quarto when it is found, else embedded), quarto or embedded.")
]
Force = Annotated[bool, typer.Option("--force", help="Run every task, whatever has changed.")]
Jobs = Annotated[
    int,
    typer.Option(
        min=0, envvar="KAZBRIEF_JOBS", help="How many tasks run at once; 0 takes the processors there are."
    ),
]
