"""The register of exhibits: the YAML files of this folder, each beside the module that draws it.

``README.md`` says how an exhibit is made. Light to import: drawing libraries load with the module of an exhibit,
not with the register. An exhibit whose id begins with ``tbl-`` is a table and no picture.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from kazbrief import inputs, paths, yaml_file
from kazbrief.errors import InputError, no_such
from kazbrief.markdown import Column
from kazbrief.tables import catalogue

PICTURES = ("svg", "png", "pdf")
CITATIONS = ("bib", "ris", "csl.json", "txt")
PLOTTED = "exhibits"
"""The input of the exhibit that is made of all the others: the grade and the sources of each value they show."""

BASE_MAP = ("oblasts_2022", "countries", "water")
TEMPLATES = ("finding", "subtitle", "note", "alt", "description")
_FOLDER = Path(__file__).parent
FORMS = _FOLDER / "forms.yml"
"""How records are told in citations and to machines."""


def is_table(exhibit_id: str) -> bool:
    """Whether an exhibit is a table and no picture."""
    return exhibit_id.startswith("tbl-")


def files_of(exhibit_id: str) -> tuple[str, ...]:
    """The names of an exhibit's files in ``figures/``."""
    pictures = () if is_table(exhibit_id) else PICTURES
    return tuple(f"{exhibit_id}.{ending}" for ending in (*pictures, "csv", "json", *CITATIONS))


@dataclass(frozen=True)
class Entry:
    """One exhibit of the register: what its file, ``yaml``, says.

    ``place`` is its rank in the order of the exhibits, ``data`` the dotted path of the measure that gives what it
    shows. One ``lead`` leads the paper. One that is ``half`` is drawn for half the width of the paper, beside another.
    One that is not ``printed`` is published as files and stands in the paper only when an author puts it there: nothing
    may refer to it. Heights are in millimetres; a figure whose narrow drawing is another one has a ``narrow_height``.
    It ``replaces`` exhibits of earlier editions, by id. ``columns`` are those of a printed table, ``labels`` what a drawing prints where a person chose words or places. The
    rest are the templates of its words (`kazbrief.exhibits.words`).
    """

    id: str
    yaml: Path
    place: int
    data: str
    finding: str
    subtitle: str
    alt: str
    description: str
    note: str = ""
    layers: tuple[str, ...] = ()
    lead: bool = False
    half: bool = False
    printed: bool = True
    height: float = 0.0
    narrow_height: float = 0.0
    replaces: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    labels: Mapping[str, Any] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it stands on, in the order of its measure."""
        return inputs.checked(self.data, catalogue.names(), (PLOTTED,))[0]

    @property
    def of_exhibits(self) -> bool:
        """Whether it is made of the data of all the others."""
        return PLOTTED in inputs.inputs_of(self.data)

    @property
    def is_table(self) -> bool:
        """Whether the exhibit is a table and no picture."""
        return is_table(self.id)

    @property
    def is_map(self) -> bool:
        """Whether the exhibit is a map, which keeps its shape at another width."""
        return set(self.layers).issuperset(BASE_MAP)

    @property
    def has_narrow(self) -> bool:
        """Whether the paper's page has another drawing for phones: halves are narrow already."""
        return not (self.is_table or self.half)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files in ``figures/``."""
        return files_of(self.id)

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its files in ``report/_built/``, which the paper includes."""
        pictures = () if self.is_table else (f"{self.id}.svg",)
        narrow = (f"{self.id}-narrow.svg",) if self.has_narrow else ()
        return (*pictures, *narrow, f"{self.id}.qmd")

    @property
    def module_name(self) -> str:
        """The module that makes it, named like the exhibit."""
        return f"kazbrief.exhibits.{self.id.replace('-', '_')}"

    def module(self) -> ModuleType:
        """Import the exhibit's module."""
        return import_module(self.module_name)


_FORM: dict[str, Any] = {
    "place": int,
    "data": str,
    **dict.fromkeys(("finding", "subtitle", "note?", "alt", "description"), str),
    **{key: [str] for key in ("layers?", "replaces?")},
    **dict.fromkeys(("lead?", "half?", "printed?"), bool),
    **dict.fromkeys(("height?", "narrow_height?"), yaml_file.NUMBER),
    "columns?": [{"heading": str, "width": int, "right?": bool}],
    "labels?": dict,
}


def read_entry(path: Path) -> Entry:
    """The entry of one YAML file.

    Raises
    ------
    InputError
        For broken YAML, an unknown or missing word, a value of another type, an unknown layer, or no module beside
        the file.
    """
    file = yaml_file.YamlFile(path)
    file.check_form(file.content, _FORM)
    for number, layer in enumerate(file.content.get("layers", ())):
        file.check_name("layer", layer, catalogue.LAYERS, "layers", number)
    if not path.with_suffix(".py").is_file():
        raise file.fault(f"no {path.stem}.py", "the module that draws it, beside it")
    own = dict(file.content)
    layers, replaces = (tuple(own.pop(key, ())) for key in ("layers", "replaces"))
    columns = tuple(Column(**column) for column in own.pop("columns", ()))
    return Entry(path.stem.replace("_", "-"), path, layers=layers, replaces=replaces, columns=columns, **own)


@functools.cache
def entries() -> Mapping[str, Entry]:
    """The exhibits by identifier, in their order; those of an optional table only where the project has it."""
    found = sorted(
        (read_entry(path) for path in (*_FOLDER.glob("fig_*.yml"), *_FOLDER.glob("tbl_*.yml"))),
        key=lambda entry: entry.place,
    )
    for before, after in itertools.pairwise(found):
        if before.place == after.place:
            taken = f"place {after.place}, as in {before.yaml.name}"
            raise InputError(paths.shown(after.yaml), taken, "a place of its own")
    for path in (*_FOLDER.glob("fig_*.py"), *_FOLDER.glob("tbl_*.py")):
        if not path.with_suffix(".yml").is_file():
            raise InputError(paths.shown(path), f"no {path.stem}.yml", "its words, beside it")
    absent = set(catalogue.described()).difference(catalogue.names())
    return {entry.id: entry for entry in found if not absent.intersection(inputs.inputs_of(entry.data))}


def names() -> tuple[str, ...]:
    """The identifiers of the exhibits, in their order."""
    return tuple(entries())


def entry(exhibit_id: str) -> Entry:
    """The register's entry for an identifier.

    Raises
    ------
    KazbriefError
        When there is no such exhibit; the message names the nearest ones.
    """
    if exhibit_id not in entries():
        raise no_such("exhibit", exhibit_id, names(), "kazbrief exhibits")
    return entries()[exhibit_id]
