"""The register of exhibits: which there are, on which tables each stands, and the module that makes it.

Light to import: drawing libraries load with the module of an exhibit, not with the register.

An exhibit is a figure or, when its id begins with ``tbl-``, a table. The module of a figure names its data and has
two functions:

``DATA``
    the measure that gives what is plotted and nothing else, with ``source_id``; geometry stays outside. The tables
    that the exhibit stands on are those that the measure reads.
``words(frame) -> Words``
    finding, subtitle, note, alt text and long description, written from that frame.
``draw(panel, frame, layers) -> None``
    the drawing, on a `kazbrief.exhibits.style.Panel`; and ``HEIGHT``, its height in millimetres, with ``NARROW_HEIGHT``
    where a sheet narrower than `kazbrief.exhibits.style.NARROW` needs another one.

and, when marks of the drawing stand for units or series, a fourth:

``marks(frame) -> dict[str, str]``
    for each ``gid`` that the drawing gives an artist, its text: ``name: values, grade G``. The text becomes the title
    of the mark in the SVG; the page shows it on hover, touch and keyboard focus, names and numbers in the reader's language.

The module of a table has the first two, and in place of the drawing:

``COLUMNS``
    the printed columns (`kazbrief.markdown.Column`), which may be fewer than those of the data.
``cells(frame) -> list of rows``
    what is printed, as Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from kazbrief import inputs
from kazbrief.errors import no_such
from kazbrief.listing import make_callable
from kazbrief.tables import CENSUS
from kazbrief.tables import NAMES as NAMES_OF_TABLES

PICTURES = ("svg", "png", "pdf")
PLOTTED = "exhibits"
"""The input of the exhibit that is made of all the others: the grade and the sources of each value they show."""
CITATIONS = ("bib", "ris", "csl.json", "txt")


@dataclass(frozen=True)
class Entry:
    """One exhibit of the register: identifier, and the boundary layers that its drawing takes.

    One leads the paper. One that is ``half`` is drawn for half the width of the paper, beside another. One that is
    not ``printed`` is published as files and stands in the paper only when an author puts it there: nothing may
    refer to it.
    """

    id: str
    layers: tuple[str, ...] = ()
    lead: bool = False
    half: bool = False
    printed: bool = True

    @property
    def data(self) -> str:
        """The dotted path of the measure that gives what it shows."""
        return str(inputs.constant_of(self.module_name, "DATA"))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it stands on, in the order of its measure."""
        return inputs.checked(self.data, NAMES_OF_TABLES, (PLOTTED,))[0]

    @property
    def of_exhibits(self) -> bool:
        """Whether it is made of the data of all the others."""
        return PLOTTED in inputs.inputs_of(self.data)

    @property
    def is_table(self) -> bool:
        """Whether the exhibit is a table and no picture."""
        return self.id.startswith("tbl-")

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files in ``figures/``."""
        pictures = () if self.is_table else PICTURES
        return tuple(f"{self.id}.{ending}" for ending in (*pictures, "csv", "json", *CITATIONS))

    @property
    def is_map(self) -> bool:
        """Whether the exhibit is a map, which keeps its shape at another width."""
        return set(self.layers).issuperset(BASE_MAP)

    @property
    def has_narrow(self) -> bool:
        """Whether the paper's page has another drawing for phones: halves are narrow already, maps are panned."""
        return not (self.is_table or self.half or self.is_map)

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


BASE_MAP = ("oblasts_2022", "countries", "water")

REGISTER: tuple[Entry, ...] = (
    Entry("fig-kazakh-share-map", BASE_MAP, lead=True),
    Entry("fig-kazakh-share-bounds", half=True),
    Entry("fig-russian-share-map", BASE_MAP),
    Entry("fig-raion-classes"),
    Entry("fig-share-distance", half=True),
    Entry("fig-national-composition", half=True),
    Entry("fig-titular-1989", half=True),
    Entry("fig-border-ruler", half=True),
    Entry("fig-pipelines-map", BASE_MAP),
    Entry("fig-route-kilometres", ("countries",)),
    Entry("fig-oil-share", half=True),
    Entry("fig-max-flow", half=True),
    Entry("fig-arms-share"),
    Entry("fig-leased-ranges-map", BASE_MAP),
    Entry("fig-csto-ranks"),
    Entry("fig-timeline"),
    Entry("fig-gdp-growth", half=True),
    Entry("tbl-routes"),
    Entry("tbl-unknown"),
    Entry("tbl-sources"),
)

if CENSUS:
    DIVISIONS = ("oblasts_2022", "oblasts_2018", "oblasts_1999", "countries", "water")
    REGISTER += (Entry("fig-kazakh-share-census", DIVISIONS, printed=False),)

NAMES = tuple(entry.id for entry in REGISTER)
make_callable(__name__)


def entry(exhibit_id: str) -> Entry:
    """The register's entry for an identifier.

    Raises
    ------
    KazbriefError
        When there is no such exhibit; the message names the nearest ones.
    """
    for candidate in REGISTER:
        if candidate.id == exhibit_id:
            return candidate
    raise no_such("exhibit", exhibit_id, NAMES, "kazbrief exhibits")
