"""The ledger as a whole: every claim decided, by its own rows and no others, and told in four forms."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import Any

import pandas as pd
import pypandoc
import pytest

from kazbrief import claims, inputs
from kazbrief.claims import ledger, people, printed
from kazbrief.claims.decisions import evidence
from kazbrief.errors import KazbriefError
from kazbrief.tables.reading import split

RAW = Path(__file__).parents[2] / "data" / "raw"
Frames = dict[str, pd.DataFrame]


def where(frame: pd.DataFrame, **values: Any) -> pd.Series:
    chosen = pd.Series(True, index=frame.index)
    for column, value in values.items():
        chosen &= frame[column] == value
    assert chosen.sum() == 1, values
    return chosen


def with_value(raw: Frames, table: str, column: str, value: Any, **row: Any) -> Frames:
    frame = raw[table].copy()
    frame.loc[where(frame, **row), column] = value
    return raw | {table: frame}


def without(frames: Frames, table: str, **row: Any) -> Frames:
    frame = frames[table]
    return frames | {table: frame[~where(frame, **row)]}


def changed_claims(after: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    same = after.eq(before) | (after.isna() & before.isna())
    return set(after.loc[~same.all(axis=1), "claim_id"])


def row_of(judged: pd.DataFrame, claim_id: str) -> pd.Series:
    return judged.set_index("claim_id", drop=False).loc[claim_id]


def test_every_claim_has_rule_verdict_grade_kind_reason_and_known_sources(
    judged: pd.DataFrame, raw: Frames
) -> None:
    assert sorted(judged["claim_id"]) == sorted(raw["claims"]["claim_id"])
    for column in ("rule", "verdict", "grade", "kind", "reason", "sensitivity", "source_id"):
        assert judged[column].notna().all() and (judged[column] != "").all(), column
    assert set(judged["verdict"]) <= set(ledger.VERDICTS)
    assert set(judged["grade"]) <= {"A", "B", "C"}
    cited = {source for cell in judged["source_id"] for source in split(cell)}
    assert cited <= set(raw["sources"]["source_id"])


def test_a_documented_claim_has_no_value_and_a_computed_one_has(judged: pd.DataFrame) -> None:
    computed = judged["kind"] == "computed"
    assert judged.loc[computed, "value"].notna().all()
    assert judged.loc[computed, ["unit", "year"]].notna().all(axis=None)
    assert judged.loc[~computed, ["value", "value_high"]].isna().all(axis=None)


def test_what_is_known_since_names_its_sources(judged: pd.DataFrame, raw: Frames) -> None:
    known = set(raw["sources"]["source_id"])
    since = judged.set_index("claim_id")["state_2025"].dropna()
    assert len(since) > 30
    for claim_id, text in since.items():
        assert known & set(re.findall(r"\w+", text)), f"{claim_id}: {text}"
        assert not re.search(r"\b(?:S_|SE|P)\d+\b", re.sub("|".join(known), "", text)), claim_id


@pytest.mark.parametrize(
    ("claim_id", "reading"),
    [("C14", "partly supported with the years 2008\u20132010"), ("C33", "contradicted with Russia counted")],
)
def test_a_reading_that_would_change_the_verdict_is_told(
    judged: pd.DataFrame, claim_id: str, reading: str
) -> None:
    assert reading in row_of(judged, claim_id)["sensitivity"]


CHANGES: tuple[tuple[str, str, float, dict[str, Any], dict[str, str]], ...] = (
    # With little oil to China both ends of the share no longer agree, and even BTC carried more than that line.
    (
        "oil_exports",
        "volume_mt",
        0.5,
        {"year": 2009, "route": "atasu-alashankou", "source_id": "S_INVESTKZ_2010"},
        {"C48": "open", "M30": "open", "M03": "open", "C51": "supported"},
    ),
    # First still, but neither half of the deliveries nor twice the second.
    (
        "arms_imports",
        "tiv_million",
        60.0,
        {"recipient": "Kazakhstan", "period": "2006-2010", "supplier": "Russia"},
        {"C14": "partly supported", "C53": "partly supported"},
    ),
    (
        "population",
        "population",
        17_433_000,
        {"date": "2011-01-01", "source_id": "R34"},
        {"C37": "contradicted"},
    ),
    ("border_length", "length_km", 6100.0, {"source_id": "SE14;SE107"}, {"C27": "supported"}),
)


@pytest.mark.parametrize(
    ("table", "column", "value", "row", "verdicts"), CHANGES, ids=[c[0] for c in CHANGES]
)
def test_one_raw_value_changes_the_claims_that_rest_on_it_and_no_other(
    raw: Frames,
    frames: Frames,
    derive: Callable[..., Frames],
    claims_on: Callable[[str], list[str]],
    judged: pd.DataFrame,
    table: str,
    column: str,
    value: float,
    row: dict[str, Any],
    verdicts: dict[str, str],
) -> None:
    changed = derive(frames | with_value(raw, table, column, value, **row), table)
    listed = raw["claims"].set_index("claim_id", drop=False)
    assert set(verdicts) <= set(claims_on(table))
    for claim_id in claims_on(table):
        before, after = row_of(judged, claim_id), ledger.decide(listed.loc[claim_id], changed)
        if claim_id in verdicts:
            assert after["verdict"] == verdicts[claim_id] != before["verdict"]
        else:
            told = {name: cell for name, cell in after.items() if not pd.isna(cell)}
            assert told == {name: before[name] for name in told}, claim_id


@pytest.mark.slow
def test_a_documented_reading_is_its_own_claim_s_only(
    raw: Frames, frames: Frames, judged: pd.DataFrame
) -> None:
    changed = with_value(raw, "claims", "verdict", "open", claim_id="C45")["claims"]
    after = ledger.judge(changed, frames)
    assert changed_claims(after, judged) == {"C45"}


@pytest.mark.parametrize(
    ("claim_id", "table", "row"),
    [
        ("C01", "hdi", {"country": "TKM", "year": 2010}),
        ("C02", "gdp_growth", {"country": "KAZ", "year": 2005, "series": "wdi_constant_usd"}),
        ("C14", "arms_share", {"recipient": "Kazakhstan", "period": "2006-2010"}),
        ("C17", "military_expenditure", {"country": "BLR", "year": 2010, "measure": "constant_2023_usd"}),
        ("C17", "armed_forces", {"country": "UZB", "year": 2010, "series": "active_and_paramilitary"}),
        ("C27", "border_length", {"source_id": "SE14;SE107"}),
        (
            "C34",
            "ethnic_national",
            {"date": "2009", "ethnic_group": "Russian", "preferred": 1, "basis": "census"},
        ),
        ("C37", "population", {"date": "2011-01-01"}),
        ("C42", "ethnic_republics", {"republic": "Latvia", "year": 1989, "role": "titular", "preferred": 1}),
        ("C48", "oil_share", {"year": 2009}),
        ("C51", "oil_exports", {"year": 2009, "route": "btc_kazakh_oil"}),
    ],
)
def test_without_a_needed_row_there_is_an_error_and_no_verdict(
    frames: Frames, claim_id: str, table: str, row: dict[str, Any]
) -> None:
    fewer = without(frames, table, **row)
    claim = fewer["claims"].set_index("claim_id", drop=False).loc[claim_id]
    with pytest.raises(KazbriefError, match=rf"can't be decided: .*{table.split('_')[0]}.*found .*expected "):
        ledger.decide(claim, fewer)


@pytest.mark.parametrize("claim_id", claims.tests())
def test_an_empty_table_gives_the_same_verdict_or_a_plain_refusal(
    frames: Frames, judged: pd.DataFrame, claim_id: str
) -> None:
    path = claims.tests()[claim_id]
    for name in inputs.inputs_of(path):
        try:
            finding = inputs.call(inputs.load(path), frames | {name: frames[name].iloc[:0]})
        except KazbriefError:
            continue
        assert finding.verdict == row_of(judged, claim_id)["verdict"], name


def test_claims_and_tests_have_to_match(frames: Frames) -> None:
    listed = frames["claims"]
    with pytest.raises(KazbriefError, match="found no computed claim C48, expected"):
        ledger.judge(listed[listed["claim_id"] != "C48"], frames)
    renamed = listed.assign(claim_id=listed["claim_id"].replace("C48", "C99"))
    with pytest.raises(KazbriefError, match="found no test of C99 and no computed claim C48"):
        ledger.judge(renamed, frames)


def raw_rows(name: str) -> list[dict[str, str]]:
    with (RAW / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_mean_growth_agrees_with_plain_arithmetic(judged: pd.DataFrame) -> None:
    rates = [
        float(row["growth_pct"])
        for row in raw_rows("gdp_growth")
        if row["country"] == "KAZ"
        and row["series"] == "wdi_constant_usd"
        and 2000 <= int(row["year"]) <= 2010
    ]
    assert len(rates) == 11
    assert row_of(judged, "C02")["value"] == round(mean(rates), 1)


def test_urban_shares_agree_with_plain_arithmetic(judged: pd.DataFrame) -> None:
    counts = {"all": 0, "urban": 0, "rural": 0}
    for row in raw_rows("oblast_population"):
        if row["scheme"] == "1999" and row["date"] == "1999" and row["unit"] in people.SOUTH_AND_WEST:
            counts[row["area"]] += int(row["population"])
    assert counts["urban"] + counts["rural"] == counts["all"]
    assert row_of(judged, "C46")["value"] == round(100 * counts["urban"] / counts["all"])


def test_shares_of_1989_are_of_one_base(judged: pd.DataFrame) -> None:
    assert row_of(judged, "C38")["value"] == round(100 * 6_534_616 / 16_464_400, 1)
    assert row_of(judged, "C39")["value"] == round(100 * 6_227_549 / 16_464_400, 1)


def tables_of(markdown: str) -> list[dict[str, Any]]:
    document = json.loads(pypandoc.convert_text(markdown, "json", format="markdown"))
    return [block for div in document["blocks"] for block in div["c"][1] if block["t"] == "Table"]


def test_the_paper_s_tables_hold_every_claim_once(judged: pd.DataFrame) -> None:
    (table,) = tables_of(printed.ledger_markdown(judged))
    body = table["c"][4][0][3]
    assert len(body) == len(judged) + judged["subject"].nunique()
    assert {len(row[1]) for row in body} == {4}
    text = printed.ledger_markdown(judged)
    for row in judged.itertuples():
        assert text.count(f"| {row.claim_id}\u00a0¶{row.paragraph} |") == 1


def test_there_is_a_square_for_each_claim_in_the_order_of_the_article(judged: pd.DataFrame) -> None:
    text = printed.squares_markdown(judged)
    shown = re.findall(r"\[([CM]\d+)\]\{\.square", text)
    paragraphs = judged.set_index("claim_id")["paragraph"]
    assert sorted(shown) == sorted(judged["claim_id"])
    assert [paragraphs[name] for name in shown] == sorted(paragraphs)
    counts = [int(count) for count in re.findall(r"\} (\d+)", text)]
    assert sum(counts) == len(judged)
    assert str(len(judged)) in ledger.headline(judged)


def test_the_json_holds_the_claims(judged: pd.DataFrame) -> None:
    again = json.loads(json.dumps(ledger.plain(judged), allow_nan=False))
    assert len(again["claims"]) == sum(again["verdicts"].values()) == len(judged)
    (oil,) = (claim for claim in again["claims"] if claim["claim_id"] == "C48")
    assert oil["value"] < oil["value_high"]


def test_the_built_record_lists_the_sources_of_all_claims() -> None:
    record = json.loads((RAW.parents[1] / "figures" / f"{claims.LEDGER}.json").read_text("utf-8"))
    assert record["id"] == claims.LEDGER and record["rows"] == len(record["claims"])
    listed = {source["source_id"] for source in record["sources"]}
    assert listed == {source for claim in record["claims"] for source in split(claim["source_id"])}


def test_a_chain_leads_from_the_quotation_to_the_sources(judged: pd.DataFrame, frames: Frames) -> None:
    for claim_id in ("C48", "C07"):
        row = ledger.find(judged, claim_id.lower())
        told = " ".join(printed.chain(row, frames["sources"]).split())
        parts = [" ".join(row[part].split()) for part in ("quotation", "rule", "reason")]
        at = [told.index(part) for part in parts]
        assert at == sorted(at)
        for source_id in split(row["source_id"]):
            assert told.index(f"{source_id}: ") > at[-1]
    assert "computed by kazbrief.claims.oil.c48" in printed.chain(
        ledger.find(judged, "C48"), frames["sources"]
    )
    assert "documented: people read" in printed.chain(ledger.find(judged, "C07"), frames["sources"])


def test_a_chain_says_how_much_of_its_sources_was_read(judged: pd.DataFrame, frames: Frames) -> None:
    row = ledger.find(judged, "C07")
    own = frames["sources"].set_index("source_id").loc[split(row["source_id"])]
    assert set(own["extent"]) == {"opening"} and not (own["kind"] == "primary").any()
    told = " ".join(printed.chain(row, frames["sources"]).split())
    assert (
        f"grade {row['grade']}: {len(own)} sources, 0 primary; read: {len(own)} at the opening only" in told
    )


def test_a_chain_gives_the_sources_of_the_state_of_2025_as_well(judged: pd.DataFrame, frames: Frames) -> None:
    row = ledger.find(judged, "C48")
    told = printed.chain(row, frames["sources"])
    latest = frames["sources"].set_index("source_id").loc["S_DAYAZ_202601"]
    assert "S_DAYAZ_202601" in row["state_2025"] and "S_DAYAZ_202601" not in split(row["source_id"])
    assert latest["url"] in told


def test_unknown_claims_and_sources_are_told(judged: pd.DataFrame, frames: Frames) -> None:
    with pytest.raises(KazbriefError, match="there is no claim 'C03': did you mean"):
        ledger.find(judged, "C03")
    sources = frames["sources"]
    with pytest.raises(KazbriefError, match="claim C07 cites 'P03', which the table sources does not list"):
        printed.chain(ledger.find(judged, "C07"), sources[sources["source_id"] != "P03"])


@pytest.mark.parametrize(
    ("value", "high", "unit", "text"),
    [
        (66.0, 87.0, "% of oil exports", "66\u201387\u00a0% of oil exports (2009)"),
        (16.43, None, "million", "16.43 million (2009)"),
        (6846.0, None, "km", "6,846 km (2009)"),
        (None, None, "", ""),
    ],
)
def test_values_are_told_with_unit_and_year(value: float, high: float, unit: str, text: str) -> None:
    assert printed.value_text({"value": value, "value_high": high, "unit": unit, "year": "2009"}) == text


def test_the_overview_has_a_line_for_each_claim(judged: pd.DataFrame) -> None:
    lines = printed.overview(judged).splitlines()
    assert [line[:3] for line in lines[:-2]] == sorted(judged["claim_id"])
    assert lines[-1] == f"{ledger.headline(judged)}."


def test_a_verdict_that_turns_says_so(judged: pd.DataFrame, raw: Frames) -> None:
    assert (judged["turns"].eq(1) == judged["sensitivity"].str.startswith("Would be ")).all()
    other = raw["claims"].set_index("claim_id")["other_verdict"].dropna()
    for claim_id, verdict in other.items():
        row = row_of(judged, str(claim_id))
        assert row["turns"] == 1 and row["verdict"] != verdict


def test_a_judgement_in_a_sentence_caps_its_verdict_and_the_sensitivity_says_so(judged: pd.DataFrame) -> None:
    for claim_id in ("C01", "M03", "C46"):
        row = row_of(judged, claim_id)
        assert row["verdict"] == "partly supported"
        assert "supported with" in row["sensitivity"] and "left aside" in row["sensitivity"], claim_id


def test_one_row_is_enough_where_one_is_asked_for(frames: Frames) -> None:
    """C53 asks for one leased facility: a doubtful further one doesn't weaken its grade."""
    kept = frames["agreements"]
    assert {"A", "C"} <= set(kept.loc[kept["kind"] == "bilateral KZ-RU facility", "grade"])
    finding = inputs.call(inputs.load(claims.tests()["C53"]), frames)
    assert evidence(*finding.rows)[0] == "B"


def test_readings_of_lists_agree_with_the_lists(raw: Frames) -> None:
    """C08 and M06 are read from the table of exercises: what their reasons count stands there."""
    found = raw["exercises"]
    csto = found[(found["framework"] == "CSTO") & found["start"].str.startswith("2010")]
    assert len(csto) == 3
    early = found[found["start"].str[:4].isin(["2008", "2009", "2010"])]
    both = early[early["participants"].str.contains("KAZ") & early["participants"].str.contains("RUS")]
    assert both["framework"].value_counts().to_dict() == {"CSTO": 3, "bilateral KZ-RU": 2, "SCO": 1}
    assert (early["framework"] == "CSTO").sum() == 5


def test_words_name_what_their_function_says(frames: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    words = {**ledger.templates()["C34"], "reason": "The census gave {found} %."}
    monkeypatch.setattr(ledger, "templates", lambda: {"C34": words})
    listed = frames["claims"]
    row = listed[listed["claim_id"] == "C34"].iloc[0]
    with pytest.raises(KazbriefError, match=r"claims.yml, C34: found \{found\}, expected one of value, "):
        ledger._tested(row, frames)
