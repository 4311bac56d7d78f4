"""The rules across rows of the tables, each broken once in a copy of the real data."""

from pathlib import Path

import pandas as pd
import pytest

from kazbrief.errors import InputError
from kazbrief.tables import catalogue, checking


def breaking(name: str, clean: dict[str, pd.DataFrame], row: int, **cells: object) -> InputError:
    """The one fault of a table after some cells of a row have been changed."""
    frame = clean[name].copy()
    for column, value in cells.items():
        frame.loc[row, column] = value
    with pytest.raises(InputError) as caught:
        checking.check(catalogue.get(name), frame, clean, Path(f"{name}.csv"))
    return caught.value


def first(frame: pd.DataFrame, query: str) -> int:
    return int(frame.query(query).index[0])


def test_a_raion_with_the_code_of_another_oblast(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["raions"], "raion == 'Semey'")
    fault = breaking("raions", clean, row, kato="791000")
    assert (fault.line, fault.column) == (row, "kato")
    assert fault.expected == "10.... as in its other rows"


def test_a_raion_with_a_digit_too_many(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["raions"], "raion == 'Semey'")
    fault = breaking("raions", clean, row, population=2_310_400)
    assert fault.column == "population"
    assert fault.found == "a sum of 22,294,691"


def test_groups_that_miss_the_total_by_a_person(clean: dict[str, pd.DataFrame]) -> None:
    people = clean["district_people"]
    row = first(people, "district_id == '101000' and ethnic_group == 'Kazakh'")
    fault = breaking("district_people", clean, row, population=people.loc[row, "population"] + 1)
    assert fault.found == "groups of 101000 that sum to 313,604"
    assert fault.expected == "the total, 313,603"


def test_a_district_in_another_oblast(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["district_people"], "district_id == '101000' and ethnic_group == 'All'")
    fault = breaking("district_people", clean, row, oblast="Akmola")
    assert fault.found == "a code of 10.... in Akmola"


def test_a_unit_that_goes_wholly_into_two_others(clean: dict[str, pd.DataFrame]) -> None:
    links = clean["crosswalk"]
    row = first(links, "from_scheme == '1989' and from_unit == 'Kokchetav' and to_unit == 'Akmola'")
    assert breaking("crosswalk", clean, row, link="exact").column == "link"


def test_shares_that_exceed_the_whole(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["ethnic_shares"], "unit == 'Akmola' and date == '2021' and ethnic_group == 'Kazakh'")
    assert "that sum to 105.1" in breaking("ethnic_shares", clean, row, share_pct=60.91).found


def test_two_preferred_rows_for_one_figure(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["ethnic_shares"], "unit == 'North Kazakhstan' and date == '2021' and preferred == 0")
    fault = breaking("ethnic_shares", clean, row, preferred=1)
    assert fault.column == "preferred" and "North Kazakhstan, 2021, census" in fault.found


def test_a_row_that_counts_nothing(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["ethnic_national"], "population.isna()")
    fault = breaking("ethnic_national", clean, row, share_pct=None)
    assert fault.found == "neither share_pct nor population"


def test_groups_that_exceed_the_nation(clean: dict[str, pd.DataFrame]) -> None:
    national = clean["ethnic_national"]
    row = first(national, "date == '2009' and ethnic_group == 'Kazakh' and preferred == 1")
    fault = breaking("ethnic_national", clean, row, population=19_096_763)
    assert fault.expected == "at most the total, 16,009,597"


def test_urban_and_rural_people_that_do_not_add_up(clean: dict[str, pd.DataFrame]) -> None:
    population = clean["oblast_population"]
    row = first(population, "date == '2009' and unit == 'Akmola' and area == 'urban'")
    fault = breaking("oblast_population", clean, row, population=1)
    assert fault.column == "population" and "urban + rural" in fault.expected


def test_a_gap_in_the_places_of_a_route(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["route_vertices"], "pipeline_id == 'CPC' and sequence == 268")
    fault = breaking("route_vertices", clean, row, sequence=286)
    assert (fault.found, fault.expected) == ("286 on CPC", "268 (numbers without gaps)")


def test_a_low_figure_above_the_high_one(clean: dict[str, pd.DataFrame]) -> None:
    assert breaking("armed_forces", clean, 0, persons_low=4_000_000).column == "persons_low"


def test_a_copy_that_stands_as_the_publisher(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["sources"], "read_in.notna()")
    fault = breaking("sources", clean, row, publisher="NATO via eurodialogue.org")
    assert (fault.line, fault.column) == (row, "publisher")
    fault = breaking("sources", clean, row, read_in=None)
    assert (fault.line, fault.column) == (row, "read_in")


def test_addresses_are_addresses_of_the_origin_or_of_a_copy_that_anybody_can_open(
    clean: dict[str, pd.DataFrame],
) -> None:
    row = first(clean["sources"], "url.notna()")
    fault = breaking("sources", clean, row, url="https://example.org ; https://example.com")
    assert (fault.line, fault.column) == (row, "url")
    addresses = pd.concat([clean["sources"]["url"], clean["sources"]["read_in_url"]]).dropna()
    assert not addresses.str.contains(r"//(?:www\.)?(?:pypi|npmjs|registry)\.").any()


def test_a_balance_that_the_flows_do_not_give(clean: dict[str, pd.DataFrame]) -> None:
    row = first(clean["migration"], "year == 2025")
    fault = breaking("migration", clean, row, balance=17_153)
    assert (fault.column, fault.expected) == ("balance", "about 16,153, the difference")
