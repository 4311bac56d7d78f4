"""Rules across rows that several tables share."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from kazbrief.tables.base import Fault, Rule


def one_filled(first: str, second: str) -> Rule:
    """The rule that every row has a value in one of two columns at least."""

    def rule(frame: pd.DataFrame) -> Iterable[Fault]:
        for line in frame.index[frame[first].isna() & frame[second].isna()]:
            yield Fault(line, first, f"neither {first} nor {second}", "one of them")

    return rule


def one_preferred(*key: str) -> Rule:
    """The rule that at most one row is preferred for each value of a key."""

    def rule(frame: pd.DataFrame) -> Iterable[Fault]:
        preferred = frame[frame["preferred"] == 1]
        for line in preferred.index[preferred.duplicated(list(key))]:
            values = ", ".join(str(value) for value in frame.loc[line, list(key)])
            yield Fault(line, "preferred", f"a second preferred row for {values}", "one at most")

    return rule
