"""The tables of the repository: all sound, all sourced, and true to published totals."""

import csv
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import kazbrief
from kazbrief.errors import InputError, KazbriefError
from kazbrief.measures.frames import BORDER_SOURCE
from kazbrief.tables import catalogue, checking, reading
from kazbrief.tables.catalogue import get

RAW = Path(__file__).parents[2] / "data" / "raw"
SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_the_folder_is_the_catalogue() -> None:
    names = {path.stem for path in (RAW.parent / "schema").glob("*.yml")} - {"fields", "package"}
    assert names == set(catalogue.described())
    assert list(catalogue.names()) == sorted(catalogue.names())
    assert names - set(catalogue.names()) == {"ethnic_census", "census_check"}, "no census in this edition"
    for name in catalogue.names():
        table = get(name)
        assert table.name == name
        assert {*table.needs, *catalogue.inputs_of(table)[0]} <= set(catalogue.names())
        assert (name in catalogue.raw_names()) == (not table.computed)


@pytest.mark.parametrize("name", catalogue.described())
def test_every_column_is_described(name: str) -> None:
    table = catalogue.described()[name]
    for field in table.fields:
        assert field.title and field.description.endswith("."), field.name
        if field.type == "number":
            assert field.unit, f"{field.name} has no unit"
    if name != "sources":
        assert "source_id" in table.names and "grade" in table.names


def test_every_raw_file_has_a_table_and_every_table_its_file() -> None:
    assert {path.stem for path in RAW.glob("*.csv")} == set(catalogue.raw_names())


