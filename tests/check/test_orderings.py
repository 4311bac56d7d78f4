"""An ordering holds on the tables, and fails when the data turn it round."""

from __future__ import annotations

import pandas as pd
import pytest

import kazbrief
from kazbrief import inputs
from kazbrief.check.orderings import checks

CHECKS = checks()


def tables_of(name: str) -> dict[str, pd.DataFrame]:
    return {table: kazbrief.load(table).copy() for table in inputs.inputs_of(CHECKS[name])}


def holds(name: str, tables: dict[str, pd.DataFrame]) -> bool:
    return bool(inputs.call(inputs.load(CHECKS[name]), tables))


def turned(frame: pd.DataFrame, rows: pd.Series, column: str, value: object) -> pd.DataFrame:
    assert rows.any()
    frame.loc[rows, column] = value
    return frame


TURNS = {
    "arms-share-above-2011": lambda t: turned(
        t["arms_share"], t["arms_share"]["period"] == "2020-2024", "share_pct", 10.0
    ),
    "arms-share-fell-as-others-grew": lambda t: turned(
        t["arms_share"], t["arms_share"]["period"] == "2005-2009", "total_tiv_million", 9000.0
    ),
    "oil-share-above-2011": lambda t: turned(
        t["oil_share"], t["oil_share"]["year"] == 2009, "high_pct", 99.0
    ),
    "oil-flow-falls-without-russia": lambda t: turned(
        t["oil_flow"], t["oil_flow"]["russia"] == "closed", "high_mt", 500.0
    ),
    "arms-low-in-every-window": lambda t: turned(
        t["arms_yearly"], t["arms_yearly"]["year"] == 2015, "tiv_million", 0.0
    ),
    "growth-more-than-halved": lambda t: turned(
        t["gdp_growth"], t["gdp_growth"]["year"] > 2011, "growth_pct", 7.0
    ),
    "output-grew-2000-2010": lambda t: turned(
        t["gdp_growth"], t["gdp_growth"]["year"] == 2008, "growth_pct", -1.0
    ),
    "first-in-central-asia-2010": lambda t: turned(t["hdi"], t["hdi"]["country"] == "KGZ", "hdi", 0.99),
    "kazakhs-alone-short-of-half-1989": lambda t: turned(
        t["ethnic_republics"], t["ethnic_republics"]["country"] == "KGZ", "share_pct", 49.0
    ),
    "kazakh-majority-in-most-oblasts": lambda t: turned(
        t["oblast_people"], t["oblast_people"]["ethnic_group"] == "Kazakh", "share_pct", 50.0
    ),
    "oil-cpc-over-half": lambda t: turned(
        t["oil_exports"], t["oil_exports"]["route"] == "cpc", "volume_mt", 20.0
    ),
    "oil-moved-to-cpc-before-2022": lambda t: turned(
        t["oil_exports"],
        (t["oil_exports"]["route"] == "cpc") & (t["oil_exports"]["year"] == 2018),
        "volume_mt",
        30.0,
    ),
    "china-line-nine-tenths-russian": lambda t: turned(
        t["oil_exports"], t["oil_exports"]["route"] == "atasu-alashankou", "volume_mt", 9.0
    ),
    "arms-others-most-in-latest-year": lambda t: turned(
        t["arms_yearly"], t["arms_yearly"]["year"] == 2024, "tiv_million", 550.0
    ),
    "kazakh-spending-fell": lambda t: turned(
        t["military_expenditure"], t["military_expenditure"]["year"] == 2024, "value", 1e5
    ),
    "russians-ahead-in-few": lambda t: turned(
        t["oblast_people"], t["oblast_people"]["ethnic_group"] == "Russian", "population", 10**8
    ),
    "russians-in-north-under-half": lambda t: turned(
        t["oblast_people"], t["oblast_people"]["oblast"] == "Pavlodar", "population", 10**8
    ),
    "russians-nine-tenths-of-loss-2019": lambda t: turned(
        t["migration"], t["migration"]["ethnic_group"] == "ethnic Russians", "balance", -10000
    ),
    "more-came-than-left": lambda t: turned(t["migration"], t["migration"]["year"] == 2025, "balance", -1),
    "no-majority-1989": lambda t: turned(
        t["ethnic_national"], t["ethnic_national"]["date"] == "1989", "share_pct", 55.0
    ),
    "kazakhs-two-in-five-to-seven-in-ten": lambda t: turned(
        t["ethnic_national"], t["ethnic_national"]["date"] == "1989", "share_pct", 55.0
    ),
}


def test_each_ordering_is_tried() -> None:
    assert set(TURNS) == set(CHECKS)


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_an_ordering_holds_and_can_fail(name: str) -> None:
    tables = tables_of(name)
    assert holds(name, tables)
    TURNS[name](tables)
    assert not holds(name, tables)
