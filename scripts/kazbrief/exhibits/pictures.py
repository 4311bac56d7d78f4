"""The pictures of an exhibit: drawn once as SVG, set as PNG and PDF from it, each with who made it and on which terms."""

from __future__ import annotations

import io
import re
from typing import Literal

from matplotlib.figure import Figure

from kazbrief import edition
from kazbrief.exhibits import sheet, style
from kazbrief.exhibits.citation import identifier
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import PICTURES, entry
from kazbrief.exhibits.sheet import FULL, Layers, Size
from kazbrief.exhibits.svg import published

DPI = 300

_SIDES = re.compile(r'(?<= )(width|height)="([\d.]+)pt"')
_PAGE = """#let side(name) = float(sys.inputs.at(name)) * 1pt
#set page(width: side("width"), height: side("height"), margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)"""


def draw(exhibit: Exhibit, layers: Layers, *, furniture: bool, size: Size = FULL) -> Figure:
    """Draw an exhibit, with its title and foot lines (a work of its own) or without (for the paper, which sets them).

    A map without a narrow drawing keeps its shape at another width, others have their height (times the size's stretch), unless the size fixes the
    height of the sheet.
    """
    own = entry(exhibit.id)
    above = sheet.header(exhibit, size.width) if furniture else ()
    below = sheet.footer(exhibit, size.width) if furniture else ()
    narrow = own.narrow_height if size.width < sheet.NARROW else 0.0
    height = narrow or own.height
    if size.height is not None:
        height = size.height - sum(sheet.furniture_height(above, below))
    elif own.is_map and not narrow:
        height *= size.stretch * size.width / sheet.FULL_WIDTH
    else:
        height *= size.stretch
    figure, panel = sheet.sheet(size.width, height, above, below)
    own.module().draw(panel, exhibit.frame, layers)
    return figure


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
    with style.house(exhibit.id, text=text):
        figure, buffer = draw(exhibit, layers, furniture=furniture, size=size), io.StringIO()
        figure.savefig(buffer, format="svg", metadata=identity(exhibit))
    module = entry(exhibit.id).module()
    marks = module.marks(exhibit.frame) if hasattr(module, "marks") else {}
    drawing = published(buffer.getvalue(), exhibit, marks, glyphs=carried)
    # The drawing keeps its coordinates: the sheet that they are shown on grows.
    return _SIDES.sub(lambda side: f'{side[1]}="{float(side[2]) * size.scale:.6g}pt"', drawing, count=2)


def converted(drawing: str, exhibit: Exhibit, ending: str) -> bytes:
    """The picture file that an exhibit's SVG makes: ``svg`` itself, ``png`` with 300 dots an inch, or ``pdf``."""
    return {"svg": lambda *_: drawing.encode(), "png": _png, "pdf": _pdf}[ending](drawing, exhibit)


def pictures(exhibit: Exhibit, layers: Layers) -> dict[str, bytes]:
    """The picture files of an exhibit by ending, from one drawing."""
    drawing = svg(exhibit, layers, furniture=True)
    return {ending: converted(drawing, exhibit, ending) for ending in PICTURES}


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
    """In the most frequent colours, with the identity in the PNG's text chunks."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    chunks, texts = PngInfo(), identity(exhibit)
    for key, term in {"Author": "Creator", "Copyright": "Rights"}.items():
        texts[key] = texts[term]
    for key in ("Title", "Author", "Description", "Copyright", "Source", "Identifier"):
        chunks.add_text(key, texts[key])
    picture = Image.open(io.BytesIO(_typeset(drawing, "png"))).convert("RGB")
    few = picture.quantize(64, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", dpi=(DPI, DPI), pnginfo=chunks)
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
