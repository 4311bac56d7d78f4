"""From a register entry to the files of an exhibit: record, SVG, PNG, PDF, CSV and JSON."""

from __future__ import annotations

import base64
import functools
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import geopandas as gpd
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from kazbrief import edition, inputs, markdown
from kazbrief.errors import KazbriefError
from kazbrief.exhibits import Entry, style
from kazbrief.exhibits.citation import cite, identifier
from kazbrief.exhibits.compact import compact
from kazbrief.exhibits.metadata import described, with_identity
from kazbrief.exhibits.record import Exhibit, Reference
from kazbrief.markdown import literal

if TYPE_CHECKING:
    from PIL.Image import Image as PngImage

Layers = Mapping[str, gpd.GeoDataFrame]
Tables = Mapping[str, pd.DataFrame]

LAYER_CREDITS = {
    "oblasts_2022": "boundaries © OpenStreetMap contributors (ODbL), via OCHA/UNHCR COD-AB Kazakhstan 2023",
    "countries": "neighbours © OpenStreetMap contributors (ODbL), via osm_borders",
    "water": "waters Natural Earth",
}


@dataclass(frozen=True)
class Made:
    """An exhibit ready to be drawn: its register entry, its record and the frame that is plotted."""

    entry: Entry
    exhibit: Exhibit
    frame: pd.DataFrame


def source_ids(frame: pd.DataFrame) -> list[str]:
    """The source identifiers of a frame's ``*source_id`` columns, each once, most used first."""
    cells = [frame[column].dropna() for column in frame.columns if column.endswith("source_id")]
    ids = pd.concat(cells).str.split(";").explode().str.strip() if cells else pd.Series(dtype=str)
    counts = ids[ids != ""].value_counts(sort=False)
    return [str(source) for source in counts.sort_values(ascending=False, kind="stable").index]


def references(frame: pd.DataFrame, sources: pd.DataFrame) -> tuple[Reference, ...]:
    """The full references of every value in a frame.

    Raises
    ------
    KazbriefError
        When a value leads to no row of the sources table.
    """
    known = sources.set_index("source_id")
    found = []
    for source_id in source_ids(frame):
        if source_id not in known.index:
            raise KazbriefError(
                f"a value of this exhibit cites the source {source_id!r}, which data/raw/sources.csv does not list"
            )
        row = known.loc[source_id].fillna("").astype(str)
        found.append(
            Reference(
                source_id=source_id,
                **{key: str(row[key]) for key in ("author_publisher", "title", "year", "url", "licence")},
            )
        )
    return tuple(found)


def make(entry: Entry, tables: Tables) -> Made:
    """Compute an exhibit's frame and record from the clean tables it names."""
    module = entry.module()
    frame = inputs.call(inputs.load(entry.data), tables)
    words = module.words(frame)
    exhibit = Exhibit(
        **words.model_dump(),
        id=entry.id,
        references=references(frame, tables["sources"]),
        credits=tuple(LAYER_CREDITS[layer] for layer in entry.layers if layer in LAYER_CREDITS),
        tables=entry.tables,
        program=f"scripts/{entry.module_name.replace('.', '/')}.py",
        rows=len(frame),
    )
    return Made(entry, exhibit, frame)


@dataclass(frozen=True)
class Form:
    """The form of a drawing: its size, and the names of oblasts in its language (none: English)."""

    size: style.Size = style.FULL
    names: Mapping[str, str] = field(default_factory=dict)


def draw(made: Made, layers: Layers, *, furniture: bool, form: Form = Form()) -> Figure:
    """Draw an exhibit, with its title and foot lines (a work of its own) or without (for the paper, which sets them).

    A map keeps its shape at another width, a chart its height (times the size's stretch), unless the size fixes the
    height of the sheet. A module whose narrow drawing is another one says how high it is: ``NARROW_HEIGHT``.
    """
    module = made.entry.module()
    width = form.size.width
    above = style.header(made.exhibit, width) if furniture else ()
    below = style.footer(made.exhibit, width) if furniture else ()
    height = getattr(module, "NARROW_HEIGHT", module.HEIGHT) if width < style.NARROW else module.HEIGHT
    height *= form.size.stretch
    if form.size.height is not None:
        height = form.size.height - sum(style.furniture_height(above, below))
    elif made.entry.is_map:
        height *= width / style.FULL_WIDTH
    figure, panel = style.sheet(width, height, above, below, form.names)
    module.draw(panel, made.frame, layers)
    return figure


def svg(made: Made, layers: Layers, *, furniture: bool, form: Form = Form()) -> str:
    """The exhibit as SVG: real text, ids that begin with the exhibit's, title and description inside.

    With furniture the file stands alone, so it carries the glyphs that it uses (OFL fonts, as WOFF2).
    """
    with style.house(made.exhibit.id):
        return _as_svg(made, draw(made, layers, furniture=furniture, form=form), glyphs=furniture)


def pictures(made: Made, layers: Layers) -> dict[str, bytes]:
    """The files of `kazbrief.exhibits.PICTURES`, from one drawing: the same bytes as :func:`svg`, :func:`png` and :func:`pdf` give."""
    with style.house(made.exhibit.id):
        figure = draw(made, layers, furniture=True)
        return {
            "svg": _as_svg(made, figure, glyphs=True).encode(),
            "png": _as_png(made, figure, style.FULL.scale),
            "pdf": _as_pdf(made, figure),
        }


