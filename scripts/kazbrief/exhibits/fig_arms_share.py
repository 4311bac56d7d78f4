"""Russia's share of arms imports by period and year, with the volumes: Kazakhstan, and its peers beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, percent, series, span
from kazbrief.measures.frames import rows
from kazbrief.measures.shares import (
    PEERS,
    PERIODS,
    SMALL_TOTAL_TIV,
    SUBJECT,
    by_period,
    lowest,
    of_kazakhstan,
    of_years,
)

WIDE, DEEP = 92.0, 84.0
"""The room of the large chart: its width where the small ones stand beside it, its height where they stand below."""
VOLUMES = 25.0
"""The height of the volumes below the shares, in millimetres."""


def values(frame: pd.DataFrame) -> Values:
    """What the words name: Kazakhstan's first, lowest and last share, and every share of its peers."""
    own, years = of_kazakhstan(frame), of_years(frame)
    since = own[own["period"] >= lowest(own)["period"]]
    ends = {
        "first": own.iloc[0],
        "lowest": lowest(own),
        "highest": since.sort_values("share_pct", kind="stable").iloc[-1],
        "last": own.iloc[-1],
    }
    of_peers = {name: by_period(frame, name).dropna(subset="share_pct") for name in PEERS}
    return {
        **{name: percent(row["share_pct"]) for name, row in ends.items()},
        **{f"{name}_period": span(row["period"]) for name, row in ends.items()},
        "small_total": number(SMALL_TOTAL_TIV),
        "stated": series([percent(share) for share in frame[frame["kind"] == "published"]["share_pct"]]),
        "first_year": years["year"].min(),
        "peers": series(PEERS),
        "each_period": "; ".join(f"{span(row.period)}: {percent(row.share_pct)}" for row in rows(own)),
        "each_year": "; ".join(f"{row.period} {number(row.share_pct)}" for row in rows(years)),
        "each_peer": "; ".join(
            f"{name}: " + ", ".join(f"{span(row.period)} {number(row.share_pct)}" for row in rows(shares))
            for name, shares in of_peers.items()
        ),
    }


