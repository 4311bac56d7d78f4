"""The real Quarto CLI and the embedded renderer make the same paper of the same sources."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from skeletons import html_skeleton, pdf_skeleton

from kazbrief.errors import KazbriefError
from kazbrief.paper import choose_engine, pandoc, render
from kazbrief.paper.settings import project_metadata, settings
from kazbrief.paper.sources import read_document


def run_pandoc(folder: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """pandoc on a Markdown text, in a folder, with options of its own."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--from=markdown", *options]
    return subprocess.run(
        command, input=text, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def by_quarto(new_project: Callable[[], Path]) -> Path:
    try:
        choose_engine("quarto")
    except KazbriefError as reason:
        pytest.skip(str(reason))
    project = new_project()
    render(project, project / "report" / "sample.qmd", project / "_output", engine="quarto")
    return project / "_output"


@pytest.mark.quarto
def test_the_pages_have_one_structure(by_quarto: Path, rendered: Path) -> None:
    assert html_skeleton(by_quarto / "sample.html") == html_skeleton(rendered / "sample.html")


def classes(page: Path) -> set[str]:
    """All classes of the elements of a page."""
    from lxml import html

    return {name for value in html.parse(str(page)).xpath("//@class") for name in value.split()}


def styled(house_format: Path) -> set[str]:
    """The classes that the style sheet names."""
    sheet = (house_format / "briefing.css").read_text("utf-8")
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}|/\*.*?\*/|url\([^)]*\)", " ", sheet)))


@pytest.mark.quarto
def test_the_pages_have_the_same_classes_of_the_style_sheet(
    by_quarto: Path, rendered: Path, house_format: Path
) -> None:
    ours, theirs = (
        classes(folder / "sample.html") & styled(house_format) for folder in (rendered, by_quarto)
    )
    assert theirs == ours


def test_the_style_sheet_names_no_class_that_is_never_made(rendered: Path, house_format: Path) -> None:
    kinds = ("note", "tip", "warning", "caution", "important")
    made = classes(rendered / "sample.html") | {f"callout-{kind}" for kind in kinds}
    for path in (*house_format.rglob("*.lua"), *house_format.rglob("*.js"), *house_format.glob("*.typ")):
        made |= set(re.findall(r"[\w-]+", path.read_text("utf-8")))
    columns = re.compile(r"[ns]\d+")  # of a reader's table, by number
    assert {name for name in styled(house_format) - made if not columns.fullmatch(name)} == set()


@pytest.mark.quarto
def test_the_pdfs_have_one_structure(by_quarto: Path, rendered: Path) -> None:
    # How many groupings stand around what is read, and around which lines, is each renderer's own affair.
    grouping = re.compile(r"structure: (Div|Span|NonStruct|P|Lbl) ")
    ours, theirs = (
        [line for line in pdf_skeleton(folder / "sample.pdf") if not grouping.match(line)]
        for folder in (rendered, by_quarto)
    )
    assert theirs == ours


