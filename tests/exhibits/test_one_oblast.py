"""The census rows that CONTRIBUTING shows, of one oblast alone, are checked and drawn."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd
import pytest

import kazbrief
from kazbrief.exhibits import pictures, publish, redraw, register
from kazbrief.measures.census import census_check
from kazbrief.tables import catalogue

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    text = re.findall(r"```csv\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.S)[0]
    rows = pd.read_csv(io.StringIO(re.sub(r"(?m)^ +", "", text)), dtype={"scheme": str, "note": str})
    assert rows["unit"].nunique() == 1
    # A source that there is, in place of the made-up one.
    return rows.assign(source_id=kazbrief.load("sources")["source_id"].iloc[0])


def test_one_oblast_is_held_against_what_is_known(census: pd.DataFrame) -> None:
    tables = ("raions", "crosswalk", "ethnic_national", "oblast_population")
    checks = census_check(census, *map(kazbrief.load, tables)).set_index("comparison")
    assert checks.loc["bounds of the raions", "found"] == pytest.approx(100 * 380 / 700)
    assert checks.loc["national count", "agrees"].tolist() == [0, 0, 0]


@pytest.mark.slow
def test_one_oblast_is_drawn(census: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    # As if the raw file were in its place.
    known = (*catalogue.names(), "ethnic_census")
    monkeypatch.setattr(catalogue, "names", lambda: known)
    (path,) = Path(register.__file__).parent.glob("fig_kazakh_share_census.yml")
    entry = register.read_entry(path)
    for module in (pictures, register):
        monkeypatch.setattr(module, "entry", lambda name: entry)
    tables = {"ethnic_census": census, "units": kazbrief.load("units"), "sources": kazbrief.load("sources")}
    layers = {layer: kazbrief.load_geo(layer.split("_")[0], *layer.split("_")[1:]) for layer in entry.layers}
    drawn = redraw.redraw(publish.make(entry, tables), layers)
    assert b"Akmola" in drawn and b"no data" in drawn