def _as_svg(made: Made, figure: Figure, *, glyphs: bool) -> str:
    exhibit = made.exhibit
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=_svg_metadata(exhibit))
    text = re.sub(
        r"^.*?(?=<svg)", '<?xml version="1.0" encoding="utf-8"?>\n', buffer.getvalue(), count=1, flags=re.S
    )
    text = _titled(compact(_own_ids(text, exhibit.id), exhibit.id), made)
    title = (
        f'<title id="{exhibit.id}-title">{escape(exhibit.finding)}</title>\n'
        f'<desc id="{exhibit.id}-desc">{escape(exhibit.alt)}</desc>\n'
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


def _titled(svg_text: str, made: Made) -> str:
    """Give each mark that the exhibit's module names its text, as the title of its group.

    A viewer shows it on hover without any script; the page's script also shows it on the keyboard's focus.
    """
    marks = getattr(made.entry.module(), "marks", None)
    for name, text in marks(made.frame).items() if marks else ():
        group = f'<g id="{made.exhibit.id}-{name}">'
        if svg_text.count(group) != 1:
            raise KazbriefError(
                f"{made.exhibit.program}: marks() names {name!r}, which {svg_text.count(group)} elements of the drawing "
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


def png(made: Made, layers: Layers, form: Form = Form()) -> bytes:
    """The exhibit at 300 dpi in its most frequent colours, with its identity in the PNG's text chunks."""
    with style.house(made.exhibit.id):
        return _as_png(made, draw(made, layers, furniture=True, form=form), form.size.scale)


def _as_png(made: Made, figure: Figure, scale: float) -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    exhibit = made.exhibit
    buffer = io.BytesIO()
    figure.savefig(buffer, format="rgba", dpi=300 * scale)
    # Whole dots, as matplotlib counts them.
    width, height = (int(side * 300 * scale) for side in figure.get_size_inches())
    identity = PngInfo()
    for key, text in {
        "Title": exhibit.finding,
        "Author": edition.AUTHOR,
        "Description": exhibit.alt,
        "Copyright": _rights(),
        "Source": exhibit.source_line,
        "Identifier": identifier(core(exhibit)),
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


def pdf(made: Made, layers: Layers, form: Form = Form()) -> bytes:
    """The exhibit as a one-page PDF with embedded fonts, its identity in document information and metadata."""
    with style.house(made.exhibit.id):
        return _as_pdf(made, draw(made, layers, furniture=True, form=form))


def _as_pdf(made: Made, figure: Figure) -> bytes:
    exhibit = made.exhibit
    buffer = io.BytesIO()
    figure.savefig(
        buffer,
        format="pdf",
        metadata={
            "Title": exhibit.finding,
            "Author": edition.AUTHOR,
            "Subject": exhibit.alt,
            "Keywords": f"{exhibit.id}; {edition.LICENCE_URL}",
            "CreationDate": None,
            "ModDate": None,
            "Creator": None,
            "Producer": None,
        },
    )
    return with_identity(buffer.getvalue(), core(exhibit), source=exhibit.source_line, rights=_rights())


def _rights() -> str:
    return f"{edition.AUTHOR}, {edition.LICENCE_NAME}, {edition.LICENCE_URL}"


def _svg_metadata(exhibit: Exhibit) -> dict[str, Any]:
    return {
        "Title": exhibit.finding,
        "Creator": edition.AUTHOR,
        "Rights": _rights(),
        "Source": exhibit.source_line,
        "Identifier": identifier(core(exhibit)),
        "Description": exhibit.alt,
        "Publisher": edition.SERIES,
        "Date": edition.DATE.isoformat(),
        "Language": "en",
    }


def core(exhibit: Exhibit) -> dict[str, Any]:
    """What names an exhibit and says what it shows, under the terms of this edition."""
    return {
        "id": exhibit.id,
        "edition": edition.EDITION,
        "date": edition.DATE.isoformat(),
        "creator": edition.AUTHOR,
        "licence": {"name": edition.LICENCE_NAME, "url": edition.LICENCE_URL},
        **exhibit.model_dump(include={"finding", "subtitle", "note", "alt", "description"}),
    }


def record_json(made: Made, hashes: Mapping[str, str]) -> dict[str, Any]:
    """The exhibit's record as plain data: words, sources, licence, tables and files, and the same for machines.

    Parameters
    ----------
    hashes
        SHA-256 of the files that the exhibit was made from, by their paths in the repository.
    """
    exhibit = made.exhibit
    own = core(exhibit)
    return described(
        {
            **own,
            "source_line": exhibit.source_line,
            "citation": cite(own),
            "sources": [reference.model_dump() for reference in exhibit.references],
            "tables": list(exhibit.tables),
            "program": exhibit.program,
            "columns": list(made.frame.columns),
            "rows": exhibit.rows,
            "files": list(made.entry.files),
        },
        hashes,
    )


def _caption(exhibit: Exhibit) -> str:
    source = f"{literal(exhibit.source_line)}. {literal(exhibit.licence_line)}"
    return markdown.caption(
        literal(exhibit.finding), literal(exhibit.subtitle), literal(exhibit.note), source
    )


def snippet(made: Made) -> str:
    """The block that the paper includes: picture or table, alternative text, caption, note and source line.

    The lead exhibit keeps its place on the first page; the others float to where the page has room.
    """
    exhibit, module = made.exhibit, made.entry.module()
    if made.entry.is_table:
        return markdown.ledger(module.COLUMNS, module.cells(made.frame), _caption(exhibit), exhibit.id)
    placed = ".here " if made.entry.lead else ""
    narrow = f'narrow="_built/{exhibit.id}-narrow.svg" ' if made.entry.has_narrow else ""
    alt = literal(exhibit.alt).replace('"', '\\"')
    return (
        f'![{_caption(exhibit)}](_built/{exhibit.id}.svg){{#{exhibit.id} {placed}fig-alt="{alt}" '
        f'width=100% {narrow}tools="/figures/{exhibit.id}"}}\n'
    )
