"""Each outlet of Kazakhstan's oil: capacity, whose oil takes it, what is free, what limits it; and all of them together."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from kazbrief.exhibits import charts, style
from kazbrief.exhibits.register import entry
from kazbrief.exhibits.sheet import Layers, Panel
from kazbrief.exhibits.words import Values
from kazbrief.formats import number, number_range, series
from kazbrief.measures.frames import rows

LABELS = entry("fig-route-status").labels
PARTS = {
    "through Russia": "Through Russia",
    "without Russia": "To China and the Caspian Sea",
    "beyond Aktau": "Beyond Aktau, by tanker",
    "unknown": "Directions not published",
    "together": "All outlets together",
}
TOGETHER = {"open": "with Russian territory", "closed": "without it"}
# In millimetres: heights of a heading, of a row of the chart and of its bar.
HEADING, ROW, BAR = 5.4, 7.8, 4.0
LAST_TICK, WIDEST = 100, 112.0


def _outlets(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["part"] != "together"]


def amount(row: Any) -> str:
    """Kazakhstan's oil, or a flow, as a number or a range."""
    if pd.isna(row.kazakh_low_mt):
        return "none"
    decimals = 1 if row.kazakh_high_mt < 10 else 0
    return number_range(row.kazakh_low_mt, row.kazakh_high_mt, decimals)


