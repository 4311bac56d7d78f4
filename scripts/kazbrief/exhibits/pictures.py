"""The pictures of an exhibit: drawn as SVG, once for paper and file, set as PNG and PDF from it, each with who made it."""

from __future__ import annotations

import io
import re
import struct
from typing import Any, Literal

from matplotlib.figure import Figure

from kazbrief import edition
from kazbrief.exhibits import sheet, style
from kazbrief.exhibits.citation import identifier
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import FULL, Layers, Size
from kazbrief.exhibits.svg import after_words, font_faces, own, published

DPI = 300
# Bytes of a PNG before its other chunks.
_PNG_HEADER = 33

_SIDES = re.compile(r'(?<= )(width|height)="([\d.]+)pt"')
_SHEET = re.compile(r'height="[\d.]+pt" viewBox="0 0 ([\d.]+) [\d.]+"')
_PAGE = """#let side(name) = float(sys.inputs.at(name)) * 1pt
#set page(width: side("width"), height: side("height"), margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)"""


def drawn(
    exhibit: Exhibit, layers: Layers, *, furniture: bool = False, size: Size = FULL, text: str = "letters"
) -> str:
    """The drawing alone, as it is published; ``furniture`` leaves room for title and foot lines."""
    module = entry(exhibit.id).module()
    marks = module.marks(exhibit.frame) if hasattr(module, "marks") else {}
    with style.house(exhibit.id, text=text):
        figure, panel = sheet.sheet(size.width, _height(exhibit, size, furniture=furniture))
        module.draw(panel, exhibit.frame, layers)
        return published(_saved(figure, metadata=identity(exhibit)), exhibit, marks)


def _height(exhibit: Exhibit, size: Size, *, furniture: bool) -> float:
    """The height of a drawing in millimetres.

    A map without a narrow drawing keeps its shape at another width, others have their height (times the size's stretch),
    unless the size fixes the height of the sheet.
    """
    own = entry(exhibit.id)
    narrow = own.narrow_height if size.width < sheet.NARROW else 0.0
    height = narrow or own.height
    if size.height is not None:
        return size.height - (sum(sheet.furniture_height(*_lines(exhibit, size.width))) if furniture else 0)
    if own.is_map and not narrow:
        return height * (size.stretch * size.width / sheet.FULL_WIDTH)
    return height * size.stretch


def framed(drawing: str, exhibit: Exhibit, *, size: Size = FULL, text: str = "letters") -> str:
    """A drawing as a work of its own, with title and foot lines: the sheet grows about it, and its places stay."""
    lines = _lines(exhibit, size.width)
    height, (top, bottom) = _height(exhibit, size, furniture=True), sheet.furniture_height(*lines)
    with style.house(exhibit.id, text=text):
        words = _saved(sheet.furniture(size.width, height, *lines))
    words = own(words[words.index('<g id="text_1">') : words.rindex("</g>")], exhibit.id).strip()
    start, total = (f"{part * style.POINTS_PER_MM:.2f}" for part in (-top, top + height + bottom))
    known = _SHEET.search(drawing)
    assert known
    ground = f'<rect y="{start}" width="{known[1]}" height="{total}" fill="{style.GROUND}"/>'
    grown = f'height="{total}pt" viewBox="0 {start} {known[1]} {total}"'
    body = drawing[known.end() : drawing.rindex("</svg>")]
    return after_words(f"{drawing[: known.start()]}{grown}{body}{words}\n</svg>\n", ground)


def _saved(figure: Figure, **options: Any) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", **options)
    return buffer.getvalue()


def _lines(exhibit: Exhibit, width: float) -> tuple[list[sheet.Line], list[sheet.Line]]:
    """Title and foot lines, broken to a width in millimetres."""
    return sheet.header(exhibit, width), sheet.footer(exhibit, width)


def alone(drawing: str) -> str:
    """A drawing with the glyphs that it uses, so that it needs no font."""
    return after_words(drawing, f"<style>{font_faces(drawing)}</style>\n")


