"""The words of an exhibit: the templates of its YAML file, filled with the values that its module writes from the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kazbrief import paths, yaml_file
from kazbrief.errors import InputError
from kazbrief.exhibits.register import TEMPLATES, Entry
from kazbrief.formats import NAMED, filled, stray
from kazbrief.tables.boundaries import DISCLAIMER

if TYPE_CHECKING:
    import pandas as pd

Values = Mapping[str, Any]
"""What templates name: texts and whole numbers."""


@dataclass(frozen=True)
class Words:
    """What an exhibit says.

    ``finding`` is the title, one statement; ``subtitle`` tells what is measured, its unit, where and when; ``note`` what
    a reader must know to read it right; ``alt`` what a reader would see, in one or two sentences; ``description`` gives
    the values.
    """

    finding: str
    subtitle: str
    alt: str
    description: str
    note: str = ""


def write(entry: Entry, values: Values) -> Words:
    """The words of an exhibit from its templates; ``{disclaimer}`` of maps is there for all.

    Raises
    ------
    InputError
        When a template has half a pair of braces or names a value that there is not, when no template uses one, or
        one is neither a text nor a whole number.
    """
    values = {**values, "disclaimer": DISCLAIMER}
    templates = {key: str(getattr(entry, key)) for key in TEMPLATES}
    asked = {name: key for key, template in templates.items() for name in NAMED.findall(template)}
    file, module = paths.shown(entry.yaml), f"{entry.yaml.stem}.py"
    for key, template in templates.items():
        if (rest := stray(template)) is not None:
            line = yaml_file.line_of(entry.yaml, key)
            raise InputError(file, f"a single brace in {key} ({rest})", "{name} for each value", line=line)
    for name, key in asked.items():
        if name not in values:
            line = yaml_file.line_of(entry.yaml, key)
            raise InputError(file, f"{{{name}}} in {key}", f"one of {', '.join(values)}", line=line)
    for name, value in values.items():
        if name not in (*asked, "disclaimer"):
            raise InputError(file, f"no template with {{{name}}}", f"one, for values() in {module} gives it")
        if not isinstance(value, str) and value % 1:
            raise InputError(
                file, f"{name} = {value!r}", f"a text or a whole number from values() in {module}"
            )
    return Words(**{key: filled(template, values) for key, template in templates.items()})


def years(moments: pd.Series) -> str:
    """First and last of some years or dates; one year when they are the same."""
    return "\u2013".join(dict.fromkeys(str(end)[:4] for end in (moments.min(), moments.max())))
