"""Tables and layers to exhibits: the published files of each, and what the paper includes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product, task

from kazbrief import claims, files, inputs, paths
from kazbrief.build.code import code_of, project_path
from kazbrief.exhibits import NAMES, PLOTTED, REGISTER, Entry
from kazbrief.tables import catalogue

ROOT = paths.root()
CLEAN = ROOT / "data" / "clean"
FIGURES = ROOT / "figures"
INCLUDED = ROOT / "report" / "_built"
EXHIBITS = [*(entry.id for entry in REGISTER if not entry.of_exhibits), claims.LEDGER]

for entry in REGISTER:

    @task(id=entry.id, kwargs={"entry": entry})
    def task_draw(
        entry: Entry,
        inputs: dict[str, Path] = {
            name: CLEAN / f"{name}.csv" for name in dict.fromkeys((*entry.tables, "sources"))
        },
        layers: dict[str, Path] = {name: CLEAN / "boundaries" / f"{name}.geojson" for name in entry.layers},
        others: dict[str, Path] = (
            {name: FIGURES / f"{name}.csv" for name in EXHIBITS} if entry.of_exhibits else {}
        ),
        words: Path = entry.yaml,
        code: list[Path] = [
            *code_of(entry.module_name, inputs.module_of(entry.data), "kazbrief.exhibits.publish"),
            *catalogue.files_of(*entry.tables),
        ],
        products: Annotated[dict[str, Path], Product] = {
            **{name.partition(".")[2]: FIGURES / name for name in entry.files},
            **{
                f"included {'narrow' if name.endswith('-narrow.svg') else name.partition('.')[2]}": INCLUDED
                / name
                for name in entry.parts
            },
        },
    ) -> None:
        import pandas as pd

        from kazbrief.exhibits import citation, publish
        from kazbrief.exhibits.sheet import COLUMN, FULL, PHONE
        from kazbrief.measures import listings
        from kazbrief.tables import boundaries, reading

        frames = reading.read_all(inputs)
        if others:
            plotted = {name: pd.read_csv(path, dtype="str") for name, path in others.items()}
            frames[PLOTTED] = listings.values_of(plotted)
        maps = {name: boundaries.read_clean(path) for name, path in layers.items()}
        exhibit = publish.make(entry, frames)
        used = [*inputs.values(), *layers.values(), *others.values(), ROOT / exhibit.program, words]
        record = exhibit.record({project_path(path, ROOT): files.sha256(path) for path in used})
        contents = {
            "csv": files.export_text(exhibit.frame),
            "json": files.json_text(record),
            "included qmd": publish.snippet(exhibit),
            **citation.files(record),
        }
        pictures = {}
        if not entry.is_table:
            size = COLUMN if entry.half else FULL
            contents["included svg"] = publish.svg(exhibit, maps, furniture=False, size=size)
            if entry.has_narrow:
                contents["included narrow"] = publish.svg(exhibit, maps, furniture=False, size=PHONE)
            pictures = publish.pictures(exhibit, maps)
        for kind, path in products.items():
            files.write_bytes(path, pictures[kind] if kind in pictures else contents[kind].encode())


def task_figure_index(
    records: list[Path] = [FIGURES / f"{name}.json" for name in (*NAMES, claims.LEDGER)],
    code: list[Path] = code_of("kazbrief.exhibits.index"),
    page: Annotated[Path, Product] = FIGURES / "README.md",
) -> None:
    import json

    from kazbrief.exhibits import index

    files.write_text(page, index.markdown([json.loads(path.read_text("utf-8")) for path in records]))
