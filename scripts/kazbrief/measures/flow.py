"""How much oil can leave the country: maximum flow from fields to outlets, with and without Russian territory.

The network is a set of one-way links with capacities. By the theorem of Ford and Fulkerson (1956) the
largest flow equals the capacity of the cheapest set of links that parts all fields from all outlets, the
minimum cut: it names what limits exports. A link of unknown capacity counts as without limit, and fields
yield whatever the links can take; so each result is what could flow, not what would. Where no capacity was
published, the table may hold the largest volume carried, which is a lower limit of it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from networkx.algorithms.flow import preflow_push

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import (
    joined,
    listed,
    require,
    require_free,
    require_known,
    require_names,
    require_range,
    shown,
    weakest,
)

# Fields whose oil reaches the outlets by Atyrau or Aktau: the three large ones, and those near the coast.
WESTERN_FIELDS = ("Tengiz", "Kashagan", "Karachaganak", "Uzen", "Kalamkas")

_COLUMNS = ("year", "tail", "head", "name", "room_mt", "crosses_russia", "source_id", "grade")
# What is known of the links that stay, with Russian territory open and closed: for the lower value, for the higher one.
_KEPT: Mapping[str, Sequence[Collection[str]]] = {
    "open": [("yes", "no", "unknown")],
    "closed": [("no",), ("no", "unknown")],
}
# Nodes that no network holds, whatever its nodes are called.
_SOURCE, _SINK = "\0all fields", "\0all outlets"


@dataclass(frozen=True)
class Flow:
    """A maximum flow: its size, a way to reach it, and the minimum cut.

    ``links`` has the links that are open with ``flow_mt``; parallel links are filled in the order given. ``cut`` has
    the links of the minimum cut nearest to the outlets. Amounts, also ``value_mt``, are in the unit of the capacities.
    """

    value_mt: float
    links: pd.DataFrame
    cut: pd.DataFrame


def _open(network: pd.DataFrame, closed: Mapping[str, object]) -> pd.Series:
    """Whether each link stays when those with the values given are closed."""
    stays = pd.Series(True, index=network.index)
    if not isinstance(closed, Mapping):
        raise KazbriefError(
            f"closed: found {shown(closed)}, expected columns with values, such as {{'owner': 'town'}}"
        )
    for column, value in closed.items():
        require(network, (column,), "network")
        require_names(network, (column,), "network", gaps=True)
        own = _no_gaps(network[column])
        values = _no_gaps(pd.Series(listed(value, f"closed: {column}"), dtype=object))
        require_known(values, list(dict.fromkeys(own)), f"network: column {column}: found no link with")
        stays &= ~own.isin(set(values))
    return stays


def _no_gaps(cells: pd.Series) -> pd.Series:
    """Cells of any kind, with None for each that is empty, so that they can be compared."""
    objects = cells.astype("object")
    return objects.where(objects.notna(), None)


def _ends(named: object, found: list[Any], nodes: Mapping[Any, None], what: str) -> list[Any]:
    """The nodes named, or without names those found; in an order that doesn't depend on that of the links."""
    if named is not None:
        found = listed(named, f"{what}s")
        require_known(found, nodes, f"network: {what}s: found")
    return sorted(dict.fromkeys(found), key=str)


