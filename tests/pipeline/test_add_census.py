"""Adding a census, as CONTRIBUTING.md says: a made-up one gets its table, its checks and its map."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from project_copy import ROOT, run

import kazbrief
from kazbrief.tables import catalogue, checking, reading

pytestmark = pytest.mark.slow
CENSUS, SCHEME = 2009, "1999"
# A source that is listed: with a new one every table is checked, and every exhibit drawn, anew.
LISTED = pd.read_csv(ROOT / "data" / "raw" / "sources.csv")["source_id"].iloc[0]
# Weights for a made-up Kazakh share by unit, so that the shares differ as real ones do.
NORTH = {"North Kazakhstan": 0.35, "Kostanay": 0.4, "Akmola": 0.45, "Pavlodar": 0.5, "Karaganda": 0.5}


def spread(total: int, weights: dict[str, float]) -> dict[str, int]:
    """A total divided by weights into whole numbers that sum to it."""
    whole = sum(weights.values())
    parts = {unit: int(total * weight / whole) for unit, weight in weights.items()}
    parts[max(parts, key=lambda unit: parts[unit])] += total - sum(parts.values())
    return parts


def made_up_census(source_id: str = LISTED) -> list[dict[str, object]]:
    """Counts that agree with the published population of each oblast and the national counts of 2009."""
    population = pd.read_csv(ROOT / "data" / "clean" / "oblast_population.csv").query(
        "date == '2009' and basis == 'census' and area == 'all'"
    )
    national = pd.read_csv(ROOT / "data" / "clean" / "ethnic_national.csv").query(
        "date == '2009' and basis == 'census' and preferred == 1 and population.notna()"
    )
    totals = dict(zip(population["unit"], population["population"], strict=True))
    counts = dict(zip(national["ethnic_group"], national["population"], strict=True))
    kazakh = spread(
        int(counts["Kazakh"]), {unit: NORTH.get(unit, 0.75) * people for unit, people in totals.items()}
    )
    russian = spread(int(counts["Russian"]), {unit: people - kazakh[unit] for unit, people in totals.items()})
    rows = []
    for unit, total in totals.items():
        for group, people in (("All", total), ("Kazakh", kazakh[unit]), ("Russian", russian[unit])):
            rows.append(
                {
                    "census": CENSUS,
                    "scheme": SCHEME,
                    "unit": unit,
                    "ethnic_group": group,
                    "population": int(people),
                    "source_id": source_id,
                    "grade": "A",
                    "note": "",
                }
            )
    return rows


def examples() -> dict[str, str]:
    """The CSV blocks of CONTRIBUTING.md, by the first word of each."""
    blocks = re.findall(r"```csv\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), flags=re.S)
    return {block.split(",")[0].strip(): re.sub(r"(?m)^ +", "", block) for block in blocks}


def list_source(path: Path, source_id: str) -> None:
    """Add a row to the table of sources, unless it is there."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, known = list(reader.fieldnames or ()), {row["source_id"] for row in reader}
    source = {
        "source_id": source_id,
        "publisher": "Nobody",
        "title": "Made-up figures",
        "date_read": "2026-01-01",
        "extent": "whole",
        "kind": "primary",
        "terms": "none",
    }
    if source_id not in known:
        with path.open("a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, columns, lineterminator="\n").writerow(source)


def add(project: Path, rows: list[dict[str, object]]) -> Path:
    """Follow CONTRIBUTING.md: fill the template, put it into data/raw."""
    header = (
        (project / "data" / "templates" / "ethnic_census.csv").read_text("utf-8").splitlines()[0].split(",")
    )
    raw = project / "data" / "raw"
    with (raw / "ethnic_census.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return raw / "ethnic_census.csv"


@pytest.fixture(scope="module")
def with_census(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a made-up census and a made-up year of oil exports, built; read it, don't change it."""
    project = tmp_path_factory.mktemp("census") / "project"
    shutil.copytree(built, project)
    add(project, made_up_census())
    with (project / "data" / "raw" / "oil_exports.csv").open("a", encoding="utf-8") as file:
        file.write(examples()["2026"].replace("S_NEW", LISTED))
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    return project


def test_a_census_gets_its_table_checks_and_map(with_census: Path) -> None:
    check = pd.read_csv(with_census / "data" / "clean" / "census_check.csv")
    assert set(check["comparison"]) == {"bounds of the raions", "national count", "population of the oblast"}
    agreed = check.groupby("comparison")["agrees"].agg(["sum", "size"])
    assert agreed.loc["population of the oblast"].tolist() == [16, 16]
    assert agreed.loc["national count"].tolist() == [3, 3]
    bounds = check[check["comparison"] == "bounds of the raions"]
    assert len(bounds) == 16
    assert (bounds["agrees"] == bounds["found"].between(bounds["lowest"], bounds["highest"])).all()

    record = json.loads((with_census / "figures" / "fig-kazakh-share-census.json").read_text("utf-8"))
    plotted = pd.read_csv(with_census / "figures" / "fig-kazakh-share-census.csv").set_index("unit")
    counts = pd.DataFrame(made_up_census()).pivot(index="unit", columns="ethnic_group", values="population")
    assert (plotted["share_pct"] - 100 * counts["Kazakh"] / counts["All"]).abs().max() < 1e-9
    assert plotted["share_pct"].idxmin() == "North Kazakhstan"
    assert "2009" in record["finding"] and "North Kazakhstan" in record["finding"]
    assert [source["source_id"] for source in record["sources"]] == [LISTED]
    picture = (with_census / "figures" / "fig-kazakh-share-census.svg").read_text("utf-8")
    areas = set(re.findall(r'id="fig-kazakh-share-census-area-(KZ-[A-Z0-9]+)"', picture))
    assert areas == set(plotted["iso_3166_2"])

    package = json.loads((with_census / "data" / "datapackage.json").read_text("utf-8"))
    names = {resource["name"] for resource in package["resources"]}
    assert {"ethnic_census", "ethnic_census-raw", "census_check"} <= names
    assert "ethnic_census" in run(with_census, "data", "list").stdout


def test_the_paper_refers_to_no_exhibit_that_it_leaves_out(with_census: Path) -> None:
    report = with_census / "report"
    table = (report / "_built" / "tbl-sources.qmd").read_text("utf-8")
    prose = "".join(path.read_text("utf-8") for path in report.glob("*.qmd"))
    assert "`fig-kazakh-share-census`" in table
    for name in re.findall(r"@((?:fig|tbl)-[a-z0-9-]+)", table):
        part = "claims" if name == "tbl-claims" else name
        assert f"{{{{< include _built/{part}.qmd >}}}}" in prose, name


def test_a_slip_in_a_census_is_caught_or_shown(with_census: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(with_census, project)
    rows = made_up_census("S_MADE_UP")
    list_source(project / "data" / "raw" / "sources.csv", "S_MADE_UP")
    kazakh = next(row for row in rows if row["ethnic_group"] == "Kazakh")
    kazakh["population"] = int(str(kazakh["population"])) + 1000
    path = add(project, rows)
    assert run(project, "build", "--only", "census_check").returncode == 0
    check = pd.read_csv(project / "data" / "clean" / "census_check.csv").set_index(
        ["comparison", "ethnic_group"]
    )
    assert check.loc[("national count", "Kazakh"), "difference"] == 1000
    assert check.loc[("national count", "Kazakh"), "agrees"] == 0
    assert check.loc[("national count", "Russian"), "agrees"] == 1

    kazakh["population"] = 10_000_000
    before = (project / "data" / "clean" / "ethnic_census.csv").read_bytes()
    path.write_text(pd.DataFrame(rows).to_csv(index=False, lineterminator="\n"), "utf-8")
    done = run(project, "build", "--only", "census_check")
    assert done.returncode == 1
    (sentence,) = [line for line in done.stderr.splitlines() if line.startswith("kazbrief: ")]
    assert re.search(
        r"data/raw/ethnic_census\.csv:2: column population: found groups of .* expected at most", sentence
    )
    assert (project / "data" / "clean" / "ethnic_census.csv").read_bytes() == before


def test_the_rows_shown_for_a_census_pass_its_schema(tmp_path: Path) -> None:
    path = tmp_path / "ethnic_census.csv"
    path.write_text(examples()["census"], "utf-8")
    table = catalogue.described()["ethnic_census"]
    frame = reading.read_raw(table, path)
    others = {name: kazbrief.load(name) for name in ("units", "sources")}
    listed = pd.concat([others["sources"], pd.DataFrame({"source_id": ["S_CENSUS21"]})])
    checking.check(table, frame, {**others, "sources": listed}, path)
    template = (ROOT / "data" / "templates" / "ethnic_census.csv").read_text("utf-8")
    assert template == examples()["census"].splitlines(keepends=True)[0]


def test_the_rows_shown_for_a_year_give_a_year(with_census: Path) -> None:
    share = pd.read_csv(with_census / "data" / "clean" / "oil_share.csv").set_index("year").loc[2026]
    # By hand: 66 + 9 of 80 Mt at least; all but the 1.2 Mt to China at most.
    assert share[["low_pct", "high_pct"]].tolist() == pytest.approx([100 * 75 / 80, 100 * 78.8 / 80])
    assert "latest_year: '2026'" in (with_census / "_variables.yml").read_text("utf-8")


def test_without_a_census_the_catalogue_has_none_of_it(built: Path) -> None:
    listed = run(built, "data", "list").stdout
    assert "ethnic_census" not in listed and "census_check" not in listed
    assert not list((built / "figures").glob("*census*"))
