"""Fonts with just the characters that a text has."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont


def subset(font: bytes, codes: Iterable[int], features: str) -> bytes:
    """A font with some of its characters, as WOFF2; equal bytes for equal input.

    Parameters
    ----------
    font
        A TrueType font, as it is or as WOFF2.
    codes
        The characters, by their code points; those that the font lacks are left out.
    features
        The tags of the layout features that stay, with spaces between them.
    """
    # Loaded here: a build that cuts nothing need not wait for them.
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(codes)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in features.split())
    # The file's own dates stay as they are, so the same input gives the same bytes on any day.
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    whole = _saved(opened, None) if opened.flavor else font
    cut = uharfbuzz.subset(uharfbuzz.Face(whole), wanted).blob.data
    packed = TTFont(io.BytesIO(cut), recalcTimestamp=False)
    # The Open Font License asks that changed fonts don't bear the reserved name.
    for record in packed["name"].names:
        record.string = record.toUnicode().replace("Source", "Briefing")
    return _saved(packed, "woff2")


def _saved(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()