def cut(row: Any) -> str:
    """The outlets of a minimum cut."""
    names = [str(LABELS.get(name, name)) for name in row.bottleneck.split(";")]
    return series(
        [name if name.startswith(("CPC", "Atyrau", "Baku")) else name[0].lower() + name[1:] for name in names]
    )


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the flows together, the widest outlet, and each of them."""
    together = {row.name: row for row in frame[frame["part"] == "together"].itertuples(index=False)}
    outlets = list(rows(_outlets(frame)))
    widest = max(outlets, key=lambda row: row.capacity_mt - row.other_mt if pd.notna(row.capacity_mt) else 0)
    (rail,) = (row for row in outlets if row.name == "rail")
    return {
        "closed": amount(together["closed"]),
        "open": amount(together["open"]),
        "exports": amount(together["exports"]),
        "western": amount(together["closed, western fields"]),
        "cut": cut(together["closed"]),
        "year": frame["year"].max(),
        "rail_year": rail.carried_year,
        "outlets": len(outlets),
        "widest": str(LABELS[widest.name]),
        "widest_mt": number(widest.capacity_mt, 1),
        "widest_used": amount(widest),
        "each": "; ".join(told(row) for row in outlets),
    }


def told(row: Any) -> str:
    """An outlet in words."""
    others = f", {number(row.other_mt, 1)} taken by oil of others" if row.other_mt else ""
    free = f", {number(row.free_mt, 1)} free" if pd.notna(row.free_mt) else ""
    capacity = f"{number(row.capacity_mt, 1)} Mt a year" if pd.notna(row.capacity_mt) else "no capacity known"
    return f"{LABELS[row.name]} {capacity}{others}, {amount(row)} of Kazakhstan’s{free}"


def gid(row: Any) -> str:
    """The id of a bar."""
    return f"{row.part.replace(' ', '-')}-{charts.slug(row.name)}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Capacity, use, free room and bottleneck of each outlet; size and cut of each flow."""
    texts = {gid(row): f"{told(row)}; {row.bottleneck}, grade {row.grade}" for row in rows(_outlets(frame))}
    for row in rows(frame[frame["part"] == "together"]):
        if row.name in TOGETHER:
            texts[gid(row)] = (
                f"All outlets {TOGETHER[row.name]}: {amount(row)} Mt a year, limited by {cut(row)}, grade {row.grade}"
            )
    return texts


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A row an outlet, its bar split by whose oil takes it; then the flows of all, beside what was exported."""
    samples = [
        charts.bar_sample("Kazakhstan’s oil", color=style.BLUE),
        charts.bar_sample("Russian oil", color=style.ORANGE),
        charts.bar_sample("oil of others", color=style.SILVER),
        charts.bar_sample("free", facecolor=style.WHITE, edgecolor=style.GREY, linewidth=0.7),
    ]
    top = charts.key(panel, samples, left=1.0) + 1.5
    shown = frame[frame["name"].isin({*LABELS, *TOGETHER})]
    names = [*map(str, LABELS.values()), *TOGETHER.values()]
    left = 1.0 if panel.narrow else charts.room_for(names) + 1.0
    ax = panel.axes(left=left, right=2, top=top, bottom=5.5)
    depth = panel.height - top - 5.5
    ax.set_ylim(depth, 0)
    # The bars take part of the width, the text beside them the rest.
    ax.set_xlim(0, WIDEST if panel.narrow else 1.45 * WIDEST)
    charts.value_axis(ax, range(0, LAST_TICK + 1, 20), unit=" Mt/y")
    ax.set_yticks([])
    row_height, y, part = (ROW + 4.0 if panel.narrow else ROW), 0.0, ""
    per_mt = (panel.width - left - 2) / ax.get_xlim()[1]
    exports = frame.loc[frame["name"] == "exports", "kazakh_high_mt"].item()
    for row in rows(shown):
        if row.part != part:
            part, y = row.part, y + HEADING
            ax.text(0 if panel.narrow else -(left - 1.0) / per_mt, y - 1.6, PARTS[part], size=style.TEXT_SIZE,
                    weight="semibold", va="baseline", bbox=charts.plate(0.3), zorder=4)  # fmt: skip
            if part == "together":
                ax.plot([exports] * 2, [y - 1.0, depth], color=style.INK, linewidth=0.9, linestyle=charts.DASHED,
                        gid="exports", zorder=4)  # fmt: skip
                charts.beside(
                    ax, exports, y - 2.4, f"exports, {number(exports)}", gap=1, size=style.SMALL_SIZE
                )
        name = str(LABELS.get(row.name, "")) or TOGETHER[row.name]
        bar = y + BAR / 2 + 0.6
        if panel.narrow:
            ax.text(0, y + 2.6, name, size=style.TEXT_SIZE, va="baseline", bbox=charts.plate(0.2), zorder=4)
            bar += 3.6
        else:
            ax.text(-1.5 / per_mt, bar, name, size=style.TEXT_SIZE, ha="right", va="center_baseline")
        end = _bar(ax, row, bar)
        _text(ax, row, bar, end, (ax.get_xlim()[1] - end) * per_mt - 2.5, 1.2 / per_mt)
        y += row_height


def _bar(ax: Axes, row: Any, y: float) -> float:
    """The bar of a row; where it ends."""
    if row.part == "together":
        low, high = row.kazakh_low_mt, row.kazakh_high_mt
        ax.barh(y, high, height=BAR, color=style.RULE, edgecolor=style.GREY, linewidth=0.7,
                gid=gid(row), zorder=3)  # fmt: skip
        return float(max(low, high))
    known = pd.notna(row.capacity_mt)
    own = row.kazakh_high_mt if pd.notna(row.kazakh_high_mt) else 0.0
    end = row.capacity_mt if known else own
    ax.barh(y, end, height=BAR, facecolor=style.WHITE, edgecolor=style.GREY, linewidth=0.7, gid=gid(row),
            zorder=3)  # fmt: skip
    ax.barh(y, own, height=BAR, color=style.BLUE, zorder=4)
    foreign = style.ORANGE if row.name == "Atasu-Alashankou" else style.SILVER
    ax.barh(y, row.other_mt, left=own, height=BAR, color=foreign, zorder=4)
    if row.in_cut:
        thick: dict[str, Any] = {"color": style.INK, "linewidth": 2.2, "zorder": 5, "solid_capstyle": "butt"}
        ax.plot([end] * 2, [y - BAR / 2 - 0.7, y + BAR / 2 + 0.7], **thick)
    return float(end)


def _status(row: Any) -> str:
    """In a word, how an outlet stands."""
    if pd.isna(row.carried_year):
        return "idle"
    if pd.notna(row.free_mt) and row.basis == "published capacity":
        return f"{number(row.free_mt, 0 if row.free_mt > 10 else 1)} free"
    return f"{amount(row)} carried" + ("" if row.carried_year == row.year else f" in {int(row.carried_year)}")


def _text(ax: Axes, row: Any, y: float, end: float, room: float, gap: float) -> None:
    """What is free or could flow, beside the bar, and what limits it."""
    if row.part == "together":
        head, more = f"{amount(row)} could leave", f"limited by {cut(row)}" if row.name == "closed" else ""
    else:
        head, more = _status(row), row.bottleneck
    lines = style.wrap(more, room, style.SMALL_SIZE) if more else []
    text: dict[str, Any] = {"va": "center_baseline", "bbox": charts.plate(0.1)}
    place = y - 1.4 if lines else y
    if style.text_width(head, style.TEXT_SIZE, "semibold") > room:
        # No room beside the bar: the figure alone, inside it.
        head, end, gap, text["ha"] = amount(row), end, -gap, "right"
        del text["bbox"]
    ax.text(end + gap, place, head, size=style.TEXT_SIZE, weight="semibold", zorder=6, **text)
    for line_number, line in enumerate(lines):
        below = y + 1.6 + 2.9 * line_number
        ax.text(end + gap, below, line, size=style.SMALL_SIZE, color=style.GREY, zorder=5, **text)
