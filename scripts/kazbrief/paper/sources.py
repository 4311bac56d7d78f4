"""A Quarto document with its includes and shortcodes resolved, and for every line where it came from."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief import files, yaml_file
from kazbrief.errors import InputError, InputErrors, KazbriefError

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


class Faults:
    """The faults of a run, gathered so that they are told together."""

    def __init__(self) -> None:
        self.errors: list[KazbriefError] = []

    def add(self, place: Place, found: str, expected: str) -> None:
        """Add what is wrong at a place."""
        self.errors.append(place.error(found, expected))

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Add what is raised inside, and go on after it."""
        try:
            yield
        except InputErrors as several:
            self.errors += several.errors
        except KazbriefError as fault:
            self.errors.append(fault)

    def tell(self) -> None:
        """Raise all faults, each once.

        Raises
        ------
        InputErrors
            When there are any.
        """
        if self.errors:
            raise InputErrors(list({str(error): error for error in self.errors}.values()))


@dataclass(frozen=True)
class Document:
    """What the renderer works on: front matter with its shortcodes resolved, the body's lines, and a place for each."""

    path: Path
    project: Path
    front: dict[str, Any]
    lines: list[str]
    places: list[Place]

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
        lines = zip(self.lines, self.places, strict=True)
        places = [place for line, place in lines if needle and needle in line]
        return places[:occurrence][-1] if places else self.start

    def key(self, name: str) -> Place:
        """The line of the front matter that has a key, else the start."""
        head, _ = split_front_matter(read_text(self.path, self.project))
        for number, line in enumerate(head.split("\n"), 2):
            if re.match(rf"{re.escape(name)}\s*:", line):
                return Place(self.start.path, number)
        return self.start


def shown(path: Path, project: Path) -> str:
    """A path as messages print it."""
    resolved = path.resolve()
    return resolved.relative_to(project).as_posix() if resolved.is_relative_to(project) else path.as_posix()


def read_yaml(path: Path, project: Path) -> dict[str, Any]:
    """The mapping in a YAML file, as `kazbrief.yaml_file.read` reads it; an absent file is an empty one."""
    content: dict[str, Any] = yaml_file.read(path, shown(path, project)) if path.exists() else {}
    return content


def read_text(path: Path, project: Path) -> str:
    """A source file's text, with Unix line ends.

    Raises
    ------
    InputError
        When it isn't UTF-8, with the line.
    """
    return files.decoded(path.read_bytes(), shown(path, project)).replace("\r\n", "\n")


def split_front_matter(text: str) -> tuple[str, int]:
    """The front matter of a document, and how many lines it takes with its fences; no text and 0 without one."""
    head = re.match(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL)
    return (head.group(1), head.group(0).count("\n")) if head else ("", 0)


def read_document(path: Path, project: Path, metadata: Mapping[str, Any]) -> Document:
    """Read a document: front matter, includes, shortcodes.

    Parameters
    ----------
    path, project
        The ``.qmd`` file and the project's root.
    metadata
        The project's metadata, for ``{{< meta key >}}``; the document's own front matter goes before it.

    Raises
    ------
    KazbriefError
        When there is no such document, or with all faults found in it and in what it includes.
    """
    name = shown(path, project)
    if not path.is_file():
        raise KazbriefError(f"{name}: no such document")
    head, skipped = split_front_matter(read_text(path, project))
    faults = Faults()
    front: dict[str, Any] = {}
    variables: dict[str, Any] = {}
    with faults.gathered():
        front = yaml_file.load(head, name, 2)
    with faults.gathered():
        variables = read_yaml(project / "_variables.yml", project)
    reader = _Reader(path.parent, project, {"var": variables, "meta": {**metadata, **front}}, faults)
    front = reader.resolve(front, Place(name, 1))
    reader.read(path, (), skipped)
    faults.tell()
    return Document(path, project, front, reader.lines, reader.places)


class _Reader:
    """Walks a document and its includes, line by line."""

    def __init__(
        self, folder: Path, project: Path, values: dict[str, dict[str, Any]], faults: Faults
    ) -> None:
        self.folder, self.project, self.values, self.faults = folder, project, values, faults
        self.lines: list[str] = []
        self.places: list[Place] = []

    def read(self, path: Path, including: tuple[Path, ...], skipped: int = 0) -> None:
        text = ""
        with self.faults.gathered():
            text = read_text(path, self.project)
        fence = ""
        for number, line in enumerate(text.split("\n")[skipped:], skipped + 1):
            place = Place(shown(path, self.project), number)
            mark = FENCE.match(line)
            if mark and not fence:
                fence = mark[1]
                if re.match(r"\{[A-Za-z]", mark[2]):
                    expected = "a figure or table that a task in scripts/ has built, included by its file"
                    self.faults.add(place, f"an executable cell {mark[2]}", expected)
            elif mark and mark[1].startswith(fence) and not mark[2]:
                fence = ""
            elif not fence and (included := INCLUDE.fullmatch(line)):
                self._include(included[1], (*including, path), place)
                continue
            if including and number == 1 and line.strip() == "---":
                self.faults.add(
                    place, "front matter in an included file", "front matter only in the document"
                )
            self.lines.append(line if fence or mark else self._prose(line, place))
            self.places.append(place)

    def _include(self, name: str, including: tuple[Path, ...], place: Place) -> None:
        # As Quarto does: from the main document's folder or, after a slash, from the project's root.
        target = ((self.project if name.startswith("/") else self.folder) / name.lstrip("/")).resolve()
        if not target.is_file():
            self.faults.add(place, f"an include of {name}, which does not exist", "an existing file")
        elif not target.is_relative_to(self.project):
            found = f"an include of {name}, which lies outside the project"
            self.faults.add(place, found, "a file of the project")
        elif target in including:
            self.faults.add(place, f"an include of {name} inside itself", "includes without a circle")
        else:
            self.read(target, including)

    def resolve(self, value: Any, place: Place) -> Any:
        """A text with its shortcodes resolved; lists and mappings with those of all texts in them."""
        if isinstance(value, str):
            return SHORTCODE.sub(lambda match: self._shortcode(match[1], match[2], place), value)
        if isinstance(value, list):
            return [self.resolve(item, place) for item in value]
        if isinstance(value, dict):
            return {key: self.resolve(item, place) for key, item in value.items()}
        return value

    def _prose(self, line: str, place: Place) -> str:
        """A line with its shortcodes resolved; a value keeps its name, for the page, but where it is an attribute."""

        def said(match: re.Match[str]) -> str:
            value, before = self._shortcode(match[1], match[2], place), line[: match.start()]
            named = match[1] == "var" and value and before.count("{") == before.count("}")
            return f"[{value}]{{number={match[2].strip()}}}" if named else value

        return SHORTCODE.sub(said, line)

    def _shortcode(self, name: str, argument: str, place: Place) -> str:
        words = argument.replace('"', " ").replace("'", " ").split()
        if name in self.values and len(words) == 1:
            value: Any = self.values[name]
            for key in words[0].split("."):
                value = value.get(key) if isinstance(value, dict) else None
            if isinstance(value, str | int | float | dt.date) and not isinstance(value, bool):
                return str(value)
            where = "_variables.yml" if name == "var" else "the front matter or _quarto.yml"
            self.faults.add(place, f"the unknown value {words[0]}", f"a key of {where} with a text or number")
        elif name == "env" and words:
            return os.environ.get(words[0], " ".join(words[1:]))
        elif name == "pagebreak" and not words:
            return PAGEBREAK
        else:
            self.faults.add(place, f"the shortcode {{{{< {name} {argument}".rstrip() + " >}}", SUPPORTED)
        return ""
