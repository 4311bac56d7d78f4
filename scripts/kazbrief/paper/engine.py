"""Which renderer to use, and why."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kazbrief.errors import KazbriefError

ENGINES = ("auto", "quarto", "embedded")
# The first with Typst 0.15: older ones make PDF/A or PDF/UA, not both in one.
MINIMUM = (1, 10, 18)
# pandoc reads names of files in the user's locale, and in plain C it can't open one with other letters.
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


@dataclass(frozen=True)
class EngineChoice:
    """The renderer that will run, ``quarto`` (with the CLI's path) or ``embedded``, and why."""

    name: str
    reason: str
    version: str
    path: Path | None


def choose_engine(name: str = "auto") -> EngineChoice:
    """Choose a renderer.

    The Quarto CLI is looked for in ``QUARTO_PATH`` (the program or its folder), on ``PATH`` and in the PyPI
    package ``quarto-cli``; it must be 1.10.18 or newer.

    Raises
    ------
    KazbriefError
        For an unknown name, or for ``quarto`` when no usable CLI is found.
    """
    if name not in ENGINES:
        raise KazbriefError(f"engine: found {name!r}, expected one of {', '.join(ENGINES)}")
    if name == "embedded":
        return EngineChoice("embedded", "asked for", _embedded_version(), None)
    path, where = _find()
    if path is None:
        fault = where
    else:
        version = _version(path)
        if version is None:
            fault = f"{path} ({where}) did not tell its version"
        elif tuple(int(part) for part in version.split(".")) < MINIMUM:
            fault = f"{path} ({where}) is Quarto {version}, and 1.10.18 or newer is needed"
        else:
            reason = "asked for" if name == "quarto" else f"found through {where}"
            return EngineChoice("quarto", reason, version, path)
    if name == "quarto":
        raise KazbriefError(
            f"no usable Quarto CLI: {fault}; install Quarto 1.10.18 or newer, or use --engine embedded"
        )
    return EngineChoice("embedded", fault, _embedded_version(), None)


def _find() -> tuple[Path | None, str]:
    """The CLI and where it was found, or nothing and what was looked at."""
    named = os.environ.get("QUARTO_PATH")
    if named:
        for candidate in (Path(named), Path(named) / "quarto", Path(named) / "bin" / "quarto"):
            if candidate.is_file():
                return candidate, "QUARTO_PATH"
        return None, f"QUARTO_PATH is {named}, where there is no program"
    on_path = shutil.which("quarto")
    if on_path:
        return Path(on_path), "PATH"
    spec = importlib.util.find_spec("quarto_cli")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for candidate in sorted(Path(folder).glob("**/bin/quarto")):
            return candidate, "the package quarto-cli"
    return None, "no Quarto CLI on PATH, in QUARTO_PATH or from PyPI"


def _version(path: Path) -> str | None:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except OSError:
        return None
    found = re.match(r"\s*(\d+\.\d+(\.\d+)?)", answer.stdout)
    return found.group(1) if found and answer.returncode == 0 else None


def _embedded_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"pypandoc-binary {version('pypandoc-binary')}, typst {version('typst')}"
    except PackageNotFoundError as fault:
        raise KazbriefError(
            f"the embedded renderer needs the package {fault.name}: run make, or pip install it"
        ) from None
