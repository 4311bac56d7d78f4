"""The first difference of two files is told where one can look it up."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

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
    assert difference.first("x.csv", one.encode(), other.encode()) == told


def test_a_long_line_is_shown_around_the_place_alone() -> None:
    one, other = "a" * 90_000 + "1" + "b" * 90_000, "a" * 90_000 + "2" + "b" * 90_000
    told = difference.first("x.html", one.encode(), other.encode())
    assert told.startswith("line 1, column 90001: 'aaa") and "a1b" in told and "a2b" in told
    assert len(told) < 200


def test_other_bytes_by_their_number() -> None:
    assert difference.first("x.bin", b"\xff\x00\x01", b"\xff\x00\x02") == "byte 2 of 3 and 3"
    assert difference.first("x.bin", b"\xff\x00", b"\xff\x00\x02") == (
        "2 and 3 bytes, the shorter the beginning of the longer"
    )


def png(colour: str, **words: str) -> bytes:
    content, info = io.BytesIO(), PngInfo()
    for key, text in words.items():
        info.add_text(key, text)
    Image.new("RGB", (20, 10), colour).save(content, "PNG", pnginfo=info)
    return content.getvalue()


def test_a_picture_by_its_chunk() -> None:
    assert difference.first("x.png", png("red"), png("blue")) == "chunk 2 (IDAT) at byte 33"
    assert (
        difference.first("x.png", png("red", Title="A"), png("red", Title="B")) == "chunk 2 (tEXt) at byte 33"
    )
    assert difference.first("x.png", png("red"), png("red", Title="B")).startswith("chunk 2 (")
    assert difference.first("x.png", b"GIF89a", b"GIF87a") == "byte 4 of 6 and 6"


def pdf(title: str = "A", page: bytes = b"0 0 m", *, pages: int = 1) -> bytes:
    content = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(100, 100))
            made.pages[-1].Contents = made.make_stream(page)
        made.docinfo["/Title"] = title
        made.save(content, deterministic_id=True, compress_streams=False)
    return content.getvalue()


def test_a_document_by_its_object() -> None:
    told = difference.first("x.pdf", pdf("A"), pdf("B"))
    assert told.startswith("object ") and "/Title" in told
    told = difference.first("x.pdf", pdf(page=b"0 0 m"), pdf(page=b"0 1 m"))
    assert told.startswith("object ") and "0 0 m" in told and "0 1 m" in told
    assert "object" in difference.first("x.pdf", pdf(), pdf(pages=2))
    whole, cut = pdf(), pdf()[:-20]
    assert difference.first("x.pdf", whole, cut) == (
        f"{len(whole)} and {len(cut)} bytes, the shorter the beginning of the longer"
    )
    assert difference.first("x.pdf", b"no document", b"no documents") == (
        "11 and 12 bytes, the shorter the beginning of the longer"
    )


@given(
    one=st.binary(max_size=60),
    other=st.binary(max_size=60),
    ending=st.sampled_from(["csv", "png", "pdf", "x"]),
)
def test_any_two_contents_that_differ_are_told_apart(one: bytes, other: bytes, ending: str) -> None:
    if one != other:
        told = difference.first(f"x.{ending}", one, other)
        assert told and "\n" not in told
