"""Exercises by partner and year, and the agreements that a short list names."""

from __future__ import annotations

import pandas as pd

# Lanes in the order of print; an exercise goes to the lane of its framework.
PARTNERS = {
    "csto": "CSTO",
    "russia": "Russia in other formats",
    "sco": "Shanghai Cooperation Organisation",
    "nato": "NATO members",
    "neighbours": "Neighbours without Russia",
}
OF_FRAMEWORK = {
    "CSTO": "csto",
    "bilateral KZ-RU": "russia",
    "Russian strategic exercise": "russia",
    "CIS": "russia",
    "SCO": "sco",
    "Steppe Eagle": "nato",
    "NATO/US partners": "nato",
    "regional without Russia": "neighbours",
}
NOT_TOLD = "not told"

# The kinds of agreement that the list names, by its headings.
LISTED = {
    "With Russia": (
        "bilateral KZ-RU treaty",
        "bilateral KZ-RU declaration",
        "bilateral KZ-RU military treaty",
        "bilateral KZ-RU border",
        "multilateral alliance",
    ),
    "With NATO": ("Kazakhstan-NATO",),
}


def exercises_by_partner(exercises: pd.DataFrame) -> pd.DataFrame:
    """Every exercise with its partner and its place in the stack of its year.

    Returns
    -------
    DataFrame
        ``partner`` (key of `PARTNERS`), ``year``, ``place`` (1, 2 ... in the stack), ``name``, ``status`` (held, planned),
        ``named`` (whether the sources name Kazakhstan among those who took part), ``start``, ``host``, ``source_id``,
        ``grade``; in order of partner, year and place.
    """
    frame = exercises.assign(
        partner=pd.Categorical(exercises["framework"].map(OF_FRAMEWORK), list(PARTNERS)),
        year=exercises["start"].str[:4].astype(int),
        named=exercises["kazakhstan_role"] != NOT_TOLD,
        host=exercises["countries"],
    ).sort_values(
        ["partner", "year", "status", "named", "start", "name"],
        ascending=[True, True, True, False, True, True],
    )
    frame["place"] = frame.groupby(["partner", "year"], observed=True).cumcount() + 1
    frame["partner"] = frame["partner"].astype(str)
    columns = ["partner", "year", "place", "name", "status", "named", "start", "host", "source_id", "grade"]
    return frame[columns].reset_index(drop=True)


def held(frame: pd.DataFrame, partner: str, *, named: bool = False) -> pd.DataFrame:
    """The exercises with a partner that were held; with ``named`` those whose sources name Kazakhstan."""
    rows = frame[(frame["partner"] == partner) & (frame["status"] == "held")]
    return rows[rows["named"]] if named else rows


def agreements_listed(agreements: pd.DataFrame) -> pd.DataFrame:
    """Treaties and declarations with Russia and steps with NATO, in order of time.

    Returns
    -------
    DataFrame
        ``heading`` (key of `LISTED`), and the columns of ``agreements``.
    """
    heading = {kind: name for name, kinds in LISTED.items() for kind in kinds}
    frame = agreements.assign(heading=agreements["kind"].map(heading)).dropna(subset="heading")
    order = frame["heading"].map(list(LISTED).index)
    return (
        frame.assign(order=order).sort_values(["order", "date"]).drop(columns="order").reset_index(drop=True)
    )
