"""Raw boundary layers to clean ones: checked, and the oblasts dissolved into the older schemes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import files, paths
from kazbrief.build.code import code_of
from kazbrief.tables import boundaries, catalogue

RAW = paths.root() / "data" / "raw" / "boundaries"
CLEAN = paths.root() / "data" / "clean"

READERS = {
    "countries": ("countries.geojson", boundaries.read_countries),
    "water": ("water.geojson", boundaries.read_water),
    "border": ("kazakhstan_russia_border.geojson", boundaries.read_border),
}

for layer, (file, _) in READERS.items():

    @task(id=layer, kwargs={"layer": layer})
    def task_check(
        layer: str,
        raw: Path = RAW / file,
        code: list[Path] = code_of("kazbrief.tables.boundaries"),
        clean: Annotated[Path, Product] = CLEAN / "boundaries" / f"{layer}.geojson",
    ) -> None:
        files.write_text(clean, boundaries.geojson_text(READERS[layer][1](raw)))


for scheme in catalogue.SCHEMES:

    @task(id=f"oblasts {scheme}", kwargs={"scheme": scheme})
    def task_dissolve(
        scheme: str,
        raw: Path = RAW / "oblasts.geojson",
        inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in ("crosswalk", "boundaries_1989")},
        code: list[Path] = code_of("kazbrief.tables.boundaries"),
        clean: Annotated[Path, Product] = CLEAN / "boundaries" / f"oblasts_{scheme}.geojson",
    ) -> None:
        from kazbrief.tables import reading

        oblasts = boundaries.read_oblasts(raw)
        frames = reading.read_all(inputs)
        files.write_text(
            clean, boundaries.geojson_text(boundaries.dissolve(oblasts, scheme, *frames.values()))
        )
