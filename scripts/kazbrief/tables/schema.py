"""What a table is: the record of ``data/schema/NAME.yml``, in the words of Table Schema.

``data/schema/README.md`` says how such a file is written. Fields that several tables share stand in ``fields.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kazbrief import inputs
from kazbrief.yaml_file import NUMBER, YamlFile

NOUNS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "True or False"}
"""The types of fields, with the noun for what they hold."""

COMPILED = "facts compiled from the sources cited, which keep their own terms; the compilation is CC BY 4.0"
"""The terms of a table that says nothing else."""

RULES = "kazbrief.tables.rules"

# The forms of a schema file and of its fields: words with what they hold, those with a question mark may be left out.
_REFERENCE = {"resource": str, "fields": [str], "where?": dict, "several?": bool}
_CONSTRAINTS = {"required?": bool, "minimum?": NUMBER, "maximum?": NUMBER, "pattern?": str, "enum?": [str]}
_NEEDED = {"title": str, "description": str}
_FURTHER = {
    "type?": str,
    "unit?": str,
    "constraints?": _CONSTRAINTS,
    "expected?": str,
    "reference?": _REFERENCE,
}
_SHARED_FIELD = {**_NEEDED, **_FURTHER}
_OWN_FIELD = {"name": str, **_SHARED_FIELD}
_FIELD_IN_USE = {"use": str, "name?": str, "title?": str, "description?": str, **_FURTHER}
_FACTS = {"computed?": str, "optional?": bool, "caution?": str, "terms?": str}
_TABLE = {
    **_NEEDED,
    **_FACTS,
    "licenses?": [str],
    "fields": [object],
    "primaryKey": [str],
    "foreignKeys?": [{"fields": [str], "reference": _REFERENCE}],
    "rules?": [object],
}


@dataclass(frozen=True)
class Field:
    """One column: what it holds, in which unit, and what is allowed there.

    Parameters
    ----------
    type
        ``string``, ``integer``, ``number`` or ``boolean``.
    constraints
        Those of Table Schema: ``minimum``, ``maximum``, ``pattern`` (of the whole cell), ``enum`` and ``required``,
        which holds unless it is false.
    expected
        The content that a pattern allows, for people ("a date such as 2009"); other limits describe themselves.
    """

    name: str
    title: str
    description: str
    type: str = "string"
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    expected: str = ""

    @property
    def required(self) -> bool:
        """Whether every cell has to be filled."""
        return bool(self.constraints.get("required", True))

    @property
    def enum(self) -> tuple[str, ...]:
        """The values allowed; none when any value is."""
        return tuple(self.constraints.get("enum", ()))

    @property
    def content(self) -> str:
        """What is allowed in a cell, as a noun phrase for messages."""
        if self.expected:
            return self.expected
        if self.enum:
            return "one of " + ", ".join(repr(value) for value in self.enum)
        noun, low, high = NOUNS[self.type], self.constraints.get("minimum"), self.constraints.get("maximum")
        if low is not None and high is not None:
            return f"{noun} from {low:,} to {high:,}"
        if low is not None:
            return f"{noun} of at least {low:,}"
        return noun if high is None else f"{noun} of at most {high:,}"


@dataclass(frozen=True)
class Reference:
    """What a foreign key leads to: fields of a table (``resource``).

    ``where`` completes the key of that table with constant values (the oblasts are the units of scheme 2022);
    of ``several`` values in one cell, with semicolons between them, each is a reference.
    """

    resource: str
    fields: Sequence[str]
    where: Mapping[str, str] = field(default_factory=dict)
    several: bool = False


class ForeignKey(NamedTuple):
    """Fields whose values must occur in another table."""

    fields: Sequence[str]
    reference: Reference


class Rule(NamedTuple):
    """A rule across rows: a function of `kazbrief.tables.rules`, and what it gets besides the frame."""

    name: str
    positional: Sequence[Any] = ()
    named: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Table:
    """One table: its fields, key and rules, and on which terms its values may be used.

    Parameters
    ----------
    key
        The fields that identify a row; clean tables are sorted by them.
    licences
        Names of the licences of the values, from ``data/schema/package.yml``.
    terms
        The same in words; each source has its own beside it, in the table ``sources``.
    caution
        What a user has to know before using the values.
    computed
        The dotted path of the measure that makes the table; empty for a table with a raw file.
    optional
        True when a project may be without the raw file.
    """

    name: str
    title: str
    description: str
    fields: Sequence[Field]
    key: Sequence[str]
    foreign_keys: Sequence[ForeignKey] = ()
    rules: Sequence[Rule] = ()
    licences: Sequence[str] = ("CC-BY-4.0",)
    terms: str = COMPILED
    caution: str = ""
    computed: str = ""
    optional: bool = False

    @property
    def names(self) -> list[str]:
        """The names of the fields, in their order."""
        return [each.name for each in self.fields]

    @property
    def needs(self) -> tuple[str, ...]:
        """The other tables that the foreign keys lead to, each once."""
        led_to = dict.fromkeys(key.reference.resource for key in self.foreign_keys)
        return tuple(name for name in led_to if name != self.name)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(each for each in self.fields if each.name == name)


def read_shared(path: Path) -> dict[str, dict[str, Any]]:
    """The shared fields of ``fields.yml``, by name, each as it stands there.

    Raises
    ------
    InputError
        When a word isn't known or holds something else than it should.
    """
    file = YamlFile(path)
    fields: dict[str, dict[str, Any]] = file.content
    for name, words in fields.items():
        file.check_form(words, _SHARED_FIELD, name)
    return fields


def read_table(path: Path, shared: Mapping[str, Mapping[str, Any]], resources: Collection[str]) -> Table:
    """The table of a schema file; it is named like the file.

    Parameters
    ----------
    shared
        The shared fields, from `read_shared`.
    resources
        The names of all tables, to which foreign keys may lead.

    Raises
    ------
    InputError
        When a word, type, shared field, table or rule isn't known, or when a word holds something else than it
        should.
    """
    file = YamlFile(path)
    file.check_form(file.content, _TABLE)
    content = file.content
    fields = [_words(file, item, shared, ("fields", number)) for number, item in enumerate(content["fields"])]
    names = [words["name"] for words in fields]
    # The reference of one field stands with the field, those of several together have a place of their own.
    keys = [(key, ("foreignKeys", number)) for number, key in enumerate(content.get("foreignKeys", []))]
    keys += [
        ({"fields": [words["name"]], "reference": words.pop("reference")}, ("fields", number))
        for number, words in enumerate(fields)
        if "reference" in words
    ]
    for name in names:
        if names.count(name) > 1:
            raise file.fault(f"{names.count(name)} fields {name!r}", "one", "fields")
    for name in content["primaryKey"]:
        file.check_name("field", name, names, "primaryKey")
    for key, place in keys:
        file.check_name("table", key["reference"]["resource"], resources, *place)
        for name in key["fields"]:
            file.check_name("field", name, names, *place)
    return Table(
        path.stem,
        content["title"],
        content["description"],
        tuple(Field(**words) for words in fields),
        tuple(content["primaryKey"]),
        tuple(ForeignKey(key["fields"], Reference(**key["reference"])) for key, _ in keys),
        tuple(_rules(file)),
        content.get("licenses", Table.licences),
        **{word: content[word] for word in ("computed", "optional", "caution", "terms") if word in content},
    )


def _words(
    file: YamlFile, item: Any, shared: Mapping[str, Mapping[str, Any]], place: tuple[str | int, ...]
) -> dict[str, Any]:
    """The words of a field, completed with those of the shared field that it uses."""
    own: Any = {"use": item} if isinstance(item, str) else item
    file.check_form(own, _FIELD_IN_USE if isinstance(own, dict) and "use" in own else _OWN_FIELD, *place)
    base: Mapping[str, Any] = {}
    if use := own.get("use"):
        file.check_name("shared field", use, shared, *place)
        base = shared[use]
    words: dict[str, Any] = {"name": use, "type": "string", **base, **own}
    words["constraints"] = {**base.get("constraints", {}), **own.get("constraints", {})}
    words.pop("use", None)
    file.check_name("type", words["type"], NOUNS, *place, "type")
    try:
        re.compile(words["constraints"].get("pattern", ""))
    except re.error as fault:
        found = f"{words['constraints']['pattern']!r} ({fault})"
        raise file.fault(found, "a regular expression", *place, "constraints", "pattern") from None
    return words


def _rules(file: YamlFile) -> Iterator[Rule]:
    """The rules: names of functions, or mappings of one name to what the function gets besides the frame."""
    known = inputs.paths_of(RULES, "Faults")
    for number, item in enumerate(file.content.get("rules", [])):
        name, settings = next(iter(item.items())) if isinstance(item, dict) and item else (item, [])
        file.check_name("rule", name, known, "rules", number)
        yield Rule(name, (), settings) if isinstance(settings, dict) else Rule(name, tuple(settings))
