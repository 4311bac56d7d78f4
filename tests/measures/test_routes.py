"""The routes of the edition: kilometres by country, against the published lengths, and no country too many."""

from __future__ import annotations

import pandas as pd
import pytest

import kazbrief
from kazbrief.measures import routes

# Kilometres by country of the lines before they were simplified to 150 m, which takes up to 0.3 % of a part.
FULL = {
    "CPC": {"KAZ": 466.376, "RUS": 1051.176},
    "UAS": {"KAZ": 1215.878, "RUS": 148.673},
    "MAK_NCA": {"KAZ": 369.733, "RUS": 610.491},
    "OMS_PAV": {"KAZ": 214.538, "RUS": 213.801},
    "BAK_NOV": {"AZE": 175.769, "RUS": 1203.444},
    "CAC_E": {"TKM": 799.5, "UZB": 342.8, "KAZ": 825.787, "RUS": 928.316},
    "ORE_NOV": {"RUS": 775.262, "KAZ": 375.830, "UKR": 71.621},
    "TON2": {"KAZ": 182.725, "RUS": 1151.875},
    "ATA_ALA": {"KAZ": 962.511, "CHN": 1.819},
    "CAGP": {"TKM": 10.8, "UZB": 526.7, "KAZ": 1303.970},
    "BTC": {"AZE": 438.1, "GEO": 226.8, "TUR": 989.4},
    "PAV_SHY": {"KAZ": 1573.060},
    "BBS": {"KAZ": 1427.510},
}


@pytest.fixture(scope="module")
def lengths() -> pd.DataFrame:
    return kazbrief.load("route_lengths")


@pytest.mark.parametrize("route", FULL)
def test_kilometres_by_country(lengths: pd.DataFrame, route: str) -> None:
    own = lengths[(lengths["pipeline_id"] == route) & (lengths["part"].str.len() == 3)]
    assert dict(zip(own["part"], own["length_km"], strict=True)) == pytest.approx(
        FULL[route], rel=0.003, abs=0.1
    )


def test_seven_tenths_of_the_line_to_novorossiysk_lie_in_russia(lengths: pd.DataFrame) -> None:
    cpc = lengths[lengths["pipeline_id"] == "CPC"].set_index("part")
    assert cpc.loc["RUS", "share_pct"] == pytest.approx(69.3, abs=0.05)
    assert cpc.loc["total", "length_km"] == pytest.approx(1518, rel=0.002)


def test_lines_come_closer_to_the_published_lengths_than_chains_of_places_did(lengths: pd.DataFrame) -> None:
    off = routes.compare_lengths(lengths, kazbrief.load("pipeline_lengths"))["deviation_pct"].abs()
    assert off.median() < 4


def test_five_pipelines_are_schematic_and_the_others_have_lines() -> None:
    lines, pipelines = (kazbrief.load(name) for name in ("route_lines", "pipelines"))
    quality = lines.merge(pipelines[["pipeline_id", "mode"]]).query("mode == 'pipeline'")
    schematic = quality.loc[quality["quality"] == "schematic", "pipeline_id"]
    assert set(schematic) == {"KEN_ORS", "UZE_AKT", "SARYARKA", "SOYUZ", "BUK_URA"}
    assert set(quality["pipeline_id"]) == set(pipelines.query("mode == 'pipeline'")["pipeline_id"])


def test_the_gap_of_the_line_to_novorossiysk_is_its_longest_straight_piece() -> None:
    lines = kazbrief.load("route_lines").set_index("pipeline_id")
    assert lines.loc["CPC", "longest_straight_km"] == pytest.approx(105.3, abs=0.1)
