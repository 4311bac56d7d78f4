"""What sentences may not do: type a number, order without a check, or speak of likelihood off the ladder."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from kazbrief.check.prose import Sentence
from kazbrief.check.words import RULES
from kazbrief.errors import InputError

ABOUT_TEXT = "text"
_CLAIM = re.compile(r"[A-Z]\d{2}")


def broken_rules(sentence: Sentence, looked_at: Counter[str]) -> Iterator[InputError]:
    """The words of a sentence that a rule forbids; those that rules count are added to ``looked_at``."""
    taken: defaultdict[str, set[int]] = defaultdict(set)
    for rule in RULES:
        if rule.beside and not rule.beside.search(sentence.text):
            continue
        passing = [match.span() for match in rule.passing.finditer(sentence.text)] if rule.passing else []
        for match in rule.words.finditer(sentence.text):
            at, place = match.start(), set(range(*match.span()))
            if rule.counted:
                if taken[rule.counted] & place:
                    continue
                taken[rule.counted] |= place
                looked_at[rule.counted] += 1
            passes = any(start <= at < end for start, end in passing)
            if not passes and not (rule.backed and sentence.backing(at) is not None):
                yield sentence.error(at, rule.found.format(match[0]), rule.expected)


def unbacked(
    sentence: Sentence, outcomes: Mapping[str, tuple[bool, str]], claims: Collection[str]
) -> Iterator[InputError]:
    """The ids in the spans of a sentence that back nothing.

    Parameters
    ----------
    outcomes
        Of each check that the paper names: whether it holds, and its sentence.
    claims
        Identifiers of the claims ledger.
    """
    for start, end, ids in sentence.checked:
        if end <= 0 or start >= len(sentence.text):
            continue
        faults = [_fault(name, sentence, outcomes, claims) for name in ids]
        if not ids:
            faults = [("a .checked span without by=", 'by="..." with one id or several')]
        for fault in filter(None, faults):
            yield sentence.error(max(0, start), *fault)


def _fault(
    name: str, sentence: Sentence, outcomes: Mapping[str, tuple[bool, str]], claims: Collection[str]
) -> tuple[str, str] | None:
    """What is wrong with one id of a span: found and expected."""
    if name.startswith("@"):
        if name[1:] not in sentence.cited:
            return f"by={name} in a sentence that doesn't cite it", f"the citation [{name}] in it"
    elif _CLAIM.fullmatch(name):
        if name not in claims:
            return f"the unknown claim {name}", "an id of figures/tbl-claims.json"
    elif name != ABOUT_TEXT:
        if name not in outcomes:
            return f"the unknown check {name}", "a check of scripts/kazbrief/check/orderings.py"
        holds, says = outcomes[name]
        if not holds:
            return (
                f"the check {name}, which fails",
                f"a wording that the tables allow, for this isn't so: {says}",
            )
    return None
