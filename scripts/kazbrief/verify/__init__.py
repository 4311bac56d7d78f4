"""Proof that the paper comes out the same: built twice from clean copies in unlike surroundings, byte by byte.

The copies differ in folder (one has a space and Cyrillic letters in its name), time zone, locale, hash seed
(and with it the order of the tasks), umask, home folder and number of processors.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kazbrief.verify import copies, difference
from kazbrief.verify.copies import SURROUNDINGS

__all__ = ["Verdict", "verify"]

Report = Callable[[str], None]


@dataclass(frozen=True)
class Verdict:
    """What a verification found.

    Attributes
    ----------
    outputs
        SHA-256 of every file that the build made, by its path in the project.
    committed
        How many outputs stand in the repository too and were compared with it.
    differences
        One entry a file that was not the same everywhere, with the place of its first difference.
    inputs
        SHA-256 over all source files.
    """

    outputs: dict[str, str]
    committed: int
    differences: tuple[str, ...]
    inputs: str


def verify(root: Path, *, working_tree: bool = False, engine: str = "auto", report: Report) -> Verdict:
    """Build the paper from clean copies and compare all that comes out, also with what is committed.

    Parameters
    ----------
    root
        The project, a git repository.
    working_tree
        Copy the files as they are now, untracked ones too, in place of the last commit.
    engine
        The renderer, as for ``kazbrief render``.
    report
        Called with one line a step, and with what diffoscope finds inside files that differ, where it is installed.

    Raises
    ------
    KazbriefError
        When the project isn't a git repository, or a copy can't be built.
    """
    with tempfile.TemporaryDirectory(prefix="kazbrief-") as name:
        temporary = Path(name).resolve()
        snapshots = [
            copies.snapshot(root, temporary / where.folder / "project", working_tree=working_tree)
            for where in SURROUNDINGS
        ]
        snapshot = snapshots[0]
        report(f"{len(snapshot.files)} files of {'the working tree' if working_tree else 'the last commit'}")
        with ThreadPoolExecutor(len(snapshots)) as pool:
            running = [
                pool.submit(copies.build, copy, where, engine, report)
                for copy, where in zip(snapshots, SURROUNDINGS, strict=True)
            ]
            builds = [future.result() for future in running]
    first, outputs = (built.outputs for built in builds)
    differences = [
        f"{path}: a source file that the build of the {where.name} copy changed"
        for built, where in zip(builds, SURROUNDINGS, strict=True)
        for path in built.changed_sources
    ]
    differences += [f"{path}: made by the second build alone" for path in outputs if path not in first]
    differences += _differing(first, outputs, "made by the first build alone", "", report)
    differences += _differing(
        snapshot.products, outputs, "committed, but no build makes it", "not as committed; ", report
    )
    return Verdict(
        outputs={path: copies.digest(content) for path, content in outputs.items()},
        committed=len(snapshot.products.keys() & outputs.keys()),
        differences=tuple(differences),
        inputs=snapshot.inputs,
    )


def _differing(
    one: Mapping[str, bytes], other: Mapping[str, bytes], missing: str, differing: str, report: Report
) -> Iterator[str]:
    """One entry a file of ``one`` that isn't the same in ``other``."""
    for path, content in sorted(one.items()):
        if path not in other:
            yield f"{path}: {missing}"
        elif other[path] != content:
            for line in difference.inside(path, content, other[path]):
                report(line)
            yield f"{path}: {differing}{difference.first(content, other[path])}"
