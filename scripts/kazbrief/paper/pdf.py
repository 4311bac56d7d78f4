"""The PDF, compiled by Typst from PyPI with the house fonts and no others."""

from __future__ import annotations

import re
from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.paper.settings import Settings
from kazbrief.paper.sources import Document

IMAGE = re.compile(r'image\("((?:[^"\\]|\\.)+\.svg)"')
FAMILY = re.compile(r"""font-family\s*[:=]\s*["']?([^"';>]+)""")
SHORTHAND = re.compile(r"""[;"'\s]font:\s*([^;"]+)""")
GENERIC = {"sans-serif", "serif", "monospace", "inherit", "system-ui"}


def compile_pdf(source: str, document: Document, settings: Settings, shown_as: str) -> bytes:
    """Compile a Typst file to a PDF; faults go into ``document.errors``.

    Parameters
    ----------
    source
        The Typst file's text; its paths start at the project's root.
    document, settings
        The document it came from, and the settings of its ``typst`` format (fonts, PDF standards).
    shown_as
        What messages call the Typst file.
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
        document.errors.append(
            KazbriefError("the house format's fonts are not there: make builds them into its fonts folder")
        )
        return b""
    document.errors += _missing_fonts(source, document, families)
    if document.errors:
        return b""
    compiler = typst.Compiler(
        source.encode("utf-8"), root=str(document.project), font_paths=fonts, ignore_system_fonts=True
    )
    try:
        pdf, warnings = compiler.compile_with_warnings(
            source.encode("utf-8"), format="pdf", pdf_standards=settings.metadata.get("pdf-standard") or []
        )
    except typst.TypstError as fault:
        document.errors.append(KazbriefError(f"{shown_as}: {fault.message}\n{fault.diagnostic}".strip()))
        return b""
    document.errors += [
        KazbriefError(f"{shown_as}: {warning.message}\n{warning.diagnostic}".strip()) for warning in warnings
    ]
    return pdf if isinstance(pdf, bytes) else b""


def _missing_fonts(source: str, document: Document, families: set[str]) -> list[KazbriefError]:
    """Fonts that a figure asks for and the PDF would lack; Typst itself says nothing about them."""
    known = {family.lower() for family in families} | GENERIC
    faults: list[KazbriefError] = []
    for name in dict.fromkeys(IMAGE.findall(source)):
        path = document.project / name.lstrip("/")
        if not path.is_file():
            continue
        text = path.read_text("utf-8")
        lists = FAMILY.findall(text) + [
            value.partition("px")[2] or value for value in SHORTHAND.findall(text)
        ]
        asked = dict.fromkeys(entry.split(",")[0].replace("&quot;", "").strip(" '\"") for entry in lists)
        for family in asked:
            if family and family.lower() not in known:
                expected = "a house font (" + ", ".join(sorted(families)) + ")"
                place = document.locate(Path(name).name)
                faults.append(place.error(f"the font {family} in {name.lstrip('/')}", expected))
    return faults
