"""The PDF, compiled by Typst from PyPI with the house fonts and no others."""

from __future__ import annotations

import functools
import re
import threading
from pathlib import Path
from typing import Any

from kazbrief.errors import InputErrors, KazbriefError
from kazbrief.paper.settings import Settings
from kazbrief.paper.sources import Document, Faults

IMAGE = re.compile(r'image\("((?:[^"\\]|\\.)+\.svg)"')
FAMILY = re.compile(r"""font-family\s*[:=]\s*["']?([^"';>]+)""")
SHORTHAND = re.compile(r"""[;"'\s]font:\s*([^;"]+)""")
GLYPHS = re.compile(r'the text `"(.+?)"` could not be displayed')
_ALONE = threading.Lock()
GENERIC = {"sans-serif", "serif", "monospace", "inherit", "system-ui"}


def compile_pdf(source: str, document: Document, settings: Settings, shown_as: str) -> bytes:
    """Compile a Typst file to a PDF.

    Parameters
    ----------
    source
        The Typst file's text; its paths start at the project's root.
    document, settings
        The document it came from, and the settings of its ``typst`` format (fonts, PDF standards).
    shown_as
        What messages call the Typst file.

    Raises
    ------
    KazbriefError
        For fonts that aren't there, and for whatever Typst warns of.
    """
    import typst

    folders = tuple(map(str, settings.paths("font-paths")))
    # Fonts may change while a preview runs.
    times = tuple(
        path.stat().st_mtime_ns for folder in folders for path in sorted(Path(folder).rglob("*.?tf"))
    )
    compiler, families = _compiler(str(document.project), folders, times)
    if not families:
        raise KazbriefError("the house format's fonts are not in its fonts folder")
    faults = Faults()
    for name in dict.fromkeys(IMAGE.findall(source)):
        for family in _foreign_fonts(document.project / name.lstrip("/"), families):
            found = f"the font {family} in {name.lstrip('/')}"
            expected = "a house font (" + ", ".join(sorted(families)) + ")"
            faults.add(document.locate(Path(name).name), found, expected)
    faults.tell()
    content = source.encode("utf-8")
    standards = settings.metadata.get("pdf-standard") or []
    try:
        with _ALONE:
            pdf, warnings = compiler.compile_with_warnings(content, format="pdf", pdf_standards=standards)
    except typst.TypstError as fault:
        raise InputErrors(_errors(fault, source, document, shown_as)) from None
    faults.errors += [fault for told in warnings for fault in _errors(told, source, document, shown_as)]
    faults.tell()
    return pdf if isinstance(pdf, bytes) else b""


@functools.lru_cache(maxsize=1)
def _compiler(root: str, folders: tuple[str, ...], times: tuple[int, ...]) -> tuple[Any, set[str]]:
    """Typst's compiler, which sets again in a sixth of the time what it has set, and the families of the house.

    Typst's own fonts serve for formulas and code: the template lets none stand in for a missing glyph.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=list(folders))
    compiler = typst.Compiler(b"", root=root, font_paths=fonts, ignore_system_fonts=True)
    return compiler, {*fonts.families()} - {*typst.Fonts(include_system_fonts=False).families()}


def _errors(told: Any, source: str, document: Document, shown_as: str) -> list[KazbriefError]:
    """What Typst says, in sentences: at the author's line where it is about letters, else with the line of its file."""
    said = f"{told.message}\n{told.diagnostic}"
    if lacking := dict.fromkeys(GLYPHS.findall(said)):
        texts = [re.sub(r"\\u\{(\w+)\}", lambda code: chr(int(code[1], 16)), text) for text in lacking]
        expected = "letters that they have"
        return [
            document.locate(text).error(f"the text {text!r}, which the house fonts lack", expected)
            for text in texts
        ]
    place = re.search(r"\.typ:(\d+):", said)
    line = source.splitlines()[int(place[1]) - 1].strip() if place else ""
    return [KazbriefError(f"{shown_as}: {told.message}" + f" (at: {line[:80]})" * bool(line))]


def _foreign_fonts(path: Path, families: set[str]) -> list[str]:
    """Fonts that a picture asks for and the PDF would lack; Typst itself says nothing about them."""
    text = path.read_text("utf-8") if path.is_file() else ""
    lists = FAMILY.findall(text) + [value.partition("px")[2] or value for value in SHORTHAND.findall(text)]
    asked = dict.fromkeys(entry.split(",")[0].replace("&quot;", "").strip(" '\"") for entry in lists)
    known = {family.lower() for family in families} | GENERIC
    return [family for family in asked if family and family.lower() not in known]
