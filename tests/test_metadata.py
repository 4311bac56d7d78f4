"""The paper says the same of itself everywhere: PDF, HTML, citation file, package."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from lxml import html

from kazbrief import edition

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def front() -> dict[str, Any]:
    text = (ROOT / "report" / "briefing.qmd").read_text("utf-8")
    match = re.match(r"---\n(.*?)\n---\n", text, flags=re.S)
    assert match
    return yaml.safe_load(match[1])


@pytest.fixture(scope="module")
def cff() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def plain(text: str) -> str:
    """Text with straight quotation marks: typography is the renderer's."""
    return text.replace("\u2019", "'").strip()


def test_citation_file_and_paper_agree(front: dict[str, Any], cff: dict[str, Any]) -> None:
    assert cff["title"] == front["title"]
    assert cff["date-released"] == front["date"] == edition.DATE
    assert cff["version"] == edition.VERSION
    assert cff["license"] == edition.LICENCE
    assert cff["keywords"] == front["keywords"]
    assert front["author"] == [{"name": edition.AUTHOR}]
    assert front["briefing"]["licence"] == edition.LICENCE_NAME
    assert front["briefing"]["edition"] == edition.EDITION


def test_package_and_edition_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    # The version stands in the package alone; hatchling reads it from there.
    assert "version" not in project and "version" in project["dynamic"]
    assert project["authors"] == [{"name": edition.AUTHOR}]


def test_pdf_carries_the_same(front: dict[str, Any]) -> None:
    with pikepdf.open(ROOT / "_output" / "briefing.pdf") as pdf, pdf.open_metadata() as xmp:
        assert plain(xmp["dc:title"]) == front["title"]
        assert list(xmp["dc:creator"]) == [edition.AUTHOR]
        assert xmp["xmp:CreateDate"].startswith(edition.DATE.isoformat())
        assert str(pdf.Root.Lang) == front["lang"]
        assert set(front["keywords"]) <= {word.strip() for word in re.split("[,;]", xmp["pdf:Keywords"])}


def test_html_carries_the_same(front: dict[str, Any]) -> None:
    page = html.parse(str(ROOT / "_output" / "briefing.html")).getroot()
    assert plain(page.findtext(".//title") or "") == front["title"]
    assert page.get("lang") == front["lang"]
    meta = {tag.get("name"): tag.get("content") for tag in page.iter("meta") if tag.get("name")}
    assert meta["author"] == edition.AUTHOR
    assert meta["dcterms.date"] == edition.DATE.isoformat()
    assert [word.strip() for word in meta["keywords"].split(",")] == front["keywords"]
