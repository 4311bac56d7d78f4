"""Tables, exhibits and judgements to what the prose prints and the paper includes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kazbrief import claims, files, inputs, paths
from kazbrief import deposit as interface
from kazbrief.exhibits.register import names
from kazbrief.pipeline import Task, data
from kazbrief.tables import catalogue

ROOT = paths.root()
RAW = ROOT / "data" / "raw"
PACKAGE = ROOT / "data" / "datapackage.json"
FIGURES = ROOT / "figures"
BUILT = ROOT / "report" / "_built"
JUDGEMENTS = ROOT / "report" / "judgements.yml"
VARIABLES = ROOT / "_variables.yml"
NUMBERS = FIGURES / "numbers.json"
LEDGER = FIGURES / f"{claims.LEDGER}.csv"
LOCK = ROOT / "requirements.lock"
PAPER = ROOT / "report" / "briefing.qmd"
INTERFACE = ROOT / "docs" / "interface.md"
FUNCTIONS = Path(interface.__file__).with_name("__init__.py")
AVAILABILITY = ROOT / "docs" / "availability.md"
DEPOSIT = {
    "citation": ROOT / "CITATION.cff",
    "zenodo": ROOT / ".zenodo.json",
    "codemeta": ROOT / "codemeta.json",
    "codecheck": ROOT / "codecheck.yml",
    "ro-crate": ROOT / "ro-crate-metadata.json",
}
RECORDS = [FIGURES / f"{name}.json" for name in names()]
RECORD_OF_LEDGER = FIGURES / f"{claims.LEDGER}.json"


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def task_numbers() -> Iterator[Task]:
    """The values that the prose prints, also for programs."""
    known, _ = inputs.union(
        inputs.paths_of("kazbrief.numbers", "Values").values(), catalogue.names(), ("ledger",)
    )
    yield Task(
        "numbers",
        compute,
        (known,),
        reads=[*data.read_by(known), LEDGER],
        writes=[VARIABLES, NUMBERS],
        code=["kazbrief.numbers"],
    )


def compute(known: tuple[str, ...]) -> None:
    """Compute the values from tables and ledger."""
    import pandas as pd

    from kazbrief import numbers

    groups = numbers.computed({**data.read(known), "ledger": pd.read_csv(LEDGER)})
    files.write_text(VARIABLES, numbers.variables_yaml(groups))
    files.write_text(NUMBERS, files.json_text(numbers.numbers_json(groups)))


def task_judgements() -> Iterator[Task]:
    """The key judgements are checked and set."""
    yield Task(
        "judgements",
        judge,
        reads=[JUDGEMENTS, LEDGER],
        writes=[BUILT / "judgements.qmd", BUILT / "mind.qmd"],
        code=["kazbrief.judgements", "kazbrief.exhibits.register"],
    )


def judge() -> None:
    """Check the judgements against exhibits and claims."""
    import pandas as pd

    from kazbrief import judgements

    known = {*names(), claims.LEDGER, *pd.read_csv(LEDGER)["claim_id"]}
    judged = judgements.read(JUDGEMENTS, paths.shown(JUDGEMENTS), known)
    files.write_text(BUILT / "judgements.qmd", judgements.box(judged))
    files.write_text(BUILT / "mind.qmd", judgements.mind(judged))


def task_provenance() -> Iterator[Task]:
    """Where everything comes from, as a page and for the appendix."""
    yield Task(
        "provenance",
        trace,
        reads=[PACKAGE, *data.read_by(["sources"]), *RECORDS, RECORD_OF_LEDGER, NUMBERS],
        writes=[AVAILABILITY, BUILT / "provenance.qmd", BUILT / "sources.qmd"],
        code=["kazbrief.provenance"],
    )


def trace() -> None:
    """Write the page of availability, and the appendix."""
    from kazbrief import provenance

    sources = data.read(["sources"])["sources"]
    records = [_read(path) for path in (*RECORDS, RECORD_OF_LEDGER)]
    known = (_read(PACKAGE), sources, records, _read(NUMBERS))
    files.write_text(AVAILABILITY, provenance.page(*known))
    files.write_text(BUILT / "provenance.qmd", provenance.appendix(*known))
    files.write_text(BUILT / "sources.qmd", provenance.source_list(sources, records))


def task_deposit() -> Iterator[Task]:
    """What archives and reviewers read at the root, and the page of the interface."""
    yield Task(
        "deposit",
        deposit,
        # Of the package's own __init__, which is no task's code, the page tells the docstrings.
        reads=[PAPER, interface.FORMS, PACKAGE, *RECORDS, RECORD_OF_LEDGER, FUNCTIONS],
        writes=[*DEPOSIT.values(), INTERFACE],
        code=["kazbrief.deposit", *interface.INTERFACE],
    )


def deposit() -> None:
    """Write the descriptions for citing, Zenodo, CodeMeta, CODECHECK and RO-Crate, and ``docs/interface.md``."""
    import yaml

    from kazbrief import deposit
    from kazbrief.paper.sources import split_front_matter

    front = yaml.safe_load(split_front_matter(PAPER.read_text("utf-8"))[0])
    records = [_read(path) for path in (*RECORDS, RECORD_OF_LEDGER)]
    made = deposit.descriptions(front, _read(PACKAGE), records)
    for name, path in DEPOSIT.items():
        as_yaml = path.suffix in (".cff", ".yml")
        settings: Any = {"allow_unicode": True, "sort_keys": False, "width": 1000}
        files.write_text(
            path, yaml.safe_dump(made[name], **settings) if as_yaml else files.json_text(made[name])
        )
    files.write_text(INTERFACE, deposit.interface_page())


def task_parts() -> Iterator[Task]:
    """The record of the build, and the files that the PDF carries."""
    raw = sorted(RAW.rglob("*.*"))
    yield Task(
        "parts",
        describe,
        (raw,),
        reads=[*RECORDS, *raw, LOCK],
        writes=[BUILT / "record.qmd", BUILT / "attachments.json"],
        code=["kazbrief.paper.attachments"],
    )


def describe(raw: list[Path]) -> None:
    """Write the record of the build, and the list of attachments."""
    from kazbrief.paper import attachments

    listed = "".join(f"{files.sha256(path)}  {path.relative_to(ROOT).as_posix()}\n" for path in raw)
    record = attachments.build_record(hashlib.sha256(listed.encode()).hexdigest(), files.sha256(LOCK))
    files.write_text(BUILT / "record.qmd", record)
    files.write_text(
        BUILT / "attachments.json", files.json_text(attachments.of_exhibits(map(_read, RECORDS)))
    )
