"""What a function reads is told by its signature, without importing its module."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap

import pandas as pd
import pytest

from kazbrief import claims, inputs, numbers
from kazbrief.check import orderings
from kazbrief.errors import KazbriefError
from kazbrief.exhibits.register import PLOTTED, Entry, entries
from kazbrief.tables import catalogue

FRAME = pd.DataFrame({"a": [1]})


def total(first: pd.DataFrame, second: pd.DataFrame, *, factor: int = 2) -> int:
    """Settings are keyword-only and no inputs."""
    return factor * int(first["a"].sum() + second["a"].sum())


def test_inputs_are_the_parameters_in_order_and_settings_are_none() -> None:
    path = "kazbrief.measures.bounds:ethnic_bounds"
    assert inputs.inputs_of(path)[0] == "raions"
    assert inputs.inputs_of("kazbrief.measures.routes:route_lengths") == (
        "route_vertices",
        "pipeline_waypoints",
        "pipelines",
        "oil_places",
        "countries",
    )


def test_reading_a_signature_imports_nothing() -> None:
    sys.modules.pop("kazbrief.measures.projection", None)
    assert inputs.paths_of("kazbrief.measures.projection", "DataFrame") == {}
    assert "kazbrief.measures.projection" not in sys.modules


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "kazbrief.measures.oil:closed_share",
            "did you mean kazbrief.measures.oil:closed_shares",
        ),
        ("kazbrief.measures.oils:shares", "there is no module kazbrief.measures.oils"),
    ],
)
def test_a_path_that_leads_nowhere_is_told(path: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=message):
        inputs.inputs_of(path)
    with pytest.raises(KazbriefError, match=message):
        inputs.load(path)


def test_an_input_that_is_no_table_and_no_layer_is_told() -> None:
    path = "kazbrief.measures.routes:route_lengths"
    tables = ("pipelines", "oil_places", "pipeline_waypoints", "route_vertices")
    assert inputs.checked(path, tables, ("countries",)) == (
        ("route_vertices", "pipeline_waypoints", "pipelines", "oil_places"),
        ("countries",),
    )
    with pytest.raises(KazbriefError, match=r"no table or layer for .*route_lengths 'countries'.*countrys"):
        inputs.checked(path, tables, ("countrys",))


def test_a_function_gets_the_frames_that_its_parameters_name() -> None:
    assert inputs.call(total, {"second": FRAME, "other": FRAME, "first": FRAME, "factor": 100}) == 4
    with pytest.raises(KazbriefError, match="found no table second, expected first, second"):
        inputs.call(total, {"first": FRAME})


def test_functions_are_found_by_what_they_return() -> None:
    found = inputs.paths_of("kazbrief.numbers", "Values")
    assert found["arms"] == "kazbrief.numbers:arms"
    assert "variables_yaml" not in found
    both = {*inputs.inputs_of(found["arms"]), *inputs.inputs_of(found["pipes"])}
    assert {"arms_share", "route_lengths"} <= both
    assert inputs.union([found["arms"], found["pipes"]], catalogue.names(), ()) == (tuple(sorted(both)), ())


READING = {
    *(table.computed for table in catalogue.described().values() if table.computed),
    *(entry.data for entry in entries().values()),
    *claims.tests().values(),
    *numbers.groups().values(),
    *orderings.checks().values(),
}


@pytest.mark.parametrize("path", sorted(READING))
def test_a_function_reads_each_table_that_its_parameters_name(path: str) -> None:
    known = (*catalogue.described(), *catalogue.LAYERS, PLOTTED, "ledger")
    (names,) = inputs.checked(path, known)
    source = ast.parse(textwrap.dedent(inspect.getsource(inputs.load(path))))
    used = {node.id for node in ast.walk(source) if isinstance(node, ast.Name)}
    assert set(names) <= used


@pytest.mark.parametrize("entry", entries().values(), ids=lambda entry: entry.id)
def test_each_exhibit_stands_on_tables_that_there_are(entry: Entry) -> None:
    assert entry.tables and set(entry.tables) <= set(catalogue.names())
