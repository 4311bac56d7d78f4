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


def exercises_of(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of exercises."""
    return frame[frame["lane"].str.startswith("ex-")]
