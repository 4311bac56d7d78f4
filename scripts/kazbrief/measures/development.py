"""Income per head and human development of the five states of Central Asia."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kazbrief.measures.frames import pick

CENTRAL_ASIA = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
HDI = "hdi"
INCOME = ("gdp_ppp_constant", "gni_ppp_current", "gdp_usd_current", "gni_atlas_current")


def indicators(
    gdp_per_capita: pd.DataFrame, hdi: pd.DataFrame, year: int, others: Sequence[str] = ()
) -> pd.DataFrame:
    """The four series of income per head and the Human Development Index in one year.

    Parameters
    ----------
    gdp_per_capita, hdi
        The tables of these names.
    others
        Codes of states beside the five of Central Asia.

    Returns
    -------
    DataFrame
        One row a series and state: ``series`` (of `INCOME`, or ``hdi``), ``country``, ``value``, ``source_id``,
        ``grade``.

    Raises
    ------
    KazbriefError
        When a state has no value in one of the series.
    """
    countries = [*CENTRAL_ASIA, *others]
    incomes = [pick(gdp_per_capita, series=name, year=year, country=countries) for name in INCOME]
    index = pick(hdi, year=year, country=countries).rename(columns={"hdi": "value"}).assign(series=HDI)
    return pd.concat([*incomes, index])[["series", "country", "value", "source_id", "grade"]]
