"""YAML files that people write: read whole, held against the form that they should have, every fault with its line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml

from kazbrief import paths
from kazbrief.errors import InputError, nearest

NUMBER = (int, float)
"""The form of a number, whole or not."""

# The parser in C, where PyYAML has it, is ten times faster.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_IN_WORDS = {
    str: "text (quoted, if it looks like a number or a yes)",
    bool: "true or false",
    NUMBER: "a number",
}


def read(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file.

    Raises
    ------
    InputError
        When there is no such file, or when it isn't UTF-8, isn't YAML or holds no mapping.
    """
    content: dict[str, Any] = _parsed(path, paths.shown(path), dict)
    return content


def _parsed(path: Path, shown: str, top: type) -> Any:
    try:
        content = yaml.load(path.read_text("utf-8"), _Loader)
    except FileNotFoundError:
        raise InputError(shown, "no such file", "a YAML file") from None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        raise InputError(shown, f"broken YAML ({fault.problem})", "valid YAML", line=line) from None
    except (ValueError, yaml.YAMLError) as fault:
        found = f"broken YAML ({' '.join(str(fault).split())})"
        raise InputError(shown, found, "valid YAML in UTF-8") from None
    if not isinstance(content, top):
        expected = "a list" if top is list else "a mapping of words to values"
        raise InputError(shown, f"{content!r}", expected)
    return content


def line_of(path: Path, *place: str | int) -> int:
    """The line of a part of a YAML file; of the innermost part that there is.

    Parameters
    ----------
    place
        The way to it, from the outside in: words of mappings and positions in lists.
    """
    node = yaml.compose(path.read_text("utf-8"), _Loader)
    line = 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            parts = [(key.start_mark.line, value) for key, value in node.value if key.value == step]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            parts = [(part.start_mark.line, part) for part in node.value[step : step + 1]]
        else:
            parts = []
        if not parts:
            break
        line, node = parts[0][0] + 1, parts[0][1]
    return line


class YamlFile:
    """A YAML file: its content, and the faults in it with their lines.

    Parameters
    ----------
    shown
        The file as messages name it, if not by its place in the project.
    top
        What must be at its top: a mapping (`dict`) or a list.

    Raises
    ------
    InputError
        As `read` does.
    """

    def __init__(self, path: Path, shown: str = "", top: type = dict) -> None:
        self.path, self.shown = path, shown or paths.shown(path)
        self.content: Any = _parsed(path, self.shown, top)

    def fault(self, found: str, expected: str, *place: str | int) -> InputError:
        """The error for something at a place in the file (as in `line_of`)."""
        return InputError(self.shown, found, expected, line=line_of(self.path, *place))

    def check_name(self, kind: str, name: object, known: Collection[str], *place: str | int) -> None:
        """Refuse a name that isn't known, and say which is nearest."""
        if name not in known:
            expected = f"one of {', '.join(known)}{nearest(name, known)}"
            raise self.fault(f"the {kind} {name!r}", expected, *place)

    def check_form(self, content: Any, form: Any, *place: str | int) -> None:
        """Refuse content that hasn't a form.

        Parameters
        ----------
        form
            A type; a list with the form of every item; or a mapping of the known words to the forms of what they
            hold, those that may be left out with a question mark.

        Raises
        ------
        InputError
            For an unknown or a missing word, or for something else than the form.
        """
        if isinstance(form, dict):
            forms = {word.rstrip("?"): inner for word, inner in form.items()}
            if not isinstance(content, dict):
                raise self.fault(repr(content), f"a mapping with {', '.join(forms)}", *place)
            for word, value in content.items():
                self.check_name("word", word, forms, *place, word)
                self.check_form(value, forms[word], *place, word)
            for word in form:
                if not word.endswith("?") and word not in content:
                    raise self.fault(f"no {word}", "one", *place)
        elif isinstance(form, list):
            if not isinstance(content, list) or not content:
                raise self.fault(repr(content), "a list", *place)
            for number, item in enumerate(content):
                self.check_form(item, form[0], *place, number)
        elif not isinstance(content, form):
            raise self.fault(repr(content), _IN_WORDS.get(form, "a mapping"), *place)
