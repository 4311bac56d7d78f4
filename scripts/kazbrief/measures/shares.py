"""A supplier's share of what a country imported over some years."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError, nearest
from kazbrief.measures.frames import joined, pick_one, require, require_names, require_range, weakest

SUPPLIER = "Russia"
# Under this total in a period one or two deliveries decide the share.
SMALL_TOTAL_TIV = 50.0
_KEYS = ["recipient", "period"]
SUBJECT = "Kazakhstan"
# What SIPRI published of it, by its item in `arms_statements`.
STATED = "Russia's share of Kazakhstan's arms imports"
# The last five years in print before the article.
IN_PRINT = "2006-2010"
PERIODS = ("1995-1999", "2000-2004", "2005-2009", "2010-2014", "2015-2019", "2020-2024")
PEERS = ("Armenia", "Belarus", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan")


def arms_share(
    arms_imports: pd.DataFrame, *, supplier: str = SUPPLIER, small_total: float = SMALL_TOTAL_TIV
) -> pd.DataFrame:
    """The share of one supplier in the arms imports of each recipient and period.

    Parameters
    ----------
    arms_imports
        One row a recipient, period and supplier: ``recipient``, ``period`` ("2010-2014"), ``supplier``,
        ``tiv_million`` (trend-indicator value, millions: SIPRI's index of the volume of deliveries, not
        money), ``source_id``, ``grade``. All suppliers of a recipient and period, for they make its total.
        Periods may overlap: each stands for itself.
    supplier
        The supplier whose share is wanted.
    small_total
        Recipients with a smaller total in a period (million TIV) are marked: their shares mean little.

    Returns
    -------
    DataFrame
        One row a recipient and period, sorted so, the supplier's own imports left out: ``recipient``,
        ``period``, ``supplier``, ``tiv_million``, ``total_tiv_million``, ``share_pct``, ``rank`` (of the
        supplier by volume; ties share the better rank; missing when it delivered nothing),
        ``largest_other`` (the largest other supplier, first by name when two are equal, missing when there
        is none), ``largest_other_tiv_million``, ``small`` (bool), ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column or name, no rows, a missing or negative volume, a supplier given twice for one
        recipient and period or not at all, or a total of zero.
    """
    supplier = str(supplier)
    require_range([small_total], 0, np.inf, "arms imports: small total")
    require(arms_imports, (*_KEYS, "supplier", "tiv_million", "source_id", "grade"), "arms imports")
    require_names(arms_imports, (*_KEYS, "supplier"), "arms imports")
    volumes = require_range(arms_imports["tiv_million"], 0, np.inf, "arms imports: column tiv_million")
    arms_imports = arms_imports.assign(tiv_million=volumes)
    twice = arms_imports.duplicated([*_KEYS, "supplier"])
    if twice.any():
        row = arms_imports[twice].iloc[0]
        raise KazbriefError(
            f"arms imports: found {row['supplier']} twice for {row['recipient']} in {row['period']}, "
            "expected one row a supplier"
        )
    imports = arms_imports[arms_imports["recipient"] != supplier]
    require(imports, _KEYS, f"arms imports of others than {supplier}")
    if supplier not in set(imports["supplier"]):
        near = nearest(supplier, map(str, imports["supplier"]))
        raise KazbriefError(f"arms imports: found no delivery of {supplier!r}, expected a supplier{near}")
    groups = imports.groupby(_KEYS, sort=True)
    total = groups["tiv_million"].sum().astype("float64")
    if (total <= 0).any():
        recipient, period = total.index[total <= 0][0]
        raise KazbriefError(f"arms imports: found a total of 0 for {recipient} in {period}, expected more")
    ranks = groups["tiv_million"].rank(method="min", ascending=False)
    own = imports.assign(rank=ranks)[imports["supplier"] == supplier].set_index(_KEYS)
    others = imports[(imports["supplier"] != supplier) & (imports["tiv_million"] > 0)]
    ordered = others.sort_values(["tiv_million", "supplier"], ascending=[False, True])
    largest = ordered.drop_duplicates(_KEYS).set_index(_KEYS).reindex(total.index)
    volume = own["tiv_million"].reindex(total.index).astype("float64").fillna(0.0)
    table = pd.DataFrame(
        {
            "supplier": supplier,
            "tiv_million": volume,
            "total_tiv_million": total,
            "share_pct": 100 * volume / total,
            "rank": own["rank"].reindex(total.index).where(volume > 0).astype("Int64"),
            "largest_other": largest["supplier"],
            "largest_other_tiv_million": largest["tiv_million"].astype("float64").fillna(0.0),
            "small": total < small_total,
            "source_id": groups["source_id"].agg(joined),
            "grade": groups["grade"].agg(weakest),
        }
    )
    return table.reset_index()


def five_year_shares(arms_share: pd.DataFrame) -> pd.DataFrame:
    """Russia's share of each recipient's deliveries in each five-year period.

    Returns
    -------
    DataFrame
        ``recipient``, ``period``, ``share_pct`` (per cent of TIV; empty where no delivery is listed),
        ``total_tiv_million``, ``small`` (1 where so little was delivered that one contract decides),
        ``source_id``, ``grade``.
    """
    kept = arms_share[
        (arms_share["supplier"] == SUPPLIER)
        & arms_share["period"].isin(PERIODS)
        & arms_share["recipient"].isin((SUBJECT, *PEERS))
    ]
    columns = ["recipient", "period", "share_pct", "total_tiv_million", "small", "source_id", "grade"]
    return kept[columns].reset_index(drop=True)


def shares_and_years(
    arms_share: pd.DataFrame, arms_yearly: pd.DataFrame, arms_statements: pd.DataFrame
) -> pd.DataFrame:
    """The shares of `five_year_shares`, those of single years of Kazakhstan, and what SIPRI itself published.

    Returns
    -------
    DataFrame
        ``kind`` (period, year, published), and the columns of `five_year_shares`, ``period`` a year for years;
        ``tiv_million`` (Russia's deliveries; empty for what was published).
    """
    of_periods = five_year_shares(arms_share).assign(kind="period")
    own = arms_share.set_index(_KEYS)["tiv_million"]
    of_periods["tiv_million"] = own.loc[pd.MultiIndex.from_frame(of_periods[_KEYS])].to_numpy()
    of_years = arms_yearly.assign(
        kind="year",
        recipient=SUBJECT,
        period=arms_yearly["year"].astype(str),
        share_pct=100 * arms_yearly["tiv_million"] / arms_yearly["total_tiv_million"],
        small=arms_yearly["total_tiv_million"] < SMALL_TOTAL_TIV,
    )
    stated = arms_statements[arms_statements["item"] == STATED].rename(columns={"value": "share_pct"})
    stated = stated.assign(kind="published", recipient=SUBJECT, small=False)
    frame = pd.concat([of_periods, of_years, stated], ignore_index=True)
    columns = ["kind", *_KEYS, "share_pct", "tiv_million", "total_tiv_million", "small", "source_id", "grade"]
    return frame[columns].round(9)


def rolling_shares(arms_yearly: pd.DataFrame, *, years: int = 5) -> pd.DataFrame:
    """Russia's share in every window of some years that the table covers: do the fixed periods flatter?

    Returns
    -------
    DataFrame
        ``period``, ``share_pct``, in order of time.
    """
    by_year = arms_yearly.set_index("year").sort_index()[["tiv_million", "total_tiv_million"]]
    sums = by_year.rolling(years).sum().dropna()
    periods = [f"{last - years + 1}-{last}" for last in sums.index]
    share = 100 * sums["tiv_million"] / sums["total_tiv_million"]
    return pd.DataFrame({"period": periods, "share_pct": share.to_numpy()})


def of_years(frame: pd.DataFrame) -> pd.DataFrame:
    """The single years of `shares_and_years`, with ``year`` as a number."""
    rows = frame[frame["kind"] == "year"]
    return rows.assign(year=rows["period"].astype(int)).sort_values("year")


def by_period(frame: pd.DataFrame, recipient: str) -> pd.DataFrame:
    """A recipient's rows of `five_year_shares`, one a period, in order of time; empty where nothing is listed."""
    if "kind" in frame:
        frame = frame[frame["kind"] == "period"]
    return frame[frame["recipient"] == recipient].set_index("period").reindex(PERIODS).reset_index()


def of_kazakhstan(frame: pd.DataFrame) -> pd.DataFrame:
    """Kazakhstan's rows of `five_year_shares`."""
    return by_period(frame, SUBJECT)


def lowest(own: pd.DataFrame) -> pd.Series:
    """The period with the lowest share, the first of several."""
    return own.sort_values("share_pct", kind="stable").iloc[0]


def period_of(arms_share: pd.DataFrame, period: str) -> pd.Series:
    """Kazakhstan's row of a period.

    Raises
    ------
    KazbriefError
        When there is none.
    """
    return pick_one(arms_share, recipient=SUBJECT, period=period)
