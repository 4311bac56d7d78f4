"""Packages that list what they hold when they are called: ``kazbrief.tables()``, ``kazbrief.exhibits()``.

The folders carry the names of the two listings that users call, so the packages themselves answer.
"""

from __future__ import annotations

import sys
from types import ModuleType


class Listing(ModuleType):
    """A package that can be called; ``NAMES`` are what it lists."""

    NAMES: tuple[str, ...]

    def __call__(self) -> list[str]:
        """The names of what the package holds."""
        return list(self.NAMES)


def make_callable(module_name: str) -> None:
    """Let a package answer a call with its names."""
    sys.modules[module_name].__class__ = Listing