def gid(row: Any) -> str:
    """The id of the mark of a recipient's period or year."""
    return f"{row.kind}-{row.recipient.lower()}-{row.period}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Share and total of each period and year."""
    drawn = frame[frame["kind"] != "published"].dropna(subset="share_pct")
    return {
        gid(row): f"{row.recipient}, {span(row.period)}: "
        f"{percent(row.share_pct)} of {number(row.total_tiv_million)} million TIV, grade {row.grade}"
        for row in rows(drawn)
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Kazakhstan large, on the left or above; six peers in small charts of the same scale."""
    large, small = panel.split(WIDE, DEEP)
    _shares(large.axes(left=10, right=3, top=7, bottom=VOLUMES + 8), frame)
    _volumes(large.axes(left=10, right=3, top=large.height - VOLUMES - 1, bottom=6), of_years(frame))
    width, height = small.width / 2, small.height / 3
    for place, name in enumerate(PEERS):
        row, column = divmod(place, 2)
        part = small.part(left=column * width, top=row * height, width=width, height=height)
        _small(part.axes(left=9, right=2, top=7, bottom=5.5), by_period(frame, name), name)


def _time(ax: Axes) -> None:
    """The axis of time, from the first year of the first period to the last of the last."""
    ticks = [*(int(period[:4]) for period in PERIODS), int(PERIODS[-1][5:])]
    ax.set_xlim(ticks[0] - 0.8, ticks[-1] + 0.8)
    charts.moments(ax, ticks, ticks)


def _shares(ax: Axes, frame: pd.DataFrame) -> None:
    """The share of each period as a line over its years, with its figure; that of each year as a dot."""
    _time(ax)
    ax.set_ylim(0, 112)
    ax.tick_params(axis="x", labelbottom=False)
    charts.value_axis(ax, range(0, 101, 25), axis="y", unit=" %")
    ax.set_title(SUBJECT, loc="left", size=style.SUBTITLE_SIZE, weight="semibold", pad=3)
    years = of_years(frame)
    for row in rows(years):
        fill, share = style.GROUND if row.small else style.RUSSIA, row.share_pct
        charts.mark(ax, row.year, share, fill=fill, edge=style.RUSSIA, size=2.8, width=0.7, gid=gid(row))
    line: dict[str, Any] = {"color": style.RUSSIA, "linewidth": 2.8, "solid_capstyle": "butt", "zorder": 3}
    for row in rows(of_kazakhstan(frame)):
        ends = int(row.period[:4]) - 0.4, int(row.period[5:]) + 0.4
        ax.plot(ends, [row.share_pct] * 2, gid=gid(row), **line)
        x, y = _free(ends, row.share_pct, years)
        words = number(row.share_pct)
        charts.figure(ax, x, y, words, style.RUSSIA, size=style.SUBTITLE_SIZE, ground=False)


def _free(ends: tuple[float, float], share: float, years: pd.DataFrame) -> tuple[float, float]:
    """The place above or below a period's line, at its middle or near an end, that is farthest from the dots."""
    first, last = ends[0] + 1.0, ends[1] - 1.0
    places = [(x, share + up) for up in (7.0, -8.5) for x in ((first + last) / 2, first, last)]

    def distance(place: tuple[float, float]) -> float:
        across, up = (years["year"] - place[0]) / 1.3, (years["share_pct"] - place[1]) / 7.0
        return min(1.0, float((across**2 + up**2).min()))

    return max(places, key=distance)


def _volumes(ax: Axes, years: pd.DataFrame) -> None:
    """Deliveries of each year, those from Russia below, those from others hatched."""
    _time(ax)
    ax.set_ylim(0, 640)
    charts.value_axis(ax, (0, 250, 500), axis="y")
    ax.bar(years["year"], years["tiv_million"], width=0.7, color=style.RUSSIA, zorder=3)
    others: dict[str, Any] = {"facecolor": style.GROUND, "edgecolor": style.MUTED, "linewidth": 0.6}
    rest = years["total_tiv_million"] - years["tiv_million"]
    ax.bar(years["year"], rest, bottom=years["tiv_million"], width=0.7, hatch="/////", zorder=3, **others)
    first = int(PERIODS[0][:4]) - 0.4
    charts.text(ax, first, 600, "million TIV from Russia,", color=style.RUSSIA, va="top")
    charts.text(ax, first, 425, "from others (hatched),", color=style.MUTED, va="top")
    charts.text(ax, first, 205, f"by year from {years['year'].min()}", color=style.MUTED, va="top")


def _small(ax: Axes, own: pd.DataFrame, name: str) -> None:
    """The chart of a peer, with the first and the last period alone on its axis and figures at both ends."""
    last = len(PERIODS) - 1
    ax.set(xlim=(-0.45, last + 0.5), ylim=(0, 122))
    ax.plot(own.index, own["share_pct"], color=style.MUTED, linewidth=1.3, zorder=3)
    known = own.dropna(subset="share_pct")
    point: dict[str, Any] = {"edge": style.MUTED, "size": 3.8, "width": 1.0, "zorder": 4, "clip_on": False}
    for row in rows(known):
        fill = style.GROUND if row.small else style.MUTED
        charts.mark(ax, row.Index, row.share_pct, fill=fill, gid=gid(row), **point)
    for row in rows(known.iloc[[0, -1]]):
        share, up = row.share_pct, 4 if row.share_pct < 85 else -4
        ha = "right" if row.Index == last else "center"
        charts.near(ax, row.Index + 0.2, share, number(share), (0, up), color=style.MUTED, ha=ha)
    charts.value_axis(ax, range(0, 101, 50), axis="y", unit=" %")
    ends = [f"{period[:4]}\u2013{period[7:]}" for period in (PERIODS[0], PERIODS[-1])]
    ax.set_xticks([0, last], ends)
    for label, ha in zip(ax.get_xticklabels(), ("left", "right"), strict=True):
        label.set(ha=ha)
    ax.tick_params(labelsize=style.SMALL_SIZE)
    ax.set_title(name, loc="left", size=style.TEXT_SIZE, weight="semibold", pad=3)
