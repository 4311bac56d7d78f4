"""Values of one administrative scheme in the units of another, as far as the links between them allow."""

from __future__ import annotations

import pandas as pd

from kazbrief.measures.frames import require

_COLUMNS = ("from_scheme", "from_unit", "to_scheme", "to_unit", "link")


def same_territory(crosswalk: pd.DataFrame, from_scheme: str, to_scheme: str) -> dict[str, str]:
    """The units that are the same territory in both schemes: linked exactly, and to each other alone.

    Parameters
    ----------
    crosswalk
        ``from_scheme``, ``from_unit``, ``to_scheme``, ``to_unit``, ``link`` (exact or partial).

    Returns
    -------
    dict
        Unit of ``from_scheme`` to unit of ``to_scheme``.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(crosswalk, _COLUMNS, "crosswalk")
    links = crosswalk[(crosswalk["from_scheme"] == from_scheme) & (crosswalk["to_scheme"] == to_scheme)]
    alone = ~links["from_unit"].duplicated(keep=False) & ~links["to_unit"].duplicated(keep=False)
    exact = links[alone & (links["link"] == "exact")]
    return dict(zip(exact["from_unit"], exact["to_unit"], strict=True))


def comparable(frame: pd.DataFrame, crosswalk: pd.DataFrame, to_scheme: str) -> pd.DataFrame:
    """The rows of a frame whose unit is the same territory in another scheme, renamed to it.

    Parameters
    ----------
    frame
        ``scheme``, ``unit`` and any other columns.
    crosswalk
        As in `same_territory`.

    Returns
    -------
    DataFrame
        The rows of ``to_scheme`` itself and those that are comparable, with ``scheme`` and ``unit`` of
        ``to_scheme``, in the order given. All others are left out: they can't be compared.
    """
    require(frame, ("scheme", "unit"), "values by unit")
    parts = [frame[frame["scheme"] == to_scheme]]
    for scheme in sorted(set(frame["scheme"]) - {to_scheme}):
        names = same_territory(crosswalk, scheme, to_scheme)
        rows = frame[(frame["scheme"] == scheme) & frame["unit"].isin(list(names))]
        parts.append(rows.assign(scheme=to_scheme, unit=rows["unit"].map(names)))
    return pd.concat(parts).sort_index(kind="stable")
