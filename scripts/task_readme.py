"""Data package, exhibits' records and numbers to the provenance in README.md and in the paper's appendix."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import claims, files, paths
from kazbrief.build.code import code_of
from kazbrief.exhibits import NAMES

ROOT = paths.root()
FIGURES = ROOT / "figures"


def task_provenance(
    package: Path = ROOT / "data" / "datapackage.json",
    sources: Path = ROOT / "data" / "clean" / "sources.csv",
    records: list[Path] = [FIGURES / f"{name}.json" for name in (*NAMES, claims.LEDGER)],
    numbers: Path = FIGURES / "numbers.json",
    code: list[Path] = code_of("kazbrief.provenance"),
    # The page is written by hand but for its generated parts, so that it is read here as well.
    page: Annotated[Path, Product] = ROOT / "README.md",
    appendix: Annotated[Path, Product] = ROOT / "report" / "_built" / "provenance.qmd",
) -> None:
    import json

    from kazbrief import provenance
    from kazbrief.tables import reading

    described = json.loads(package.read_text("utf-8"))
    kinds = reading.read_all({"sources": sources})["sources"]["kind"].tolist()
    known = [json.loads(path.read_text("utf-8")) for path in records]
    printed = json.loads(numbers.read_text("utf-8"))
    parts = provenance.readme_parts(described, kinds, known, printed)
    files.write_text(page, provenance.fill(page.read_text("utf-8"), parts))
    files.write_text(appendix, provenance.appendix(described, kinds, known, printed))
