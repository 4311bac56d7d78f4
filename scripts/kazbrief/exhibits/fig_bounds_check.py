"""The method of bounds against the count: what edition 1 could say of each oblast, and what the count says."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, percent_range, series
from kazbrief.measures.frames import rows


def values(frame: pd.DataFrame) -> Values:
    """What the words name: widths, errors of the middle, and each bound with the count."""
    errors = frame["midpoint_error_pct"].abs()
    return {
        "outside": series(frame.loc[~frame["inside"], "oblast"].tolist()),
        "narrowest": number(frame["width_pct"].min()),
        "widest": number(frame["width_pct"].max()),
        "least_error": number(errors.min(), 1),
        "most_error": number(errors.max(), 1),
        "mean_error": number(errors.mean(), 1),
        "classed": frame["classed"].sum(),
        "in_class": frame["in_class"].sum(),
        "oblasts": len(frame),
        "first": frame["oblast"].iloc[0],
        "last": frame["oblast"].iloc[-1],
        "each": "; ".join(f"{row.oblast} {_text(row)}" for row in rows(frame)),
    }


def _text(row: Any) -> str:
    return f"{percent_range(row.lower_pct, row.upper_pct)}, counted {percent(row.counted_pct, 1)}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The bound and the counted share of each oblast, at its bar and its mark."""
    return {
        f"{kind}-{charts.slug(row.oblast)}": f"{row.oblast}: {_text(row)}, grade {row.grade}"
        for row in rows(frame)
        for kind in ("bound", "count")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A bar an oblast from bound to bound, with the counted share on it."""
    ordered = frame.iloc[::-1]
    names = ordered["oblast"].tolist()
    left = charts.room_for(names)
    samples = [
        charts.bar_sample("bounds of edition 1", color=style.FAINT),
        charts.mark_sample("count of 2025", "o", style.KAZAKHSTAN, style.GROUND, size=6),
    ]
    ax = panel.axes(left=left, right=8, top=charts.key(panel, samples, left=left) + 3, bottom=6)
    ax.set_xlim(15, 104)
    charts.value_axis(ax, range(20, 101, 20), unit=" %")
    charts.name_axis(ax, names)
    for place, row in enumerate(rows(ordered)):
        name = charts.slug(row.oblast)
        bar: dict[str, Any] = {"height": 0.36, "color": style.FAINT, "gid": f"bound-{name}", "zorder": 3}
        ax.barh(place, row.width_pct, left=row.lower_pct, **bar)
        dot: dict[str, Any] = {"fill": style.KAZAKHSTAN, "edge": style.GROUND, "size": 6, "zorder": 5}
        charts.mark(ax, row.counted_pct, place, gid=f"count-{name}", **dot)
