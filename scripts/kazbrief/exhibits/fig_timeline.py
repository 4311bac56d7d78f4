"""Treaties, sites, alliance, NATO steps and exercises on one axis of time: what was documented, and no more."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.events import exercises_of
from kazbrief.measures.thresholds import PUBLISHED

FIRST, LAST = 1992, 2027
# Lanes from the top; an agreement goes to the lane of its kind, an exercise to that of its framework.
LANES = {
    "treaties": "Treaties and programmes with Russia",
    "sites": "Sites used by Russia",
    "csto": "CSTO",
    "west": "NATO and the United States",
    "ex-russia": "Exercises with Russia alone",
    "ex-csto": "CSTO exercises",
    "ex-sco": "SCO exercises",
    "ex-steppe": "Steppe Eagle (NATO partners)",
    "ex-other": "Exercise of neighbours without Russia",
}
COLOURS = {
    "treaties": style.ORANGE,
    "sites": style.ORANGE,
    "csto": style.GREY,
    "west": style.BLUE,
    "ex-russia": style.ORANGE,
    "ex-csto": style.GREY,
    "ex-sco": style.SAND,
    "ex-steppe": style.BLUE,
    "ex-other": style.INK,
}
# What the drawing prints, by the beginning of an agreement's title; events without an entry are marks alone.
LABELS = {
    "Treaty of Friendship, Cooperation": "friendship treaty",
    "Treaty on Military Cooperation\0": "military cooperation",
    "Declaration on Eternal Friendship": "“eternal friendship”",
    "Agreement on oil transit": "oil transit",
    "Treaty on the State Border": "state border",
    "Protocol: annual joint exercises": "joint exercises",
    "Protocol amending and extending the 1992": "1992 treaty extended",
    "Agreement on a joint regional air defence": "air defence",
    "Treaty on Good-Neighbourliness": "alliance treaty",
    "Treaty on Military Cooperation (replaces": "military cooperation, new",
    "Strategic partnership programme (military) 2019": "programme 2019–21",
    "Declaration on comprehensive strategic": "partnership declaration",
    "Lease agreement for the Baikonur": "Baikonur lease",
    "Agreement on use and lease of the Sary": "Sary-Shagan",
    "Baikonur lease extended": "Baikonur to 2050",
    "Protocols to the range lease": "range protocols",
    "Agreement on transfer and further use": "Balkhash radar",
    "Protocols returning": "land returned",
    "Protocol ending the Emba": "Emba ended",
    "Protocol to the Baikonur": "Baikonur protocol",
    "Balkhash node agreement ends": "Balkhash ended",
    "Collective Security Treaty": "Collective Security Treaty",
    "Collective Rapid Deployment": "rapid deployment force",
    "CSTO charter": "charter",
    "Uzbekistan rejoins": "Uzbekistan returns",
    "Agreement on the CSTO Collective Rapid": "rapid reaction force",
    "Uzbekistan suspends": "Uzbekistan leaves",
    "CSTO peacekeeping deployment": "deployment to Kazakhstan",
    "Kazakhstan joins Partnership": "Partnership for Peace",
    "Kazakhstan in PfP Planning": "planning and review",
    "Individual Partnership": "action plan",
    "Agreement on NATO transit": "NATO transit",
    "Five-Year Military Cooperation Plan 2008": "US plan 2008–12",
    "Five-Year Military Cooperation Plan 2013": "US plan 2013–17",
    "Five-Year Military Cooperation Plan 2018": "US plan 2018–22",
    "IPAP for 2022": "action plan",
}
PLATE = {"facecolor": style.WHITE, "edgecolor": "none", "pad": 0.2}
ROW = 3.6  # millimetres from one row of labels to the next
GAP = 1.6  # millimetres kept free beside a label


def moment(date: str) -> float:
    """A date as a number of years; the middle of what the source leaves open."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    return parts[0] + (parts[1] - 1 + ((parts[2] - 1) / 31 if len(parts) == 3 else 0.5)) / 12


