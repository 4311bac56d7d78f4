"""Values of one administrative scheme in the units of another, as far as the links between them allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import (
    columns_by,
    evidence_in,
    require,
    require_known,
    require_names,
    require_range,
    shown,
)

_COLUMNS = ("from_scheme", "from_unit", "to_scheme", "to_unit", "link")
_ADDED = ("comparable", "parts", "source_id", "grade")


def same_territory(crosswalk: pd.DataFrame, from_scheme: str, to_scheme: str) -> dict[str, str]:
    """The units that are the same territory in both schemes: linked exactly, and to each other alone.

    Parameters
    ----------
    crosswalk
        ``from_scheme``, ``from_unit``, ``to_scheme``, ``to_unit``, ``link`` (exact or partial): all links from one
        scheme to the other, in this direction or in the other one.

    Returns
    -------
    dict
        Unit of ``from_scheme`` to unit of ``to_scheme``.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a unit with an exact link and another one to the same scheme, a scheme that the
        crosswalk doesn't know, or schemes that it doesn't link.
    """
    crosswalk = _checked(crosswalk, schemes=(from_scheme, to_scheme))
    links = _links(crosswalk, str(from_scheme), str(to_scheme))
    alone = ~links["from_unit"].duplicated(keep=False) & ~links["to_unit"].duplicated(keep=False)
    exact = links[alone & (links["link"] == "exact")]
    return dict(zip(exact["from_unit"], exact["to_unit"], strict=True))


def ancestors(crosswalk: pd.DataFrame, schemes: Sequence[str]) -> pd.DataFrame:
    """The units of older schemes in which each unit of the newest scheme lies whole.

    Parameters
    ----------
    crosswalk
        As in `same_territory`, for each scheme and the one before it.
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
        As `same_territory`, and for no schemes.
    """
    names = list(schemes) if pd.api.types.is_list_like(schemes, allow_sets=False) else []
    if not names:
        raise KazbriefError(f"schemes: found {shown(schemes)}, expected a list of names, newest first")
    schemes = [str(scheme) for scheme in names]
    crosswalk = _checked(crosswalk, schemes=schemes)
    newest = sorted(_units(crosswalk, schemes[0]), key=str)
    steps = [
        pd.DataFrame({"oblast": newest, "scheme": schemes[0], "unit": newest, "same": [True] * len(newest)})
    ]
    for newer, older in pairwise(schemes):
        links = _links(crosswalk, newer, older)
        exact = links[links["link"] == "exact"]
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

    Schemes that aren't linked with each other are reached by those between them. A unit gets the sum of the units that
    lie wholly in it, if all units with a part in it do so: a part of a total isn't known.

    Parameters
    ----------
    frame
        ``scheme`` (one scheme), ``unit``, the column ``value``, those of ``by``, and ``source_id`` and ``grade``
        when the result shall carry them. Totals that can be added, never shares.
    crosswalk
        As in `same_territory`, with ``source_id`` and ``grade`` when the frame has them. Names of schemes sort by time,
        as numbers when all are whole numbers.
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
        ``value`` (missing where it is not comparable, or where a unit of the frame that is a part of it has no row or
        no value), ``comparable`` (bool: the links allow it), ``parts`` (units of the given scheme that make up the
        unit, or share in it), and ``source_id`` and ``grade`` (of totals and links, the weakest grade) when the frame
        has them. The sum of all values is that of the frame when none is missing.

    Raises
    ------
    KazbriefError
        As `same_territory`, and for several schemes, two rows for one total, a column of ``by`` that has another part in
        the result, a unit that the crosswalk doesn't know, or a grade that is none of A, B, C.
    """
    told = "values by unit"
    keys = columns_by(by, ("scheme", "unit", value, *_ADDED), f"{told}: by")
    require(frame, ("scheme", "unit", value, *keys), told)
    columns_by([value], ("scheme", "unit", *_ADDED), f"{told}: value")
    for key in ("scheme", "unit", *keys):
        require_names(frame, [key], told, gaps=key in keys)
    numbers = require_range(frame[value], -np.inf, np.inf, f"{told}: column {value}", gaps=True)
    given = list(dict.fromkeys(frame["scheme"].astype(str)))
    if len(given) > 1:
        raise KazbriefError(f"{told}: found schemes {', '.join(given)}, expected one at a time")
    twice = frame.loc[frame.duplicated(["unit", *keys]).to_numpy(), "unit"]
    if len(twice):
        raise KazbriefError(f"{told}: found two rows for {twice.iloc[0]}, expected one a total")
    evidence = evidence_in(frame)
    crosswalk = _checked(crosswalk, evidence, (given[0], to_scheme))
    # Columns and an index of its own: the user's may be called anything. Numbers stand for the columns of `by`.
    inner: list[Any] = list(range(len(keys)))
    columns: dict[Any, pd.Series] = {
        "unit": frame["unit"].astype("object"),
        **{place: frame[key] for place, key in zip(inner, keys, strict=True)},
        "value": numbers.astype("Int64") if pd.api.types.is_integer_dtype(frame[value]) else numbers,
        **{name: frame[name].astype("object") for name in evidence},
    }
    known = pd.DataFrame(columns).reset_index(drop=True).assign(comparable=True)
    units = _units(crosswalk, given[0])
    require_known(known["unit"], units, f"{told}: found unit")
    parts: dict[Any, set[Any]] = {unit: {unit} for unit in units}
    for origin, target in _steps(crosswalk, given[0], str(to_scheme)):
        links = _links(crosswalk, origin, target)
        require_known(known["unit"], set(links["from_unit"]), f"{told}: found unit")
        # Every link meets every combination of the other keys, so that a unit without a row leaves a gap.
        pairs = links[["from_unit", "to_unit", "link", *evidence]]
        pairs = pairs.merge(known[inner].drop_duplicates(), how="cross") if inner else pairs
        met = pairs.merge(
            known,
            left_on=["from_unit", *inner],
            right_on=["unit", *inner],
            how="left",
            suffixes=("_link", ""),
        )
        met["comparable"] = met["link"].eq("exact") & met["comparable"].ne(False)
        for name, join in evidence.items():
            met[name] = met[[name, f"{name}_link"]].apply(join, axis=1)
        how: dict[Any, Any] = {
            "value": lambda each: each.sum(skipna=False),
            "comparable": "all",
            **evidence,
        }
        known = met.groupby(["to_unit", *inner], dropna=False, observed=True).agg(how)
        known = known.rename_axis(index={"to_unit": "unit"}).reset_index()
        known["value"] = known["value"].where(known["comparable"])
        parts = {
            unit: set().union(*(parts.get(each, ()) for each in own))
            for unit, own in links.groupby("to_unit")["from_unit"]
        }
    # Groups are put in order whatever their names are.
    order = known.groupby(["unit", *inner], dropna=False, observed=True).ngroup()
    known = known.iloc[order.argsort()].reset_index(drop=True)
    known = known.assign(scheme=str(to_scheme), parts=[len(parts[unit]) for unit in known["unit"]])
    ordered = ["scheme", "unit", *inner, "value", "comparable", "parts", *evidence]
    return known[ordered].set_axis(
        ["scheme", "unit", *keys, value, "comparable", "parts", *evidence], axis="columns"
    )


