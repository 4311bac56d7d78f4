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
TOGETHER = {"open": "All outlets", "closed": "Without Russia"}
# In millimetres: from row to row, the height of a bar; on the scale: where bars end.
ROW, BAR, LAST_TICK, WIDEST = 10.0, 4.4, 100, 112.0


def amount(row: Any) -> str:
    """Kazakhstan's oil, or a flow, as a number or a range."""
    if pd.isna(row.kazakh_low_mt):
        return "none"
    return number_range(row.kazakh_low_mt, row.kazakh_high_mt, 1 if row.kazakh_high_mt < 10 else 0)


def _row(frame: pd.DataFrame, name: str) -> Any:
    return next(rows(frame[frame["name"] == name]))


def values(frame: pd.DataFrame) -> Values:
    """What the words name: the flows together, what goes on from Aktau, and each outlet."""
    flows = {name: _row(frame, name) for name in ("open", "closed", "exports", "closed, western fields")}
    ports = {name: _row(frame, name) for name in ("Aktau-Makhachkala", "Baku-Tbilisi-Ceyhan")}
    cut = [LABELS[name][0] for name in flows["closed"].bottleneck.split(";")]
    widest = _row(frame, "CPC")
    return {
        "closed": amount(flows["closed"]),
        "open": amount(flows["open"]),
        "exports": amount(flows["exports"]),
        "western": amount(flows["closed, western fields"]),
        "cut": series([name[0].lower() + name[1:] for name in cut]),
        "year": frame["year"].max(),
        "rail_year": _row(frame, "rail").carried_year,
        "outlets": len(LABELS),
        "widest_mt": number(widest.capacity_mt, 1),
        "widest_used": amount(widest),
        "makhachkala": amount(ports["Aktau-Makhachkala"]),
        "baku": amount(ports["Baku-Tbilisi-Ceyhan"]),
        "baku_free": number(ports["Baku-Tbilisi-Ceyhan"].free_mt),
        "each": "; ".join(told(row) for row in rows(frame[frame["part"] != "together"])),
    }


def told(row: Any) -> str:
    """An outlet in words."""
    others = f", {number(row.other_mt, 1)} taken by oil of others" if row.other_mt else ""
    free = f", {number(row.free_mt, 1)} free" if pd.notna(row.free_mt) else ""
    capacity = f"{number(row.capacity_mt, 1)} Mt a year" if pd.notna(row.capacity_mt) else "no capacity known"
    name = LABELS.get(row.name, [row.name.replace("-", "–")])[0]
    return f"{name} {capacity}{others}, {amount(row)} of Kazakhstan’s{free}"


def gid(row: Any) -> str:
    """The id of a bar."""
    return f"{row.part.replace(' ', '-')}-{charts.slug(row.name)}"


def marks(frame: pd.DataFrame) -> dict[str, str]:
    """Capacity, use, free room and bottleneck of each outlet; what could leave by all and without Russia."""
    outlets = (_row(frame, name) for name in LABELS)
    texts = {gid(row): f"{told(row)}; {row.bottleneck}, grade {row.grade}" for row in outlets}
    flows = ((title, _row(frame, name)) for name, title in TOGETHER.items())
    return texts | {gid(row): f"{title}: {amount(row)} Mt a year, grade {row.grade}" for title, row in flows}


