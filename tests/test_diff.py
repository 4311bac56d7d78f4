"""Editions: what is kept, and what is told when something moved."""

from __future__ import annotations

import copy
import json
from itertools import pairwise
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


def test_a_wider_space_in_a_printed_text_is_no_move(project: Path) -> None:
    diff.save(project)
    change(project, "numbers.json", "66\\u00a0%", "66\\u202f%")
    assert moves(project) == []


def test_moves_stand_under_their_reason_and_those_without_say_so(project: Path) -> None:
    diff.save(project)
    change(project, "numbers.json", "66\\u00a0%", "71\\u00a0%")
    change(project, "tbl-claims.json", '"contradicted"', '"supported"')
    moved = diff.compare(diff.read(project, edition.EDITION), diff.snapshot(project))
    why = {"C48": "A source was corrected", "C01": "Nothing of this moved"}
    told = {reason: [move.name for move in group] for reason, group in diff.by_reason(moved, why).items()}
    assert told == {"A source was corrected": ["C48"], "No reason is kept": ["oil.share"]}


def test_every_value_and_verdict_that_moved_between_kept_editions_has_its_reason() -> None:
    kept = sorted((path.stem for path in (ROOT / "report" / "editions").glob("*.json")), key=int)
    for before, after in pairwise(kept):
        moved = diff.compare(diff.read(ROOT, before), diff.read(ROOT, after))
        why = diff.reasons(ROOT, before)
        told = {move.name for move in moved if move.seen and move.part != "exhibit"}
        assert told <= why.keys(), f"no reason for what moved from edition {before} to {after}"


def test_a_reason_of_the_wrong_form_is_told_with_its_line(project: Path) -> None:
    path = project / diff.REASONS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('- since: "1"\n  of: oil.share\n  why: A reason\n', "utf-8")
    with pytest.raises(KazbriefError, match=r"reasons\.yml:2: .*'oil\.share'.*a list"):
        diff.reasons(project, "1")


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