def _units(crosswalk: pd.DataFrame, scheme: str) -> set[Any]:
    """The units of a scheme that have a link to or from another one."""
    ends = [crosswalk.loc[crosswalk[f"{end}_scheme"] == scheme, f"{end}_unit"] for end in ("from", "to")]
    return set(pd.concat(ends))


def _links(crosswalk: pd.DataFrame, origin: str, target: str) -> pd.DataFrame:
    """The links from one scheme to another; where the crosswalk has only those back, what these tell."""
    links = crosswalk[(crosswalk["from_scheme"] == origin) & (crosswalk["to_scheme"] == target)]
    if links.empty:
        back = crosswalk[(crosswalk["from_scheme"] == target) & (crosswalk["to_scheme"] == origin)]
        # A unit that one other alone reaches into lies in it; that other, if this is all of it, must do so as well.
        whole = ~back["to_unit"].duplicated(keep=False) & (
            back["link"].eq("exact") | back["from_unit"].duplicated(keep=False)
        )
        turned = {"from_scheme": "to_scheme", "from_unit": "to_unit"}
        links = back.rename(columns=turned | {new: old for old, new in turned.items()})
        links = links.assign(link=np.where(whole, "exact", "partial"))
    if links.empty:
        raise KazbriefError(
            f"crosswalk: found no links between the schemes {origin} and {target}, expected some"
        )
    return links


def _checked(
    crosswalk: pd.DataFrame, evidence: Iterable[str] = (), schemes: Iterable[str] = ()
) -> pd.DataFrame:
    """The links, with the names of schemes as text: a program that reads years makes numbers of them."""
    require(crosswalk, (*_COLUMNS, *evidence), "crosswalk")
    crosswalk = crosswalk[[*_COLUMNS, *evidence]].astype("object").reset_index(drop=True)
    schemed, united = ["from_scheme", "to_scheme"], ["from_unit", "to_unit"]
    crosswalk[schemed] = crosswalk[schemed].map(str, na_action="ignore")
    for ends in (schemed, united):
        require_names(crosswalk, ends, "crosswalk")
    require_known(crosswalk["link"], ("exact", "partial"), "crosswalk: column link: found")
    twice = crosswalk.loc[crosswalk.duplicated(list(_COLUMNS[:-1])), "from_unit"]
    if len(twice):
        raise KazbriefError(f"crosswalk: found two links of {twice.iloc[0]} to one unit, expected one")
    several = crosswalk.duplicated(["from_scheme", "from_unit", "to_scheme"], keep=False)
    whole = crosswalk.loc[several & crosswalk["link"].eq("exact"), "from_unit"]
    if len(whole):
        raise KazbriefError(
            f"crosswalk: found an exact link of {whole.iloc[0]} beside another one to the same scheme, "
            "expected no other: it lies whole in one unit"
        )
    known = _in_time(crosswalk)
    for scheme in map(str, schemes):
        if scheme not in known:
            raise KazbriefError(f"there is no scheme {scheme!r}: the schemes are {', '.join(known)}")
    return crosswalk


def _in_time(crosswalk: pd.DataFrame) -> list[str]:
    """The names of the schemes by time: as numbers, where they are whole numbers."""
    names = {*crosswalk["from_scheme"], *crosswalk["to_scheme"]}
    return sorted(names, key=int if all(name.isdecimal() for name in names) else str)


def _steps(crosswalk: pd.DataFrame, start: str, end: str) -> Iterator[tuple[str, str]]:
    """The pairs of schemes on the way from one to another: one pair where these are linked, else neighbours."""
    linked = set(zip(crosswalk["from_scheme"], crosswalk["to_scheme"], strict=True))
    if linked & {(start, end), (end, start)}:
        return iter([(start, end)])
    schemes = _in_time(crosswalk)
    first, last = schemes.index(start), schemes.index(end)
    return pairwise(schemes[first : last + 1] if first <= last else schemes[last : first + 1][::-1])