def max_flow(
    network: pd.DataFrame,
    fields: Collection[Any] | str | None = None,
    outlets: Collection[Any] | str | None = None,
    *,
    closed: Mapping[str, object] | None = None,
    capacity: str = "capacity_mt",
) -> Flow:
    """The maximum flow through a network, with some of its links closed.

    Parameters
    ----------
    network
        One row a one-way link: ``tail``, ``head``, the column ``capacity``, and any others.
    fields, outlets
        Nodes where oil starts and ends; without them, the nodes that no link leads to and those that no link
        leaves. One name may stand alone.
    closed
        Column to the value, or the values, of the links to be closed: ``{"country": ["RUS"], "name": "rail"}`` closes
        what has one or the other. Fields and outlets stay those of the whole network.
    capacity
        The column with the capacities: million tonnes a year, or any other unit, which the result is in as well;
        empty = without limit.

    Returns
    -------
    Flow
        ``value_mt`` (the maximum flow), ``links`` (the links that are open, with ``flow_mt``: one way to reach it), and
        ``cut`` (the links that limit it: the minimum cut nearest to the outlets), in the unit of the capacities.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, an empty name, several years (where there is a column ``year``), a link from a
        node to itself, a capacity below 0, a value to be closed that no link has, a field or outlet that is no node, a
        node that is both, no field or outlet, or a way from a field to an outlet without any limit.

    Examples
    --------
    >>> lines = pd.DataFrame({"tail": ["field", "field"], "head": ["sea", "east"], "capacity_mt": [28, 10], "by": ["N", "S"]})
    >>> max_flow(lines).value_mt, max_flow(lines, closed={"by": "N"}).value_mt
    (38.0, 10.0)
    """
    require(network, ("tail", "head", capacity), "network", optional=("year",))
    require_names(network, ("tail", "head"), "network")
    limits = require_range(network[capacity], 0, np.inf, f"network: column {capacity}", gaps=True)
    require_free(network, "flow_mt", "network")
    # Nodes of any kind can be compared.
    network = network.astype({"tail": "object", "head": "object"})
    network[capacity] = limits
    if "year" in network.columns:
        require_names(network, ("year",), "network", gaps=True)
        if network["year"].nunique() > 1:
            raise KazbriefError("network: found several years, expected the links of one year")
    loop = network.loc[network["tail"] == network["head"], "tail"]
    if len(loop):
        raise KazbriefError(f"network: found a link from {loop.iloc[0]} to itself, expected two nodes")
    tails, heads = (dict.fromkeys(network[end]) for end in ("tail", "head"))
    starts = _ends(fields, [node for node in tails if node not in heads], tails | heads, "field")
    ends = _ends(outlets, [node for node in heads if node not in tails], tails | heads, "outlet")
    if not starts or not ends or set(starts) & set(ends):
        raise KazbriefError(
            f"network: found fields {', '.join(map(str, starts)) or 'none'} and outlets "
            f"{', '.join(map(str, ends)) or 'none'}, expected at least one of each and no node as both"
        )
    links = network[_open(network, {} if closed is None else closed)].reset_index(drop=True)
    # Whole units make the flow exact, whatever the order of the links: tenths or millionths, as the capacities need.
    amounts = [None if pd.isna(limit) else Fraction(f"{limit:.15g}") for limit in links[capacity]]
    per_unit = math.lcm(*(amount.denominator for amount in amounts if amount is not None))
    units = [None if amount is None else int(amount * per_unit) for amount in amounts]
    graph = nx.DiGraph()
    for tail, head, limit in zip(links["tail"], links["head"], units, strict=True):
        # networkx takes a missing capacity as infinite; parallel links make one edge.
        attributes = {} if limit is None else {"capacity": limit}
        if graph.has_edge(tail, head):
            known = graph.edges[tail, head]
            if "capacity" in known and attributes:
                known["capacity"] += attributes["capacity"]
            else:
                known.clear()
        else:
            graph.add_edge(tail, head, **attributes)
    graph.add_edges_from((_SOURCE, start) for start in starts)
    graph.add_edges_from((end, _SINK) for end in ends)
    try:
        residual = preflow_push(graph, _SOURCE, _SINK)
    except nx.NetworkXUnbounded:
        raise KazbriefError(
            "network: found a way from a field to an outlet without any limit, "
            "expected a capacity on at least one link of each way"
        ) from None
    carrying = {(tail, head): flow for tail, head, flow in residual.edges(data="flow") if flow > 0}
    # The cut nearest to the outlets: what can still reach them without using a full link lies beyond it.
    full = [
        ends for ends in residual.edges if residual.edges[ends]["flow"] == residual.edges[ends]["capacity"]
    ]
    value = residual.graph["flow_value"]
    residual.remove_edges_from(full)
    beyond = nx.ancestors(residual, _SINK) | {_SINK}
    carried = []
    for tail, head, limit in zip(links["tail"], links["head"], units, strict=True):
        flow = carrying.get((tail, head), 0)
        amount = flow if limit is None else min(flow, limit)
        carrying[tail, head] = flow - amount
        carried.append(amount / per_unit)
    crossing = ~links["tail"].isin(beyond) & links["head"].isin(beyond)
    return Flow(value / per_unit, links.assign(flow_mt=carried), links[crossing].reset_index(drop=True))