def draw(panel: Panel, frame: pd.DataFrame, layers: Layers) -> None:
    """A row an outlet, its bar split by whose oil takes it; then all of them, beside what was exported."""
    free: dict[str, Any] = {"facecolor": style.GROUND, "edgecolor": style.MUTED, "linewidth": 0.8}
    samples = [
        charts.bar_sample("Kazakhstan’s oil", color=style.KAZAKHSTAN),
        charts.bar_sample("Russian oil", color=style.RUSSIA),
        charts.bar_sample("free", **free),
    ]
    top = charts.key(panel, samples, left=1.0) + 1.0
    titles = [*(title for title, *_ in LABELS.values()), *TOGETHER.values()]
    left = 1.0 if panel.narrow else charts.room_for(titles) + 1.0
    ax = panel.axes(left=left, right=2, top=top, bottom=5.5)
    depth = panel.height - top - 5.5
    ax.set(ylim=(depth, 0), xlim=(0, WIDEST if panel.narrow else 1.2 * WIDEST))
    charts.value_axis(ax, range(0, LAST_TICK + 1, 20), unit=" Mt")
    ax.set_yticks([])
    level, step = 0.0, ROW + 2.0 * panel.narrow
    for name, (title, part, limit) in LABELS.items():
        if part:
            level = _heading(ax, part, level, left)
        row = _row(frame, name)
        _bar(ax, row, level + step - 4.4, {"gid": gid(row), **free})
        head = f"{number(row.free_mt, 1)} free" if row.free_mt else ""
        _words(ax, panel, title, head, limit, level + step, row.capacity_mt)
        level += step
    level = _heading(ax, "Together, by these capacities", level, left)
    exports = _row(frame, "exports").kazakh_high_mt
    for name, title in TOGETHER.items():
        row = _row(frame, name)
        bar: dict[str, Any] = {"height": BAR, "color": style.FAINT, "gid": gid(row), "zorder": 3}
        ax.barh(level + step - 4.4, row.kazakh_high_mt, **bar)
        _words(ax, panel, title, f"{amount(row)} could leave", "", level + step, row.kazakh_high_mt)
        level += step
    whole: dict[str, Any] = {"color": style.INK, "linewidth": 1.0, "linestyle": charts.DASHED}
    ax.plot([exports] * 2, [level - 2 * step - 2, depth], gid="exports", zorder=4, **whole)
    charts.near(ax, exports, level - step / 2 + 2, f"exported, {number(exports)}", (-4, 0))


def _heading(ax: Axes, words: str, level: float, left: float) -> float:
    """A heading over a group of rows; where its first row begins."""
    x = -(left - 1.0) * charts.per_mm(ax)[0]
    charts.text(ax, x, level + 3.4, words, bold=True, size=style.TEXT_SIZE, va="baseline", zorder=4)
    return level + 4.0


def _bar(ax: Axes, row: Any, y: float, whole: dict[str, Any]) -> None:
    """The bar of an outlet: its capacity, and in it whose oil takes it."""
    ax.barh(y, row.capacity_mt, height=BAR, zorder=3, **whole)
    ax.barh(y, row.kazakh_high_mt, height=BAR, color=style.KAZAKHSTAN, zorder=4)
    ax.barh(y, row.other_mt, left=row.kazakh_high_mt, height=BAR, color=style.RUSSIA, zorder=4)


def _words(ax: Axes, panel: Panel, title: str, head: str, limit: str, base: float, end: float) -> None:
    """The name of a row, what is free beside its bar, and what limits it behind that or below."""
    mm = charts.per_mm(ax)[0]
    y = base - 4.4
    room = (ax.get_xlim()[1] - end) / mm - 2
    inside = style.text_width(head, style.TEXT_SIZE, "semibold") > room
    place, ha = (end - 1.2 * mm, "right") if inside else (end + 1.2 * mm, "left")
    look: dict[str, Any] = {"ha": ha, "color": style.GROUND if inside else style.INK, "ground": not inside}
    if panel.narrow:
        charts.text(ax, 0, y - 4.8, title, size=style.TEXT_SIZE, zorder=5)
        behind = style.text_width(title, style.TEXT_SIZE) + 2
        charts.text(ax, behind * mm, y - 4.8, limit, color=style.MUTED, zorder=5)
    else:
        charts.text(ax, -1.5 * mm, y, title, size=style.TEXT_SIZE, ha="right", ground=False)
        charts.text(ax, end + 1.2 * mm, y + 1.8 * bool(head), limit, color=style.MUTED, zorder=5)
        y -= 1.8 * bool(limit)
    charts.text(ax, place, y, head, bold=True, zorder=6, **look)
