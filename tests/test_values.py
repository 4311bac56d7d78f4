"""Values: what is printed, and the raw value beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from kazbrief import numbers, values

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("value", "text", "raw"),
    [
        (values.share(66.4, "B"), "66\u00a0%", 66.4),
        (values.share(58.5, "A"), "59\u00a0%", 58.5),
        (values.quantity(8.25, "per cent", "A", decimals=1), "8.3\u00a0%", 8.25),
        (values.quantity(20_315_331, "persons", "B"), "20.3 million", 20_315_331),
        (values.quantity(1449.2, "km", "C", decimals=-1), "1,450\u00a0km", 1449.2),
        (values.quantity_range(25.2, 25.6, "Mt", "B"), "25\u201326 Mt", [25.2, 25.6]),
        (values.share_range(95.7, 96.2, "B"), "96\u00a0%", [95.7, 96.2]),
        (values.counted(1234), "1,234", 1234),
        (values.counted_in_words(4), "four", 4),
        (values.counted_in_words(12), "12", 12),
        (values.ranked_range(2, 3), "second or third", [2, 3]),
        (values.ranked_range(4, 4), "fourth", [4, 4]),
        (values.period("2010-2014"), "2010\u20132014", [2010, 2014]),
        (values.year(2009), "2009", 2009),
        (values.names(["Abai", "Akmola", "Astana"]), "Abai, Akmola and Astana", ["Abai", "Akmola", "Astana"]),
    ],
)
def test_a_value_is_printed_by_its_format(value: values.Value, text: str, raw: object) -> None:
    assert value.text == text
    assert value.raw == raw


def test_both_files_are_made_of_the_same_values() -> None:
    group = numbers.Group({"share": values.share(66.25, "B")}, ("oil_share",))
    assert yaml.safe_load(numbers.variables_yaml({"oil": group})) == {"oil": {"share": "66\u00a0%"}}
    assert numbers.numbers_json({"oil": group}) == {
        "oil.share": {
            "raw": 66.25,
            "text": "66\u00a0%",
            "unit": "per cent",
            "grade": "B",
            "tables": ["oil_share"],
        }
    }


def test_the_built_record_names_the_tables_of_each_group() -> None:
    record = json.loads((ROOT / "figures" / "numbers.json").read_text("utf-8"))
    assert record["arms.lowest"]["tables"] == ["arms_share"]
    assert "raions" in record["people.units"]["tables"]
