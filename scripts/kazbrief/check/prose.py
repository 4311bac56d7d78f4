"""The paper's prose as pandoc reads it: sentences of plain text, and where each of their characters stands.

The reader is the one that makes the paper. It gives no positions, but its words come in the order of the text, so each
is found again after the one before it. Values, code and formulas are a `STAND_IN`, a noun to the rules.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypandoc

from kazbrief import yaml_file
from kazbrief.errors import InputError
from kazbrief.paper.sources import SHORTCODE, Place, split_front_matter

Names = list[tuple[str, Place]]
Checked = tuple[int, int, tuple[str, ...]]

STAND_IN = "\u25a1"
SHORT_QUOTATION_WORDS = 25
FRONT_KEYS = ("title", "subtitle", "description", "abstract")
WRITTEN_ATTRIBUTES = ("fig-alt", "alt", "title")
CROSS_REFERENCE = re.compile(r"(fig|tbl|sec|eq)-[\w-]+")

# Words as they are typed, labels as authors give them; the text of a picture stands once, not in a caption as well.
_READER = "markdown-smart-auto_identifiers-implicit_figures+autolink_bare_uris"
# pandoc knows quotations in straight marks alone.
_QUOTATION = re.compile(r"“[^“”]*”|‘[^‘’]*’(?!\w)|(?<!\w)\"[^\"]*\"(?!\w)")
_SENTENCE_END = re.compile(r"[.!?][”’\")\s]*\s(?=[\s“‘\"(]*[A-Z0-9@\u25a1])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|pp?|no|vol|approx|ca?|St|Mr|Ms|Dr|U\.S|U\.K|al)|\b[A-Z])\.$"
)
# What follows the words of a span: its attributes, in which no word of the text stands.
_SPAN_END = re.compile(r"[^\w\s]*\]\{[^{}]*\}")


class Manuscript:
    """The lines of several files as one text, each with its place."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: list[Place] = []

    def add(self, text: str, start: Place, *, step: int = 1) -> None:
        """Add a text; the place of each line is ``step`` lines after that of the one before it."""
        for number, line in enumerate([*text.split("\n"), ""]):
            self.lines.append(line)
            self.places.append(Place(start.path, start.line + step * number))

    def add_document(self, text: str, name: str) -> None:
        """Add a Quarto file: the prose of its front matter, then its text.

        Raises
        ------
        InputError
            When its front matter is no valid YAML.
        """
        front, skipped = split_front_matter(text)
        backed = " ".join(ids for (*_, key), ids, _ in yaml_file.texts(front, name, 2) if key == "checked-by")
        before, after = (f'::: {{.checked by="{backed}"}}\n', "\n:::") if backed else ("", "")
        self.add_texts(front, Place(name, 2), FRONT_KEYS, before, after)
        self.add("\n".join(text.split("\n")[skipped:]), Place(name, skipped + 1))

    def add_texts(
        self, text: str, start: Place, keys: Sequence[str], before: str = "", after: str = ""
    ) -> None:
        """Add the texts under some keys of a YAML text, wherever they stand, each in its key's place."""
        for (*_, key), value, line in yaml_file.texts(text, start.path, start.line):
            if key in keys:
                self.add(f"{before}{value}{after}", Place(start.path, line), step=0)


@dataclass(frozen=True)
class Sentence:
    """A sentence: ``text`` as the rules read it, ``offsets`` of its characters, what backs it and what it cites."""

    text: str
    offsets: Sequence[int]
    checked: tuple[Checked, ...]
    cited: frozenset[str]
    prose: Prose

    def error(self, offset: int, found: str, expected: str) -> InputError:
        """A fault at an offset, with the words around it as they are written."""
        at, first, last = self.offsets[offset], self.offsets[0], self.offsets[-1] + 1
        start, end = max(first, at - 30), min(last, at + 40)
        around = " ".join(self.prose.text[start:end].split())
        cut = ("… " if start > first else "") + around + (" …" if end < last else "")
        return self.prose.place(at).error(f"{found} ({cut})", expected)

    def backing(self, offset: int) -> tuple[str, ...] | None:
        """What backs the words at an offset: the ids of the ``.checked`` spans around it, None without a span."""
        spans = [ids for start, end, ids in self.checked if start <= offset < end]
        return tuple(name for ids in spans for name in ids) if spans else None


