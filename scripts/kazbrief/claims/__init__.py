"""The computed claims: each has a test, a function named after it (``c48``) in a module of this package.

A test returns a `kazbrief.claims.decisions.Finding`, and its parameters are named after the tables that it reads:
nothing is registered. A documented claim may have a function that returns a `State`, what is known since. What a claim
says and the rule in words are data (the table ``claims``). Light to import: a test's libraries load with its module.
"""

from __future__ import annotations

import functools
import re

from kazbrief import inputs
from kazbrief.tables import catalogue

LEDGER = "tbl-claims"
"""The exhibit made of all claims with their verdicts."""


def tests() -> dict[str, str]:
    """The dotted path of the test of each computed claim, by the claim's identifier."""
    return _functions("Finding")


def states() -> dict[str, str]:
    """The dotted path of the function that says what is known since, of documented claims that have one."""
    return _functions("State")


@functools.cache
def _functions(returns: str) -> dict[str, str]:
    paths = inputs.paths_in(__name__, returns)
    return {name.upper(): path for name, path in paths.items() if re.fullmatch(r"[cm][0-9][0-9]", name)}


@functools.cache
def tables_read() -> tuple[str, ...]:
    """The tables that the ledger is made from.

    Raises
    ------
    KazbriefError
        When a test has a parameter that is no table.
    """
    return ("claims", *inputs.union([*tests().values(), *states().values()], catalogue.names())[0])