def label(event: str) -> str:
    """What the drawing prints beside an event; nothing for most."""
    for beginning, text in LABELS.items():
        if event == beginning.removesuffix("\0") if beginning.endswith("\0") else event.startswith(beginning):
            return text
    return ""


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the events plotted."""
    held = exercises_of(frame)[exercises_of(frame)["status"] == "documented"]
    planned = exercises_of(frame)[exercises_of(frame)["status"] != "documented"]
    steppe = held[held["lane"] == "ex-steppe"]["date"].str[:4]
    csto = held[held["lane"] == "ex-csto"]["date"].str[:4]
    after = held[held["date"].str[:4] > steppe.max()]
    treaties = frame[frame["lane"] == "treaties"]
    counts = (
        held["lane"]
        .map(LANES)
        .value_counts()
        .reindex([LANES[lane] for lane in LANES if lane in set(held["lane"])])
    )
    in_2010 = int((held[held["lane"] == "ex-csto"]["date"].str[:4] == str(PUBLISHED.year - 1)).sum())
    listed = "; ".join(
        f"{title}: "
        + ", ".join(f"{row.date} {row.event}" for row in frame[frame["lane"] == lane].itertuples())
        for lane, title in LANES.items()
    )
    return Words(
        finding=(
            f"The last exercise found with NATO partners is of {steppe.max()}; "
            f"{formats.count(int((after['lane'] == 'ex-csto').sum()))} CSTO exercises are documented since then"
        ),
        subtitle=f"Agreements, alliance steps and military exercises of Kazakhstan, {frame['date'].str[:4].min()}–{frame['date'].str[:4].max()}; one mark an event documented",
        note=(
            f"the {formats.number(len(held))} exercises are those that were found, not a census: a gap in a lane may be a gap in the sources. "
            f"Of {PUBLISHED.year - 1}, of which the article counts three CSTO exercises, {formats.count(in_2010)} are among them. "
            + (f"Hollow: planned ({', '.join(planned['event'])}). " if len(planned) else "")
            + "Dates known by year or month stand in its middle."
        ),
        alt=(
            f"Timeline in {len(LANES)} lanes: {len(treaties)} treaties and programmes with Russia, {len(frame[frame['lane'] == 'sites'])} steps on sites, "
            f"{len(frame[frame['lane'] == 'csto'])} CSTO steps, {len(frame[frame['lane'] == 'west'])} NATO and US steps, and exercises: "
            + formats.series([f"{count} {title}" for title, count in counts.items()])
            + f". CSTO exercises run from {csto.min()} to {csto.max()}, Steppe Eagle from {steppe.min()} to {steppe.max()}."
        ),
        description=f"Events by lane: {listed}.",
    )


def rows_of(events: pd.DataFrame, per_year: float, right: float) -> list[int]:
    """The row of each event's label, from the bottom, so that no two labels touch; -1 without a label.

    Parameters
    ----------
    per_year, right
        Scale in millimetres a year, and where the lane ends.
    """
    ends: list[float] = []
    rows = []
    for event, date in zip(events["event"], events["date"], strict=True):
        text = label(event)
        if not text:
            rows.append(-1)
            continue
        begin, end = span(text, moment(date), per_year, right)
        row = next((number for number, taken in enumerate(ends) if begin >= taken), len(ends))
        ends[row:] = [end + GAP, *ends[row + 1 :]]
        rows.append(row)
    return rows


def span(text: str, when: float, per_year: float, right: float) -> tuple[float, float]:
    """Where a label begins and ends, millimetres from the axis: right of its mark, or left of it at the edge."""
    x, width = (when - FIRST) * per_year, style.text_width(text, style.FOOT_SIZE) + 1.2
    return (x - width, x) if x + width > right else (x, x + width)


def name_of(event: Mapping[Hashable, Any]) -> str:
    """An event's id in the drawing."""
    words = "".join(sign if sign.isalnum() else " " for sign in event["event"].lower()).split()
    return "-".join([event["lane"], event["date"], *words[:6]])


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Date and full title of each event."""
    return {
        name_of(row): f"{row['date']}: {row['event']}, grade {row['grade']}"
        for row in frame.to_dict("records")
    }


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """Lanes from treaties to exercises; a mark an event, labels in rows above it, tied by a thin line."""
    left, right_margin, bottom = 1.0, 2.0, 6.0
    width = panel.width - left - right_margin
    per_year = width / (LAST - FIRST)
    ax = panel.axes(left=left, right=right_margin, top=0, bottom=bottom)
    height = panel.height - bottom
    ax.set_xlim(0, width)
    ax.set_ylim(0, height)
    ax.set_yticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    years = range(1995, LAST, 5)
    ax.set_xticks([(year - FIRST) * per_year for year in years], [str(year) for year in years])
    ax.tick_params(axis="x", length=0)
    ax.grid(axis="x", color=style.RULE, linewidth=0.5)
    article = (PUBLISHED.year + (PUBLISHED.timetuple().tm_yday - 1) / 365 - FIRST) * per_year
    y = height
    for lane, title in LANES.items():
        events = frame[frame["lane"] == lane]
        color = COLOURS[lane]
        rows = rows_of(events, per_year, width)
        deep = (max(rows, default=-1) + 1) * ROW
        y -= 4.2
        ax.text(
            0,
            y,
            title,
            size=style.TEXT_SIZE,
            weight="semibold",
            color=style.INK,
            va="baseline",
            bbox=PLATE,
            zorder=6,
        )
        base = y - 2.6 - deep
        ax.plot([0, width], [base, base], color=style.RULE, linewidth=0.8, zorder=1)
        for event, row in zip(events.to_dict("records"), rows, strict=True):
            x = (moment(event["date"]) - FIRST) * per_year
            if row >= 0:
                text = label(event["event"])
                x0, _ = span(text, moment(event["date"]), per_year, width)
                level = base + 1.9 + row * ROW
                ax.plot([x, x], [base, level + 1.8], color=color, linewidth=0.5, zorder=3)
                ax.text(
                    x0 + (0.7 if x0 == x else 0.4),
                    level,
                    text,
                    size=style.FOOT_SIZE,
                    color=style.INK,
                    va="baseline",
                    bbox=PLATE,
                    zorder=4,
                )
            ax.plot(
                [x],
                [base],
                "o",
                markersize=4.2,
                markerfacecolor=style.WHITE if event["status"] != "documented" else color,
                markeredgecolor=color if event["status"] != "documented" else style.WHITE,
                markeredgewidth=0.9 if event["status"] != "documented" else 0.5,
                gid=name_of(event),
                zorder=5,
            )
        y = base - 1.2
    ax.plot(
        [article, article],
        [y, height],
        color=style.INK,
        linewidth=0.7,
        linestyle=(0, (4, 2)),
        gid="article",
        zorder=0,
    )
    ax.text(
        article + 0.8,
        height - 2.6,
        "article, July 2011",
        size=style.FOOT_SIZE,
        color=style.GREY,
        va="baseline",
        bbox=PLATE,
    )