def flow_scenarios(oil_links: pd.DataFrame) -> pd.DataFrame:
    """Maximum flow by year: from all fields and the western ones, with Russian territory open and closed.

    Closed means without the links that cross Russia. Links of which that is unknown make a range: the lower
    value leaves them out, the higher one keeps them.

    Parameters
    ----------
    oil_links
        As in `max_flow`, for any number of years, with ``room_mt`` (million tonnes a year, empty = without limit: what
        the oil of others leaves of a capacity), ``name``, ``crosses_russia`` (yes, no, unknown), ``source_id``, ``grade``.

    Returns
    -------
    DataFrame
        One row a year, set of fields and scenario: ``year``, ``fields`` (all, western), ``russia`` (open,
        closed), ``low_mt``, ``high_mt`` (million tonnes a year), ``cut`` (names of the links that limit the
        higher value, ``;``-separated), ``source_id`` and ``grade`` (of these links).

    Raises
    ------
    KazbriefError
        As `max_flow`.
    """
    _require_links(oil_links, _COLUMNS)
    rows = []
    for year in sorted(oil_links["year"].unique()):
        links = oil_links[oil_links["year"] == year]
        for name, fields in (("all", _fields(links)), ("western", _fields(links) & set(WESTERN_FIELDS))):
            if not fields:
                continue
            for russia, states in _KEPT.items():
                flows = [_kept_flow(links, fields, kept) for kept in states]
                least, widest = flows[0], flows[-1]
                rows.append(
                    {
                        "year": int(year),
                        "fields": name,
                        "russia": russia,
                        "low_mt": least.value_mt,
                        "high_mt": widest.value_mt,
                        "cut": ";".join(widest.cut["name"]),
                        "source_id": joined(widest.cut["source_id"]),
                        "grade": weakest(widest.cut["grade"]),
                    }
                )
    return pd.DataFrame(rows)


def free_around_russia(oil_links: pd.DataFrame) -> pd.Series:
    """How much more the western fields could send abroad without Russian territory, beside what the links carry already.

    Each link has its room less Kazakhstan's oil in it (all of its room where no volume is known). The lowest value takes
    the highest volumes and leaves out links of which it is unknown whether they cross Russia; the highest does neither.

    Parameters
    ----------
    oil_links
        As in `flow_scenarios`, with ``kazakh_low_mt`` and ``kazakh_high_mt`` (million tonnes a year, empty = not known);
        the last year counts.

    Returns
    -------
    Series
        ``low_mt``, ``high_mt`` (million tonnes a year), ``grade``.
    """
    _require_links(oil_links, (*_COLUMNS, "kazakh_low_mt", "kazakh_high_mt"))
    links = oil_links[oil_links["year"] == oil_links["year"].max()]

    def flow(carried: str, kept: Collection[str]) -> Flow:
        free = (links["room_mt"] - links[carried].fillna(0)).clip(lower=0)
        return _kept_flow(links.assign(room_mt=free), _fields(links) & set(WESTERN_FIELDS), kept)

    surely, perhaps = _KEPT["closed"]
    least, most = flow("kazakh_high_mt", surely), flow("kazakh_low_mt", perhaps)
    grade = weakest(most.cut["grade"])
    return pd.Series({"low_mt": least.value_mt, "high_mt": most.value_mt, "grade": grade})


def _require_links(oil_links: pd.DataFrame, columns: Collection[str]) -> None:
    require(oil_links, columns, "oil_links")
    everywhere = _KEPT["open"][0]
    stray = oil_links.loc[~oil_links["crosses_russia"].isin(everywhere), "crosses_russia"]
    if len(stray):
        raise KazbriefError(
            f"oil_links: column crosses_russia: found {stray.iloc[0]!r}, expected yes, no or unknown"
        )


def _fields(links: pd.DataFrame) -> set[str]:
    """The nodes that no link leads to."""
    return set(links["tail"]) - set(links["head"])


def _kept_flow(links: pd.DataFrame, fields: set[str], kept: Collection[str]) -> Flow:
    """The flow from some fields to all outlets by the links whose ``crosses_russia`` is one of those kept."""
    outlets = set(links["head"]) - set(links["tail"])
    shut = set(links["crosses_russia"]).difference(kept)
    return max_flow(links, fields, outlets, closed={"crosses_russia": shut}, capacity="room_mt")
