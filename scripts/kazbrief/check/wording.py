"""What sentences may not do: type a number, order without a check, or speak of likelihood off the ladder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kazbrief.check import words
from kazbrief.check.prose import Sentence
from kazbrief.errors import InputError
from kazbrief.judgements import CONFIDENCE, LADDER, LIKELIHOOD

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_CLAIM = re.compile(r"[A-Z]\d{2}")
ABOUT_TEXT = "text"


def _inside(allowed: Iterable[re.Match[str]]) -> list[range]:
    return [range(match.start(), match.end()) for match in allowed]


def numbers(sentence: Sentence) -> tuple[int, list[InputError]]:
    """How many numbers and counting words stand in a sentence, and those that no rule allows.

    A counting word may also stand in a span with a check; a number in digits comes from a value.
    """
    errors = []
    allowed = _inside(words.ALLOWED_NUMBERS.finditer(sentence.text))
    looked_at = 0
    for match in _NUMBER.finditer(sentence.text):
        looked_at += 1
        if not any(match.start() in span for span in allowed):
            errors.append(
                sentence.error(
                    match.start(),
                    f"the bare number {match[0]}",
                    "{{< var group.name >}} of scripts/kazbrief/numbers.py, or quotation marks when it is quoted",
                )
            )
    uncounted = _inside(words.UNCOUNTED.finditer(sentence.text))
    for match in words.COUNTING_WORDS.finditer(sentence.text):
        looked_at += 1
        if any(match.start() in span for span in uncounted) or sentence.backing(match.start()) is not None:
            continue
        errors.append(
            sentence.error(
                match.start(),
                f"the number word “{match[0]}”",
                '{{< var group.name >}}, a span [...]{.checked by="..."}, or a wording without a count',
            )
        )
    return looked_at, errors


def orderings(sentence: Sentence) -> Iterator[tuple[int, str, str]]:
    """Offset, kind and word of each superlative, rank, comparison, share of a whole or direction."""
    passing = _inside(words.NO_ORDERING.finditer(sentence.text))
    taken: set[int] = set()
    for kind, pattern in words.ORDERINGS:
        for match in pattern.finditer(sentence.text):
            place = range(match.start(), match.end())
            if not taken.intersection(place) and not any(match.start() in span for span in passing):
                taken.update(place)
                yield match.start(), kind, match[0]


def unbacked(
    sentence: Sentence, outcomes: Mapping[str, tuple[bool, str]], claims: Iterable[str]
) -> tuple[int, list[InputError]]:
    """How many orderings a sentence has, and those that nothing backs.

    Parameters
    ----------
    outcomes
        Of each check that the paper names: whether it holds, and its sentence.
    claims
        Identifiers of the claims ledger.
    """
    looked_at, errors = 0, []
    for offset, kind, word in orderings(sentence):
        looked_at += 1
        if sentence.backing(offset) is None:
            errors.append(
                sentence.error(
                    offset,
                    f"the {kind} “{word}” without a check",
                    '[...]{.checked by="..."} around it (report/CHECKS.md lists what can stand there)',
                )
            )
    for start, end, ids in sentence.checked:
        if end <= 0 or start >= len(sentence.text):
            continue
        at = max(0, start)
        if not ids:
            errors.append(
                sentence.error(at, "a .checked span without by=", 'by="..." with one id or several')
            )
        for name in ids:
            fault = _fault(name, sentence, outcomes, claims)
            if fault:
                errors.append(sentence.error(at, *fault))
    return looked_at, errors


def _fault(
    name: str, sentence: Sentence, outcomes: Mapping[str, tuple[bool, str]], claims: Iterable[str]
) -> tuple[str, str] | None:
    """What is wrong with one id of a span: found and expected."""
    if name == ABOUT_TEXT:
        return None
    if name.startswith("@"):
        cited = name[1:] in sentence.cited
        return (
            None
            if cited
            else (f"by={name} in a sentence that doesn't cite it", f"the citation [{name}] in it")
        )
    if _CLAIM.fullmatch(name):
        return None if name in claims else (f"the unknown claim {name}", "an id of figures/tbl-claims.json")
    if name not in outcomes:
        return f"the unknown check {name}", "a check of scripts/kazbrief/check/orderings.py"
    holds, says = outcomes[name]
    return (
        None
        if holds
        else (
            f"the check {name}, which fails",
            f"a wording that the tables allow, for this isn't so: {says}",
        )
    )


def estimates(sentence: Sentence) -> list[InputError]:
    """Words of likelihood off the ladder, likelihood with confidence, and levels of confidence of one's own."""
    errors = []
    ladder = ", ".join(LADDER)
    off = list(words.OFF_LADDER.finditer(sentence.text))
    for match in off:
        errors.append(
            sentence.error(
                match.start(),
                f"“{match[0]}”, which is not on the ladder",
                f"no estimate, or one of: {ladder}",
            )
        )
    likelihood = LIKELIHOOD.search(sentence.text)
    if likelihood and words.CONFIDENT.search(sentence.text):
        errors.append(
            sentence.error(
                likelihood.start(),
                f"likelihood (“{likelihood[0]}”) and confidence in one sentence",
                "a sentence for each",
            )
        )
    for match in words.NO_LEVEL.finditer(sentence.text):
        errors.append(
            sentence.error(
                match.start(),
                f"the level of confidence “{match[0]}”",
                f"{', '.join(CONFIDENCE[:-1])} or {CONFIDENCE[-1]} confidence",
            )
        )
    return errors
