"""The exhibits of the register, made from the clean tables and drawn once for all tests."""

from __future__ import annotations

import functools

import kazbrief
from kazbrief import paths
from kazbrief.exhibits import pictures, publish
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import entry
from kazbrief.tables import boundaries


@functools.cache
def _layer(name: str) -> object:
    return boundaries.read_clean(paths.clean_data() / "boundaries" / f"{name}.geojson")


@functools.cache
def _made(exhibit_id: str) -> Exhibit:
    drawn = entry(exhibit_id)
    return publish.make(drawn, {name: kazbrief.load(name) for name in (*drawn.tables, "sources")})


@functools.cache
def _svg(exhibit_id: str, furniture: bool) -> str:
    return pictures.svg(_made(exhibit_id), _layers(exhibit_id), furniture=furniture)


def _layers(exhibit_id: str) -> dict[str, object]:
    return {name: _layer(name) for name in entry(exhibit_id).layers}


class Exhibits:
    """Made and drawn exhibits, by identifier."""

    made = staticmethod(_made)
    layers = staticmethod(_layers)
    svg = staticmethod(_svg)
