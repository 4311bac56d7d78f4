"""YAML files that people write: read whole, held against the form that they should have, every fault with its line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml

from kazbrief import files, paths
from kazbrief.errors import InputError, nearest

NUMBER = (int, float)
"""The form of a number, whole or not."""

# The parser in C, where PyYAML has it, is ten times faster.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        """A mapping; PyYAML would let the last of several equal words win."""
        known: set[str] = set()
        for word in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if word.value in known:
                raise _Refused(f"the word {word.value!r} a second time", word.start_mark.line)
            known.add(word.value)
        return super().construct_mapping(node, deep)


# YAML 1.2, which Quarto and pandoc read, and PyYAML's dates: 12:30, 1_000 and NO are texts, 0710 is 710.
for _tag, _form in {
    "bool": "true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
    "null": "~|null|Null|NULL|",
    "timestamp": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_form})$"), None)
_Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: _date(node))
_DEEPEST = 50
# What looks like a number, and of it what pandoc and Quarto print as it is written.
_LIKE_A_NUMBER = re.compile(
    r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
_KEPT = re.compile(r"0|-?[1-9]\d{0,14}|-?(0\.[1-9]\d{0,13}|[1-9]\d{0,6}\.\d{0,7})(?<=[1-9])")
_IN_WORDS = {
    str: "text (quoted, if it looks like a number or a yes)",
    bool: "true or false",
    NUMBER: "a number",
    list: "a list",
    dict: "a mapping",
}


def read(path: Path, shown: str = "", top: type = dict) -> Any:
    """What is in a YAML file; ``shown`` is its name in messages, if not its place in the project.

    Raises
    ------
    InputError
        When there is no such file, or when it isn't UTF-8 or as `load` wants it.
    """
    shown = shown or paths.shown(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError(shown, "no such file", "a YAML file") from None
    return load(files.decoded(content, shown), shown, top=top)


def load(text: str, shown: str, first: int = 1, top: type = dict) -> Any:
    """What a YAML text says; nothing is an empty mapping or list.

    Parameters
    ----------
    shown, first
        The file in messages, and the line of it at which the text begins.
    top
        What must be at its top: a mapping (`dict`) or a list.

    Raises
    ------
    InputError
        When it is no valid YAML, has an alias, lists without end, a word twice in one mapping, or something else at
        its top.
    """
    content = _told(yaml.load, text, shown, first)
    if content is None:
        return top()
    if not isinstance(content, top):
        found = f"{_IN_WORDS[type(content)] if isinstance(content, list | dict) else repr(content)} at the top of the YAML"
        raise InputError(shown, found, _IN_WORDS[top], line=first)
    return content


def compose(text: str, shown: str, first: int = 1) -> yaml.Node | None:
    """A YAML text as nodes, which know their lines (counted from the text's own first); it raises as `load` does."""
    node: yaml.Node | None = _told(yaml.compose, text, shown, first)
    return node


def check_numbers(text: str, shown: str, first: int = 1) -> None:
    """Refuse numbers without quotes that programs would print otherwise than they are written, as 1.50 (1.5) or 007 (7).

    Raises
    ------
    InputError
        For the first one; options of a format are no texts, and are let pass.
    """

    def inside(node: yaml.Node | None) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value != "format":
                    inside(value)
        elif isinstance(node, yaml.SequenceNode):
            for part in node.value:
                inside(part)
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            number = _LIKE_A_NUMBER.fullmatch(node.value)
            if number and not _KEPT.fullmatch(number[0]):
                found = f"the number {number[0]}, which would be printed in another form"
                line = first + node.start_mark.line
                raise InputError(shown, found, f'quotes around it, "{number[0]}"', line=line)

    inside(compose(text, shown, first))


def texts(text: str, shown: str, first: int = 1) -> Iterator[tuple[list[str], str, int]]:
    """Every single value of a YAML text that stands under a word: the words that lead to it, its text, the last word's line."""

    def inside(node: yaml.Node | None, way: list[str]) -> Iterator[tuple[list[str], str, int]]:
        if isinstance(node, yaml.SequenceNode):
            for part in node.value:
                yield from inside(part, way)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if isinstance(value, yaml.ScalarNode):
                    yield [*way, str(key.value)], value.value, first + key.start_mark.line
                else:
                    yield from inside(value, [*way, str(key.value)])

    yield from inside(compose(text, shown, first), [])


class _Refused(Exception):
    """Valid YAML that is refused: why, and the line, counted from 0."""


def _date(node: yaml.Node) -> dt.date:
    try:
        return dt.date.fromisoformat(node.value)
    except ValueError:
        raise _Refused(f"{node.value}, a date that no calendar has", node.start_mark.line) from None


def _told(reader: Callable[[str, Any], Any], text: str, shown: str, first: int) -> Any:
    """What the YAML library makes of a text; what it says against it as one fault at its line."""
    try:
        _refuse_bombs(text)
        return reader(text, _Loader)
    except _Refused as fault:
        found, line = fault.args
    except yaml.MarkedYAMLError as fault:
        line, found = fault.problem_mark.line if fault.problem_mark else 0, fault.problem
    except yaml.reader.ReaderError as fault:
        line, found = text[: fault.position].count("\n"), f"the character {chr(fault.character)!r}"
    raise InputError(shown, f"broken YAML ({found})", "valid YAML", line=first + line)


def _refuse_bombs(text: str) -> None:
    """Refuse aliases, a few of which can stand for more values than any memory holds, and depth that no stack holds."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        mark: Any = event.start_mark
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _Refused("nested too deeply", mark.line)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("an alias; write the value out", mark.line)


def line_of(path: Path, *place: str | int) -> int:
    """The line of a part of a YAML file; of the innermost part that there is.

    Parameters
    ----------
    place
        The way to it, from the outside in: words of mappings and positions in lists.
    """
    node = compose(path.read_text("utf-8"), paths.shown(path))
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
    """A YAML file: its content, and the faults in it with their lines; it is read, and raises, as `read` does."""

    def __init__(self, path: Path, shown: str = "", top: type = dict) -> None:
        self.path, self.shown = path, shown or paths.shown(path)
        self.content = read(path, self.shown, top)

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
