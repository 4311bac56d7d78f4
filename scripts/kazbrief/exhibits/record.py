"""The record of an exhibit: what it says, on what data, under which licence, and how to cite it; and built records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kazbrief import edition, paths
from kazbrief.errors import KazbriefError, no_such
from kazbrief.exhibits.citation import cite
from kazbrief.exhibits.metadata import described
from kazbrief.exhibits.register import files_of, names
from kazbrief.exhibits.words import Words

if TYPE_CHECKING:
    import pandas as pd

SHOWN_SOURCES = 4


TOLD = ["source_id", "publisher", "title", "year", "url", "read_in", "read_in_url", "extent", "kind", "terms"]
"""What an exhibit's record tells of a source."""


@dataclass(frozen=True)
class Exhibit:
    """An exhibit ready to be drawn and described: its words, the frame that it shows, and what stands behind it.

    ``credits`` are the lines that a layer's licence obliges to print, ``program`` is the file that makes it.
    """

    id: str
    words: Words
    frame: pd.DataFrame
    references: tuple[Mapping[Hashable, str], ...]
    tables: tuple[str, ...]
    program: str
    credits: tuple[str, ...] = ()

    @property
    def source_line(self) -> str:
        """The publishers of the values plotted, primary ones first, then the most used, and the credits of licences.

        Beyond `SHOWN_SOURCES` publishers the rest is counted: the record and the data file list them all.
        """
        names = list(dict.fromkeys(reference["publisher"] for reference in self.references))
        shown, rest = names[:SHOWN_SOURCES], len(names) - SHOWN_SOURCES
        more = (f"and {rest} more, listed in {self.id}.json",) if rest > 0 else ()
        return "Source: " + "; ".join((*shown, *more, *self.credits))

    @property
    def licence_line(self) -> str:
        """Identifier, edition and licence, as printed at the foot."""
        return f"{self.id} · {edition.SERIES} edition {edition.EDITION} ({edition.DATE.year}) · {edition.LICENCE_NAME}"

    @property
    def core(self) -> dict[str, Any]:
        """What names the exhibit and says what it shows, under the terms of this edition."""
        return {
            "id": self.id,
            "edition": edition.EDITION,
            "date": edition.DATE.isoformat(),
            "creator": edition.AUTHOR,
            "licence": {"name": edition.LICENCE_NAME, "url": edition.LICENCE_URL},
            **asdict(self.words),
        }

    def record(self, hashes: Mapping[str, str]) -> dict[str, Any]:
        """The record as plain data: words, sources, licence, tables and files, and the same for machines.

        Parameters
        ----------
        hashes
            SHA-256 of the files that the exhibit was made from, by their paths in the repository.
        """
        own = self.core
        return described(
            {
                **own,
                "source_line": self.source_line,
                "citation": cite(own),
                "sources": list(self.references),
                "tables": list(self.tables),
                "program": self.program,
                "columns": list(self.frame.columns),
                "rows": len(self.frame),
                "files": list(files_of(self.id)),
            },
            hashes,
        )


def source_ids(frame: pd.DataFrame) -> list[str]:
    """The source identifiers of a frame's ``*source_id`` columns, each once, most used first."""
    counts = Counter(
        source.strip()
        for column in frame.columns
        if column.endswith("source_id")
        for cell in frame[column].dropna()
        for source in cell.split(";")
        if source.strip()
    )
    return [source for source, _ in counts.most_common()]


def references(frame: pd.DataFrame, sources: pd.DataFrame) -> tuple[Mapping[Hashable, str], ...]:
    """The full references of every value in a frame, primary ones first, then by the number of values.

    Raises
    ------
    KazbriefError
        When a value leads to no row of the sources table.
    """
    listed = sources.set_index("source_id")
    cited = source_ids(frame)
    if missing := [source_id for source_id in cited if source_id not in listed.index]:
        raise KazbriefError(
            f"a value of this exhibit cites the source {missing[0]!r}, which data/raw/sources.csv does not list"
        )
    cells = listed.loc[cited].fillna("").astype(str)
    cells = cells.sort_values("kind", key=lambda kind: kind != "primary", kind="stable").reset_index()
    return tuple(cells[TOLD].to_dict("records"))


def built_names() -> list[str]:
    """The exhibits of the register, in its order, then those that others make (the ledger of claims)."""
    built = sorted(
        path.stem
        for kind in ("fig", "tbl")
        for path in paths.records().glob(f"{kind}-*.json")
        if "." not in path.stem
    )
    return [*names(), *(name for name in built if name not in names())]


def read(exhibit_id: str) -> Mapping[str, Any]:
    """The built record of an exhibit, ``figures/<id>.json``, as plain data.

    Raises
    ------
    KazbriefError
        When there is no such exhibit (the message names the nearest ones), or when it isn't built yet.
    """
    names = built_names()
    if exhibit_id not in names:
        raise no_such("exhibit", exhibit_id, names, "kazbrief exhibits")
    content: Mapping[str, Any] = json.loads(paths.record(f"{exhibit_id}.json").read_text("utf-8"))
    return content
