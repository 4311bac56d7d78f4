"""An exhibit made from its register entry and the tables, and the block by which the paper includes it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief import inputs, markdown
from kazbrief.exhibits import words
from kazbrief.exhibits.record import Exhibit, references
from kazbrief.exhibits.register import Entry, entry
from kazbrief.markdown import literal

LAYER_CREDITS = {
    "oblasts_2022": "boundaries © OpenStreetMap contributors (ODbL), via OCHA/UNHCR COD-AB Kazakhstan 2023",
    "countries": "neighbours © OpenStreetMap contributors (ODbL), via osm_borders",
    "water": "waters Natural Earth",
}


def make(entry: Entry, tables: Mapping[str, pd.DataFrame]) -> Exhibit:
    """An exhibit with its frame, words and sources, from the clean tables that its measure reads, and ``sources``."""
    frame = inputs.call(inputs.load(entry.data), tables)
    return Exhibit(
        id=entry.id,
        words=words.write(entry, entry.module().values(frame)),
        frame=frame,
        references=references(frame, tables["sources"]),
        tables=entry.tables,
        program=f"scripts/{entry.module_name.replace('.', '/')}.py",
        credits=tuple(LAYER_CREDITS[layer] for layer in entry.layers if layer in LAYER_CREDITS),
    )


def _caption(exhibit: Exhibit) -> str:
    source = f"{literal(exhibit.source_line)}. {literal(exhibit.licence_line)}"
    return markdown.caption(
        literal(exhibit.words.finding), literal(exhibit.words.subtitle), literal(exhibit.words.note), source
    )


def snippet(exhibit: Exhibit) -> str:
    """The block that the paper includes: picture or table, alternative text, caption, note and source line.

    The lead exhibit keeps its place on the first page; the others float to where the page has room.
    """
    own = entry(exhibit.id)
    if own.is_table:
        return markdown.ledger(own.columns, own.module().cells(exhibit.frame), _caption(exhibit), own.id)
    placed = ".here " if own.lead else ""
    narrow = f'narrow="_built/{own.id}-narrow.svg" ' if own.has_narrow else ""
    alt = literal(exhibit.words.alt).replace('"', '\\"')
    return (
        f'![{_caption(exhibit)}](_built/{own.id}.svg){{#{own.id} {placed}fig-alt="{alt}" '
        f'width=100% {narrow}tools="/figures/{own.id}"}}\n'
    )
