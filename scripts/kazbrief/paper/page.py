"""One self-contained HTML page: style sheet, fonts and pictures inside the file."""

from __future__ import annotations

import base64
import html
import importlib.metadata
import mimetypes
import re
import urllib.parse
from functools import partial
from pathlib import Path

from kazbrief import glyphs
from kazbrief.errors import KazbriefError
from kazbrief.files import kept
from kazbrief.paper import fonts
from kazbrief.paper.sources import Document, Faults, shown

LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"\s*/?>')
URL = re.compile(r"url\(([^)\"':]+)\)")
FACE = re.compile(r"@font-face \{(.*?)src: url\(.*?unicode-range: (.*?);[^}]*\}\n?")
HEAVY = 1_000_000  # a page of so many letters carries just the glyphs that it needs: cutting a font takes a moment
IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")')


def embed(page: str, document: Document) -> str:
    """Put style sheets, fonts and pictures into a page.

    Raises
    ------
    InputErrors
        For every font that isn't there and every picture that is no file of the project.
    """
    faults = Faults()
    letters = {*range(0x20, 0x7F), *map(ord, {*page, *page.upper()})}

    def address(match: re.Match[str], folder: Path) -> str:
        path = folder / match[1]
        if path.is_file():
            cut = path.suffix == ".woff2" and len(page) > HEAVY
            return f"url({_data(path, _cut(path, letters, document.project) if cut else None)})"
        faults.errors.append(
            KazbriefError(f"{shown(path, document.project)}: not there; the house format carries it")
        )
        return match[0]

    def sheet(match: re.Match[str]) -> str:
        path = Path(html.unescape(match[1]))
        text = path.read_text("utf-8")
        letters.update(map(ord, text))
        text = _needed(text, letters)
        text = URL.sub(partial(address, folder=path.parent), text)
        return f"<style>\n{text}</style>"

    def picture(match: re.Match[str]) -> str:
        name = html.unescape(match[2])
        if name.startswith("data:"):
            return match[0]
        base = document.project if name.startswith("/") else document.path.parent
        path = (base / urllib.parse.unquote(name).lstrip("/")).resolve()
        if ":" in name or not path.is_relative_to(document.project) or not path.is_file():
            found = f"a picture {name} that is not a file of the project"
            faults.add(document.locate(name), found, "an existing file")
            return match[0]
        return match[1] + _data(path) + match[3]

    embedded = IMAGE.sub(picture, LINK.sub(sheet, page))
    faults.tell()
    return embedded


def _cut(path: Path, letters: set[int], project: Path) -> bytes:
    """A font with these letters alone; kept among the files of the build, since cutting takes longer than all else here."""
    whole = path.read_bytes()
    versions = [importlib.metadata.version(tool) for tool in ("fonttools", "uharfbuzz")]
    made = partial(glyphs.subset, whole, letters, fonts.FEATURES)
    return kept(project / ".build" / "fonts", made, whole, versions, sorted(letters))


def _needed(sheet: str, letters: set[int]) -> str:
    """A style sheet without the font faces that there is no letter for (a later face of a style goes first)."""
    left: dict[str, set[int]] = {}
    unused = []
    for face in reversed(list(FACE.finditer(sheet))):
        own = left.setdefault(face[1], set(letters))
        ranges = [span.strip().removeprefix("U+").split("-") for span in face[2].split(",")]
        served = {code for code in own if any(int(r[0], 16) <= code <= int(r[-1], 16) for r in ranges)}
        if not served:
            unused.append(face[0])
        own -= served
    for text in unused:
        sheet = sheet.replace(text, "")
    return sheet


def _data(path: Path, content: bytes | None = None) -> str:
    kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0]
    text = base64.b64encode(content or path.read_bytes()).decode("ascii")
    return f"data:{kind or 'application/octet-stream'};base64,{text}"
