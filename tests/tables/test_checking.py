"""Each kind of fault in a raw file gives one sentence: file, line, column, found, expected."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kazbrief import paths
from kazbrief.errors import InputError, InputErrors, KazbriefError
from kazbrief.tables import reading
from kazbrief.tables.checking import check, clean
from kazbrief.tables.schema import Field, ForeignKey, Reference, Rule, Table

TOWNS = """code,country,kind,people,area_km2,founded,source_id
B1,KAZ,city,100,2.5,1824,S1
A1,KAZ,town,30,1,1999-05,S1;S2
C1,RUS,town,,0.25,,S2
"""
DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
TABLE = Table(
    name="towns",
    title="Towns",
    description="Made-up towns.",
    fields=(
        Field(
            "code",
            "Code",
            "Code.",
            constraints={"pattern": "[A-Z][0-9]"},
            expected="a letter and a digit",
        ),
        Field(
            "country",
            "Country",
            "Country.",
            constraints={"pattern": "[A-Z]{3}"},
            expected="a country code",
        ),
        Field("kind", "Kind", "Kind.", constraints={"enum": ["city", "town"]}),
        Field(
            "people",
            "People",
            "People.",
            "integer",
            "persons",
            {"minimum": 0, "maximum": 900, "required": False},
        ),
        Field("area_km2", "Area", "Area.", "number", "square kilometre", {"minimum": 0}),
        Field(
            "founded",
            "Founded",
            "Foundation.",
            constraints={"pattern": DATE, "required": False},
            expected="a date such as 2009",
        ),
        Field("source_id", "Source", "Source."),
    ),
    key=("code",),
    foreign_keys=(
        ForeignKey(["country"], Reference("lands", ["land"], where={"year": "2022"})),
        ForeignKey(["source_id"], Reference("sources", ["source_id"], several=True)),
    ),
    rules=(Rule("sum_is_about", ("people", 500, 1)),),
)
OTHERS = {
    "lands": pd.DataFrame({"land": ["KAZ", "RUS", "SUN"], "year": ["2022", "2022", "1989"]}),
    "sources": pd.DataFrame({"source_id": ["S1", "S2"]}),
}


Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: str | bytes) -> Path:
        path = tmp_path / "towns.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def test_a_sound_file_is_typed_and_sorted_by_its_key(write: Write) -> None:
    frame = clean(TABLE, write(TOWNS), OTHERS)
    assert frame["code"].tolist() == ["A1", "B1", "C1"]
    assert frame["people"].dtype == "Int64"
    assert frame["people"].tolist()[:2] == [30, 100]
    assert frame["people"].isna().tolist() == [False, False, True]
    assert frame["area_km2"].tolist() == [1.0, 2.5, 0.25]
    assert frame["founded"].tolist()[:2] == ["1999-05", "1824"]


def test_spaces_line_ends_and_column_order_do_not_matter(write: Write) -> None:
    untidy = (
        "people,code,country,kind,area_km2,founded,source_id\r\n 30 ,A1,KAZ,town ,1,1999-05,S1;S2\r\n\r\n"
    )
    frame = clean(TABLE, write(untidy), OTHERS)
    assert frame.to_dict("records") == [
        {
            "code": "A1",
            "country": "KAZ",
            "kind": "town",
            "people": 30,
            "area_km2": 1.0,
            "founded": "1999-05",
            "source_id": "S1;S2",
        }
    ]
    assert list(frame.columns) == TABLE.names


def test_composed_and_decomposed_letters_are_the_same(write: Write) -> None:
    table = Table("names", "Names", "Names.", (Field("name", "Name", "Name."),), ("name",))
    composed = clean(table, write("name\n\u0439\n"), {})
    decomposed = clean(table, write("name\n\u0438\u0306\n"), {})
    assert composed["name"].tolist() == decomposed["name"].tolist()


ONE_FAULT = {
    "letter in a number": (
        "B1,KAZ,city,1o0",
        2,
        "people",
        "found '1o0', expected a whole number from 0 to 900",
    ),
    "fraction of a person": (
        "B1,KAZ,city,1.5",
        2,
        "people",
        "found '1.5', expected a whole number from 0 to 900",
    ),
    "thousands separator": ("B1,KAZ,city,1 00", 2, "people", "found '1 00', expected a whole number"),
    "infinite": ("B1,KAZ,city,100,1e999", 2, "area_km2", "found '1e999', expected a number of at least 0"),
    "not a number": ("B1,KAZ,city,100,nan", 2, "area_km2", "found 'nan', expected a number of at least 0"),
    "out of range": ("B1,KAZ,city,901", 2, "people", "found 901, expected a whole number from 0 to 900"),
    "negative": ("B1,KAZ,city,100,-2.5", 2, "area_km2", "found -2.5, expected a number of at least 0"),
    "wrong allowed value": ("B1,KAZ,City", 2, "kind", "found 'City', expected one of 'city', 'town'"),
    "wrong pattern": ("B11,KAZ,city", 2, "code", "found 'B11', expected a letter and a digit"),
    "wrong date": (
        "B1,KAZ,city,100,2.5,1824-13",
        2,
        "founded",
        "found '1824-13', expected a date such as 2009",
    ),
    "empty cell": ("B1,,city", 2, "country", "found an empty cell, expected a country code"),
    "only spaces": ("B1,KAZ,   ", 2, "kind", "found an empty cell, expected one of 'city', 'town'"),
    "unknown country": (
        "B1,RUZ,city",
        2,
        "country",
        "found 'RUZ', expected a land of the table lands (year 2022)",
    ),
    "country of another year": (
        "B1,SUN,city",
        2,
        "country",
        "found 'SUN', expected a land of the table lands",
    ),
    "missing source": ("B1,KAZ,city,100,2.5,1824,S1;S3", 2, "source_id", "found 'S3', expected a source_id"),
    "doubled separator": (
        "B1,KAZ,city,100,2.5,1824,S1;;S2",
        2,
        "source_id",
        "found '', expected a source_id",
    ),
    "duplicate key": ("A1,KAZ,city", 3, "code", "found a second row for code A1 (the first is in line 2)"),
    "short row": ("B1,KAZ,city,100,2.5,1824", 2, None, "found 6 cells, expected 7 as in the header"),
    "long row": ("B1,KAZ,city,100,2.5,1824,S1,", 2, None, "found 8 cells, expected 7 as in the header"),
    "empty row of a spreadsheet": (",,,,,,", 2, None, "found an empty row, expected a row with values"),
    "empty row, too short": (",,", 2, None, "found an empty row, expected a row with values"),
    "digits of another script": (
        "B1,KAZ,city,\u0661\u0660",
        2,
        "people",
        "found '\u0661\u0660', expected a whole",
    ),
    "open quotation mark": ('B1,KAZ,"city', 2, None, "found broken quoting (unexpected end of data)"),
    "stray quotation mark": ('B1,"KAZ"x,city', 2, None, "found broken quoting"),
}


@pytest.mark.parametrize(("row", "line", "column", "says"), ONE_FAULT.values(), ids=ONE_FAULT.keys())
def test_one_fault_gives_one_sentence(
    write: Write, row: str, line: int, column: str | None, says: str
) -> None:
    sound = "B1,KAZ,city,100,2.5,1824,S1"
    cells = row.count(",") + 1
    rest = (
        ""
        if "cells, expected" in says or "empty row" in says
        else "".join(f",{cell}" for cell in sound.split(",")[cells:])
    )
    path = write(TOWNS.replace(sound, row + rest))
    with pytest.raises(InputError) as caught:
        clean(TABLE, path, OTHERS)
    assert (caught.value.line, caught.value.column) == (line, column)
    where = f"{paths.shown(path)}:{line}" + (f": column {column}" if column else "")
    assert str(caught.value).startswith(f"{where}: {says}")
    assert "\n" not in str(caught.value)


def test_a_quotation_mark_that_closes_rows_later(write: Write) -> None:
    content = TOWNS.replace("B1,KAZ", 'B1,"KAZ').replace("RUS,", 'RUS",')
    with pytest.raises(
        InputError, match="found a line break inside a cell, expected one line a row"
    ) as caught:
        clean(TABLE, write(content), OTHERS)
    assert caught.value.line == 2


def test_the_nearest_known_value_is_named(write: Write) -> None:
    with pytest.raises(InputError, match=r"nearest: 'RUS'"):
        clean(TABLE, write(TOWNS.replace("RUS", "RUZ")), OTHERS)


def test_line_numbers_count_blank_lines(write: Write) -> None:
    with pytest.raises(InputError) as caught:
        clean(TABLE, write(TOWNS.replace("C1,RUS", "\n\nC1,rus")), OTHERS)
    assert caught.value.line == 6


@pytest.mark.parametrize(
    ("header", "column", "says"),
    [
        ("code,country,kind,people,area_km2,source_id", "founded", "found no such column, expected one"),
        (
            "code,country,kind,people,area_km2,founded,source_id,extra",
            None,
            "found the unknown column 'extra'",
        ),
        (
            "code,country,kind,people, area_km2,founded,source_id",
            None,
            "column ' area_km2', expected 'area_km2'",
        ),
        ("code,country,kind,pepole,area_km2,founded,source_id", None, "column 'pepole', expected 'people'"),
        ("code,country,Kind,people,area_km2,founded,source_id", None, "column 'Kind', expected 'kind'"),
        ("code,code,country,kind,people,area_km2,founded,source_id", "code", "found 2 columns of this name"),
    ],
)
def test_faults_of_the_header(write: Write, header: str, column: str | None, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        clean(TABLE, write(header + "\n" + TOWNS.split("\n", 1)[1]), OTHERS)
    assert (caught.value.line, caught.value.column) == (1, column)


def test_the_empty_rows_that_a_spreadsheet_leaves_are_one_mistake(write: Write) -> None:
    with pytest.raises(InputError, match="found the first of 50 empty rows, expected a row") as caught:
        clean(TABLE, write(TOWNS + ",,,,,,\n" * 50), OTHERS)
    assert caught.value.line == 5


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"towns\.csv: found no such file, expected a CSV file"):
        clean(TABLE, tmp_path / "towns.csv", OTHERS)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "found an empty file, expected a header with code, country"),
        (TOWNS.encode("utf-16"), "expected UTF-8 text"),
        (TOWNS.replace("town", "Городок").encode("cp1251"), "found the byte 0x"),
        (TOWNS.replace("town", "to\0wn").encode(), "found a NUL character"),
        (TOWNS.split("\n")[0].encode(), "found no rows under the header, expected at least one"),
    ],
    ids=["empty", "utf-16", "cp1251", "nul", "header only"],
)
def test_faults_of_the_file(write: Write, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        clean(TABLE, write(content), OTHERS)


def test_a_byte_order_mark_as_excel_writes_it_changes_nothing(write: Write) -> None:
    marked = clean(TABLE, write(b"\xef\xbb\xbf" + TOWNS.encode()), OTHERS)
    pd.testing.assert_frame_equal(marked, clean(TABLE, write(TOWNS), OTHERS))


def test_a_rule_across_rows(write: Write) -> None:
    content = TOWNS.replace(",100,", ",800,").replace(",30,", ",300,")
    with pytest.raises(
        InputError, match=r"found a sum of 1,100, expected 500 \(published total\) within 100%"
    ):
        clean(TABLE, write(content), OTHERS)


def test_all_faults_of_a_file_are_told_together(write: Write) -> None:
    with pytest.raises(InputErrors) as caught:
        clean(TABLE, write(TOWNS.replace(",100,", ",1oo,").replace("0.25", "O.25")), OTHERS)
    assert [(error.line, error.column) for error in caught.value.errors] == [(2, "people"), (4, "area_km2")]  # type: ignore[attr-defined]


def test_a_mistake_repeated_in_every_row_is_counted_not_listed(write: Write) -> None:
    header = TOWNS.split("\n")[0]
    rows = [f"A{n % 10},KAZ,city,x,1,,S1" for n in range(500)]
    with pytest.raises(InputErrors) as caught:
        clean(TABLE, write("\n".join([header, *rows])), OTHERS)
    assert len(str(caught.value).splitlines()) == 21
    assert str(caught.value).endswith("and 480 more faults")


def test_what_is_written_is_read_back_the_same(write: Write, tmp_path: Path) -> None:
    frame = clean(TABLE, write(TOWNS), OTHERS)
    frame.to_csv(tmp_path / "clean.csv", index=False)
    pd.testing.assert_frame_equal(reading.read_clean(TABLE, tmp_path / "clean.csv"), frame)


def test_a_table_that_is_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(KazbriefError, match=r"towns\.csv is not built yet: run `kazbrief build`"):
        reading.read_clean(TABLE, tmp_path / "towns.csv")


def test_a_computed_frame_is_checked_without_a_file() -> None:
    table = Table(
        "shares",
        "Shares",
        "Shares.",
        (Field("unit", "Unit", "Unit."), Field("small", "Small", "Small.", "boolean")),
        ("unit",),
    )
    check(table, pd.DataFrame({"unit": ["a", "b"], "small": [True, False]}))
    with pytest.raises(InputError, match=r"^table shares: column unit: found a second row for unit a"):
        check(table, pd.DataFrame({"unit": ["a", "a"], "small": [True, False]}))
    with pytest.raises(InputError, match=r"^table shares: found columns unit, expected columns unit, small"):
        check(table, pd.DataFrame({"unit": ["a", "b"]}))
    with pytest.raises(InputError, match=r"^table shares: column unit: found an empty cell, expected text"):
        check(table, pd.DataFrame({"unit": ["a", None], "small": [True, False]}))


def test_cells_of_another_type_are_told() -> None:
    table = Table(
        "counts", "Counts", "Counts.", (Field("people", "People", "People.", "integer"),), ("people",)
    )
    check(table, pd.DataFrame({"people": [1.0, 2.0]}))
    with pytest.raises(
        InputError, match=r"column people: found cells of type float64, expected a whole number"
    ):
        check(table, pd.DataFrame({"people": [1.5, 2.0]}))


def test_cited_sources_are_each_told_once() -> None:
    frame = pd.DataFrame({"source_id": ["S2;S1", "S1", None], "route_source_id": ["S3", "S1 ; S2", "S3"]})
    assert reading.cited(frame) == ["S1", "S2", "S3"]
