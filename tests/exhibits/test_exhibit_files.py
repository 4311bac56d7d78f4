"""Each exhibit: sources for every value, marks with ids and texts, the same bytes again, and a CSV that redraws it."""

from __future__ import annotations

import dataclasses
import io
import re

import pandas as pd
import pytest
from drawn_exhibits import Exhibits

from kazbrief import files
from kazbrief.exhibits import pictures, words
from kazbrief.exhibits.record import source_ids
from kazbrief.exhibits.register import entry


def test_every_value_leads_to_a_source(drawn: Exhibits, exhibit_id: str) -> None:
    made = drawn.made(exhibit_id)
    numbers = made.frame.select_dtypes("number").columns
    cited = made.frame["source_id"].fillna("").str.strip() != ""
    bare = made.frame[~cited]
    # A row without a source is a gap that is shown as one: no value, and nothing that looks like one.
    value_columns = [name for name in numbers if name.endswith(("_pct", "_km", "_mt", "_million"))]
    assert bare[value_columns].isna().all(axis=None)
    assert made.references
    listed = {reference["source_id"] for reference in made.references}
    assert set(source_ids(made.frame)) == listed


def test_every_row_has_a_grade(drawn: Exhibits, exhibit_id: str) -> None:
    frame = drawn.made(exhibit_id).frame
    assert frame.loc[frame["source_id"].notna(), "grade"].isin(["A", "B", "C"]).all()


def test_the_words_tell_different_things(drawn: Exhibits, exhibit_id: str) -> None:
    text = drawn.made(exhibit_id).words
    texts = dataclasses.astuple(text)
    assert len(set(texts)) == len(texts)
    assert text.finding not in text.alt
    assert not text.finding.endswith(".")
    for sentence in (text.alt, text.description):
        assert re.search(r"\d", sentence), "numbers included"
        assert "nan" not in sentence.lower().split()


@pytest.mark.slow
def test_every_mark_has_an_id_and_its_text(drawn: Exhibits, exhibit_id: str) -> None:
    made, svg = drawn.made(exhibit_id), drawn.svg(exhibit_id, True)
    texts = entry(exhibit_id).module().marks(made.frame)
    assert texts
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert len(ids) == len(set(ids))
    for name, text in texts.items():
        assert f"{exhibit_id}-{name}" in ids
        assert text.strip()


@pytest.mark.slow
def test_the_csv_alone_redraws_it(drawn: Exhibits, exhibit_id: str) -> None:
    """From the published CSV (a map: and its boundaries): the same marks in the same places, and the same words."""
    made = drawn.made(exhibit_id)
    frame = pd.read_csv(io.StringIO(files.csv_text(made.frame)))
    described = entry(exhibit_id)
    assert words.write(described, described.module().values(frame)) == made.words
    redrawn = pictures.svg(dataclasses.replace(made, frame=frame), drawn.layers(exhibit_id), furniture=False)
    assert redrawn == drawn.svg(exhibit_id, False)
