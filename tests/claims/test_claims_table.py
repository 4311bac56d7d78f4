"""The table of claims: what may stand in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from kazbrief.errors import InputError
from kazbrief.tables.catalogue import get
from kazbrief.tables.checking import check

SCRIPTS = Path(__file__).parents[2] / "scripts"


def changed(frame: pd.DataFrame, claim_id: str, cells: dict[str, str | None]) -> pd.DataFrame:
    frame, chosen = frame.copy(), frame["claim_id"] == claim_id
    for column, cell in cells.items():
        frame.loc[chosen, column] = cell
    return frame


@pytest.mark.parametrize(
    ("claim_id", "cells", "told"),
    [
        ("C48", {"verdict": "supported"}, "column verdict: found a verdict for a computed claim"),
        ("C07", {"sensitivity": None}, "column sensitivity: found an empty cell"),
        ("C07", {"verdict": "likely"}, "column verdict: found 'likely', expected one of 'supported'"),
        ("C07", {"source_id": "P02;P9999"}, "column source_id: found 'P9999'"),
        (
            "C07",
            {"quotation": "word " * 24 + "word"},
            "column quotation: found 25 words, expected at most 24",
        ),
        ("C07", {"quotation": "(BTC, the pipeline"}, r"column quotation: found \( and \) not in pairs"),
        ("C07", {"quotation": "the \u201cspecial relationship"}, "column quotation: found \u201c and \u201d"),
        ("C07", {"quotation": "signed \u2026 the Plan"}, "column quotation: found an ellipsis"),
        (
            "C07",
            {"quotation": "it is the only Central Asian state involved in the program"},
            "each quotation once",
        ),
        ("C07", {"claim_id": "C4"}, "column claim_id: found 'C4', expected an identifier such as C01"),
        ("C08", {"other_verdict": None}, "column sensitivity: found no \u201cWould be ...\u201d"),
        ("C08", {"other_verdict": "open"}, "column sensitivity: found no \u201cWould be open\u201d"),
        (
            "C08",
            {"other_verdict": "supported"},
            "column other_verdict: found 'supported', the verdict itself",
        ),
        ("C07", {"subject": "weather"}, "column subject: found 'weather'"),
    ],
)
def test_faults_are_told(
    raw: dict[str, pd.DataFrame], claim_id: str, cells: dict[str, str | None], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        check(get("claims"), changed(raw["claims"], claim_id, cells), raw)


def test_there_are_enough_claims_and_all_parts_of_the_article_are_read(raw: dict[str, pd.DataFrame]) -> None:
    claims = raw["claims"]
    assert len(claims) >= 65
    assert set(claims["paragraph"]) == set(range(1, 13))


def test_rules_name_the_verdicts_that_they_give(raw: dict[str, pd.DataFrame]) -> None:
    documented = raw["claims"][raw["claims"]["kind"] == "documented"]
    for row in documented.itertuples():
        assert row.verdict in row.rule or row.rule.startswith("None: "), row.claim_id


def test_the_register_is_light() -> None:
    code = "import sys, kazbrief.claims; print('pandas' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SCRIPTS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
