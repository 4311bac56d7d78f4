"""``kazbrief data`` as a user meets it, and the one-line interface of the package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.tables import catalogue, reading

# Builds, servers and programs are started: seconds in all.
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kazbrief.cli", "data", *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "120", "TERM": "dumb", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_list_names_every_table_and_layer(tmp_path: Path) -> None:
    lines = run(tmp_path, "list").stdout.splitlines()
    first_words = [line.split()[0] for line in lines if line.strip()]
    assert [word for word in first_words if word in catalogue.names()] == kazbrief.tables()
    assert set(catalogue.MAPS) <= set(first_words)


def test_show_tells_columns_units_terms_caution_and_rows(tmp_path: Path) -> None:
    shown = " ".join(run(tmp_path, "show", "raions").stdout.split())
    table = catalogue.get("raions")
    for field in table.fields:
        assert f"{field.name} {field.type}" in shown
    assert "persons" in shown and table.caution in shown and table.terms in shown
    assert "First 5 of 224 rows" in shown


def test_show_of_a_layer_tells_its_licence(tmp_path: Path) -> None:
    shown = run(tmp_path, "show", "oblasts", "--scheme", "2018").stdout
    assert "scheme of 2018" in shown and "17 (" in shown and "Open Database License" in shown


def test_export_writes_one_whole_file_and_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "export", "raions", "--output", "deep/raions.parquet")
    assert done.returncode == 0, done.stderr
    assert "Terms: " in done.stderr
    assert "Changed" not in done.stderr and "Changed" in run(tmp_path, "export", "oil_exports").stderr
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["raions.parquet"]
    assert len(pd.read_parquet(tmp_path / "deep" / "raions.parquet")) == 224
    assert run(tmp_path, "export", "oblasts", "--scheme", "1999").returncode == 0
    assert (tmp_path / "oblasts_1999.geojson").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("show", "raion"),
        ("show", "oblast"),
        ("export", "raions", "--format", "ods"),
        *(("export", "raions", "--output", folder) for folder in (".", "", "new/", "new/.", "..")),
        ("export", "raions", "--format", "xlsx", "--output", "raions.csv"),
        ("export", "water", "--scheme", "2018"),
        ("show", "raions", "--scheme", "2018"),
        ("export", "raions", "--output", "/dev/null/raions.csv"),
    ],
)
def test_a_mistake_is_one_sentence_and_leaves_no_file(words: tuple[str, ...], tmp_path: Path) -> None:
    done = run(tmp_path, *words)
    assert done.returncode == 1
    assert done.stderr.startswith("kazbrief: ") and len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_in_a_schema_is_one_sentence(tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "data" / "schema", project / "data" / "schema")
    (project / "_quarto.yml").touch()
    schema = project / "data" / "schema" / "hdi.yml"
    schema.write_text(schema.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    done = run(tmp_path, "list", KAZBRIEF_ROOT=str(project))
    assert done.returncode == 1
    assert re.fullmatch(
        r"kazbrief: data/schema/hdi.yml:1: found the word 'titel', .*'title'\)\n", done.stderr
    )


def test_columns_have_titles_units_and_types() -> None:
    columns = kazbrief.columns("ethnic_bounds").set_index("column")
    assert columns.index.tolist() == kazbrief.load("ethnic_bounds").columns.tolist()
    assert columns.loc["lower_pct", ["unit", "type"]].tolist() == ["per cent", "number"]


def test_a_scheme_may_be_a_number() -> None:
    assert kazbrief.load_geo("oblasts", 2018).equals(kazbrief.load_geo("oblasts", "2018"))


def test_a_frame_without_sources_is_refused() -> None:
    with pytest.raises(KazbriefError, match="no column source_id"):
        kazbrief.sources(kazbrief.load("ethnic_bounds")[["oblast"]])


def test_a_row_a_column_and_a_frame_lead_to_the_same_sources() -> None:
    frame = kazbrief.load("ethnic_bounds")
    assert kazbrief.sources(frame.iloc[0]).equals(kazbrief.sources(frame.head(1)))
    assert kazbrief.sources(frame["source_id"]).equals(kazbrief.sources(frame))
    with pytest.raises(KazbriefError, match="no column source_id"):
        kazbrief.sources(frame["oblast"])


def test_an_empty_part_of_a_cell_is_no_source() -> None:
    cells = pd.DataFrame({"source_id": ["S_RAIONPOP;", " ; ", ""]})
    assert kazbrief.sources(cells)["source_id"].tolist() == ["S_RAIONPOP"]


@pytest.mark.parametrize("name", [name for name in kazbrief.tables() if name != "sources"])
def test_every_row_of_every_table_leads_to_a_source(name: str) -> None:
    frame = kazbrief.load(name)
    sources = kazbrief.sources(frame)
    assert sorted(reading.cited(frame)) == sources["source_id"].tolist()
    assert sources[["title", "publisher", "extent", "terms"]].notna().all(axis=None)
    assert reading.cited(frame.head(1)) == kazbrief.sources(frame.head(1))["source_id"].tolist()
