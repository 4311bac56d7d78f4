"""The key judgements, checked, to the parts that the paper includes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import claims, files, paths
from kazbrief.build.code import code_of
from kazbrief.exhibits import NAMES

ROOT = paths.root()
BUILT = ROOT / "report" / "_built"


def task_judgements(
    judged: Path = ROOT / "report" / "judgements.yml",
    ledger: Path = ROOT / "figures" / f"{claims.LEDGER}.csv",
    code: list[Path] = code_of("kazbrief.judgements", "kazbrief.exhibits"),
    box: Annotated[Path, Product] = BUILT / "judgements.qmd",
    mind: Annotated[Path, Product] = BUILT / "mind.qmd",
) -> None:
    import pandas as pd

    from kazbrief import judgements

    known = {*NAMES, claims.LEDGER, *pd.read_csv(ledger)["claim_id"]}
    read = judgements.read(judged, paths.shown(judged), known)
    files.write_text(box, judgements.box(read))
    files.write_text(mind, judgements.mind(read))
