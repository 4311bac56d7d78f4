"""An exhibit's record for machines: DataCite, schema.org (JSON-LD) and W3C PROV."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kazbrief import edition
from kazbrief.exhibits import is_table
from kazbrief.exhibits.citation import identifier

Record = Mapping[str, Any]
Hashes = Mapping[str, str]

_MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain",
}
SUBJECTS = ("Kazakhstan", "Russia")


def media_type(name: str) -> str:
    """The media type of one of an exhibit's files, by its name."""
    return _MEDIA_TYPES[name.partition(".")[2]]


def described(record: Record, hashes: Hashes) -> dict[str, Any]:
    """The record with its descriptions for machines added.

    Parameters
    ----------
    record
        The exhibit's record as plain data (`kazbrief.exhibits.record.Exhibit.record`).
    hashes
        SHA-256 of each file that the exhibit was made from, by its path in the repository: clean tables, layers,
        and the program.
    """
    return {
        **record,
        "identifier": identifier(record),
        "datacite": datacite(record),
        "schema_org": schema_org(record),
        "provenance": provenance(record, hashes),
    }


def datacite(record: Record) -> dict[str, Any]:
    """The metadata of the DataCite schema, version 4 (in its JSON form)."""
    table = is_table(record["id"])
    addresses = filter(None, (_address(source["url"]) for source in record["sources"]))
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {
            "resourceTypeGeneral": "Dataset" if table else "Image",
            "resourceType": "Table" if table else "Figure",
        },
        "creators": [{"name": record["creator"], "nameType": "Organizational"}],
        "titles": [
            {"title": record["finding"], "lang": "en"},
            {"title": record["subtitle"], "titleType": "Subtitle", "lang": "en"},
        ],
        "publisher": {"name": edition.SERIES},
        "publicationYear": record["date"][:4],
        "dates": [{"date": record["date"], "dateType": "Issued"}],
        "language": "en",
        "version": record["edition"],
        "identifiers": [],
        "alternateIdentifiers": [
            {"alternateIdentifier": identifier(record), "alternateIdentifierType": "local"}
        ],
        "subjects": [{"subject": subject} for subject in SUBJECTS],
        "formats": [media_type(name) for name in record["files"]],
        "rightsList": [
            {
                "rights": record["licence"]["name"],
                "rightsUri": record["licence"]["url"],
                "rightsIdentifier": edition.LICENCE,
                "rightsIdentifierScheme": "SPDX",
            }
        ],
        "descriptions": [
            {"description": record["alt"], "descriptionType": "Abstract", "lang": "en"},
            {"description": record["description"], "descriptionType": "Other", "lang": "en"},
        ],
        "relatedIdentifiers": [
            {"relatedIdentifier": address, "relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
            for address in dict.fromkeys(addresses)
        ],
    }


def schema_org(record: Record) -> dict[str, Any]:
    """JSON-LD of schema.org: the data as a Dataset and, for a figure, the picture as an ImageObject based on it."""
    common = {
        "name": record["finding"],
        "creator": {"@type": "Organization", "name": record["creator"]},
        "datePublished": record["date"],
        "inLanguage": "en",
        "license": record["licence"]["url"],
        "creditText": record["source_line"],
        "isPartOf": {"@type": "CreativeWork", "name": f"{edition.SERIES}, edition {record['edition']}"},
    }
    name = record["id"]
    data = {
        "@type": "Dataset",
        "@id": f"#{name}-data",
        **common,
        "identifier": identifier(record),
        "description": record["description"],
        "variableMeasured": list(record["columns"]),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type(f"{name}.csv"),
                "contentUrl": f"{name}.csv",
            }
        ],
        "isBasedOn": [
            {
                "@type": "CreativeWork",
                "name": source["title"],
                "author": source["author_publisher"],
                **({"url": address} if (address := _address(source["url"])) else {}),
            }
            for source in record["sources"]
        ],
    }
    graph: list[dict[str, Any]] = [data]
    if not is_table(record["id"]):
        graph.insert(
            0,
            {
                "@type": "ImageObject",
                "@id": f"#{name}",
                **common,
                "identifier": identifier(record),
                "caption": record["subtitle"],
                "description": record["alt"],
                "contentUrl": f"{name}.svg",
                "encodingFormat": media_type(f"{name}.svg"),
                "acquireLicensePage": record["licence"]["url"],
                "isBasedOn": {"@id": f"#{name}-data"},
            },
        )
    return {"@context": "https://schema.org", "@graph": graph}


def provenance(record: Record, hashes: Hashes) -> dict[str, Any]:
    """PROV in its JSON form: the exhibit, the run that made it, what the run used, with SHA-256."""
    name, run = f"exhibit:{record['id']}", f"exhibit:{record['id']}-run"
    used = {f"repository:{path}": sha256 for path, sha256 in sorted(hashes.items())}
    entities: dict[str, Any] = {name: {"prov:type": "prov:Collection", "prov:label": record["finding"]}}
    for path, sha256 in used.items():
        kind = "prov:Plan" if path.endswith(".py") else "prov:Entity"
        entities[path] = {"prov:type": kind, "kazbrief:sha256": sha256}
    return {
        "prefix": {
            "prov": "http://www.w3.org/ns/prov#",
            "exhibit": f"urn:{edition.SERIES}:{record['edition']}:exhibit:",
            "repository": f"urn:{edition.SERIES}:{record['edition']}:file:",
            "kazbrief": f"urn:{edition.SERIES}:terms:",
        },
        "entity": entities,
        "activity": {run: {"prov:label": f"kazbrief build, {record['program']}"}},
        "agent": {
            "kazbrief:contributors": {"prov:type": "prov:Organization", "prov:label": record["creator"]}
        },
        "wasGeneratedBy": {"_:made": {"prov:entity": name, "prov:activity": run}},
        "used": {
            f"_:used{number}": {"prov:activity": run, "prov:entity": path} for number, path in enumerate(used)
        },
        "wasDerivedFrom": {
            f"_:from{number}": {"prov:generatedEntity": name, "prov:usedEntity": path}
            for number, path in enumerate(path for path in used if not path.endswith(".py"))
        },
        "wasAttributedTo": {"_:by": {"prov:entity": name, "prov:agent": "kazbrief:contributors"}},
    }


def _address(url: str) -> str:
    """The address in a source's cell, which may have remarks behind it; empty when there is none."""
    match = re.search(r"https?://[^\s;()]+", url)
    return match[0] if match else ""
