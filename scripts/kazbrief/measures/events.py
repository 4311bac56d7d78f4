"""Agreements and exercises as dated events, each in the lane of its kind or framework."""

from __future__ import annotations

import pandas as pd

# An agreement goes to the lane of its kind, an exercise to that of its framework; lanes in the order of print.
LANES = ("treaties", "sites", "csto", "west", "ex-russia", "ex-csto", "ex-sco", "ex-steppe", "ex-other")
OF_KIND = {
    "multilateral alliance": "csto",
    "CSTO milestone": "csto",
    "bilateral KZ-RU facility": "sites",
    "Kazakhstan-NATO": "west",
    "Kazakhstan-US": "west",
}
OF_FRAMEWORK = {
    "bilateral KZ-RU": "ex-russia",
    "CSTO": "ex-csto",
    "SCO": "ex-sco",
    "Steppe Eagle": "ex-steppe",
    "regional without Russia": "ex-other",
}


def dated_events(agreements: pd.DataFrame, exercises: pd.DataFrame) -> pd.DataFrame:
    """Every documented event of the lanes, in order of time.

    Returns
    -------
    DataFrame
        ``lane``, ``date`` (as precise as the source gives it), ``event``, ``status`` (documented, planned),
        ``source_id``, ``grade``.
    """
    with_russia = agreements["kind"].str.startswith("bilateral KZ-RU")
    lane = agreements["kind"].map(OF_KIND).where(agreements["kind"].isin(OF_KIND), "treaties")
    steps = agreements.assign(lane=lane, event=agreements["title"], status="documented")
    steps = steps[with_russia | agreements["kind"].isin(OF_KIND)]
    held = exercises.assign(
        lane=exercises["framework"].map(OF_FRAMEWORK),
        date=exercises["start"],
        event=exercises["name"],
        status=exercises["status"].replace("held", "documented"),
    )
    columns = ["lane", "date", "event", "status", "source_id", "grade"]
    frame = pd.concat([steps, held])[columns]
    return frame.sort_values(
        by=["lane", "date", "event"],
        key=lambda column: column.map(LANES.index) if column.name == "lane" else column,
    ).reset_index(drop=True)


def moment(date: str) -> float:
    """A date as a number of years; the middle of what it leaves open."""
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    if not month:
        return year + 0.5
    return year + (month - 1 + ((day - 1) / 31 if day else 0.5)) / 12


def exercises_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of exercises."""
    return frame[frame["lane"].str.startswith("ex-")]


def held_and_planned(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The exercises that are documented, with their ``year``, and those that were only planned."""
    exercises = exercises_of(frame)
    held = exercises["status"] == "documented"
    return exercises[held].assign(year=exercises["date"].str[:4].astype(int)), exercises[~held]
