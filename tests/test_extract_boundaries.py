"""How faces go to their owners when the boundary layers are made, on made-up squares."""

import pytest
import shapely

import extract_boundaries as extract


def square(x: float, y: float, side: float) -> shapely.Polygon:
    """A square near the middle of Kazakhstan; a hundredth of a degree is about a kilometre there."""
    return shapely.box(67 + x, 48 + y, 67 + x + side, 48 + y + side)


def areas(units: dict[str, shapely.Geometry]) -> dict[str, float]:
    return {key: shape.area for key, shape in units.items()}


def test_an_overlap_goes_to_the_city() -> None:
    oblasts = {"Akmola": square(0, 0, 1), "Astana": square(0.9, 0.9, 0.2)}
    made = extract.coverage(oblasts, {"KAZ": shapely.union_all(list(oblasts.values()))})
    assert areas(made) == pytest.approx({"Akmola": 1 - 0.01, "Astana": 0.04})


def test_an_overlap_of_oblasts_and_country_goes_to_the_oblast() -> None:
    made = extract.coverage({"Abai": square(0, 0, 1)}, {"KAZ": square(0, 0, 1), "RUS": square(0.99, 0, 1)})
    assert areas(made) == pytest.approx({"Abai": 1, "RUS": 0.99})


def test_a_small_gap_goes_to_the_longest_neighbour() -> None:
    hole = shapely.box(67.99, 48.5, 68.0, 48.51)
    made = extract.coverage({}, {"AAA": square(0, 0, 1).difference(hole), "BBB": square(1, 0, 1)})
    assert areas(made) == pytest.approx({"AAA": 1, "BBB": 1})


def test_a_large_gap_stays_open() -> None:
    hole = square(0.4, 0.4, 0.2)
    made = extract.coverage({}, {"AAA": square(0, 0, 1).difference(hole)})
    assert areas(made) == pytest.approx({"AAA": 0.96})


def test_two_claims_to_a_large_area_are_kept_apart() -> None:
    made = extract.coverage({}, {"BBB": square(0, 0, 1), "AAA": square(0.8, 0, 1)})
    assert areas(made) == pytest.approx({"AAA": 0.8, "BBB": 0.8, "AAA;BBB": 0.2})


def test_a_sliver_outside_the_oblasts_is_no_sea() -> None:
    countries = {"KAZ": shapely.box(67, 48, 68.0005, 48.05), "RUS": shapely.box(68.0005, 48, 69, 48.05)}
    made = extract.coverage({"Abai": shapely.box(67, 48, 68, 48.05)}, countries)
    assert set(made) == {"Abai", "RUS"}
    assert made["Abai"].area == pytest.approx(1.0005 * 0.05)
