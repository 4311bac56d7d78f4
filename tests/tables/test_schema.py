"""Schemas: what they mean, and one sentence with the line for every mistake in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kazbrief import paths
from kazbrief.errors import InputError, KazbriefError
from kazbrief.tables import catalogue, schema

TOWNS = r"""title: Towns
description: Made-up towns.
fields:
  - name: town
    title: Town
    description: Name of the town.
  - use: year
    name: founded
    title: Founded
    constraints: {required: false}
  - name: people
    type: integer
    title: People
    description: People.
    unit: persons
    constraints: {minimum: 0, maximum: 900}
  - source_id
primaryKey: [town]
rules:
  - {one_filled: [people, founded]}
  - {sum_is_about: {column: people, total: 500, tolerance: 0.5}}
  - sequences_have_no_gap
"""
SHARED = """source_id:
  title: Source
  description: Source of the row.
  reference: {resource: sources, fields: [source_id], several: true}
year:
  type: integer
  title: Year
  description: Calendar year.
  unit: year
  constraints: {minimum: 1500, maximum: 2100}
"""
SOURCES = """title: Sources
description: Sources.
fields: [{name: source_id, title: Source, description: Source.}]
primaryKey: [source_id]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two tables; its folder of schemas."""
    folder = tmp_path / "data" / "schema"
    folder.mkdir(parents=True)
    (tmp_path / "_quarto.yml").touch()
    for name, text in (("fields", SHARED), ("sources", SOURCES), ("towns", TOWNS)):
        (folder / f"{name}.yml").write_text(text)
    (folder / "package.yml").write_text("licenses: {CC-BY-4.0: {title: Attribution}}\n")
    monkeypatch.setenv("KAZBRIEF_ROOT", str(tmp_path))
    return folder


def test_a_field_builds_on_a_shared_one(project: Path) -> None:
    table = catalogue.get("towns")
    founded = table.field("founded")
    assert table.names == ["town", "founded", "people", "source_id"]
    assert (founded.type, founded.unit, founded.title) == ("integer", "year", "Founded")
    assert founded.description == "Calendar year."
    assert founded.constraints == {"minimum": 1500, "maximum": 2100, "required": False}
    assert not founded.required and table.field("town").required
    assert table.field("town").type == "string"


def test_the_example_of_the_page_is_a_schema(project: Path) -> None:
    page = (Path(__file__).parents[2] / "data" / "schema" / "README.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    path = project / "towns.yml"
    path.write_text(example)
    shared = schema.read_shared(Path(__file__).parents[2] / "data" / "schema" / "fields.yml")
    table = schema.read_table(path, shared, ("towns", "sources"))
    assert table.names == ["town", "founded", "source_id", "grade"] and table.needs == ("sources",)


def test_a_reference_travels_with_its_field(project: Path) -> None:
    table = catalogue.get("towns")
    assert table.foreign_keys == (
        schema.ForeignKey(["source_id"], schema.Reference("sources", ["source_id"], several=True)),
    )
    assert table.needs == ("sources",)


def test_a_rule_gets_what_the_schema_gives(project: Path) -> None:
    assert catalogue.get("towns").rules == (
        schema.Rule("one_filled", ("people", "founded")),
        schema.Rule("sum_is_about", (), {"column": "people", "total": 500, "tolerance": 0.5}),
        schema.Rule("sequences_have_no_gap"),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("primaryKey", "primarykey", 18, "found the word 'primarykey', expected one of .*nearest: 'primaryKey'"),
        ("minimum: 0", "minimun: 0", 16, "found the word 'minimun', expected one of required, minimum.*'minimum'"),
        ("    title: Town\n", "", 4, "found no title, expected one"),
        ("  - source_id", "  - source_ids", 17, "found the shared field 'source_ids', .*nearest: 'source_id'"),
        ("use: year", "use: years", 7, "found the shared field 'years', expected one of .*nearest: 'year'"),
        ("type: integer", "type: int", 12, r"found the type 'int', expected one of string, integer"),
        ("required: false", "required: 7", 10, "found 7, expected true or false"),
        ("unit: persons", "unit: true", 15, "found True, expected text .quoted"),
        ("fields:\n", "fields: 3\nx:\n", 3, "found 3, expected a list"),
        ("sequences_have", "sequence_has", 22, "found the rule 'sequence_has_no_gap', .*nearest: 'sequences_have"),
        ("[town]", "[town, twon]", 18, "found the field 'twon', expected one of town, .*nearest: 'town'"),
        ("- name: people", "- name: town", 3, "found 2 fields 'town', expected one"),
        ("minimum: 0,", "pattern: '[a',", 16, "found '.a' .*, expected a regular expression"),
        ("minimum: 0,", "enum: [a, false],", 16, "found False, expected text"),
        ("title: Towns", "title: [", 3, "found broken YAML"),
        ("title: Towns", "title: Villages\ntitle: T", 2, r"found broken YAML \(the word 'title' a second time\)"),
        ("title: Towns", "computed: kazbrief.measures.oil\ntitle: T", None, "there is no function"),
        ("title: Towns", "licenses: [CC]\ntitle: T", None, "found the licence 'CC', expected one of CC-BY-4.0"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_schema_is_one_sentence(
    project: Path, old: str, new: str, line: int | None, message: str
) -> None:
    path = project / "towns.yml"
    assert old in TOWNS
    path.write_text(TOWNS.replace(old, new, 1))
    with pytest.raises(KazbriefError, match=message) as caught:
        catalogue.names()
    assert "\n" not in str(caught.value)
    if line is not None:
        assert isinstance(caught.value, InputError)
        assert (caught.value.path, caught.value.line) == (paths.shown(path), line)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("fields", "resource: sources", "resource: source", r"towns.yml:17: found the table 'source'.*nearest: 'sources'"),
        ("fields", "fields: [source_id]", "fields: [id]", "found a reference to the field 'id' of sources, expected one of source_id"),
        ("fields", "title: Year", "titel: Year", "fields.yml:7: found the word 'titel'"),
        ("sources", "[{name", "[{nam", "sources.yml:3: found the word 'nam'"),
    ],
)  # fmt: skip
def test_a_mistake_between_files_is_told(project: Path, file: str, old: str, new: str, message: str) -> None:
    path = project / f"{file}.yml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(KazbriefError, match=message):
        catalogue.names()


def test_a_missing_file_of_shared_fields_is_told(project: Path) -> None:
    (project / "fields.yml").unlink()
    with pytest.raises(
        InputError, match=r"data/schema/fields\.yml: found no such file, expected a YAML file"
    ):
        catalogue.names()


def test_an_optional_table_is_there_when_its_raw_file_is(project: Path) -> None:
    (project / "towns.yml").write_text("optional: true\n" + TOWNS)
    assert catalogue.names() == ("sources",)
    with pytest.raises(KazbriefError, match="there is no table 'towns'"):
        catalogue.get("towns")
    assert "towns" in catalogue.described()


def test_a_census_brings_what_is_computed_from_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path(__file__).parents[2]
    (tmp_path / "_quarto.yml").touch()
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "schema").symlink_to(here / "data" / "schema")
    (tmp_path / "data" / "raw" / "ethnic_census.csv").touch()
    before = set(catalogue.names())
    monkeypatch.setenv("KAZBRIEF_ROOT", str(tmp_path))
    assert set(catalogue.names()) - before == {"ethnic_census", "census_check"}
