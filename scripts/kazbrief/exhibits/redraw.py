"""An exhibit at another size, or with the names of oblasts in another language."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Literal

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
) -> bytes:
    """The file of an exhibit at a size of `kazbrief.exhibits.style.SIZES`, names of oblasts in a language.

    Raises
    ------
    KazbriefError
        For a size that there is not, and when the text of the exhibit has no room at that size: a figure whose
        words lie on each other is not handed out.
    """
    if size not in style.SIZES:
        raise KazbriefError(f"there is no size {size!r}: the sizes are {', '.join(style.SIZES)}")
    names = names_of(units, language)
    found: list[str] = []
    for layout in style.SIZES[size]:
        form = publish.Form(layout, names)
        try:
            drawing = publish.svg(made, layers, furniture=True, form=form)
            found = textboxes.faults(drawing, layout.scale)
        except style.NoRoom as reason:
            found = [str(reason)]
        if not found:
            return _file(made, layers, form, drawing, ending)
    raise KazbriefError(
        f"{made.exhibit.id} has no room for its text at the size {size!r} with names in {language!r} ({found[0]}): choose a larger size"
    )


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
