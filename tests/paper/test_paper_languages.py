"""Translations that say what the built English sentence says, or nothing."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import yaml

from kazbrief import paths
from kazbrief.errors import InputError
from kazbrief.paper import languages

WORDS = {"North Kazakhstan": "Северо-Казахстанская область", "Abai": "область Абай", "three": "3", "and": "и"}
ENTRY = {
    "en": "It runs from {low} in {lowest} to {high} in {highest}",
    "ru": "От {low} ({lowest}) до {high} ({highest})",
}


def test_numbers_and_names_come_from_the_english_sentence() -> None:
    english = "It runs from 26.5–45 % in North Kazakhstan to 1,100 in Abai"
    assert languages.filled(english, ENTRY, "ru", WORDS) == (
        "От 26,5–45\u00a0% (Северо-Казахстанская область) до 1\u00a0100 (область Абай)"
    )


@pytest.mark.parametrize(
    "english",
    ["It falls from 1 in Abai to 2 in Abai", "It runs from 1 in Abai to 2 in Turan"],
    ids=["another sentence", "a name without a translation"],
)
def test_a_translation_that_does_not_fit_is_left_out(english: str) -> None:
    assert languages.filled(english, ENTRY, "ru", WORDS) is None


def test_two_fields_side_by_side_are_told_apart() -> None:
    entry = {"en": "in {place} {share} live", "ru": "{place}: {share}"}
    assert languages.filled("in North Kazakhstan 82 % live", entry, "ru", WORDS) == (
        "Северо-Казахстанская область: 82\u00a0%"
    )


def test_a_field_named_twice_must_say_the_same_twice() -> None:
    entry = {"en": "in {year}, and since {year}", "ru": "{year}"}
    assert languages.filled("in 2010, and since 2010", entry, "ru", WORDS) == "2010"
    assert languages.filled("in 2010, and since 2011", entry, "ru", WORDS) is None


def test_lists_of_names_are_joined_as_the_language_does() -> None:
    assert languages.localised("North Kazakhstan and Abai", WORDS) == (
        "Северо-Казахстанская область и область Абай"
    )
    assert languages.localised("three", WORDS) == "3"
    assert languages.localised("Abai and Turan", WORDS) is None


def test_judgements_are_read_from_their_box() -> None:
    box = (
        '::: {.key-judgements}\n## Key judgements\n\n- **Oil.** It was [near]{.checked by="x"} {{< var oil.then >}} (2009) '
        "(@fig-oil; claims C1 and C2). [High confidence from {{< var oil.year >}}: a reason.]{.confidence}\n:::\n"
    )
    assert languages.judgements(box, {"oil": {"then": "62 %", "year": "2022"}}) == {
        "Oil": (
            "It was near 62 % (2009)",
            "High confidence from 2022: a reason.",
            "@fig-oil; claims C1 and C2",
        )
    }


def test_names_on_drawings_are_short_and_of_the_right_place() -> None:
    units = pd.DataFrame(
        {"scheme": ["2022"] * 3, "unit": ["Almaty city", "Almaty oblast", "West Kazakhstan"]}
    )
    short = {
        "Almaty city": "Алматы",
        "Almaty oblast": "Алматинская",
        "West Kazakhstan": "Западно-Казахстанская",
    }
    called = languages.names(units, short, "ru", {"West Kazakhstan": "ЗКО"})
    assert called["Almaty"] == "Алматинская"
    assert called["Almaty city"] == "Алматы"
    assert called["West Kazakhstan"] == "ЗКО"
    assert called["RUSSIA"] == "РОССИЯ"


def test_a_broken_file_is_told_with_its_line() -> None:
    with pytest.raises(InputError, match=r"translations\.yml:3"):
        languages.read("terms:\n  a: b\n c: [", "translations.yml")
    with pytest.raises(InputError, match="no texts"):
        languages.read("terms: {}\nlanguages: {}\njudgements: {}\n", "translations.yml")


def test_every_translation_of_the_paper_fits_the_built_english() -> None:
    """Fails when a finding or a judgement was reworded: mend ``report/translations.yml``."""
    root = paths.root()
    built = root / "report" / "_built" / "languages.json"
    if not built.exists():
        pytest.skip("the paper isn't built")
    known = yaml.safe_load((root / "report" / "translations.yml").read_text("utf-8"))
    wanted = {*known["texts"], *(f"{title}." for title in known["judgements"])}
    held = json.loads(built.read_text("utf-8"))["languages"]
    assert {code: sorted(wanted - set(language["texts"])) for code, language in held.items()} == {
        code: [] for code in known["languages"]
    }
