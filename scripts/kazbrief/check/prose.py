"""The prose of the paper as sentences, with everything that isn't prose blanked out and every place kept.

What is blanked keeps its length, so that an offset in the blanked text is an offset in the source. Values, code
and formulas become `STAND_IN`, a noun to the rules; marks, citations, addresses and comments become spaces.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from kazbrief.errors import InputError
from kazbrief.paper.sources import FENCE, INCLUDE, SHORTCODE, Place, parse_yaml

STAND_IN = "\u25a1"
SHORT_QUOTATION_WORDS = 25
PROSE_KEYS = ("title", "subtitle", "description", "abstract")
CROSS_REFERENCE = re.compile(r"(fig|tbl|sec|eq)-[\w-]+")

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)(?:\{=\w+\})?", re.DOTALL)
_MATH = re.compile(r"\$\$.+?\$\$|\$(?!\s)[^$\n]+?(?<!\s)\$(?!\d)", re.DOTALL)
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)|<https?://[^>]+>|https?://\S+")
_CITATION_GROUP = re.compile(r"\[[^\[\]]*(?<![\w.\\])@[^\[\]]*\](?![({])")
_CITATION = re.compile(r"(?<![\w.@\\])-?@\{?([A-Za-z_]\w*(?:[-:.#$%&+?<>~/]\w+)*)\}?")
_ATTRIBUTES = re.compile(r"\{(?![{%])[^{}\n]*\}")
_CHECKED = re.compile(r"\{[^{}]*\.checked\b[^{}]*\}")
_BY = re.compile(r"\bby=(?:\"([^\"]*)\"|'([^']*)'|([^\s}]+))")
_WRITTEN_ATTRIBUTE = re.compile(r"\b(?:fig-alt|title)=\"([^\"]*)\"")
_LABEL = re.compile(r"[{\s]#((?:fig|tbl|sec|eq)-[\w-]+)")
_QUOTATION = re.compile(r"“[^“”]*”|‘[^‘’]*’(?!\w)|(?<!\w)\"[^\"]*\"(?!\w)")
_MARKS = re.compile(r"^\s*(?:[-*+]|#{1,6}|>|:)\s+|[*_\[\]|]|\\(?=\W)", re.MULTILINE)
_BLOCK_START = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|\||:\s)")
_RULE = re.compile(r"\s*(?::{3,}.*|\|[\s:|-]+\||---+|\.\.\.)\s*$")
_SENTENCE_END = re.compile(r"[.!?][”’\")\s]*\s(?=[\s“‘\"(]*[A-Z0-9@\u25a1])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|pp?|no|vol|approx|ca?|St|Mr|Ms|Dr|U\.S|U\.K|al)|\b[A-Z])\.$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence: ``text`` as the rules read it, ``source`` as written, and where it stands."""

    text: str
    source: str
    place: Place
    lines: tuple[int, ...]
    checked: tuple[tuple[int, int, tuple[str, ...]], ...]
    cited: frozenset[str]

    def error(self, offset: int, found: str, expected: str) -> InputError:
        """A fault at an offset, with the words around it."""
        line = self.place.line + bisect.bisect_right(self.lines, offset)
        start, end = max(0, offset - 30), min(len(self.source), offset + 40)
        around = " ".join(self.source[start:end].split())
        cut = ("… " if start else "") + around + (" …" if end < len(self.source) else "")
        return InputError(self.place.path, f"{found} ({cut})", expected, line=line)

    def backing(self, offset: int) -> tuple[str, ...] | None:
        """What backs the words at an offset: the ids of the ``.checked`` spans around it, None without a span."""
        spans = [ids for start, end, ids in self.checked if start <= offset < end]
        return tuple(name for ids in spans for name in ids) if spans else None