def svg(
    exhibit: Exhibit,
    layers: Layers,
    *,
    furniture: bool,
    size: Size = FULL,
    text: str = "letters",
    glyphs: bool | None = None,
) -> str:
    """The exhibit as SVG.

    Parameters
    ----------
    furniture
        With its title and foot lines, as a work of its own.
    text
        ``letters``, or ``paths``: letters as shapes, for programs that know no fonts; they can't be searched then.
    glyphs
        Whether the file carries the glyphs that it uses, to stand alone; without a word, when it has furniture.
    """
    carried = (furniture if glyphs is None else glyphs) and text == "letters"
    drawing = drawn(exhibit, layers, furniture=furniture, size=size, text=text)
    if furniture:
        drawing = framed(drawing, exhibit, size=size, text=text)
    if carried:
        drawing = alone(drawing)
    # The drawing keeps its coordinates: the sheet that they are shown on grows.
    return _SIDES.sub(lambda side: f'{side[1]}="{float(side[2]) * size.scale:.6g}pt"', drawing, count=2)


def converted(drawing: str, exhibit: Exhibit, ending: str) -> bytes:
    """The picture file that an exhibit's SVG makes: ``svg`` itself, ``png`` with 300 dots an inch, or ``pdf``."""
    return {"svg": lambda *_: drawing.encode(), "png": _png, "pdf": _pdf}[ending](drawing, exhibit)


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


def _typeset(drawing: str, form: Literal["png", "pdf"]) -> bytes:
    """A drawing on a page of its own size."""
    import typst

    width, height = (
        side[2] for side in _SIDES.finditer(drawing[: drawing.index(">", drawing.index("<svg"))])
    )
    compiler = typst.Compiler(
        _PAGE.encode(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(style.font_folder())]),
        sys_inputs={"drawing": drawing, "width": width, "height": height},
    )
    page = compiler.compile(format=form, ppi=DPI, timestamp=0, pdf_tags=False)
    assert isinstance(page, bytes)
    return page


def _png(drawing: str, exhibit: Exhibit) -> bytes:
    """In the colours of the drawing, with its resolution and the identity in chunks after the header."""
    from PIL.PngImagePlugin import PngInfo, putchunk

    chunks, texts = PngInfo(), identity(exhibit)
    for key, term in {"Author": "Creator", "Copyright": "Rights"}.items():
        texts[key] = texts[term]
    for key in ("Title", "Author", "Description", "Copyright", "Source", "Identifier"):
        chunks.add_text(key, texts[key])
    picture, packed = _typeset(drawing, "png"), io.BytesIO()
    packed.write(picture[:_PNG_HEADER])
    putchunk(packed, b"pHYs", struct.pack(">IIB", *[round(DPI / 0.0254)] * 2, 1))
    for kind, content, *_ in chunks.chunks:
        putchunk(packed, kind, content)
    packed.write(picture[_PNG_HEADER:])
    return packed.getvalue()


def _pdf(drawing: str, exhibit: Exhibit) -> bytes:
    """One page with embedded fonts, the identity in document information and as Dublin Core metadata (XMP)."""
    import pikepdf

    packed, texts = io.BytesIO(), identity(exhibit)
    with pikepdf.open(io.BytesIO(_typeset(drawing, "pdf"))) as document:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for term in ("Title", "Creator", "Description", "Rights", "Source", "Identifier", "Date"):
                text = texts[term]
                xmp[f"dc:{term.lower()}"] = [text] if term in ("Creator", "Date") else text
            xmp["xmpRights:WebStatement"] = edition.LICENCE_URL
        del document.docinfo
        for key, text in (
            ("Title", texts["Title"]),
            ("Author", texts["Creator"]),
            ("Subject", texts["Description"]),
            ("Keywords", f"{exhibit.id}; {edition.LICENCE_URL}"),
        ):
            document.docinfo[f"/{key}"] = text
        document.save(packed, deterministic_id=True)
    return packed.getvalue()
