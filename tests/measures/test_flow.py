"""Maximum flow: worked by hand, and against scipy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.measures.flow import flow_scenarios, free_around_russia, max_flow


def network(*links: tuple[str, str, float | None, str], year: int = 2009) -> pd.DataFrame:
    frame = pd.DataFrame(links, columns=["tail", "head", "capacity_mt", "crosses_russia"])
    return frame.assign(
        year=year,
        name=frame["tail"] + "-" + frame["head"],
        source_id="S_" + frame["tail"],
        grade="B",
        capacity_mt=frame["capacity_mt"].astype("float64"),
        room_mt=frame["capacity_mt"].astype("float64"),
    )


LINES = network(
    ("Tengiz", "Atyrau", None, "no"),
    ("Atyrau", "Novorossiysk", 28, "yes"),
    ("Atyrau", "Kenkiyak", 6, "no"),
    ("Aktobe", "Kenkiyak", None, "no"),
    ("Kenkiyak", "China", 10, "no"),
    ("Tengiz", "rail abroad", 4, "unknown"),
)


def test_flow_by_hand() -> None:
    flow = max_flow(LINES)
    assert flow.value_mt == 28 + 10 + 4
    assert set(flow.cut["name"]) == {"Atyrau-Novorossiysk", "Kenkiyak-China", "Tengiz-rail abroad"}
    assert flow.links.set_index("name").loc["Kenkiyak-China", "flow_mt"] == 10


def test_the_western_fields_are_cut_off_by_the_narrow_line() -> None:
    flow = max_flow(LINES, fields=["Tengiz"], outlets=["China"])
    assert flow.value_mt == 6
    assert flow.cut["name"].tolist() == ["Atyrau-Kenkiyak"]


def test_scenarios_by_hand() -> None:
    result = flow_scenarios(LINES).set_index(["fields", "russia"])
    assert result.loc[("all", "open"), ["low_mt", "high_mt"]].tolist() == [42, 42]
    assert result.loc[("all", "closed"), ["low_mt", "high_mt"]].tolist() == [10, 14]
    assert result.loc[("western", "open"), ["low_mt", "high_mt"]].tolist() == [38, 38]
    assert result.loc[("western", "closed"), ["low_mt", "high_mt"]].tolist() == [6, 10]
    assert result.loc[("western", "closed"), "cut"] == "Atyrau-Kenkiyak;Tengiz-rail abroad"
    assert result.loc[("western", "closed"), "source_id"] == "S_Atyrau;S_Tengiz"


def test_parallel_links_add_up_and_fill_in_order() -> None:
    two = network(("Field", "Port", 3, "no"), ("Field", "Port", 5, "no"), ("Port", "Sea", 6, "no"))
    flow = max_flow(two)
    assert flow.value_mt == 6
    assert flow.links["flow_mt"].tolist() == [3, 3, 6]
    unlimited = pd.concat([two, network(("Field", "Port", None, "no"))])
    assert max_flow(unlimited).value_mt == 6


@pytest.mark.parametrize("size", [1e-9, 1e-300, 1.0, 1e12])
def test_small_and_large_capacities_are_kept_to_the_last_digit(size: float) -> None:
    lines = network(("a", "b", 0.1 * size, "no"), ("a", "b", 0.2 * size, "no"), ("b", "c", size, "no"))
    flow = max_flow(lines)
    assert flow.value_mt == pytest.approx(0.3 * size, rel=1e-14)
    assert flow.links["flow_mt"].tolist() == pytest.approx([0.1 * size, 0.2 * size, 0.3 * size], rel=1e-14)


def test_a_year_at_a_time() -> None:
    years = pd.concat([LINES, LINES.assign(year=2013, room_mt=LINES["room_mt"] * 2)])
    result = flow_scenarios(years)
    assert result.loc[result["year"] == 2013, "high_mt"].tolist() == [84, 28, 76, 20]
    with pytest.raises(KazbriefError, match="several years"):
        max_flow(years)


NODES = ["f", "g", "h", "i", "o"]


@pytest.mark.slow
@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] != pair[1]),
        st.integers(0, 500),
        min_size=1,
        max_size=15,
    )
)
def test_against_scipy(edges: dict[tuple[int, int], int]) -> None:
    # a first and a last link make sure that both ends are there
    edges = {**edges, (0, 1): 7, (3, 4): 9}
    frame = network(*((NODES[a], NODES[b], capacity / 10, "no") for (a, b), capacity in edges.items()))
    matrix = np.zeros((5, 5), dtype=np.int32)
    for (a, b), capacity in edges.items():
        matrix[a, b] = capacity
    expected = maximum_flow(csr_array(matrix), 0, 4).flow_value / 10
    flow = max_flow(frame, fields=["f"], outlets=["o"])
    assert flow.value_mt == pytest.approx(expected)
    assert flow.cut["capacity_mt"].sum() == pytest.approx(expected)
    assert (flow.links["flow_mt"] <= flow.links["capacity_mt"] + 1e-9).all()
    into = flow.links.groupby("head")["flow_mt"].sum().reindex(NODES[1:4], fill_value=0)
    out = flow.links.groupby("tail")["flow_mt"].sum().reindex(NODES[1:4], fill_value=0)
    assert into.tolist() == pytest.approx(out.tolist())


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (LINES.drop(columns="head"), "found no column head"),
        (LINES.assign(capacity_mt=-1.0), r"found -1\.0"),
        (LINES.assign(head=None), "column head: found an empty name in row 1"),
        (LINES.assign(tail=LINES["head"]), "found a link from Atyrau to itself"),
        (LINES.assign(capacity_mt="many"), "found many, expected a number from 0"),
        (LINES.assign(capacity_mt=np.nan), "a way from a field to an outlet without any limit"),
        (network(("a", "b", 1, "no"), ("b", "a", 1, "no")), "found fields none and outlets none"),
    ],
)
def test_impossible_networks_are_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        max_flow(frame)


def test_links_that_neither_cross_nor_stay_are_refused() -> None:
    with pytest.raises(KazbriefError, match="found 'partly', expected yes, no or unknown"):
        flow_scenarios(LINES.assign(crosses_russia="partly"))


# Somebody else's network: no year, no source, other names.
ROADS = pd.DataFrame(
    {
        "tail": ["mine", "mine", "depot", "depot"],
        "head": ["depot", "harbour", "harbour", "market"],
        "trucks": [90, 20, 50, 10],
        "owner": ["state", "company", "state", "town"],
    }
)


def test_any_attribute_closes_links_and_the_ends_stay() -> None:
    def flow(**closed: object) -> float:
        return max_flow(ROADS, closed=closed, capacity="trucks").value_mt

    assert flow() == 80
    assert flow(owner="company") == 60
    # Without its onward links the depot is no place where a route may end.
    assert flow(owner=["state", "town"]) == 20
    assert max_flow(ROADS, closed={"owner": "town", "head": "depot"}, capacity="trucks").cut[
        "head"
    ].tolist() == ["harbour"]
    assert max_flow(ROADS, closed={"owner": ["state", "town", "company"]}, capacity="trucks").value_mt == 0


@pytest.mark.parametrize(
    ("closed", "message"),
    [
        ({"colour": "red"}, "no column colour"),
        (
            {"owner": "sate"},
            "no link with 'sate', expected one of 'state', 'company', 'town' .nearest: 'state'",
        ),
    ],
)
def test_closing_what_is_not_there_is_refused(closed: dict[str, str], message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        max_flow(ROADS, closed=closed, capacity="trucks")


def test_the_flows_of_the_edition() -> None:
    flows = kazbrief.load("oil_flow").set_index(["year", "fields", "russia"])
    # Russian oil takes half of the line to China in 2025, and none of it before 2014.
    ends = flows.xs("closed", level="russia")[["low_mt", "high_mt"]]
    assert ends.loc[(2025, "all")].tolist() == pytest.approx([10 + 5.2, 10 + 5.2 + 0.4])
    assert ends.loc[(2025, "western")].tolist() == pytest.approx([6 + 5.2, 6 + 5.2 + 0.4])
    assert ends.loc[(2013, "all")].tolist() == pytest.approx([14 + 11.1, 14 + 11.1 + 9])
    assert flows.loc[(2025, "all", "open"), "high_mt"] == pytest.approx(72.5 + 17.5 + 10 + 5.2 + 0.4)
    cut = set(flows.loc[(2025, "all", "closed"), "cut"].split(";"))
    assert cut == {"Atasu-Alashankou", "loading at Aktau", "rail"}


def test_what_is_free_without_russia_is_room_less_what_is_carried() -> None:
    carried = LINES.assign(
        kazakh_low_mt=[np.nan, 20, 4, np.nan, 1, 1], kazakh_high_mt=[np.nan, 25, 5, np.nan, 3, 4]
    )
    free = free_around_russia(carried)
    # By Kenkiyak 6 less 5; at most 6 less 4, and 4 less 1 by rail, which may cross Russia.
    assert (free["low_mt"], free["high_mt"], free["grade"]) == (1, 5, "B")
    narrower = free_around_russia(carried.assign(kazakh_high_mt=[np.nan, 25, 5, np.nan, 11, 4]))
    assert narrower["low_mt"] == 0, "a line that carries more than its room has none"
    earlier = carried.assign(year=2000, room_mt=0.0)
    assert free_around_russia(pd.concat([earlier, carried]))["high_mt"] == 5, "the last year counts"
