"""The paper: Quarto sources, rendered by the Quarto CLI or, without it, by pandoc and Typst from PyPI.

Light to import: pandoc, Typst and the font tools are loaded when something is rendered.
"""

from __future__ import annotations

from pathlib import Path

from kazbrief.paper.engine import EngineChoice, choose_engine

__all__ = ["FORMATS", "EngineChoice", "choose_engine", "render"]

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
