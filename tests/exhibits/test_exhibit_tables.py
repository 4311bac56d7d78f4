"""Exhibits that are tables: what is printed comes from the data, and survives Markdown."""

from __future__ import annotations

import json

import pandas as pd
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kazbrief
from kazbrief import markdown
from kazbrief.exhibits import publish, tbl_sources
from kazbrief.exhibits.register import Entry, entries
from kazbrief.measures import listings

TABLES = [entry for entry in entries().values() if entry.is_table and not entry.of_exhibits]
SOURCES = pd.DataFrame(
    {
        "source_id": ["S1", "S2", "S3"],
        "publisher": ["One", "Two", "Three"],
        "title": ["a", "b", "c"],
        "year": ["2001", "2002", "2003"],
        "kind": ["primary", "secondary", "secondary"],
        "read_in": [None, None, "a copy"],
        "extent": ["whole", "opening", "opening"],
    }
)


def cells_of(markdown: str) -> list[list[str]]:
    document = json.loads(pypandoc.convert_text(markdown, "json", format="markdown"))
    (div,) = document["blocks"]
    (table,) = (block for block in div["c"][1] if block["t"] == "Table")

    def text(node: object) -> str:
        if isinstance(node, dict) and "t" in node:
            if node["t"] == "Str":
                return str(node["c"])
            return " " if node["t"] in ("Space", "SoftBreak") else text(node.get("c", []))
        return "".join(text(part) for part in node) if isinstance(node, list) else ""

    _, _, _, head, bodies, _ = table["c"]
    rows = [*head[1], *bodies[0][3]]
    return [[text(cell[4]) for cell in row[1]] for row in rows]


@pytest.mark.parametrize("entry", TABLES, ids=lambda entry: entry.id)
def test_every_row_is_printed_in_full_width(entry: Entry) -> None:
    made = publish.make(entry, {name: kazbrief.load(name) for name in (*entry.tables, "sources")})
    rows = cells_of(publish.snippet(made))
    columns = entry.columns
    assert rows[0] == [column.heading for column in columns]
    assert len(rows) == len(made.frame) + 1
    assert {len(row) for row in rows} == {len(columns)}
    assert sum(column.width for column in columns) == 100


def test_sources_are_counted_once_an_exhibit_and_values_once() -> None:
    plotted = {
        "fig-a": pd.DataFrame({"source_id": ["S1;S2", "S1"], "grade": ["A", "B"]}),
        "fig-b": pd.DataFrame({"source_id": ["S3"], "other_source_id": ["S1"], "grade": ["C"]}),
    }
    frame = listings.sources_by_exhibit(listings.values_of(plotted), SOURCES)
    assert list(
        zip(frame["exhibit_id"], frame["source_id"], frame["values"], frame["grade"], strict=True)
    ) == [
        ("fig-a", "S1", 2, "A"),
        ("fig-a", "S2", 1, "A"),
        ("fig-b", "S1", 1, "C"),
        ("fig-b", "S3", 1, "C"),
    ]
    assert tbl_sources.cells(frame) == [
        ["@fig-a", "2", "1", "1", "1", "", "One; Two"],
        ["@fig-b", "2", "1", "", "", "1", "One; Three"],
    ]
    values = tbl_sources.values(frame)
    assert (values["sources"], values["primary"], values["exhibits"]) == (3, 1, 2)
    assert values["each_exhibit"] == "fig-a: 2 (1); fig-b: 2 (1)"


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(st.sampled_from("ab |\n"), max_size=6), min_size=2, max_size=2))
def test_no_cell_breaks_out_of_its_place(texts: list[str]) -> None:
    columns = (markdown.Column("x", 50), markdown.Column("y", 50, right=True))
    head, row = cells_of(markdown.ledger(columns, [texts], markdown.caption("f", "s"), "tbl-x"))
    assert head == ["x", "y"]
    assert [" ".join(cell.split()) for cell in row] == [" ".join(text.split()) for text in texts]
