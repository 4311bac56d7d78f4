"""What an edition said, kept as a small file, and what has moved since.

``report/editions/<EDITION>.json`` holds the numbers, verdicts and findings of an edition; it is made from the machine
files of a build (``figures/numbers.json``, ``figures/tbl-claims.json``, ``figures/<id>.json`` and ``.csv``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kazbrief import claims, edition, files
from kazbrief.errors import InputError, KazbriefError
from kazbrief.exhibits.register import entries, names
from kazbrief.yaml_file import YamlFile

Edition = dict[str, Any]

_NUMBER_KEYS = ("raw", "text", "unit", "grade")
_CLAIM_KEYS = ("kind", "value", "value_high", "unit", "year", "verdict", "grade", "sensitivity")
_EXHIBIT_KEYS = ("finding", "rows")
_PARTS = {"numbers": "number", "claims": "claim", "exhibits": "exhibit"}
REASONS = "report/editions/reasons.yml"
# What a reader of the paper sees, part by part; the rest is told on demand.
_SEEN = {
    "number": ("printed", "grade"),
    "claim": ("verdict", "grade", "value", "other end", "year"),
    "exhibit": ("finding", ""),
}


@dataclass(frozen=True)
class Move:
    """One difference between two editions: in which part, of what, from what to what; ``what`` is empty for all of it."""

    part: str
    name: str
    what: str
    before: str
    after: str

    @property
    def seen(self) -> bool:
        """Whether a reader of both editions sees it: not what was reworded, or is new among the numbers."""
        return self.what in _SEEN[self.part]

    def __str__(self) -> str:
        if not self.what:
            return f"{self.part} {self.name}: {self.after}"
        return f"{self.part} {self.name}: {self.what} {self.before} -> {self.after}"


def path_of(project: Path, name: str) -> Path:
    """The file of an edition."""
    return project / "report" / "editions" / f"{name}.json"


def snapshot(project: Path) -> Edition:
    """The edition that a built project holds now.

    Raises
    ------
    KazbriefError
        When the project isn't built.
    """
    figures = project / "figures"
    return {
        "edition": edition.EDITION,
        "version": edition.VERSION,
        "date": edition.DATE.isoformat(),
        "numbers": {
            name: {key: record[key] for key in _NUMBER_KEYS}
            for name, record in _built(figures / "numbers.json").items()
        },
        "claims": {
            claim["claim_id"]: {key: claim[key] for key in _CLAIM_KEYS}
            for claim in _built(figures / f"{claims.LEDGER}.json")["claims"]
        },
        "exhibits": {
            name: {
                **{key: _built(figures / f"{name}.json")[key] for key in _EXHIBIT_KEYS},
                "data_sha256": files.sha256(figures / f"{name}.csv"),
            }
            for name in names()
        },
    }


def _built(path: Path) -> Any:
    if not path.exists():
        raise KazbriefError(f"{path.name} is not built: run kazbrief build")
    return json.loads(path.read_text("utf-8"))


def read(project: Path, name: str) -> Edition:
    """A kept edition.

    Raises
    ------
    KazbriefError
        When there is no such edition (the message lists those that there are), or its file is broken.
    """
    path = path_of(project, name)
    if not path.exists():
        kept = ", ".join(sorted(other.stem for other in path.parent.glob("*.json"))) or "none"
        raise KazbriefError(f"there is no edition {name!r}: the editions kept are {kept}")
    shown = path.relative_to(project).as_posix()
    try:
        content = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as fault:
        raise InputError(
            shown, f"broken JSON ({fault.msg})", "the file as it was saved", line=fault.lineno
        ) from None
    if not isinstance(content, dict) or not all(isinstance(content.get(part), dict) for part in _PARTS):
        raise InputError(shown, "no edition", f"an object with {', '.join(_PARTS)}")
    return content


def save(project: Path, *, replace: bool = False) -> Path:
    """Keep the present build as its edition.

    Raises
    ------
    KazbriefError
        When that edition is kept already and holds something else, unless ``replace``.
    """
    path = path_of(project, edition.EDITION)
    content = files.json_text(snapshot(project))
    if path.exists() and path.read_text("utf-8") != content and not replace:
        raise KazbriefError(
            f"edition {edition.EDITION} is kept already and differs from this build: raise EDITION in "
            "scripts/kazbrief/edition.py, or say --replace"
        )
    return files.write_text(path, content)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Move]:
    """What moved from one edition to another: numbers, then claims, then exhibits, each in order of names."""
    moves = []
    for part, called in _PARTS.items():
        for name in sorted(before[part].keys() | after[part].keys()):
            old, new = before[part].get(name), after[part].get(name)
            if old is None or new is None:
                moves.append(Move(called, name, "", "", _gone(name) if new is None else "new"))
            elif part == "numbers":
                moves += _number(name, old, new)
            else:
                moves += [
                    Move(called, name, *_told(key, old.get(key), new.get(key)))
                    for key in new
                    if old.get(key) != new[key]
                ]
    return moves


def reasons(project: Path, since: str) -> dict[str, str]:
    """Why numbers and claims moved since an edition, by name, as ``report/editions/reasons.yml`` has it.

    Raises
    ------
    InputError
        When the file isn't as it should be; the message has the line.
    """
    file = YamlFile(project / REASONS, REASONS, list)
    file.check_form(file.content, [{"since": str, "of": [str], "why": str}])
    return {name: entry["why"] for entry in file.content if entry["since"] == since for name in entry["of"]}


def by_reason(moves: list[Move], why: Mapping[str, str]) -> dict[str, list[Move]]:
    """Moves under the sentence that tells their reason: in the order of the reasons, exhibits and the untold last."""
    order = [*dict.fromkeys(why.values()), "No reason is kept", "Exhibits: their findings"]
    groups: dict[str, list[Move]] = {sentence: [] for sentence in order}
    for move in moves:
        groups[order[-1] if move.part == "exhibit" else why.get(move.name, order[-2])].append(move)
    return {sentence: together for sentence, together in groups.items() if together}


def _gone(name: str) -> str:
    """That something is no longer there, and what stands in its place."""
    after = [new.id for new in entries().values() if name in new.replaces]
    return f"gone, replaced by {', '.join(after)}" if after else "gone"


def _number(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Move]:
    """A number that moved, told by what is printed and, where that stayed the same, by what was computed."""
    # A space of another width is the same text to a reader.
    if old["text"].split() != new["text"].split():
        return [Move("number", name, "printed", old["text"], new["text"])]
    return [
        Move("number", name, *_told(key, old.get(key), new[key]))
        for key in ("raw", "unit", "grade")
        if old.get(key) != new[key]
    ]


def _told(key: str, old: Any, new: Any) -> tuple[str, str, str]:
    """A changed property in words: its name, before and after."""
    if key == "data_sha256":
        return "data", str(old)[:12], str(new)[:12]
    name = {"raw": "computed (printed the same)", "value_high": "other end"}.get(key, key)
    return name, _plain(old), _plain(new)


def _plain(value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, list):
        return (
            " to ".join(_plain(item) for item in value) if len(value) == 2 else ", ".join(map(_plain, value))
        )
    return f"{value:g}" if isinstance(value, float) else str(value)
