"""Military spending and personnel of the members of the CSTO: values and Kazakhstan's rank, 2010 and latest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.forces import COUNTRIES, SUBJECT, THEN, panel_of


@dataclass(frozen=True)
class Measure:
    """One column of the figure: what is compared, and how it is printed."""

    key: str
    title: str
    titles: tuple[str, str]  # of 2010 and of the latest year: personnel changes its definition
    decimals: int
    limits: tuple[float, float]
    ticks: tuple[float, ...]


MEASURES = (
    Measure(
        "spending",
        "Military spending, billion US$ of 2023",
        ("", ""),
        2,
        (0.02, 900),
        (0.1, 1, 10, 100),
    ),
    Measure(
        "personnel",
        "Military personnel, thousand",
        ("active and paramilitary", "active only"),
        0,
        (4, 9000),
        (10, 100, 1000),
    ),
)


def rank(row: pd.Series) -> str:
    """A rank, or the range of ranks."""
    best, worst = int(row["best_rank"]), int(row["worst_rank"])
    return str(best) if best == worst else f"{best}\u2013{worst}"


def of_subject(frame: pd.DataFrame, measure: str, latest: bool) -> tuple[str, int, int]:
    """Kazakhstan's rank in words, the number of members, the year."""
    rows = panel_of(frame, measure, latest)
    own = rows[rows["country"] == SUBJECT].iloc[0]
    places = sorted({int(own["best_rank"]), int(own["worst_rank"])})
    return " or ".join(formats.ordinal(place) for place in places), len(rows), int(own["year"])


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the values plotted."""
    money, later_money = (of_subject(frame, "spending", latest) for latest in (False, True))
    people, later_people = (of_subject(frame, "personnel", latest) for latest in (False, True))
    unknown = [COUNTRIES[c] for c in frame.loc[frame["low"].isna(), "country"].unique()]
    listed = []
    for measure in MEASURES:
        for latest in (False, True):
            rows = panel_of(frame, measure.key, latest)
            cells = "; ".join(
                f"{COUNTRIES[row['country']]} {value(row, measure)} (rank {rank(row)})"
                for _, row in rows.iterrows()
            )
            listed.append(f"{measure.title}, {rows['year'].iloc[0]}: {cells}")
    return Words(
        finding=(
            f"In {THEN} Kazakhstan was {money[0]} in the CSTO by military spending and {people[0]} by personnel; "
            f"it was {later_money[0]} by spending in {later_money[2]} and {later_people[0]} by personnel in {later_people[2]}"
        ),
        subtitle=f"Military spending and personnel of the members of the CSTO in {THEN} and in the latest year; logarithmic scales, ranks at left",
        note=(
            "a range of ranks stands where values are known only within limits or not at all. "
            + (
                f"No spending of {formats.series(unknown)}, then a member, is in the source: it is taken as anything below Russia's. "
                if unknown
                else ""
            )
            + f"Personnel of {people[2]} counts active and paramilitary forces, that of {later_people[2]} active forces only: the two are not comparable. "
            "Spending leaves out military pensions."
        ),
        alt=(
            f"Four dot plots. Kazakhstan, highlighted, is {money[0]} of {money[1]} members by spending in {money[2]} and {later_money[0]} of {later_money[1]} in {later_money[2]}; "
            f"by personnel {people[0]} of {people[1]} in {people[2]} and {later_people[0]} of {later_people[1]} in {later_people[2]}. Russia is far ahead in all four."
        ),
        description=". ".join(listed) + ".",
    )


def value(row: pd.Series, measure: Measure) -> str:
    """A value or its limits as printed."""
    if pd.isna(row["low"]):
        return "not published"
    low, high = (printed(row[end], measure.decimals) for end in ("low", "high"))
    return low if low == high else f"{low}\u2013{high}"


def printed(number: float, decimals: int) -> str:
    """A number with three digits or so."""
    places = 0 if number >= 100 else 1 if number >= 10 else decimals
    return formats.number(number, places).removesuffix(".0")


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Value and rank of each member."""
    units = {measure.key: measure for measure in MEASURES}
    return {
        f"{row['measure']}-{row['year']}-{row['country']}": f"{COUNTRIES[row['country']]}, {row['year']}: "
        f"{value(row, units[row['measure']])} ({units[row['measure']].title.split(', ')[1]}), rank {rank(row)}, grade {row['grade']}"
        for _, row in frame[frame["low"].notna()].iterrows()
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """Two columns (spending, personnel) of two dot plots (2010, latest) on a scale that each column shares."""
    width = panel.width if panel.narrow else panel.width / 2
    row_mm = 4.1
    top = 6.0
    for column, measure in enumerate(MEASURES):
        top = top + 5.0 if panel.narrow and column else 6.0
        left = 0.0 if panel.narrow else column * width
        panel.text(
            left + 1.0,
            panel.height - top + 2.8,
            measure.title,
            size=style.SUBTITLE_SIZE,
            weight="semibold",
            va="baseline",
        )
        for latest in (False, True):
            rows = panel_of(frame, measure.key, latest)
            height = row_mm * len(rows)
            _chart(panel, measure, rows, latest=latest, place=(left, width), top=top + 5.0, height=height)
            top += 5.0 + height + 6.5


def _chart(
    panel: Panel,
    measure: Measure,
    rows: pd.DataFrame,
    *,
    latest: bool,
    place: tuple[float, float],
    top: float,
    height: float,
) -> None:
    left, width = place
    year = rows["year"].iloc[0]
    definition = measure.titles[int(latest)]
    panel.text(
        left + 1.0,
        panel.height - top + 1.6,
        f"{year}" + (f", {definition}" if definition else ""),
        size=style.TEXT_SIZE,
        color=style.GREY,
        va="baseline",
    )
    ax = panel.axes(
        left=left + 30.0,
        right=panel.width - (left + width) + 4.0,
        top=top,
        bottom=panel.height - top - height,
    )
    ax.set_xscale("log")
    ax.set_xlim(*measure.limits)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xticks(measure.ticks, [f"{tick:,g}" for tick in measure.ticks])
    ax.minorticks_off()
    ax.tick_params(axis="x", labelsize=style.FOOT_SIZE, pad=1.5, length=0)
    ax.grid(axis="x", color=style.RULE, linewidth=0.5)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    ax.set_yticks([])
    across_mm = width - 34.0
    for y, (_, row) in enumerate(rows.iterrows()):
        own = row["country"] == SUBJECT
        color = style.ORANGE if own else style.GREY
        weight = "bold" if own else "regular"
        across = ax.get_yaxis_transform()
        shift: dict[str, Any] = {
            "transform": across,
            "size": style.TEXT_SIZE,
            "va": "center_baseline",
            "clip_on": False,
        }
        ax.text(
            -29.0 / across_mm,
            y,
            rank(row),
            ha="left",
            weight=weight,
            color=color if own else style.INK,
            **shift,
        )
        ax.text(
            -21.5 / across_mm,
            y,
            COUNTRIES[row["country"]],
            ha="left",
            weight=weight,
            color=color if own else style.INK,
            **shift,
        )
        if pd.isna(row["low"]):
            ax.text(
                measure.limits[0] * 1.15,
                y,
                "not published",
                size=style.FOOT_SIZE,
                color=style.GREY,
                va="center_baseline",
                style="italic",
            )
            continue
        gid = f"{measure.key}-{year}-{row['country']}"
        if row["low"] < row["high"]:
            ax.plot(
                [row["low"], row["high"]],
                [y, y],
                color=color,
                linewidth=4.5,
                solid_capstyle="butt",
                gid=gid,
                zorder=5,
            )
        else:
            ax.plot([row["low"]], [y], "o", markersize=6, color=color, gid=gid, zorder=5)
        ax.annotate(
            value(row, measure),
            (row["high"], y),
            (5, 0),
            textcoords="offset points",
            size=style.TEXT_SIZE,
            weight=weight,
            color=color if own else style.INK,
            va="center_baseline",
            bbox={"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.3},
        )
