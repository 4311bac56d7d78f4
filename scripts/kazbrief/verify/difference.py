"""Where two versions of a file part ways, told so that one can look there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from itertools import zip_longest
from pathlib import Path

_WIDTH = 60
_LINES = 60  # of diffoscope's report on a file


def first(one: bytes, other: bytes) -> str:
    """The first difference of two contents that are not equal: the line and column of a text, else the byte."""
    try:
        texts = one.decode("utf-8"), other.decode("utf-8")
    except UnicodeDecodeError:
        return _byte(one, other)
    for number, (a, b) in enumerate(zip_longest(*(text.split("\n") for text in texts)), 1):
        if a is None or b is None:
            return f"line {number}: there in one alone: {(a or b or '')[:_WIDTH]!r}"
        if a != b:
            at = _common(a, b)
            shown = slice(max(0, at - _WIDTH // 2), max(0, at - _WIDTH // 2) + _WIDTH)
            return f"line {number}, column {at + 1}: {a[shown]!r} and {b[shown]!r}"
    raise AssertionError("the contents are equal")


def _byte(one: bytes, other: bytes) -> str:
    at = _common(one, other)
    if at == min(len(one), len(other)):
        return f"{len(one):,} and {len(other):,} bytes, the shorter the beginning of the longer"
    return f"byte {at:,} of {len(one):,} and {len(other):,}"


def _common(one: str | bytes, other: str | bytes) -> int:
    """How many characters or bytes two contents begin with in common."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def inside(name: str, one: bytes, other: bytes) -> list[str]:
    """What diffoscope, if it is installed, finds inside two versions of a file: the beginning of its report."""
    program = shutil.which("diffoscope")
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / side / Path(name).name for side in ("one", "other")]
        for path, content in zip(files, (one, other), strict=True):
            path.parent.mkdir()
            path.write_bytes(content)
        report = subprocess.run([program, "--text=-", *files], capture_output=True, text=True, check=False)
    return report.stdout.splitlines()[:_LINES]
