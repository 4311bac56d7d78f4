"""A grade says how much of the sources was read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from kazbrief.tables import catalogue
from kazbrief.tables.reading import split

FIGURES = Path(__file__).parents[2] / "figures"


def carried_by_an_opening(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """The rows that rest on one source alone, no primary one, of which the opening alone was read."""
    weak = set(sources.index[(sources["extent"] == "opening") & (sources["kind"] != "primary")])
    return frame["source_id"].map(lambda cell: len(split(cell)) == 1 and cell in weak)


@pytest.mark.parametrize("name", [name for name in catalogue.raw_names() if name != "sources"])
def test_one_source_read_at_its_opening_is_graded_c(name: str, clean: dict[str, pd.DataFrame]) -> None:
    frame = clean[name].dropna(subset="source_id")
    weak = frame[carried_by_an_opening(frame, clean["sources"].set_index("source_id"))]
    assert set(weak["grade"]) <= {"C"}, weak[["source_id", "grade"]].to_string()


def test_every_value_of_an_exhibit_has_a_listed_source(clean: dict[str, pd.DataFrame]) -> None:
    known = clean["sources"].set_index("source_id")["extent"]
    assert known.isin(["whole", "part", "opening"]).all()
    files = sorted(FIGURES.glob("fig-*.csv"))
    assert files
    for path in files:
        frame = pd.read_csv(path, dtype="str")
        graded = frame[frame["grade"].notna()]
        cited = graded.filter(regex="source_id$").fillna("").agg(";".join, axis=1)
        for cell in set(cited):
            ids = [source_id for source_id in split(cell) if source_id]
            assert ids and set(ids) <= set(known.index), f"{path.name}: {cell}"
