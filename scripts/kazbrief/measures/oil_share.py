"""The share of oil exports that crosses Russia: the limits that published volumes allow, year by year.

No source splits every route by destination, so each year has a low and a high share:

- low: the volumes of the routes known to cross Russia over the total of exports. Where one of the two big
  lines is not published, what is left of the total after all oil said to bypass Russian ports, if that is
  more.
- high: what is left of the total after the routes known to avoid Russia. Without the line to China among
  them, after all oil said to avoid Russia; without that, no upper limit is known.
- a published volume of all oil through Russia is both.

What stands for a volume that was not published for the year: the months that were (a lower limit), then an
estimate, the yearly mean of a span, a running rate of a neighbouring year. What stands for the total: the sum
of the routes, also where a published total is less than it; a running rate; an official plan, if both big
lines are published at least in part; production, which exports can't exceed. Where no volume through Russia
is known at all, what was planned, less what can have avoided Russia at most, gives a low end on a condition.

Where figures for one route and period differ, each limit takes the one that widens the range. Quotas and
routes that are not listed here are not used: the limits stay valid, only wider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, weakest
from kazbrief.measures.oil_volumes import BAKU, BTC, WHOLE_YEAR, OilVolumes, Volume, months

TOTAL, PRODUCTION = "total_exports", "production"
THROUGH = "all_through_russia"
# Oil that uses no Russian port: all oil that avoids Russia, and some that crosses it (by Druzhba to Germany).
BYPASSING_PORTS = "bypassing_russian_ports"
# Oil said to avoid Russia, in a list that need not be complete.
BYPASSING = "bypassing_russia"

# The routes on which oil leaves Kazakhstan, none holding oil of another. The throughput of a whole pipeline
# is not among them, for it holds Russian oil too.
MAIN_ROUTES = {
    "cpc": "CPC",
    "atyrau-samara": "Atyrau–Samara",
    "orenburg_condensate": "condensate to Orenburg",
    "atasu-alashankou": "China",
    "aktau_sea": "Aktau",
    "rail": "rail",
}
# A part counts only where its whole has no volume, or a volume of which it is not known what crosses Russia.
PART_OF = {
    "atyrau-samara_germany": "atyrau-samara",
    "aktau_makhachkala": "aktau_sea",
    "aktau_baku": "aktau_sea",
    "kazakhstan-china_rail": "rail",
}
NAMES = MAIN_ROUTES | {
    "atyrau-samara_germany": "Germany",
    "aktau_makhachkala": "Makhachkala",
    BAKU: "Baku",
    BTC: "BTC",
    "kazakhstan-china_rail": "rail to China",
    BYPASSING: "routes other than Russia",
}
BIG_LINES = ("cpc", "atyrau-samara")
TO_CHINA = ("atasu-alashankou", "kazakhstan-china_rail")
# Where no total was published, the sum of the routes stands for it if none of these is missing.
SUFFICIENT_ROUTES = ("cpc", "atyrau-samara", "atasu-alashankou", "aktau_sea")
# Routes that are not known to cross Russia: at most all of them avoided it.
NOT_KNOWN_TO_CROSS = ("atasu-alashankou", "aktau_sea", "rail")

CLOSED, OPEN_BELOW, OPEN_ABOVE = "closed", "open below", "open above"
STRICT, CONDITIONAL = "strict limit", "conditional"
PLAN = "official plan"

_Find = Callable[[str], Volume | None]


class _Limit(NamedTuple):
    """A limit of the share, per cent, its arithmetic, and the rows that it rests on."""

    pct: float
    arithmetic: str
    used: tuple[Any, ...]


def _limit(through: float, total: float, text: str, *used: Volume) -> _Limit:
    rows = tuple(row for volume in used for row in volume.used)
    return _Limit(100 * through / total, f"({text}) / {total:.4g}", rows)


def _said(volume: Volume) -> str:
    part = f" ({volume.part})" if volume.part else ""
    return f"{NAMES[volume.route]}{part} {volume.low:.4g}"


def _known_to(find: _Find, crosses: str) -> list[Volume]:
    """The routes known to cross Russia ("yes") or to avoid it ("no"), no oil counted twice."""
    known = [volume for route in MAIN_ROUTES if (volume := find(route)) and volume.crosses == crosses]
    for part, whole in PART_OF.items():
        volume, of = find(part), find(whole)
        if volume and volume.crosses == crosses and (of is None or of.crosses not in ("yes", "no")):
            known.append(volume)
    return known


def _total(volumes: OilVolumes, year: int, period: str) -> tuple[str, Volume | None]:
    """What stands for the total of exports, and what that is."""
    published = volumes.published(TOTAL, year, period)
    routes = [volume for route in MAIN_ROUTES if (volume := volumes.published(route, year, period))]
    low, high = sum(route.low for route in routes), sum(route.high for route in routes)
    if published and published.high >= low:
        return "published", published
    if all(volumes.published(route, year, period) for route in SUFFICIENT_ROUTES):
        return "sum of the routes", Volume(
            TOTAL, low, high, "", tuple(row for of in routes for row in of.used)
        )
    if published or period != WHOLE_YEAR:
        return "published", published
    if rate := volumes.rate(TOTAL, year):
        return "running rate", rate
    in_part = all(volumes.published(line, year) or volumes.in_part(line, year) for line in BIG_LINES)
    if in_part and (plan := volumes.plan(TOTAL, year)):
        return PLAN, plan
    return "production", volumes.published(PRODUCTION, year)


def _lows(find: _Find, total: Volume, *, both_lines: bool) -> list[_Limit]:
    """All low ends that the volumes give; ``both_lines`` where both big lines are published."""
    lows = []
    if crossing := _known_to(find, "yes"):
        through = sum(volume.low for volume in crossing)
        lows.append(_limit(through, total.high, " + ".join(map(_said, crossing)), *crossing, total))
    if (bypassing := find(BYPASSING_PORTS)) and not both_lines:
        text = f"{total.low:.4g} − {bypassing.high:.4g} that bypass Russian ports"
        lows.append(_limit(total.low - bypassing.high, total.low, text, bypassing, total))
    if whole := find(THROUGH):
        lows.append(_limit(whole.low, total.high, f"{whole.low:.4g} through Russia", whole, total))
    return lows


def _highs(find: _Find, total: Volume) -> list[_Limit]:
    """All high ends that the volumes give."""
    highs = []
    avoiding = _known_to(find, "no")
    if not any(find(route) for route in TO_CHINA):
        listed = find(BYPASSING)
        avoiding = [listed] if listed else []
    if avoiding:
        text = " − ".join([f"{total.high:.4g}", *map(_said, avoiding)])
        left = total.high - sum(volume.low for volume in avoiding)
        highs.append(_limit(left, total.high, text, *avoiding, total))
    if whole := find(THROUGH):
        highs.append(_limit(whole.high, total.low, f"{whole.high:.4g} through Russia", whole, total))
    return highs


def _low_on_condition(volumes: OilVolumes, year: int) -> list[_Limit]:
    """The low end if exports reached the plan of the year, or the next, and all that can have avoided Russia did."""
    plan = volumes.plan(TOTAL, year) or volumes.plan(TOTAL, year + 1)
    carried = [volume for route in NOT_KNOWN_TO_CROSS if (volume := volumes.most(route, year))]
    if plan is None or len(carried) < len(NOT_KNOWN_TO_CROSS):
        return []
    text = " − ".join([f"{plan.low:.4g} planned", *(_said(v._replace(low=v.high)) for v in carried)])
    left = plan.low - sum(volume.high for volume in carried)
    return [_limit(left, plan.low, text, plan, *carried)]


def _state(find: _Find, basis: str, low: _Limit | None, high: _Limit | None) -> str:
    """What kind of range the two ends make; a low end on a condition is none of these."""
    if high is None:
        return OPEN_ABOVE
    if basis == "production":
        return STRICT
    whole = find(THROUGH) or find(BYPASSING_PORTS) or all(find(line) for line in BIG_LINES)
    return CLOSED if low and whole else OPEN_BELOW


def _row(volumes: OilVolumes, year: int, period: str) -> dict[str, object] | None:
    """One row of the result, or nothing when the volumes give no limit."""
    basis, total = _total(volumes, year, period)
    if total is None:
        return None
    if total.low <= 0:
        raise KazbriefError(f"oil exports of {year}: found a total of {total.low:g} Mt, expected more than 0")

    def find(route: str) -> Volume | None:
        return volumes.known(route, year, period)

    published = all(volumes.published(line, year, period) for line in BIG_LINES)
    lows, highs = _lows(find, total, both_lines=published), _highs(find, total)
    conditional = _low_on_condition(volumes, year) if not lows and period == WHOLE_YEAR else []
    lows += conditional
    if not lows and not highs:
        return None
    for limit in (*lows, *highs):
        if not -1e-9 <= limit.pct <= 100 + 1e-9:
            raise KazbriefError(
                f"oil exports of {year}: found {limit.pct:.4g} % through Russia, {limit.arithmetic}, expected no less "
                "than 0 and no more than 100"
            )
    low = max(lows, key=lambda limit: limit.pct, default=None)
    high = min(highs, key=lambda limit: limit.pct, default=None)
    if low and high and low.pct > high.pct:
        # Sources contradict each other: the range must hold what each of them says.
        low, high = min(lows, key=lambda limit: limit.pct), max(highs, key=lambda limit: limit.pct)
    used = [row for limit in (low, high) if limit for row in limit.used]
    return {
        "year": year,
        "period": period,
        "low_pct": low.pct if low else None,
        "high_pct": high.pct if high else None,
        "state": CONDITIONAL if conditional else _state(find, basis, low, high),
        "total_low_mt": total.low,
        "total_high_mt": total.high,
        "total_basis": basis,
        "low_arithmetic": low.arithmetic if low else None,
        "high_arithmetic": high.arithmetic if high else None,
        "source_id": joined(row.source_id for row in used),
        "grade": weakest(row.grade for row in used),
    }


def _year_row(volumes: OilVolumes, year: int, periods: Iterable[str]) -> dict[str, object] | None:
    """The row of a year: of the whole year, else of its longest part that gives both limits, else what there is."""
    spans = sorted((period for period in periods if months(period)), key=lambda span: (-months(span), span))
    made = [row for period in (WHOLE_YEAR, *spans) if (row := _row(volumes, year, period))]
    complete = [row for row in made if row["low_pct"] is not None and row["high_pct"] is not None]
    return next(iter(complete + made), None)


def oil_share(oil_exports: pd.DataFrame) -> pd.DataFrame:
    """The limits of the share of oil exports that crosses Russia, for every year that has any.

    Parameters
    ----------
    oil_exports
        As `kazbrief.measures.oil_volumes.OilVolumes` reads it.

    Returns
    -------
    DataFrame
        One row a year, sorted: ``year``, ``period`` (what the figures cover), ``low_pct``, ``high_pct`` (per cent
        of exports; missing where no limit can be computed), ``state`` (closed: both ends rest on the exports of
        the year and on both big lines; open below: one of these lines is not published, or there is no low end;
        open above: there is no upper end; strict limit: production stands for exports; conditional: the low end
        rests on a plan and on volumes of other years), ``total_low_mt``, ``total_high_mt`` (million tonnes),
        ``total_basis``, ``low_arithmetic``, ``high_arithmetic``, ``source_id`` and ``grade`` (the weakest) of
        the figures used.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a negative volume, a total of zero, more oil through Russia than
        exports, or no year that gives a limit.
    """
    volumes = OilVolumes(oil_exports)
    periods: dict[int, set[str]] = {}
    for year, period in zip(oil_exports["year"], oil_exports["period"], strict=True):
        periods.setdefault(int(year), set()).add(period)
    made = [_year_row(volumes, year, periods[year]) for year in sorted(periods)]
    found = [row for row in made if row is not None]
    if not found:
        raise KazbriefError("oil exports: found no year with a total and a route, expected at least one")
    table = pd.DataFrame(found)
    return table.astype({column: "float64" for column in table if str(column).endswith(("_pct", "_mt"))})
