"""The Quarto CLI: called on the project, its outputs moved to their place, its errors turned into ours."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from kazbrief.errors import InputError, KazbriefError
from kazbrief.files import write_bytes
from kazbrief.paper import page, pandoc
from kazbrief.paper.engine import LOCALE
from kazbrief.paper.settings import TARGETS, project_metadata, settings
from kazbrief.paper.sources import Document, Faults, read_document, shown

# Tells the project's pre-render and post-render scripts that kazbrief does their work.
CALLED = "KAZBRIEF_RENDER"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def render(program: Path, project: Path, path: Path, output: Path, formats: Sequence[str]) -> list[Path]:
    """Render a document with the Quarto CLI; see :func:`kazbrief.paper.render`, whose work this does.

    Parameters
    ----------
    program
        The CLI.
    """
    shared = project_metadata(project, path)
    document = read_document(path, project)
    faults = Faults()
    chosen = []
    for name in formats:
        with faults.gathered():
            chosen.append(settings(document, shared, TARGETS[name]))
    faults.tell()
    # What the CLI only warns of (or tells without its place) is a fault, found first by what the embedded renderer checks.
    for name, entry in zip(formats, chosen, strict=True):
        with faults.gathered():
            text = pandoc.convert(document, entry)
            if name == "html":
                page.embed(text, document)
    faults.tell()
    made = project / shared.get("project", {}).get("output-dir", ".")
    results = [path.with_suffix(f".{suffix}") for suffix in ("html", "pdf", "typ")]
    mirrored = made / path.parent.relative_to(project)

    def present() -> set[Path]:
        """What Quarto may leave: results beside the document, and copies of pictures in its output folder."""
        copies = mirrored.rglob("*") if mirrored != path.parent else ()
        return {file for file in (*results, *copies, mirrored) if file.exists()}

    before, moved = present(), []
    only = ["--to", *(entry.name for entry in chosen)] if set(formats) != {"html", "pdf"} else []
    try:
        answer = subprocess.run(
            [program, "render", shown(path, project), *only],
            cwd=project,
            env=environment(chosen[0].date),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if answer.returncode:
            raise _refusal(answer.stderr or answer.stdout, document)
        for line in COLOUR.sub("", answer.stderr).splitlines():
            if match := re.search(r"Unable to resolve crossref (@\S+)|citation (\S+) not found", line):
                faults.add(
                    document.locate(match[1] or f"@{match[2]}"),
                    f"what Quarto warns of: {line.strip()}",
                    "no warning",
                )
        faults.tell()
        moved = _collect(document, output, mirrored, formats)
        return moved
    finally:
        for file in sorted(present() - before - {*moved}, reverse=True):
            if file.is_file():
                file.unlink()
            elif not any(file.iterdir()):
                file.rmdir()


def environment(date: dt.date) -> dict[str, str]:
    """The environment of the CLI: the edition's date for the PDF, this Python for the project's scripts."""
    moment = dt.datetime.combine(date, dt.time(), dt.UTC)
    return {
        **os.environ,
        "LC_ALL": LOCALE,
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "QUARTO_PYTHON": sys.executable,
        CALLED: "1",
    }


def _refusal(message: str, document: Document) -> InputError:
    """What Quarto printed as an error, without colours and stack traces."""
    lines = [line.strip() for line in COLOUR.sub("", message).splitlines() if line.strip()]
    errors = [number for number, line in enumerate(lines) if line.lower().startswith("error")]
    first = errors[0] if errors else max(0, len(lines) - 6)
    kept = [line for line in lines[first : first + 6] if not line.startswith(("at ", "Stack trace"))]
    reason = "; ".join(kept).removeprefix("ERROR: ") or "it gave no reason"
    return document.start.error(f"a document that Quarto cannot render ({reason})", "one that it can")


def _collect(document: Document, output: Path, mirrored: Path, formats: Sequence[str]) -> list[Path]:
    """Move what Quarto made to ``output``; it mirrors the sources' folders and leaves the .typ beside them."""
    beside = document.path.parent
    moved: dict[Path, Path] = {}
    for suffix in (*formats, *(["typ"] if "pdf" in formats else [])):
        name = f"{document.path.stem}.{suffix}"
        for folder in (beside, mirrored):
            if (folder / name).is_file():
                moved[output / name] = folder / name
        if output / name not in moved and suffix != "typ":
            raise KazbriefError(f"{document.start.path}: Quarto ended well but made no {name}")
    for target, source in moved.items():
        if source != target:
            write_bytes(target, source.read_bytes())
            source.unlink()
    return list(moved)
