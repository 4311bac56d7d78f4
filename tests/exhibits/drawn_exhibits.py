"""The exhibits of the register, made from the clean tables; drawn once for all tests, or as the last build has drawn them."""

from __future__ import annotations

import functools

import pytest

import kazbrief
from kazbrief import paths, pipeline
from kazbrief.exhibits import pictures, publish
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import COLUMN, FULL, PHONE, Size
from kazbrief.tables import boundaries


@functools.cache
def _layer(name: str) -> object:
    return boundaries.read_clean(paths.clean_data() / "boundaries" / f"{name}.geojson")


@functools.cache
def _made(exhibit_id: str) -> Exhibit:
    drawn = entry(exhibit_id)
    return publish.make(drawn, {name: kazbrief.load(name) for name in (*drawn.tables, "sources")})


@functools.cache
def _changed() -> frozenset[str]:
    """The tasks whose files here are not those that the code as it is would make."""
    with pytest.MonkeyPatch.context() as patch:  # the build leaves its folder in the environment
        patch.setenv("KAZBRIEF_ROOT", str(paths.root()))
        return frozenset(pipeline.explain(paths.root()))


@functools.cache
def _svg(exhibit_id: str, furniture: bool, size: Size = FULL) -> str:
    root, own = paths.root(), entry(exhibit_id)
    files = {
        (True, FULL): root / "figures" / f"{exhibit_id}.svg",
        (False, COLUMN if own.half else FULL): root / "report" / "_built" / f"{exhibit_id}.svg",
        (False, PHONE): root / "report" / "_built" / f"{exhibit_id}-narrow.svg",
    }
    built = files.get((furniture, size))
    if built and built.is_file() and f"draw {exhibit_id}" not in _changed():
        return built.read_text("utf-8")
    return pictures.svg(_made(exhibit_id), _layers(exhibit_id), furniture=furniture, size=size)  # type: ignore[arg-type]


def _layers(exhibit_id: str) -> dict[str, object]:
    return {name: _layer(name) for name in entry(exhibit_id).layers}


class Exhibits:
    """Made and drawn exhibits, by identifier."""

    made = staticmethod(_made)
    layers = staticmethod(_layers)
    svg = staticmethod(_svg)
