"""What the table ``oil_exports`` gives for a route and a year: what was published, and what stands for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from kazbrief.errors import KazbriefError
from kazbrief.measures.frames import joined, require, require_range, rows, weakest

COLUMNS = (
    *("year", "period", "route", "crosses_russia", "volume_mt", "wording", "value_type"),
    *("source_id", "grade"),
)
WHOLE_YEAR, RATE = "year", "rate"
# Baku-Tbilisi-Ceyhan takes a part of what is shipped to Baku.
BAKU, BTC = "aktau_baku", "btc_kazakh_oil"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_SPAN = re.compile(rf"({'|'.join(_MONTHS)})(?:-({'|'.join(_MONTHS)}))?")
_YEAR_SPAN = re.compile(r"(mean )?(\d{4})-(\d{4})")
_PUBLISHED = ("reported", "derived")
# Words that make a volume an upper limit.
_AT_MOST = ("almost", "up to")


class Volume(NamedTuple):
    """A route's volume, Mt: the least and the most of its rows, what part of the year or stand-in it is, the rows."""

    route: str
    low: float
    high: float
    part: str
    used: tuple[Any, ...]

    @property
    def crosses(self) -> str:
        """Whether the route crosses Russia: yes, no, partial, unknown."""
        return str(self.used[0].crosses_russia)

    @property
    def source_id(self) -> str:
        """The sources of the rows."""
        return joined(row.source_id for row in self.used)

    @property
    def grade(self) -> str:
        """The weakest grade of the rows."""
        return weakest(row.grade for row in self.used)

    @property
    def evidence(self) -> pd.DataFrame:
        """Sources and grades, row by row."""
        return pd.DataFrame([(row.source_id, row.grade) for row in self.used], columns=["source_id", "grade"])


def months(period: str) -> int:
    """How many months a part of one year covers, such as Jan-Oct, May or H1; 0 for any other period."""
    if period in ("H1", "H2"):
        return 6
    match = _MONTH_SPAN.fullmatch(period)
    if match is None:
        return 0
    first, last = match.group(1), match.group(2) or match.group(1)
    return max(_MONTHS.index(last) - _MONTHS.index(first) + 1, 0)


def _mean_of_span(row: Any, year: int) -> float | None:
    """The yearly mean that a row gives for a year, from a sum or a mean of several years."""
    match = _YEAR_SPAN.fullmatch(row.period)
    if match is None or not int(match[2]) <= year <= int(match[3]):
        return None
    years = 1 if match[1] else int(match[3]) - int(match[2]) + 1
    return float(row.volume_mt / years)


def _volume(route: str, found: Iterable[tuple[Any, float | None]], part: str = "") -> Volume | None:
    """A volume from rows with the value that each gives; nothing where none gives one."""
    given = [(row, value) for row, value in found if value is not None]
    if not given:
        return None
    values = [value for _, value in given]
    return Volume(route, min(values), max(values), part, tuple(row for row, _ in given))


class OilVolumes:
    """All rows of ``oil_exports``, by route.

    Parameters
    ----------
    oil_exports
        One row a published figure: ``year``, ``period`` ("year", months such as "Jan-Oct", "2010-2011" for the
        sum of some years, "mean 2015-2016" for their yearly mean, "rate"; others are not used), ``route``,
        ``crosses_russia`` (yes, no, partial, unknown), ``volume_mt`` (million tonnes), ``wording`` (a volume said
        to be "almost" or "up to" so much is no lower limit), ``value_type``, ``source_id``, ``grade``.

    Raises
    ------
    KazbriefError
        For a missing column, no rows, or a negative volume.
    """

    def __init__(self, oil_exports: pd.DataFrame) -> None:
        require(oil_exports, COLUMNS, "oil exports")
        require_range(oil_exports["volume_mt"].dropna(), 0, float("inf"), "oil exports: column volume_mt")
        self._rows: dict[str, list[Any]] = {}
        for row in rows(oil_exports[oil_exports["volume_mt"].notna()]):
            self._rows.setdefault(row.route, []).append(row)

    def _of(self, route: str, year: int, period: str, *kinds: str) -> list[tuple[Any, float | None]]:
        return [
            (row, row.volume_mt)
            for row in self._rows.get(route, ())
            if row.year == year and row.period == period and row.value_type in kinds
        ]

    def published(self, route: str, year: int, period: str = WHOLE_YEAR) -> Volume | None:
        """What was published for the period itself, but for values that are upper limits."""
        found = self._of(route, year, period, *_PUBLISHED)
        return _volume(route, [pair for pair in found if pair[0].wording not in _AT_MOST])

    def plan(self, route: str, year: int) -> Volume | None:
        """What was planned for the year."""
        return _volume(route, self._of(route, year, WHOLE_YEAR, "plan"), "plan")

    def in_part(self, route: str, year: int) -> Volume | None:
        """The largest volume of some months of the year, or of a part of the route: a lower limit."""
        found = [
            _volume(route, [(row, row.volume_mt)], row.period)
            for row in self._rows.get(route, ())
            if row.year == year and row.value_type in _PUBLISHED and months(row.period)
        ]
        if route == BAKU:
            found.append(self.known(BTC, year))
        return max((volume for volume in found if volume), key=lambda volume: volume.low, default=None)

    def mean(self, route: str, year: int) -> Volume | None:
        """The yearly mean of a span that holds the year."""
        return _volume(
            route, ((row, _mean_of_span(row, year)) for row in self._rows.get(route, ())), "yearly mean"
        )

    def rate(self, route: str, year: int) -> Volume | None:
        """A running rate stated in the year or the one beside it."""
        near = (when for when in (year - 1, year, year + 1))
        return _volume(
            route, (pair for when in near for pair in self._of(route, when, RATE, *_PUBLISHED)), RATE
        )

    def known(self, route: str, year: int, period: str = WHOLE_YEAR) -> Volume | None:
        """What was published, or what stands for it: months, then an estimate, a yearly mean, a rate."""
        own = self.published(route, year, period)
        if own is not None or period != WHOLE_YEAR:
            return own
        estimate = _volume(route, self._of(route, year, WHOLE_YEAR, "estimate"), "estimate")
        return self.in_part(route, year) or estimate or self.mean(route, year) or self.rate(route, year)

    def most(self, route: str, year: int) -> Volume | None:
        """What a route can have carried: what was published, else the larger of the yearly mean and the last known."""
        if own := self.published(route, year):
            return own
        earlier = sorted({row.year for row in self._rows.get(route, ()) if row.year < year}, reverse=True)
        last = next((found for before in earlier if (found := self.known(route, before))), None)
        return max(
            (volume for volume in (self.mean(route, year), last) if volume),
            key=lambda volume: volume.high,
            default=None,
        )

    def latest(self, route: str, until: int | None = None) -> tuple[int, Volume] | None:
        """The last year, up to a given one, for which the route's volume was published, with the volume."""
        years = sorted({row.year for row in self._rows.get(route, ())}, reverse=True)
        years = [year for year in years if until is None or year <= until]
        return next(((year, found) for year in years if (found := self.published(route, year))), None)


def published(oil_exports: pd.DataFrame, route: str, year: int) -> Volume:
    """What was published of a route for a whole year.

    Raises
    ------
    KazbriefError
        When nothing was: a plan or an estimate does not stand for it here.
    """
    found = OilVolumes(oil_exports).published(route, year)
    if found is None:
        raise KazbriefError(
            f"table oil_exports: found no published volume of {route} in {year}, expected one"
        )
    return found
