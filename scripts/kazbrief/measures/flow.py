"""How much oil can leave the country: maximum flow from fields to outlets, with and without Russian territory.

The network is a set of one-way links with capacities. By the theorem of Ford and Fulkerson (1956) the
largest flow equals the capacity of the cheapest set of links that parts all fields from all outlets, the
minimum cut: it names what limits exports. A link of unknown capacity counts as without limit, and fields
yield whatever the links can take; so each result is what could flow, not what would. Where no capacity was
published, the table may hold the largest volume carried, which is a lower limit of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import networkx as nx
import pandas as pd
from networkx.algorithms.flow import preflow_push

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, require_range, weakest

# Fields whose oil reaches the outlets by Atyrau or Aktau: the three large ones, and those near the coast.
WESTERN_FIELDS = ("Tengiz", "Kashagan", "Karachaganak", "Uzen", "Kalamkas")

_COLUMNS = ("year", "tail", "head", "name", "capacity_mt", "crosses_russia", "source_id", "grade")
_SOURCE, _SINK = "all fields", "all outlets"
# Whole kilotonnes make the flow exact, whatever the order of the links.
_PER_MT = 1000


@dataclass(frozen=True)
class Flow:
    """A maximum flow: its size, a way to reach it, and the minimum cut.

    ``links`` has the links given with ``flow_mt``; parallel links are filled in the order given. ``cut`` has
    the links of the minimum cut nearest to the outlets.
    """

    value_mt: float
    links: pd.DataFrame
    cut: pd.DataFrame


def _check(network: pd.DataFrame) -> None:
    require(network, _COLUMNS, "oil network")
    known = network["capacity_mt"].dropna()
    require_range(known, 0, 10_000, "oil network: column capacity_mt")
    stray = network.loc[~network["crosses_russia"].isin(["yes", "no", "unknown"]), "crosses_russia"]
    if len(stray):
        raise KazbriefError(
            f"oil network: column crosses_russia: found {stray.iloc[0]!r}, expected yes, no or unknown"
        )


def max_flow(
    network: pd.DataFrame, fields: Collection[str] | None = None, outlets: Collection[str] | None = None
) -> Flow:
    """The maximum flow through the links of one year.

    Parameters
    ----------
    network
        One row a link: ``year``, ``tail``, ``head``, ``name``, ``capacity_mt`` (million tonnes a year, empty
        = without limit), ``crosses_russia`` (yes, no, unknown), ``source_id``, ``grade``.
    fields, outlets
        Nodes where oil starts and ends; without them, the nodes that no link leads to and those that no link
        leaves. Names that are not in the network carry nothing.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, several years, a capacity below 0, a node that is field and outlet,
        no field or outlet, or a way from a field to an outlet without any limit.
    """
    _check(network)
    if network["year"].nunique() > 1:
        raise KazbriefError("oil network: found several years, expected the links of one year")
    tails, heads = set(network["tail"]), set(network["head"])
    starts = sorted((tails - heads) if fields is None else tails & set(fields))
    ends = sorted((heads - tails) if outlets is None else heads & set(outlets))
    if not starts or not ends or set(starts) & set(ends):
        raise KazbriefError(
            f"oil network: found fields {', '.join(starts) or 'none'} and outlets {', '.join(ends) or 'none'}, "
            "expected at least one of each and no node as both"
        )
    links = network.reset_index(drop=True)
    tonnes = (links["capacity_mt"].astype("float64") * _PER_MT).round()
    graph = nx.DiGraph()
    for tail, head, capacity in zip(links["tail"], links["head"], tonnes, strict=True):
        # networkx takes a missing capacity as infinite; parallel links make one edge.
        attributes = {} if pd.isna(capacity) else {"capacity": int(capacity)}
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
            "oil network: found a way from a field to an outlet without any limit, "
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
    for tail, head, capacity in zip(links["tail"], links["head"], tonnes, strict=True):
        flow = carrying.get((tail, head), 0)
        amount = flow if pd.isna(capacity) else min(flow, int(capacity))
        carrying[tail, head] = flow - amount
        carried.append(amount / _PER_MT)
    crossing = ~links["tail"].isin(beyond) & links["head"].isin(beyond)
    return Flow(value / _PER_MT, links.assign(flow_mt=carried), links[crossing].reset_index(drop=True))


def flow_scenarios(oil_links: pd.DataFrame) -> pd.DataFrame:
    """Maximum flow by year: from all fields and the western ones, with Russian territory open and closed.

    Closed means without the links that cross Russia. Links of which that is unknown make a range: the lower
    value leaves them out, the higher one keeps them.

    Parameters
    ----------
    oil_links
        As in `max_flow`, for any number of years, with ``room_mt`` (million tonnes a year, empty = without limit): what
        the oil of others leaves of a capacity.

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
    oil_links = oil_links.assign(capacity_mt=oil_links["room_mt"])
    _check(oil_links)
    rows = []
    for year in sorted(oil_links["year"].unique()):
        links = oil_links[oil_links["year"] == year]
        outlets = set(links["head"]) - set(links["tail"])
        all_fields = set(links["tail"]) - set(links["head"])
        for name, fields in (("all", all_fields), ("western", all_fields & set(WESTERN_FIELDS))):
            if not fields:
                continue
            for russia, kept in (("open", ("yes", "no", "unknown")), ("closed", ("no", "unknown"))):
                widest = max_flow(links[links["crosses_russia"].isin(kept)], fields, outlets)
                least = widest
                if russia == "closed":
                    least = max_flow(links[links["crosses_russia"] == "no"], fields, outlets)
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
