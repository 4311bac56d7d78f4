"""Citations: read back by parsers that others wrote, and telling the same whatever the style."""

from __future__ import annotations

import json
from pathlib import Path

import bibtexparser
import jsonschema
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kazbrief import edition, paths
from kazbrief.claims import LEDGER
from kazbrief.errors import KazbriefError
from kazbrief.exhibits import citation, metadata
from kazbrief.exhibits.register import names
from kazbrief.formats import capital

FIGURES = paths.root() / "figures"
EVERY = (*names(), LEDGER)
# The variables of the CSL input schema 1.0.2 that the items may have, with the types of their values.
CSL_TYPES = {
    "id": str,
    "type": str,
    "title": str,
    "author": list,
    "issued": dict,
    "container-title": str,
    "publisher": str,
    "edition": str,
    "genre": str,
    "DOI": str,
    "URL": str,
    "archive_location": str,
    "language": str,
    "note": str,
}


def record(exhibit_id: str) -> dict[str, object]:
    own: dict[str, object] = json.loads((FIGURES / f"{exhibit_id}.json").read_text("utf-8"))
    return own


def stated(title: str) -> dict[str, object]:
    return {
        "id": "fig-made-up",
        "finding": title,
        "creator": "kazbrief contributors",
        "edition": "1",
        "date": "2026-11-23",
        "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }


def read_by_pandoc(text: str, reader: str) -> dict[str, object]:
    (item,) = json.loads(pypandoc.convert_text(text, "csljson", format=reader))
    return dict(item)


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_the_files_are_the_citations_of_the_record(exhibit_id: str) -> None:
    own = record(exhibit_id)
    assert f"{exhibit_id}.csl.json" in own["files"]
    for ending, style in citation.OF_ENDING.items():
        text = (FIGURES / f"{exhibit_id}.{ending}").read_text("utf-8")
        assert text.rstrip("\n") == citation.cite(own, style).rstrip("\n")
    assert (FIGURES / f"{exhibit_id}.txt").read_text("utf-8").strip() == own["citation"]


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_a_bibtex_parser_reads_the_entry(exhibit_id: str) -> None:
    library = bibtexparser.parse_string((FIGURES / f"{exhibit_id}.bib").read_text("utf-8"))
    assert not library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "misc" and entry.key == f"{edition.IDENTIFIER}-{exhibit_id}"
    assert {"author", "title", "year", "month", "howpublished", "note"} == set(entry.fields_dict)


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_bibtex_ris_and_csl_tell_the_same(exhibit_id: str) -> None:
    own = record(exhibit_id)
    items = {
        reader: read_by_pandoc((FIGURES / f"{exhibit_id}.{ending}").read_text("utf-8"), reader)
        for reader, ending in (("bibtex", "bib"), ("ris", "ris"), ("csljson", "csl.json"))
    }
    date = [int(part) for part in str(own["date"]).split("-")]
    for reader, item in items.items():
        title = str(item["title"]).replace("\u00a0", " ").replace("’", "'")
        assert title == str(own["finding"]).replace("\u00a0", " ").replace("’", "'"), reader
        # pandoc reads the year of an RIS entry and no more.
        assert item["issued"]["date-parts"][0] == date[: {"ris": 1, "bibtex": 2}.get(reader, 3)]
        (author,) = item["author"]
        parts = (author.get(part, "") for part in ("literal", "dropping-particle", "family"))
        # In RIS the name of a body stays whole when it begins with a capital.
        assert " ".join(filter(None, parts)) == (
            capital(str(own["creator"])) if reader == "ris" else own["creator"]
        ), reader
        assert reader != "ris" or "dropping-particle" not in author


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_csl_items_have_the_variables_of_the_schema(exhibit_id: str) -> None:
    (item,) = json.loads((FIGURES / f"{exhibit_id}.csl.json").read_text("utf-8"))
    assert set(item) <= set(CSL_TYPES)
    # Addresses are there once the edition has them.
    assert set(CSL_TYPES) - set(item) <= {"DOI", "URL"}
    assert all(isinstance(item[name], CSL_TYPES[name]) for name in item)
    assert item["type"] == ("dataset" if exhibit_id.startswith("tbl-") else "graphic")
    assert set(item["author"][0]) == {"literal"}
    assert all(isinstance(part, int) for part in item["issued"]["date-parts"][0])


@pytest.mark.parametrize("doi", ["", "10.1234/made.up"])
@pytest.mark.parametrize("exhibit_id", EVERY)
def test_datacite_records_are_those_of_its_schema(
    exhibit_id: str, doi: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = json.loads((Path(__file__).parents[1] / "tables/profiles/datacite-4.5.json").read_text("utf-8"))
    monkeypatch.setattr(edition, "DOI", doi)
    made = metadata.described(record(exhibit_id), {})["datacite"]
    jsonschema.Draft201909Validator(schema).validate(made)
    assert made.get("doi", "") == doi


@pytest.mark.parametrize("style", citation.STYLES)
def test_an_address_is_cited_in_every_style_once_there_is_one(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = citation.cite(stated("Oil flows"), style)
    assert "doi.org" not in without and "example.org" not in without
    monkeypatch.setattr(edition, "REPOSITORY", "https://example.org/kazbrief")
    assert "https://example.org/kazbrief" in citation.cite(stated("Oil flows"), style)
    monkeypatch.setattr(edition, "DOI", "10.1234/made.up")
    cited = citation.cite(stated("Oil flows"), style)
    assert "https://doi.org/10.1234/made.up" in cited and "example.org" not in cited


def test_citeproc_prints_the_id_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "item.json").write_text(citation.cite(stated("Oil flows"), "csl"), "utf-8")
    source = f"---\nbibliography: '{tmp_path}/item.json'\nnocite: '@*'\n---\n"
    printed = " ".join(
        pypandoc.convert_text(source, "plain", format="markdown", extra_args=["--citeproc"]).split()
    )
    assert "Figure fig-made-up" in printed
    assert printed.startswith("kazbrief contributors. 2026.")


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.sampled_from("abÄя 019 %&#$_{}\\^~“”–'"), min_size=3, max_size=40)
    .map(str.strip)
    .filter(lambda text: any(sign.isalnum() for sign in text))
)
def test_any_title_survives_bibtex(title: str) -> None:
    text = citation.bibtex(stated(title))
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks and len(library.entries) == 1
    read = str(read_by_pandoc(text, "bibtex")["title"])
    kept = "%&#$_{}\\^~019"
    assert [sign for sign in read if sign in kept] == [sign for sign in title if sign in kept]


@pytest.mark.parametrize("style", ["apa", "chicago", "plain"])
def test_running_text_names_who_what_when_and_which(style: str) -> None:
    text = citation.cite(stated("Oil “flows”"), style)
    for part in ("kazbrief contributors", "2026", "fig-made-up", "edition 1", "CC BY 4.0"):
        assert part in text
    assert "\n" not in text and ".." not in text


def test_a_title_in_quotation_marks_quotes_with_single_ones() -> None:
    assert "“Oil ‘flows’.”" in citation.cite(stated("Oil “flows”"), "chicago")


def test_an_unknown_style_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(KazbriefError, match="no citation style 'mla': the styles are bibtex, ris"):
        citation.cite(stated("Oil"), "mla")
