"""A Quarto document with its includes and shortcodes resolved, and for every line where it came from."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kazbrief.errors import InputError, KazbriefError

SHORTCODE = re.compile(r"\{\{<\s*([\w-]+)\s*(.*?)\s*>\}\}")
INCLUDE = re.compile(r"\s*\{\{<\s*include\s+(\S+?)\s*>\}\}\s*")
FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})\s*(.*?)\s*$")
SUPPORTED = "include (alone on its line), var, meta, env or pagebreak"
PAGEBREAK = '`#pagebreak()`{=typst}`<div class="pagebreak"></div>`{=html}'


@dataclass(frozen=True)
class Place:
    """A line of a file; the file as shown in messages."""

    path: str
    line: int

    def error(self, found: str, expected: str) -> InputError:
        """An error at this place."""
        return InputError(self.path, found, expected, line=self.line)


@dataclass
class Document:
    """What the renderer works on.

    Attributes
    ----------
    front
        The front matter, with shortcodes resolved.
    lines, places
        The body's lines, and one place for each.
    files
        Every file read, so that a preview knows what to watch.
    errors
        The faults found so far.
    """

    path: Path
    project: Path
    front: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    errors: list[KazbriefError] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The text that pandoc reads."""
        return "\n".join(self.lines)

    @property
    def start(self) -> Place:
        """The document's first line, for faults without a better place."""
        return Place(shown(self.path, self.project), 1)

    def locate(self, needle: str, occurrence: int = 1) -> Place:
        """The place of the n-th line with ``needle`` in it, else of the last such line, else the start."""
        found = self.start
        for line, place in zip(self.lines, self.places, strict=True):
            if needle and needle in line:
                found = place
                occurrence -= 1
                if not occurrence:
                    break
        return found


def shown(path: Path, project: Path) -> str:
    """A path as messages print it."""
    resolved = path.resolve()
    return resolved.relative_to(project).as_posix() if resolved.is_relative_to(project) else path.as_posix()


def read_yaml(path: Path, project: Path) -> dict[str, Any]:
    """A YAML file with a mapping in it; an absent file is an empty one.

    Raises
    ------
    InputError
        When the file is not YAML or holds no mapping.
    """
    if not path.exists():
        return {}
    return parse_yaml(read_text(path, project), Place(shown(path, project), 1))


def read_text(path: Path, project: Path) -> str:
    """A source file's text.

    Raises
    ------
    InputError
        When it isn't UTF-8, with the line.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        line = content[: fault.start].count(b"\n") + 1
        byte = f"the byte 0x{content[fault.start]:02x}"
        raise InputError(shown(path, project), byte, "UTF-8 text", line=line) from None


class _Loader(yaml.SafeLoader):
    """Plain YAML without aliases: a few of them can stand for more values than any memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse an alias where it stands."""
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias; write the value out", event.start_mark)
        return super().compose_node(parent, index)


@contextmanager
def _yaml_faults(text: str, start: Place) -> Iterator[None]:
    """What the YAML library says of a text, as faults at their lines."""
    try:
        yield
    except yaml.reader.ReaderError as fault:
        line = start.line + text[: fault.position].count("\n")
        found = f"broken YAML (the character {fault.character!r})"
        raise InputError(start.path, found, "valid YAML", line=line) from None
    except ValueError as fault:  # a date that no calendar has
        raise start.error(f"broken YAML ({fault})", "valid YAML") from None
    except RecursionError:
        raise start.error("YAML nested too deeply", "valid YAML") from None
    except yaml.MarkedYAMLError as fault:
        line = start.line + (fault.problem_mark.line if fault.problem_mark else 0)
        raise InputError(start.path, f"broken YAML ({fault.problem})", "valid YAML", line=line) from None


def compose_yaml(text: str, start: Place) -> yaml.Node | None:
    """A YAML text as nodes, which know their lines; ``start`` is the place of the text's first line.

    Raises
    ------
    InputError
        When it is no valid YAML.
    """
    with _yaml_faults(text, start):
        return yaml.compose(text, _Loader)


def parse_yaml(text: str, start: Place) -> dict[str, Any]:
    """Parse a mapping; ``start`` is the place of the text's first line."""
    with _yaml_faults(text, start):
        content = yaml.load(text, _Loader)
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise start.error(f"a {type(content).__name__} at the top of the YAML", "a mapping of keys to values")
    return content


def split_front_matter(text: str) -> tuple[str, int]:
    """The front matter of a document, and how many lines it takes with its fences; no text and 0 without one."""
    head = re.match(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL)
    return (head.group(1), head.group(0).count("\n")) if head else ("", 0)


