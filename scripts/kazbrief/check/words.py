"""What the paper's sentences may not say: the rules of ``words.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief import yaml_file
from kazbrief.judgements import CONFIDENCE, LADDER, LIKELIHOOD

_PATTERNS = ("words", "passing", "beside")


@dataclass(frozen=True)
class Rule:
    """Words that are a fault where they stand; ``words.yml`` says what each part of a rule means."""

    words: re.Pattern[str]
    found: str
    expected: str
    counted: str = ""
    passing: re.Pattern[str] | None = None
    backed: bool = False
    beside: re.Pattern[str] | None = None


def _any(words: list[str] | tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


def _rules(path: Path) -> Iterator[Rule]:
    content = yaml_file.read(path)
    named = {name: _any(words.split()) for name, words in content["sets"].items()} | content["parts"]
    named |= {"LIKELIHOOD": LIKELIHOOD.pattern, "LADDER": ", ".join(LADDER), "CONFIDENCE": _any(CONFIDENCE)}

    def complete(value: Any, ordering: str) -> Any:
        text = "|".join(value) if isinstance(value, list) else value
        for name, stands_for in {"ORDERS": ordering, **named}.items():
            text = text.replace(f"<{name}>", stands_for)
        return text

    for rule in content["rules"]:
        ordering = rule.pop("orders", "")
        words = {**rule, **(content["orders"] if ordering else {})}
        backed = words.pop("backed", False)
        texts = {key: complete(value, ordering) for key, value in words.items()}
        patterns: dict[str, Any] = {
            key: re.compile(texts.pop(key), re.IGNORECASE) for key in _PATTERNS if key in texts
        }
        yield Rule(backed=backed, **texts, **patterns)


RULES = tuple(_rules(Path(__file__).with_suffix(".yml")))
"""Every rule, in the order in which they are tried."""
