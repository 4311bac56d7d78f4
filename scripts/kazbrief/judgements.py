"""The key judgements: read from ``report/judgements.yml``, checked, and written as parts of the paper.

A judgement says one thing, with its evidence, how confident we are and why, and what would change it. Words of
likelihood come from one ladder (ICD 203) and never share a sentence with confidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief.errors import KazbriefError, raise_faults
from kazbrief.formats import capital, series
from kazbrief.yaml_file import YamlFile

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

FEWEST, MOST = 3, 6
_TEXTS = ("id", "title", "text", "so_what", "likelihood", "would_change")
_FORM = {
    **dict.fromkeys(_TEXTS, str),
    "confidence": [{"level": str, "scope?": str, "reason": str}],
    "evidence": [str],
}
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
    so_what: str
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
        For broken YAML, a missing or unknown key, a word off the ladders, evidence that doesn't exist, an id used twice,
        or fewer than three or more than six judgements; each with its line.
    """
    file = YamlFile(path, name, list)
    if not FEWEST <= len(file.content) <= MOST:
        raise file.fault(f"{len(file.content)} judgements", f"a list of {FEWEST} to {MOST} judgements")
    file.check_form(file.content, [_FORM])
    judgements = [_judgement(entry) for entry in file.content]
    faults: list[KazbriefError] = [
        file.fault(found, expected, number, *place)
        for number, judgement in enumerate(judgements)
        for found, expected, *place in _faults(judgement, judgements[:number], known)
    ]
    raise_faults(faults, name)
    return judgements


def _judgement(entry: Mapping[str, Any]) -> Judgement:
    levels = [
        Confidence(level["level"], _one_line(level.get("scope", "")), _one_line(level["reason"]).rstrip("."))
        for level in entry["confidence"]
    ]
    texts = {key: _one_line(entry[key]) for key in _TEXTS}
    return Judgement(**texts, confidence=tuple(levels), evidence=tuple(entry["evidence"]))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _faults(
    judgement: Judgement, earlier: Sequence[Judgement], known: Collection[str] | None
) -> Iterator[tuple[str, str, *tuple[str | int, ...]]]:
    """What is wrong with a judgement: found, expected, and the place in it."""
    for key in _TEXTS:
        if not getattr(judgement, key):
            yield "no text", "a text", key
    if judgement.id in [other.id for other in earlier]:
        yield f"the id {judgement.id} twice", "an id of its own for each judgement"
    elif judgement.id and not re.fullmatch(r"[a-z][a-z0-9-]*", judgement.id):
        yield f"the id {judgement.id}", "small letters, digits and hyphens", "id"
    word, used = judgement.likelihood, {match[0].lower() for match in LIKELIHOOD.finditer(judgement.text)}
    if word and word not in (*LADDER, _NO_LIKELIHOOD):
        yield f"the likelihood {word}", f"none, or one of {', '.join(LADDER)}", "likelihood"
    elif word and used - {word}:
        says = min(used - {word})
        yield f"the likelihood {word} for a text that says “{says}”", "the same word", "likelihood"
    elif word and word != _NO_LIKELIHOOD and word not in used:
        yield f"the likelihood {word}, which the text doesn't say", "the word in the text", "likelihood"
    for number, name in enumerate(judgement.evidence):
        if known is not None and name not in known:
            expected = "an exhibit or a claim of this build"
            yield f"the evidence {name}, which doesn't exist", expected, "evidence", number
    for number, confidence in enumerate(judgement.confidence):
        place = ("confidence", number)
        if confidence.level not in CONFIDENCE:
            yield f"the confidence {confidence.level}", f"one of {series(CONFIDENCE)}", *place, "level"
        if not confidence.reason:
            yield "no text", "a text", *place, "reason"
        mixed = LIKELIHOOD.search(f"{confidence.scope} {confidence.reason}")
        if mixed:
            yield f"likelihood (“{mixed[0]}”) in a statement of confidence", "a reason without it", *place


def box(judgements: Sequence[Judgement]) -> str:
    """The box of the first page: each judgement with its exhibits and claims, what follows, then confidence and reason."""
    items = [
        f"- **{judgement.title}.** {_with_evidence(judgement)} [So what: {judgement.so_what.rstrip('.')}.]{{.so-what}} "
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
