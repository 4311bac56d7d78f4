"""The share of oil exports that crosses Russia: the narrowest limits that published volumes allow.

No source splits every route by destination, so each year gives a low and a high share:

- low: the volumes of the routes known to cross Russia, over the largest published total of exports; or what
  is left of the smallest total after all oil said to bypass Russian ports. The higher of the two holds.
- high: what is left of the largest total after the volumes of the routes known to avoid Russia.
- a published total of all oil through Russia is both.

Where published figures for one route and period differ, each limit takes the one that widens the range. A
volume of some months of a year is a lower limit of the year's. Plans, quotas, running rates and sums of
several years are not used. Routes that are not listed here are left out: the limits stay valid, only wider.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, require_range, weakest

TOTAL = "total_exports"
THROUGH = "all_through_russia"
# Oil that uses no Russian port: all oil that avoids Russia, and some that crosses it (by Druzhba to Germany).
BYPASSING = "bypassing_russian_ports"

# The routes on which oil leaves Kazakhstan, none holding oil of another. The throughput of a whole pipeline
# is not among them, for it holds Russian oil too.
MAIN_ROUTES = {
    "cpc": "CPC",
    "atyrau-samara": "Atyrau-Samara",
    "orenburg_condensate": "condensate to Orenburg",
    "atasu-alashankou": "Atasu-Alashankou",
    "aktau_sea": "Aktau by sea",
    "rail": "rail",
}
# A part counts only where its whole has no volume, or a volume of which it is not known what crosses Russia.
PART_OF = {
    "atyrau-samara_germany": "atyrau-samara",
    "aktau_makhachkala": "aktau_sea",
    "aktau_baku": "aktau_sea",
    "kazakhstan-china_rail": "rail",
}
_PART_NAMES = {
    "atyrau-samara_germany": "Atyrau-Samara-Germany",
    "aktau_makhachkala": "Aktau-Makhachkala",
    "aktau_baku": "Aktau-Baku",
    "kazakhstan-china_rail": "rail to China",
}
# Where no total was published, the sum of the routes stands for it if none of these is missing.
SUFFICIENT_ROUTES = ("cpc", "atyrau-samara", "atasu-alashankou", "aktau_sea")

_NAMES = MAIN_ROUTES | _PART_NAMES
_COLUMNS = ("year", "period", "route", "crosses_russia", "volume_mt", "value_type", "source_id", "grade")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPAN = re.compile(rf"({'|'.join(_MONTHS)})(?:-({'|'.join(_MONTHS)}))?")
_WHOLE_YEAR = "year"
_VALUE_TYPES = ("reported", "derived", "estimate")


@dataclass
class _Volume:
    """What is published for one route and period, Mt: the least, the most, and who says so."""

    label: str
    crosses: str
    low: float
    high: float
    sources: list[str]
    grades: list[str]


_Volumes = Mapping[str, _Volume]


@dataclass(frozen=True)
class _Limit:
    """A limit of the share, per cent, with the oil through Russia (Mt), its grounds and what it rests on."""

    pct: float
    through_mt: float
    says: str
    rests_on: tuple[_Volume, ...]


def _months(period: str) -> int:
    """How many months a part of one year covers; 0 for any other period."""
    if period in ("H1", "H2"):
        return 6
    match = _SPAN.fullmatch(period)
    if match is None:
        return 0
    first, last = match.group(1), match.group(2) or match.group(1)
    return max(_MONTHS.index(last) - _MONTHS.index(first) + 1, 0)


def _read(oil_exports: pd.DataFrame) -> dict[int, dict[str, dict[str, _Volume]]]:
    """Volumes by year, period and route; an estimate counts only where nothing better is published."""
    rows = oil_exports[
        oil_exports["value_type"].isin(_VALUE_TYPES)
        & oil_exports["volume_mt"].notna()
        & oil_exports["period"].map(lambda period: period == _WHOLE_YEAR or _months(period) > 0)
    ]
    rows = rows.sort_values("value_type", key=lambda kind: kind == "estimate", kind="stable")
    estimated: set[tuple[int, str, str]] = set()
    found: dict[int, dict[str, dict[str, _Volume]]] = {}
    for year, period, route, crosses, volume, kind, source, grade in zip(
        *(rows[column] for column in _COLUMNS), strict=True
    ):
        volumes = found.setdefault(int(year), {}).setdefault(period, {})
        known = volumes.get(route)
        if known is None:
            volumes[route] = _Volume(
                _NAMES.get(route, route), crosses, float(volume), float(volume), [source], [grade]
            )
            if kind == "estimate":
                estimated.add((int(year), period, route))
        elif kind != "estimate" or (int(year), period, route) in estimated:
            known.low, known.high = min(known.low, float(volume)), max(known.high, float(volume))
            known.sources.append(source)
            known.grades.append(grade)
    return found


def _known(volumes: _Volumes, crosses: str) -> tuple[_Volume, ...]:
    """The routes known to cross Russia ("yes") or to avoid it ("no"), no oil counted twice."""
    main = [volumes[route] for route in MAIN_ROUTES if route in volumes and volumes[route].crosses == crosses]
    parts = [
        volumes[part]
        for part, whole in PART_OF.items()
        if part in volumes
        and volumes[part].crosses == crosses
        and (whole not in volumes or volumes[whole].crosses not in ("yes", "no"))
    ]
    return (*main, *parts)


def _total(volumes: _Volumes) -> _Volume | None:
    """The published total of exports, else the sum of the routes if the routes that matter are all there."""
    if TOTAL in volumes:
        return volumes[TOTAL]
    if not all(route in volumes for route in SUFFICIENT_ROUTES):
        return None
    routes = [volumes[route] for route in MAIN_ROUTES if route in volumes]
    return _Volume(
        "sum of the routes",
        "",
        sum(route.low for route in routes),
        sum(route.high for route in routes),
        [source for route in routes for source in route.sources],
        [grade for route in routes for grade in route.grades],
    )


def _names(volumes: Iterable[_Volume]) -> str:
    return " + ".join(volume.label for volume in volumes)


def _limits(volumes: _Volumes, total: _Volume) -> tuple[list[_Limit], list[_Limit]]:
    """All lower and all upper limits that the volumes give."""
    lows, highs = [], []
    if crossing := _known(volumes, "yes"):
        through = sum(volume.low for volume in crossing)
        says = f"{_names(crossing)} over {total.high:.4g} Mt"
        lows.append(_Limit(100 * through / total.high, through, says, (*crossing, total)))
    if BYPASSING in volumes:
        bypassing = volumes[BYPASSING]
        through = total.low - bypassing.high
        says = f"{total.low:.4g} Mt less {bypassing.high:.4g} that bypass Russian ports"
        lows.append(_Limit(100 * through / total.low, through, says, (bypassing, total)))
    if avoiding := _known(volumes, "no"):
        through = total.high - sum(volume.low for volume in avoiding)
        says = f"{total.high:.4g} Mt less {_names(avoiding)}"
        highs.append(_Limit(100 * through / total.high, through, says, (*avoiding, total)))
    if THROUGH in volumes:
        whole = volumes[THROUGH]
        lows.append(_limit_of_whole(whole, whole.low, total.high, total))
        highs.append(_limit_of_whole(whole, whole.high, total.low, total))
    return lows, highs


def _limit_of_whole(whole: _Volume, through: float, exports: float, total: _Volume) -> _Limit:
    says = f"published {through:.4g} Mt through Russia over {exports:.4g} Mt"
    return _Limit(100 * through / exports, through, says, (whole, total))


def _row(year: int, period: str, volumes: _Volumes) -> dict[str, object] | None:
    """One row of the result, or nothing when the volumes give no limit."""
    total = _total(volumes)
    if total is None:
        return None
    if total.low <= 0:
        raise KazbriefError(f"oil exports of {year}: found a total of {total.low:g} Mt, expected more than 0")
    lows, highs = _limits(volumes, total)
    if not lows and not highs:
        return None
    low = max(lows, key=lambda limit: limit.pct, default=None)
    high = min(highs, key=lambda limit: limit.pct, default=None)
    if low is not None and high is not None and low.pct > high.pct:
        # Sources contradict each other: the range must hold what each of them says.
        low, high = min(lows, key=lambda limit: limit.pct), max(highs, key=lambda limit: limit.pct)
    if any(limit is not None and not -1e-9 <= limit.pct <= 100 + 1e-9 for limit in (low, high)):
        found = next(limit for limit in (low, high) if limit is not None and not 0 <= limit.pct <= 100)
        raise KazbriefError(
            f"oil exports of {year}: found {found.through_mt:.4g} Mt through Russia ({found.says}), "
            "expected no less than 0 and no more than all exports"
        )
    used = [volume for limit in (low, high) if limit is not None for volume in limit.rests_on]
    grounds = [f"{side}: {limit.says}" for side, limit in (("low", low), ("high", high)) if limit is not None]
    return {
        "year": year,
        "period": period,
        "low_pct": None if low is None else low.pct,
        "high_pct": None if high is None else high.pct,
        "through_low_mt": None if low is None else low.through_mt,
        "through_high_mt": None if high is None else high.through_mt,
        "total_low_mt": total.low,
        "total_high_mt": total.high,
        "method": "; ".join(grounds),
        "source_id": joined(source for volume in used for source in volume.sources),
        "grade": weakest(grade for volume in used for grade in volume.grades),
    }


def _year_row(year: int, periods: Mapping[str, dict[str, _Volume]]) -> dict[str, object] | None:
    """The row of a year: from whole-year volumes, else from the longest part of it that gives both limits."""
    spans = sorted(set(periods) - {_WHOLE_YEAR}, key=lambda period: (-_months(period), period))
    volumes = dict(periods.get(_WHOLE_YEAR, {}))
    for period in spans:
        for route, volume in periods[period].items():
            if route in (*MAIN_ROUTES, *PART_OF) and route not in volumes:
                label = f"{volume.label} ({period})"
                volumes[route] = _Volume(
                    label, volume.crosses, volume.low, volume.high, volume.sources, volume.grades
                )
    # Months stand for a route of the year only beside a published total: a sum would come out too small.
    whole = volumes if TOTAL in volumes else periods.get(_WHOLE_YEAR, {})
    made = [
        _row(year, period, found)
        for period, found in [(_WHOLE_YEAR, whole), *((p, periods[p]) for p in spans)]
    ]
    rows = [row for row in made if row is not None]
    complete = [row for row in rows if row["low_pct"] is not None and row["high_pct"] is not None]
    return next(iter(complete + rows), None)


def oil_share(oil_exports: pd.DataFrame) -> pd.DataFrame:
    """The limits of the share of oil exports that crosses Russia, for every year that has any.

    Parameters
    ----------
    oil_exports
        One row a published figure: ``year``, ``period`` ("year", or months such as "Jan-Oct"), ``route``,
        ``crosses_russia`` (yes, no, partial, unknown), ``volume_mt`` (million tonnes; empty in rows of other
        kinds), ``value_type``, ``source_id``, ``grade``.

    Returns
    -------
    DataFrame
        One row a year, sorted: ``year``, ``period`` (what the figures cover), ``low_pct``,
        ``high_pct`` (per cent of exports; missing where no limit can be computed), ``through_low_mt``,
        ``through_high_mt``, ``total_low_mt``, ``total_high_mt`` (million tonnes), ``method`` (how each limit
        was made), ``source_id`` and ``grade`` (the weakest) of the figures used.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, a negative volume, a total of zero, more oil through Russia than
        exports, or no year that gives a limit.
    """
    require(oil_exports, _COLUMNS, "oil exports")
    require_range(oil_exports["volume_mt"].dropna(), 0, float("inf"), "oil exports: column volume_mt")
    made = [_year_row(year, periods) for year, periods in _read(oil_exports).items()]
    rows = [row for row in made if row is not None]
    if not rows:
        raise KazbriefError("oil exports: found no year with a total and a route, expected at least one")
    table = pd.DataFrame(rows).sort_values("year", ignore_index=True)
    numbers = [column for column in table.columns if column.endswith(("_pct", "_mt"))]
    return table.astype(dict.fromkeys(numbers, "float64"))
