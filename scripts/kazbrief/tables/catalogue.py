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

SHARED = "fields"
PACKAGE = "package"
# Files of the folder that are no tables: the fields that several share, and what the data package says of all.
_NO_TABLES = (SHARED, PACKAGE)


def names() -> tuple[str, ...]:
    """The names of the tables that this project has: in alphabetical order, but each after those that it needs.

    An optional table is there when its raw file is, a computed one when all that it is computed from is there.
    """
    return tuple(_listed(paths.schemas()))


def raw_names() -> tuple[str, ...]:
    """The names of the tables that have a raw file, in the same order; the others are computed."""
    return tuple(name for name, table in _listed(paths.schemas()).items() if not table.computed)


def get(name: str) -> Table:
    """The record of a table.

    Raises
    ------
    KazbriefError
        When this project has no such table.
    """
    listed = _listed(paths.schemas())
    if name not in listed:
        raise no_such("table", name, tuple(listed), "kazbrief data list")
    return listed[name]


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
    return [paths.schemas() / f"{name}.yml" for name in (SHARED, *names)]


@functools.cache
def _package(folder: Path) -> Mapping[str, Any]:
    return yaml_file.read(folder / f"{PACKAGE}.yml")


@functools.cache
def _described(folder: Path) -> Mapping[str, Table]:
    shared = schema.read_shared(folder / f"{SHARED}.yml")
    files = {path.stem: path for path in sorted(folder.glob("*.yml")) if path.stem not in _NO_TABLES}
    tables = {name: schema.read_table(path, shared, files) for name, path in files.items()}
    for name, table in tables.items():
        for key in table.foreign_keys:
            for field in (*key.references, *key.where):
                if field not in tables[key.resource].names:
                    found = f"a reference to the field {field!r} of {key.resource}"
                    expected = f"one of {', '.join(tables[key.resource].names)}"
                    raise InputError(paths.shown(files[name]), found, expected)
        for licence in table.licences:
            if licence not in _package(folder)["licenses"]:
                expected = f"one of {', '.join(_package(folder)['licenses'])} (of {PACKAGE}.yml)"
                raise InputError(paths.shown(files[name]), f"the licence {licence!r}", expected)
    return tables


@functools.cache
def _listed(folder: Path) -> Mapping[str, Table]:
    tables = _described(folder)
    listed: dict[str, Table] = {}

    def add(name: str, above: tuple[str, ...] = ()) -> bool:
        """List a table after those that it needs; False when one of them isn't there."""
        if name in above:
            raise KazbriefError(f"tables that need one another: {', '.join((*above, name))}")
        if name not in listed:
            table = tables[name]
            if table.optional and not paths.brings(name):
                return False
            needed = (*table.needs, *inputs_of(table)[0])
            if not all([add(other, (*above, name)) for other in needed]):
                return False
            listed[name] = table
        return True

    for name in tables:
        add(name)
    return listed
