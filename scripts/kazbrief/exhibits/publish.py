"""From a register entry to the files of an exhibit: the exhibit with its words, then SVG, PNG, PDF and the paper's block."""

from __future__ import annotations

import base64
import functools
import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from kazbrief import edition, inputs, markdown
from kazbrief.errors import KazbriefError
from kazbrief.exhibits import Entry, entry, sheet, style, words
from kazbrief.exhibits.citation import identifier
from kazbrief.exhibits.compact import compact
from kazbrief.exhibits.metadata import with_identity
from kazbrief.exhibits.record import Exhibit, references
from kazbrief.exhibits.sheet import FULL, Layers, Size
from kazbrief.markdown import literal

if TYPE_CHECKING:
    from PIL.Image import Image as PngImage

LAYER_CREDITS = {
    "oblasts_2022": "boundaries © OpenStreetMap contributors (ODbL), via OCHA/UNHCR COD-AB Kazakhstan 2023",
    "countries": "neighbours © OpenStreetMap contributors (ODbL), via osm_borders",
    "water": "waters Natural Earth",
}


def make(entry: Entry, tables: Mapping[str, pd.DataFrame]) -> Exhibit:
    """An exhibit with its frame, words and sources, from the clean tables that its measure reads, and ``sources``."""
    frame = inputs.call(inputs.load(entry.data), tables)
    return Exhibit(
        id=entry.id,
        words=words.of(entry, frame),
        frame=frame,
        references=references(frame, tables["sources"]),
        tables=entry.tables,
        program=f"scripts/{entry.module_name.replace('.', '/')}.py",
        credits=tuple(LAYER_CREDITS[layer] for layer in entry.layers if layer in LAYER_CREDITS),
    )


def draw(exhibit: Exhibit, layers: Layers, *, furniture: bool, size: Size = FULL) -> Figure:
    """Draw an exhibit, with its title and foot lines (a work of its own) or without (for the paper, which sets them).

    A map keeps its shape at another width, a chart its height (times the size's stretch), unless the size fixes the
    height of the sheet.
    """
    own = entry(exhibit.id)
    above = sheet.header(exhibit, size.width) if furniture else ()
    below = sheet.footer(exhibit, size.width) if furniture else ()
    height = size.stretch * ((size.width < sheet.NARROW and own.narrow_height) or own.height)
    if size.height is not None:
        height = size.height - sum(sheet.furniture_height(above, below))
    elif own.is_map:
        height *= size.width / sheet.FULL_WIDTH
    figure, panel = sheet.sheet(size.width, height, above, below)
    own.module().draw(panel, exhibit.frame, layers)
    return figure


def svg(exhibit: Exhibit, layers: Layers, *, furniture: bool, size: Size = FULL) -> str:
    """The exhibit as SVG: real text, ids that begin with the exhibit's, title and description inside.

    With furniture the file stands alone, so it carries the glyphs that it uses (OFL fonts, as WOFF2).
    """
    with style.house(exhibit.id):
        return _as_svg(exhibit, draw(exhibit, layers, furniture=furniture, size=size), glyphs=furniture)


def pictures(exhibit: Exhibit, layers: Layers) -> dict[str, bytes]:
    """The files of `kazbrief.exhibits.PICTURES`, from one drawing: the same bytes as :func:`svg`, :func:`png` and :func:`pdf` give."""
    with style.house(exhibit.id):
        figure = draw(exhibit, layers, furniture=True)
        return {
            "svg": _as_svg(exhibit, figure, glyphs=True).encode(),
            "png": _as_png(exhibit, figure, FULL.scale),
            "pdf": _as_pdf(exhibit, figure),
        }


def _as_svg(exhibit: Exhibit, figure: Figure, *, glyphs: bool) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=_svg_metadata(exhibit))
    text = re.sub(
        r"^.*?(?=<svg)", '<?xml version="1.0" encoding="utf-8"?>\n', buffer.getvalue(), count=1, flags=re.S
    )
    text = _titled(compact(_own_ids(text, exhibit.id), exhibit.id), exhibit)
    title = (
        f'<title id="{exhibit.id}-title">{escape(exhibit.words.finding)}</title>\n'
        f'<desc id="{exhibit.id}-desc">{escape(exhibit.words.alt)}</desc>\n'
    )
    faces = f"<style>{font_faces(text)}</style>\n" if glyphs else ""
    return re.sub(
        r"<svg ([^>]*)>",
        lambda tag: (
            f'<svg {tag[1]} id="{exhibit.id}-svg" role="img" aria-labelledby="{exhibit.id}-title {exhibit.id}-desc">\n{title}{faces}'
        ),
        text,
        count=1,
    )


def _own_ids(svg_text: str, exhibit_id: str) -> str:
    """Prefix every id, so that several figures can stand in one HTML page."""

    def prefixed(name: str) -> str:
        return name if name.startswith(exhibit_id) else f"{exhibit_id}-{name}"

    svg_text = re.sub(r'\bid="([^"]+)"', lambda m: f'id="{prefixed(m[1])}"', svg_text)
    svg_text = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{prefixed(m[1])})", svg_text)
    return re.sub(r'href="#([^"]+)"', lambda m: f'href="#{prefixed(m[1])}"', svg_text)


def _titled(svg_text: str, exhibit: Exhibit) -> str:
    """Give each mark that the exhibit's module names its text, as the title of its group.

    A viewer shows it on hover without any script; the page's script also shows it on the keyboard's focus.
    """
    marks = getattr(entry(exhibit.id).module(), "marks", None)
    for name, text in marks(exhibit.frame).items() if marks else ():
        group = f'<g id="{exhibit.id}-{name}">'
        if svg_text.count(group) != 1:
            raise KazbriefError(
                f"{exhibit.program}: marks() names {name!r}, which {svg_text.count(group)} elements of the drawing "
                "have as their gid; it must be one"
            )
        svg_text = svg_text.replace(group, f"{group}<title>{escape(text)}</title>")
    return svg_text


