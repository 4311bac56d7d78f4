"""The benchmark's result as lines of text and as a small page with plots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

BASE = "full, all tasks again"
_COLOURS = ("#1d5b99", "#b84a12", "#2a7060")
_STYLE = """body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b2530}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .6rem .2rem 0;border-bottom:1px solid #c6ced6}
td.n,th.n{text-align:right}svg{width:100%;height:auto;font:12px sans-serif}"""


def lines(result: Mapping[str, Any]) -> list[str]:
    """One line a measurement."""
    told = [
        f"{run['name']}: skipped, {run['skipped']}"
        if run["skipped"]
        else ": ".join((run["name"], _told(run, result)))
        for run in result["runs"]
    ]
    stages = ", ".join(f"{name} {value:g} s" for name, value in list(result["stages"].items())[:6])
    grown = [
        f"growth of {one['name']}: exponent {one['exponent']:.2f} (n log n: {one['limit']:.2f})"
        for one in result["growth"]
    ]
    return [*told, f"stages, one task at a time: {stages}", *grown]


def _ratio(run: Mapping[str, Any], result: Mapping[str, Any]) -> float | None:
    whole = next((other["seconds"] for other in result["runs"] if other["name"] == BASE), None)
    return run["seconds"] / whole if whole and run["seconds"] is not None else None


def _told(run: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    ratio = _ratio(run, result)
    parts = [f"{run['seconds']:g} s"]
    parts += [f"{ratio:.2f} of a full build"] if ratio is not None else []
    parts += [f"{run['cpu']:g} s of processors"] if run["cpu"] is not None else []
    parts += [f"{run['peak_mb']:g} MB"] if run["peak_mb"] is not None else []
    parts += [f"aim {run['aim']:g} s"] if run["aim"] is not None else []
    return ", ".join(parts)


def html(result: Mapping[str, Any]) -> str:
    """The page: builds with their ratio to a full one, time by stage, growth."""
    machine = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    rows = "".join(_row(run, result) for run in result["runs"])
    heads = ("seconds", "of a full build", "processor s", "peak MB", "aim s")
    header = "".join(f'<th class="n" scope="col">{name}</th>' for name in heads)
    return (
        '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Benchmark</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style>\n<h1>Benchmark</h1>\n<p>{escape(machine)}. Compare the ratios: "
        "all were measured in one run on the same machine.</p>\n"
        f'<table><tr><th scope="col">build</th>{header}</tr>\n{rows}</table>\n'
        f"<h2>Time by stage, one task at a time</h2>\n{bars(result['stages'])}\n"
        f"<h2>Growth</h2>\n{growth_plot(result['growth'])}\n</html>\n"
    )


def _row(run: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    name = f'<tr><th scope="row">{escape(run["name"])}</th>'
    if run["skipped"]:
        return f'{name}<td colspan="5">skipped: {escape(run["skipped"])}</td></tr>\n'
    ratio = _ratio(run, result)
    values = (
        run["seconds"],
        None if ratio is None else round(ratio, 3),
        run["cpu"],
        run["peak_mb"],
        run["aim"],
    )
    cells = "".join(f'<td class="n">{"" if value is None else f"{value:g}"}</td>' for value in values)
    return f"{name}{cells}</tr>\n"


def bars(values: Mapping[str, float]) -> str:
    """A bar chart: a line a value, the longest fills the width."""
    most = max(values.values(), default=0.0) or 1.0
    drawn = "".join(
        f'<text x="0" y="{20 * n + 14}">{escape(name)}</text>'
        f'<rect x="130" y="{20 * n + 3}" width="{380 * value / most:.1f}" height="14" fill="{_COLOURS[0]}"/>'
        f'<text x="{136 + 380 * value / most:.1f}" y="{20 * n + 14}">{value:g} s</text>'
        for n, (name, value) in enumerate(values.items())
    )
    return f'<svg viewBox="0 0 580 {20 * len(values)}" role="img" aria-label="Seconds by stage">{drawn}</svg>'


def growth_plot(series: Sequence[Mapping[str, Any]]) -> str:
    """Seconds by rows on logarithmic axes, each series with its exponent."""
    if not series:
        return ""
    sizes = [math.log10(n) for one in series for n in one["rows"]]
    times = [math.log10(t) for one in series for t in one["seconds"]]
    left, low = min(sizes), min(times)
    wide, high = (max(sizes) - left) or 1.0, (max(times) - low) or 1.0

    def place(rows: float, seconds: float) -> tuple[float, float]:
        return 10 + 380 * (math.log10(rows) - left) / wide, 230 - 210 * (math.log10(seconds) - low) / high

    drawn = ""
    for number, one in enumerate(series):
        colour = _COLOURS[number % len(_COLOURS)]
        points = [place(n, t) for n, t in zip(one["rows"], one["seconds"], strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
        last = f"{one['rows'][-1]} rows: {one['seconds'][-1]:.2g} s"
        drawn += (
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{dots}'
            f'<text x="400" y="{40 + 44 * number}" fill="{colour}">{escape(one["name"])}, exponent '
            f'{one["exponent"]:.2f}</text><text x="400" y="{57 + 44 * number}" fill="{colour}">{last}</text>'
        )
    told = "; ".join(f"{one['name']} exponent {one['exponent']:.2f}" for one in series)
    return (
        f'<svg viewBox="0 0 640 250" role="img" aria-label="{escape(told)}">{drawn}</svg>\n<p>Seconds of processor time '
        f"by rows, both axes logarithmic; n log n has the exponent {max(one['limit'] for one in series):.2f} here.</p>"
    )
