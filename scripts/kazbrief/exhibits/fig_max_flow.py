"""What could still flow out of Kazakhstan if Russian territory closed: maximum flow in three years."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number_range, percent_range, series
from kazbrief.measures.oil import Row, open_and_closed, remaining_pct

FIELDS = {"all": "From all fields", "western": "From the western fields"}
# The names of the links in a cut that the drawing prints otherwise.
SHORT = {
    "Atasu-Alashankou": "Atasu–Alashankou",
    "Atyrau-Kenkiyak": "Atyrau–Kenkiyak",
    "Atyrau-Samara": "Atyrau–Samara",
    "condensate to Orenburg": "Orenburg",
}
PALE_ORANGE = "#f0c9b3"


def amount(row: Row) -> str:
    """A flow or its range, million tonnes."""
    return number_range(row["low_mt"], row["high_mt"])


def carried(frame: pd.DataFrame) -> str:
    """The links that stand at a volume carried, with the years in which they do."""
    links = frame.assign(link=frame["carried"].str.split(";")).explode("link").query("link != ''")
    years = links.groupby("link")["year"].agg(lambda found: ", ".join(map(str, sorted(set(found)))))
    return series([f"{SHORT.get(str(link), str(link))} ({when})" for link, when in years.items()])


def cut(row: Row) -> str:
    """The links of a minimum cut."""
    return series([SHORT.get(name, name) for name in row["cut"].split(";")])


def values(frame: pd.DataFrame) -> Values:
    """What the words name: what remains without Russian territory, the flows of the latest year and of each."""
    years = sorted(frame["year"].unique())
    first, last = years[0], years[-1]

    def rest(year: int, fields: str) -> str:
        return percent_range(*remaining_pct(*open_and_closed(frame, year, fields)))

    latest = open_and_closed(frame, last, "all")
    return {
        "first": first,
        "last": last,
        "years": series([str(year) for year in years]),
        "rest_first": rest(first, "all"),
        "rest_last": rest(last, "all"),
        "rest_western": rest(last, "western"),
        "carried": carried(frame),
        "open": amount(latest[0]),
        "closed": amount(latest[1]),
        "cut": cut(latest[1]),
        "each": "; ".join(
            f"{row['year']}, {row['fields']} fields, Russian territory {row['russia']}: {amount(row)} Mt, "
            f"limited by {cut(row)}"
            for row in frame.to_dict("records")
        ),
    }


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """The flow of each bar, and what limits it."""
    return {
        f"{row['fields']}-{row['year']}-{row['russia']}": f"{row['year']}, {FIELDS[row['fields']].lower()}, "
        f"Russian territory {row['russia']}: {amount(row)} Mt a year, limited by {cut(row)}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """Two rows of paired bars on one scale: all fields above, the western ones below."""
    years = sorted(frame["year"].unique())
    gap, block = 7.0, (panel.height - 6.0) / 2
    for place, (fields, title) in enumerate(FIELDS.items()):
        top, lowest = place * block, place == len(FIELDS) - 1
        ax = panel.axes(left=13, right=3, top=top + gap, bottom=panel.height - top - block + 1.0)
        ax.set_xlim(0, 130)
        ax.set_ylim(len(years) - 0.42, -0.55)
        charts.value_axis(ax, range(0, 121, 20), unit=" Mt/y")
        charts.name_axis(ax, range(len(years)), [str(year) for year in years])
        if not lowest:
            ax.tick_params(axis="x", length=0, labelbottom=False)
        heading: dict[str, Any] = {"size": style.SUBTITLE_SIZE, "weight": "semibold", "va": "baseline"}
        panel.text(1.0, panel.height - top - gap + 2.2, title, **heading)
        for y, year in enumerate(years):
            open_, closed = open_and_closed(frame, year, fields)
            _bars(ax, y, open_, closed, f"{fields}-{year}")
            if y == 0 and place == 0:
                inside: dict[str, Any] = {"size": style.SMALL_SIZE, "zorder": 5}
                charts.beside(ax, 1, y - 0.3, "Russian territory open", color=style.INK, **inside)
                charts.beside(ax, 1, y - 0.02, "closed", color=style.WHITE, weight="semibold", **inside)


def _bars(ax: Axes, y: int, open_: Row, closed: Row, gid: str) -> None:
    """The bars of one year, their figures at the end, and what limits the flow under them."""
    low, high = closed["low_mt"], closed["high_mt"]
    ax.barh(y - 0.3, open_["high_mt"], height=0.27, color=PALE_ORANGE, gid=f"{gid}-open", zorder=3)
    ax.barh(y - 0.02, low, height=0.27, color=style.BLUE, gid=f"{gid}-closed", zorder=3)
    if high > low:
        hollow: dict[str, Any] = {
            "facecolor": style.WHITE,
            "edgecolor": style.BLUE,
            "hatch": "//////",
            "linewidth": 0.6,
        }
        ax.barh(y - 0.02, high - low, left=low, height=0.27, gid=f"{gid}-rail", zorder=3, **hollow)
    strong: dict[str, Any] = {"gap": 1, "weight": "semibold", "bbox": charts.plate()}
    charts.beside(ax, open_["high_mt"], y - 0.3, amount(open_), color=style.ORANGE, **strong)
    charts.beside(ax, high, y - 0.02, amount(closed), color=style.BLUE, **strong)
    charts.beside(
        ax, 0.5, y + 0.29, cut(closed), size=style.SMALL_SIZE, color=style.GREY, bbox=charts.plate()
    )
