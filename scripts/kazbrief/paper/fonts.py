"""The house fonts: whole TrueType files for the PDF, small WOFF2 subsets for the HTML.

Source Sans Pro and Source Serif Pro come from the PyPI packages ``font-source-sans-pro`` and
``font-source-serif-pro``. Their upright styles carry Cyrillic with the Kazakh letters and the tenge sign;
their italics are Latin only, so Cyrillic inside italics is set upright, in both formats alike.

The house format carries the files. ``python -m kazbrief.paper.fonts``, in the project's folder, makes them anew when a
package of fonts, one of fontTools and uharfbuzz or what follows here has changed.
"""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass
from pathlib import Path

from kazbrief.files import write_bytes
from kazbrief.glyphs import subset

# What a page in English, Turkish, Russian, Ukrainian or Kazakh needs comes first; the rest is taken where a page has
# such letters.
LATIN = (
    *((0x0020, 0x007E), (0x00A0, 0x00FF), (0x011E, 0x011F), (0x0130, 0x0131), (0x015E, 0x015F)),
    *((0x02BC, 0x02BC), (0x2002, 0x203F), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2199)),
    (0x2202, 0x22C5),
)
CYRILLIC = (
    *((0x0401, 0x0401), (0x0404, 0x0404), (0x0406, 0x0407), (0x0410, 0x044F), (0x0451, 0x0451)),
    *((0x0454, 0x0454), (0x0456, 0x0457), (0x0490, 0x0493), (0x049A, 0x049B), (0x04A2, 0x04A3)),
    *((0x04AE, 0x04B1), (0x04BA, 0x04BB), (0x04D8, 0x04D9), (0x04E8, 0x04E9), (0x20B8, 0x20BD)),
    (0x2116, 0x2116),
)
MORE = (
    *((0x0100, 0x017F), (0x0192, 0x0192), (0x0218, 0x021B), (0x02BB, 0x02DC), (0x0400, 0x045F)),
    *((0x0490, 0x04FF), (0x2040, 0x209F), (0x2113, 0x2121), (0x2150, 0x215F), (0x25A0, 0x25CF)),
)
FEATURES = "kern liga locl mark mkmk ccmp tnum lnum"


@dataclass(frozen=True)
class Face:
    """One style of a family: where it is in its package and what the page calls it."""

    package: str
    file: str
    web: str
    cyrillic: bool

    @property
    def subsets(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """The names of the subsets for the page, each with the ranges of letters that it covers."""
        upright = {f"{self.web}-cyrillic.woff2": CYRILLIC} if self.cyrillic else {}
        return {f"{self.web}.woff2": LATIN, **upright, f"{self.web}-more.woff2": MORE}


FACES = (
    Face("font_source_sans_pro", "SourceSansPro-Regular", "sans-400", True),
    Face("font_source_sans_pro", "SourceSansPro-It", "sans-400i", False),
    Face("font_source_sans_pro", "SourceSansPro-Semibold", "sans-600", True),
    Face("font_source_sans_pro", "SourceSansPro-Bold", "sans-700", True),
    Face("font_source_serif_pro", "SourceSerifPro-Regular", "serif-400", True),
    Face("font_source_serif_pro", "SourceSerifPro-It", "serif-400i", False),
    Face("font_source_serif_pro", "SourceSerifPro-Bold", "serif-700", True),
)


def files(target: Path) -> list[Path]:
    """The files that :func:`install` makes in ``target``, in order."""
    return [target / name for face in FACES for name in (f"{face.file}.ttf", *face.subsets)]


def install(target: Path) -> list[Path]:
    """Copy the TrueType files into ``target`` and make the WOFF2 subsets beside them.

    Parameters
    ----------
    target
        The folder, normally ``_extensions/briefing/fonts``.

    Returns
    -------
    list of Path
        The files, as :func:`files` names them; equal bytes whenever the packages are equal.
    """
    for face in FACES:
        source = Path(str(importlib.resources.files(face.package) / "files" / f"{face.file}.ttf"))
        write_bytes(target / source.name, source.read_bytes())
        for name, ranges in face.subsets.items():
            codes = {code for first, last in ranges for code in range(first, last + 1)}
            write_bytes(target / name, subset(source.read_bytes(), codes, FEATURES))
    return files(target)


if __name__ == "__main__":
    install(Path("_extensions/briefing/fonts"))
