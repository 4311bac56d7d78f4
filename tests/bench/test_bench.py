"""The benchmark's arithmetic and its table, on made-up results."""

from __future__ import annotations

import pandas as pd
import pytest

from kazbrief import bench, paths


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_found(power: float) -> None:
    sizes = [200, 2000]
    assert bench.exponent(sizes, [3e-6 * n**power for n in sizes]) == pytest.approx(power)


def test_a_repeated_table_has_new_keys_in_each_copy() -> None:
    table = bench.repeated(pd.DataFrame({"key": ["a", "b"], "value": [1, 2]}), 3, "key")
    assert table["key"].is_unique
    assert list(table["value"]) == [1, 2] * 3


def test_the_cells_that_are_changed_are_there() -> None:
    lines = (paths.root() / bench.ROWS).read_text("utf-8").splitlines()
    for old, new in bench.CELLS:
        assert sum(line.startswith(f"{old},") for line in lines) == 1
        assert old.rpartition(",")[0] == new.rpartition(",")[0]


def test_the_table_tells_seconds_their_part_of_a_full_build_memory_and_growth() -> None:
    result = {
        "full_s": 20.0,
        "row_s": 5.0,
        "peak_mb": 700,
        "growth": {"claims": {"exponent": 1.03, "limit": 1.13}},
        "machine": {"processors": 2},
    }
    assert bench.table(result).splitlines() == [
        "full_s                     20    100% of a full build",
        "row_s                       5     25% of a full build",
        "peak_mb                   700",
        "claims                   1.03  exponent of growth (n log n: 1.13)",
    ]
