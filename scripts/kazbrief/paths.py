"""Where things are: the checkout when there is one, else the data that travel in the wheel."""

from __future__ import annotations

import os
from pathlib import Path

from kazbrief.errors import KazbriefError

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The project folder (``KAZBRIEF_ROOT`` if set, else the checkout that this package is imported from).

    Raises
    ------
    KazbriefError
        When the package was installed without a checkout.
    """
    folder = Path(os.environ["KAZBRIEF_ROOT"]) if "KAZBRIEF_ROOT" in os.environ else _PACKAGE.parents[1]
    if not (folder / "_quarto.yml").exists():
        raise KazbriefError(
            f"no kazbrief project in {folder}: run this inside a clone of the repository (or set KAZBRIEF_ROOT)"
        )
    return folder


def clean_data() -> Path:
    """The folder of the built tables: ``data/clean`` of the checkout, else the copy inside the wheel."""
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else root() / "data" / "clean"


def schemas() -> Path:
    """The folder of the tables' schemas: ``data/schema`` of the project, else what came with the package."""
    packed, beside = _PACKAGE / "_data" / "schema", _PACKAGE.parents[1] / "data" / "schema"
    if packed.is_dir():
        return packed
    try:
        folder = root() / "data" / "schema"
    except KazbriefError:
        return beside
    return folder if folder.is_dir() else beside


def brings(table: str) -> bool:
    """Whether this project (its raw data), or the installed package, brings a table that not every one has."""
    packed = _PACKAGE / "_data"
    if packed.is_dir():
        return (packed / f"{table}.csv").exists()
    try:
        return (root() / "data" / "raw" / f"{table}.csv").exists()
    except KazbriefError:
        return False


def shown(path: Path) -> str:
    """A path as messages print it: relative to the project when it lies inside."""
    try:
        return path.resolve().relative_to(root().resolve()).as_posix()
    except (ValueError, KazbriefError):
        return path.as_posix()


def relative(path: Path, root: Path) -> str:
    """A path from the root of a project, with forward slashes; as it is when it lies elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
