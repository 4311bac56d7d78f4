"""The benchmark's arithmetic and its page, on made-up results."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from kazbrief.bench import growth, page


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_found(power: float) -> None:
    sizes = [20, 200, 2000]
    assert growth.exponent(sizes, [3e-6 * n**power for n in sizes]) == pytest.approx(power)


def test_quadratic_growth_fails_and_linear_growth_passes() -> None:
    sizes = [20, 200, 2000]
    assert growth.series("linear", sizes, [1e-4 * n for n in sizes]).ok
    assert not growth.series("quadratic", sizes, [1e-6 * n * n for n in sizes]).ok


def test_a_repeated_table_has_new_keys_in_each_copy() -> None:
    table = growth.repeated(pd.DataFrame({"key": ["a", "b"], "value": [1, 2]}), 3, "key")
    assert table["key"].is_unique
    assert list(table["value"]) == [1, 2] * 3


def result() -> dict[str, Any]:
    run = {"seconds": 20.0, "cpu": 38.0, "peak_mb": 700, "aim": 15.0, "skipped": ""}
    skipped = {
        "name": "Quarto <CLI>",
        "seconds": None,
        "cpu": None,
        "peak_mb": None,
        "aim": None,
        "skipped": "no CLI",
    }
    one = growth.series("claims: ledger", [66, 660, 6600], [0.01, 0.1, 1.1])
    grown = {
        "name": one.name,
        "rows": one.rows,
        "seconds": one.seconds,
        "exponent": one.exponent,
        "limit": one.limit,
    }
    return {
        "machine": {"processors": 2},
        "runs": [{"name": page.BASE} | run, {"name": "one row"} | run | {"seconds": 5.0}, skipped],
        "stages": {"draw": 12.0, "fonts": 3.0},
        "growth": [grown],
    }


def test_the_lines_tell_ratios_and_reasons() -> None:
    told = "\n".join(page.lines(result()))
    assert "one row: 5 s, 0.25 of a full build" in told
    assert "Quarto <CLI>: skipped, no CLI" in told


def test_the_page_shows_every_build_and_its_plots_are_drawings() -> None:
    text = page.html(result())
    assert "Quarto &lt;CLI&gt;" in text and "skipped: no CLI" in text
    for plot in (page.bars(result()["stages"]), page.growth_plot(result()["growth"]).partition("\n")[0]):
        assert plot in text
        assert ElementTree.fromstring(plot).attrib["aria-label"]
    widths = [
        float(bar.attrib["width"])
        for bar in ElementTree.fromstring(page.bars({"a": 4.0, "b": 1.0})).iter("rect")
    ]
    assert widths[0] == 4 * widths[1]
