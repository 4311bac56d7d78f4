"""``kazbrief cite`` and ``kazbrief exhibits``: what they print, and what they say when they can't."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

import kazbrief
from kazbrief import exhibits
from kazbrief.cli import app
from kazbrief.errors import KazbriefError


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
    assert all(name in listed for name in (*exhibits.NAMES, "tbl-claims"))
    assert "oil exports crossed Russia" in listed


@pytest.mark.parametrize(
    ("name", "style", "message"),
    [
        ("fig-oil-shares", "plain", "no exhibit 'fig-oil-shares': did you mean fig-oil-share"),
        ("zzz", "plain", "`kazbrief exhibits` lists them"),
        ("fig-oil-share", "mla", "no citation style 'mla'"),
    ],
)
def test_a_wrong_name_is_one_sentence_with_a_way_on(name: str, style: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as told:
        kazbrief.cite(name, style)
    assert len(str(told.value).splitlines()) == 1
