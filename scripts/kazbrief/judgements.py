"""The key judgements: read from ``report/judgements.yml``, checked, and written as parts of the paper.

A judgement says one thing, with its evidence, how confident we are and why, and what would change it. Words of
likelihood come from one ladder (ICD 203) and never share a sentence with confidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kazbrief.errors import InputError, InputErrors, KazbriefError
from kazbrief.formats import capital, series

LADDER = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
)
"""The words of likelihood of this paper, one column of ICD 203, from the least likely."""

CONFIDENCE = ("high", "moderate", "low")

LIKELIHOOD = re.compile(
    r"(?<![\w-])(?:" + "|".join(sorted(LADDER, key=len, reverse=True)) + r")(?:ly)?(?![\w-])", re.IGNORECASE
)

FEWEST, MOST = 3, 5
_KEYS = ("id", "title", "text", "likelihood", "confidence", "evidence", "would_change")
_CONFIDENCE_KEYS = ("level", "scope", "reason")
_NO_LIKELIHOOD = "none"


@dataclass(frozen=True)
class Confidence:
    """A level of confidence, the part of the judgement that it is of (empty: all of it), and the reason."""

    level: str
    scope: str
    reason: str


@dataclass(frozen=True)
class Judgement:
    """One key judgement; texts are Markdown with ``{{< var >}}``."""

    id: str
    title: str
    text: str
    likelihood: str
    confidence: tuple[Confidence, ...]
    evidence: tuple[str, ...]
    would_change: str

    @property
    def exhibits(self) -> list[str]:
        """The figures and tables among the evidence."""
        return [name for name in self.evidence if name.startswith(("fig-", "tbl-"))]

    @property
    def claims(self) -> list[str]:
        """The claims among the evidence."""
        return [name for name in self.evidence if name not in self.exhibits]


class _Reader:
    """Turns YAML nodes into judgements and gathers faults with their lines."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.errors: list[KazbriefError] = []

    def fault(self, node: yaml.Node, found: str, expected: str) -> None:
        self.errors.append(InputError(self.name, found, expected, line=node.start_mark.line + 1))

    def mapping(
        self, node: yaml.Node, keys: Sequence[str], optional: Sequence[str] = ()
    ) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, "no keys", f"the keys {series(keys)}")
            return {}
        held = {key.value: value for key, value in node.value}
        for key, _ in node.value:
            if key.value not in keys:
                self.fault(key, f"the key {key.value}", f"one of {series(keys)}")
        missing = [key for key in keys if key not in held and key not in optional]
        if missing:
            self.fault(node, f"no {series(missing)}", f"the keys {series(keys)}")
        return held

    def text(self, node: yaml.Node | None) -> str:
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            self.fault(node, "no text", "a text")
            return ""
        return " ".join(node.value.split())

    def items(self, node: yaml.Node | None) -> list[yaml.Node]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(node, "no list", "a list with one entry or more")
            return []
        return list(node.value)

    def judgement(self, node: yaml.Node, known: Collection[str] | None) -> Judgement:
        held = self.mapping(node, _KEYS)
        read = {
            key: self.text(held.get(key)) for key in ("id", "title", "text", "likelihood", "would_change")
        }
        if read["id"] and not re.fullmatch(r"[a-z][a-z0-9-]*", read["id"]):
            self.fault(held["id"], f"the id {read['id']}", "small letters, digits and hyphens")
        self.likelihood(held, read["likelihood"], read["text"])
        evidence = [self.text(item) for item in self.items(held.get("evidence"))]
        for item, name in zip(self.items(held.get("evidence")), evidence, strict=True):
            if known is not None and name and name not in known:
                self.fault(
                    item, f"the evidence {name}, which doesn't exist", "an exhibit or a claim of this build"
                )
        levels = tuple(self.confidence(item) for item in self.items(held.get("confidence")))
        return Judgement(confidence=levels, evidence=tuple(evidence), **read)

    def likelihood(self, held: dict[str, yaml.Node], word: str, text: str) -> None:
        used = {match[0].lower() for match in LIKELIHOOD.finditer(text)}
        if word and word not in (*LADDER, _NO_LIKELIHOOD):
            self.fault(held["likelihood"], f"the likelihood {word}", f"none, or one of {', '.join(LADDER)}")
        elif word and used - {word}:
            self.fault(
                held["likelihood"],
                f"the likelihood {word} for a text that says “{min(used)}”",
                "the same word",
            )
        elif word and word != _NO_LIKELIHOOD and word not in used:
            self.fault(
                held["likelihood"],
                f"the likelihood {word}, which the text doesn't say",
                "the word in the text",
            )

    def confidence(self, node: yaml.Node) -> Confidence:
        held = self.mapping(node, _CONFIDENCE_KEYS, optional=("scope",))
        level, scope, reason = (self.text(held.get(key)) for key in _CONFIDENCE_KEYS)
        if level and level not in CONFIDENCE:
            self.fault(held["level"], f"the confidence {level}", f"one of {series(CONFIDENCE)}")
        mixed = LIKELIHOOD.search(f"{scope} {reason}")
        if mixed:
            self.fault(node, f"likelihood (“{mixed[0]}”) in a statement of confidence", "a reason without it")
        return Confidence(level, scope, reason.rstrip("."))


