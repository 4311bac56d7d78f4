"""How the work grows with the data: real tables, multiplied."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

TIMES = (1, 10, 100)


@dataclass(frozen=True)
class Series:
    """The time that some work takes by the size of its input: rows and seconds of processor time."""

    name: str
    rows: tuple[int, ...]
    seconds: tuple[float, ...]
    exponent: float
    limit: float

    @property
    def ok(self) -> bool:
        """Whether it grows no faster than n log n, but for the noise of a short measurement."""
        return self.exponent <= self.limit + 0.05


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The exponent of the power law that fits best (least squares on logarithms): 1 for linear growth."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def series(name: str, rows: Sequence[int], seconds: Sequence[float]) -> Series:
    """A measured series with its exponent, and the one that n log n has over the same sizes.

    Both are of the upper half of the sizes: below, fixed costs hide how the rest grows.
    """
    upper = slice(len(rows) // 2, None)
    limit = exponent(rows[upper], [n * math.log(n) for n in rows[upper]])
    return Series(name, tuple(rows), tuple(seconds), exponent(rows[upper], seconds[upper]), limit)


def repeated(frame: pd.DataFrame, times: int, *keys: str) -> pd.DataFrame:
    """A table some times over, the text of its key columns made another in each copy."""
    copies = [
        frame.assign(**{key: frame[key].astype(str) + f" {number}" for key in keys}) if number else frame
        for number in range(times)
    ]
    return pd.concat(copies, ignore_index=True)


def measured() -> list[Series]:
    """Units (their bounds), waypoints (lengths by country) and claims (the ledger), multiplied by `TIMES`."""
    import kazbrief
    from kazbrief.claims import ledger, printed, tables_read
    from kazbrief.measures import bounds, routes

    raions, waypoints = kazbrief.load("raions"), kazbrief.load("pipeline_waypoints")
    pipelines, countries = kazbrief.load("pipelines"), kazbrief.load_geo("countries")
    claims = kazbrief.load("claims")
    documented = claims[claims["kind"] == "documented"]
    known = {name: kazbrief.load(name) for name in tables_read()}

    def of_units(times: int) -> Work:
        table = repeated(raions, times, "oblast", "kato")
        return len(table), lambda: bounds.ethnic_bounds(table)

    def of_waypoints(times: int) -> Work:
        table, all_pipelines = (repeated(one, times, "pipeline_id") for one in (waypoints, pipelines))
        return len(table), lambda: routes.route_lengths(table, all_pipelines, countries)

    def of_claims(times: int) -> Work:
        table = pd.concat([claims, repeated(documented, times, "claim_id")[len(documented) :]])
        return len(table), lambda: printed.ledger_markdown(ledger.judge(table, known))

    kinds = {"units: bounds": of_units, "waypoints: lengths": of_waypoints, "claims: ledger": of_claims}
    return [_measured(name, make) for name, make in kinds.items()]


Work = tuple[int, Callable[[], object]]


def _measured(name: str, make: Callable[[int], Work]) -> Series:
    rows, seconds = [], []
    for times in TIMES:
        size, work = make(times)
        rows.append(size)
        seconds.append(min(_seconds(work) for _ in range(3)))
    return series(name, rows, seconds)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun
