"""An exhibit at another size."""

from __future__ import annotations

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import textboxes
from kazbrief.exhibits.pictures import converted, svg
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import PICTURES
from kazbrief.exhibits.sheet import SIZES, Layers, NoRoom

TEXTS = ("letters", "paths")


def redraw(
    exhibit: Exhibit,
    layers: Layers,
    *,
    size: str = "full",
    ending: str = "svg",
    text: str = "letters",
    bare: bool = False,
) -> bytes:
    """The file of an exhibit at a size of `kazbrief.exhibits.sheet.SIZES`.

    Parameters
    ----------
    exhibit, layers
        The exhibit, and the boundary layers that its register entry names.
    text
        ``paths`` turns letters into shapes, for programs without the fonts.
    bare
        Without title, note and source line, for a page that has a caption of its own.

    Raises
    ------
    KazbriefError
        For a size, a format or a kind of text that there is not, and when the text of the exhibit has no room at
        that size (the message lists the sizes that have it): a figure whose words lie on each other is not handed
        out.
    """
    for what, value, choices in (
        ("size", size, tuple(SIZES)),
        ("format", ending, PICTURES),
        ("kind of text", text, TEXTS),
    ):
        if value not in choices:
            raise KazbriefError(f"there is no {what} {value!r}: choose {', '.join(choices)}")
    drawing, fault = _fitting(exhibit, layers, size, text=text, bare=bare)
    if fault:
        others = [
            name for name in SIZES if name != size and not _fitting(exhibit, layers, name, bare=bare)[1]
        ]
        choice = f"choose {' or '.join(others)}" if others else "it has none at any size"
        raise KazbriefError(f"{exhibit.id} has no room for its text at the size {size} ({fault}): {choice}")
    return converted(drawing, exhibit, ending)


def _fitting(
    exhibit: Exhibit, layers: Layers, size: str, *, text: str = "letters", bare: bool
) -> tuple[str, str]:
    """The drawing in the first layout of a size on which all text lies free, or the last fault."""
    fault = ""
    for layout in SIZES[size]:
        try:
            drawing = svg(exhibit, layers, furniture=not bare, size=layout, glyphs=True)
        except NoRoom as reason:
            fault = str(reason)
            continue
        if not (faults := textboxes.faults(drawing, layout.scale)):
            if text == "paths":
                drawing = svg(exhibit, layers, furniture=not bare, size=layout, text=text)
            return drawing, ""
        fault = faults[0]
    return "", fault