def read(path: Path, name: str, known: Collection[str] | None = None) -> list[Judgement]:
    """The judgements of a file.

    Parameters
    ----------
    path, name
        The file, and its path as messages show it.
    known
        Identifiers of the exhibits and claims that may serve as evidence; None to leave that unchecked.

    Raises
    ------
    InputError, InputErrors
        For broken YAML, a missing or unknown key, a word off the ladders, evidence that doesn't exist, an id used twice, or fewer
        than three or more than five judgements; each with its line.
    """
    try:
        root: Any = yaml.compose(path.read_text("utf-8"))
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        raise InputError(name, f"broken YAML ({fault.problem})", "valid YAML", line=line) from None
    if not isinstance(root, yaml.SequenceNode) or not FEWEST <= len(root.value) <= MOST:
        found = f"{len(root.value)} judgements" if isinstance(root, yaml.SequenceNode) else "no list"
        raise InputError(name, found, f"a list of {FEWEST} to {MOST} judgements", line=1)
    reader = _Reader(name)
    judgements = [reader.judgement(node, known) for node in root.value]
    ids = [judgement.id for judgement in judgements]
    for place, node in enumerate(root.value):
        if ids[place] and ids[place] in ids[:place]:
            reader.fault(node, f"the id {ids[place]} twice", "an id of its own for each judgement")
    if reader.errors:
        raise reader.errors[0] if len(reader.errors) == 1 else InputErrors(reader.errors)
    return judgements


def box(judgements: Sequence[Judgement]) -> str:
    """The box of the first page: each judgement with its exhibits and claims, then confidence and reason."""
    items = [
        f"- **{judgement.title}.** {_with_evidence(judgement)} "
        f"[{' '.join(_confidence(level) for level in judgement.confidence)}]{{.confidence}}"
        for judgement in judgements
    ]
    return "\n".join(["::: {.key-judgements}", "## Key judgements", "", *items, ":::", ""])


def mind(judgements: Sequence[Judgement]) -> str:
    """What would change each judgement, as a list."""
    return "".join(f"- **{judgement.title}.** {judgement.would_change}\n" for judgement in judgements)


def _with_evidence(judgement: Judgement) -> str:
    named = [f"@{name}" for name in judgement.exhibits]
    if judgement.claims:
        named.append(f"claim{'s' if len(judgement.claims) > 1 else ''} {series(judgement.claims)}")
    return f"{judgement.text.rstrip('.')} ({'; '.join(named)})."


def _confidence(confidence: Confidence) -> str:
    scope = f" {confidence.scope}" if confidence.scope else ""
    return f"{capital(confidence.level)} confidence{scope}: {confidence.reason}."
