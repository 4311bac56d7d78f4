"""Who made an exhibit, what it is and on which terms, read back from its record and from its SVG, PNG and PDF files."""

from __future__ import annotations

import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET

import pikepdf
import pytest
from drawn_exhibits import Exhibits
from PIL import Image

from kazbrief import edition, paths
from kazbrief.claims import LEDGER
from kazbrief.exhibits.pictures import converted
from kazbrief.exhibits.register import names

ROOT = paths.root()
FIGURES = ROOT / "figures"
DC = "{http://purl.org/dc/elements/1.1/}"
EXAMPLE = "fig-route-status"
EVERY = (*names(), LEDGER)


def record(exhibit_id: str) -> dict[str, object]:
    own: dict[str, object] = json.loads((FIGURES / f"{exhibit_id}.json").read_text("utf-8"))
    return own


def expected(drawn: Exhibits) -> dict[str, str]:
    exhibit = drawn.made(EXAMPLE)
    return {
        "title": exhibit.words.finding,
        "creator": edition.AUTHOR,
        "description": exhibit.words.alt,
        "rights": f"{edition.AUTHOR}, {edition.LICENCE_NAME}, {edition.LICENCE_URL}",
        "source": exhibit.source_line,
        "identifier": f"{edition.IDENTIFIER}/{EXAMPLE}",
    }


def test_svg(drawn: Exhibits) -> None:
    (work,) = ET.fromstring(drawn.svg(EXAMPLE, True)).iter("{http://creativecommons.org/ns#}Work")
    for name, text in expected(drawn).items():
        (found,) = work.findall(f"{DC}{name}")
        assert "".join(found.itertext()).strip() == text, name


def test_png(drawn: Exhibits) -> None:
    picture = Image.open(io.BytesIO(converted(drawn.svg(EXAMPLE, True), drawn.made(EXAMPLE), "png")))
    keys = {"creator": "Author", "rights": "Copyright"}
    for name, text in expected(drawn).items():
        assert picture.info[keys.get(name, name.capitalize())] == text
    assert [round(value) for value in picture.info["dpi"]] == [300, 300]


@pytest.mark.parametrize("exhibit_id", [EXAMPLE, "fig-district-map"])
def test_flat_colours_of_a_png_are_those_of_the_drawing(drawn: Exhibits, exhibit_id: str) -> None:
    drawing = drawn.svg(exhibit_id, True)
    picture = Image.open(io.BytesIO(converted(drawing, drawn.made(exhibit_id), "png")))
    palette = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    fills = set(re.findall(r"fill: (#[0-9a-f]{6})", drawing))
    assert {tuple(bytes.fromhex(fill[1:])) for fill in fills} <= palette


def test_pdf_says_who_it_is_and_is_the_same_twice(drawn: Exhibits) -> None:
    content = converted(drawn.svg(EXAMPLE, True), drawn.made(EXAMPLE), "pdf")
    assert content == converted(drawn.svg(EXAMPLE, True), drawn.made(EXAMPLE), "pdf")
    wanted = expected(drawn)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.docinfo["/Title"]) == wanted["title"]
        assert str(document.docinfo["/Author"]) == wanted["creator"]
        xmp = document.open_metadata()
        for name, text in wanted.items():
            value = xmp[f"dc:{name}"]
            assert (value[0] if isinstance(value, list) else value) == text, name
        assert xmp["xmpRights:WebStatement"] == edition.LICENCE_URL
        assert len(document.pages) == 1


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_datacite_has_what_its_schema_requires(exhibit_id: str) -> None:
    own = record(exhibit_id)
    cited = own["datacite"]
    assert cited["schemaVersion"] == "http://datacite.org/schema/kernel-4"
    assert cited["types"]["resourceTypeGeneral"] in {"Image", "Dataset"}
    assert all(cited[name] for name in ("creators", "titles", "publisher", "publicationYear"))
    assert cited["titles"][0]["title"] == own["finding"]
    assert cited["rightsList"][0]["rightsIdentifier"] == edition.LICENCE
    assert len(cited["formats"]) == len(own["files"])


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_json_ld_describes_data_and_picture_and_their_files(exhibit_id: str) -> None:
    own = record(exhibit_id)
    nodes = {node["@type"]: node for node in own["schema_org"]["@graph"]}
    assert own["schema_org"]["@context"] == "https://schema.org"
    picture = not exhibit_id.startswith("tbl-")
    assert set(nodes) == {"Dataset", *(["ImageObject"] if picture else [])}
    assert nodes["Dataset"]["distribution"][0]["contentUrl"] in own["files"]
    assert len(nodes["Dataset"]["isBasedOn"]) == len(own["sources"])
    if picture:
        assert nodes["ImageObject"]["contentUrl"] in own["files"]
        assert nodes["ImageObject"]["isBasedOn"]["@id"] == nodes["Dataset"]["@id"]


@pytest.mark.parametrize("exhibit_id", EVERY)
def test_provenance_names_inputs_and_program_with_their_hashes(exhibit_id: str) -> None:
    own = record(exhibit_id)
    prov = own["provenance"]
    files = {
        name.removeprefix("repository:"): entity["kazbrief:sha256"]
        for name, entity in prov["entity"].items()
        if name.startswith("repository:")
    }
    assert own["program"] in files
    assert {f"data/clean/{table}.csv" for table in own["tables"]} <= set(files)
    for path, sha256 in files.items():
        assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == sha256, path
    for relation in ("used", "wasGeneratedBy", "wasDerivedFrom", "wasAttributedTo"):
        for link in prov[relation].values():
            for role, name in link.items():
                kind = {"prov:activity": "activity", "prov:agent": "agent"}.get(role, "entity")
                assert name in prov[kind], (relation, name)
