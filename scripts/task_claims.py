"""Claims and clean tables to the ledger: its data files, and the part that the paper includes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import claims, files, inputs, paths
from kazbrief.build.code import code_of, project_path
from kazbrief.exhibits import CITATIONS
from kazbrief.tables import catalogue

ROOT = paths.root()
CLEAN = ROOT / "data" / "clean"


def task_ledger(
    inputs: dict[str, Path] = {name: CLEAN / f"{name}.csv" for name in (*claims.tables_read(), "sources")},
    code: list[Path] = [
        *code_of("kazbrief.claims.printed", *map(inputs.module_of, claims.tests().values())),
        *catalogue.files_of("claims"),
    ],
    table: Annotated[Path, Product] = ROOT / "figures" / f"{claims.LEDGER}.csv",
    record: Annotated[Path, Product] = ROOT / "figures" / f"{claims.LEDGER}.json",
    citations: Annotated[dict[str, Path], Product] = {
        ending: ROOT / "figures" / f"{claims.LEDGER}.{ending}" for ending in CITATIONS
    },
    parts: Annotated[dict[str, Path], Product] = {
        name: ROOT / "report" / "_built" / f"{name}.qmd"
        for name in ("claims", "claims-counts", "claims-rules")
    },
) -> None:
    from kazbrief.claims import ledger, printed
    from kazbrief.exhibits import citation
    from kazbrief.exhibits.record import Exhibit, references
    from kazbrief.exhibits.words import Words
    from kazbrief.tables import reading

    frames = reading.read_all(inputs)
    judged = ledger.judge(frames["claims"], frames)
    files.write_text(table, files.export_text(judged))
    used = [*inputs.values(), *(path for path in code if "claims" in path.parts)]
    hashes = {project_path(path, ROOT): files.sha256(path) for path in used}
    exhibit = Exhibit(
        id=claims.LEDGER,
        words=Words(**ledger.words(judged)),
        frame=judged,
        references=references(judged, frames["sources"]),
        tables=claims.tables_read(),
        program="scripts/kazbrief/claims/ledger.py",
    )
    described = exhibit.record(hashes)
    files.write_text(record, files.json_text(described | ledger.plain(judged)))
    for ending, content in citation.files(described).items():
        files.write_text(citations[ending], content)
    texts = {
        "claims": printed.ledger_markdown(judged),
        "claims-counts": printed.counts_markdown(judged),
        "claims-rules": printed.rules_markdown(judged),
    }
    for name, path in parts.items():
        files.write_text(path, texts[name])