@dataclass
class Prose:
    """What was read: the text, its sentences, and where values, includes, labels, citations and references stand."""

    text: str
    starts: Sequence[int]
    places: Sequence[Place]
    sentences: list[Sentence] = field(default_factory=list)
    values: Names = field(default_factory=list)
    includes: Names = field(default_factory=list)
    labels: Names = field(default_factory=list)
    citations: Names = field(default_factory=list)
    references: Names = field(default_factory=list)

    def place(self, offset: int) -> Place:
        """The line of an offset in the text."""
        return self.places[bisect.bisect_right(self.starts, offset) - 1]


def read(manuscript: Manuscript) -> Prose:
    """Read a manuscript as the paper's reader does."""
    text = "\n".join(manuscript.lines)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    prose = Prose(text, starts, manuscript.places)
    reader = _Reader(prose)
    reader.walk(json.loads(pypandoc.convert_text(reader.plain, "json", _READER, ["--quiet"]))["blocks"])
    for match in SHORTCODE.finditer(text):
        if not any(match.start() in place for place in reader.not_prose):
            names = {"var": prose.values, "include": prose.includes}.get(match.group(1), [])
            names.append((match.group(2).strip("\"' "), prose.place(match.start())))
    prose.sentences += [sentence for block in reader.blocks for sentence in _sentences(block, prose)]
    return prose


@dataclass
class _Block:
    """A paragraph, heading, cell or alternative text."""

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    checked: list[Checked] = field(default_factory=list)
    cited: list[tuple[int, str]] = field(default_factory=list)


