"""The PDF, compiled by Typst from PyPI with the house fonts and no others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kazbrief.errors import KazbriefError
from kazbrief.paper.settings import Settings
from kazbrief.paper.sources import Document, Faults

IMAGE = re.compile(r'image\("((?:[^"\\]|\\.)+\.svg)"')
FAMILY = re.compile(r"""font-family\s*[:=]\s*["']?([^"';>]+)""")
SHORTHAND = re.compile(r"""[;"'\s]font:\s*([^;"]+)""")
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

    fonts = typst.Fonts(
        include_system_fonts=False,
        # Typst's own fonts only for formulas: elsewhere they would silently stand in for a missing glyph.
        include_embedded_fonts="math.equation" in source,
        font_paths=[str(path) for path in settings.paths("font-paths")],
    )
    families = set(fonts.families())
    if not families:
        raise KazbriefError("the house format's fonts are not there: make builds them into its fonts folder")
    faults = Faults()
    for name in dict.fromkeys(IMAGE.findall(source)):
        for family in _foreign_fonts(document.project / name.lstrip("/"), families):
            found = f"the font {family} in {name.lstrip('/')}"
            expected = "a house font (" + ", ".join(sorted(families)) + ")"
            faults.add(document.locate(Path(name).name), found, expected)
    faults.tell()
    text = source.encode("utf-8")
    compiler = typst.Compiler(text, root=str(document.project), font_paths=fonts, ignore_system_fonts=True)
    standards = settings.metadata.get("pdf-standard") or []
    try:
        pdf, warnings = compiler.compile_with_warnings(text, format="pdf", pdf_standards=standards)
    except typst.TypstError as fault:
        raise _error(fault, shown_as) from None
    faults.errors += [_error(warning, shown_as) for warning in warnings]
    faults.tell()
    return pdf if isinstance(pdf, bytes) else b""


def _error(fault: Any, shown_as: str) -> KazbriefError:
    return KazbriefError(f"{shown_as}: {fault.message}\n{fault.diagnostic}".strip())


def _foreign_fonts(path: Path, families: set[str]) -> list[str]:
    """Fonts that a picture asks for and the PDF would lack; Typst itself says nothing about them."""
    text = path.read_text("utf-8") if path.is_file() else ""
    lists = FAMILY.findall(text) + [value.partition("px")[2] or value for value in SHORTHAND.findall(text)]
    asked = dict.fromkeys(entry.split(",")[0].replace("&quot;", "").strip(" '\"") for entry in lists)
    known = {family.lower() for family in families} | GENERIC
    return [family for family in asked if family and family.lower() not in known]
