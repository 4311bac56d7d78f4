"""The paper: Quarto sources, rendered by the Quarto CLI or, without it, by pandoc and Typst from PyPI.

Light to import: pandoc, Typst and the font tools are loaded when something is rendered.
"""

from __future__ import annotations

from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.paper.engine import EngineChoice, choose_engine

__all__ = ["FORMATS", "EngineChoice", "choose_engine", "render", "render_file"]

FORMATS = ("html", "pdf")


def render(
    project: Path,
    document: Path,
    output: Path,
    *,
    engine: str = "auto",
    formats: tuple[str, ...] = FORMATS,
) -> list[Path]:
    """Render a document to HTML and PDF.

    Parameters
    ----------
    project
        The folder with ``_quarto.yml`` and ``_extensions``.
    document
        The ``.qmd`` file, inside the project.
    output
        The folder for ``<stem>.html``, ``<stem>.pdf`` and ``<stem>.typ`` (what the PDF was compiled from).
    engine
        ``auto`` (the Quarto CLI when there is one, else the embedded renderer), ``quarto`` or ``embedded``.
    formats
        Any of ``html`` and ``pdf``.

    Returns
    -------
    list of Path
        The files written. All of them are new, or, on an error, all are as they were before.

    Raises
    ------
    KazbriefError
        For a fault in the sources, with file and line, all of a run at once; or when the engine asked for
        is not there.
    """
    project, document, output = project.resolve(), document.resolve(), output.resolve()
    program = choose_engine(engine).path
    if program is not None:
        from kazbrief.paper import quarto

        return quarto.render(program, project, document, output, formats)
    from kazbrief.paper import embedded

    return embedded.render(project, document, output, formats)


def render_file(document: Path, *, engine: str = "auto") -> list[Path]:
    """Render any document that uses the house format, inside or outside a project of Quarto.

    Returns
    -------
    list of Path
        The files written: in the output folder that the project names, else beside the document.

    Raises
    ------
    KazbriefError
        As :func:`render` does; or when no folder above the document has ``_extensions``.
    """
    from kazbrief.paper.settings import project_metadata

    path = document.resolve()
    if not path.is_file():
        raise KazbriefError(f"{document}: no such document")
    project = next((folder for folder in path.parents if (folder / "_extensions").is_dir()), None)
    if project is None:
        advice = "copy _extensions/briefing of kazbrief there, or run `quarto add` with the address of its repository"
        raise KazbriefError(f"{document}: no folder _extensions beside it or above it; {advice}")
    named = project_metadata(project, path).get("project", {}).get("output-dir")
    return render(project, path, project / named if named else path.parent, engine=engine)
