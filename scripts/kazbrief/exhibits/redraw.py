"""An exhibit at another size, or with the names of oblasts in another language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.exhibits import publish, style, textboxes

Language = Literal["en", "kk", "ru"]
Ending = Literal["svg", "png", "pdf"]
# What an oblast's full name has beside the name itself.
_COMMON = re.compile(r" облысы$| область$|^область ")


def names_of(units: pd.DataFrame, language: Language) -> Mapping[str, str]:
    """The short names of the oblasts and cities of today in a language; full ones where two would be the same.

    Parameters
    ----------
    units
        The table ``units``: ``scheme``, ``unit``, ``name_kk``, ``name_ru``.
    language
        en (the names used throughout: nothing to change), kk or ru.
    """
    if language == "en":
        return {}
    own = units[units["scheme"] == "2022"].set_index("unit")[f"name_{language}"]
    short = own.str.replace(_COMMON, "", regex=True)
    doubled = short.duplicated(keep=False)
    chosen = short.where(~doubled, own)
    return {str(unit): name for unit, name in zip(chosen.index, chosen, strict=True)}


def redraw(
    made: publish.Made,
    layers: publish.Layers,
    units: pd.DataFrame,
    *,
    size: str = "full",
    language: Language = "en",
    ending: Ending = "svg",
    furniture: bool = True,
) -> bytes:
    """The file of an exhibit at a size of `kazbrief.exhibits.style.SIZES`, names of oblasts in a language.

    Parameters
    ----------
    made, layers
        The exhibit, and the boundary layers that its register entry names.
    units
        The table ``units``, for the names of oblasts.
    furniture
        For SVG: with title, note, source line and licence; without them only where the page around it has them.

    Raises
    ------
    KazbriefError
        For a size, a language or a format that there is not, and when the text of the exhibit has no room at that
        size (the message lists the sizes that have it): a figure whose words lie on each other is not handed out.
    """
    _known("size", size, style.SIZES)
    _known("language of names", language, get_args(Language))
    _known("format", ending, get_args(Ending))
    names = names_of(units, language)
    try:
        form, drawing = _fitting(made, layers, names, size, furniture=furniture)
    except style.NoRoom as reason:
        others = [
            name for name in style.SIZES if name != size and _fits(made, layers, names, name, furniture)
        ]
        known = f"choose {' or '.join(others)}" if others else "it has none at any size"
        raise KazbriefError(
            f"{made.exhibit.id} has no room for its text at the size {size} with names in {language!r} ({reason}): {known}"
        ) from None
    return _file(made, layers, form, drawing, ending)


def _known(what: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise KazbriefError(f"there is no {what} {value!r}: choose {', '.join(known)}")


def _fitting(
    made: publish.Made, layers: publish.Layers, names: Mapping[str, str], size: str, *, furniture: bool
) -> tuple[publish.Form, str]:
    """The first layout of a size on which all text lies free, and the drawing; `style.NoRoom` tells the first fault."""
    reason = ""
    for layout in style.SIZES[size]:
        form = publish.Form(layout, names)
        try:
            drawing = publish.svg(made, layers, furniture=furniture, form=form)
            reason = next(iter(textboxes.faults(drawing, layout.scale)), "")
        except style.NoRoom as none:
            reason = str(none)
        if not reason:
            return form, drawing
    raise style.NoRoom(reason)


def _fits(
    made: publish.Made, layers: publish.Layers, names: Mapping[str, str], size: str, furniture: bool
) -> bool:
    try:
        _fitting(made, layers, names, size, furniture=furniture)
    except style.NoRoom:
        return False
    return True


def _file(
    made: publish.Made, layers: publish.Layers, form: publish.Form, drawing: str, ending: Ending
) -> bytes:
    scale = form.size.scale
    if ending == "png":
        return publish.png(made, layers, form)
    if ending == "pdf":
        return _enlarged(publish.pdf(made, layers, form), scale)
    # The drawing keeps its coordinates: the sheet they are shown on grows.
    return re.sub(
        r'(?<= )(width|height)="([\d.]+)pt"',
        lambda side: f'{side[1]}="{float(side[2]) * scale:.6g}pt"',
        drawing,
        count=2,
    ).encode()


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
