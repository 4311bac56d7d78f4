"""What a function reads: its parameters are named after the tables and layers that it takes.

So nothing is registered twice: figures' data, derived tables, numbers, claims and orderings all say in their
signature what they stand on. Settings are keyword-only parameters with defaults, and are no inputs. A function is
named by its dotted path, as in ``kazbrief.measures.oil:closed_shares``.
"""

from __future__ import annotations

import ast
import functools
import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from kazbrief import paths
from kazbrief.errors import InputError, KazbriefError, no_such

_SOURCES = Path(__file__).resolve().parents[1]


def module_of(path: str) -> str:
    """The module of a function's dotted path."""
    return path.partition(":")[0]


def load(path: str) -> Callable[..., Any]:
    """Import a function by its dotted path.

    Raises
    ------
    KazbriefError
        When there is no such function.
    """
    inputs_of(path)
    function: Callable[..., Any] = getattr(import_module(module_of(path)), path.partition(":")[2])
    return function


def inputs_of(path: str) -> tuple[str, ...]:
    """The names of the tables and layers that a function reads, in order; its module is read and not imported.

    Raises
    ------
    KazbriefError
        When there is no such function.
    """
    functions = _functions(module_of(path))
    if path not in functions:
        raise no_such("function", path, list(functions), f"grep '^def' of {module_of(path)}")
    arguments = functions[path].args
    return tuple(argument.arg for argument in (*arguments.posonlyargs, *arguments.args))


def paths_of(module: str, returns: str) -> dict[str, str]:
    """The dotted paths of a module's public functions that return something of a type, by name, as in the file.

    Raises
    ------
    KazbriefError
        When there is no such module.
    """
    return {
        node.name: path
        for path, node in _functions(module).items()
        if not node.name.startswith("_") and node.returns is not None and ast.unparse(node.returns) == returns
    }


def paths_in(package: str, returns: str) -> dict[str, str]:
    """As `paths_of`, of all modules of a package, sorted by name."""
    files = sorted(_SOURCES.joinpath(*package.split(".")).glob("[a-z]*.py"))
    found = [item for file in files for item in paths_of(f"{package}.{file.stem}", returns).items()]
    return dict(sorted(found))


@functools.cache
def _functions(module: str) -> Mapping[str, ast.FunctionDef]:
    return {
        f"{module}:{node.name}": node for node in _parsed(module).body if isinstance(node, ast.FunctionDef)
    }


@functools.cache
def _parsed(module: str) -> ast.Module:
    file = _SOURCES.joinpath(*module.split(".")).with_suffix(".py")
    if not file.is_file():
        raise KazbriefError(f"there is no module {module}: {file.relative_to(_SOURCES)} is missing")
    try:
        return ast.parse(file.read_text("utf-8"))
    except (SyntaxError, ValueError) as fault:
        raise broken(fault, file) from None


def broken(fault: SyntaxError | ValueError, file: Path | str) -> InputError:
    """What to say of a file that is no Python."""
    found = f"broken Python ({getattr(fault, 'msg', fault)})"
    return InputError(paths.shown(Path(file)), found, "valid Python", line=getattr(fault, "lineno", None))


def checked(path: str, *known: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The inputs of a function by kind, each kind in order.

    Parameters
    ----------
    path
        The dotted path of the function.
    known
        The names of each kind, such as those of all tables, and those of all layers.

    Raises
    ------
    KazbriefError
        When an input is of none of these kinds; it names the function, and the nearest names that there are.
    """
    names = [name for kind in known for name in kind]
    for name in inputs_of(path):
        if name not in names:
            raise no_such(f"table or layer for {path}", name, names, "kazbrief data list")
    return tuple(tuple(name for name in inputs_of(path) if name in kind) for kind in known)


def union(paths: Iterable[str], *known: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The inputs of several functions together by kind, sorted.

    Parameters and errors are those of `checked`.
    """
    each = [checked(path, *known) for path in paths]
    return tuple(tuple(sorted({name for kinds in each for name in kinds[n]})) for n in range(len(known)))


def call(function: Callable[..., Any], frames: Mapping[str, Any]) -> Any:
    """Call a function with the frames that its parameters name; each frame carries that name in ``attrs["table"]``.

    Raises
    ------
    KazbriefError
        When a frame is missing.
    """
    names = [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    missing = [name for name in names if name not in frames]
    if missing:
        raise KazbriefError(
            f"{function.__module__}:{function.__name__}: found no table {missing[0]}, expected {', '.join(names)}"
        )
    return function(*(_named(frames[name], name) for name in names))


def _named(frame: Any, name: str) -> Any:
    named = frame.copy(deep=False)
    named.attrs = {"table": name}
    return named
