"""A value that prose prints: what it is, how it is printed, and how good its data are.

One place for the formats: unit, rounding, thousands, signs. `Value.text` is what the paper says, `Value.raw`
what was computed; editions are compared by the raw values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kazbrief import phrases

# A cell of a data frame; the type checker can't know what it holds.
Cell = Any
Raw = float | int | str | Sequence[float] | Sequence[str]

# Nine digits tell all that the inputs do, and hide how a processor rounds the last one.
_KEPT_DECIMALS = 9


@dataclass(frozen=True)
class Format:
    """How a unit is printed: its sign after the number, the digits after the point, and what one unit is."""

    sign: str
    decimals: int = 0
    divisor: float = 1.0


FORMATS: dict[str, Format] = {
    "per cent": Format("\u00a0%"),
    "degrees": Format("°"),
    "Mt": Format(" Mt"),
    "km": Format("\u00a0km"),
    "persons": Format(" million", 1, 1e6),
    "thousand persons": Format(" thousand", 0, 1e3),
    "million US dollars": Format(" million"),
    "million TIV": Format(" million"),
    "times": Format(" times", 1),
}
"""The units of quantities; a quantity of any other unit gets its line here."""

SIGNIFICANT_DIGITS = {"A": 4, "B": 3, "C": 2}
"""How many digits a quantity may print, by the weakest grade of its data; more would be false precision."""

WHOLE_DIGITS = 3
"""How many digits a whole number may print, whatever the grade."""


@dataclass(frozen=True)
class Value:
    """One value as computed and as printed.

    Parameters
    ----------
    raw
        Number, text, or a list: the two ends of a range, or names.
    text
        As the prose prints it.
    unit
        A key of `FORMATS`, ``count``, ``rank``, ``year``, ``years`` or ``text``.
    grade
        The weakest grade of the data of a quantity; empty for counts, ranks, years and text, which are exact.
    """

    raw: Raw
    text: str
    unit: str
    grade: str = ""


def _kept(value: Cell) -> float | int:
    number = round(float(value), _KEPT_DECIMALS)
    return int(number) if number.is_integer() else number


def quantity(value: Cell, unit: str, grade: Cell, decimals: int | None = None) -> Value:
    """A measured or estimated quantity in its unit's format; ``decimals`` only where the format's don't do.

    With ``decimals=-1`` the number is rounded to tens, with -2 to hundreds.
    """
    form = FORMATS[unit]
    printed = phrases.number(value / form.divisor, form.decimals if decimals is None else decimals)
    return Value(_kept(value), printed + form.sign, unit, grade)


def quantity_range(low: Cell, high: Cell, unit: str, grade: Cell) -> Value:
    """The two ends between which a quantity lies; one number when both print alike."""
    form = FORMATS[unit]
    first, last = (phrases.number(end / form.divisor, form.decimals) for end in (low, high))
    printed = first if first == last else f"{first}\u2013{last}"
    return Value([_kept(low), _kept(high)], printed + form.sign, unit, grade)


def share(value: Cell, grade: Cell) -> Value:
    """A share in per cent."""
    return quantity(value, "per cent", grade)


def share_range(low: Cell, high: Cell, grade: Cell) -> Value:
    """The two ends between which a share lies, in per cent."""
    return quantity_range(low, high, "per cent", grade)


def counted(value: int) -> Value:
    """A count in digits."""
    return Value(int(value), phrases.number(int(value)), "count")


def counted_in_words(value: int) -> Value:
    """A count in words up to nine."""
    return Value(int(value), phrases.count(int(value)), "count")


def ranked(value: int) -> Value:
    """A rank as ``second``."""
    return Value(int(value), phrases.ordinal(int(value)), "rank")


def ranked_range(best: int, worst: int) -> Value:
    """The best and the worst rank possible, as ``second to fourth``; one rank when they are the same."""
    first, last = phrases.ordinal(int(best)), phrases.ordinal(int(worst))
    joint = "or" if worst == best + 1 else "to"
    return Value([int(best), int(worst)], first if best == worst else f"{first} {joint} {last}", "rank")


def year(value: int) -> Value:
    """A year."""
    return Value(int(value), str(int(value)), "year")


def years(first: int, last: int) -> Value:
    """A span of years."""
    return Value([int(first), int(last)], f"{int(first)}\u2013{int(last)}", "years")


def period(value: str) -> Value:
    """A period that the tables write as ``2010-2014``."""
    first, _, last = value.partition("-")
    return years(int(first), int(last))


def text(value: str) -> Value:
    """A name or another text, printed as it is."""
    return Value(value, value, "text")


def names(values: Sequence[str]) -> Value:
    """Names as a list in words."""
    return Value([str(value) for value in values], phrases.series(values), "text")


def correlation(value: Cell) -> Value:
    """A coefficient of correlation, from -1 to 1; a rank statistic of bounds deserves one digit."""
    return Value(round(float(value), _KEPT_DECIMALS), phrases.number(value, 1), "correlation")
