"""Raw tables and layers to clean ones, these to computed tables, and all of them to the data package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kazbrief import files, inputs, paths
from kazbrief.errors import InputError, nearest, raise_faults
from kazbrief.pipeline import Task, data
from kazbrief.tables import catalogue
from kazbrief.tables.schema import Table

DATA = paths.root() / "data"
RAW = DATA / "raw"
LAYERS = RAW / "boundaries"
PAGE = paths.schemas() / "page.md"
READERS = {"countries": "countries", "water": "water", "border": "kazakhstan_russia_border"}
DIVIDED = ("units", "crosswalk", "boundaries_1989")


def task_clean() -> Iterator[Task]:
    """Each raw table is read, typed, checked and ordered, or the build stops with its fault."""
    _refuse_strays()
    for name in catalogue.raw_names():
        table = catalogue.get(name)
        yield Task(
            f"clean {name}",
            clean,
            (table,),
            reads=[RAW / f"{name}.csv", *catalogue.files_of(name), *data.read_by(table.needs)],
            writes=[data.file_of(name)],
            code=["kazbrief.tables.checking"],
        )


def _refuse_strays() -> None:
    """Refuse raw files that no table is made of: without a word, their values would be missing."""
    names = catalogue.raw_names()
    raise_faults(
        [
            InputError(
                paths.shown(path),
                "a file of no raw table",
                f"one that data/schema describes{nearest(path.stem.casefold(), names)}",
            )
            for path in sorted(RAW.glob("*"))
            if path.suffix.casefold() == ".csv" and not path.name.startswith(".") and path.stem not in names
        ],
        paths.shown(RAW),
    )


def clean(table: Table) -> None:
    """Check a raw table against its schema and the tables that it refers to."""
    from kazbrief.tables import checking

    frame = checking.clean(table, RAW / f"{table.name}.csv", data.read(table.needs))
    files.write_text(data.file_of(table.name), files.csv_text(frame))


def task_check() -> Iterator[Task]:
    """Each layer but the oblasts is checked as it is."""
    for layer, file in READERS.items():
        raw = LAYERS / f"{file}.geojson"
        yield Task(
            f"check {layer}",
            check,
            (layer, raw),
            reads=[raw],
            writes=[data.file_of(layer)],
            code=["kazbrief.tables.boundaries"],
        )


def check(layer: str, raw: Path) -> None:
    """Check a raw layer."""
    from kazbrief.tables import boundaries

    frame = boundaries.read_layer(layer, raw)
    files.write_text(data.file_of(layer), boundaries.geojson_text(frame))


def task_dissolve() -> Iterator[Task]:
    """The oblasts are checked, and dissolved into the older schemes."""
    for scheme in catalogue.SCHEMES:
        yield Task(
            f"dissolve oblasts {scheme}",
            dissolve,
            (scheme,),
            reads=[LAYERS / "oblasts.geojson", *data.read_by(DIVIDED)],
            writes=[data.file_of(f"oblasts_{scheme}")],
            code=["kazbrief.tables.boundaries"],
        )


def dissolve(scheme: str) -> None:
    """Check the oblasts and dissolve them into those of a scheme."""
    from kazbrief.tables import boundaries

    units, *links = data.read(DIVIDED).values()
    oblasts = boundaries.read_layer("oblasts", LAYERS / "oblasts.geojson", units)
    divided = boundaries.dissolve(oblasts, scheme, *links)
    files.write_text(data.file_of(f"oblasts_{scheme}"), boundaries.geojson_text(divided))


def task_derive() -> Iterator[Task]:
    """Each computed table is made by its measure, and checked like a raw one."""
    for table in map(catalogue.get, catalogue.names()):
        if table.computed:
            needed, layers = catalogue.inputs_of(table)
            yield Task(
                f"derive {table.name}",
                derive,
                (table,),
                reads=[*data.read_by([*needed, *layers, *table.needs]), *catalogue.files_of(table.name)],
                writes=[data.file_of(table.name)],
                code=[inputs.module_of(table.computed), "kazbrief.tables.checking"],
            )


def derive(table: Table) -> None:
    """Compute a table, and check it against its schema."""
    from kazbrief.tables import checking

    result = inputs.call(inputs.load(table.computed), data.read(inputs.inputs_of(table.computed)))
    # Nine digits tell all that the inputs do, and hide how a processor rounds the last one.
    frame = result[table.names].round(9)
    checking.check(table, frame, data.read(table.needs))
    files.write_text(data.file_of(table.name), files.csv_text(frame))


def task_data_package() -> Iterator[Task]:
    """All tables and layers are described: for programs, and as a page that a reader can browse."""
    described = [
        *data.files_of([*catalogue.names(), *catalogue.LAYERS]),
        *(RAW / f"{name}.csv" for name in catalogue.raw_names()),
        *sorted(LAYERS.glob("*.geojson")),
    ]
    yield Task(
        "data package",
        package,
        (described,),
        reads=[*described, PAGE, *catalogue.files_of(*catalogue.names(), catalogue.PACKAGE)],
        writes=[DATA / "datapackage.json", DATA / "README.md"],
        code=["kazbrief.tables.datapackage"],
    )


def package(described: list[Path]) -> None:
    """Describe the files of the data package; built tables that it has no more are removed."""
    from kazbrief.tables import datapackage

    for path in set((DATA / "clean").glob("*.csv")) - set(described):
        path.unlink()
    contents = {path.relative_to(DATA).as_posix(): path.read_bytes() for path in described}
    descriptor = datapackage.descriptor(contents)
    files.write_text(DATA / "datapackage.json", files.json_text(descriptor))
    page = datapackage.catalogue_markdown(descriptor, PAGE.read_text("utf-8"))
    files.write_text(DATA / "README.md", page)
