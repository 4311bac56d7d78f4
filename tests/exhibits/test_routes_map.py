"""The map of routes: widths that follow the table through zero, colours that can be seen, a cue beside colour."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from drawn_exhibits import Exhibits
from test_palette import contrast

from kazbrief.exhibits import fig_routes_map as routes_map
from kazbrief.exhibits import style

ID = "fig-routes-map"


def widths(svg: str, colour: str) -> set[float]:
    return {float(width) for width in re.findall(rf"stroke: {colour}; stroke-width: ([\d.]+)", svg)}


@pytest.mark.slow
def test_widths_follow_capacity_and_volume_through_zero(drawn: Exhibits) -> None:
    svg, frame = drawn.svg(ID, False), drawn.made(ID).frame
    working = frame[(frame["mode"] == "pipeline") & (frame["status"] == "operating")].set_index("pipeline_id")
    casings = {width for tone in routes_map.TONES.values() for width in widths(svg, tone.capacity)}
    for route in ("CPC", "UAS", "ATA_ALA", "BTC", "CAGP", "CAC_E"):
        wanted = routes_map.POINTS_A_UNIT * working.loc[route, "capacity"]
        assert any(width == pytest.approx(wanted, abs=0.006) for width in casings), route
    cpc = working.loc["CPC"]
    carried = routes_map.POINTS_A_UNIT * (cpc["flow_low"] + cpc["flow_high"]) / 2
    assert any(
        width == pytest.approx(carried, abs=0.006) for width in widths(svg, routes_map.TONES["RUS"].carried)
    )


def test_lines_stand_out_from_land_and_what_is_carried_from_capacity() -> None:
    for tone in routes_map.TONES.values():
        # A line is seen by its edge where it has a dark one, and by its capacity where not.
        seen = tone.capacity if tone.edge == style.GROUND else tone.edge
        for ground in (style.GROUND, style.LAND):
            assert contrast(seen, ground) >= 3 and contrast(tone.carried, ground) >= 3
        assert contrast(tone.capacity, tone.carried) >= 2.5


@pytest.mark.slow
def test_grey_print_tells_lines_in_russia_by_their_edge(drawn: Exhibits) -> None:
    svg = drawn.svg(ID, False)
    in_russia = widths(svg, routes_map.TONES["RUS"].capacity)
    edges = widths(svg, style.INK)
    assert in_russia and {round(width + routes_map.EDGE, 2) for width in in_russia} <= edges
    at_home = widths(svg, routes_map.TONES["KAZ"].capacity) - in_russia
    assert at_home and not {round(width + routes_map.EDGE, 2) for width in at_home} & edges


def test_a_route_says_how_sure_its_line_is(drawn: Exhibits) -> None:
    frame = drawn.made(ID).frame
    marks = routes_map.marks(frame)
    routes = frame[frame["kind"] == "route"]
    assert set(marks) == {f"route-{route}" for route in routes["pipeline_id"]}
    assert "line schematic" in marks["route-SOYUZ"] and "mothballed" in marks["route-SOYUZ"]
    assert "line surveyed" in marks["route-CPC"]
    assert routes["quality"].notna().all()


@pytest.mark.parametrize(
    ("flow", "capacity", "mode", "text"),
    [
        ((63.8, 64.8), 72.5, "pipeline", "63.8\u201364.8 of 72.5"),
        ((8.8, 8.8), 17.5, "pipeline", "8.8 of 17.5"),
        ((None, None), 22.0, "pipeline", "capacity 22"),
        ((2.2, 2.2), 5.2, "tanker", "2.2"),
        ((None, None), None, "pipeline", ""),
    ],
)
def test_amounts_on_the_map(flow: tuple[float, float], capacity: float, mode: str, text: str) -> None:
    row = {"flow_low": flow[0], "flow_high": flow[1], "capacity": capacity, "mode": mode}
    assert routes_map.amount(next(pd.DataFrame([row]).itertuples())) == text
