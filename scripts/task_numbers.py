"""Clean tables to the values that the prose prints: ``_variables.yml``, and ``figures/numbers.json`` for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import files, inputs, paths
from kazbrief.build.code import code_of
from kazbrief.tables import catalogue

ROOT = paths.root()
CLEAN = ROOT / "data" / "clean"
LEDGER = "ledger"
GROUPS = inputs.paths_of("kazbrief.numbers", "Values").values()
TABLES, _ = inputs.union(GROUPS, catalogue.names(), (LEDGER,))


def task_numbers(
    frames: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in TABLES},
    ledger: Path = ROOT / "figures" / "tbl-claims.csv",
    code: list[Path] = code_of("kazbrief.numbers"),
    variables: Annotated[Path, Product] = ROOT / "_variables.yml",
    record: Annotated[Path, Product] = ROOT / "figures" / "numbers.json",
) -> None:
    import pandas as pd

    from kazbrief import numbers
    from kazbrief.tables import reading

    groups = numbers.computed({**reading.read_all(frames), LEDGER: pd.read_csv(ledger)})
    files.write_text(variables, numbers.variables_yaml(groups))
    files.write_text(record, files.json_text(numbers.numbers_json(groups)))
