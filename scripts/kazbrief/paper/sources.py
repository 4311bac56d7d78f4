"""A Quarto document with its includes, its shortcodes marked for the filter, and for every line where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief import files, yaml_file
from kazbrief.errors import InputError, InputErrors, KazbriefError

SHORTCODE = re.compile(r"\{\{<\s*([\w-]+)\s*(.*?)\s*>\}\}")
INCLUDE = re.compile(r"""\s*\{\{<\s*include\s+("[^"]+"|'[^']+'|\S+?)\s*>\}\}\s*""")
# Three ticks with more ticks behind them on the line are code in a line, not a fence.
FENCE = re.compile(r"\s{0,3}(`{3,}(?=[^`]*$)|~{3,})\s*(.*?)\s*$")
# A shortcode may go on in the next line, not in the next paragraph.
_INSIDE = r"<(?:(?!\{\{<|\n\s*\n)[\s\S])*?>"
MARKED = re.compile(rf"\{{(\{{\{{+{_INSIDE}\}}\}}+)\}}|\{{\{{{_INSIDE}\}}\}}")


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
    """What the renderer works on: front matter, the body's lines as written, and a place for each."""

    path: Path
    project: Path
    front: dict[str, Any]
    lines: list[str]
    places: list[Place]

    @property
    def body(self) -> str:
        """The text that pandoc reads: shortcodes are marked."""
        return str(marked("\n".join(self.lines)))

    @property
    def start(self) -> Place:
        """The document's first line, for faults without a better place."""
        return Place(shown(self.path, self.project), 1)

    def locate(self, needle: str, occurrence: int = 1) -> Place:
        """The place of the n-th line with ``needle`` in it, else of the last such line, else the start."""
        lines = [*zip(self.lines, self.places, strict=True), *self._head()]
        variables = self.project / "_variables.yml"
        if variables.exists():
            told = read_text(variables, self.project).split("\n")
            lines += [(line, Place(variables.name, number)) for number, line in enumerate(told, 1)]
        places = [place for line, place in lines if needle and needle in line]
        return places[:occurrence][-1] if places else self.start

    def told(self, needle: str, occurrence: int = 1) -> Place | None:
        """The place of what a filter names: a key with a colon, the half of a pair of marks, or a text as in `locate`.

        Nothing for marks that no line has: they are escaped, or come from a value, and are to be printed.
        """
        if key := re.fullmatch(r"([\w-]+):", needle):
            return self.key(key[1])
        if needle == "<!--":
            opened = re.compile(r"(?<!\\)<!--(?!.*-->)")
            lines = reversed([*zip(self.lines, self.places, strict=True)])
            return next((place for line, place in lines if opened.search(line)), None)
        if needle.startswith("[^") and not any(needle in line for line in self.lines):
            return None
        return self._surplus() if needle == ":::" else self.locate(needle, occurrence)

    def _surplus(self) -> Place | None:
        """The first line of colons that neither opens nor closes a block."""
        depth = 0
        for line, place in zip(self.lines, self.places, strict=True):
            if not (colons := re.match(r"\s*:{3,}(.*)", line)):
                continue
            named = colons[1].strip(" :")
            depth += 1 if named else -1
            if depth < 0 or (named and not re.fullmatch(r"\{.*\}|[^\s{}]+", named)):
                return place
        return None

    def key(self, name: str) -> Place:
        """The line of the front matter that has a key, at the top or else inside, else the start."""
        for before in ("", r".*?(?<![\w-])"):
            for line, place in self._head():
                if re.match(rf"{before}{re.escape(name)}\s*:", line):
                    return place
        return self.start

    def _head(self) -> list[tuple[str, Place]]:
        """The lines of the front matter, with their places."""
        head, skipped = split_front_matter(read_text(self.path, self.project))
        lines = head.splitlines()
        return [(line, Place(self.start.path, skipped - len(lines) + n)) for n, line in enumerate(lines)]


def shown(path: Path, project: Path) -> str:
    """A path as messages print it."""
    resolved = path.resolve()
    return resolved.relative_to(project).as_posix() if resolved.is_relative_to(project) else path.as_posix()


def marked(value: Any) -> Any:
    """A text with each shortcode as one word, which the filter puts a value for; lists and mappings with all their texts.

    The word is of letters that no text has (Anatolian hieroglyphs, one a byte), so that pandoc sees a plain word.
    """
    if isinstance(value, str):
        return MARKED.sub(lambda match: f"\U00014500{_in_letters(match[0])}\U00014501", value)
    if isinstance(value, list):
        return [marked(item) for item in value]
    return {key: marked(item) for key, item in value.items()} if isinstance(value, dict) else value


def _in_letters(text: str) -> str:
    return "".join(chr(0x14400 + byte) for byte in text.encode("utf-8"))


def read_yaml(path: Path, project: Path) -> dict[str, Any]:
    """The mapping in a YAML file, as `kazbrief.yaml_file.load` reads it, with numbers that are printed as written; an absent file is an empty one."""
    if not path.exists():
        return {}
    text = read_text(path, project)
    content: dict[str, Any] = yaml_file.load(text, shown(path, project))
    if path.name != "_extension.yml":
        yaml_file.check_numbers(text, shown(path, project))
    return content


def read_text(path: Path, project: Path) -> str:
    """A source file's text, with Unix line ends and without a byte-order mark.

    Raises
    ------
    InputError
        When it isn't UTF-8, with the line.
    """
    text = files.decoded(path.read_bytes(), shown(path, project))
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def split_front_matter(text: str) -> tuple[str, int]:
    """The front matter of a document, and how many lines it takes with its fences; no text and 0 without one."""
    head = re.match(r"\s*---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL)
    return (head[1], head[0].rstrip().count("\n") + 1) if head else ("", 0)


def read_document(path: Path, project: Path) -> Document:
    """Read a document: front matter and includes.

    Parameters
    ----------
    path, project
        The ``.qmd`` file and the project's root.

    Raises
    ------
    KazbriefError
        When there is no such document, or with all faults found in it and in what it includes.
    """
    name = shown(path, project)
    if not path.is_file():
        raise KazbriefError(f"{name}: no such document")
    text = read_text(path, project)
    head, skipped = split_front_matter(text)
    faults = Faults()
    if not head and text.startswith("---"):
        faults.add(Place(name, 1), "front matter without its last line", "--- after it")
    front: dict[str, Any] = {}
    with faults.gathered():
        front = yaml_file.load(head, name, skipped - head.count("\n"))
        yaml_file.check_numbers(head, name, skipped - head.count("\n"))
    with faults.gathered():
        read_yaml(project / "_variables.yml", project)
    reader = _Reader(path.parent, project, faults)
    reader.read(path, (), skipped)
    faults.tell()
    return Document(path, project, front, reader.lines, reader.places)


class _Reader:
    """Walks a document and its includes, line by line."""

    def __init__(self, folder: Path, project: Path, faults: Faults) -> None:
        self.folder, self.project, self.faults = folder, project, faults
        self.lines: list[str] = []
        self.places: list[Place] = []

    def read(self, path: Path, including: tuple[Path, ...], skipped: int = 0) -> None:
        text = ""
        with self.faults.gathered():
            text = read_text(path, self.project)
        fence, literal, opened = "", False, Place("", 0)
        # As Quarto does, a paragraph ends with an included file.
        ended = text if not including or text.endswith("\n") else f"{text}\n"
        for number, line in enumerate(ended.split("\n")[skipped:], skipped + 1):
            place = Place(shown(path, self.project), number)
            mark = FENCE.match(line)
            if mark and not fence:
                fence, literal, opened = mark[1], "shortcodes=" in mark[2], place
                if re.match(r"\{[A-Za-z][\w+-]*[\s,}]", mark[2]):
                    expected = "a figure or table that a task in scripts/ has built, included by its file"
                    self.faults.add(place, f"an executable cell {mark[2]}", expected)
            elif mark and mark[1].startswith(fence) and not mark[2]:
                fence = ""
            elif not (fence and literal) and (included := INCLUDE.fullmatch(line)):
                self._include(included[1].strip("\"'"), (*including, path), place)
                continue
            if including and number == 1 and line.strip() == "---":
                self.faults.add(
                    place, "front matter in an included file", "front matter only in the document"
                )
            self.lines.append(line)
            self.places.append(place)
        if fence:
            self.faults.add(
                opened, f"a fence {fence} without its end", f"{fence} on a line of its own after it"
            )

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
