"""Broken input files, each with the sentence that a user is told: never a traceback, and never a wait."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kazbrief import files, yaml_file
from kazbrief.errors import InputErrors, KazbriefError
from kazbrief.paper import pandoc, render
from kazbrief.paper.sources import read_document
from kazbrief.tables import boundaries, checking
from kazbrief.tables.catalogue import get

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = HERE / "corpus"
EXPECTED: dict[str, dict[str, str]] = yaml.safe_load((CORPUS / "expected.yml").read_text("utf-8"))
SECONDS = 60
FUZZ = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@contextmanager
def limited() -> Iterator[None]:
    """At most a minute, on a loaded machine too: a hang is told."""

    def stop(*_: object) -> None:
        raise AssertionError(f"still at work after {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def told(work: Callable[[], object]) -> str:
    """The sentence with which some work is refused."""
    with limited(), pytest.raises(KazbriefError) as caught:
        work()
    sentence = str(caught.value)
    assert not re.search(r"Traceback|HasCallStack|stack traceback", sentence)
    return sentence


@pytest.fixture(scope="session")
def sources() -> object:
    return checking.clean(get("sources"), ROOT / "data" / "raw" / "sources.csv", {})


@pytest.fixture(scope="session")
def project(house_format: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample paper's project, with the corpus in it."""
    folder = tmp_path_factory.mktemp("corpus") / "project"
    shutil.copytree(ROOT / "tests" / "paper" / "sample", folder)
    shutil.copytree(house_format, folder / "_extensions" / "briefing")
    shutil.copytree(CORPUS / "paper", folder / "corpus")
    return folder


def test_every_broken_file_has_its_sentence() -> None:
    there = {f"{path.parent.name}/{path.name}" for path in CORPUS.glob("*/*")}
    said = {f"{kind}/{name}" for kind, cases in EXPECTED.items() for name in cases}
    helpers = {path for path in there if path.endswith((".bib", ".json"))}
    assert said == there - helpers


@pytest.mark.parametrize("name", EXPECTED["tables"])
def test_a_broken_table(name: str, sources: object) -> None:
    path = CORPUS / "tables" / name
    sentence = told(lambda: checking.clean(get("hdi"), path, {"sources": sources}))
    assert EXPECTED["tables"][name] in sentence


@pytest.mark.parametrize("name", EXPECTED["boundaries"])
def test_a_broken_layer(name: str, cleaned: Callable[[str], pd.DataFrame]) -> None:
    units = cleaned("units")
    sentence = told(lambda: boundaries.read_layer("oblasts", CORPUS / "boundaries" / name, units))
    assert EXPECTED["boundaries"][name] in sentence


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPECTED["paper"])
def test_a_broken_document(name: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "LONGEST", 2)
    output = project / "_output" / name
    sentence = told(lambda: render(project, project / "corpus" / name, output, engine="embedded"))
    assert EXPECTED["paper"][name] in sentence
    assert not output.exists(), "something was written"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("_variables.yml", "- a\n", "_variables.yml:1: found a list at the top of the YAML"),
        ("_variables.yml", "a: [\n", "_variables.yml:2: found broken YAML"),
        (
            "_variables.yml",
            "a: 1\nb: {c: 1}\na: 2\n",
            "_variables.yml:3: found broken YAML (the word 'a' a second time)",
        ),
        ("_variables.yml", "a: &x [*x]\n", "_variables.yml:1: found broken YAML (an alias"),
        ("_quarto.yml", "\tproject: x\n", "_quarto.yml:1: found broken YAML"),
        ("_quarto.yml", "\xff", "_quarto.yml:1: found the byte 0xff, expected UTF-8 text"),
        ("_extensions/briefing/_extension.yml", "title: x\ncontributes: 7\n", "_extension.yml"),
    ],
)
def test_a_broken_setting(name: str, content: str, words: str, project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    shutil.copytree(project, copy)
    (copy / name).write_bytes(content.encode("latin-1"))
    assert words in told(
        lambda: render(copy, copy / "report" / "sample.qmd", copy / "_output", engine="embedded")
    )


@pytest.mark.slow
@FUZZ
@given(content=st.binary(max_size=400))
def test_any_bytes_as_a_table_are_read_or_refused(content: bytes, sources: object, tmp_path: Path) -> None:
    path = files.write_bytes(tmp_path / "hdi.csv", b"country,year,hdi,source_id,grade\n" + content)
    with limited():
        try:
            checking.clean(get("hdi"), path, {"sources": sources})  # type: ignore[dict-item]
        except KazbriefError as fault:
            assert "hdi.csv" in str(fault)


@pytest.mark.slow
@FUZZ
@given(text=st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_text_as_settings_is_read_or_refused(text: str) -> None:
    with limited():
        try:
            yaml_file.load(text, "x.yml")
        except KazbriefError as fault:
            assert str(fault).startswith("x.yml:")


MARKS = st.sampled_from(
    ["{{< include x >}}", "{{< var a.b >}}", "{{< ", " >}}", "```", "~~~", ":::", "::: {.wide}", "---", "\n", "# a",
     "![a](b.svg){#fig-a}", "[", "]", "{#sec-x}", "@fig-a", "|a|\n|-|\n", "$", "<", "\\", "\r", "\u2028", " a "]
)  # fmt: skip


@pytest.mark.slow
@FUZZ
@given(text=st.lists(MARKS | st.text(st.characters(codec="utf-8"), max_size=5), max_size=40).map("".join))
def test_any_text_as_a_document_is_read_or_refused(text: str, tmp_path: Path) -> None:
    path = files.write_text(tmp_path / "x.qmd", text)
    with limited():
        try:
            document = read_document(path, tmp_path)
            assert len(document.lines) == len(document.places)
        except InputErrors as faults:
            assert all(re.match(r"x\.qmd:\d+: found ", str(fault)) for fault in faults.errors)


@pytest.mark.slow
@settings(parent=FUZZ, max_examples=int(os.environ.get("KAZBRIEF_DOCUMENTS", "15")))
@given(text=st.lists(MARKS | st.text(st.characters(codec="utf-8"), max_size=5), max_size=15).map("".join))
def test_any_text_is_rendered_or_refused(text: str, project: Path) -> None:
    head = "---\ntitle: A\ndate: 2025-01-02\nformat:\n  briefing-html: default\n  briefing-typst: default\n---\n\n"
    path = files.write_text(project / "corpus" / "fuzz.qmd", head + text)
    with limited():
        try:
            render(project, path, project / "_output", engine="embedded")
        except KazbriefError as fault:
            assert not re.search(r"Traceback|HasCallStack|stack traceback", str(fault))
