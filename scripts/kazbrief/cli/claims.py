"""The command ``kazbrief claims``: the ledger at a glance, or one assertion with its whole chain."""

from __future__ import annotations

from typing import Annotated

import typer


def claims(
    claim_id: Annotated[
        str, typer.Argument(metavar="[ID]", help="An assertion, as C48; none lists them all.")
    ] = "",
) -> None:
    """Show the verdicts, or one assertion from quotation over rule and values to its sources."""
    import pandas as pd

    import kazbrief
    from kazbrief import paths
    from kazbrief.claims import ledger, printed
    from kazbrief.errors import KazbriefError

    path = paths.root() / "figures" / "tbl-claims.csv"
    if not path.exists():
        raise KazbriefError(f"{paths.shown(path)} is not built yet: run `kazbrief build` (or `make report`)")
    frame = pd.read_csv(path)
    if claim_id:
        print(printed.chain(ledger.find(frame, claim_id.upper()), kazbrief.load("sources")))
    else:
        print(printed.overview(frame))
