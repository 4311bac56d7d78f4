"""The embedded renderer: pandoc and Typst from PyPI wheels, in place of the Quarto CLI."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kazbrief.errors import InputErrors, KazbriefError
from kazbrief.files import write_bytes
from kazbrief.paper import page, pandoc, pdf
from kazbrief.paper.attachments import Attachment
from kazbrief.paper.settings import Settings, project_metadata, settings
from kazbrief.paper.sources import Document, read_document, shown

TARGETS = {"html": "html", "pdf": "typst"}


def render(
    project: Path,
    document: Path,
    output: Path,
    formats: Sequence[str],
    attachments: Sequence[Attachment],
    progress: Callable[[str], None],
) -> list[Path]:
    """Render a document; see :func:`kazbrief.paper.render`, whose work this does."""
    shared = project_metadata(project, document)
    with ThreadPoolExecutor(len(formats)) as pool:
        parts = [
            pool.submit(_render, project, document, output, shared, name, attachments, progress)
            for name in formats
        ]
    written: dict[Path, bytes] = {}
    faults: dict[str, KazbriefError] = {}
    for part in parts:
        files, errors = part.result()
        written |= files
        faults |= {str(error): error for error in errors}
    if faults:
        raise InputErrors(list(faults.values()))
    return [write_bytes(path, content) for path, content in written.items()]


def _render(
    project: Path,
    path: Path,
    output: Path,
    shared: dict[str, Any],
    name: str,
    attachments: Sequence[Attachment],
    progress: Callable[[str], None],
) -> tuple[dict[Path, bytes], list[KazbriefError]]:
    """One format: the files it makes, or what is wrong."""
    document = read_document(path, project, shared)
    chosen = None if document.errors else settings(document, shared, TARGETS[name])
    if chosen is None or document.errors:
        return {}, document.errors
    text = pandoc.convert(document, chosen, attachments)
    if document.errors:
        return {}, document.errors
    progress(f"{path.name}: pandoc made the {'page' if name == 'html' else 'Typst file'}")
    files = _page(text, document, output) if name == "html" else _pdf(text, document, chosen, output)
    progress(f"{path.name}: {name.upper()} ready")
    return files, document.errors


def _page(text: str, document: Document, output: Path) -> dict[Path, bytes]:
    return {output / f"{document.path.stem}.html": page.embed(text, document).encode("utf-8")}


def _pdf(text: str, document: Document, chosen: Settings, output: Path) -> dict[Path, bytes]:
    kept = output / f"{document.path.stem}.typ"
    content = pdf.compile_pdf(text, document, chosen, shown(kept, document.project))
    return {output / f"{document.path.stem}.pdf": content, kept: text.encode("utf-8")}
