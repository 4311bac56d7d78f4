"""One self-contained HTML page: style sheet, fonts and pictures inside the file."""

from __future__ import annotations

import base64
import html
import mimetypes
import re
import urllib.parse
from functools import partial
from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.paper.sources import Document, Faults, shown

LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"\s*/?>')
URL = re.compile(r"url\(([^)\"':]+)\)")
IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")')


def embed(page: str, document: Document) -> str:
    """Put style sheets, fonts and pictures into a page.

    Raises
    ------
    InputErrors
        For every font that isn't there and every picture that is no file of the project.
    """
    faults = Faults()

    def address(match: re.Match[str], folder: Path) -> str:
        path = folder / match[1]
        if path.is_file():
            return f"url({_data(path)})"
        faults.errors.append(
            KazbriefError(f"{shown(path, document.project)}: not there; make builds the fonts")
        )
        return match[0]

    def sheet(match: re.Match[str]) -> str:
        path = Path(html.unescape(match[1]))
        text = URL.sub(partial(address, folder=path.parent), path.read_text("utf-8"))
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


def _data(path: Path) -> str:
    kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0]
    content = base64.b64encode(path.read_bytes()).decode("ascii")
    return f"data:{kind or 'application/octet-stream'};base64,{content}"
