"""Bounds of a share: worked by hand, and on made-up countries whose truth is known."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

import kazbrief
from kazbrief.errors import KazbriefError
from kazbrief.measures import bounds
from kazbrief.tables import catalogue

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


def test_national_bounds_by_hand() -> None:
    (row,) = bounds.national_bounds(TWO_OBLASTS).to_dict("records")
    assert (row["lower_pct"], row["upper_pct"]) == (0.4 * 35.25 + 0.6 * 80, 0.4 * 55 + 0.6 * 100)


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


@pytest.mark.slow
@given(countries())
def test_narrowed_bounds_hold_the_truth_and_are_never_wider(made: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, share = made
    people = frame["population"]
    truth = (share * people).groupby(frame["oblast"]).sum() / people.groupby(frame["oblast"]).sum()
    national = min((share * people).sum() / people.sum(), 100.0)
    wide = bounds.ethnic_bounds(frame).set_index("oblast")
    narrow = bounds.narrowed_bounds(frame, national).set_index("oblast")
    assert (narrow["lower_pct"] >= wide["lower_pct"]).all()
    assert (narrow["upper_pct"] <= wide["upper_pct"]).all()
    assert (narrow["lower_pct"] <= narrow["upper_pct"]).all()
    # One person in a small oblast weighs what rounding of the whole country's sum leaves.
    slack = 1e-9 * people.sum() / people.groupby(frame["oblast"]).sum() + 1e-9
    assert (truth >= narrow["lower_pct"] - slack).all()
    assert (truth <= narrow["upper_pct"] + slack).all()


@settings(max_examples=20, deadline=None)
@given(countries())
def test_narrowed_bounds_are_those_of_linear_programming(made: tuple[pd.DataFrame, pd.Series]) -> None:
    frame, share = made
    frame = frame.assign(population=frame["population"] % 1000 + 1)
    national = float(np.average(share, weights=frame["population"]))
    wide = bounds.ethnic_bounds(frame)
    narrow = bounds.narrowed_bounds(frame, national)
    weights = (wide["population"] / wide["population"].sum()).to_numpy()[None, :]
    limits = list(zip(wide["lower_pct"], wide["upper_pct"], strict=True))
    for i, sign in itertools.product(range(len(wide)), (1, -1)):
        aim = np.zeros(len(wide))
        aim[i] = sign
        best = linprog(aim, A_eq=weights, b_eq=[national], bounds=limits)
        expected = narrow.loc[i, "lower_pct" if sign == 1 else "upper_pct"]
        assert best.fun * sign == pytest.approx(expected, abs=1e-3)


def test_narrowed_by_hand() -> None:
    # 1000 people, 70 %: 700 Kazakhs; South has 480 to 600, so North has 100 to 220 of 400 (25 to 55 %),
    # and its own limits 35.25 to 55 are stricter; South then has (700 - 220) to (700 - 141) of 600.
    result = bounds.narrowed_bounds(TWO_OBLASTS, 70).set_index("oblast")
    assert result.loc["North", ["lower_pct", "upper_pct"]].tolist() == pytest.approx([35.25, 55])
    assert result.loc["South", ["lower_pct", "upper_pct"]].tolist() == pytest.approx([80, 559 / 6])


def test_the_national_share_narrows_no_bound_of_the_real_data() -> None:
    raions = kazbrief.load("raions")
    narrow = bounds.narrowed_bounds(raions, 70.6)
    pd.testing.assert_frame_equal(narrow, bounds.ethnic_bounds(raions))
    assert "narrows none" in catalogue.get("ethnic_bounds").caution, "the page of the data says so"


def test_tolerance_widens_towards_the_first_bounds() -> None:
    exact, loose = (bounds.narrowed_bounds(TWO_OBLASTS, 70, tolerance_pct=t)["width_pct"] for t in (0, 1))
    assert (loose >= exact).all()
    assert loose.sum() > exact.sum()


def test_a_national_share_that_the_classes_forbid_is_refused() -> None:
    with pytest.raises(KazbriefError, match=r"found 90 %, expected 62\.10 to 82\.00 %"):
        bounds.narrowed_bounds(TWO_OBLASTS, 90)


def points(*rows: tuple[str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["unit", "share_pct"])
    return frame.assign(
        scheme="2022",
        date="2021",
        basis="census",
        ethnic_group="Kazakh",
        preferred=1,
        source_id="S_C",
        grade="B",
    )


def test_points_inside_and_outside() -> None:
    result = bounds.compare_points(
        bounds.ethnic_bounds(TWO_OBLASTS),
        points(("North", 40), ("North", 30.25), ("South", 100), ("North", 57)),
    )
    assert result["inside"].tolist() == [True, False, True, False]
    assert result["distance_pct"].tolist() == [0, -5, 0, 2]
    assert result["oblast"].tolist() == ["North", "North", "South", "North"]


def test_other_groups_and_rows_without_a_share_are_left_out() -> None:
    russians = points(("North", 1)).assign(ethnic_group="Russian")
    counted = points(("North", float("nan")))
    mixed = pd.concat([points(("North", 40)), russians, counted])
    assert len(bounds.compare_points(bounds.ethnic_bounds(TWO_OBLASTS), mixed)) == 1


def test_points_of_two_schemes_are_refused() -> None:
    mixed = pd.concat([points(("North", 40)), points(("North", 40)).assign(scheme="2018")])
    with pytest.raises(KazbriefError, match="one scheme at a time"):
        bounds.compare_points(bounds.ethnic_bounds(TWO_OBLASTS), mixed)


def test_a_point_without_a_bound_is_refused() -> None:
    with pytest.raises(KazbriefError, match="found unit 'West'"):
        bounds.compare_points(bounds.ethnic_bounds(TWO_OBLASTS), points(("West", 40)))


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (TWO_OBLASTS.drop(columns="population"), "found no column population"),
        (TWO_OBLASTS.iloc[:0], "found no rows"),
        (TWO_OBLASTS.assign(population=[-1, 1, 1]), "found -1, expected a number from 0"),
        (TWO_OBLASTS.assign(population=[None, 1, 1]), "found an empty value"),
        (TWO_OBLASTS.assign(kazakh_share_bin="about half"), "found 'about half', expected one of 'below 40'"),
        (TWO_OBLASTS.assign(population=[0, 0, 1]), "found no people in North"),
    ],
)
def test_impossible_input_gives_one_sentence(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(KazbriefError, match=message) as caught:
        bounds.ethnic_bounds(frame)
    assert "\n" not in str(caught.value)


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
