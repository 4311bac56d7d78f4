"""Errors that a user can cause, each told in one sentence."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path


class KazbriefError(Exception):
    """Something that the user can mend; the message is shown without a traceback."""


def no_such(kind: str, name: object, known: Sequence[str], listing: str) -> KazbriefError:
    """The error for a name that doesn't exist: it proposes the nearest ones, or says what lists them all."""
    near = difflib.get_close_matches(str(name), known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else f"`{listing}` lists them"
    return KazbriefError(f"there is no {kind} {name!r}: {hint}")


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
        self.path, self.found, self.expected, self.line, self.column = (
            str(path),
            found,
            expected,
            line,
            column,
        )
        place = self.path + (f":{line}" if line is not None else "")
        where = f": column {column}" if column is not None else ""
        super().__init__(f"{place}{where}: found {found}, expected {expected}")


class InputErrors(KazbriefError):
    """Several faults of one run, one line each."""

    def __init__(self, errors: Sequence[KazbriefError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in errors))
