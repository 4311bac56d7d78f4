"""Clean tables to derived ones, by the functions of ``kazbrief.measures``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import files, inputs, measures, paths, tables
from kazbrief.build.code import code_of
from kazbrief.tables import boundaries

CLEAN = paths.root() / "data" / "clean"

for table, measure in measures.DERIVED.items():
    needed, layers = inputs.checked(measure, tables.NAMES, boundaries.CLEAN_LAYERS)

    @task(id=table, kwargs={"table": table, "measure": measure})
    def task_derive(
        table: str,
        measure: str,
        frames: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in needed},
        layers: dict[str, Path] = {name: CLEAN / "boundaries" / f"{name}.geojson" for name in layers},
        others: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in tables.NEEDS[table]},
        code: list[Path] = code_of(inputs.module_of(measure), f"kazbrief.tables.{table}"),
        clean: Annotated[Path, Product] = CLEAN / f"{table}.csv",
    ) -> None:
        from kazbrief.tables import base

        known = {name: base.read_clean(tables.get(name), path) for name, path in frames.items()}
        maps = {name: boundaries.read_clean(path) for name, path in layers.items()}
        schema = tables.get(table)
        # Nine digits tell all that the inputs do, and hide how a processor rounds the last one.
        made = inputs.call(inputs.load(measure), {**known, **maps})
        derived = made[[column.name for column in schema.columns]].round(9)
        references = {name: base.read_clean(tables.get(name), path) for name, path in others.items()}
        base.check(schema, derived, references)
        files.write_text(clean, files.csv_text(derived))
