"""Exhibits, numbers and prose to the paper, by the Quarto CLI or the embedded renderer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pytask import Product, PythonNode, mark

from kazbrief import files, paths
from kazbrief.build.code import code_of
from kazbrief.exhibits import REGISTER
from kazbrief.paper import fonts

ROOT = paths.root()
REPORT = ROOT / "report"
BUILT = REPORT / "_built"
OUTPUT = ROOT / "_output"
PROGRAM = ROOT / "scripts" / "kazbrief" / "paper"
EXTENSION = ROOT / "_extensions" / "briefing"
RECORDS = {entry.id: ROOT / "figures" / f"{entry.id}.json" for entry in REGISTER}
FONTS = fonts.files(EXTENSION / "fonts")
# Whatever the tasks make in report/_built; a test holds this against their products.
PARTS = [
    *(name for entry in REGISTER for name in entry.parts),
    *("claims.qmd", "claims-counts.qmd", "claims-rules.qmd", "judgements.qmd", "mind.qmd"),
    *("attachments.json", "provenance.qmd", "record.qmd"),
]


def task_parts(
    records: dict[str, Path] = RECORDS,
    raw: list[Path] = sorted((ROOT / "data" / "raw").rglob("*.*")),
    lock: Path = ROOT / "requirements.lock",
    code: list[Path] = code_of("kazbrief.paper.attachments"),
    record: Annotated[Path, Product] = BUILT / "record.qmd",
    attached: Annotated[Path, Product] = BUILT / "attachments.json",
) -> None:
    import hashlib
    import json

    from kazbrief.paper import attachments

    known = [json.loads(path.read_text("utf-8")) for path in records.values()]
    listed = "".join(f"{files.sha256(path)}  {path.relative_to(ROOT).as_posix()}\n" for path in raw)
    files.write_text(
        record, attachments.build_record(hashlib.sha256(listed.encode()).hexdigest(), files.sha256(lock))
    )
    attachments.write(attached, attachments.of_exhibits(known))


@mark.try_first  # type: ignore[untyped-decorator]  # it takes long, and only the paper waits for it
def task_fonts(
    code: list[Path] = code_of("kazbrief.paper.fonts"),
    installed: Annotated[list[Path], Product] = FONTS,
) -> None:
    fonts.install(EXTENSION / "fonts")


@mark.paper  # type: ignore[untyped-decorator]
def task_render(
    engine: Annotated[str, PythonNode(value=os.environ.get("KAZBRIEF_ENGINE", "auto"), hash=True)],
    prose: list[Path] = [*sorted(REPORT.glob("*.qmd")), REPORT / "references.bib", ROOT / "_quarto.yml"],
    extension: list[Path] = sorted(path for path in EXTENSION.glob("*.*") if path.is_file()),
    variables: Path = ROOT / "_variables.yml",
    built: list[Path] = [BUILT / name for name in PARTS],
    data: list[Path] = [
        *(ROOT / "figures" / name for entry in REGISTER for name in entry.files),
        ROOT / "figures" / "tbl-claims.csv",
        ROOT / "data" / "clean" / "sources.csv",
    ],
    installed: list[Path] = FONTS,
    code: list[Path] = code_of("kazbrief.paper", "kazbrief.paper.embedded", "kazbrief.paper.quarto"),
    parts: list[Path] = [path for end in ("lua", "typ") for path in sorted(PROGRAM.rglob(f"*.{end}"))],
    pages: Annotated[list[Path], Product] = [OUTPUT / f"briefing.{end}" for end in ("pdf", "html", "typ")],
) -> None:
    from kazbrief import paper

    paper.render(ROOT, REPORT / "briefing.qmd", OUTPUT, engine=engine)
