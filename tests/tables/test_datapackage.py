"""The data package: valid against the standard's profile, its rows sound, its page complete."""

import copy
import json
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pandas as pd
import pytest

from kazbrief import files
from kazbrief.tables import catalogue, datapackage

DATA = Path(__file__).parents[2] / "data"
PROFILE = json.loads(
    (Path(__file__).parent / "profiles" / "data-package-2.0.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def folder(clean: dict[str, pd.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder ``data`` with clean tables, their raw files and one layer of boundaries."""
    folder = tmp_path_factory.mktemp("data")
    for name, frame in clean.items():
        files.write_text(folder / "clean" / f"{name}.csv", files.csv_text(frame))
        files.write_bytes(folder / "raw" / f"{name}.csv", (DATA / "raw" / f"{name}.csv").read_bytes())
    files.write_text(folder / "clean" / "boundaries" / "oblasts.geojson", '{"type":"FeatureCollection"}')
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> dict[str, Any]:
    contents = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".csv", ".geojson")
    }
    return datapackage.descriptor(contents)


@pytest.mark.slow
def test_the_descriptor_is_valid_against_the_profile_of_version_2(package: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(PROFILE)
    errors = list(jsonschema.Draft7Validator(PROFILE).iter_errors(package))
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []
    assert json.loads(json.dumps(package, allow_nan=False)) == package


@pytest.mark.slow
def test_the_profile_refuses_a_broken_descriptor(package: dict[str, Any]) -> None:
    broken = copy.deepcopy(package)
    broken["resources"][0]["schema"]["fields"][0]["constraints"]["required"] = "yes"
    assert list(jsonschema.Draft7Validator(PROFILE).iter_errors(broken))


@pytest.mark.slow
def test_the_rows_are_valid_for_frictionless(package: dict[str, Any], folder: Path) -> None:
    path = files.write_text(folder / "datapackage.json", json.dumps(package))
    report = frictionless.validate(path)
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.valid


def test_frictionless_finds_a_changed_file(package: dict[str, Any], folder: Path, tmp_path: Path) -> None:
    only = copy.deepcopy(package)
    only["resources"] = [resource for resource in only["resources"] if resource["name"] == "sources"]
    content = (folder / "clean" / "sources.csv").read_bytes()
    files.write_bytes(tmp_path / "clean" / "sources.csv", content.replace(b"secondary", b"hearsay", 1))
    report = frictionless.validate(files.write_text(tmp_path / "datapackage.json", json.dumps(only)))
    kinds = {kind for (kind,) in report.flatten(["type"])}
    assert "hash-count" in kinds and "constraint-error" in kinds


def test_every_table_and_file_is_described(package: dict[str, Any], clean: dict[str, pd.DataFrame]) -> None:
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == {*clean, *(f"{name}-raw" for name in clean), "boundaries-oblasts"}
    for name, frame in clean.items():
        assert resources[name]["rows"] == len(frame) == resources[f"{name}-raw"]["rows"]
        assert [field["name"] for field in resources[name]["schema"]["fields"]] == list(frame.columns)


def test_every_source_of_a_table_is_listed_once_with_it(package: dict[str, Any]) -> None:
    raions = next(resource for resource in package["resources"] if resource["name"] == "raions")
    ids = [source["source_id"] for source in raions["sources"]]
    assert ids == ["S_AUDANDAR", "S_RAIONMAJ", "S_RAIONPOP"]
    assert all(source["title"] and source["path"].startswith("https://") for source in raions["sources"])


def test_the_page_names_every_table_column_and_caution(package: dict[str, Any]) -> None:
    page = datapackage.catalogue_markdown(package, (DATA / "schema" / "page.md").read_text("utf-8"))
    for name in catalogue.raw_names():
        table = catalogue.get(name)
        assert f"### {name}\n" in page
        assert all(f"| `{column.name}` |" in page for column in table.fields)
        assert table.caution in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)
