"""Kazakhstan's ties with Russia: tables, measures, exhibits and paper of a reproducible briefing.

``kazbrief.tables()`` and ``kazbrief.exhibits()`` list what there is; `load` and `load_geo` read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas
    import pandas as pd

from kazbrief import exhibits, tables

__all__ = ["exhibits", "load", "load_geo", "tables"]


def load(name: str) -> pd.DataFrame:
    """A table of this edition as a data frame, typed.

    Parameters
    ----------
    name
        One of `tables`.

    Raises
    ------
    KazbriefError
        When there is no such table (the message lists those that there are), or when it isn't built yet.
    """
    from kazbrief.tables import base, get

    return base.load(get(name))


def load_geo(name: str, scheme: str = "2022") -> geopandas.GeoDataFrame:
    """A boundary layer in EPSG:4326: ``oblasts`` (of a scheme), ``countries``, ``water`` or ``border``.

    Raises
    ------
    KazbriefError
        When there is no such layer or scheme, or when it isn't built yet.
    """
    from kazbrief.tables import boundaries

    return boundaries.load_geo(name, scheme)

