"""Raw and clean files to the data package: its descriptor, and the page that a reader can browse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import files, paths
from kazbrief.build.code import code_of
from kazbrief.tables import catalogue

DATA = paths.root() / "data"


def task_data_package(
    clean: list[Path] = [DATA / "clean" / f"{name}.csv" for name in catalogue.names()],
    raw: list[Path] = [DATA / "raw" / f"{name}.csv" for name in catalogue.raw_names()],
    layers: list[Path] = [DATA / "clean" / "boundaries" / f"{name}.geojson" for name in catalogue.LAYERS],
    raw_layers: list[Path] = sorted((DATA / "raw" / "boundaries").glob("*.geojson")),
    code: list[Path] = [
        *code_of("kazbrief.tables.datapackage"),
        *catalogue.files_of(*catalogue.names(), catalogue.PACKAGE),
    ],
    package: Annotated[Path, Product] = DATA / "datapackage.json",
    page: Annotated[Path, Product] = DATA / "README.md",
) -> None:
    from kazbrief.tables import datapackage

    paths_used = [*clean, *raw, *layers, *raw_layers]
    described = datapackage.descriptor(
        {path.relative_to(DATA).as_posix(): path.read_bytes() for path in paths_used}
    )
    files.write_text(package, files.json_text(described))
    files.write_text(page, datapackage.catalogue_markdown(described))
