"""The SVG that matplotlib writes, told in fewer words: the same picture in about half the bytes.

The paper carries every exhibit twice (drawn in the page, and as a file to download), so the bytes count.
"""

from __future__ import annotations

import re

# What nobody refers to: matplotlib numbers every artist. Ids that a module gave its artists stay.
AUTOMATIC = r"(?:figure|axes|patch|text|line2d|[xy]tick|legend|matplotlib\.axis|\w*Collection)_\d+"


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
    here = start = (0, 0)
    for command, numbers in re.findall(r"([MLQCZz])([^MLQCZz]*)", path):
        if command in "Zz":
            written.append("z")
            here = start
            continue
        places = [round(100 * float(number)) for number in numbers.split()]
        points = list(zip(places[::2], places[1::2], strict=True))
        steps = [
            _hundredths(value - base) for point in points for value, base in zip(point, here, strict=True)
        ]
        joined = steps[0] + "".join(step if step.startswith("-") else f" {step}" for step in steps[1:])
        if command == "L" and written and written[-1].startswith("l"):
            written[-1] += joined if joined.startswith("-") else f" {joined}"
        else:
            written.append(command.lower() + joined)
        here = points[-1]
        if command == "M":
            start = here
    return "".join(written)


def _hundredths(value: int) -> str:
    """A whole number of hundredths as a decimal, as short as SVG allows."""
    text = f"{abs(value) / 100:.2f}".rstrip("0").rstrip(".").removeprefix("0") or "0"
    return f"-{text}" if value < 0 else text
