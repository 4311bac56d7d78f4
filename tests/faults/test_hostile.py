"""Text in a table that could be read as a program stays text wherever it is printed."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pikepdf
import pytest

import kazbrief
from kazbrief import claims, files
from kazbrief.claims import printed
from kazbrief.exhibits import citation, index, pictures, publish, tbl_sources
from kazbrief.exhibits.record import Exhibit
from kazbrief.exhibits.register import entry
from kazbrief.measures import listings
from kazbrief.paper import render

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "<script>alert(1)</script>",
    '#include("x")',
    r"\input{x}",
    "$x$",
    "[x](javascript:1)",
    "@ref",
    "=cmd()",
    "]]>",
    "<img src=x onerror=alert(2)>",
    "{{< var a.b >}}",
    "`c` *b* _u_",
    "| & ::: \\",
    "</title>&lt;",
    "#read(\"x\")",
    "{=html}",
    "${a}",
    "line\n\n# heading",
)  # fmt: skip
EXHIBIT = "fig-bounds-check"


def turned(number: int) -> str:
    return HOSTILE[number % len(HOSTILE)]


def one_line(text: str) -> str:
    return " ".join(text.splitlines())


@pytest.fixture(scope="session")
def tables() -> dict[str, pd.DataFrame]:
    """The tables of an exhibit with hostile names of oblasts and sources."""
    drawn = entry(EXHIBIT)
    found = {name: kazbrief.load(name) for name in (*drawn.tables, "sources")}
    oblasts = sorted(found["bounds_check"]["oblast"].unique())
    names = {oblast: one_line(turned(number)) for number, oblast in enumerate(oblasts[: len(HOSTILE)])}
    for frame in found.values():
        for column in frame.columns.intersection(["oblast", "unit", "from_unit", "to_unit"]):
            frame[column] = frame[column].replace(names)
    sources = found["sources"]
    for column, first in (("title", 0), ("publisher", 5), ("terms", 9), ("note", 11)):
        sources[column] = [turned(first + number) for number in range(len(sources))]
    return found


@pytest.fixture(scope="session")
def made(tables: dict[str, pd.DataFrame]) -> Exhibit:
    return publish.make(entry(EXHIBIT), tables)


@pytest.fixture(scope="session")
def record(made: Exhibit) -> Mapping[str, Any]:
    return made.record({})


@pytest.fixture(scope="session")
def paper(
    made: Exhibit,
    tables: dict[str, pd.DataFrame],
    house_format: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A paper with the exhibit, a ledger of claims and a table of sources, rendered: its output folder."""
    project = tmp_path_factory.mktemp("hostile") / "project"
    shutil.copytree(ROOT / "tests" / "paper" / "sample", project)
    shutil.copytree(house_format, project / "_extensions" / "briefing")
    built = project / "report" / "_built"
    files.write_text(built / f"{EXHIBIT}.svg", pictures.svg(made, {}, furniture=False))
    for ending, text in (
        ("svg", pictures.svg(made, {}, furniture=True)),
        ("csv", files.export_text(made.frame)),
    ):
        files.write_text(project / "figures" / f"{EXHIBIT}.{ending}", text)
    files.write_text(project / "figures" / f"{EXHIBIT}.txt", citation.files(made.record({}))["txt"])
    judged = kazbrief_ledger().head(len(HOSTILE)).copy()
    for first, column in enumerate(("quotation", "reason", "state_2025", "source_id")):
        judged[column] = [turned(first + number).replace(";", ",") for number in range(len(judged))]
    values = listings.values_of({EXHIBIT: made.frame})
    sources = listings.sources_by_exhibit(values, tables["sources"])
    cells = [[cell.replace("@fig", "fig") for cell in row] for row in tbl_sources.cells(sources)]
    head = "---\ntitle: A\ndate: 2025-01-02\nlang: en\nauthor: [{name: B}]\n---\n\n"
    parts = [publish.snippet(made), printed.ledger_markdown(judged)]
    parts += [f"- {cell}" for row in cells for cell in row]
    document = files.write_text(project / "report" / "hostile.qmd", head + "\n\n".join(parts))
    render(project, document, project / "_output", engine="embedded")
    return project / "_output"


def kazbrief_ledger() -> pd.DataFrame:
    return pd.read_csv(
        ROOT / "figures" / f"{claims.LEDGER}.csv",
        keep_default_na=False,
        na_values={"value": [""], "value_high": [""]},
    )


