"""Values of one administrative scheme in the units of another, as far as the links between them allow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, weakest

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


def restate(
    frame: pd.DataFrame, crosswalk: pd.DataFrame, to_scheme: str, value: str, by: Sequence[str] = ()
) -> pd.DataFrame:
    """Totals by unit of one scheme as totals by unit of another, where the links between them allow it.

    The schemes are walked one by one. A unit gets the sum of the units that lie wholly in it, if all units with
    a part in it do so and each of them has a value; otherwise no value is given: a part of a total isn't known.

    Parameters
    ----------
    frame
        ``scheme`` (one scheme), ``unit``, the column ``value``, those of ``by``, and ``source_id`` and ``grade``
        when the result shall carry them. Totals that can be added, never shares.
    crosswalk
        The table ``crosswalk``: ``from_scheme``, ``from_unit``, ``to_scheme``, ``to_unit``, ``link`` (exact or
        partial), ``source_id``, ``grade``. Names of schemes sort by time.
    to_scheme
        The scheme wanted.
    value
        The column with the totals.
    by
        Columns that tell apart several totals of one unit (date, basis).

    Returns
    -------
    DataFrame
        One row a unit of ``to_scheme`` and combination of ``by``, sorted by both: ``scheme``, ``unit``, ``by``,
        ``value`` (missing where not comparable), ``comparable`` (bool), ``parts`` (units of the given scheme that
        make up the unit, or share in it), and ``source_id`` and ``grade`` (of totals and links, the weakest grade)
        when the frame has them. The sum of all values is that of the frame when every row is comparable.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, several schemes, two rows for one total, or a scheme or unit that the
        crosswalk doesn't know.
    """
    evidence = [column for column in ("source_id", "grade") if column in frame.columns]
    require(frame, ("scheme", "unit", value, *by), "values by unit")
    require(crosswalk, (*_COLUMNS, *evidence), "crosswalk")
    steps = _steps(frame, crosswalk, to_scheme)
    twice = frame[frame.duplicated(["unit", *by])]
    if len(twice):
        raise KazbriefError(
            f"values by unit: found two rows for {twice['unit'].iloc[0]}, expected one a total"
        )
    known = frame[["unit", *by, value, *evidence]].assign(comparable=frame[value].notna(), parts=1)
    for origin, target in steps:
        known = _step(known, _links(crosswalk, origin, target), value, by, evidence)
    ordered = ["scheme", "unit", *by, value, "comparable", "parts", *evidence]
    return known.assign(scheme=to_scheme).sort_values(["unit", *by], ignore_index=True)[ordered]


def _steps(frame: pd.DataFrame, crosswalk: pd.DataFrame, to_scheme: str) -> list[tuple[str, str]]:
    """The neighbouring pairs of schemes on the way from the frame's scheme to another."""
    schemes = sorted(set(crosswalk["from_scheme"]) | set(crosswalk["to_scheme"]))
    found = list(dict.fromkeys(frame["scheme"]))
    if len(found) > 1:
        raise KazbriefError(
            f"values by unit: found schemes {', '.join(found)}, expected one scheme at a time"
        )
    for scheme in (found[0], to_scheme):
        if scheme not in schemes:
            raise KazbriefError(f"there is no scheme {scheme!r}: the schemes are {', '.join(schemes)}")
    start, end = schemes.index(found[0]), schemes.index(to_scheme)
    way = schemes[start : end + 1] if start <= end else schemes[end : start + 1][::-1]
    return list(pairwise(way))


def _links(crosswalk: pd.DataFrame, origin: str, target: str) -> pd.DataFrame:
    return crosswalk[(crosswalk["from_scheme"] == origin) & (crosswalk["to_scheme"] == target)]


def _step(
    known: pd.DataFrame, links: pd.DataFrame, value: str, by: Sequence[str], evidence: Sequence[str]
) -> pd.DataFrame:
    """Totals one scheme further; a unit without a row counts as one without a value."""
    strange = known.loc[~known["unit"].isin(links["from_unit"]), "unit"]
    if len(strange):
        raise KazbriefError(
            f"values by unit: found unit {strange.iloc[0]!r}, expected one that the crosswalk links"
        )
    # Every link meets every combination of the other keys, so that a missing unit shows as a gap.
    pairs = links[["from_unit", "to_unit", "link", *evidence]]
    if by:
        pairs = pairs.merge(known[list(by)].drop_duplicates(), how="cross")
    met = pairs.merge(
        known, left_on=["from_unit", *by], right_on=["unit", *by], how="left", suffixes=("_link", "")
    )
    met = met.assign(
        comparable=met["link"].eq("exact") & met["comparable"].eq(True),
        parts=met["parts"].fillna(1).astype("int64"),
        **(
            {"source_id": met["source_id"].fillna("") + ";" + met["source_id_link"]}
            if "source_id" in evidence
            else {}
        ),
        **({"grade": met[["grade", "grade_link"]].apply(weakest, axis=1)} if "grade" in evidence else {}),
    )
    rules = {value: "sum", "comparable": "all", "parts": "sum"}
    how = {"source_id": joined, "grade": weakest}
    sums = met.groupby(["to_unit", *by], sort=False, dropna=False).agg(
        {**rules, **{column: how[column] for column in evidence}}
    )
    return (
        sums.assign(**{value: sums[value].where(sums["comparable"])})
        .rename_axis(index={"to_unit": "unit"})
        .reset_index()
    )
