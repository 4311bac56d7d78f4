"""The first difference of two files is told where one can look it up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.verify import difference


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("a\nb\nc\n", "a\nx\ny\n", "line 2, column 1: 'b' and 'x'"),
        ("a\n", "a\nb\n", "line 2, column 1: '' and 'b'"),
        ("a\nb", "a", "line 2: there in one alone: 'b'"),
        ("same, then 1", "same, then 12", "line 1, column 13: 'same, then 1' and 'same, then 12'"),
        ("Көкшетау\n", "Кокшетау\n", "line 1, column 2: 'Көкшетау' and 'Кокшетау'"),
        ("a\r\n", "a\n", "line 1, column 2: 'a\\r' and 'a'"),
    ],
)
def test_a_text_by_its_line(one: str, other: str, told: str) -> None:
    assert difference.first(one.encode(), other.encode()) == told


def test_a_long_line_is_shown_around_the_place_alone() -> None:
    one, other = "a" * 90_000 + "1" + "b" * 90_000, "a" * 90_000 + "2" + "b" * 90_000
    told = difference.first(one.encode(), other.encode())
    assert told.startswith("line 1, column 90001: 'aaa") and "a1b" in told and "a2b" in told
    assert len(told) < 200


def test_other_bytes_by_their_number() -> None:
    assert difference.first(b"\xff\x00\x01", b"\xff\x00\x02") == "byte 2 of 3 and 3"
    assert difference.first(b"\xff\x00", b"\xff\x00\x02") == (
        "2 and 3 bytes, the shorter the beginning of the longer"
    )


@given(one=st.binary(max_size=60), other=st.binary(max_size=60))
def test_any_two_contents_that_differ_are_told_apart(one: bytes, other: bytes) -> None:
    if one != other:
        told = difference.first(one, other)
        assert told and "\n" not in told


def test_diffoscope_looks_inside_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert difference.inside("x.pdf", b"1", b"2") == []
    program = tmp_path / "diffoscope"
    program.write_text("#!/bin/sh\n/bin/echo $1; /bin/cat $2 $3; exit 1\n")
    program.chmod(0o755)
    assert difference.inside("figures/x.pdf", b"one\n", b"other\n") == ["--text=-", "one", "other"]