# Letters, marks and signs of Latin text; a small font of these is quick to take glyphs from.
_COMMON = (*range(0x20, 0x180), *range(0x2000, 0x2070), *range(0x2200, 0x2300))


def font_faces(svg_text: str) -> str:
    """CSS font faces with just the glyphs that a figure's text needs."""
    characters = frozenset("".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg_text))) | frozenset("&<>")
    used = set(re.findall(r"font: (?:(\d+|bold) )?", svg_text))
    faces = []
    for weight, cut in ((400, "Regular"), (600, "Semibold"), (700, "Bold")):
        if weight != 400 and not used & {str(weight), "bold" if weight == 700 else ""}:
            continue
        codes = frozenset(map(ord, characters))
        whole = _font_file(cut) if codes - set(_COMMON) else _common_font(cut)
        data = base64.b64encode(_with_glyphs(whole, codes, flavor="woff2")).decode("ascii")
        faces.append(
            f"@font-face{{font-family:'{style.FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)


def _font_file(cut: str) -> bytes:
    from importlib.resources import files

    return (files("font_source_sans_pro") / f"files/SourceSansPro-{cut}.ttf").read_bytes()


@functools.cache
def _common_font(cut: str) -> bytes:
    return _with_glyphs(_font_file(cut), _COMMON, flavor=None)


def _with_glyphs(content: bytes, codes: Iterable[int], *, flavor: str | None) -> bytes:
    """A font of some characters of another, with its kerning."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["kern"], notdef_outline=True, hinting=False))
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = flavor
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def png(exhibit: Exhibit, layers: Layers, size: Size = FULL) -> bytes:
    """The exhibit at 300 dpi in its most frequent colours, with its identity in the PNG's text chunks."""
    with style.house(exhibit.id):
        return _as_png(exhibit, draw(exhibit, layers, furniture=True, size=size), size.scale)


def _as_png(exhibit: Exhibit, figure: Figure, scale: float) -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    buffer = io.BytesIO()
    figure.savefig(buffer, format="rgba", dpi=300 * scale)
    # Whole dots, as matplotlib counts them.
    width, height = (int(side * 300 * scale) for side in figure.get_size_inches())
    identity = PngInfo()
    for key, text in {
        "Title": exhibit.words.finding,
        "Author": edition.AUTHOR,
        "Description": exhibit.words.alt,
        "Copyright": _rights(),
        "Source": exhibit.source_line,
        "Identifier": identifier(exhibit.core),
    }.items():
        identity.add_text(key, text)
    packed = io.BytesIO()
    picture = _few_colours(Image.frombytes("RGBA", (width, height), buffer.getvalue()))
    picture.save(packed, "PNG", optimize=True, dpi=(300, 300), pnginfo=identity)
    return packed.getvalue()


def _few_colours(picture: PngImage, count: int = 32) -> PngImage:
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


def pdf(exhibit: Exhibit, layers: Layers, size: Size = FULL) -> bytes:
    """The exhibit as a one-page PDF with embedded fonts, its identity in document information and metadata."""
    with style.house(exhibit.id):
        return _as_pdf(exhibit, draw(exhibit, layers, furniture=True, size=size))


def _as_pdf(exhibit: Exhibit, figure: Figure) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(
        buffer,
        format="pdf",
        metadata={
            "Title": exhibit.words.finding,
            "Author": edition.AUTHOR,
            "Subject": exhibit.words.alt,
            "Keywords": f"{exhibit.id}; {edition.LICENCE_URL}",
            "CreationDate": None,
            "ModDate": None,
            "Creator": None,
            "Producer": None,
        },
    )
    return with_identity(buffer.getvalue(), exhibit.core, source=exhibit.source_line, rights=_rights())


def _rights() -> str:
    return f"{edition.AUTHOR}, {edition.LICENCE_NAME}, {edition.LICENCE_URL}"


def _svg_metadata(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "Title": exhibit.words.finding,
        "Creator": edition.AUTHOR,
        "Rights": _rights(),
        "Source": exhibit.source_line,
        "Identifier": identifier(exhibit.core),
        "Description": exhibit.words.alt,
        "Publisher": edition.SERIES,
        "Date": edition.DATE.isoformat(),
        "Language": "en",
    }


def _caption(exhibit: Exhibit) -> str:
    source = f"{literal(exhibit.source_line)}. {literal(exhibit.licence_line)}"
    return markdown.caption(
        literal(exhibit.words.finding), literal(exhibit.words.subtitle), literal(exhibit.words.note), source
    )


def snippet(exhibit: Exhibit) -> str:
    """The block that the paper includes: picture or table, alternative text, caption, note and source line.

    The lead exhibit keeps its place on the first page; the others float to where the page has room.
    """
    own = entry(exhibit.id)
    if own.is_table:
        return markdown.ledger(own.columns, own.module().cells(exhibit.frame), _caption(exhibit), own.id)
    placed = ".here " if own.lead else ""
    narrow = f'narrow="_built/{own.id}-narrow.svg" ' if own.has_narrow else ""
    alt = literal(exhibit.words.alt).replace('"', '\\"')
    return (
        f'![{_caption(exhibit)}](_built/{own.id}.svg){{#{own.id} {placed}fig-alt="{alt}" '
        f'width=100% {narrow}tools="/figures/{own.id}"}}\n'
    )
