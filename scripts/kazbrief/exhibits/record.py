"""The record of one exhibit: what it says, on what data, under which licence, and how to cite it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from kazbrief import edition

SHOWN_SOURCES = 4


class Words(BaseModel):
    """What an exhibit says, written from its data by its own module.

    ``alt`` tells in one or two sentences what a reader would see; ``description`` gives the values.
    """

    model_config = ConfigDict(frozen=True)

    finding: str = Field(min_length=10, description="the title: one statement, no final stop")
    subtitle: str = Field(min_length=10, description="what is measured, its unit, where and when")
    note: str = Field(default="", description="what a reader must know to read it right")
    alt: str = Field(min_length=40)
    description: str = Field(min_length=80)


class Reference(BaseModel):
    """A source as an exhibit prints it."""

    model_config = ConfigDict(frozen=True)

    source_id: str
    author_publisher: str
    title: str
    year: str
    url: str
    licence: str


class Exhibit(Words):
    """An exhibit with everything that is derived from its data: sources, licence, credit lines, citation."""

    id: str = Field(pattern=r"^(fig|tbl)-[a-z0-9-]+$")
    references: tuple[Reference, ...]
    credits: tuple[str, ...] = Field(default=(), description="lines that a layer's licence obliges to print")
    tables: tuple[str, ...]
    program: str
    rows: int

    @property
    def source_line(self) -> str:
        """The publishers of the values plotted, most used first, and the credits that a licence asks for.

        Beyond `SHOWN_SOURCES` publishers the rest is counted: the record and the data file list them all.
        """
        names = list(dict.fromkeys(reference.author_publisher for reference in self.references))
        shown, rest = names[:SHOWN_SOURCES], len(names) - SHOWN_SOURCES
        more = (f"and {rest} more, listed in {self.id}.json",) if rest > 0 else ()
        return "Source: " + "; ".join((*shown, *more, *self.credits))

    @property
    def licence_line(self) -> str:
        """Identifier, edition and licence, as printed at the foot."""
        return f"{self.id} · {edition.SERIES} edition {edition.EDITION} ({edition.DATE.year}) · {edition.LICENCE_NAME}"
