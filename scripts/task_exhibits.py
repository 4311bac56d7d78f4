"""Tables and layers to exhibits: the published files of each, and the pair that the paper includes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import exhibits, files, paths, tables
from kazbrief.build.code import code_of

ROOT = paths.root()
CLEAN = ROOT / "data" / "clean"
FIGURES = ROOT / "figures"
INCLUDED = ROOT / "report" / "_built"

for entry in exhibits.REGISTER:

    @task(id=entry.id, kwargs={"entry": entry})
    def task_draw(
        entry: exhibits.Entry,
        inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in (*entry.tables, "sources")},
        layers: dict[str, Path] = {name: CLEAN / "boundaries" / f"{name}.geojson" for name in entry.layers},
        code: list[Path] = code_of(entry.module_name, "kazbrief.exhibits.publish"),
        products: Annotated[dict[str, Path], Product] = {
            **{
                ending: FIGURES / f"{entry.id}.{ending}"
                for ending in ("svg", "png", "pdf", "csv", "json", "txt")
            },
            "picture": INCLUDED / f"{entry.id}.svg",
            "snippet": INCLUDED / f"{entry.id}.qmd",
        },
    ) -> None:
        from kazbrief.exhibits import publish
        from kazbrief.tables import base, boundaries

        frames = {name: base.read_clean(tables.get(name), path) for name, path in inputs.items()}
        maps = {name: boundaries.read_clean(path) for name, path in layers.items()}
        made = publish.make(entry, frames)
        contents = {
            "svg": publish.svg(made, maps, furniture=True).encode(),
            "png": publish.png(made, maps),
            "pdf": publish.pdf(made, maps),
            "csv": files.csv_text(made.frame).encode(),
            "json": files.json_text(publish.record_json(made)).encode(),
            "txt": f"{made.exhibit.citation}\n".encode(),
            "picture": publish.svg(made, maps, furniture=False).encode(),
            "snippet": publish.snippet(made.exhibit, lead=entry.lead).encode(),
        }
        for kind, path in products.items():
            files.write_bytes(path, contents[kind])


def task_figure_index(
    records: list[Path] = [FIGURES / f"{entry.id}.json" for entry in exhibits.REGISTER],
    code: list[Path] = code_of("kazbrief.exhibits.index"),
    page: Annotated[Path, Product] = FIGURES / "README.md",
) -> None:
    import json

    from kazbrief.exhibits import index

    files.write_text(page, index.markdown([json.loads(path.read_text("utf-8")) for path in records]))
