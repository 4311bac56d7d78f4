"""A task depends on the code that it runs, and on no other."""

from __future__ import annotations

from kazbrief.build.code import PACKAGE, code_of


def names(*modules: str) -> set[str]:
    return {path.relative_to(PACKAGE).as_posix() for path in code_of(*modules)}


def test_an_exhibit_runs_on_its_module_and_what_that_imports() -> None:
    found = names("kazbrief.exhibits.fig_oil_share")
    assert {"exhibits/fig_oil_share.py", "exhibits/style.py", "formats.py", "measures/thresholds.py"} <= found


def test_an_exhibit_does_not_depend_on_another() -> None:
    assert "exhibits/fig_arms_share.py" not in names("kazbrief.exhibits.fig_oil_share")
    assert not any(path.startswith("paper/") for path in names("kazbrief.exhibits.fig_oil_share"))


def test_imports_inside_functions_count() -> None:
    assert "errors.py" in names("kazbrief.tables.checking")
    assert "files.py" in names("kazbrief.export")


def test_tables_import_nothing_from_above() -> None:
    for above in ("measures/", "exhibits/", "paper/", "build/"):
        assert not any(
            path.startswith(above) for path in names("kazbrief.tables.checking", "kazbrief.tables.boundaries")
        )
