"""Clean tables and layers by their names, as tasks read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kazbrief import paths
from kazbrief.tables import catalogue


def file_of(name: str) -> Path:
    """The clean file of a table or layer."""
    clean = paths.root() / "data" / "clean"
    layer = name in catalogue.LAYERS
    return clean / "boundaries" / f"{name}.geojson" if layer else clean / f"{name}.csv"


def files_of(names: Iterable[str]) -> list[Path]:
    """The clean files of tables and layers, each once."""
    return [file_of(name) for name in dict.fromkeys(names)]


def read_by(names: Iterable[str]) -> list[Path]:
    """What a task depends on that reads tables and layers: their clean files, and the schemas of the tables."""
    names = list(dict.fromkeys(names))
    return [*files_of(names), *catalogue.files_of(*(name for name in names if name not in catalogue.LAYERS))]


def read(names: Iterable[str]) -> dict[str, Any]:
    """The data frames of clean tables and layers, by name."""
    from kazbrief.tables import boundaries, reading

    def frame(name: str) -> Any:
        if name in catalogue.LAYERS:
            return boundaries.read_clean(file_of(name))
        return reading.read_clean(catalogue.get(name), file_of(name))

    return {name: frame(name) for name in dict.fromkeys(names)}
