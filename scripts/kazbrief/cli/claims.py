"""The commands ``kazbrief claims`` and ``kazbrief number``: what the paper says, with its whole chain."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kazbrief import paths


def claims(
    claim_id: Annotated[
        str, typer.Argument(metavar="[ID]", help="An assertion, as C48; none lists them all.")
    ] = "",
) -> None:
    """Show the verdicts, or one assertion from quotation over rule and values to its sources."""
    import pandas as pd

    import kazbrief
    from kazbrief.claims import ledger, printed

    frame = pd.read_csv(paths.record("tbl-claims.csv"))
    if claim_id:
        print(printed.chain(ledger.find(frame, claim_id), kazbrief.load("sources")))
    else:
        print(printed.overview(frame))


def number(
    name: Annotated[
        str,
        typer.Argument(metavar="[NAME]", help="A number of the text, as people.lowest; none lists them all."),
    ] = "",
) -> None:
    """Show the numbers of the text, or one of them with its tables, rows, sources and addresses."""
    import pandas as pd

    import kazbrief
    from kazbrief import trace

    numbers = json.loads(paths.record("numbers.json").read_text("utf-8"))

    def load(table: str) -> pd.DataFrame:
        return pd.read_csv(paths.record("tbl-claims.csv")) if table == trace.LEDGER else kazbrief.load(table)

    text = trace.chain(name, numbers, load, kazbrief.load("sources")) if name else trace.overview(numbers)
    print(text, end="")
