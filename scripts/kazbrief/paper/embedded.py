"""The embedded renderer: pandoc and Typst from PyPI wheels, in place of the Quarto CLI."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from kazbrief.files import write_bytes
from kazbrief.paper import page, pandoc, pdf
from kazbrief.paper.settings import TARGETS, project_metadata, settings
from kazbrief.paper.sources import Document, Faults, read_document, shown


def render(project: Path, path: Path, output: Path, formats: Sequence[str]) -> list[Path]:
    """Render a document; see :func:`kazbrief.paper.render`, whose work this does."""
    shared = project_metadata(project, path)
    document = read_document(path, project)
    faults = Faults()
    written: dict[Path, bytes] = {}
    with ThreadPoolExecutor(len(formats)) as pool:
        for part in [pool.submit(_render, document, shared, output, name) for name in formats]:
            with faults.gathered():
                written |= part.result()
    faults.tell()
    return [write_bytes(target, content) for target, content in written.items()]


def _render(document: Document, shared: dict[str, Any], output: Path, name: str) -> dict[Path, bytes]:
    """The files of one format, and what is in them."""
    stem = document.path.stem
    chosen = settings(document, shared, TARGETS[name])
    text = pandoc.convert(document, chosen)
    if name == "html":
        return {output / f"{stem}.html": page.embed(text, document).encode("utf-8")}
    kept = output / f"{stem}.typ"
    content = pdf.compile_pdf(text, document, chosen, shown(kept, document.project))
    return {output / f"{stem}.pdf": content, kept: text.encode("utf-8")}
