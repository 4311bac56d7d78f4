"""Which renderer to use, and why."""

from __future__ import annotations

import importlib.metadata
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
    reason = "asked for"
    if name != "embedded":
        path, where = _find()
        version = _version(path) if path else ""
        if path is None:
            reason = where
        elif not version:
            reason = f"{path} ({where}) did not tell its version"
        elif tuple(int(part) for part in version.split(".")) < MINIMUM:
            reason = f"{path} ({where}) is Quarto {version}, and 1.10.18 or newer is needed"
        else:
            return EngineChoice(
                "quarto", reason if name == "quarto" else f"found through {where}", version, path
            )
        if name == "quarto":
            advice = "install Quarto 1.10.18 or newer, or use --engine embedded"
            raise KazbriefError(f"no usable Quarto CLI: {reason}; {advice}")
    return EngineChoice("embedded", reason, _embedded_version(), None)


def _find() -> tuple[Path | None, str]:
    """The CLI and where it was found, or nothing and what was looked at."""
    if named := os.environ.get("QUARTO_PATH"):
        candidates = [Path(named), Path(named, "quarto"), Path(named, "bin", "quarto")]
        found = next((path for path in candidates if path.is_file()), None)
        return found, "QUARTO_PATH" if found else f"QUARTO_PATH is {named}, where there is no program"
    if on_path := shutil.which("quarto"):
        return Path(on_path), "PATH"
    package = importlib.util.find_spec("quarto_cli")
    for folder in (package and package.submodule_search_locations) or ():
        for path in sorted(Path(folder).glob("**/bin/quarto")):
            return path, "the package quarto-cli"
    return None, "no Quarto CLI on PATH, in QUARTO_PATH or from PyPI"


def _version(path: Path) -> str:
    """The version that a program tells; nothing when it tells none."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    version = re.match(r"\s*(\d+\.\d+(\.\d+)?)", answer.stdout)
    return version[1] if version else ""


def _embedded_version() -> str:
    packages = ("pypandoc-binary", "typst")
    try:
        return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    except importlib.metadata.PackageNotFoundError as fault:
        raise KazbriefError(
            f"the embedded renderer needs the package {fault.name}: run make, or pip install it"
        ) from None
