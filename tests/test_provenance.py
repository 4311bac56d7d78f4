"""Provenance: everything that is built has its row; the README's examples run and its generated parts are current."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import kazbrief
from kazbrief import provenance
from kazbrief.errors import KazbriefError
from kazbrief.exhibits.register import names
from kazbrief.tables import catalogue

ROOT = Path(__file__).parents[1]
PACKAGE = json.loads((ROOT / "data" / "datapackage.json").read_text("utf-8"))
NUMBERS = json.loads((ROOT / "figures" / "numbers.json").read_text("utf-8"))
RECORDS = [
    json.loads((ROOT / "figures" / f"{name}.json").read_text("utf-8")) for name in (*names(), "tbl-claims")
]


def test_every_exhibit_number_and_computed_table_has_its_program() -> None:
    rows = {first: (read, program) for first, read, program in provenance.program_rows(RECORDS, NUMBERS)}
    assert {f"`{name}`" for name in names()} <= set(rows)
    assert {f"numbers `{name.partition('.')[0]}.*`" for name in NUMBERS} <= set(rows)
    assert {f"table `{name}`" for name in catalogue.names() if catalogue.get(name).computed} <= set(rows)
    for read, program in rows.values():
        file = re.match(r"`([^`]+)`", program)
        assert file and (ROOT / file[1]).is_file(), program
        named = {name for name in re.findall(r"`([^`]+)`", read) if "/" not in name}
        assert named <= {*catalogue.names(), *(record["id"] for record in RECORDS)}, read


def test_every_table_is_listed_with_its_rows() -> None:
    listed = {row[0]: row[2] for row in provenance.dataset_rows(PACKAGE)}
    assert set(listed) == {f"`{name}`" for name in catalogue.names()}
    lines = (ROOT / "data" / "raw" / "raions.csv").read_text("utf-8").count("\n")
    assert listed["`raions`"] == str(lines - 1)


def test_the_statement_counts_sources_and_names_tables_with_terms_of_their_own() -> None:
    sources = pd.DataFrame(
        {
            "kind": ["primary", "secondary", "tertiary"],
            "read_in": [None, "a copy", None],
            "extent": ["whole", "opening", "opening"],
        }
    )
    statement = provenance.availability(PACKAGE, sources)
    assert "copy it was read (1 of them)" in statement
    assert "of 2 the opening only" in statement
    assert "3 published sources (1 of them primary)" in statement
    for name in ("arms_imports", "military_expenditure"):
        assert f"`{name}`: {catalogue.get(name).terms}" in statement


def test_the_readme_is_current() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    parts = provenance.readme_parts(PACKAGE, kazbrief.load("sources"), RECORDS, NUMBERS)
    assert provenance.fill(text, parts) == text


def test_filling_keeps_what_is_written_by_hand() -> None:
    text = "before\n<!-- generated: a -->\nold\n<!-- end of a -->\nafter\n"
    once = provenance.fill(text, {"a": "new"})
    assert once == "before\n<!-- generated: a -->\n\nnew\n\n<!-- end of a -->\nafter\n"
    assert provenance.fill(once, {"a": "new"}) == once


@pytest.mark.parametrize(
    "text",
    ["", "<!-- generated: a -->", "<!-- end of a -->\n<!-- generated: a -->", "<!-- generated: a -->\n" * 2],
)
def test_a_lost_marker_is_told(text: str) -> None:
    with pytest.raises(KazbriefError, match=r"found no part 'a', expected one line <!-- generated: a -->"):
        provenance.fill(text, {"a": "new"})


@pytest.mark.parametrize("page", ["README.md", "data/README.md"])
def test_the_python_example_runs_in_a_few_lines(page: str, tmp_path: Path) -> None:
    code, *_ = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), flags=re.S)
    assert len([line for line in code.splitlines() if line.strip() and "import" not in line]) <= 5
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Abai" in done.stdout


@pytest.mark.parametrize(("page", "folder"), [("README.md", "."), ("data/README.md", "data")])
def test_the_files_and_columns_of_the_r_example_exist(page: str, folder: str) -> None:
    (code,) = re.findall(r"```r\n(.*?)```", (ROOT / page).read_text("utf-8"), flags=re.S)
    files = re.findall(r'"([^"]+\.(?:csv|geojson))"', code)
    assert len(files) == 3
    assert all((ROOT / folder / file).is_file() for file in files)
    for file in files[0], files[2]:
        assert "oblast" in (ROOT / folder / file).read_text("utf-8")
