"""Raw tables to clean ones: each is read, typed, checked and ordered, or the build stops with its fault."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import files, paths, tables
from kazbrief.build.code import code_of

RAW = paths.root() / "data" / "raw"
CLEAN = paths.root() / "data" / "clean"

for name in tables.RAW:

    @task(id=name, kwargs={"name": name})
    def task_clean(
        name: str,
        raw: Path = RAW / f"{name}.csv",
        others: dict[str, Path] = {other: CLEAN / f"{other}.csv" for other in tables.NEEDS[name]},
        code: list[Path] = code_of(f"kazbrief.tables.{name}"),
        clean: Annotated[Path, Product] = CLEAN / f"{name}.csv",
    ) -> None:
        from kazbrief.tables import base

        references = {other: base.read_clean(tables.get(other), path) for other, path in others.items()}
        files.write_text(clean, files.csv_text(base.clean(tables.get(name), raw, references)))