def test_the_catalogue_is_light() -> None:
    code = (
        "import sys; from kazbrief.tables import catalogue; catalogue.names(); "
        "print({'pandas', 'pydantic', 'geopandas'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SCRIPTS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_the_package_is_light_until_it_is_used() -> None:
    code = "import sys, kazbrief; print({'pandas', 'yaml', 'geopandas'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SCRIPTS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_the_package_lists_its_tables_whatever_was_imported_before() -> None:
    code = "from kazbrief.tables import boundaries, catalogue; import kazbrief; print(kazbrief.tables() == list(catalogue.names()))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=SCRIPTS, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"


def test_an_unknown_table_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(KazbriefError, match=r"there is no table 'raion': did you mean raions"):
        get("raion")


@pytest.mark.parametrize(
    ("read", "name", "told"),
    [
        (
            kazbrief.load,
            "oblasts",
            "there is no table 'oblasts': did you mean the layer oblasts (load_geo) or ",
        ),
        (
            kazbrief.columns,
            "oblast",
            "there is no table 'oblast': did you mean the layer oblasts (load_geo) or ",
        ),
        (kazbrief.load_geo, "raions", "there is no layer 'raions': did you mean the table raions (load)"),
        (kazbrief.load_geo, "oblast", "there is no layer 'oblast': did you mean oblasts or "),
    ],
)
def test_what_another_function_reads_is_told_with_it(
    read: Callable[[str], object], name: str, told: str
) -> None:
    with pytest.raises(KazbriefError, match=re.escape(told)):
        read(name)


@pytest.mark.parametrize("name", catalogue.raw_names())
def test_every_table_loads(clean: dict[str, pd.DataFrame], name: str) -> None:
    table = get(name)
    assert list(clean[name].columns) == table.names
    assert clean[name].sort_values(list(table.key), kind="stable").index.tolist() == list(
        range(len(clean[name]))
    )


def test_no_source_is_unused(clean: dict[str, pd.DataFrame]) -> None:
    used = {i for name in catalogue.raw_names() if name != "sources" for i in reading.cited(clean[name])}
    for path in RAW.glob("*.csv"):
        if path.stem not in clean:
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            used |= set(reading.cited(pd.DataFrame(rows))) | {
                i for row in rows for i in reading.split(row.get("source_ids") or "") if i
            }
    used.add(BORDER_SOURCE)  # cited by what is measured on the boundary layers
    assert sorted(set(clean["sources"]["source_id"]) - used) == []


def test_raions_have_the_population_of_their_source(clean: dict[str, pd.DataFrame]) -> None:
    raions = clean["raions"]
    assert len(raions) == 224
    assert raions["population"].sum() == 20_315_331
    assert raions["oblast"].nunique() == 20
    kentau = raions[raions["raion"] == "Kentau"].iloc[0]
    assert pd.isna(kentau["kazakh_share_bin"]) and "conflict" in kentau["note"]


def test_areas_of_the_oblasts_give_the_country(clean: dict[str, pd.DataFrame]) -> None:
    units = clean["units"]
    areas = units[units["scheme"] != "1989"].groupby("scheme")["area_km2"].sum()
    for scheme, area in areas.items():
        assert area == pytest.approx(2_724_902, rel=0.003), scheme


def test_schemes_have_their_number_of_units(clean: dict[str, pd.DataFrame]) -> None:
    counts = clean["units"].groupby("scheme")["unit"].size().to_dict()
    assert counts == {"1989": 18, "1999": 16, "2018": 17, "2022": 20}


def test_every_unit_of_a_scheme_is_in_each_step_of_the_crosswalk(clean: dict[str, pd.DataFrame]) -> None:
    units, links = clean["units"], clean["crosswalk"]
    for origin, target in [("1989", "1999"), ("1999", "2018"), ("2018", "2022")]:
        for first, second in [(origin, target), (target, origin)]:
            step = links[(links["from_scheme"] == first) & (links["to_scheme"] == second)]
            assert set(step["from_unit"]) == set(units.loc[units["scheme"] == first, "unit"])
            assert set(step["to_unit"]) == set(units.loc[units["scheme"] == second, "unit"])


def test_a_divided_unit_has_partial_links_and_its_parts_exact_ones(clean: dict[str, pd.DataFrame]) -> None:
    links = clean["crosswalk"]
    for first, second in [("2018", "2022"), ("1999", "2018"), ("2022", "2018"), ("2018", "1999")]:
        step = links[(links["from_scheme"] == first) & (links["to_scheme"] == second)]
        targets = step.groupby("from_unit")["to_unit"].transform("size")
        assert (step["link"].eq("partial") == targets.gt(1)).all()


def test_volumes_by_route_do_not_exceed_the_total(clean: dict[str, pd.DataFrame]) -> None:
    rows = clean["oil_exports"].query("period == 'year' and value_type in ['reported', 'derived']")
    for year in (2009, 2013, 2022, 2025):
        volumes = rows[rows["year"] == year].groupby("route")["volume_mt"].min()
        routes = volumes.reindex(["cpc", "atyrau-samara", "atasu-alashankou"]).sum()
        assert 0 < routes < volumes["total_exports"]


def test_arms_totals_by_recipient_match_the_shares_printed_in_the_research(
    clean: dict[str, pd.DataFrame],
) -> None:
    arms = clean["arms_imports"]
    kazakhstan = arms[arms["recipient"] == "Kazakhstan"]
    totals = kazakhstan.groupby("period")["tiv_million"].sum()
    russia = kazakhstan[kazakhstan["supplier"] == "Russia"].set_index("period")["tiv_million"]
    shares = (100 * russia / totals).round(1)
    # Shares in the article's ledger: 2006-10, 2010-14, 2015-19, 2020-24.
    assert shares[["2006-2010", "2010-2014", "2015-2019", "2020-2024"]].tolist() == [69.6, 58.5, 91.2, 88.4]
    # Sums of the five-year periods that do not overlap are the whole register.
    parts = kazakhstan[kazakhstan["period_set"] == "five years from 1995"]["tiv_million"].sum()
    assert parts == pytest.approx(totals["1995-2024"], abs=0.05)


def test_national_groups_add_up_to_the_published_totals(clean: dict[str, pd.DataFrame]) -> None:
    national = clean["ethnic_national"]
    # Sets that are complete: all groups and a rest, from one source.
    for date, source in [
        ("1959", "S_KOZINA"),
        ("1970", "S_KOZINA"),
        ("1989", "S_KOZINA"),
        ("2009", "S_WPDEM"),
    ]:
        printed_by = national["source_id"].map(lambda cell, source=source: source in reading.split(cell))
        rows = national[(national["date"] == date) & printed_by]
        total = rows.loc[rows["ethnic_group"] == "All", "population"].iloc[0]
        assert rows.loc[rows["ethnic_group"] != "All", "population"].sum() == total


def test_printed_shares_of_the_nation_follow_from_the_counts(clean: dict[str, pd.DataFrame]) -> None:
    national = clean["ethnic_national"]
    totals = (
        national[(national["ethnic_group"] == "All") & (national["preferred"] == 1)]
        .set_index(["date", "basis"])["population"]
        .astype(float)
    )
    both = national[national["share_pct"].notna() & national["population"].notna()].set_index(
        ["date", "basis"]
    )
    both = both.join(totals.rename("total"), how="inner")
    assert len(both) > 50
    misses = (100 * both["population"] / both["total"] - both["share_pct"]).abs()
    assert misses[both["preferred"] == 1].max() < 0.11
    # Two rounded figures, and two of 1970 that conflict with all others.
    assert sorted(both.loc[misses > 0.11, "source_id"]) == ["S_EGEMEN", "S_PEYR", "S_WPKZ", "S_WPKZ"]


def test_every_republic_has_a_preferred_titular_share_in_1989(clean: dict[str, pd.DataFrame]) -> None:
    republics = clean["ethnic_republics"].query("role == 'titular' and preferred == 1").set_index("republic")
    of_1989 = republics.loc[republics["year"] == 1989, "share_pct"]
    assert len(of_1989) == 15
    assert of_1989[of_1989 < 50].index.tolist() == ["Kazakhstan"]
    assert of_1989["Estonia"] == 61.5
    of_1979 = republics.loc[republics["year"] == 1979, "share_pct"]
    assert sorted(of_1979[of_1979 < 50].index) == ["Kazakhstan", "Kirghizia"]


def test_shares_of_the_republics_follow_from_their_counts(clean: dict[str, pd.DataFrame]) -> None:
    republics = clean["ethnic_republics"].query("preferred == 1")
    totals = republics[republics["role"] == "all"].set_index(["year", "republic"])["population"]
    groups = republics[republics["role"] == "titular"].set_index(["year", "republic"])
    both = groups.join(totals.rename("total"), how="inner").dropna(
        subset=["population", "share_pct", "total"]
    )
    assert len(both) > 8
    assert (100 * both["population"] / both["total"] - both["share_pct"]).abs().astype(float).max() < 0.3


def test_oblasts_add_up_to_the_census(clean: dict[str, pd.DataFrame]) -> None:
    census = clean["oblast_population"].query("source_id == 'S_IHGIS'")
    sums = census.groupby(["date", "area"])["population"].sum()
    assert sums["2009", "all"] == 16_009_597
    # The volume of 2009 prints more for 1999 than the census of 1999 counted.
    assert sums["1999", "all"] - 14_953_126 == 28_155


def test_no_oblast_is_counted_twice_at_one_date(clean: dict[str, pd.DataFrame]) -> None:
    population = clean["oblast_population"]
    assert not population.duplicated(["scheme", "unit", "date", "basis", "area"]).any()
    yearly = (
        population.query("basis == 'current estimate' and area == 'all'").groupby("date")["population"].sum()
    )
    assert yearly["2019-01-01"] == 18_395_567


def test_growth_series_agree_where_they_overlap(clean: dict[str, pd.DataFrame]) -> None:
    growth = clean["gdp_growth"].query("country == 'KAZ' and 2000 <= year <= 2010")
    means = growth.groupby("series")["growth_pct"].mean()
    assert (means - 8.46).abs().max() < 0.05


def test_memberships_do_not_overlap(clean: dict[str, pd.DataFrame]) -> None:
    spells = clean["csto_members"].sort_values(["country", "from_year"])
    later = spells.groupby("country")["from_year"].shift(-1)
    assert (spells["to_year"].isna() | later.isna() | (spells["to_year"] < later)).all()
    assert set(spells.loc[spells["to_year"].isna(), "country"]) == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"}


def test_nothing_is_taken_from_memory(clean: dict[str, pd.DataFrame]) -> None:
    for name, frame in clean.items():
        texts = frame.select_dtypes(include=["object", "str"])
        assert (
            not texts.apply(lambda column: column.str.contains("memory", case=False, na=False)).any().any()
        ), name


@pytest.mark.parametrize(
    ("date", "exists"),
    [("2015-02-28", True), ("2016-02-29", True), ("2000-02-29", True), ("2009", True), ("2009-02", True)]
    + [(date, False) for date in ("2015-02-30", "2015-02-29", "1900-02-29", "2015-04-31", "2015-13", "15")]
    + [
        (date, False)
        for date in ("0000", "0000-02-29", "2100-02-29", "\u0661\u0669\u0668\u0669", "2015-0\u0661")
    ],
)
def test_a_date_is_one_of_the_calendar(date: str, exists: bool) -> None:
    pattern = catalogue.get("agreements").field("date").constraints["pattern"]
    assert bool(re.fullmatch(pattern, date)) == exists


def test_an_impossible_date_is_told_in_one_sentence(tmp_path: Path, clean: dict[str, pd.DataFrame]) -> None:
    table = catalogue.get("agreements")
    raw = tmp_path / "agreements.csv"
    lines = [",".join(table.names), "2015-02-30,Treaty A,bilateral KZ-RU treaty,KAZ;RUS,P97,B,"]
    raw.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(InputError, match="found '2015-02-30', expected a date of the calendar"):
        checking.clean(table, raw, clean)
