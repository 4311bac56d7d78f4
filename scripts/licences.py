"""Report the licences of the pinned packages that are installed, and refuse one that nobody has agreed to (run by make)."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

LOCKS = ("requirements.lock", "requirements-test.lock")
# SPDX identifiers: permissive licences, the fonts' licence, and MPL-2.0, whose terms stay with its own files.
ALLOWED = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-CMU", "MPL-2.0"}
    | {"OFL-1.1", "PSF-2.0", "Zlib", "LicenseRef-Public-Domain"}
)
# What older metadata say in words, as SPDX; the first that is there counts.
WORDS = {
    r"GNU Lesser|\bLGPL": "LGPL-2.1-or-later",
    r"\bGNU\b|\bA?GPL": "GPL-2.0-or-later",
    r"\bArtistic\b": "Artistic-1.0-Perl",
    r"\bMozilla Public License 2\.0|\bMPL\b": "MPL-2.0",
    r"\bSIL\b": "OFL-1.1",
    r"\bApache\b": "Apache-2.0",
    r"\bBSD\b|\bRedistribution and use in source and binary forms": "BSD-3-Clause",
    r"\bMIT\b": "MIT",
    r"\bISC\b": "ISC",
    r"\bPython Software Foundation\b|\bPSF\b": "PSF-2.0",
    r"\bPublic Domain\b": "LicenseRef-Public-Domain",
}
# Single packages, each with the reason why it may stay.
EXCEPTIONS = {
    "text-unidecode": "Artistic-1.0-Perl or GPL-2.0-or-later; frictionless makes names of tables with it, nothing of it is passed on"
}


def spdx(metadata: dict[str, list[str]]) -> str:
    """The licence of a package as an SPDX expression; empty when its metadata don't tell."""
    if stated := next(iter(metadata.get("License-Expression", [])), ""):
        return stated
    classifiers = [text for text in metadata.get("Classifier", []) if text.startswith("License ::")]
    names = [re.split(r"\s*::\s*", text)[-1] for text in classifiers] or metadata.get("License", [])
    found = dict.fromkeys(
        next((licence for words, licence in WORDS.items() if re.search(words, name)), name[:40])
        for name in names
    )
    return " OR ".join(found)


def allowed(expression: str) -> bool:
    """Whether an SPDX expression leaves a choice that is allowed (all parts of an AND, one part of an OR)."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", " ").replace(")", " ").strip())
    return any(
        all(part.strip() in ALLOWED for part in re.split(r"\s+AND\s+", choice))
        for choice in choices
        if choice
    )


def _metadata(package: Distribution) -> dict[str, list[str]]:
    fields = ("License-Expression", "License", "Classifier")
    return {field: package.metadata.get_all(field) or [] for field in fields}


def main(root: Path) -> int:
    """Print one line a package; 1 when a licence is not among those allowed."""
    names = {
        name
        for lock in LOCKS
        for name in re.findall(r"^([A-Za-z0-9._-]+)==", (root / lock).read_text("utf-8"), flags=re.M)
    }
    refused, absent = [], []
    for name in sorted(names):
        try:
            package = distribution(name)
        except PackageNotFoundError:
            absent.append(name)
            continue
        licence = spdx(_metadata(package))
        reason = f"  (exception: {EXCEPTIONS[name]})" if name in EXCEPTIONS else ""
        print(f"{name:<28}{package.version:<16}{licence or 'not told'}{reason}")
        if not reason and not allowed(licence):
            refused.append(
                f"{name}: found the licence {licence or 'not told'}, expected one of {', '.join(sorted(ALLOWED))}"
            )
    print(f"{len(names) - len(absent)} packages; not installed on this system: {', '.join(absent) or 'none'}")
    print(
        "pypandoc-binary brings pandoc (GPL-2.0-or-later), run as a program of its own; nothing of it is passed on"
    )
    for line in refused:
        print(line, file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1]))
