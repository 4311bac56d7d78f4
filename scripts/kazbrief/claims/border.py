"""The claim on the length of the border."""

from __future__ import annotations

from kazbrief.claims.finding import Finding, Tables
from kazbrief.claims.rules import by_a_tenth, conclude, pick_one, since, within_per_cent
from kazbrief.formats import number, percent
from kazbrief.measures.thresholds import LENGTH

STATED_KM = 6000.0
IN_PRINT = "Country Profile: Kazakhstan, December 2006"
BY_THE_STATES = "Federation Council of Russia"
SHORTEST_IN_PRINT = "Republic of Kazakhstan (olympic.kz)"
DRY_LAND = "Encyclopedia article on the border"
LATEST = "CIA World Factbook"


def c27(tables: Tables) -> Finding:
    """6,000 km against the length in print in English before the article."""

    def length(origin: str, part: str = "whole border") -> float:
        return float(pick_one(tables, "border_length", origin=origin, part=part)["length_km"])

    reference = pick_one(tables, "border_length", origin=IN_PRINT)
    states, printed = length(BY_THE_STATES), float(reference["length_km"])
    verdict = within_per_cent(STATED_KM, printed, LENGTH)
    variants = [
        *by_a_tenth(lambda factor: within_per_cent(STATED_KM, printed, LENGTH.scaled(factor))),
        *(
            (label, within_per_cent(STATED_KM, km, LENGTH))
            for label, km in (
                (f"the {number(states)} km used by the two states", states),
                (
                    f"the {number(length(SHORTEST_IN_PRINT))} km of a Kazakhstan page",
                    length(SHORTEST_IN_PRINT),
                ),
                ("dry land alone", length(DRY_LAND, "dry land")),
            )
        ),
    ]

    def distance(km: float) -> str:
        return f"{percent(100 * abs(1 - STATED_KM / km))} {'below' if km > STATED_KM else 'above'}"

    return conclude(
        verdict,
        variants,
        [reference, pick_one(tables, "border_length", origin=BY_THE_STATES, part="whole border")],
        value=printed,
        unit="km in print in English",
        year=str(reference["year"]),
        reason=(
            f"{distance(printed)} the {number(printed)} km in print in English and {distance(states)} the "
            f"{number(states)} km that the two states used. Measured length depends on scale and on whether "
            "rivers count."
        ),
        state_2025=since(
            f"The World Factbook gives {number(length(LATEST))} km",
            pick_one(tables, "border_length", origin=LATEST, part="whole border"),
        ),
        decimals=0,
    )
