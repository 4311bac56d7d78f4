"""Where things are: the checkout when there is one, else the data that travel in the wheel."""

from __future__ import annotations

import os
from pathlib import Path

from kazbrief.errors import KazbriefError

_PACKAGE = Path(__file__).resolve().parent
# What travels in the wheel.
_PACKED = _PACKAGE / "_data"
# How to use the package of a checkout from inside it.
_OWN = "use make or .venv/bin/kazbrief there (or set KAZBRIEF_ROOT)"


def root() -> Path:
    """The project folder (``KAZBRIEF_ROOT`` if set, else the checkout that this package is imported from).

    Raises
    ------
    KazbriefError
        When the package was installed without a checkout.
    """
    named = os.environ.get("KAZBRIEF_ROOT")
    folder = _PACKAGE.parents[1] if named is None else Path(named)
    if not (folder / "_quarto.yml").exists():
        beside = _around() if named is None else None
        if beside is not None:
            raise KazbriefError(f"this kazbrief was installed apart from {beside}: {_OWN}")
        raise KazbriefError(
            f"no kazbrief project in {folder}: this needs a clone of the repository, and `make report` in it "
            "(KAZBRIEF_ROOT names one that lies elsewhere)"
        )
    return folder


def check_folder() -> None:
    """Refuse to act on one checkout from inside another, as an environment that was left active would.

    Raises
    ------
    KazbriefError
        When the folder at hand lies in a checkout, this package comes from another, and ``KAZBRIEF_ROOT`` doesn't say
        which is meant.
    """
    own, beside = _PACKAGE.parents[1], _around()
    if "KAZBRIEF_ROOT" in os.environ or beside is None or not (own / "_quarto.yml").exists():
        return
    if not beside.samefile(own):
        raise KazbriefError(f"this kazbrief belongs to {own}, and this folder to {beside}: {_OWN}")


def _around() -> Path | None:
    """The checkout that the folder at hand lies in, if any."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # removed meanwhile
        return None
    above = (here, *here.parents)
    return next((each for each in above if (each / "scripts" / "kazbrief" / "paths.py").exists()), None)


def clean_data() -> Path:
    """The folder of the built tables: ``data/clean`` of the checkout, else the copy inside the wheel."""
    return _PACKED if _PACKED.is_dir() else root() / "data" / "clean"


def records() -> Path:
    """The folder of the records of exhibits and numbers: ``figures`` of the checkout, else what came with the package."""
    return _PACKED / "figures" if _PACKED.is_dir() else root() / "figures"


def record(name: str) -> Path:
    """One of the files of `records`.

    Raises
    ------
    KazbriefError
        When it isn't built yet.
    """
    path = records() / name
    if not path.exists():
        raise KazbriefError(f"{shown(path)} is not built yet: run `kazbrief build` (or `make report`)")
    return path


def schemas() -> Path:
    """The folder of the tables' schemas: ``data/schema`` of the project, else what came with the package."""
    if _PACKED.is_dir():
        return _PACKED / "schema"
    beside, own = _PACKAGE.parents[1] / "data" / "schema", _in_project("data/schema")
    return own if own and own.is_dir() else beside


def brings(table: str) -> bool:
    """Whether this project (its raw data), or the installed package, brings a table that not every one has."""
    if _PACKED.is_dir():
        return (_PACKED / f"{table}.csv").exists()
    own = _in_project(f"data/raw/{table}.csv")
    return own is not None and own.exists()


def _in_project(place: str) -> Path | None:
    try:
        return root() / place
    except KazbriefError:
        return None


def shown(path: Path) -> str:
    """A path as messages print it: relative to the project when it lies inside."""
    try:
        return path.resolve().relative_to(root().resolve()).as_posix()
    except (ValueError, RuntimeError, OSError, KazbriefError):
        return path.as_posix()


def unusable(fault: OSError, otherwise: str) -> KazbriefError:
    """What to say of a file that can't be read or written, or of what else it was when the system names none."""
    place = shown(Path(str(fault.filename))) if fault.filename else otherwise
    return KazbriefError(f"{place} can't be read or written: {fault.strerror or fault}")


def relative(path: Path, root: Path) -> str:
    """A path from the root of a project, with forward slashes; as it is when it lies elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
