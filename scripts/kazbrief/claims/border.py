"""The claims on the border."""

from __future__ import annotations

import pandas as pd

from kazbrief.claims.decisions import Finding, State, conclude, near, since, tried
from kazbrief.formats import number, percent
from kazbrief.measures.frames import pick_one
from kazbrief.measures.ruler import WHOLE
from kazbrief.measures.thresholds import LENGTH

STATED_KM = 6000.0


def c27(border_length: pd.DataFrame) -> Finding:
    """6,000 km against the length in print in English before the article."""

    def stated_by(origin: str, part: str = WHOLE) -> pd.Series:
        return pick_one(border_length, origin=origin, part=part)

    def distance(km: float) -> str:
        return f"{percent(100 * abs(1 - STATED_KM / km))} {'below' if km > STATED_KM else 'above'}"

    in_print = stated_by("CIA World Factbook, editions 1992 to 2014")
    by_states = stated_by("Federation Council of Russia")
    latest = stated_by("CIA World Factbook, editions 2015 to 2025")
    printed, states = float(in_print["length_km"]), float(by_states["length_km"])
    others = {
        f"the {number(states)} km used by the two states": states,
        "dry land alone": stated_by("Encyclopedia article on the border", "dry land")["length_km"],
    }
    return conclude(
        tried(near(STATED_KM, LENGTH, per_cent=True), printed, others=others),
        in_print,
        by_states,
        value=printed,
        year=in_print["year"],
        decimals=0,
        off_printed=distance(printed),
        off_states=distance(states),
        states=number(states),
        now=since(latest, latest=number(float(latest["length_km"]))),
    )


def c28(border_demarcation: pd.DataFrame) -> State:
    """How far the border is marked: works on marks and length, two measures."""
    marks, length = (pick_one(border_demarcation, measure=measure) for measure in ("marks", "length"))
    return since(
        marks,
        length,
        marks=percent(marks["value"], 1),
        marked=marks["date"][:4],
        length=percent(length["value"]),
        measured=length["date"][:4],
    )
