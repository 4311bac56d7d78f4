"""Raw tables to clean ones: each is read, typed, checked and ordered, or the build stops with its fault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import files, paths
from kazbrief.build.code import code_of
from kazbrief.tables import catalogue

RAW = paths.root() / "data" / "raw"
CLEAN = paths.root() / "data" / "clean"

for name in catalogue.raw_names():

    @task(id=name, kwargs={"name": name})
    def task_clean(
        name: str,
        raw: Path = RAW / f"{name}.csv",
        others: dict[str, Path] = {other: CLEAN / f"{other}.csv" for other in catalogue.get(name).needs},
        code: list[Path] = [*code_of("kazbrief.tables.checking"), *catalogue.files_of(name)],
        clean: Annotated[Path, Product] = CLEAN / f"{name}.csv",
    ) -> None:
        from kazbrief.tables import checking, reading

        checked = checking.clean(catalogue.get(name), raw, reading.read_all(others))
        files.write_text(clean, files.csv_text(checked))
