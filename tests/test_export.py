"""Copies in other formats: the values of the table, the same bytes twice, nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import geopandas
import pandas as pd
import pytest

import kazbrief
from kazbrief import export
from kazbrief.errors import KazbriefError
from kazbrief.tables import catalogue
from kazbrief.tables.schema import Field, Table

TRICKY = pd.DataFrame(
    {
        "name": ["=1+1", "+7 727", "-", "@SUM(A1)", None, "plain - text", "Жетісу"],
        "value": [-1.5, 2, 3, 4, 5, 6, 7],
    }
).astype({"name": "str"})


def test_csv_has_no_formulas_and_keeps_all_else() -> None:
    read = pd.read_csv(io.BytesIO(export.csv_bytes(TRICKY)), dtype={"name": "str"})
    assert read["name"].fillna("").tolist() == [
        "'=1+1",
        "'+7 727",
        "'-",
        "'@SUM(A1)",
        "",
        "plain - text",
        "Жетісу",
    ]
    assert read["value"].tolist() == TRICKY["value"].tolist()
    assert TRICKY["name"].iloc[0] == "=1+1", "the frame itself stays as it is"


def test_xlsx_writes_formula_like_cells_as_text() -> None:
    record = Table("tricky", "Tricky", "Cells.", (Field("name", "Name", "Name."),), ("name",))
    book = zipfile.ZipFile(io.BytesIO(export.xlsx_bytes(record, TRICKY, pd.DataFrame({"source_id": ["S"]}))))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    strings = re.findall(r"<t[^>]*>([^<]*)</t>", book.read("xl/sharedStrings.xml").decode())
    assert "<f>" not in sheet
    assert "=1+1" in strings and "@SUM(A1)" in strings
    assert len(re.findall(r"<sheet ", book.read("xl/workbook.xml").decode())) == 3


@pytest.mark.slow
@pytest.mark.parametrize("name", catalogue.names())
def test_every_table_survives_csv_parquet_and_xlsx(name: str) -> None:
    frame = kazbrief.load(name)
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(export.content(name, "parquet"))), frame)
    read = pd.read_csv(io.BytesIO(export.content(name, "csv")), keep_default_na=False, na_values=[""])
    assert read.shape == frame.shape
    numbers = frame.select_dtypes("number").astype("float64")
    pd.testing.assert_frame_equal(read[numbers.columns].astype("float64"), numbers)
    rows = re.findall(
        r"<row ",
        zipfile.ZipFile(io.BytesIO(export.content(name, "xlsx"))).read("xl/worksheets/sheet1.xml").decode(),
    )
    assert len(rows) == len(frame) + 1


@pytest.mark.parametrize("form", export.LAYER_FORMATS)
@pytest.mark.parametrize(
    ("name", "scheme", "rows"), [("oblasts", "2022", 20), ("oblasts", "1999", 16), ("border", "2022", None)]
)
def test_layers_survive(name: str, scheme: str, rows: int | None, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"layer.{form}"
    path.write_bytes(export.content(name, form, scheme))
    layer, read = kazbrief.load_geo(name, scheme), geopandas.read_file(path)
    assert read.crs.to_epsg() == 4326
    assert len(read) == len(layer) == (rows or len(layer))
    assert read.geometry.union_all().equals_exact(layer.geometry.union_all(), 1e-4) or (
        read.geometry.union_all().symmetric_difference(layer.geometry.union_all()).area < 1e-6
    )


def test_a_table_of_oblasts_gets_their_areas_and_one_with_coordinates_points(tmp_path: Path) -> None:
    path = tmp_path / "layer.geojson"
    path.write_bytes(export.content("ethnic_bounds", "geojson"))
    read, bounds = (
        geopandas.read_file(path).set_index("oblast"),
        kazbrief.load("ethnic_bounds").set_index("oblast"),
    )
    assert read["lower_pct"].sort_index().tolist() == bounds["lower_pct"].sort_index().tolist()
    assert set(read.geom_type) <= {"Polygon", "MultiPolygon"}
    assert "Open Database License" in export.terms("ethnic_bounds", "geojson")
    assert "Open Database License" not in export.terms("ethnic_bounds", "csv")
    path.write_bytes(export.content("military_facilities", "geojson"))
    points = geopandas.read_file(path)
    assert len(points) == kazbrief.load("military_facilities")["latitude"].notna().sum()
    assert (points.geometry.x == points["longitude"]).all()
    left_out = len(kazbrief.load("military_facilities")) - len(points)
    assert export.changes("military_facilities", "geojson").startswith(
        "rows without coordinates are left out"
    )
    assert f"({left_out} of " in export.changes("military_facilities", "gpkg")


@pytest.mark.parametrize("name", ["oil_exports", "ethnic_bounds"])
def test_cells_that_csv_alters_are_counted(name: str) -> None:
    frame = kazbrief.load(name)
    texts = frame.select_dtypes("string").fillna("")
    given = pd.read_csv(io.BytesIO(export.content(name, "csv")), dtype="str", keep_default_na=False)
    altered = int((given[texts.columns] != texts).to_numpy().sum())
    assert (f"({altered} cells)" in export.changes(name, "csv")) == bool(altered)
    assert export.changes(name, "parquet") == export.changes("oblasts", "gpkg") == ""


@pytest.mark.parametrize(("name", "form"), [("raions", "xlsx"), ("raions", "parquet"), ("oblasts", "gpkg")])
def test_the_same_values_give_the_same_bytes(name: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = export.content(name, form)
    monkeypatch.setenv("TZ", "Asia/Almaty")
    assert export.content(name, form) == first


@pytest.mark.parametrize(
    ("name", "form", "scheme", "message"),
    [
        ("raion", "csv", "2022", "there is no table or layer 'raion'"),
        ("raions", "ods", "2022", "there is no format 'ods': the formats are csv"),
        ("raions", "gpkg", "2022", "raions has neither one row an oblast nor coordinates"),
        ("water", "csv", "2022", "water is a boundary layer"),
        ("oblasts", "gpkg", "2001", "there is no scheme '2001'"),
        ("raions", "csv", "1999", "a scheme can be chosen for the layer oblasts alone"),
    ],
)
def test_what_cannot_be_had_is_told_in_one_sentence(name: str, form: str, scheme: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        export.content(name, form, scheme)
    assert "\n" not in str(caught.value)
