"""Clean tables to the values that the prose prints: ``_variables.yml``, and ``figures/numbers.json`` for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import files, paths
from kazbrief.build.code import code_of

ROOT = paths.root()
CLEAN = ROOT / "data" / "clean"
TABLES = (
    "armed_forces",
    "arms_share",
    "border_length",
    "border_ruler",
    "crosswalk",
    "csto_members",
    "ethnic_bounds",
    "ethnic_national",
    "ethnic_shares",
    "gdp_growth",
    "military_expenditure",
    "oil_exports",
    "oil_flow",
    "oil_share",
    "pipeline_waypoints",
    "pipelines",
    "raions",
    "route_lengths",
    "share_distance",
)


def task_numbers(
    inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in TABLES},
    ledger: Path = ROOT / "figures" / "tbl-claims.csv",
    code: list[Path] = code_of("kazbrief.numbers"),
    variables: Annotated[Path, Product] = ROOT / "_variables.yml",
    record: Annotated[Path, Product] = ROOT / "figures" / "numbers.json",
) -> None:
    import pandas as pd

    from kazbrief import numbers, tables
    from kazbrief.tables import base

    frames = {name: base.read_clean(tables.get(name), path) for name, path in inputs.items()}
    groups = numbers.values({**frames, "ledger": pd.read_csv(ledger)})
    files.write_text(variables, numbers.variables_yaml(groups))
    files.write_text(record, files.json_text(numbers.numbers_json(groups)))
