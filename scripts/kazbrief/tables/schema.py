"""What a table is: the record of ``data/schema/NAME.yml``, in the words of Table Schema.

``data/schema/README.md`` says how such a file is written. Fields that several tables share stand in ``fields.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kazbrief import inputs, paths, yaml_file
from kazbrief.errors import InputError, nearest

NOUNS = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "True or False"}
"""The types of fields, with the noun for what they hold."""

COMPILED = "facts compiled from the sources cited, which keep their own terms; the compilation is CC BY 4.0"
"""The terms of a table that says nothing else."""

RULES = "kazbrief.tables.rules"

# The forms of a schema file: words with what they hold, those with a question mark may be left out.
_NUMBER = (int, float)
_REFERENCE = {"resource": str, "fields": [str], "where?": dict, "several?": bool}
_CONSTRAINTS = {"required?": bool, "minimum?": _NUMBER, "maximum?": _NUMBER, "pattern?": str, "enum?": [str]}
_SHARED_FIELD: dict[str, Any] = {
    "type?": str,
    "title": str,
    "description": str,
    "unit?": str,
    "constraints?": _CONSTRAINTS,
    "expected?": str,
    "reference?": _REFERENCE,
}
_FIELD = {"name": str, **_SHARED_FIELD}
_FIELD_IN_USE = {
    "use": str,
    "name?": str,
    **{f"{word.rstrip('?')}?": form for word, form in _SHARED_FIELD.items()},
}
_TABLE = {
    "title": str,
    "description": str,
    "computed?": str,
    "optional?": bool,
    "caution?": str,
    "licenses?": [str],
    "terms?": str,
    "fields": [object],
    "primaryKey": [str],
    "foreignKeys?": [{"fields": [str], "reference": _REFERENCE}],
    "rules?": [object],
}
_IN_WORDS = {
    str: "text (quoted, if it looks like a number or a yes)",
    bool: "true or false",
    _NUMBER: "a number",
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
    pattern_in_words
        The content that a pattern allows, for people ("a date such as 2009"); other limits describe themselves.
    """

    name: str
    title: str
    description: str
    type: str = "string"
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)
    pattern_in_words: str = ""

    @property
    def required(self) -> bool:
        """Whether every cell has to be filled."""
        return bool(self.constraints.get("required", True))

    @property
    def enum(self) -> tuple[str, ...]:
        """The values allowed; none when any value is."""
        return tuple(self.constraints.get("enum", ()))

    @property
    def expected(self) -> str:
        """The content that is allowed, as a noun phrase for messages."""
        if self.pattern_in_words:
            return self.pattern_in_words
        if self.enum:
            return "one of " + ", ".join(repr(value) for value in self.enum)
        noun, low, high = NOUNS[self.type], self.constraints.get("minimum"), self.constraints.get("maximum")
        if low is not None and high is not None:
            return f"{noun} from {low:,} to {high:,}"
        if low is not None:
            return f"{noun} of at least {low:,}"
        return noun if high is None else f"{noun} of at most {high:,}"


@dataclass(frozen=True)
class ForeignKey:
    """Fields whose values must occur in a table (``resource``).

    ``where`` completes the key of that table with constant values (the oblasts are the units of scheme 2022);
    a key of ``several`` holds several values in one cell, with semicolons between them.
    """

    fields: tuple[str, ...]
    resource: str
    references: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    several: bool = False


class Rule(NamedTuple):
    """A rule across rows: a function of `kazbrief.tables.rules`, and what it gets besides the frame."""

    name: str
    positional: tuple[Any, ...] = ()
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
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    rules: tuple[Rule, ...] = ()
    licences: tuple[str, ...] = ("CC-BY-4.0",)
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
        return tuple(dict.fromkeys(key.resource for key in self.foreign_keys if key.resource != self.name))

    def field(self, name: str) -> Field:
        """The field of that name."""
        return next(each for each in self.fields if each.name == name)


