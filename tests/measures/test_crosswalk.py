"""Units and totals of one administrative scheme in the terms of another: nothing is lost, and nothing is made up."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.measures.crosswalk import ancestors, restate, same_territory

CROSSWALK = kazbrief.load("crosswalk")
UNITS = kazbrief.load("units").groupby("scheme")["unit"].agg(list).to_dict()
# Where every link is exact: the newer scheme only divided units of the older one.
EXACT = [("2022", "2018"), ("2018", "1999"), ("2022", "1999")]


def links(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["from_scheme", "from_unit", "to_scheme", "to_unit", "link"])


# A (2000) was divided into B and C (2010); D stayed. In 2020 C and D were put together as E.
MADE_UP = links(
    ("2000", "A", "2010", "B", "partial"),
    ("2000", "A", "2010", "C", "partial"),
    ("2010", "B", "2000", "A", "exact"),
    ("2010", "C", "2000", "A", "exact"),
    ("2000", "D", "2010", "D", "exact"),
    ("2010", "D", "2000", "D", "exact"),
    ("2010", "B", "2020", "B", "exact"),
    ("2020", "B", "2010", "B", "exact"),
    ("2010", "C", "2020", "E", "exact"),
    ("2010", "D", "2020", "E", "exact"),
    ("2020", "E", "2010", "C", "partial"),
    ("2020", "E", "2010", "D", "partial"),
)


def test_the_same_territory_is_linked_exactly_and_to_one_unit_alone() -> None:
    assert same_territory(MADE_UP, "2000", "2010") == {"D": "D"}
    # B and C both lie in A, so neither is A.
    assert same_territory(MADE_UP, "2010", "2000") == {"D": "D"}
    assert same_territory(MADE_UP, "2010", "2020") == {"B": "B"}


def test_ancestors_end_where_a_unit_was_put_together_from_others() -> None:
    result = ancestors(MADE_UP, ("2020", "2010", "2000"))
    rows = list(zip(result["oblast"], result["scheme"], result["unit"], result["same"], strict=True))
    assert rows == [
        ("B", "2020", "B", True),
        ("E", "2020", "E", True),
        ("B", "2010", "B", True),
        ("B", "2000", "A", False),
    ]


@pytest.mark.parametrize("column", ["link", "from_unit"])
def test_links_without_a_column_are_refused(column: str) -> None:
    with pytest.raises(KazbriefError, match=f"crosswalk: found no column {column}"):
        same_territory(MADE_UP.drop(columns=column), "2000", "2010")


def totals(scheme: str, **values: float | None) -> pd.DataFrame:
    return pd.DataFrame({"scheme": scheme, "unit": list(values), "people": list(values.values())}).astype(
        {"people": "Int64"}
    )


def people(frame: pd.DataFrame) -> dict[str, int | None]:
    return {
        unit: None if pd.isna(value) else int(value)
        for unit, value in zip(frame["unit"], frame["people"], strict=True)
    }


def test_a_divided_unit_is_put_together_again() -> None:
    result = restate(totals("2010", B=10, C=20, D=5), MADE_UP, "2000", "people")
    assert people(result) == {"A": 30, "D": 5}
    assert result["comparable"].tolist() == [True, True]
    assert result["parts"].tolist() == [2, 1]


def test_a_part_of_a_total_is_not_comparable() -> None:
    result = restate(totals("2000", A=30, D=5), MADE_UP, "2010", "people")
    assert people(result) == {"B": None, "C": None, "D": 5}
    assert result["comparable"].tolist() == [False, False, True]


def test_what_is_not_comparable_stays_so_along_the_chain() -> None:
    assert people(restate(totals("2000", A=30, D=5), MADE_UP, "2020", "people")) == {"B": None, "E": None}
    assert people(restate(totals("2020", B=10, E=25), MADE_UP, "2000", "people")) == {"A": None, "D": None}
    assert people(restate(totals("2010", B=10, C=20, D=5), MADE_UP, "2020", "people")) == {"B": 10, "E": 25}


def test_a_missing_unit_or_value_leaves_a_gap_not_a_smaller_sum() -> None:
    without = restate(totals("2010", B=10, D=5), MADE_UP, "2000", "people")
    assert people(without) == {"A": None, "D": 5}
    assert without["comparable"].all(), "not given isn't the same as not comparable"
    assert people(restate(totals("2010", B=10, C=None, D=5), MADE_UP, "2000", "people")) == {
        "A": None,
        "D": 5,
    }


def test_several_totals_of_a_unit_are_kept_apart() -> None:
    frame = pd.concat(
        [totals("2010", B=1, C=2, D=3).assign(date="a"), totals("2010", B=10, D=30).assign(date="b")]
    )
    result = restate(frame, MADE_UP, "2000", "people", by=("date",))
    assert people(result[result["date"] == "a"]) == {"A": 3, "D": 3}
    assert people(result[result["date"] == "b"]) == {"A": None, "D": 30}


def test_sources_and_the_weakest_grade_travel_along() -> None:
    frame = totals("2010", B=1, C=2, D=3).assign(source_id=["S1", "S2;S1", "S3"], grade=["A", "A", "B"])
    known = MADE_UP.assign(
        source_id="L", grade=["C" if unit == "C" else "A" for unit in MADE_UP["from_unit"]]
    )
    result = restate(frame, known, "2000", "people").set_index("unit")
    assert result.loc["A", ["source_id", "grade"]].tolist() == ["S1;L;S2", "C"]
    assert result.loc["D", ["source_id", "grade"]].tolist() == ["S3;L", "B"]


@pytest.mark.slow
@pytest.mark.parametrize(("origin", "target"), EXACT)
@settings(max_examples=30)
@given(data=st.data())
def test_any_total_keeps_its_sum_over_exact_links(origin: str, target: str, data: st.DataObject) -> None:
    values = data.draw(
        st.lists(st.integers(0, 10**9), min_size=len(UNITS[origin]), max_size=len(UNITS[origin]))
    )
    frame = totals(origin, **dict(zip(UNITS[origin], values, strict=True)))
    result = restate(frame, CROSSWALK, target, "people")
    assert result["comparable"].all()
    assert sorted(result["unit"]) == sorted(UNITS[target])
    assert result["people"].sum() == sum(values)


@pytest.mark.slow
@settings(max_examples=30)
@given(values=st.lists(st.integers(0, 10**9), min_size=20, max_size=20))
def test_the_chain_gives_what_its_steps_give(values: list[int]) -> None:
    frame = totals("2022", **dict(zip(UNITS["2022"], values, strict=True)))
    step = restate(frame, CROSSWALK, "2018", "people")[["scheme", "unit", "people"]]
    assert people(restate(step, CROSSWALK, "1999", "people")) == people(
        restate(frame, CROSSWALK, "1999", "people")
    )


@pytest.mark.slow
@settings(max_examples=30)
@given(values=st.lists(st.integers(1, 10**9), min_size=16, max_size=16))
def test_there_and_back_again_gives_the_same_or_nothing(values: list[int]) -> None:
    frame = totals("1999", **dict(zip(UNITS["1999"], values, strict=True)))
    newer = restate(frame, CROSSWALK, "2022", "people")
    back = people(restate(newer[["scheme", "unit", "people"]], CROSSWALK, "1999", "people"))
    known = {unit: value for unit, value in back.items() if value is not None}
    assert known.items() <= people(frame).items()
    assert set(back) - set(known) == {"Almaty oblast", "East Kazakhstan", "Karaganda", "South Kazakhstan"}


def test_the_published_population_keeps_its_total() -> None:
    population = kazbrief.load("oblast_population")
    year = population[(population["date"] == "2019-01-01") & (population["basis"] == "current estimate")]
    result = restate(year, CROSSWALK, "1999", "population")
    assert result["population"].sum() == 18_395_567
    south = result.set_index("unit").loc["South Kazakhstan"]
    parts = year.set_index("unit")["population"]
    assert south["population"] == parts["Turkistan"] + parts["Shymkent"]


def test_schemes_that_a_program_read_as_numbers_are_the_same_schemes() -> None:
    numbers = MADE_UP.astype({"from_scheme": "int64", "to_scheme": "int64"})
    frame = totals("2010", B=10, C=20, D=5).astype({"scheme": "int64"})
    assert people(restate(frame, numbers, 2000, "people")) == {"A": 30, "D": 5}


@pytest.mark.parametrize("kind", ["exact", "partial"])
def test_a_unit_that_lies_whole_in_one_has_no_part_in_another(kind: str) -> None:
    strange = pd.concat([MADE_UP, links(("2010", "B", "2000", "D", kind))])
    with pytest.raises(KazbriefError, match="found an exact link of B beside another"):
        restate(totals("2010", B=1, C=2, D=3), strange, "2000", "people")


def test_a_unit_given_is_one_part_however_many_ways_lead_to_it() -> None:
    # A was divided into B and C, which were put together again.
    again = links(("1", "A", "2", "B", "partial"), ("1", "A", "2", "C", "partial"), ("2", "B", "3", "A", "exact"), ("2", "C", "3", "A", "exact"))  # fmt: skip
    assert restate(totals("1", A=5), again, "3", "people")["parts"].tolist() == [1]
    both = pd.concat([again, links(("1", "A", "3", "A", "exact"))])
    assert people(restate(totals("1", A=5), again, "3", "people")) == {"A": None}
    assert people(restate(totals("1", A=5), both, "3", "people")) == {"A": 5}, "a direct link says more"


def test_schemes_that_are_numbers_follow_each_other_as_numbers() -> None:
    chain = links(("8", "A", "9", "B", "exact"), ("9", "B", "10", "C", "exact"))
    assert people(restate(totals("8", A=5), chain, "10", "people")) == {"C": 5}


def test_links_of_another_kind_are_refused() -> None:
    with pytest.raises(KazbriefError, match="column link: found 'Exact', expected one of 'exact'"):
        restate(totals("2010", B=1), MADE_UP.replace({"link": {"exact": "Exact"}}), "2000", "people")


@pytest.mark.parametrize(
    ("frame", "target", "message"),
    [
        (totals("2010", B=1).assign(unit=None), "2000", "column unit: found an empty name in row 1"),
        (totals("2010", B=1).assign(people="many"), "2000", "column people: found many"),
        (totals("2010", B=1), "1950", "there is no scheme '1950': the schemes are 2000, 2010, 2020"),
        (totals("1950", B=1), "2000", "there is no scheme '1950'"),
        (totals("2010", Z=1), "2000", "found unit 'Z'"),
        (pd.concat([totals("2010", B=1), totals("2000", A=1)]), "2000", "one at a time"),
        (pd.concat([totals("2010", B=1), totals("2010", B=1)]), "2000", "found two rows for B"),
        (totals("2010", B=1).drop(columns="people"), "2000", "found no column people"),
    ],
)
def test_impossible_input_gives_one_sentence(frame: pd.DataFrame, target: str, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        restate(frame, MADE_UP, target, "people")
    assert "\n" not in str(caught.value)
