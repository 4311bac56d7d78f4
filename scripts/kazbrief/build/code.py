"""Which source files a module runs on, so that a task is rebuilt when, and only when, its own code changes."""

from __future__ import annotations

import ast
import functools
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def _file(module: str) -> Path | None:
    """The file of a module of this package; None for any other name."""
    if module.split(".")[0] != PACKAGE.name:
        return None
    stem = PACKAGE.parent.joinpath(*module.split("."))
    for candidate in (stem.with_suffix(".py"), stem / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


@functools.cache
def _imports(path: Path) -> frozenset[str]:
    """The modules named in a file's import statements, those inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def code_of(*modules: str) -> list[Path]:
    """The files of some modules of this package and of all that they import from it, sorted.

    The package's own ``__init__`` (the reading interface for users) is left out: importing
    a submodule runs it, but no result depends on it.
    """
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = _file(waiting.pop())
        if path is not None and path not in found and path != PACKAGE / "__init__.py":
            found.add(path)
            waiting.extend(_imports(path))
    return sorted(found)


def project_path(path: Path, root: Path) -> str:
    """A file as records name it: relative to the project, or to the checkout that its code runs from."""
    base = root if path.is_relative_to(root) else PACKAGE.parents[1]
    return path.relative_to(base).as_posix()
