"""Numbers and lists as the house prints them, and values: what is printed, and the raw value beside it."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kazbrief import formats, numbers

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("value", "text", "raw"),
    [
        (formats.share(66.4, "B"), "66\u00a0%", 66.4),
        (formats.share(58.5, "A"), "59\u00a0%", 58.5),
        (formats.quantity(8.25, "per cent", "A", decimals=1), "8.3\u00a0%", 8.25),
        (formats.quantity(20_315_331, "persons", "B"), "20.3 million", 20_315_331),
        (formats.quantity(1449.2, "km", "C", decimals=-1), "1,450\u00a0km", 1449.2),
        (formats.quantity_range(25.2, 25.6, "Mt", "B"), "25\u201326\u00a0Mt", [25.2, 25.6]),
        (formats.share_range(95.7, 96.2, "B"), "96\u00a0%", [95.7, 96.2]),
        (formats.counted(1234), "1,234", 1234),
        (formats.counted_in_words(4), "four", 4),
        (formats.counted_in_words(12), "12", 12),
        (formats.ranked_range(2, 3), "second or third", [2, 3]),
        (formats.ranked_range(4, 4), "fourth", [4, 4]),
        (formats.years("2010-2014"), "2010\u20132014", [2010, 2014]),
        (formats.year(2009), "2009", 2009),
        (
            formats.names(["Abai", "Akmola", "Astana"]),
            "Abai, Akmola and Astana",
            ["Abai", "Akmola", "Astana"],
        ),
    ],
)
def test_a_value_is_printed_by_its_format(value: formats.Value, text: str, raw: object) -> None:
    assert value.text == text
    assert value.raw == raw


def test_both_files_are_made_of_the_same_values() -> None:
    values = {"economy": {"share": formats.share(66.25, "B")}}
    assert yaml.safe_load(numbers.variables_yaml(values)) == {"economy": {"share": "66\u00a0%"}}
    assert numbers.numbers_json(values) == {
        "economy.share": {
            "raw": 66.25,
            "text": "66\u00a0%",
            "unit": "per cent",
            "grade": "B",
            "tables": ["gdp_growth"],
        }
    }


def test_the_built_record_names_the_tables_of_each_group() -> None:
    record = json.loads((ROOT / "figures" / "numbers.json").read_text("utf-8"))
    assert record["economy.mean_then"]["tables"] == ["gdp_growth"]
    assert "district_profile" in record["people.units"]["tables"]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (58.5, 0, "59"),
        (8.25, 1, "8.3"),
        (-2.5, 0, "\u22123"),
        (-0.2, 0, "0"),
        (1234567.891, 2, "1,234,567.89"),
        (1449.2, -1, "1,450"),
        (250, -2, "300"),
        (0, 1, "0.0"),
    ],
)
def test_a_half_goes_away_from_zero(value: float, decimals: int, text: str) -> None:
    assert formats.number(value, decimals) == text


@given(st.decimals(-(10**9), 10**9, places=3), st.integers(0, 3))
def test_a_printed_number_reads_back_as_the_rounded_one(value: Decimal, decimals: int) -> None:
    printed = formats.number(float(value), decimals).replace(",", "").replace("\u2212", "-")
    assert Decimal(printed) == value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def test_ranks_and_lists() -> None:
    assert [formats.ordinal(rank) for rank in (1, 9, 10)] == ["first", "ninth", "rank 10"]
    assert formats.series(["a", "b", "c"]) == "a, b and c"
