"""Which source files a module runs on, so that a task is rebuilt when, and only when, its own code changes."""

from __future__ import annotations

import functools
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# Import statements wherever they stand, inside functions too. Parsing all modules would take longer than a build of
# unchanged files; a test holds this against the parser.
_IMPORT = re.compile(
    rf"^[ \t]*(?:from ({PACKAGE.name}[\w.]*) import (\([^)]*\)|.*)|import ({PACKAGE.name}[\w.]*))",
    re.MULTILINE,
)


@functools.cache
def _file(module: str) -> Path | None:
    """The file of a module of this package; None for any other name."""
    if module.split(".")[0] != PACKAGE.name:
        return None
    stem = PACKAGE.parent.joinpath(*module.split("."))
    return next((path for path in (stem.with_suffix(".py"), stem / "__init__.py") if path.is_file()), None)


@functools.cache
def imports(path: Path) -> frozenset[str]:
    """The modules of this package that a file's import statements name, with what they take from them."""
    names: set[str] = set()
    for package, taken, module in _IMPORT.findall(path.read_text("utf-8")):
        words = re.sub(r"#.*|\bas \w+", "", taken)
        names |= {package or module, *(f"{package}.{name}" for name in re.findall(r"\w+", words))}
    return frozenset(names)


@functools.cache
def code_of(*modules: str) -> list[Path]:
    """The files of some modules of this package and of all that they import from it, sorted.

    The package's own ``__init__`` (the reading interface for users) is left out: importing
    a submodule runs it, but no result depends on it.
    """
    files: set[Path] = set()
    waiting = list(modules)
    while waiting:
        path = _file(waiting.pop())
        if path is not None and path not in files and path != PACKAGE / "__init__.py":
            files.add(path)
            waiting.extend(imports(path))
    return sorted(files)


def project_path(path: Path, root: Path) -> str:
    """A file as records name it: relative to the project, or to the checkout that its code runs from."""
    base = root if path.is_relative_to(root) else PACKAGE.parents[1]
    return path.relative_to(base).as_posix()
