"""Claims and clean tables to the ledger: its data files, and the part that the paper includes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import claims, exhibits, files, paths
from kazbrief.build.code import code_of, project_path

ROOT = paths.root()
CLEAN = ROOT / "data" / "clean"


def task_ledger(
    inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in (*claims.TABLES, "sources")},
    code: list[Path] = code_of("kazbrief.claims.ledger", *claims.MODULES),
    table: Annotated[Path, Product] = ROOT / "figures" / f"{claims.LEDGER}.csv",
    record: Annotated[Path, Product] = ROOT / "figures" / f"{claims.LEDGER}.json",
    citations: Annotated[dict[str, Path], Product] = {
        ending: ROOT / "figures" / f"{claims.LEDGER}.{ending}" for ending in exhibits.CITATIONS
    },
    parts: Annotated[dict[str, Path], Product] = {
        name: ROOT / "report" / "_built" / f"{name}.qmd"
        for name in ("claims", "claims-counts", "claims-rules")
    },
) -> None:
    from kazbrief import tables
    from kazbrief.claims import ledger
    from kazbrief.exhibits import citation
    from kazbrief.tables import base

    frames = {name: base.read_clean(tables.get(name), path) for name, path in inputs.items()}
    judged = ledger.judge(frames["claims"], frames)
    files.write_text(table, files.export_text(judged))
    used = [*inputs.values(), *(path for path in code if "claims" in path.parts)]
    hashes = {project_path(path, ROOT): files.sha256(path) for path in used}
    told = ledger.ledger_json(judged, frames["sources"], hashes)
    files.write_text(record, files.json_text(told))
    for ending, content in citation.files(told).items():
        files.write_text(citations[ending], content)
    texts = {
        "claims": ledger.ledger_markdown(judged),
        "claims-counts": ledger.counts_markdown(judged),
        "claims-rules": ledger.rules_markdown(judged),
    }
    for name, path in parts.items():
        files.write_text(path, texts[name])
