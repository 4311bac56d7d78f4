"""A task depends on the code that it runs, and on no other."""

from __future__ import annotations

import ast

import pytest

from kazbrief.pipeline.code import PACKAGE, code_of, imports


def names(*modules: str) -> set[str]:
    return {path.relative_to(PACKAGE).as_posix() for path in code_of(*modules)}


def test_an_exhibit_runs_on_its_module_and_what_that_imports() -> None:
    found = names("kazbrief.exhibits.fig_oil_share")
    assert {"exhibits/fig_oil_share.py", "exhibits/style.py", "formats.py"} <= found


def test_an_exhibit_does_not_depend_on_another() -> None:
    found = names("kazbrief.exhibits.fig_oil_share")
    assert {path for path in found if path.startswith("exhibits/fig_")} == {"exhibits/fig_oil_share.py"}
    assert not any(path.startswith("paper/") for path in found)


def test_tables_import_nothing_from_above() -> None:
    found = names("kazbrief.tables.checking", "kazbrief.tables.boundaries")
    assert not any(path.startswith(("measures/", "exhibits/", "paper/", "pipeline/")) for path in found)


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix()
)
def test_the_imports_are_those_that_the_parser_finds(path: object) -> None:
    """Imports inside functions count, and those for type hints."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):  # type: ignore[attr-defined]
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert not node.level, "no relative imports"
            named |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    own = {name for name in named if name.split(".")[0] == PACKAGE.name}
    assert own <= imports(path)  # type: ignore[arg-type]
