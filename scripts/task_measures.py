"""Clean tables to derived ones, by the functions of ``kazbrief.measures``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import files, measures, paths, tables
from kazbrief.build.code import code_of

CLEAN = paths.root() / "data" / "clean"

for entry in measures.DERIVATIONS:

    @task(id=entry.table, kwargs={"entry": entry})
    def task_derive(
        entry: measures.Derivation,
        inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in entry.tables},
        layers: dict[str, Path] = {name: CLEAN / "boundaries" / f"{name}.geojson" for name in entry.layers},
        others: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in tables.NEEDS[entry.table]},
        code: list[Path] = code_of(entry.module_name, f"kazbrief.tables.{entry.table}"),
        clean: Annotated[Path, Product] = CLEAN / f"{entry.table}.csv",
    ) -> None:
        from kazbrief.tables import base, boundaries

        frames = [base.read_clean(tables.get(name), path) for name, path in inputs.items()]
        maps = [boundaries.read_clean(path) for path in layers.values()]
        table = tables.get(entry.table)
        # Nine digits tell all that the inputs do, and hide how a processor rounds the last one.
        derived = entry.load()(*frames, *maps)[[column.name for column in table.columns]].round(9)
        references = {name: base.read_clean(tables.get(name), path) for name, path in others.items()}
        base.check(table, derived, references)
        files.write_text(clean, files.csv_text(derived))
