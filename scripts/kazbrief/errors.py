"""Errors that a user can cause, each told in one sentence."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


class KazbriefError(Exception):
    """Something that the user can mend; the message is shown without a traceback."""


def no_such(kind: str, name: object, known: Sequence[str] | Mapping[str, str], listing: str) -> KazbriefError:
    """The error for a name that doesn't exist: it proposes the nearest ones, or says what lists them all.

    A mapping gives the words in which a name is proposed.
    """
    near = [known[each] if isinstance(known, Mapping) else each for each in _near(name, known, 3)]
    hint = f"did you mean {' or '.join(near)}?" if near else f"`{listing}` lists them"
    return KazbriefError(f"there is no {kind} {name!r}: {hint}")


def nearest(name: object, known: Iterable[str]) -> str:
    """The name most like another, in brackets for the end of a sentence; nothing when none is near."""
    near = _near(name, sorted(known), 1)
    return f" (nearest: {near[0]!r})" if near else ""


def _near(name: object, known: Iterable[str], most: int) -> list[str]:
    """The names most like another, whether in capitals or not."""
    written = {each.lower(): each for each in known}
    return [written[near] for near in difflib.get_close_matches(str(name).lower(), written, n=most)]


class InputError(KazbriefError):
    """A fault in an input file: where it is, what was found there and what was expected.

    Parameters
    ----------
    path
        The file, shown as given (pass it relative to the project).
    found, expected
        Short noun phrases; the message reads ``path:line: column c: found F, expected E``.
    line, column
        Line number (1 = the file's first line) and column name, when the fault has them.
    """

    def __init__(
        self,
        path: Path | str,
        found: str,
        expected: str,
        *,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        self.path, self.line, self.column = str(path), line, column
        self.found, self.expected = found, expected
        place = self.path + (f":{line}" if line is not None else "")
        where = f": column {column}" if column is not None else ""
        super().__init__(f"{place}{where}: found {found}, expected {expected}")


class InputErrors(KazbriefError):
    """Several faults of one run, one line each."""

    def __init__(self, errors: Sequence[KazbriefError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in errors))


SHOWN_FAULTS = 20
"""More faults than this in one file are one mistake repeated: the rest is only counted."""


def raise_faults(faults: Sequence[KazbriefError], shown: str) -> None:
    """Raise the faults of a file together, the first ones in full; do nothing when there are none.

    Parameters
    ----------
    shown
        The file as messages name it.

    Raises
    ------
    KazbriefError
        The fault, when there is one; `InputErrors`, when there are several.
    """
    if len(faults) == 1:
        raise faults[0]
    if faults:
        more = len(faults) - SHOWN_FAULTS
        rest = [KazbriefError(f"{shown}: and {more} more faults")] if more > 0 else []
        raise InputErrors([*faults[:SHOWN_FAULTS], *rest])
