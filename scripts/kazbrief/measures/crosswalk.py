"""Values of one administrative scheme in the units of another, as far as the links between them allow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

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


def ancestors(crosswalk: pd.DataFrame, schemes: Sequence[str]) -> pd.DataFrame:
    """The units of older schemes in which each unit of the newest scheme lies whole.

    Parameters
    ----------
    crosswalk
        As in `same_territory`, with links from each scheme to the one before it.
    schemes
        Names of schemes, newest first.

    Returns
    -------
    DataFrame
        ``oblast`` (unit of the newest scheme), ``scheme``, ``unit``, ``same`` (bool: the older unit is the
        same territory), the newest scheme first, then by oblast. A chain ends where a unit was put together
        from parts of others.

    Raises
    ------
    KazbriefError
        For a missing column or no rows.
    """
    require(crosswalk, _COLUMNS, "crosswalk")
    newest = sorted(set(crosswalk.loc[crosswalk["from_scheme"] == schemes[0], "from_unit"]))
    steps = [
        pd.DataFrame({"oblast": newest, "scheme": schemes[0], "unit": newest, "same": [True] * len(newest)})
    ]
    for newer, older in pairwise(schemes):
        links = crosswalk[(crosswalk["from_scheme"] == newer) & (crosswalk["to_scheme"] == older)]
        exact = links[(links["link"] == "exact") & ~links["from_unit"].duplicated(keep=False)]
        older_unit = dict(zip(exact["from_unit"], exact["to_unit"], strict=True))
        alone = same_territory(crosswalk, older, newer).values()
        last = steps[-1][steps[-1]["unit"].isin(list(older_unit))]
        steps.append(
            last.assign(
                scheme=older,
                unit=last["unit"].map(older_unit),
                same=last["same"] & last["unit"].isin(list(alone)),
            )
        )
    return pd.concat(steps, ignore_index=True)
