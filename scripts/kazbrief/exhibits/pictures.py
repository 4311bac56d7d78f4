"""The pictures of an exhibit: drawn once, written as SVG, PNG and PDF, each with who made it and on which terms."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from kazbrief import edition
from kazbrief.exhibits import sheet, style
from kazbrief.exhibits.citation import identifier
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import PICTURES, entry
from kazbrief.exhibits.sheet import FULL, Layers, Size
from kazbrief.exhibits.svg import published

if TYPE_CHECKING:
    from PIL.Image import Image as PngImage


def draw(exhibit: Exhibit, layers: Layers, *, furniture: bool, size: Size = FULL) -> Figure:
    """Draw an exhibit, with its title and foot lines (a work of its own) or without (for the paper, which sets them).

    A map keeps its shape at another width, a chart its height (times the size's stretch), unless the size fixes the
    height of the sheet.
    """
    own = entry(exhibit.id)
    above = sheet.header(exhibit, size.width) if furniture else ()
    below = sheet.footer(exhibit, size.width) if furniture else ()
    height = (size.width < sheet.NARROW and own.narrow_height) or own.height
    if size.height is not None:
        height = size.height - sum(sheet.furniture_height(above, below))
    elif own.is_map:
        height *= size.stretch * size.width / sheet.FULL_WIDTH
    else:
        height *= size.stretch
    figure, panel = sheet.sheet(size.width, height, above, below)
    own.module().draw(panel, exhibit.frame, layers)
    return figure


def pictures(
    exhibit: Exhibit,
    layers: Layers,
    endings: Sequence[str] = PICTURES,
    *,
    furniture: bool = True,
    size: Size = FULL,
) -> dict[str, bytes]:
    """The picture files of an exhibit by ending, from one drawing.

    With furniture an SVG stands alone, so it carries the glyphs that it uses (OFL fonts, as WOFF2).
    """
    with style.house(exhibit.id):
        figure = draw(exhibit, layers, furniture=furniture, size=size)
        write = {
            "svg": lambda: _svg(exhibit, figure, glyphs=furniture),
            "png": lambda: _png(exhibit, figure, size.scale),
            "pdf": lambda: _pdf(exhibit, figure),
        }
        return {ending: write[ending]() for ending in endings}


def svg(exhibit: Exhibit, layers: Layers, *, furniture: bool, size: Size = FULL) -> str:
    """The exhibit as SVG text."""
    return pictures(exhibit, layers, ["svg"], furniture=furniture, size=size)["svg"].decode()


def identity(exhibit: Exhibit) -> dict[str, str]:
    """Who made an exhibit, what it is and on which terms, in the words of Dublin Core."""
    return {
        "Title": exhibit.words.finding,
        "Creator": edition.AUTHOR,
        "Rights": f"{edition.AUTHOR}, {edition.LICENCE_NAME}, {edition.LICENCE_URL}",
        "Source": exhibit.source_line,
        "Identifier": identifier(exhibit.core),
        "Description": exhibit.words.alt,
        "Publisher": edition.SERIES,
        "Date": edition.DATE.isoformat(),
        "Language": "en",
    }


def _svg(exhibit: Exhibit, figure: Figure, *, glyphs: bool) -> bytes:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=identity(exhibit))
    module = entry(exhibit.id).module()
    marks = module.marks(exhibit.frame) if hasattr(module, "marks") else {}
    return published(buffer.getvalue(), exhibit, marks, glyphs=glyphs).encode()


def _png(exhibit: Exhibit, figure: Figure, scale: float) -> bytes:
    """300 dpi in the most frequent colours, with the identity in the PNG's text chunks."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    buffer = io.BytesIO()
    figure.savefig(buffer, format="rgba", dpi=300 * scale)
    # Whole dots, as matplotlib counts them.
    width, height = (int(side * 300 * scale) for side in figure.get_size_inches())
    chunks, texts = PngInfo(), identity(exhibit)
    for key, term in {"Author": "Creator", "Copyright": "Rights"}.items():
        texts[key] = texts[term]
    for key in ("Title", "Author", "Description", "Copyright", "Source", "Identifier"):
        chunks.add_text(key, texts[key])
    packed = io.BytesIO()
    picture = few_colours(Image.frombytes("RGBA", (width, height), buffer.getvalue()))
    picture.save(packed, "PNG", optimize=True, dpi=(300, 300), pnginfo=chunks)
    return packed.getvalue()


def few_colours(picture: PngImage, count: int = 32) -> PngImage:
    """A picture in a few of its own colours, each pixel in the nearest: flat colours stay, the file shrinks.

    The most frequent colour comes first, then again and again the one that is missed most: pixels times squared distance.
    """
    from PIL import Image

    # A pixel's colour as one number, red first.
    pixels = np.frombuffer(picture.convert("RGBA").tobytes(), dtype=">u4").astype(np.uint32) >> 8
    codes, counts = np.unique(pixels, return_counts=True)
    colours = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1).astype(np.int64)
    nearest = np.zeros(len(codes), dtype=np.uint8)
    missed = np.full(len(codes), np.iinfo(np.int32).max)
    palette = []
    for number in range(min(count, len(codes))):
        chosen = colours[np.argmax(counts * missed)]
        distance = ((colours - chosen) ** 2).sum(axis=1)
        closer = distance < missed
        nearest[closer], missed[closer] = number, distance[closer]
        palette.append(chosen)
    places = np.zeros(1 << 24, dtype=np.uint8)
    places[codes] = nearest
    reduced = Image.frombytes("P", picture.size, places[pixels].tobytes())
    reduced.putpalette(np.array(palette, dtype=np.uint8).tobytes())
    return reduced


def _pdf(exhibit: Exhibit, figure: Figure) -> bytes:
    """One page with embedded fonts, the identity in document information and as Dublin Core metadata (XMP)."""
    import pikepdf

    buffer, texts = io.BytesIO(), identity(exhibit)
    information = {
        "Title": texts["Title"],
        "Author": texts["Creator"],
        "Subject": texts["Description"],
        "Keywords": f"{exhibit.id}; {edition.LICENCE_URL}",
        **dict.fromkeys(("CreationDate", "ModDate", "Creator", "Producer")),
    }
    figure.savefig(buffer, format="pdf", metadata=information)
    packed = io.BytesIO()
    with pikepdf.open(buffer) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for term in ("Title", "Creator", "Description", "Rights", "Source", "Identifier", "Date"):
                text = texts[term]
                xmp[f"dc:{term.lower()}"] = [text] if term in ("Creator", "Date") else text
            xmp["xmpRights:WebStatement"] = edition.LICENCE_URL
        document.save(packed, deterministic_id=True)
    return packed.getvalue()