class _Reader:
    """Walks pandoc's document and follows it in the text."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.plain = SHORTCODE.sub(_stand_in, prose.text)
        self.at = 0
        self.block = _Block()
        self.blocks: list[_Block] = []
        self.not_prose: list[range] = []

    def walk(self, node: Any) -> None:
        if isinstance(node, list):
            for part in node:
                self.walk(part)
        elif isinstance(node, dict):
            self.element(node["t"], node.get("c"))

    def element(self, kind: str, content: Any) -> None:
        match kind:
            case "Str":
                self.put(content, self.find(content))
            case "Space" | "SoftBreak" | "LineBreak":
                self.put(" ", self.at)
            case "Code" | "Math":
                self.put(STAND_IN, self.find(content[1]))
            case "CodeBlock" | "RawBlock" | "RawInline":
                self.not_prose.append(range(self.find(content[1]), self.at))
            case "Cite":
                self.cite(content[0])
            case "Para" | "Plain":
                self.begin(content)
            case "Header":
                self.begin(content[2])
                self.attributes(content[1])
            case "LineBlock":
                for line in content:
                    self.begin(line)
            case "DefinitionList":
                for term, definitions in content:
                    self.begin(term)
                    self.walk(definitions)
            case "Div":
                self.attributes(content[0])
                self.backed(*content)
            case "Span":
                self.backed(*content)
                self.attributes(content[0])
                if written := _SPAN_END.match(self.plain, self.at):
                    self.at = written.end()
            case "Link" if {"uri", "email"} & set(content[0][1]):
                self.put(STAND_IN, self.find(content[2][0]))
            case "Link" | "Image":
                self.walk(content[1])
                self.attributes(content[0], content[2][1])
            case "Note":  # its text may stand elsewhere
                start = self.at
                self.walk(content)
                self.at = start
            case "Table":  # its caption may stand before or after it
                start = self.at
                self.walk(content[1])
                self.attributes(content[0])
                after, self.at = self.at, start
                self.walk(content[2:])
                self.at = max(after, self.at)
            case _:
                self.walk(content)

    def begin(self, content: Any) -> None:
        """Read a block; what goes on around it, such as the paragraph of a note, goes on after it."""
        outer, self.block = self.block, _Block()
        self.blocks.append(self.block)
        self.walk(content)
        self.block = outer

    def put(self, words: str, offset: int) -> None:
        self.block.text += words
        self.block.offsets += range(offset, offset + len(words))

    def find(self, words: str) -> int:
        """Where words of the document stand in the text, after those found before them."""
        match = _as_written(words).search(self.plain, self.at)
        if match is None:
            return self.at
        self.at = match.end()
        return match.start()

    def cite(self, citations: Any) -> None:
        """Keys; one that stands in the sentence, not in brackets, is a noun."""
        for citation in citations:
            key = citation["citationId"]
            offset = self.find(key)
            if CROSS_REFERENCE.fullmatch(key):
                self.prose.references.append((key, self.prose.place(offset)))
            else:
                self.prose.citations.append((key, self.prose.place(offset)))
                self.block.cited.append((len(self.block.text), key))
            if citation["citationMode"]["t"] == "AuthorInText":
                self.put(STAND_IN, offset)

    def attributes(self, attributes: Any, title: str = "") -> None:
        """A label, and the attributes that are prose."""
        label, _, pairs = attributes
        if CROSS_REFERENCE.fullmatch(label):
            self.prose.labels.append((label, self.prose.place(self.find(f"#{label}"))))
        for value in (*(value for key, value in pairs if key in WRITTEN_ATTRIBUTES), title):
            self.begin({"t": "Str", "c": value})

    def backed(self, attributes: Any, content: Any) -> None:
        """A span or division, which may back what stands in it."""
        start, first = len(self.block.text), len(self.blocks)
        self.walk(content)
        if "checked" in attributes[1]:
            ids = tuple(dict(attributes[2]).get("by", "").split())
            self.block.checked.append((start, len(self.block.text), ids))
            for block in self.blocks[first:]:
                block.checked.append((0, len(block.text), ids))


@functools.cache
def _as_written(words: str) -> re.Pattern[str]:
    """Words of a document as a text may have them: with escapes and entities, over several lines."""

    def written(character: str) -> str:
        if character.isalnum() or character == STAND_IN:
            return character
        plain = r"\s" if character.isspace() else re.escape(character)
        return rf"(?:\\?{plain}|&#?\w+;)" + ("+" if character.isspace() else "")

    start, end = (r"(?<![^\W_])" * words[:1].isalnum(), r"(?![^\W_])" * words[-1:].isalnum())
    return re.compile(start + "".join(map(written, words)) + end)


def _stand_in(shortcode: re.Match[str]) -> str:
    return (STAND_IN if shortcode[1] in ("var", "meta", "env") else " ") * len(shortcode[0])


def _short_quotation(quotation: re.Match[str]) -> str:
    """A short quotation is not the paper's own words; a long one is left to the rules."""
    short = len(quotation[0].split()) <= SHORT_QUOTATION_WORDS
    return STAND_IN * len(quotation[0]) if short else quotation[0]


def _sentences(block: _Block, prose: Prose) -> Iterator[Sentence]:
    """The sentences of a block, each with a word in it."""
    text = _QUOTATION.sub(_short_quotation, block.text)
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text[: match.start() + 1])
    ]
    for start, end in itertools.pairwise([0, *ends, len(text)]):
        if any(character.isalnum() or character == STAND_IN for character in text[start:end]):
            yield Sentence(
                text=text[start:end],
                offsets=block.offsets[start:end],
                checked=tuple((first - start, last - start, ids) for first, last, ids in block.checked),
                cited=frozenset(key for offset, key in block.cited if start <= offset < end),
                prose=prose,
            )
