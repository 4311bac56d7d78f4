"""The catalogue: the tables are the files of ``data/schema``, and nothing is registered anywhere else.

It is light on purpose: it knows names, fields and dependencies without importing pandas.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kazbrief import inputs, paths, yaml_file
from kazbrief.errors import InputError, KazbriefError, no_such
from kazbrief.tables import schema
from kazbrief.tables.schema import Table

SCHEMES = ("2022", "2018", "1999", "1989")
"""Administrative schemes, newest first; that of January 1989 is approximate."""

LAYERS = (*(f"oblasts_{scheme}" for scheme in SCHEMES), "countries", "water", "border")
"""The boundary layers, as measures name them."""

MAPS = ("oblasts", "countries", "water", "border")
"""The boundary layers, as `kazbrief.load_geo` names them."""

SHARED = "fields"
PACKAGE = "package"
# Files of the folder that are no tables: the fields that several share, and what the data package says of all.
_NO_TABLES = (SHARED, PACKAGE)


def names() -> tuple[str, ...]:
    """The names of the tables that this project has, in alphabetical order.

    An optional table is there when its raw file is, any other when the tables that it needs or is computed from are.
    """
    return tuple(_present(paths.schemas()))


def raw_names() -> tuple[str, ...]:
    """The names of those that have a raw file; the others are computed."""
    return tuple(name for name, table in _present(paths.schemas()).items() if not table.computed)


def get(name: str) -> Table:
    """The record of a table.

    Raises
    ------
    KazbriefError
        When this project has no such table.
    """
    tables = _present(paths.schemas())
    if not isinstance(name, str) or name not in tables:
        raise unknown("table", name)
    return tables[name]


def unknown(kind: str, name: object) -> KazbriefError:
    """The error for what is no ``table``, no ``layer`` or neither (``table or layer``).

    What is of another kind than that is proposed with the function that reads it.
    """
    known = {each: each if "table" in kind else f"the table {each} (load)" for each in names()}
    known |= {each: each if "layer" in kind else f"the layer {each} (load_geo)" for each in MAPS}
    return no_such(kind, name, known, "kazbrief data list")


def inputs_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """The tables and the boundary layers that a computed table is made from; none for one with a raw file.

    Raises
    ------
    KazbriefError
        When there is no such measure, or when one of its parameters is named after no table or layer.
    """
    if not table.computed:
        return (), ()
    return inputs.checked(table.computed, described(), LAYERS)


def described() -> Mapping[str, Table]:
    """Every table that has a schema, also those that this project is without, in alphabetical order."""
    return _described(paths.schemas())


def package() -> Mapping[str, Any]:
    """What the data package says of all tables: title, description, keywords and licences."""
    return _package(paths.schemas())


def files_of(*names: str) -> list[Path]:
    """The files that describe some tables, with that of the shared fields: what a task that reads them runs on."""
    folder = paths.schemas()
    return [folder / f"{name}.yml" for name in (SHARED, *names)]


@functools.cache
def _package(folder: Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml_file.read(folder / f"{PACKAGE}.yml")
    return content


@functools.cache
def _described(folder: Path) -> Mapping[str, Table]:
    shared = schema.read_shared(folder / f"{SHARED}.yml")
    files = {path.stem: path for path in sorted(folder.glob("*.yml")) if path.stem not in _NO_TABLES}
    tables = {name: schema.read_table(path, shared, files) for name, path in files.items()}
    for name, table in tables.items():
        for _, reference in table.foreign_keys:
            fields = tables[reference.resource].names
            for field in (*reference.fields, *reference.where):
                if field not in fields:
                    found = f"a reference to the field {field!r} of {reference.resource}"
                    raise InputError(paths.shown(files[name]), found, f"one of {', '.join(fields)}")
        for licence in table.licences:
            if licence not in _package(folder)["licenses"]:
                expected = f"one of {', '.join(_package(folder)['licenses'])} (of {PACKAGE}.yml)"
                raise InputError(paths.shown(files[name]), f"the licence {licence!r}", expected)
    return tables


@functools.cache
def _present(folder: Path) -> Mapping[str, Table]:
    tables = _described(folder)
    absent = {name for name, table in tables.items() if table.optional and not paths.brings(name)}
    while more := {
        name
        for name, table in tables.items()
        if name not in absent and not absent.isdisjoint({*table.needs, *inputs_of(table)[0]})
    }:
        absent |= more
    return {name: table for name, table in tables.items() if name not in absent}
