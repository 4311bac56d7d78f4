"""Tables and layers to exhibits and the ledger of claims: the files of each, and what the paper includes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kazbrief import claims, files, inputs, paths
from kazbrief.exhibits.register import CITATIONS, FORMS, PICTURES, PLOTTED, Entry, entries, names
from kazbrief.pipeline import Task, data
from kazbrief.pipeline.code import code_of, project_path

ROOT = paths.root()
FIGURES = ROOT / "figures"
INCLUDED = ROOT / "report" / "_built"
ALL = (*names(), claims.LEDGER)
PARTS_OF_LEDGER = ("claims", "claims-squares")


def _hashes(used: list[Path]) -> dict[str, str]:
    return {project_path(path, ROOT): files.sha256(path) for path in used}


def task_draw() -> Iterator[Task]:
    """Each exhibit is computed, worded and drawn."""
    for entry in entries().values():
        used = [*data.files_of([*entry.tables, "sources", *entry.layers]), entry.yaml]
        if entry.of_exhibits:
            used += [FIGURES / f"{name}.csv" for name in ALL if name != entry.id]
        whole = Task(
            f"draw {entry.id}",
            draw,
            (entry, used),
            reads=[*used, FORMS, *data.read_by([*entry.tables, "sources"])],
            writes=[
                *(FIGURES / name for name in entry.files),
                *(INCLUDED / name for name in entry.parts if not (entry.is_map and name == narrow_of(entry))),
            ],
            code=[
                *(entry.module_name, inputs.module_of(entry.data), "kazbrief.exhibits.publish"),
                *(() if entry.is_table else ("kazbrief.exhibits.pictures",)),
            ],
        )
        yield whole
        if entry.is_map and entry.has_narrow:
            # A map takes longer to draw than all else: its two drawings are made side by side.
            name, written = f"{whole.name} narrow", [INCLUDED / narrow_of(entry)]
            yield replace(whole, name=name, action=draw_narrow, arguments=(entry,), writes=written)


def narrow_of(entry: Entry) -> str:
    """The file of an exhibit's drawing for phones."""
    return f"{entry.id}-narrow.svg"


def draw_narrow(entry: Entry) -> None:
    """Make an exhibit's drawing for phones."""
    from kazbrief.exhibits import pictures, publish
    from kazbrief.exhibits.sheet import PHONE

    exhibit = publish.make(entry, data.read([*entry.tables, "sources"]))
    files.write_text(
        INCLUDED / narrow_of(entry), pictures.drawn(exhibit, data.read(entry.layers), size=PHONE)
    )


def draw(entry: Entry, used: list[Path]) -> None:
    """Make the files of an exhibit."""
    import pandas as pd

    from kazbrief.exhibits import citation, publish
    from kazbrief.measures import listings

    frames = data.read([*entry.tables, "sources"])
    if entry.of_exhibits:
        plotted = {path.stem: pd.read_csv(path, dtype="str") for path in used if path.parent == FIGURES}
        frames[PLOTTED] = listings.values_of(plotted)
    maps = data.read(entry.layers)
    exhibit = publish.make(entry, frames)
    record = exhibit.record(_hashes([*used, ROOT / exhibit.program]))
    published = {
        "csv": files.export_text(exhibit.frame),
        "json": files.json_text(record),
        **citation.files(record),
    }
    included = {f"{entry.id}.qmd": publish.snippet(exhibit)}
    drawn = {}
    if not entry.is_table:
        from kazbrief.exhibits import pictures
        from kazbrief.exhibits.sheet import COLUMN, PHONE

        drawing = pictures.drawn(exhibit, maps)
        whole = pictures.alone(pictures.framed(drawing, exhibit))
        drawn = {ending: pictures.converted(whole, exhibit, ending) for ending in PICTURES}
        included[f"{entry.id}.svg"] = pictures.drawn(exhibit, maps, size=COLUMN) if entry.half else drawing
        if entry.has_narrow and not entry.is_map:
            included[narrow_of(entry)] = pictures.drawn(exhibit, maps, size=PHONE)
    for name, text in included.items():
        files.write_text(INCLUDED / name, text)
    for ending, text in published.items():
        files.write_text(FIGURES / f"{entry.id}.{ending}", text)
    for ending, content in drawn.items():
        files.write_bytes(FIGURES / f"{entry.id}.{ending}", content)


def task_ledger() -> Iterator[Task]:
    """The article's claims are judged by the tables."""
    used = data.files_of([*claims.tables_read(), "sources"])
    code = ["kazbrief.claims.printed", *map(inputs.module_of, claims.tests().values())]
    rules = [path for path in code_of(*code) if "claims" in path.parts]
    yield Task(
        "ledger",
        judge,
        ([*used, *rules],),
        reads=[FORMS, *data.read_by([*claims.tables_read(), "sources"])],
        writes=[
            *(FIGURES / f"{claims.LEDGER}.{ending}" for ending in ("csv", "json", *CITATIONS)),
            *(INCLUDED / f"{name}.qmd" for name in PARTS_OF_LEDGER),
        ],
        code=code,
    )


def judge(used: list[Path]) -> None:
    """Make the files of the ledger."""
    from kazbrief.claims import ledger, printed
    from kazbrief.exhibits import citation
    from kazbrief.exhibits.record import Exhibit, references
    from kazbrief.exhibits.words import Words

    frames = data.read([*claims.tables_read(), "sources"])
    judged = ledger.judge(frames["claims"], frames)
    exhibit = Exhibit(
        id=claims.LEDGER,
        words=Words(**ledger.words(judged)),
        frame=judged,
        references=references(judged, frames["sources"]),
        tables=claims.tables_read(),
        program="scripts/kazbrief/claims/ledger.py",
    )
    record = exhibit.record(_hashes(used))
    published = {
        "csv": files.export_text(judged),
        "json": files.json_text(record | ledger.plain(judged)),
        **citation.files(record),
    }
    for ending, text in published.items():
        files.write_text(FIGURES / f"{claims.LEDGER}.{ending}", text)
    parts = (printed.ledger_markdown, printed.squares_markdown)
    for name, markdown in zip(PARTS_OF_LEDGER, parts, strict=True):
        files.write_text(INCLUDED / f"{name}.qmd", markdown(judged))


def task_figure_index() -> Iterator[Task]:
    """A page lists the exhibits."""
    records = [FIGURES / f"{name}.json" for name in ALL]
    yield Task(
        "figure index",
        index,
        (records,),
        reads=records,
        writes=[FIGURES / "README.md"],
        code=["kazbrief.exhibits.index"],
    )


def index(records: list[Path]) -> None:
    """List the exhibits."""
    from kazbrief.exhibits import index

    page = index.markdown([json.loads(path.read_text("utf-8")) for path in records])
    files.write_text(FIGURES / "README.md", page)
