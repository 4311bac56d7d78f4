"""A small paper that passes, to be spoilt by tests."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kazbrief import check

ROOT = Path(__file__).resolve().parents[2]

PAPER = """---
title: "A border"
bibliography: references.bib
---

In 2010 the share was {{< var oil.share >}} [@source2010, p. 12], as @fig-oil shows.

Exports [rose]{.checked by="oil-cpc-over-half"} after 2009.

{{< include _built/fig-oil.qmd >}}
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A built project with a short paper."""
    report = tmp_path / "report"
    (report / "_built").mkdir(parents=True)
    (report / "briefing.qmd").write_text(PAPER, "utf-8")
    (report / "_built" / "fig-oil.qmd").write_text(
        '![A finding](x.svg){#fig-oil fig-alt="12 bars"}\n', "utf-8"
    )
    (report / "references.bib").write_text("@misc{source2010,\n  title = {A source}\n}\n", "utf-8")
    (tmp_path / "_variables.yml").write_text("oil:\n  share: 66\u00a0%\n", "utf-8")
    record = {"raw": 66.2, "text": "66\u00a0%", "unit": "per cent", "grade": "B", "tables": ["oil_share"]}
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "numbers.json").write_text(json.dumps({"oil.share": record}, indent=2), "utf-8")
    (tmp_path / "figures" / "tbl-claims.json").write_text('{"claims": [{"claim_id": "C17"}]}', "utf-8")
    clean = tmp_path / "data" / "clean"
    clean.mkdir(parents=True)
    for name in ("oil_exports", "oil_share"):
        shutil.copy(ROOT / "data" / "clean" / f"{name}.csv", clean)
    return tmp_path


@pytest.fixture
def findings_of(paper: Path) -> Callable[[str], list[str]]:
    """The findings after a paragraph is added to the paper, at its last line."""

    def found(paragraph: str) -> list[str]:
        path = paper / "report" / "briefing.qmd"
        path.write_text(PAPER + "\n" + paragraph + "\n", "utf-8")
        return [str(finding) for finding in check.run(paper).findings]

    return found
