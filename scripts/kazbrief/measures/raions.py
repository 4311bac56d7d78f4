"""People by the class of their raion's Kazakh share and by the largest group there."""

from __future__ import annotations

import pandas as pd

from kazbrief.measures.frames import joined, weakest
from kazbrief.tables import catalogue

SHARE_CLASSES = catalogue.get("raions").field("kazakh_share_bin").enum
"""Classes of the Kazakh share, per cent, as the source prints them."""

UNKNOWN = "unknown"
CLASSES = (*SHARE_CLASSES, UNKNOWN)
# In these classes Kazakhs are more than half, so they are the largest group whether it was read or not.
MAJORITY = SHARE_CLASSES[2:]
UNREAD = "not read"
GROUPS = ("Russian", "Uzbek", UNREAD, "Kazakh")


def people_by_class(raions: pd.DataFrame) -> pd.DataFrame:
    """People by oblast, class of their raion's Kazakh share and its largest group.

    Returns
    -------
    DataFrame
        ``oblast``, ``kazakh_share_bin`` (per cent, or unknown), ``largest_group`` (Kazakh also where the class
        makes it certain; "not read" where the source's map shows none), ``population`` (persons), ``share_pct``
        (of the oblast's people), ``raions``, ``source_id``, ``grade``.
    """
    share_class = raions["kazakh_share_bin"].fillna(UNKNOWN)
    group = raions["largest_group"].mask(share_class.isin(MAJORITY), "Kazakh").fillna(UNREAD)
    parts = raions.assign(kazakh_share_bin=share_class, largest_group=group).groupby(
        ["oblast", "kazakh_share_bin", "largest_group"], sort=False
    )
    frame = parts.agg(
        population=("population", "sum"),
        raions=("raion", "size"),
        source_id=("source_id", joined),
        grade=("grade", weakest),
    ).reset_index()
    frame["share_pct"] = 100 * frame["population"] / frame.groupby("oblast")["population"].transform("sum")
    # One person is a gap in the source (Nura in Astana), and nothing that could be seen.
    frame = frame[frame["population"] > 1]
    columns = ["oblast", "kazakh_share_bin", "largest_group", "population", "share_pct", "raions"]
    ranked = frame.assign(
        place=frame["kazakh_share_bin"].map(CLASSES.index), part=frame["largest_group"].map(GROUPS.index)
    ).sort_values(["oblast", "place", "part"])
    return ranked[[*columns, "source_id", "grade"]].reset_index(drop=True)


def oblasts_in_order(frame: pd.DataFrame) -> list[str]:
    """The oblasts by the part of their people in raions under 60 per cent, least first."""
    low = frame["share_pct"].where(frame["kazakh_share_bin"].isin(SHARE_CLASSES[:2]), 0.0)
    lowest = frame["share_pct"].where(frame["kazakh_share_bin"] == SHARE_CLASSES[0], 0.0)
    high = frame["share_pct"].where(frame["kazakh_share_bin"] == SHARE_CLASSES[3], 0.0)
    sums = pd.DataFrame({"low": low, "lowest": lowest, "high": -high}).groupby(frame["oblast"]).sum()
    return [str(name) for name in sums.sort_values(["low", "lowest", "high"]).index]
