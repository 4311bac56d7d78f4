"""What the article's words are taken to mean, in numbers; the decision rules and the exhibits share them.

The readings are conventions of this briefing, stated so that a reader can try others.
"""

from __future__ import annotations

import datetime as dt

# A statement is held against the last values in print before the article appeared.
PUBLISHED = dt.date(2011, 7, 20)

ALMOST_ALL_PCT = 90.0
OVERWHELMING_PCT = 75.0
MAINLY_PCT = 50.0
