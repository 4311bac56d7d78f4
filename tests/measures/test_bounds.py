"""Bounds of a share: worked by hand, and on made-up countries whose truth is known."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kazbrief.errors import KazbriefError
from kazbrief.measures import bounds

CLASSES = {"below 40": (21.0, 40.0), "40-60": (40.0, 60.0), "60-80": (60.0, 80.0), "80-100": (80.0, 100.0)}


def raions(*rows: tuple[str, int, str | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["oblast", "population", "kazakh_share_bin"])
    return frame.assign(source_id="S_A;S_B", grade="B")


TWO_OBLASTS = raions(("North", 100, "below 40"), ("North", 300, "40-60"), ("South", 600, "80-100"))


@st.composite
def countries(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.Series]:
    """Raions with classes and the true shares that made the classes; some classes are hidden."""
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["A", "B", "C", "D"]),
                st.integers(1, 2_000_000),
                st.floats(21, 100),
                st.booleans(),
            ),
            min_size=1,
            max_size=30,
        )
    )
    names = list(CLASSES)
    made = [
        (oblast, people, None if hidden else names[max(0, min(int(share // 20) - 1, 3))])
        for oblast, people, share, hidden in rows
    ]
    return raions(*made), pd.Series([row[2] for row in rows])


def test_bounds_by_hand() -> None:
    result = bounds.ethnic_bounds(TWO_OBLASTS).set_index("oblast")
    # North: (100 x 21 + 300 x 40) / 400 = 35.25 and (100 x 40 + 300 x 60) / 400 = 55
    assert result.loc["North", ["lower_pct", "upper_pct"]].tolist() == [35.25, 55.0]
    assert result.loc["North", "midpoint_pct"] == 45.125
    assert result.loc["North", "width_pct"] == 19.75
    assert result.loc["South", ["lower_pct", "upper_pct"]].tolist() == [80.0, 100.0]
    assert result.loc["North", ["population", "raions", "raions_unknown"]].tolist() == [400, 2, 0]
    assert result.loc["North", "source_id"] == "S_A;S_B"


def test_an_unknown_raion_counts_from_0_to_100() -> None:
    result = bounds.ethnic_bounds(raions(("X", 50, ""), ("X", 50, "40-60"), ("Y", 10, None))).set_index(
        "oblast"
    )
    assert result.loc["X", ["lower_pct", "upper_pct"]].tolist() == [20.0, 80.0]
    assert result.loc["Y", ["lower_pct", "upper_pct"]].tolist() == [0.0, 100.0]
    assert result.loc["X", ["known_population", "raions_unknown"]].tolist() == [50, 1]


def test_the_floor_of_the_lowest_class_can_be_lifted() -> None:
    assert bounds.ethnic_bounds(TWO_OBLASTS, floor_pct=0).loc[0, "lower_pct"] == 30.0


def test_grade_is_the_weakest() -> None:
    frame = TWO_OBLASTS.assign(grade=["A", "C", "A"])
    assert bounds.ethnic_bounds(frame)["grade"].tolist() == ["C", "A"]


@pytest.mark.slow
@given(countries())
def test_truth_lies_inside(made: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, share = made
    weighted = (share * frame["population"]).groupby(frame["oblast"]).sum()
    truth = weighted / frame["population"].groupby(frame["oblast"]).sum()
    result = bounds.ethnic_bounds(frame).set_index("oblast")
    assert (truth >= result["lower_pct"] - 1e-9).all()
    assert (truth <= result["upper_pct"] + 1e-9).all()


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (TWO_OBLASTS.drop(columns="population"), "found no column population"),
        (TWO_OBLASTS.iloc[:0], "found no rows"),
        (TWO_OBLASTS.assign(population=[-1, 1, 1]), "found -1, expected a number from 0"),
        (TWO_OBLASTS.assign(population=[None, 1, 1]), "found an empty value"),
        (TWO_OBLASTS.assign(kazakh_share_bin="about half"), "found 'about half', expected one of 'below 40'"),
        (TWO_OBLASTS.assign(population=[0, 0, 1]), "found no people in North"),
        (TWO_OBLASTS.assign(population=[float("inf"), 1, 1]), "found inf, expected a number from 0"),
        (TWO_OBLASTS.assign(oblast=["North", None, "South"]), "column oblast: found an empty name in row 2"),
        (TWO_OBLASTS.assign(oblast=["North", " ", "South"]), "column oblast: found an empty name in row 2"),
        (TWO_OBLASTS.to_dict("list"), "found dict, expected a data frame"),
        (pd.concat([TWO_OBLASTS, TWO_OBLASTS[["population"]]], axis=1), "found two columns population"),
    ],
)
def test_impossible_input_gives_one_sentence(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        bounds.ethnic_bounds(frame)
    assert "\n" not in str(caught.value)


# Another country: quarters of a language, by region and year, without grades.
ELSEWHERE = pd.DataFrame(
    {
        "region": ["East", "East", "West", "West"],
        "year": [2001, 2001, 2001, 2011],
        "speakers": ["Q1", "Q4", "Q2", None],
        "households": [100, 300, 50, 10],
    }
)
QUARTERS = {f"Q{number}": (25.0 * (number - 1), 25.0 * number) for number in range(1, 5)}


def test_classes_of_any_name_bound_any_share_in_any_group() -> None:
    settings = {"share_class": "speakers", "population": "households"}
    result = bounds.share_bounds(ELSEWHERE, QUARTERS, by=["region", "year"], **settings)
    assert result[["region", "year", "places", "places_unknown"]].to_numpy().tolist() == [
        ["East", 2001, 2, 0],
        ["West", 2001, 1, 0],
        ["West", 2011, 1, 1],
    ]
    assert result["lower_pct"].tolist() == [75 * 300 / 400, 25, 0]
    assert result["upper_pct"].tolist() == [(25 * 100 + 100 * 300) / 400, 50, 100]
    assert "grade" not in result
    whole = bounds.share_bounds(ELSEWHERE.assign(country="X"), QUARTERS, by="country", **settings)
    assert whole["population"].tolist() == [460]


def test_limits_in_columns_say_the_same_as_classes() -> None:
    ends = ELSEWHERE["speakers"].map(QUARTERS)
    frame = ELSEWHERE.assign(
        lower_pct=[each[0] if isinstance(each, tuple) else None for each in ends],
        upper_pct=[each[1] if isinstance(each, tuple) else None for each in ends],
    )
    by_columns = bounds.share_bounds(frame, by="region", population="households")
    by_names = bounds.share_bounds(
        ELSEWHERE, QUARTERS, by="region", share_class="speakers", population="households"
    )
    pd.testing.assert_frame_equal(by_columns, by_names)


@pytest.mark.parametrize(
    ("limits", "message"),
    [((60, 40), "found the limits 60 and 40 %"), ((-5, 40), "found -5"), ((0, 140), "found 140")],
)
def test_limits_that_are_no_range_of_a_share_are_refused(limits: tuple[float, float], message: str) -> None:
    frame = pd.DataFrame({"group": ["A"], "population": [1], "lower_pct": limits[0], "upper_pct": limits[1]})
    with pytest.raises(KazbriefError, match=message):
        bounds.share_bounds(frame)


def test_classes_hold_their_lower_limit() -> None:
    values = pd.Series([20, 39.9, 40, 100, None], index=list("abcde"))
    result = bounds.class_of(values, [20, 40, 60, 100])
    assert result.dropna().to_dict() == {"a": 0, "b": 0, "c": 1, "d": 2}
    assert pd.isna(result["e"])


def test_class_limits_are_checked() -> None:
    with pytest.raises(KazbriefError, match="rising"):
        bounds.class_of(pd.Series([1.0]), [0, 2, 2])
    with pytest.raises(KazbriefError, match=r"found 101\.0, expected a number from 0 to 100"):
        bounds.class_of(pd.Series([101.0]), [0, 50, 100])


def test_a_share_at_a_limit_lies_in_both_classes() -> None:
    classes = pd.Series(["40-60", "60-80", "80-100", "below 40"])
    assert bounds.inside_class(pd.Series([60.0, 60.0, 79.9, 12.0]), classes).tolist() == [
        True,
        True,
        False,
        True,
    ]
