"""An exhibit's record for machines: DataCite, schema.org (JSON-LD) and W3C PROV; `forms.yml` has the first two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kazbrief import edition
from kazbrief.exhibits.citation import Record, facts, filled, form, identifier
from kazbrief.exhibits.register import is_table

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


def described(record: Record, hashes: Mapping[str, str]) -> dict[str, Any]:
    """The record with its descriptions for machines added.

    Parameters
    ----------
    record
        The exhibit's record as plain data (`kazbrief.exhibits.record.Exhibit.record`).
    hashes
        SHA-256 of each file that the exhibit was made from, by its path in the repository: clean tables, layers,
        words and program.
    """
    table = is_table(record["id"])
    addresses = [source["url"] or source["read_in_url"] for source in record["sources"]]
    related = {"relatedIdentifierType": "URL", "relationType": "IsDerivedFrom"}
    known = facts(record) | {
        **{name: record[name] for name in ("subtitle", "alt", "description", "source_line", "columns")},
        "issued": record["date"],
        "spdx": edition.LICENCE,
        "general_type": "Dataset" if table else "Image",
        "formats": [_MEDIA_TYPES[name.partition(".")[2]] for name in record["files"]],
        "related": [
            {"relatedIdentifier": address, **related} for address in dict.fromkeys(addresses) if address
        ],
        "works": [
            {"@type": "CreativeWork", "name": source["title"], "author": source["publisher"]}
            | ({"url": address} if address else {})
            for source, address in zip(record["sources"], addresses, strict=True)
        ],
    }
    graph = [
        {
            key: value
            for part in form(name)
            for key, value in filled(form(part) if isinstance(part, str) else part, known).items()
        }
        for name in (("dataset",) if table else ("image", "dataset"))
    ]
    return {
        **record,
        "identifier": identifier(record),
        "datacite": filled(form("datacite"), known),
        "schema_org": {"@context": "https://schema.org", "@graph": graph},
        "provenance": provenance(record, hashes),
    }


def provenance(record: Record, hashes: Mapping[str, str]) -> dict[str, Any]:
    """PROV in its JSON form: the exhibit, the run that made it, what the run used, with SHA-256."""
    name, run = f"exhibit:{record['id']}", f"exhibit:{record['id']}-run"
    base = f"urn:{edition.SERIES}"
    used = {f"repository:{path}": sha256 for path, sha256 in sorted(hashes.items())}
    # Programs and words are plans; what the exhibit is derived from are data.
    plans = [path for path in used if path.endswith((".py", ".yml"))]
    data = [path for path in used if path not in plans]
    return {
        "prefix": {
            "prov": "http://www.w3.org/ns/prov#",
            "exhibit": f"{base}:{record['edition']}:exhibit:",
            "repository": f"{base}:{record['edition']}:file:",
            "kazbrief": f"{base}:terms:",
        },
        "entity": {
            name: {"prov:type": "prov:Collection", "prov:label": record["finding"]},
            **{
                path: {
                    "prov:type": "prov:Plan" if path in plans else "prov:Entity",
                    "kazbrief:sha256": sha256,
                }
                for path, sha256 in used.items()
            },
        },
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
            for number, path in enumerate(data)
        },
        "wasAttributedTo": {"_:by": {"prov:entity": name, "prov:agent": "kazbrief:contributors"}},
    }
