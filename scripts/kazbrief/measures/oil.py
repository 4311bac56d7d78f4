"""What figures, prose and claims take from the share of oil exports that crosses Russia, and from what happened."""

from __future__ import annotations

import pandas as pd

from kazbrief.measures.frames import pick
from kazbrief.measures.oil_share import CLOSED
from kazbrief.measures.thresholds import LAST_FULL_YEAR, PUBLISHED, RECENT_SINCE


def closed_shares(oil_share: pd.DataFrame) -> pd.DataFrame:
    """The years whose range is closed: both ends rest on exports and on both big lines.

    Returns
    -------
    DataFrame
        The rows of ``oil_share`` with the state "closed", by year.
    """
    return oil_share[oil_share["state"] == CLOSED].reset_index(drop=True)


def in_print_and_recent(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The last year in print when the article appeared (July 2011), and the years from 2022 on."""
    return frame[frame["year"] < PUBLISHED.year].tail(1), frame[frame["year"] >= RECENT_SINCE]


# What turned the share, as the figure marks it: Russian oil takes the line to China, Tengiz leaves Aktau for CPC, CPC
# is widened.
TURNS = ("2014-01-01", "2015-07", "2018-04-18")
SHOWN_SINCE = 2006


def share_in_time(oil_share: pd.DataFrame, oil_events: pd.DataFrame) -> pd.DataFrame:
    """The range of each year from 2006 on, with what was stated before the article and what turned the share.

    Returns
    -------
    DataFrame
        ``kind`` (range, statement, turn), ``date`` (a year for ranges), ``low_pct``, ``high_pct`` (per cent of the
        tonnes exported; missing where not known), ``state`` and ``basis`` (of ranges, and of their total), ``text`` (the arithmetic, or what was said or
        happened), ``source_id``, ``grade``.
    """
    ranges = oil_share[oil_share["year"] >= SHOWN_SINCE]
    arithmetic = (
        "low " + ranges["low_arithmetic"].fillna("–") + "; high " + ranges["high_arithmetic"].fillna("–")
    )
    said = statements_in_print(oil_events)
    turns = pick(oil_events, date=TURNS)
    turns = turns[turns["kind"].isin(["flow", "pipeline"])]
    parts = [
        ranges.assign(
            kind="range", date=ranges["year"].astype(str), basis=ranges["total_basis"], text=arithmetic
        ),
        said.assign(
            kind="statement", low_pct=said["share_pct"], high_pct=said["share_pct"], text=said["event"]
        ),
        turns.assign(kind="turn", text=turns["event"]),
    ]
    columns = ["kind", "date", "low_pct", "high_pct", "state", "basis", "text", "source_id", "grade"]
    return pd.concat([part.reindex(columns=columns) for part in parts], ignore_index=True)


EVENTS_SINCE = 2021
# Since then attacks follow one another.
ATTACKED_SINCE = 2025


def events_since(oil_events: pd.DataFrame) -> pd.DataFrame:
    """What happened on the routes of oil from 2021 on, in order of time: the rows of ``oil_events``."""
    years = oil_events["date"].str[:4].astype(int)
    return oil_events[years >= EVENTS_SINCE].sort_values(["date", "kind"]).reset_index(drop=True)


def moment(date: str) -> float:
    """A date as a number of years; the middle of what it leaves open.

    >>> moment("2011"), moment("2011-07-01")
    (2011.5, 2011.5)
    """
    year, month, day = (*(int(part) for part in date.split("-")), 0, 0)[:3]
    if not month:
        return year + 0.5
    return year + (month - 1 + ((day - 1) / 31 if day else 0.5)) / 12


def attacks(frame: pd.DataFrame, route: str) -> pd.DataFrame:
    """The attacks on a route."""
    return frame[(frame["kind"] == "attack") & (frame["route"] == route)]


def statements_in_print(oil_events: pd.DataFrame) -> pd.DataFrame:
    """What was said of the share in the last full year before the article and up to it, in order of time.

    Returns
    -------
    DataFrame
        The rows of ``oil_events`` that are statements: ``date``, ``event``, ``share_pct`` (per cent of exports; missing
        where none was named), ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        When there is none.
    """
    said = pick(oil_events, kind="statement")
    return said[said["date"].between(f"{LAST_FULL_YEAR}", f"{PUBLISHED}")].sort_values("date")
