"""Clean copies of the project, and one build in each of them."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kazbrief.errors import KazbriefError

# Folders whose files are all built: one that no task declares any more is a leftover, which is told.
BUILT = ("data/clean/", "figures/", "report/_built/")
STATE = (".build", "__pycache__")
PASSED_ON = ("PATH", "QUARTO_PATH")


@dataclass(frozen=True)
class Surroundings:
    """What differs between two users' machines."""

    name: str
    folder: str
    time_zone: str
    language: str
    hash_seed: int
    umask: int
    one_processor: bool


SURROUNDINGS = (
    Surroundings("first", "first", "UTC", "C.UTF-8", 0, 0o022, one_processor=False),
    Surroundings("second", "second көшірме", "Pacific/Kiritimati", "C", 4242, 0o077, one_processor=True),
)


@dataclass(frozen=True)
class Snapshot:
    """A copy before its build: sources in place, products taken out.

    ``files`` are the paths of all files copied, ``products`` the contents of those that are built,
    ``sources`` the SHA-256 of the others.
    """

    folder: Path
    files: tuple[str, ...]
    products: dict[str, bytes]
    sources: dict[str, str]

    @property
    def inputs(self) -> str:
        """One SHA-256 over all sources."""
        return digest("".join(f"{sha}  {path}\n" for path, sha in sorted(self.sources.items())).encode())


@dataclass(frozen=True)
class Built:
    """What a build made, and which of its sources it changed (none, if all is well)."""

    outputs: dict[str, bytes]
    changed_sources: tuple[str, ...]


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def git(root: Path, *words: str) -> bytes:
    """What git answers.

    Raises
    ------
    KazbriefError
        When there is no git, or the project isn't one of its repositories.
    """
    try:
        answer = subprocess.run(["git", "-C", root, *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise KazbriefError("git isn't installed, and verify copies what git tracks") from None
    if answer.returncode:
        raise KazbriefError(f"git {words[0]}: {answer.stderr.decode(errors='replace').strip()}")
    return answer.stdout


def snapshot(root: Path, target: Path, *, working_tree: bool) -> Snapshot:
    """Copy the last commit, or the present files that git doesn't ignore, and take the products out."""
    target.mkdir(parents=True)
    if working_tree:
        listed = git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").decode()
        for name in filter(None, listed.split("\0")):
            if (root / name).is_file():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes((root / name).read_bytes())
    else:
        with zipfile.ZipFile(io.BytesIO(git(root, "archive", "--format=zip", "HEAD"))) as archive:
            archive.extractall(target)
    declared = _run(target, SURROUNDINGS[0], "products", "auto", lambda line: None)
    files = _files(target)
    built = {path for path in files if path in declared or path.startswith(BUILT)}
    for path in built:
        (target / path).unlink()
    return Snapshot(
        target,
        tuple(files),
        products={path: content for path, content in files.items() if path in built},
        sources={path: digest(content) for path, content in files.items() if path not in built},
    )


def build(copy: Snapshot, where: Surroundings, engine: str, report: Callable[[str], None]) -> Built:
    """Build a copy from nothing.

    Raises
    ------
    KazbriefError
        When the build stops; with its own words.
    """
    _run(copy.folder, where, "build", engine, lambda line: report(f"{where.name} build: {line}"))
    files = _files(copy.folder)
    changed = [path for path, sha in copy.sources.items() if path not in files or digest(files[path]) != sha]
    outputs = {path: content for path, content in files.items() if path not in copy.sources}
    return Built(outputs, tuple(changed))


def _files(folder: Path) -> dict[str, bytes]:
    """All files by their path, without what a build keeps for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not set(STATE).intersection(path.relative_to(folder).parts)
    }


def _run(
    folder: Path, where: Surroundings, what: str, engine: str, report: Callable[[str], None]
) -> list[str]:
    """Run the copy's own code in given surroundings; the lines it prints."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
        "HOME": str(home),
        "KAZBRIEF_ENGINE": engine,
        "KAZBRIEF_ROOT": str(folder),
        "LANG": where.language,
        "LC_ALL": where.language,
        "PYTHONHASHSEED": str(where.hash_seed),
        "PYTHONPATH": str(folder / "scripts"),
        "TMPDIR": str(home),
        "TZ": where.time_zone,
    }
    command = [
        sys.executable,
        "-m",
        "kazbrief.verify.inside",
        what,
        *["--one-processor"] * where.one_processor,
    ]
    with subprocess.Popen(
        command, cwd=folder, env=environment, umask=where.umask,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        assert process.stdout is not None and process.stderr is not None
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            report(lines[-1])
        fault = process.stderr.read().strip().removeprefix("kazbrief: ")
    if process.returncode:
        fault = fault or f"it ended without a word (exit code {process.returncode})"
        raise KazbriefError(f"the {where.name} copy can't be built: {fault}")
    return lines
