"""Where two versions of a file part ways, told so that one can look there."""

from __future__ import annotations

import io
import struct
from itertools import zip_longest
from typing import Any

_WIDTH = 60


def first(name: str, one: bytes, other: bytes) -> str:
    """The first difference: the line of a text, the chunk of a PNG, the object of a PDF, else the byte.

    Parameters
    ----------
    name
        The file's name; its ending says how to look inside.
    one, other
        Two contents that are not equal.
    """
    if name.endswith(".png"):
        inside = _chunk(one, other)
    elif name.endswith(".pdf"):
        inside = _object(one, other)
    else:
        inside = _line(one, other)
    if inside:
        return inside
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return f"{len(one):,} and {len(other):,} bytes, the shorter the beginning of the longer"
    return f"byte {same:,} of {len(one):,} and {len(other):,}"


def _line(one: bytes, other: bytes) -> str:
    try:
        texts = one.decode("utf-8"), other.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    for number, (a, b) in enumerate(zip_longest(*(text.split("\n") for text in texts)), 1):
        if a != b:
            if a is None or b is None:
                return f"line {number}: there in one alone: {(a or b or '')[:_WIDTH]!r}"
            at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            start = max(0, at - _WIDTH // 2)
            return f"line {number}, column {at + 1}: {a[start : start + _WIDTH]!r} and {b[start : start + _WIDTH]!r}"
    return ""


def _chunks(content: bytes) -> list[tuple[int, bytes, bytes]]:
    """The chunks of a PNG: offset, type, data with checksum."""
    found, at = [], 8
    while at + 12 <= len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        found.append((at, content[at + 4 : at + 8], content[at + 8 : at + 12 + length]))
        at += 12 + length
    return found


def _chunk(one: bytes, other: bytes) -> str:
    for number, (a, b) in enumerate(zip_longest(_chunks(one), _chunks(other)), 1):
        if a is None or b is None or a[1:] != b[1:]:
            at, kind, _ = a or b
            return f"chunk {number} ({kind.decode('latin-1')}) at byte {at:,}"
    return ""


def _object(one: bytes, other: bytes) -> str:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(one)) as a, pikepdf.open(io.BytesIO(other)) as b:
            for number, (x, y) in enumerate(zip_longest(a.objects, b.objects), 1):
                if x is None or y is None:
                    return f"{len(a.objects)} and {len(b.objects)} objects"
                if _content(x) != _content(y):
                    return f"object {number}{_kind(x)}: {_line(_content(x), _content(y))}".removesuffix(": ")
    except pikepdf.PdfError:
        pass
    return ""


def _content(item: Any) -> bytes:
    """The dictionary or value of an object, and the raw bytes of a stream."""
    import pikepdf

    return bytes(item.unparse(resolved=True)) + (
        item.read_raw_bytes() if isinstance(item, pikepdf.Stream) else b""
    )


def _kind(item: Any) -> str:
    import pikepdf

    kind = item.get("/Type") if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) else None
    return f" ({kind})" if kind is not None else ""
