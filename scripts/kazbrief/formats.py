"""How the house prints numbers, ranges and lists, and a value of the prose with its text, its unit and its grade.

One place for rounding, thousands, signs and units. `Value.text` is what the paper says, `Value.raw` what was
computed; editions are compared by the raw values.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

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


def number_range(low: float, high: float, decimals: int = 0) -> str:
    """A range as in ``66-88``; one number when both ends print alike."""
    return "\u2013".join(dict.fromkeys(number(end, decimals) for end in (low, high)))


def reference(source: Mapping[str, str]) -> str:
    """A source in one line: publisher, title, year, address, and the copy that it was read in.

    >>> reference({"publisher": "NATO", "title": "Relations", "year": "2010", "url": "", "read_in": "eurodialogue.org",
    ...            "read_in_url": "http://eurodialogue.org/nato"})
    'NATO, Relations, 2010; read in eurodialogue.org, http://eurodialogue.org/nato'
    """
    origin, copy = (
        ", ".join(filter(None, (source[name] for name in names)))
        for names in (("publisher", "title", "year", "url"), ("read_in", "read_in_url"))
    )
    return f"{origin}; read in {copy}" if copy else origin


def percent(value: float, decimals: int = 0) -> str:
    """A share as in ``66 %``, with a space that doesn't break."""
    return f"{number(value, decimals)}\u00a0%"


def percent_range(low: float, high: float, decimals: int = 0) -> str:
    """A range of shares as in ``66-88 %``; one value when both ends print alike."""
    return f"{number_range(low, high, decimals)}\u00a0%"


def span(period: str) -> str:
    """A period or range of the tables (``2010-2014``) with the dash that print uses."""
    return period.replace("-", "\u2013")


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


NAMED = re.compile(r"\{([^{}]*)\}")
"""A value that a template names."""
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


def stray(template: str) -> str | None:
    """The words around the first brace of a template that has no other half; nothing when each has one.

    >>> stray("in {print in {year}")
    '{print in'
    """
    match = re.search(r"[^\s{}]*[{}][^{}]{0,20}", NAMED.sub("", template))
    return match[0].strip() if match else None


def filled(template: str, values: Mapping[str, Any]) -> str:
    """A template with its values, texts and whole numbers, on one line.

    A part in square brackets is left out when one of its values is empty; the space before % does not break.

    >>> filled("{name} has {people} people[, {share} of them here].", {"name": "Abai", "people": 12, "share": ""})
    'Abai has 12 people.'
    """

    def part(match: re.Match[str]) -> str:
        return match[1] if all(values[name] != "" for name in NAMED.findall(match[1])) else ""

    def printed(match: re.Match[str]) -> str:
        value = values[match[1]]
        return value if isinstance(value, str) else str(int(value))

    text = _OPTIONAL.sub(part, template).replace(" %", "\u00a0%")
    return curly(re.sub(" {2,}", " ", NAMED.sub(printed, text)).strip())


def curly(text: str) -> str:
    """A text with the apostrophes of print."""
    return re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)


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
    "Mt": Format("\u00a0Mt"),
    "km": Format("\u00a0km"),
    "points": Format(" points"),
    "persons": Format(" million", 1, 1e6),
    "migrants": Format(" thousand", 1, 1e3),
    "troops": Format(""),
    "Mha": Format(" million hectares", 1),
    "billion US$": Format(" billion dollars", 2),
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
    rounded = round(float(value), _KEPT_DECIMALS)
    return int(rounded) if rounded.is_integer() else rounded


def quantity(value: Cell, unit: str, grade: Cell, decimals: int | None = None) -> Value:
    """A measured or estimated quantity in its unit's format; ``decimals`` only where the format's don't do."""
    form = FORMATS[unit]
    printed = number(value / form.divisor, form.decimals if decimals is None else decimals)
    return Value(_kept(value), printed + form.sign, unit, grade)


def quantity_range(low: Cell, high: Cell, unit: str, grade: Cell, decimals: int | None = None) -> Value:
    """The two ends between which a quantity lies; one number when both print alike."""
    form = FORMATS[unit]
    printed = number_range(
        low / form.divisor, high / form.divisor, form.decimals if decimals is None else decimals
    )
    return Value([_kept(low), _kept(high)], printed + form.sign, unit, grade)


def share(value: Cell, grade: Cell) -> Value:
    """A share in per cent."""
    return quantity(value, "per cent", grade)


def share_range(low: Cell, high: Cell, grade: Cell) -> Value:
    """The two ends between which a share lies, in per cent."""
    return quantity_range(low, high, "per cent", grade)


def counted(value: Cell) -> Value:
    """A count in digits."""
    return Value(int(value), number(int(value)), "count")


def counted_in_words(value: Cell) -> Value:
    """A count in words up to nine."""
    return Value(int(value), count(int(value)), "count")


def ranked_range(best: Cell, worst: Cell) -> Value:
    """The best and the worst rank possible, as ``second to fourth``; one rank when they are the same."""
    first, last = ordinal(int(best)), ordinal(int(worst))
    joint = "or" if worst == best + 1 else "to"
    return Value([int(best), int(worst)], first if best == worst else f"{first} {joint} {last}", "rank")


def year(value: Cell) -> Value:
    """A year."""
    return Value(int(value), str(int(value)), "year")


def years(period: str) -> Value:
    """A period that the tables write as ``2010-2014``."""
    return Value([int(end) for end in period.split("-")], span(period), "years")


def text(value: str) -> Value:
    """A name or another text, printed as it is."""
    return Value(value, value, "text")


def names(values: Sequence[str]) -> Value:
    """Names as a list in words."""
    return Value([str(value) for value in values], series(values), "text")


def labelled(label: str, text: str, width: int = 88) -> str:
    """A text with its label before it, for a terminal: broken between words, the further lines under the text."""
    head = f"  {label:<13}"
    return textwrap.fill(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
