"""An exhibit at another size."""

from __future__ import annotations

import io
import re

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import textboxes
from kazbrief.exhibits.pictures import pictures, svg
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import PICTURES
from kazbrief.exhibits.sheet import SIZES, Layers, NoRoom, Size


def redraw(exhibit: Exhibit, layers: Layers, *, size: str = "full", ending: str = "svg") -> bytes:
    """The file of an exhibit at a size of `kazbrief.exhibits.sheet.SIZES`.

    Parameters
    ----------
    exhibit, layers
        The exhibit, and the boundary layers that its register entry names.

    Raises
    ------
    KazbriefError
        For a size or a format that there is not, and when the text of the exhibit has no room at that size (the
        message lists the sizes that have it): a figure whose words lie on each other is not handed out.
    """
    for what, value, choices in (("size", size, tuple(SIZES)), ("format", ending, PICTURES)):
        if value not in choices:
            raise KazbriefError(f"there is no {what} {value!r}: choose {', '.join(choices)}")
    layout, drawing = _fitting(exhibit, layers, size)
    if layout is None:
        others = [name for name in SIZES if name != size and _fitting(exhibit, layers, name)[0]]
        choice = f"choose {' or '.join(others)}" if others else "it has none at any size"
        raise KazbriefError(f"{exhibit.id} has no room for its text at the size {size} ({drawing}): {choice}")
    if ending != "svg":
        picture = pictures(exhibit, layers, [ending], size=layout)[ending]
        return picture if ending == "png" else _enlarged(picture, layout.scale)
    # The drawing keeps its coordinates: the sheet they are shown on grows.
    return re.sub(
        r'(?<= )(width|height)="([\d.]+)pt"',
        lambda side: f'{side[1]}="{float(side[2]) * layout.scale:.6g}pt"',
        drawing,
        count=2,
    ).encode()


def _fitting(exhibit: Exhibit, layers: Layers, size: str) -> tuple[Size | None, str]:
    """The first layout of a size on which all text lies free, and the drawing; or none, and the last fault."""
    fault = ""
    for layout in SIZES[size]:
        try:
            drawing = svg(exhibit, layers, furniture=True, size=layout)
        except NoRoom as reason:
            fault = str(reason)
            continue
        faults = textboxes.faults(drawing, layout.scale)
        if not faults:
            return layout, drawing
        fault = faults[0]
    return None, fault


def _enlarged(pdf: bytes, scale: float) -> bytes:
    """A one-page PDF on a sheet enlarged with all that is on it."""
    if scale == 1.0:
        return pdf
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        page.contents_add(f"{scale:g} 0 0 {scale:g} 0 0 cm".encode(), prepend=True)
        page.mediabox = pikepdf.Array([float(value) * scale for value in page.mediabox.as_list()])
        written = io.BytesIO()
        document.save(written, deterministic_id=True)
        return written.getvalue()
