"""From the SVG that matplotlib writes to the one that is published: ids of its own, titles, glyphs, half the bytes.

The paper carries every exhibit twice (drawn in the page, and as a file to download), so the bytes count.
"""

from __future__ import annotations

import base64
import functools
import itertools
import operator
import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import style
from kazbrief.exhibits.record import Exhibit
from kazbrief.formats import curly
from kazbrief.glyphs import subset

# What nobody refers to: matplotlib numbers every artist. Ids that a module gave its artists stay.
AUTOMATIC = r"(?:figure|axes|patch|text|line2d|[xy]tick|legend|matplotlib\.axis|\w*Collection)_\d+"


# A text with this gid and a colour behind it has an outline of that colour under its letters.
_HALO = re.compile(r'<g id="halo-([0-9a-f]{6})">')


def published(drawing: str, exhibit: Exhibit, marks: Mapping[str, str]) -> str:
    """The SVG of an exhibit: real text, ids that begin with the exhibit's, title and description inside.

    Parameters
    ----------
    drawing
        As matplotlib writes it, with real text.
    marks
        The text of each mark, by the ``gid`` that the drawing gave it.

    Raises
    ------
    KazbriefError
        When a mark is not exactly one element of the drawing.
    """
    name = exhibit.id
    text = re.sub(r"^.*?(?=<svg)", '<?xml version="1.0" encoding="utf-8"?>\n', drawing, count=1, flags=re.S)
    text = _titled(own(text, name), exhibit, marks)
    inside = (
        f'<title id="{name}-title">{escape(exhibit.words.finding)}</title>\n'
        f'<desc id="{name}-desc">{escape(exhibit.words.alt)}</desc>\n'
    )
    role = f'id="{name}-svg" role="img" aria-labelledby="{name}-title {name}-desc"'
    return re.sub(r"<svg ([^>]*)>", lambda tag: f"<svg {tag[1]} {role}>\n{inside}", text, count=1)


def own(svg_text: str, exhibit_id: str) -> str:
    """What matplotlib writes in short (`compact`), with the ids and the halos of an exhibit."""
    outline = f"stroke-width: {style.HALO}px; stroke-linejoin: round; vector-effect: non-scaling-stroke"
    text = _HALO.sub(rf'<g style="paint-order: stroke; stroke: #\1; {outline}">', svg_text)
    return compact(_own_ids(text, exhibit_id), exhibit_id)


def after_words(published: str, more: str) -> str:
    """A published SVG with something more behind its title and description."""
    head, end, rest = published.partition("</desc>\n")
    return head + end + more + rest


def _own_ids(svg_text: str, exhibit_id: str) -> str:
    """Prefix every id, so that several figures can stand in one HTML page."""

    def prefixed(name: str) -> str:
        return name if name.startswith(exhibit_id) else f"{exhibit_id}-{name}"

    svg_text = re.sub(r'\bid="([^"]+)"', lambda m: f'id="{prefixed(m[1])}"', svg_text)
    svg_text = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{prefixed(m[1])})", svg_text)
    return re.sub(r'href="#([^"]+)"', lambda m: f'href="#{prefixed(m[1])}"', svg_text)


def _titled(text: str, exhibit: Exhibit, marks: Mapping[str, str]) -> str:
    """Give each mark its text, as the title of its group.

    A viewer shows it on hover without any script; the page's script also shows it on the keyboard's focus.
    """
    for gid, title in marks.items():
        group = f'<g id="{exhibit.id}-{gid}">'
        if text.count(group) != 1:
            raise KazbriefError(
                f"{exhibit.program}: marks() names {gid!r}, which {text.count(group)} elements of the drawing "
                "have as their gid; it must be one"
            )
        text = text.replace(group, f"{group}<title>{escape(curly(title))}</title>")
    return text


def compact(svg_text: str, prefix: str) -> str:
    """A figure without comments, indentation, automatic ids and digits that no printer resolves.

    Parameters
    ----------
    svg_text
        As matplotlib writes it, with real text.
    prefix
        What the figure's ids begin with.
    """
    text = re.sub(r"<!--.*?-->", "", svg_text, flags=re.DOTALL)
    text = re.sub(rf' id="{re.escape(prefix)}-{AUTOMATIC}"', "", text)
    text = re.sub(r' transform="rotate\(-0 [^)]*\)"', "", text)
    text = re.sub(r' d="([^"]*)"', lambda found: f' d="{relative(found[1])}"', text)
    text = re.sub(r"<[^>]*>", lambda tag: re.sub(r"-?\d+\.\d{3,}(?![\d.])", _decimal, tag[0]), text)
    text = re.sub(r">\s+<", ">\n<", text)
    while True:
        shorter = re.sub(r"<g/>\n|<g>\n?</g>\n", "", text)
        if shorter == text:
            return text
        text = shorter


def _decimal(number: re.Match[str]) -> str:
    """A number to a hundredth."""
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def relative(path: str) -> str:
    """A path of absolute moves, lines and curves with relative commands.

    Steps are whole hundredths of a point between rounded places, so that no error adds up.
    """
    written: list[str] = []
    here = start = [0, 0]
    before = ""
    for command, numbers in re.findall(r"([MLQCZz])([^MLQCZz]*)", path):
        if command in "Zz":
            written.append("z")
            here = start
        else:
            places = [round(100 * float(number)) for number in numbers.split()]
            steps = "".join(map(_step, map(operator.sub, places, itertools.cycle(here))))
            written.append(steps if command == before == "L" else command.lower() + steps.lstrip())
            here = places[-2:]
            if command == "M":
                start = here
        before = command
    return "".join(written)


@functools.cache
def _step(hundredths: int) -> str:
    """A whole number of hundredths as a decimal, as short as SVG allows, set off from the number before it."""
    text = f"{abs(hundredths) / 100:.2f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
    return f"-{text}" if hundredths < 0 else f" {text}"


def font_faces(svg_text: str) -> str:
    """CSS font faces with just the glyphs that a figure's text needs."""
    characters = frozenset("".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg_text))) | frozenset("&<>")
    used = set(re.findall(r"font: (italic|\d+|bold)?", svg_text))
    faces = []
    for weight, cut in ((400, "Regular"), (400, "It"), (600, "Semibold"), (700, "Bold")):
        slanted = cut == "It"
        if slanted and "italic" not in used:
            continue
        if weight != 400 and not used & {str(weight), "bold" if weight == 700 else ""}:
            continue
        glyphs = subset(style.font_file(cut).read_bytes(), map(ord, characters), "kern")
        data = base64.b64encode(glyphs).decode("ascii")
        faces.append(
            f"@font-face{{font-family:'{style.FAMILY}';font-weight:{weight};{'font-style:italic;' if slanted else ''}src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)