@dataclass
class Prose:
    """What was read: the sentences, and where values, labels, includes, citations and references stand."""

    files: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    values: list[tuple[str, Place]] = field(default_factory=list)
    citations: list[tuple[str, Place]] = field(default_factory=list)
    references: list[tuple[str, Place]] = field(default_factory=list)
    labels: list[tuple[str, Place]] = field(default_factory=list)
    includes: list[tuple[str, Place]] = field(default_factory=list)

    def read_qmd(self, path: Path, name: str) -> None:
        """Add a Quarto file; ``name`` is the path that messages show.

        Raises
        ------
        InputError
            When its front matter is no valid YAML.
        """
        self.files.append(name)
        text = _COMMENT.sub(_spaces, path.read_text("utf-8"))
        head = re.match(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL)
        if head:
            self._front_matter(head.group(1), name)
        for line, block in _blocks(text, head.group(0).count("\n") if head else 0):
            included = INCLUDE.fullmatch(block)
            if included:
                self.includes.append((included.group(1), Place(name, line)))
            else:
                self.read_block(block, Place(name, line))

    def _front_matter(self, text: str, name: str) -> None:
        front = parse_yaml(text, Place(name, 2))
        ids = tuple(str(front.get("checked-by", "")).split())
        for key in PROSE_KEYS:
            written = re.search(rf"^{key}\s*:", text, re.MULTILINE)
            if written and isinstance(front.get(key), str):
                place = Place(name, 2 + text[: written.start()].count("\n"))
                self.read_block(front[key], place, ids)

    def read_block(self, block: str, place: Place, ids: tuple[str, ...] = ()) -> None:
        """Add a paragraph, heading, list item or table row that begins at a place.

        Parameters
        ----------
        ids
            Checks that back the whole block, for text that can't hold a span.
        """
        lines = tuple(match.end() for match in re.finditer("\n", block))

        def at(offset: int) -> Place:
            return Place(place.path, place.line + bisect.bisect_right(lines, offset))

        for match in SHORTCODE.finditer(block):
            if match.group(1) == "var":
                self.values.append((match.group(2).strip("\"' "), at(match.start())))
        text = SHORTCODE.sub(
            lambda match: (STAND_IN if match.group(1) in ("var", "meta", "env") else " ") * len(match[0]),
            block,
        )
        text = _MATH.sub(_stand_in, _CODE.sub(_stand_in, text))
        for match in _LABEL.finditer(text):
            self.labels.append((match.group(1), at(match.start())))
        checked = list(_checked(text))
        if ids:
            checked.append((0, len(text), ids))
        aside = []
        for match in _WRITTEN_ATTRIBUTE.finditer(text):
            aside.append((match.start(1), match.end(1)))
        written = text
        cited: list[tuple[int, str]] = []
        for match in _CITATION.finditer(_ADDRESS.sub(_spaces, _ATTRIBUTES.sub(_spaces, text))):
            key = match.group(1)
            if CROSS_REFERENCE.fullmatch(key):
                self.references.append((key, at(match.start())))
            else:
                self.citations.append((key, at(match.start())))
                cited.append((match.start(), key))
        text = _CITATION_GROUP.sub(_spaces, _ADDRESS.sub(_spaces, _ATTRIBUTES.sub(_spaces, text)))
        text = _CITATION.sub(_stand_in, text)
        text = _MARKS.sub(_spaces, _QUOTATION.sub(_quotation, text))
        spans = [(0, len(text), text), *((start, end, written[start:end]) for start, end in aside)]
        for begin, _, prose in spans:
            for start, end in _sentences(prose):
                first, last = begin + start, begin + end
                self.sentences.append(
                    Sentence(
                        text=prose[start:end],
                        source=block[first:last],
                        place=at(first),
                        lines=tuple(line - first for line in lines if first < line <= last),
                        checked=tuple((a - first, b - first, names) for a, b, names in checked),
                        cited=frozenset(key for offset, key in cited if first <= offset < last),
                    )
                )

    def read_yaml(self, path: Path, name: str, keys: tuple[str, ...]) -> None:
        """Add the texts of some keys, wherever they stand in a YAML file."""
        self.files.append(name)
        for value, line in _scalars(yaml.compose(path.read_text("utf-8")), keys):
            self.read_block(value, Place(name, line))


def _scalars(node: yaml.Node | None, keys: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The texts under some keys of a YAML node, each with its line."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                if key.value in keys:
                    yield value.value, key.start_mark.line + 1
            else:
                yield from _scalars(value, keys)


def _spaces(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _stand_in(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", STAND_IN, match[0])


def _quotation(match: re.Match[str]) -> str:
    """A short quotation is not the paper's own words; a long one is left to the rules."""
    return _stand_in(match) if len(match[0].split()) <= SHORT_QUOTATION_WORDS else match[0]


def _checked(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and ids of the ``[...]{.checked by="..."}`` spans; brackets inside are matched."""
    for match in _CHECKED.finditer(text):
        depth = 0
        for offset in range(match.start() - 1, -1, -1):
            depth += (text[offset] == "]") - (text[offset] == "[")
            if depth == 0:
                break
        named = _BY.search(match[0])
        ids = next((group for group in named.groups() if group is not None), "") if named else ""
        yield offset, match.start(), tuple(ids.split())


def _blocks(text: str, skipped: int) -> Iterator[tuple[int, str]]:
    """Paragraphs, headings, list items and table rows, each with its first line; code is left out."""
    fence: str | None = None
    first = 0
    gathered: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if number <= skipped:
            continue
        mark = FENCE.match(line)
        ends = bool(not line.strip() or mark or fence or _RULE.match(line) or INCLUDE.fullmatch(line))
        if gathered and (
            ends
            or _BLOCK_START.match(line)
            or (_BLOCK_START.match(gathered[-1]) and gathered[-1].lstrip().startswith(("#", "|")))
        ):
            yield first, "\n".join(gathered)
            gathered = []
        if mark:
            fence = mark.group(1) if fence is None else None if mark.group(1).startswith(fence) else fence
        elif fence is None and INCLUDE.fullmatch(line):
            yield number, line
        elif not ends:
            first = first if gathered else number
            gathered.append(line)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence with a word in it."""
    start = 0
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text[: match.start() + 1])
    ]
    for end in [*ends, len(text)]:
        if re.search(rf"[^\W_]|{STAND_IN}", text[start:end]):
            yield start, end
        start = end
