"""What the article's words are taken to mean, in numbers; the decision rules and the exhibits share them.

The readings are conventions of this briefing, stated so that a reader can try others.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple


class Tolerance(NamedTuple):
    """How far a stated number may be from the found one: to be supported, and to be partly supported."""

    supported: float
    partly: float


# A statement is held against the last values in print before the article appeared.
PUBLISHED = dt.date(2011, 7, 20)
# The same day as a number of years, for axes of time.
PUBLISHED_AT = PUBLISHED.year + (PUBLISHED.timetuple().tm_yday - 1) / 365
LAST_FULL_YEAR = PUBLISHED.year - 1
# Since Russia's war on all of Ukraine began: the years that the briefing calls recent in the routes of oil.
RECENT_SINCE = 2022

ALMOST_ALL_PCT = 90.0
MAINLY_PCT = 50.0
MONOPOLY_PCT = 90.0
HALF_PCT = 50.0
BY_FAR_TIMES_SECOND = 2.0
# Oil that leaves in other directions, per cent of exports, for "multi-vector".
OTHER_DIRECTIONS_PCT = 10.0
# An ethnic group that a count of "the remaining" may name, per cent of the population.
NAMED_GROUP_PCT = 1.0
# A group's share in a place over the share of all people there: concentrated.
LOCATION_QUOTIENT = 1.5
# The chance that two residents are of different groups.
DIVERSE = 0.5
EXTREMELY_DIVERSE = 0.75

# In points: "around" a yearly rate, a rounded share, a share with one decimal, a remainder in whole per cent.
AROUND_RATE = Tolerance(1.0, 2.0)
ROUND_SHARE = Tolerance(1.0, 2.5)
EXACT_SHARE = Tolerance(0.1, 0.5)
WHOLE_REMAINDER = Tolerance(0.5, 0.5)
# In per cent of the found value.
POPULATION = Tolerance(1.0, 3.0)
LENGTH = Tolerance(6.0, 15.0)
