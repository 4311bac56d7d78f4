"""Raw tables corrupted cell by cell: a caught fault is one clear sentence, and what is built stays whole.

What no check can catch is listed by `test_the_limits_of_the_checks`: a value that is wrong but possible.
"""

import csv
import io
import os
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kazbrief import files, paths
from kazbrief.errors import InputError, InputErrors, KazbriefError
from kazbrief.tables import checking, reading
from kazbrief.tables.catalogue import get, raw_names
from kazbrief.tables.schema import Field, Table

pytestmark = pytest.mark.slow
RAW = Path(__file__).parents[2] / "data" / "raw"
TABLES = [name for name in raw_names() if (RAW / f"{name}.csv").exists()]
SENTENCE = re.compile(r"[^\n]+: found [^\n]+, expected [^\n]+")
FUZZ = settings(
    max_examples=int(os.environ.get("KAZBRIEF_CELLS", "120")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def read_rows(name: str) -> list[list[str]]:
    with (RAW / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def build(table: Table, raw: Path, built: Path, clean: dict[str, pd.DataFrame]) -> None:
    """What the build does with a raw table."""
    files.write_text(built, files.csv_text(checking.clean(table, raw, clean)))


def corrupt(cell: str, field: Field, table: Table, kind: str) -> str | None:
    """The cell with one fault of a kind that the schema must catch; None when the kind does not apply."""
    referenced = [key for key in table.foreign_keys if field.name in key.fields]
    match kind:
        case "letter":
            return None if field.type == "string" or not cell else f"{cell}x"
        case "comma":
            return None if field.type == "string" or not cell else f"{cell},0"
        case "empty":
            return "" if field.required and cell else None
        case "too large":
            return None if (most := field.constraints.get("maximum")) is None else f"{int(most) + 1}"
        case "too small":
            return None if (least := field.constraints.get("minimum")) is None else f"{int(least) - 1}"
        case "not allowed":
            return f"{cell} or so" if field.enum else None
        case "no match":
            return f"?{cell}" if "pattern" in field.constraints else None
        case "unknown reference":
            return (
                f"{cell}_unknown"
                if referenced and cell and not field.enum and "pattern" not in field.constraints
                else None
            )
    raise AssertionError(kind)


def refused(name: str, rows: list[list[str]], built: Path, clean: dict[str, pd.DataFrame]) -> InputError:
    """The one fault of a corrupted table, after checking that it is one sentence and nothing was written."""
    raw = files.write_text(built.parent.parent / f"{name}.csv", as_csv(rows))
    with pytest.raises(InputError) as caught:
        build(get(name), raw, built, clean)
    assert SENTENCE.fullmatch(str(caught.value))
    assert str(caught.value).startswith(f"{paths.shown(raw)}:")
    assert built.read_text() == "an earlier output\n"
    assert [path.name for path in built.parent.iterdir()] == [built.name]
    return caught.value


KINDS = ["letter", "comma", "empty", "too large", "too small", "not allowed", "no match", "unknown reference"]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return files.write_text(tmp_path / "clean" / "built.csv", "an earlier output\n")


@FUZZ
@given(data=st.data())
def test_a_fault_in_one_cell_gives_one_sentence_and_leaves_what_is_built(
    data: st.DataObject, clean: dict[str, pd.DataFrame], built: Path
) -> None:
    name = data.draw(st.sampled_from(TABLES))
    kind = data.draw(st.sampled_from(KINDS))
    table = get(name)
    rows = read_rows(name)
    line = data.draw(st.integers(1, len(rows) - 1))
    applicable = [
        (place, bad)
        for place, cell in enumerate(rows[line])
        if (bad := corrupt(cell, table.field(rows[0][place]), table, kind)) is not None
    ]
    assume(applicable)
    place, bad = data.draw(st.sampled_from(applicable))
    rows[line][place] = bad
    fault = refused(name, rows, built, clean)
    assert (fault.line, fault.column) == (line + 1, rows[0][place])


@FUZZ
@given(data=st.data())
def test_a_row_doubled_cut_or_stretched_is_refused(
    data: st.DataObject, clean: dict[str, pd.DataFrame], built: Path
) -> None:
    name = data.draw(st.sampled_from(TABLES))
    rows = read_rows(name)
    line = data.draw(st.integers(1, len(rows) - 1))
    match data.draw(st.sampled_from(["doubled", "cut", "stretched"])):
        case "doubled":
            rows.append(list(rows[line]))
            line = len(rows) - 1
        case "cut":
            del rows[line][-1]
        case "stretched":
            rows[line].append("")
    assert refused(name, rows, built, clean).line == line + 1


@FUZZ
@given(data=st.data())
def test_any_text_in_any_cell_is_read_as_it_stands_or_refused(
    data: st.DataObject, clean: dict[str, pd.DataFrame], tmp_path: Path, built: Path
) -> None:
    name = data.draw(st.sampled_from(TABLES))
    table = get(name)
    rows = read_rows(name)
    line = data.draw(st.integers(1, len(rows) - 1))
    place = data.draw(st.integers(0, len(rows[0]) - 1))
    cell = data.draw(st.text(st.characters(codec="utf-8"), max_size=20))
    rows[line][place] = cell
    raw = files.write_text(tmp_path / f"{name}.csv", as_csv(rows))
    try:
        build(table, raw, built, clean)
    except KazbriefError as error:
        faults = error.errors if isinstance(error, InputErrors) else (error,)
        assert all(SENTENCE.fullmatch(str(fault)) for fault in faults)
        assert built.read_text() == "an earlier output\n"
    else:
        # It was read, so the file built must give the same back.
        frame = checking.clean(table, raw, clean)
        pd.testing.assert_frame_equal(reading.read_clean(table, built), frame)
        files.write_text(built, "an earlier output\n")


@FUZZ
@given(data=st.data())
def test_any_byte_in_any_place_never_ends_in_a_traceback(
    data: st.DataObject, clean: dict[str, pd.DataFrame], tmp_path: Path, built: Path
) -> None:
    name = data.draw(st.sampled_from(TABLES))
    content = bytearray((RAW / f"{name}.csv").read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    raw = files.write_bytes(tmp_path / f"{name}.csv", bytes(content))
    try:
        checking.clean(get(name), raw, clean)
    except KazbriefError as error:
        assert all(
            ": found " in sentence or "more faults" in sentence for sentence in str(error).splitlines()
        )
    assert built.read_text() == "an earlier output\n"


def open_columns(table: Table) -> set[str]:
    """Columns in which a wrong but possible value passes: free text, and numbers inside their limits."""
    bound = {name for key in table.foreign_keys for name in key.fields}
    return {
        field.name
        for field in table.fields
        if field.name not in bound and not field.enum and "pattern" not in field.constraints
    }


@pytest.mark.parametrize(
    ("name", "column", "wrong"),
    [
        ("raions", "population", "331041"),
        ("raions", "raion", "Semei"),
        ("ethnic_shares", "share_pct", "43.6"),
        ("oil_exports", "volume_mt", "10.7"),
        ("arms_imports", "tiv_million", "2.5"),
        ("gdp_growth", "growth_pct", "-10.9"),
        ("route_vertices", "latitude", "46.1779"),
    ],
)
def test_the_limits_of_the_checks(
    name: str, column: str, wrong: str, clean: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    rows = read_rows(name)
    place = rows[0].index(column)
    assert column in open_columns(get(name))
    rows[1][place] = wrong
    frame = checking.clean(get(name), files.write_text(tmp_path / f"{name}.csv", as_csv(rows)), clean)
    assert wrong in [f"{value:g}" if isinstance(value, float) else str(value) for value in frame[column]]
