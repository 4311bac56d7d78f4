"""Copies of the project on which builds are disturbed, and what must hold of their outputs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# One table, its sources, one derived table and one exhibit: every kind of output, in a few seconds.
SMALL = ("build", "--only", "fig-arms-share")
ROW = (
    "Kazakhstan,2010-2014,five years from 1995,Russia,260.4",
    "Kazakhstan,2010-2014,five years from 1995,Russia,261.4",
)
RAW = "data/raw/arms_imports.csv"
WRITTEN = ("data/clean", "figures", "report/_built", "_output")


def copy(target: Path) -> Path:
    """The project's files as they are now, without what is built and without its tests."""
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, listed):
        built = name.startswith(("data/clean/", "figures/", "tests/")) or name == "_variables.yml"
        if not built and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
    return target


def environment(project: Path) -> dict[str, str]:
    """The copy's own code, whatever is installed."""
    return {
        **os.environ, "KAZBRIEF_ROOT": str(project), "PYTHONPATH": str(project / "scripts"),
        "TERM": "dumb", "COLUMNS": "200", "KAZBRIEF_ENGINE": "embedded",
    }  # fmt: skip


def start(project: Path, *words: str, prefix: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start the command line on a copy."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "kazbrief.cli", *words],
        cwd=project, env=environment(project), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(project: Path, *words: str, prefix: tuple[str, ...] = (), limit: float = 600) -> tuple[int, str]:
    """Run the command line on a copy: its exit code and all that it says."""
    process = start(project, *words, prefix=prefix)
    try:
        out, err = process.communicate(timeout=limit)
    finally:
        process.kill()
    return process.returncode, out + err


def outputs(project: Path) -> dict[str, str]:
    """SHA-256 of every file in the folders that the build writes to, temporary ones too."""
    found = [path for folder in WRITTEN for path in (project / folder).rglob("*") if path.is_file()]
    found += [path for path in (project / "_variables.yml",) if path.exists()]
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(found)
    }


def change_row(project: Path, *, back: bool = False) -> None:
    """Change one value of a raw table, or take the change back."""
    path, (old, new) = project / RAW, reversed(ROW) if back else ROW
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def assert_whole(found: dict[str, str], before: dict[str, str], after: dict[str, str]) -> None:
    """Every output is as before or as after, none is half-written or lost; temporary files don't count."""
    for path, sha in found.items():
        if not path.endswith(".part"):
            assert sha in (before.get(path), after.get(path)), (
                f"{path} is neither the earlier nor the later file"
            )
    assert before.keys() <= found.keys()


def assert_one_sentence(said: str) -> str:
    """The faults that a user is told, after checking that no traceback is among them."""
    assert "Traceback" not in said, said
    assert "unexpected fault" not in said, said
    told = said[said.index("kazbrief: ") :].splitlines()
    assert told and all(len(line) < 600 for line in told), said
    return "\n".join(told)


@contextmanager
def small_disk(size: str, where: Path) -> Iterator[None]:
    """A file system of its own with little room, mounted on a folder (needs the rights of root)."""
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", where], check=True, capture_output=True
    )
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", where], check=True)


@dataclass(frozen=True)
class Reference:
    """A built copy and the outputs of undisturbed builds, before and after the row has changed."""

    folder: Path
    before: dict[str, str]
    after: dict[str, str]
