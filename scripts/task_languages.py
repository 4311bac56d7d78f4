"""Names, translations and built English sentences to what the page shows in Kazakh and Russian."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pytask import Product

from kazbrief import claims, exhibits, files, paths
from kazbrief.build.code import code_of

ROOT = paths.root()
BUILT = ROOT / "report" / "_built"


def task_languages(
    translations: Path = ROOT / "report" / "translations.yml",
    units: Path = ROOT / "data" / "clean" / "units.csv",
    records: dict[str, Path] = {
        name: ROOT / "figures" / f"{name}.json" for name in (*exhibits.NAMES, claims.LEDGER)
    },
    box: Path = BUILT / "judgements.qmd",
    variables: Path = ROOT / "_variables.yml",
    code: list[Path] = code_of("kazbrief.paper.languages", "kazbrief.exhibits.redraw"),
    page: Annotated[Path, Product] = BUILT / "languages.json",
) -> None:
    import json

    import yaml

    from kazbrief.exhibits import redraw
    from kazbrief.paper import languages
    from kazbrief.tables import base, get

    known = languages.read(translations.read_text("utf-8"), paths.shown(translations))
    table = base.read_clean(get("units"), units)
    now = table[table["scheme"] == "2022"].set_index("unit")
    called, full = {}, {}
    for code_name in known["languages"]:
        abbreviated = {unit: forms[code_name] for unit, forms in known["abbreviated"].items()}
        called[code_name] = languages.names(table, redraw.names_of(table, code_name), code_name, abbreviated)
        full[code_name] = {str(unit): name for unit, name in now[f"name_{code_name}"].items()}
    findings = {name: json.loads(path.read_text("utf-8"))["finding"] for name, path in records.items()}
    said = languages.judgements(box.read_text("utf-8"), yaml.safe_load(variables.read_text("utf-8")))
    files.write_text(page, files.json_text(languages.page(known, called, full, findings, said)))
