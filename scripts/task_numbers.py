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
    "arms_share",
    "crosswalk",
    "ethnic_bounds",
    "ethnic_shares",
    "oil_share",
    "pipeline_waypoints",
    "pipelines",
    "raions",
)


def task_numbers(
    inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in TABLES},
    code: list[Path] = code_of("kazbrief.numbers"),
    variables: Annotated[Path, Product] = ROOT / "_variables.yml",
    record: Annotated[Path, Product] = ROOT / "figures" / "numbers.json",
) -> None:
    from kazbrief import numbers, tables
    from kazbrief.tables import base

    frames = {name: base.read_clean(tables.get(name), path) for name, path in inputs.items()}
    groups = numbers.values(frames)
    files.write_text(variables, numbers.variables_yaml(groups))
    files.write_text(record, files.json_text(numbers.numbers_json(groups)))
