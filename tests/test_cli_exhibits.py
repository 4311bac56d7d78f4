"""``kazbrief cite`` and ``kazbrief exhibits``: what they print, and what they say when they can't."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import kazbrief
from kazbrief.cli import app
from kazbrief.errors import KazbriefError
from kazbrief.exhibits.register import names


def run(*words: str) -> str:
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "200", "TERM": "dumb"})
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl", "apa", "chicago", "plain"])
def test_cite_prints_what_the_library_gives(style: str) -> None:
    printed = run("cite", "fig-oil-share", "--format", style)
    assert printed.strip() == kazbrief.cite("fig-oil-share", style).strip()
    assert "fig-oil-share" in printed


def test_the_ledger_can_be_cited_too() -> None:
    assert "tbl-claims" in run("cite", "tbl-claims")


def test_exhibits_lists_every_figure_and_table_with_its_finding() -> None:
    listed = run("exhibits")
    assert all(name in listed for name in (*names(), "tbl-claims"))
    assert all(kazbrief.cite(name).split("). ", 1)[1][:25] in listed for name in names())


@pytest.mark.parametrize(
    ("name", "style", "message"),
    [
        ("fig-oil-shares", "plain", "no exhibit 'fig-oil-shares': did you mean fig-oil-share"),
        ("zzz", "plain", "`kazbrief exhibits` lists them"),
        ("fig-oil-share", "mla", "no citation style 'mla'"),
        ("fig-oil-share", "bibtx", "nearest: 'bibtex'"),
        ("FIG-OIL-SHARES", "plain", "did you mean fig-oil-share"),
    ],
)
def test_a_wrong_name_is_one_sentence_with_a_way_on(name: str, style: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as error:
        kazbrief.cite(name, style)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.slow
def test_a_figure_is_redrawn_into_the_file_that_is_asked_for(tmp_path: Path) -> None:
    svg, png = tmp_path / "a.svg", tmp_path / "b.png"
    words = ("exhibits", "redraw", "fig-titular-1989", "--size", "column")
    assert "a.svg" in run(*words, "--output", str(svg))
    assert 'id="fig-titular-1989-svg"' in svg.read_text("utf-8")
    run(*words, "--output", str(png))
    assert png.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["fig-border-ruler", "--size", "poster"], "no size 'poster': choose column, one-and-a-half"),
        (["fig-border-ruler", "--output", "a.gif"], "no format 'gif': choose svg, png, pdf"),
        (["fig-border-ruler", "--output", "a"], "give a file that ends in .svg, .png or .pdf"),
        (["fig-border-ruler", "--output", "."], "is no name of a file"),
        (["tbl-sources"], "tbl-sources is a table"),
        (["fig-x"], "no exhibit 'fig-x'"),
    ],
)
def test_what_cannot_be_redrawn_is_told_in_one_sentence(
    options: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["exhibits", "redraw", *options])
    assert isinstance(done.exception, KazbriefError)
    assert message in str(done.exception) and len(str(done.exception).splitlines()) == 1
    assert not list(tmp_path.iterdir())