def smart(text: str) -> str:
    """Quotation marks as a printer sets them, all made alike, and spaces that a line may break at."""
    return re.sub(r"\s+", " ", re.sub("[\u201c\u201d\u2018\u2019\"']", "'", one_line(text)))


def test_the_drawing_holds_them_as_text_and_no_element_more(made: Exhibit) -> None:
    svg = ElementTree.fromstring(pictures.svg(made, {}, furniture=True))
    names = {str(element.tag).rpartition("}")[2] for element in svg.iter()}
    assert not names & {"script", "img", "foreignObject", "a", "iframe"}
    assert not any(name.lower().startswith("on") for element in svg.iter() for name in element.attrib)
    drawn = {element.text for element in svg.iter() if element.tag.endswith(("}text", "}tspan"))}
    assert {one_line(text) for text in HOSTILE} <= drawn


@pytest.mark.slow
def test_the_page_shows_them_and_runs_none(paper: Path) -> None:
    from lxml import html

    page = html.fromstring((paper / "hostile.html").read_text("utf-8"))
    plain = [script for script in page.iter("script") if not script.get("type")]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digests = [base64.b64encode(hashlib.sha256(script.text.encode()).digest()).decode() for script in plain]
    known = re.findall(r"'sha256-([^']+)'", policy)
    assert sorted(digests) == sorted(known), "the page's own scripts, which its policy knows"
    assert {script.get("type") for script in page.iter("script")} == {
        None,
        "application/ld+json",
        "application/json",
    }
    for element in page.iter():
        if isinstance(element.tag, str):
            assert not any(name.lower().startswith("on") for name in element.attrib), element.attrib
            assert not str(element.get("href", "")).strip().lower().startswith("javascript"), element.attrib
            assert element.tag not in ("img", "iframe", "object", "embed", "base") or "alert" not in str(
                element.attrib
            )
    assert not [
        heading for heading in page.iter("h1", "h2", "h3") if heading.text_content().strip() == "heading"
    ]
    for script in page.xpath("//script | //style"):
        script.text = ""
    shown = smart(page.text_content())
    for text in HOSTILE:
        assert smart(text) in shown, text


def test_the_document_shows_them_and_reads_nothing(paper: Path) -> None:
    source = (paper / "hostile.typ").read_text("utf-8")
    own = set(re.findall(r"(?<!\\)#(include|read|eval|import)\b[^\n]*", source))
    assert own <= {"import"}, own
    with pikepdf.open(paper / "hostile.pdf") as document:
        assert "/JavaScript" not in document.Root.get("/Names", {})
        links = [note for page in document.pages for note in page.get("/Annots", ())]
        addresses = [str(note.get("/A", {}).get("/URI", "")) for note in links]
    assert not [address for address in addresses if address.startswith("javascript")]


def test_records_citations_and_lists_hold_them_as_text(made: Exhibit, record: Mapping[str, Any]) -> None:
    read = json.loads(files.json_text(record))
    assert {source["title"] for source in read["sources"]} <= set(HOSTILE)
    assert json.loads(citation.files(record)["csl.json"])[0]["title"] == record["finding"]
    hostile = {
        **record,
        "finding": "<script>alert(1)</script> [x](javascript:1)\n# x",
        "alt": "](javascript:1) <img>",
    }
    listed = index.markdown([hostile]).partition("\n## ")[2]
    assert not re.search(r"(?<!\\)<(?!!)|(?<!\\)\]\(javascript|^# x", listed, flags=re.M)
    assert re.search(r"title\s+= \{\{.*\\\$x\\\$", citation.bibtex({**record, "finding": "$x$ \\input{x}"}))
    assert "\nER  - x" not in citation.cite({**record, "finding": "a\nER  - x"}, "ris")


def test_tables_to_take_away_hold_no_formula(made: Exhibit) -> None:
    read = pd.read_csv(io.StringIO(files.export_text(made.frame)), dtype="str", keep_default_na=False)
    assert {"'=cmd()", "'@ref"} <= set(read["oblast"])
    text = read.drop(columns=made.frame.select_dtypes("number").columns)
    assert (
        not text.apply(lambda column: column.str.startswith(("=", "+", "-", "@", "\t", "\r")))
        .to_numpy()
        .any()
    )
    tab = files.export_text(pd.DataFrame({"a": ["\t=1", "x", None], "b": [-1.0, 2.0, 3.0]}))
    assert tab == "a,b\n'\t=1,-1.0\nx,2.0\n,3.0\n"
