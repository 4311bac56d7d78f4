"""Kazakhstan's ties with Russia: tables, measures, exhibits and paper of a reproducible briefing.

`tables` and `exhibits` list what there is; `load` and `load_geo` read it; `columns` says what a table's columns
hold, in which unit; `sources` says where values come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

# The packages come before the functions of these names: a package that is imported later would hide its function.
# So it is `from kazbrief.tables import catalogue` inside the package, never `from kazbrief import tables`.
import kazbrief.exhibits
import kazbrief.tables  # noqa: F401

__all__ = ["cite", "columns", "exhibits", "load", "load_geo", "sources", "tables"]


def tables() -> list[str]:
    """The names of the tables of this edition."""
    from kazbrief.tables import catalogue

    return list(catalogue.names())


def exhibits() -> list[str]:
    """The names of the figures and tables that the paper and its data files show, in their order."""
    from kazbrief.exhibits.register import names

    return list(names())


def load(name: str) -> pd.DataFrame:
    """A table of this edition as a data frame, typed.

    `columns` lists its columns with their units, `sources` the sources of the frame or of a part of it.

    Parameters
    ----------
    name
        One of ``kazbrief.tables()``.

    Returns
    -------
    DataFrame
        The columns that `columns` lists: ``str``, ``Int64``, ``float64`` or ``bool``; missing where nothing is known.

    Raises
    ------
    KazbriefError
        When there is no such table (the message names the nearest ones), or when it isn't built yet.
    """
    from kazbrief.tables import reading

    return reading.load(name)


def load_geo(name: str, scheme: str | int = "2022") -> geopandas.GeoDataFrame:
    """A boundary layer in EPSG:4326 (longitude and latitude in degrees).

    Parameters
    ----------
    name
        ``oblasts``, ``countries``, ``water`` or ``border`` (of Kazakhstan and Russia).
    scheme
        For ``oblasts``: ``"2022"``, ``"2018"``, ``"1999"`` or ``"1989"`` (approximate).

    Returns
    -------
    GeoDataFrame
        ``geometry``, and for ``oblasts`` ``scheme``, ``unit``, ``approximate``, in the scheme of 2022 also ``oblast``; for
        ``countries`` ``country`` (ISO 3166-1 alpha-3), ``name``, ``disputed``; for ``water`` ``name``, ``kind``,
        ``as_of``; for ``border`` ``part`` (land or sea).

    Raises
    ------
    KazbriefError
        When there is no such layer or scheme, or when it isn't built yet.
    """
    from kazbrief.tables import boundaries

    return boundaries.load_geo(name, str(scheme))


def columns(name: str) -> pd.DataFrame:
    """What the columns of a table hold.

    Parameters
    ----------
    name
        One of ``kazbrief.tables()``.

    Returns
    -------
    DataFrame
        One row a column, in their order: ``column``, ``title``, ``description``, ``unit`` (empty for text and
        codes), ``type`` (string, integer, number or boolean), ``required`` (bool: never empty).

    Raises
    ------
    KazbriefError
        When there is no such table.
    """
    from kazbrief.tables import catalogue, reading

    return reading.columns(catalogue.get(name))


def sources(frame: pd.DataFrame) -> pd.DataFrame:
    """The sources of a frame's values: publisher, title, address, the copy read, how much of it, terms.

    Parameters
    ----------
    frame
        A table, any part of one (also one row, or the column itself), or any frame with columns ``source_id`` or
        ``*_source_id`` (also with the ending that a join gives them).

    Returns
    -------
    DataFrame
        The rows of the table ``sources`` that the frame cites, sorted by ``source_id``; a source that is not listed
        there has its id alone.

    Raises
    ------
    KazbriefError
        When the frame has no such column.
    """
    from kazbrief.tables import reading

    return reading.references(frame)


def cite(exhibit_id: str, style: str = "plain") -> str:
    """How to cite a figure or a table of this edition.

    Parameters
    ----------
    exhibit_id
        One of ``kazbrief.exhibits()``, or ``tbl-claims``.
    style
        ``"bibtex"``, ``"ris"``, ``"csl"`` (CSL-JSON), ``"apa"``, ``"chicago"`` or ``"plain"``.

    Returns
    -------
    str
        The citation as its form has it.

    Raises
    ------
    KazbriefError
        When there is no such exhibit or style, or when the exhibit isn't built yet.
    """
    from kazbrief.exhibits import citation, record

    return citation.cite(record.read(exhibit_id), style)
