"""The count of 2025: sums that close to the person, and what is derived from them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

import kazbrief
from kazbrief.measures import people

# The eighteen groups of the bureau's table, and its total, as printed for the whole country.
PRINTED = {
    "All": 20_283_399,
    "Kazakh": 14_456_709,
    "Russian": 2_963_938,
    "Uzbek": 678_487,
    "Ukrainian": 371_807,
}
# All, Kazakhs and Russians by the bureau's table of oblasts, read apart from that of districts.
OBLASTS = {
    "Akmola": (787_263, 446_901, 207_130),
    "Aktobe": (949_524, 813_582, 68_155),
    "Almaty city": (2_292_055, 1_471_393, 429_898),
    "Astana": (1_528_703, 1_258_208, 131_620),
    "Atyrau": (710_781, 661_088, 29_870),
    "Kostanay": (825_569, 367_908, 276_766),
    "Kyzylorda": (846_104, 814_475, 12_246),
    "Mangystau": (805_156, 736_687, 31_249),
    "North Kazakhstan": (522_171, 197_131, 231_804),
    "Pavlodar": (751_018, 427_170, 217_302),
    "Shymkent": (1_256_164, 897_721, 74_757),
    "West Kazakhstan": (695_988, 548_542, 109_651),
    "Zhambyl": (1_222_391, 912_779, 86_060),
    "Abai;East Kazakhstan": (1_326_799, 846_168, 414_829),
    "Almaty oblast;Zhetisu": (2_254_449, 1_673_274, 230_722),
    "Karaganda;Ulytau": (1_355_223, 771_279, 383_182),
    "Shymkent;Turkistan": (3_410_205, 2_510_124, 103_454),
}


def test_the_districts_sum_to_the_printed_nation() -> None:
    districts = kazbrief.load("district_people")
    assert districts["district_id"].nunique() == 212
    sums = districts.groupby("ethnic_group")["population"].sum()
    assert {group: sums[group] for group in PRINTED} == PRINTED
    assert set(kazbrief.load("oblast_people")["oblast"]) == {
        name for names in people.PARTS.values() for name in names
    }


def test_the_nation_is_that_of_the_agency_s_own_list() -> None:
    listed = kazbrief.load("ethnic_national").query("date == '2025-01-01' and preferred == 1")
    counted = people.nation(kazbrief.load("oblast_people"))["population"]
    assert len(listed) == 15
    assert counted[listed["ethnic_group"]].tolist() == listed["population"].tolist()


@pytest.mark.parametrize("names", sorted(OBLASTS))
def test_the_districts_sum_to_the_printed_oblasts(names: str) -> None:
    counts = people.counts(kazbrief.load("oblast_people"), "oblast").loc[names.split(";")]
    assert tuple(counts[["All", "Kazakh", "Russian"]].sum()) == OBLASTS[names]


def test_shares_of_an_oblast_are_of_its_people() -> None:
    oblasts = kazbrief.load("oblast_people").set_index(["oblast", "ethnic_group"])
    assert oblasts.loc[("Akmola", "Kazakh"), "share_pct"] == pytest.approx(100 * 446_901 / 787_263)
    assert oblasts.loc[("Aktobe", "Russian"), "share_pct"] == pytest.approx(7.18, abs=0.005)


def test_groups_by_part_sum_to_the_nation() -> None:
    parts, nation = (
        people.by_part(kazbrief.load("oblast_people")),
        people.nation(kazbrief.load("oblast_people")),
    )
    sums = parts.groupby("ethnic_group")[["population", "of_group_pct"]].sum()
    assert sums["population"].to_dict() == nation["population"].to_dict()
    assert sums["of_group_pct"].tolist() == pytest.approx([100] * len(sums))


def made_up() -> tuple[pd.DataFrame, pd.DataFrame, gpd.GeoDataFrame]:
    """Two districts, one on a border along the equator and one a degree north of it."""
    districts = pd.DataFrame(
        {
            "district_id": ["10A", "10B"],
            "oblast": ["X", "X"],
            "district": ["A", "B"],
            "kind": ["city", "district"],
            "latitude": [0.0, 1.0],
            "longitude": [60.0, 60.0],
            "source_id": ["S_A", "S_B"],
            "grade": ["B", "C"],
        }
    )
    groups = {
        "All": (100, 300),
        "Kazakh": (20, 240),
        "Russian": (60, 30),
        "Other": (10, 30),
        "Not stated": (10, 0),
    }
    counts = pd.DataFrame(
        [(i, "X", group, n[k]) for k, i in enumerate(("10A", "10B")) for group, n in groups.items()],
        columns=["district_id", "oblast", "ethnic_group", "population"],
    ).assign(source_id="S_C", grade="B")
    line = gpd.GeoDataFrame(geometry=[shapely.LineString([(59, 0), (61, 0)])], crs="EPSG:4326")
    return districts, counts, line


def test_the_profile_of_a_district_by_hand() -> None:
    profile = people.district_profile(*made_up()).set_index("district_id")
    assert profile["largest_group"].tolist() == ["Russian", "Kazakh"]
    assert profile["kazakh_pct"].tolist() == [20, 80]
    # Those of no stated group stand aside: 90 people, 20, 60 and 10.
    assert profile.loc["10A", "diversity"] == pytest.approx(1 - (20**2 + 60**2 + 10**2) / 90**2)
    assert profile["border_km"].tolist() == pytest.approx([0, 110.574], abs=0.01)
    assert profile.loc["10B", ["source_id", "grade"]].tolist()[1] == "C"


def test_unevenness_by_hand() -> None:
    _, counts, _ = made_up()
    assert people.unevenness(counts) == pytest.approx(abs(20 / 260 - 60 / 90))


def test_the_count_lies_in_the_bounds_of_edition_1() -> None:
    check = kazbrief.load("bounds_check")
    assert len(check) == 20 and check["inside"].all()
    error = (check["lower_pct"] + check["upper_pct"]) / 2 - check["counted_pct"]
    assert check["midpoint_error_pct"].tolist() == pytest.approx(error.tolist())
    assert (error.abs() <= check["width_pct"] / 2).all()


def test_points_that_can_be_no_census_are_gone() -> None:
    raw = Path(__file__).parents[2] / "data" / "raw"
    for path in raw.glob("*.csv"):
        cells = path.read_text("utf-8").replace(";", ",").split(",")
        assert not {"T_WKO", "T_ZHA"} & set(cells), path.name
