"""Small helpers for the sentences that code writes: numbers, ranges and lists as the house prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

_NUMERALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def number(value: float, decimals: int = 0) -> str:
    """A number as in ``1,234.5``; a half is rounded away from zero, a minus is a true minus sign.

    With ``decimals=-1`` it is rounded to tens, with -2 to hundreds.
    """
    # Adding zero turns a rounded "-0" into "0".
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0
    pattern = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
    return str(format_decimal(rounded, pattern, locale="en_US")).replace("-", "\u2212")


def percent(value: float, decimals: int = 0) -> str:
    """A share as in ``66 %``, with a space that doesn't break."""
    return f"{number(value, decimals)}\u00a0%"


def percent_range(low: float, high: float, decimals: int = 0) -> str:
    """A range of shares as in ``66-88 %``; one value when both ends print alike."""
    first, last = number(low, decimals), number(high, decimals)
    return f"{first}\u00a0%" if first == last else f"{first}\u2013{last}\u00a0%"


def count(value: int) -> str:
    """A count in words up to nine, in digits from ten."""
    return _NUMERALS[value] if 0 <= value < len(_NUMERALS) else number(value)


def ordinal(rank: int) -> str:
    """A rank in words up to nine."""
    return _ORDINALS[rank - 1] if 1 <= rank <= len(_ORDINALS) else f"rank {rank}"


def series(items: Sequence[str]) -> str:
    """``a``, ``a and b`` or ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def markdown(text: str) -> str:
    """Text as one line in which the signs that Markdown would read as its own are escaped."""
    return re.sub(r"([\\`*_\[\]{}<>#@$^~|&])", r"\\\1", " ".join(text.splitlines()))
