"""One self-contained HTML page: style sheet, fonts and pictures inside the file."""

from __future__ import annotations

import base64
import html
import mimetypes
import re
from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.paper.sources import Document, shown

LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"\s*/?>')
URL = re.compile(r"url\(([^)\"':]+)\)")
IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]+)(")')


def embed(page: str, document: Document) -> str:
    """Put style sheets, fonts and pictures into a page; faults go into ``document.errors``."""

    def sheet(match: re.Match[str]) -> str:
        path = Path(html.unescape(match.group(1)))
        text = path.read_text("utf-8")
        text = URL.sub(lambda url: f"url({_data(path.parent / url.group(1), document)})", text)
        return f"<style>\n{text}</style>"

    def picture(match: re.Match[str]) -> str:
        name = html.unescape(match.group(2))
        if name.startswith("data:"):
            return match.group(0)
        base = document.project if name.startswith("/") else document.path.parent
        path = base / name.lstrip("/")
        inside = path.resolve().is_relative_to(document.project)
        if ":" in name or not inside or not path.is_file():
            found = f"a picture {name} that is not a file of the project"
            document.errors.append(document.locate(name).error(found, "an existing file"))
            return match.group(0)
        return match.group(1) + _data(path, document) + match.group(3)

    return IMAGE.sub(picture, LINK.sub(sheet, page))


def _data(path: Path, document: Document) -> str:
    if not path.is_file():
        document.errors.append(
            KazbriefError(f"{shown(path, document.project)}: not there; make builds the fonts")
        )
        return ""
    kind = (
        {".woff2": "font/woff2"}.get(path.suffix)
        or mimetypes.guess_type(path.name)[0]
        or "application/octet-stream"
    )
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
