"""A printed number leads back to its rows, sources and addresses."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

import kazbrief
from kazbrief import paths, trace
from kazbrief.cli import app
from kazbrief.errors import KazbriefError

SOURCES = pd.DataFrame(
    {
        "source_id": ["S1", "S2"],
        "publisher": ["Bureau", "Press"],
        "title": ["Count", "Report"],
        "year": ["2025", "2020"],
        "url": ["https://bureau.example/count", ""],
        "read_in": ["", ""],
        "read_in_url": ["", ""],
    }
)
PEOPLE = pd.DataFrame(
    {"oblast": ["North", "South"], "share_pct": [37.752192289, 91.0], "source_id": ["S1", "S2"], "grade": "B"}
)


def told(raw: object, unit: str = "per cent", tables: tuple[str, ...] = ("oblast_people",)) -> str:
    record = {"raw": raw, "text": "38 %", "unit": unit, "grade": "B", "tables": list(tables)}
    text = trace.chain("people.lowest", {"people.lowest": record}, lambda name: PEOPLE, SOURCES)
    return "\n".join(" ".join(part.split()) for part in text.split("\n  "))


def test_the_row_that_holds_the_value_is_shown_with_its_sources_alone() -> None:
    text = " ".join(told(37.752192289).split())
    assert "row 2: oblast North" in text and "South" not in text
    assert "https://bureau.example/count" in text and "S2" not in text
    assert "from district_people" in text


def test_both_ends_of_a_range_and_texts_are_found() -> None:
    assert {"row 2", "row 3"} <= {line.strip()[:5] for line in told([37.752192289, 91.0]).splitlines()}
    assert "row 3: oblast South" in told("South", "text")


def test_a_value_that_no_row_holds_is_said_to_be_worked_out() -> None:
    for text in (told(12.5), told(91, "count")):
        assert "worked out from rows of these" in text and "S1" in text and "S2" in text


@pytest.mark.slow
def test_every_number_of_the_build_has_its_chain() -> None:
    numbers = json.loads((paths.root() / "figures" / "numbers.json").read_text("utf-8"))
    frames = {name: kazbrief.load(name) for name in kazbrief.tables()}
    frames[trace.LEDGER] = pd.read_csv(paths.root() / "figures" / "tbl-claims.csv")
    for name, record in numbers.items():
        text = trace.chain(name, numbers, frames.__getitem__, frames["sources"])
        assert " ".join(record["text"].split()) in " ".join(text.split())
        assert ("Sources" in text) == bool(record["tables"]), name


def test_the_command_goes_from_a_number_to_addresses() -> None:
    shown = CliRunner().invoke(app, ["number", "people.lowest"])
    assert shown.exit_code == 0 and "oblast_people" in shown.output and "https://" in shown.output
    assert "people.lowest" in CliRunner().invoke(app, ["number"]).output
    with pytest.raises(KazbriefError, match="did you mean"):
        CliRunner().invoke(app, ["number", "people.lowes"], catch_exceptions=False)