@pytest.mark.quarto
def test_the_pdfs_have_the_same_words(by_quarto: Path, rendered: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext (poppler)")
    texts = [
        subprocess.run(
            ["pdftotext", folder / "sample.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout.split()
        for folder in (rendered, by_quarto)
    ]
    assert texts[1] == texts[0]


@pytest.mark.browser
def test_the_page_survives_what_quarto_does_after_pandoc(
    browser: Any, new_project: Callable[[], Path], rendered: Path, tmp_path: Path
) -> None:
    """Quarto reads pandoc's page, writes it out again, and lets pandoc put all files into it."""

    project = new_project()
    path = project / "report" / "sample.qmd"
    shared = project_metadata(project, path)
    document = read_document(path, project)
    chosen = settings(document, shared, "html")
    (tmp_path / "sample.html").write_text(pandoc.convert(document, chosen), "utf-8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "sample.html").as_uri())
    (tmp_path / "template.html").write_text("$body$\n", "utf-8")
    made = run_pandoc(
        path.parent,
        f"````````{{=html}}\n{page.content()}\n````````\n",
        *(
            "--to=html",
            "--embed-resources",
            "--metadata=title=page",
            f"--template={tmp_path / 'template.html'}",
        ),
    )
    assert made.returncode == 0, made.stderr
    (tmp_path / "sample.html").write_text(made.stdout, "utf-8")
    assert html_skeleton(tmp_path / "sample.html") == html_skeleton(rendered / "sample.html")
    scripts = [
        re.findall(r"<script>.*?</script>", text, re.DOTALL)
        for text in (made.stdout, (rendered / "sample.html").read_text("utf-8"))
    ]
    assert scripts[0] == scripts[1]  # else the page's own policy would block its script
    assert 'href="http' not in re.sub(r"<a .*?>", "", made.stdout)


def test_the_typst_file_makes_the_same_pdf_beside_the_document(
    new_project: Callable[[], Path], rendered: Path, tmp_path: Path
) -> None:
    """Quarto leaves the Typst file in the document's folder and compiles it there."""
    import typst

    project = new_project()
    beside = project / "report" / "sample.typ"
    beside.write_text((rendered / "sample.typ").read_text("utf-8"), "utf-8")
    typst.compile(
        str(beside),
        output=str(tmp_path / "sample.pdf"),
        root=str(project),
        font_paths=[str(project / "_extensions" / "briefing" / "fonts")],
        ignore_system_fonts=True,
        pdf_standards=["a-3a", "ua-1"],
    )
    assert pdf_skeleton(tmp_path / "sample.pdf") == pdf_skeleton(rendered / "sample.pdf")


AS_QUARTO = """
quarto = {{ doc = {{ input_file = '{document}' }}, project = {{ directory = '{project}' }} }}
return dofile '{project}/_extensions/briefing/briefing.lua'
"""


@pytest.fixture
def as_quarto(new_project: Callable[[], Path]) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the house format's filter as the CLI does: it alone, with the printed form of the date."""

    def run(front: str, text: str, printed: str = "", part: str = "") -> subprocess.CompletedProcess[str]:

        project = new_project()
        document = project / "report" / "doc.qmd"
        document.write_bytes(f"\ufeff---\n{front}\n---\n\n{{{{< include _part.qmd >}}}}\n{text}\n".encode())
        (document.parent / "_part.qmd").write_text(part, "utf-8")
        (project / "quarto.lua").write_text(AS_QUARTO.format(document=document, project=project), "utf-8")
        template = project / "_extensions" / "briefing" / "briefing.html"
        options = (
            "--to=html5",
            "--wrap=none",
            f"--template={template}",
            f"--lua-filter={project / 'quarto.lua'}",
        )
        said = (f"--metadata=date:{printed}", "--metadata=title:A")
        return run_pandoc(document.parent, f"{part}\n\n{text}\n", *options, *said)

    return run


@pytest.mark.parametrize(
    ("front", "printed"),
    [
        ("date: 2025-01-02", "January 2, 2025"),
        ('title: A\ndate: "2025-01-02"  # a day', "2 января 2025 г."),
        ("date: '2025-01-02'\r", "1/2/25"),
    ],
)
def test_quarto_s_printed_date_is_not_read(
    front: str, printed: str, as_quarto: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    made = as_quarto(front, "Text.", printed)
    assert '<time datetime="2025-01-02">January 2, 2025</time>' in made.stdout, made.stderr


def test_quarto_is_stopped_with_file_and_line_of_the_part(
    as_quarto: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    part = "Text.\n\n::: {.panel-tabset}\n:::\n\n![A](none.svg){#fig-x fig-alt='x'}\n"
    made = as_quarto("date: 2025-01-02T10:00", "[a](#nowhere)", "today", part)
    assert made.returncode
    told = [line.partition(": found ")[0] for line in made.stderr.splitlines() if ": found " in line]
    assert sorted(told) == ["_part.qmd:3", "_part.qmd:6", "doc.qmd:2", "doc.qmd:6"]


RENDER = """
import sys
from pathlib import Path
from kazbrief.paper import render
project = Path(sys.argv[-1])
render(project, project / "report" / "sample.qmd", project / "_output", engine="embedded", formats=("html",))
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="a system that doesn't show commands")
@pytest.mark.parametrize(("verb", "lifted"), [("preview", True), ("render", False)])
def test_the_policy_is_lifted_for_the_preview_of_quarto(
    new_project: Callable[[], Path], verb: str, lifted: bool
) -> None:
    project = new_project()
    subprocess.run([sys.executable, "-c", RENDER, "quarto.js", verb, project], check=True)
    text = (project / "_output" / "sample.html").read_text("utf-8")
    assert ("Content-Security-Policy" not in text) == lifted
