"""The Quarto CLI: called on the project, its outputs moved to their place, its errors turned into ours."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from kazbrief.errors import InputError, InputErrors, KazbriefError
from kazbrief.files import write_bytes
from kazbrief.paper.attachments import VARIABLE, Attachment, write
from kazbrief.paper.engine import LOCALE
from kazbrief.paper.settings import project_metadata, settings
from kazbrief.paper.sources import Document, read_document, shown

TARGETS = {"html": "html", "pdf": "typst"}
# Tells the project's pre-render and post-render scripts that kazbrief does their work.
CALLED = "KAZBRIEF_RENDER"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def render(
    program: Path,
    project: Path,
    path: Path,
    output: Path,
    formats: Sequence[str],
    attachments: Sequence[Attachment],
    progress: Callable[[str], None],
) -> list[Path]:
    """Render a document with the Quarto CLI; see :func:`kazbrief.paper.render`, whose work this does.

    Parameters
    ----------
    program
        The CLI.
    """
    shared = project_metadata(project, path)
    document = read_document(path, project, shared)
    chosen = [settings(document, shared, TARGETS[name]) for name in formats if not document.errors]
    if document.errors:
        raise InputErrors(list({str(error): error for error in document.errors}.values()))
    date = next(entry.metadata["date-meta"] for entry in chosen if entry is not None)
    house = next(name for name in (*_names(document.front), *_names(shared)) if name.endswith("-html"))
    names = {"html": house, "pdf": house.removesuffix("-html") + "-typst"}
    with tempfile.TemporaryDirectory() as temporary:
        command = [str(program), "render", shown(path, project)]
        if set(formats) != {"html", "pdf"}:
            command += ["--to", *(names[name] for name in formats)]
        variables = environment(date)
        if attachments:
            variables[VARIABLE] = str(write(Path(temporary) / "attachments.json", attachments))
        progress(f"{path.name}: {' '.join(['quarto', *command[1:]])}")
        answer = subprocess.run(
            command,
            cwd=project,
            env=variables,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if answer.returncode:
        raise _told(answer.stderr or answer.stdout, document)
    return _collect(document, project, output, shared.get("project", {}).get("output-dir", "."), formats)


def environment(date: str) -> dict[str, str]:
    """The environment of the CLI: the edition's date for the PDF, this Python for the project's scripts."""
    moment = dt.datetime.combine(dt.date.fromisoformat(date), dt.time(), dt.UTC)
    return {
        **os.environ,
        "LC_ALL": LOCALE,
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "QUARTO_PYTHON": sys.executable,
        CALLED: "1",
    }


def _names(metadata: dict[str, object]) -> list[str]:
    formats = metadata.get("format")
    return list(formats) if isinstance(formats, dict) else [formats] if isinstance(formats, str) else []


def _told(message: str, document: Document) -> InputError:
    """What Quarto printed as an error, without colours and stack traces."""
    lines = [line.strip() for line in COLOUR.sub("", message).splitlines() if line.strip()]
    first = next(
        (i for i, line in enumerate(lines) if line.lower().startswith("error")), max(0, len(lines) - 6)
    )
    kept = [line for line in lines[first : first + 6] if not line.startswith(("at ", "Stack trace"))]
    said = "; ".join(kept).removeprefix("ERROR: ") or "it gave no reason"
    return document.start.error(f"a document that Quarto cannot render ({said})", "one that it can")


def _collect(
    document: Document, project: Path, output: Path, folder: str, formats: Sequence[str]
) -> list[Path]:
    """Move what Quarto made to ``output``; it mirrors the sources' folders and leaves the .typ beside them"""
    stem = document.path.stem
    made = project / folder
    beside = document.path.parent
    mirrored = made / beside.relative_to(project)
    written: list[tuple[Path, Path]] = []
    for suffix in [f".{name}" for name in formats] + ([".typ"] if "pdf" in formats else []):
        found = [
            place / f"{stem}{suffix}" for place in (mirrored, beside) if (place / f"{stem}{suffix}").is_file()
        ]
        if found:
            written.append((found[0], output / f"{stem}{suffix}"))
        elif suffix != ".typ":
            raise KazbriefError(f"{document.start.path}: Quarto ended well but made no {stem}{suffix}")
    for source, target in written:
        if source != target:
            write_bytes(target, source.read_bytes())
            source.unlink()
    if mirrored != made and mirrored.is_dir() and not any(mirrored.iterdir()):
        mirrored.rmdir()
    return [target for _, target in written]
