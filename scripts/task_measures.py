"""Clean tables to computed ones, by the functions of ``kazbrief.measures``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import files, inputs, paths
from kazbrief.build.code import code_of
from kazbrief.tables import boundaries, catalogue
from kazbrief.tables.schema import Table

CLEAN = paths.root() / "data" / "clean"

for table in map(catalogue.get, catalogue.names()):
    if not table.computed:
        continue
    needed, layers = catalogue.inputs_of(table)

    @task(id=table.name, kwargs={"table": table})
    def task_derive(
        table: Table,
        frames: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in needed},
        layers: dict[str, Path] = {name: CLEAN / "boundaries" / f"{name}.geojson" for name in layers},
        others: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in table.needs},
        code: list[Path] = [
            *code_of(inputs.module_of(table.computed), "kazbrief.tables.checking"),
            *catalogue.files_of(table.name),
        ],
        clean: Annotated[Path, Product] = CLEAN / f"{table.name}.csv",
    ) -> None:
        from kazbrief.tables import checking, reading

        maps = {name: boundaries.read_clean(path) for name, path in layers.items()}
        result = inputs.call(inputs.load(table.computed), {**reading.read_all(frames), **maps})
        # Nine digits tell all that the inputs do, and hide how a processor rounds the last one.
        frame = result[table.names].round(9)
        checking.check(table, frame, reading.read_all(others))
        files.write_text(clean, files.csv_text(frame))
