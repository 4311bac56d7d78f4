"""Editions: what is kept, and what is told when something moved."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from kazbrief import diff, edition
from kazbrief.errors import KazbriefError
from kazbrief.exhibits.register import names

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The machine files of a build."""
    figures = tmp_path / "figures"
    figures.mkdir()
    for name in names():
        (figures / f"{name}.json").write_text(
            json.dumps({"finding": f"Finding of {name}", "rows": 3}), "utf-8"
        )
        (figures / f"{name}.csv").write_text("a\n1\n", "utf-8")
    numbers = {
        "oil.share": {
            "raw": 66.2,
            "text": "66\u00a0%",
            "unit": "per cent",
            "grade": "B",
            "tables": ["oil_share"],
        },
        "oil.range": {
            "raw": [62.1, 86.8],
            "text": "62\u201387\u00a0%",
            "unit": "per cent",
            "grade": "B",
            "tables": [],
        },
    }
    claim = dict.fromkeys(["kind", "value", "value_high", "unit", "year", "verdict", "grade", "sensitivity"])
    claims = {"claims": [{**claim, "claim_id": "C48", "verdict": "contradicted", "value": 86.8}]}
    (figures / "numbers.json").write_text(json.dumps(numbers), "utf-8")
    (figures / "tbl-claims.json").write_text(json.dumps(claims), "utf-8")
    return tmp_path


def change(project: Path, name: str, old: str, new: str) -> None:
    path = project / "figures" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def moves(project: Path) -> list[str]:
    return [str(move) for move in diff.compare(diff.read(project, edition.EDITION), diff.snapshot(project))]


def test_nothing_moves_between_a_build_and_itself(project: Path) -> None:
    diff.save(project)
    assert moves(project) == []


def test_a_changed_raw_value_is_told_even_when_it_prints_the_same(project: Path) -> None:
    diff.save(project)
    change(project, "numbers.json", "66.2", "66.4")
    assert moves(project) == ["number oil.share: computed (printed the same) 66.2 -> 66.4"]


def test_a_changed_text_verdict_and_exhibit_are_told(project: Path) -> None:
    diff.save(project)
    name = names()[0]
    change(project, "numbers.json", "66.2", "71.2")
    change(project, "numbers.json", "66\\u00a0%", "71\\u00a0%")
    change(project, "tbl-claims.json", '"contradicted"', '"supported"')
    change(project, "tbl-claims.json", "86.8", "93.1")
    change(project, f"{name}.json", "Finding of", "News of")
    change(project, f"{name}.csv", "1", "2")
    told = moves(project)
    assert told[:3] == [
        "number oil.share: printed 66\u00a0% -> 71\u00a0%",
        "claim C48: value 86.8 -> 93.1",
        "claim C48: verdict contradicted -> supported",
    ]
    assert told[3] == f"exhibit {name}: finding Finding of {name} -> News of {name}"
    assert told[4].startswith(f"exhibit {name}: data ")
    assert len(told) == 5


def test_what_is_new_or_gone_is_told(project: Path) -> None:
    before = diff.snapshot(project)
    after = copy.deepcopy(before)
    after["numbers"]["oil.new"] = after["numbers"].pop("oil.share")
    assert [str(move) for move in diff.compare(before, after)] == [
        "number oil.new: new",
        "number oil.share: gone",
    ]


def test_a_kept_edition_is_not_overwritten(project: Path) -> None:
    path = diff.save(project)
    kept = path.read_bytes()
    diff.save(project)
    change(project, "numbers.json", "66.2", "66.4")
    with pytest.raises(KazbriefError, match="kept already"):
        diff.save(project)
    assert path.read_bytes() == kept
    diff.save(project, replace=True)
    assert moves(project) == []


def test_an_unknown_edition_is_told_with_those_kept(project: Path) -> None:
    diff.save(project)
    with pytest.raises(KazbriefError, match=rf"no edition '9': the editions kept are {edition.EDITION}"):
        diff.read(project, "9")


@pytest.mark.parametrize("text", ["{", "[]", '{"numbers": {}}'])
def test_a_broken_file_is_told(project: Path, text: str) -> None:
    path = diff.save(project)
    path.write_text(text, "utf-8")
    with pytest.raises(KazbriefError, match=rf"report/editions/{edition.EDITION}\.json"):
        diff.read(project, edition.EDITION)


def test_an_unbuilt_project_is_told(project: Path) -> None:
    (project / "figures" / "numbers.json").unlink()
    with pytest.raises(KazbriefError, match=r"numbers\.json is not built"):
        diff.snapshot(project)


def test_the_first_edition_is_kept() -> None:
    kept = diff.read(ROOT, "1")
    assert len(kept["claims"]) >= 65 and kept["numbers"] and kept["exhibits"]


def test_an_exhibit_that_went_names_the_one_in_its_place(project: Path) -> None:
    before = diff.snapshot(project)
    before["exhibits"] |= {key: {"finding": "", "rows": 1} for key in ["fig-pipelines-map", "fig-cut"]}
    told = [str(move) for move in diff.compare(before, diff.snapshot(project))]
    assert told == ["exhibit fig-cut: gone", "exhibit fig-pipelines-map: gone, replaced by fig-routes-map"]
