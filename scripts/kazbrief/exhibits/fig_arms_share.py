"""Russia's share of arms imports by five-year period: Kazakhstan, and its peers beside it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief import formats
from kazbrief.exhibits import style
from kazbrief.exhibits.sheet import Panel
from kazbrief.exhibits.words import Words
from kazbrief.measures.frames import rows as frame_rows
from kazbrief.measures.shares import PEERS, PERIODS, SMALL_TOTAL_TIV, SUBJECT, of_kazakhstan


def span(period: str) -> str:
    """A period with the dash that print uses."""
    return period.replace("-", "\u2013")


def words(frame: pd.DataFrame) -> Words:
    """Finding, subtitle, note and descriptions, from the shares plotted."""
    own = of_kazakhstan(frame)
    lowest = own.sort_values("share_pct", kind="stable").iloc[0]
    first, last = own.iloc[0], own.iloc[-1]
    values = "; ".join(f"{span(row.period)}: {formats.percent(row.share_pct)}" for row in frame_rows(own))
    peers = []
    for name in PEERS:
        rows = frame[frame["recipient"] == name].sort_values("period")
        listed = ", ".join(f"{span(row.period)} {formats.number(row.share_pct)}" for row in frame_rows(rows))
        peers.append(f"{name}: {listed}")
    period = span(lowest["period"])
    return Words(
        finding=(
            f"Russia's share of Kazakhstan's arms imports was lowest, at {formats.percent(lowest['share_pct'])}, in {period}; "
            f"in {span(last['period'])} it was {formats.percent(last['share_pct'])}"
        ),
        subtitle="Deliveries from Russia as a share of all major arms delivered, per cent of SIPRI trend-indicator value (TIV), five-year periods",
        note=(
            f"TIV measures the military volume of deliveries, not money. Hollow points: total below {SMALL_TOTAL_TIV:.0f} million TIV, "
            "so that a single contract decides. No point: no delivery is listed for the period."
        ),
        alt=(
            f"A large line chart for Kazakhstan falls from {formats.percent(first['share_pct'])} in {span(first['period'])} to "
            f"{formats.percent(lowest['share_pct'])} in {period} and rises to {formats.percent(last['share_pct'])} in {span(last['period'])}; "
            f"six small charts show {formats.series(PEERS)}."
        ),
        description=f"Russia's share of arms imports by period. Kazakhstan: {values}. Peers, per cent: {'; '.join(peers)}.",
    )


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Share and total of each point."""
    return {
        f"point-{row['recipient'].lower()}-{row['period']}": f"{row['recipient']}, {span(row['period'])}: {formats.percent(row['share_pct'])} "
        f"of {formats.number(row['total_tiv_million'])} million TIV, grade {row['grade']}"
        for row in frame.to_dict("records")
        if pd.notna(row["share_pct"])
    }


def _panel(panel: Panel, rows: pd.DataFrame, place: dict[str, float], *, large: bool, name: str) -> None:
    ax = panel.axes(**place)
    own = rows.set_index("period").reindex(PERIODS)
    positions = range(len(PERIODS))
    color = style.ORANGE if large else style.GREY
    ax.set_xlim(-0.45, len(PERIODS) - 0.5)
    ax.set_ylim(0, 110)
    ticks = range(0, 101, 25 if large else 50)
    ax.set_yticks(ticks, [f"{tick} %" if tick == 100 else str(tick) for tick in ticks])
    ax.grid(axis="y", color=style.RULE, linewidth=0.5)
    ax.spines["left"].set_visible(False)
    ax.plot(
        positions,
        own["share_pct"],
        color=color,
        linewidth=2.0 if large else 1.3,
        gid=f"line-{name.lower()}",
        zorder=3,
    )
    small = own["small"].fillna(0).astype(bool).to_numpy()
    for position, period in enumerate(PERIODS):
        share = own["share_pct"].iloc[position]
        if pd.notna(share):
            ax.plot(
                [position],
                [share],
                "o",
                markersize=5.5 if large else 3.8,
                markeredgecolor=color,
                markeredgewidth=1.0,
                markerfacecolor=style.WHITE if small[position] else color,
                gid=f"point-{name.lower()}-{period}",
                zorder=4,
                clip_on=False,
            )
            if large:
                lowest = share == own["share_pct"].min()
                ax.text(
                    position + (0.0 if lowest else 0.08),
                    share + (-5.5 if lowest else 3.5),
                    formats.number(share),
                    ha="center" if lowest or position == 0 else "left",
                    va="top" if lowest else "bottom",
                    color=color,
                    weight="semibold",
                    size=style.SUBTITLE_SIZE,
                )
    if large:
        ax.set_xticks(list(positions), [f"{period[:4]}\u2013\n{period[5:]}" for period in PERIODS])
    else:
        ax.set_xticks([0, len(PERIODS) - 1], [span(PERIODS[0]), span(PERIODS[-1])])
        ax.get_xticklabels()[0].set_horizontalalignment("left")
        ax.get_xticklabels()[-1].set_horizontalalignment("right")
        ax.tick_params(labelsize=style.FOOT_SIZE)
    ax.set_title(
        name,
        loc="left",
        size=style.SUBTITLE_SIZE if large else style.TEXT_SIZE,
        color=style.INK,
        weight="semibold",
        pad=3,
    )


def draw(panel: Panel, frame: pd.DataFrame, layers: Mapping[str, object]) -> None:
    """Kazakhstan large, on the left or above; six peers in small panels of the same scale."""
    half, deep = (0.0, 56.0) if panel.narrow else (80.0, panel.height)
    _panel(
        panel,
        of_kazakhstan(frame),
        {
            "left": 10,
            "right": 2 if panel.narrow else panel.width - half,
            "top": 7,
            "bottom": panel.height - deep + 10,
        },
        large=True,
        name=SUBJECT,
    )
    above = deep if panel.narrow else 0.0
    column_width, row_height = (panel.width - half) / 2, (panel.height - above) / 3
    for number, name in enumerate(PEERS):
        row, column = divmod(number, 2)
        _panel(
            panel,
            frame[frame["recipient"] == name],
            {
                "left": half + column * column_width + 9,
                "right": panel.width - (half + (column + 1) * column_width) + 1.5,
                "top": above + row * row_height + 7,
                "bottom": panel.height - above - (row + 1) * row_height + 5.5,
            },
            large=False,
            name=name,
        )
