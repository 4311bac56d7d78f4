"""Provenance: everything that is built has its row; the examples of pages run, and generated pages are current."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import typst

import kazbrief
from kazbrief import provenance
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


def test_a_source_is_printed_as_it_is_written(tmp_path: Path) -> None:
    row = {
        "source_id": "S_X_1", "publisher": "A & B", "title": "Of #[x] and \\u{41}: \"one\" ('two'), it's *so* @all", "year": "2010",
        "url": "https://a.example/?q=%22b%22_c", "read_in": "Copy", "read_in_url": "", "kind": "primary", "extent": "whole",
    }  # fmt: skip
    text = provenance.source_list(pd.DataFrame([row]), [{"sources": [row]}])
    listed = re.search(r"#briefing-source-list\(.*\n\)", text, re.DOTALL)
    assert listed
    page = tmp_path / "list.typ"
    page.write_text(f"#let briefing-source-list(row) = [#metadata(row) <list>]\n{listed[0]}\n", "utf-8")
    code, title, address, *rest = json.loads(typst.query(str(page), "<list>", field="value", one=True))
    assert code == "S_X_1"
    assert (
        title == "A & B: Of #[x] and \\u{41}: \u201cone\u201d (\u2018two\u2019), it\u2019s *so* @all (2010)"
    )
    assert address["dest"] == "https://a.example/?q=%22b%22_c"
    assert rest == ["Copy: Copy", "primary, read whole"]


def test_the_page_of_availability_is_current() -> None:
    page = provenance.page(PACKAGE, kazbrief.load("sources"), RECORDS, NUMBERS)
    assert (ROOT / "docs" / "availability.md").read_text("utf-8") == page


PAGES = [
    path
    for pattern in ("*.md", "data/*.md", "docs/*.md", "examples/*.md")
    for path in sorted(ROOT.glob(pattern))
    if "```python" in path.read_text("utf-8")
]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_python_of_a_page_runs_as_it_stands(page: Path, tmp_path: Path) -> None:
    first, *more = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), flags=re.S)
    assert len([line for line in first.splitlines() if line.strip() and "import" not in line]) <= 5
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join([first, *more])],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Abai" in done.stdout


def test_pages_with_python_are_found() -> None:
    assert {ROOT / "README.md", ROOT / "data" / "README.md"} <= set(PAGES)


def test_the_files_and_columns_of_the_r_example_exist() -> None:
    (code,) = re.findall(r"```r\n(.*?)```", (ROOT / "data" / "README.md").read_text("utf-8"), flags=re.S)
    files = re.findall(r'"([^"]+\.(?:csv|geojson))"', code)
    assert len(files) == 3
    assert all((ROOT / "data" / file).is_file() for file in files)
    for file in files[0], files[2]:
        assert "oblast" in (ROOT / "data" / file).read_text("utf-8")
