"""The claim on the length of the border."""

from __future__ import annotations

import pandas as pd

from kazbrief.claims.decisions import Finding, conclude, near, since, tried
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
    return conclude(
        tried(
            near(STATED_KM, LENGTH, per_cent=True),
            printed,
            others={
                f"the {number(states)} km used by the two states": states,
                "dry land alone": stated_by("Encyclopedia article on the border", "dry land")["length_km"],
            },
        ),
        in_print,
        by_states,
        value=printed,
        unit="km in print in English",
        year=str(in_print["year"]),
        reason=(
            f"{distance(printed)} the {number(printed)} km in print in English and {distance(states)} the "
            f"{number(states)} km that the two states used. Measured length depends on scale and on whether "
            "rivers count."
        ),
        state_2025=since(f"The World Factbook gives {number(float(latest['length_km']))} km", latest),
        decimals=0,
    )