def read_document(path: Path, project: Path, metadata: dict[str, Any]) -> Document:
    """Read a document: front matter, includes, shortcodes.

    Parameters
    ----------
    path, project
        The ``.qmd`` file and the project's root.
    metadata
        The project's metadata, for ``{{< meta key >}}``; the document's own front matter goes before it.

    Returns
    -------
    Document
        With the faults found in ``errors``.
    """
    document = Document(path, project)
    if not path.is_file():
        document.errors.append(KazbriefError(f"{shown(path, project)}: no such document"))
        return document
    try:
        text = read_text(path, project)
    except InputError as fault:
        document.errors.append(fault)
        return document
    head, skipped = split_front_matter(text)
    front: dict[str, Any] = {}
    try:
        front = parse_yaml(head, Place(shown(path, project), 2))
    except InputError as fault:
        document.errors.append(fault)
    try:
        variables = read_yaml(project / "_variables.yml", project)
    except InputError as fault:
        document.errors.append(fault)
        variables = {}
    reader = _Reader(document, variables, {**metadata, **front})
    document.front = reader.resolve(front, document.start)
    reader.read(path, (), skipped)
    return document


class _Reader:
    """Walks a document and its includes, line by line."""

    def __init__(self, document: Document, variables: dict[str, Any], metadata: dict[str, Any]) -> None:
        self.document, self.variables, self.metadata = document, variables, metadata

    def read(self, path: Path, including: tuple[Path, ...], skipped: int = 0) -> None:
        document = self.document
        document.files.append(path)
        name = shown(path, document.project)
        fence: str | None = None
        try:
            text = read_text(path, document.project)
        except InputError as fault:
            document.errors.append(fault)
            return
        for number, line in enumerate(text.split("\n"), 1):
            if number <= skipped:
                continue
            place = Place(name, number)
            mark = FENCE.match(line)
            if mark and fence is None:
                fence = mark.group(1)
                if re.match(r"\{[A-Za-z]", mark.group(2)):
                    document.errors.append(
                        place.error(
                            f"an executable cell {mark.group(2)}",
                            "a figure or table that a task in scripts/ has built, included by its file",
                        )
                    )
            elif mark and fence is not None and mark.group(1).startswith(fence) and not mark.group(2):
                fence = None
            included = INCLUDE.fullmatch(line) if fence is None else None
            if included:
                self._include(included.group(1), path, including, place)
                continue
            if including and number == 1 and line.strip() == "---":
                document.errors.append(
                    place.error("front matter in an included file", "front matter only in the document")
                )
            document.lines.append(line if fence or mark else self.shortcodes(line, place))
            document.places.append(place)

    def _include(self, name: str, path: Path, including: tuple[Path, ...], place: Place) -> None:
        # As Quarto does: from the main document's folder or, after a slash, from the project's root.
        base = self.document.project if name.startswith("/") else self.document.path.parent
        target = (base / name.lstrip("/")).resolve()
        if not target.is_file():
            self.document.errors.append(
                place.error(f"an include of {name}, which does not exist", "an existing file")
            )
        elif not target.is_relative_to(self.document.project):
            self.document.errors.append(
                place.error(f"an include of {name}, which lies outside the project", "a file of the project")
            )
        elif target in (*including, path):
            self.document.errors.append(
                place.error(f"an include of {name} inside itself", "includes without a circle")
            )
        else:
            self.read(target, (*including, path))

    def shortcodes(self, text: str, place: Place) -> str:
        return SHORTCODE.sub(lambda match: self._shortcode(match.group(1), match.group(2), place), text)

    def _shortcode(self, name: str, argument: str, place: Place) -> str:
        words = argument.replace('"', " ").replace("'", " ").split()
        if name in ("var", "meta") and len(words) == 1:
            value: Any = self.variables if name == "var" else self.metadata
            for key in words[0].split("."):
                value = value.get(key) if isinstance(value, dict) else None
            if isinstance(value, str | int | float | dt.date) and not isinstance(value, bool):
                return str(value)
            where = "_variables.yml" if name == "var" else "the front matter or _quarto.yml"
            self.document.errors.append(
                place.error(f"the unknown value {words[0]}", f"a key of {where} with a text or number")
            )
            return ""
        if name == "env" and words:
            return os.environ.get(words[0], " ".join(words[1:]))
        if name == "pagebreak" and not words:
            return PAGEBREAK
        self.document.errors.append(
            place.error(f"the shortcode {{{{< {name} {argument}".rstrip() + " >}}", SUPPORTED)
        )
        return ""

    def resolve(self, value: Any, place: Place) -> Any:
        """Shortcodes in the values of the front matter."""
        if isinstance(value, str):
            return self.shortcodes(value, place)
        if isinstance(value, list):
            return [self.resolve(item, place) for item in value]
        if isinstance(value, dict):
            return {key: self.resolve(item, place) for key, item in value.items()}
        return value