class _File:
    """A schema file: its content, and the faults in it with their lines."""

    def __init__(self, path: Path) -> None:
        self.path, self.content = path, yaml_file.read(path)

    def fault(self, found: str, expected: str, *place: str | int) -> InputError:
        """The error for something at a place in the file."""
        line = yaml_file.line_of(self.path, *place)
        return InputError(paths.shown(self.path), found, expected, line=line)

    def check_name(self, kind: str, name: object, known: Collection[str], *place: str | int) -> None:
        """Refuse a name that isn't known."""
        if name not in known:
            expected = f"one of {', '.join(known)}{nearest(name, known)}"
            raise self.fault(f"the {kind} {name!r}", expected, *place)

    def check_form(self, content: Any, form: Any, *place: str | int) -> None:
        """Refuse content that hasn't the form: unknown or missing words, or something else than they should hold."""
        if isinstance(form, dict):
            forms = {word.rstrip("?"): inner for word, inner in form.items()}
            if not isinstance(content, dict):
                raise self.fault(repr(content), f"a mapping with {', '.join(forms)}", *place)
            for word, value in content.items():
                self.check_name("word", word, forms, *place, word)
                self.check_form(value, forms[word], *place, word)
            for word in form:
                if not word.endswith("?") and word not in content:
                    raise self.fault(f"no {word}", "one", *place)
        elif isinstance(form, list):
            if not isinstance(content, list) or not content:
                raise self.fault(repr(content), "a list", *place)
            for number, item in enumerate(content):
                self.check_form(item, form[0], *place, number)
        elif not isinstance(content, form):
            raise self.fault(repr(content), _IN_WORDS.get(form, "a mapping"), *place)


def read_shared(path: Path) -> dict[str, dict[str, Any]]:
    """The shared fields of ``fields.yml``, by name, each as it stands there.

    Raises
    ------
    InputError
        When a word isn't known or holds something else than it should.
    """
    file = _File(path)
    for name, words in file.content.items():
        file.check_form(words, _SHARED_FIELD, name)
    return file.content


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
    file = _File(path)
    file.check_form(file.content, _TABLE)
    content = file.content
    fields, foreign_keys = [], []
    for number, item in enumerate(content["fields"]):
        words = _field_words(file, item, shared, "fields", number)
        fields.append(_field(words))
        if "reference" in words:
            foreign_keys.append(_foreign_key([words["name"]], words["reference"]))
    composite = [_foreign_key(key["fields"], key["reference"]) for key in content.get("foreignKeys", [])]
    table = Table(
        name=path.stem,
        title=content["title"],
        description=content["description"],
        fields=tuple(fields),
        key=tuple(content["primaryKey"]),
        foreign_keys=(*composite, *foreign_keys),
        rules=tuple(_rules(file)),
        licences=tuple(content.get("licenses", Table.licences)),
        terms=content.get("terms", COMPILED),
        caution=content.get("caution", ""),
        computed=content.get("computed", ""),
        optional=content.get("optional", False),
    )
    for name in table.names:
        if table.names.count(name) > 1:
            raise file.fault(f"{table.names.count(name)} fields {name!r}", "one", "fields")
    for name in table.key:
        file.check_name("field", name, table.names, "primaryKey")
    for key in table.foreign_keys:
        place = ("foreignKeys",) if key in composite else ("fields", table.names.index(key.fields[0]))
        file.check_name("table", key.resource, resources, *place)
        for name in key.fields:
            file.check_name("field", name, table.names, *place)
    return table


def _field_words(
    file: _File, item: Any, shared: Mapping[str, Mapping[str, Any]], *place: str | int
) -> dict[str, Any]:
    """The words of a field, completed with those of the shared field that it uses."""
    own: Any = {"use": item} if isinstance(item, str) else item
    file.check_form(own, _FIELD_IN_USE if isinstance(own, dict) and "use" in own else _FIELD, *place)
    base: Mapping[str, Any] = {}
    if "use" in own:
        file.check_name("shared field", own["use"], shared, *place)
        base = shared[own["use"]]
    words: dict[str, Any] = {"name": own.get("use"), "type": "string", **base, **own}
    words["constraints"] = {**base.get("constraints", {}), **own.get("constraints", {})}
    file.check_name("type", words["type"], NOUNS, *place, "type")
    try:
        re.compile(words["constraints"].get("pattern", ""))
    except re.error as fault:
        found = f"{words['constraints']['pattern']!r} ({fault})"
        raise file.fault(found, "a regular expression", *place, "constraints", "pattern") from None
    return words


def _field(words: Mapping[str, Any]) -> Field:
    return Field(
        words["name"],
        words["title"],
        words["description"],
        words["type"],
        words.get("unit", ""),
        words["constraints"],
        words.get("expected", ""),
    )


def _foreign_key(fields: list[str], reference: Mapping[str, Any]) -> ForeignKey:
    return ForeignKey(
        tuple(fields),
        reference["resource"],
        tuple(reference["fields"]),
        reference.get("where", {}),
        reference.get("several", False),
    )


def _rules(file: _File) -> Iterator[Rule]:
    """The rules: names of functions, or mappings of one name to what the function gets besides the frame."""
    known = inputs.paths_of(RULES, "Faults")
    for number, item in enumerate(file.content.get("rules", [])):
        name, settings = next(iter(item.items())) if isinstance(item, dict) and item else (item, [])
        file.check_name("rule", name, known, "rules", number)
        yield Rule(name, (), settings) if isinstance(settings, dict) else Rule(name, tuple(settings))
