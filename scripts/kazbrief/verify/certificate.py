"""The certificate of a verified build: an in-toto statement with SLSA provenance, the same bytes each time.

References: in-toto Statement v1 (in-toto.io/Statement/v1), SLSA Provenance v1 (slsa.dev/spec/v1.0/provenance).
It carries no time and is not signed: whoever repeats the build gets the same file.
"""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from kazbrief import edition, files


def statement(root: Path, *, outputs: dict[str, str], inputs: str, commit: str | None) -> dict[str, Any]:
    """The certificate as plain data.

    Parameters
    ----------
    root
        The project.
    outputs
        SHA-256 of every output, by path.
    inputs
        SHA-256 over all sources.
    commit
        The git commit that was built; None for a working tree.
    """
    dependencies: list[dict[str, Any]] = [
        {"name": "sources", "digest": {"sha256": inputs}},
        {"name": "requirements.lock", "digest": {"sha256": files.sha256(root / "requirements.lock")}},
        *({"uri": f"pkg:pypi/{name}@{found}"} for name, found in installed(root).items()),
    ]
    if commit is not None:
        dependencies.insert(0, {"name": "commit", "digest": {"gitCommit": commit}})
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": path, "digest": {"sha256": sha}} for path, sha in sorted(outputs.items())],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "kazbrief:render/v1",
                "externalParameters": {"edition": edition.EDITION, "command": "kazbrief render"},
                "internalParameters": {
                    "python": f"{platform.python_implementation()} {platform.python_version()}",
                    "system": f"{platform.system()} {platform.machine()}",
                },
                "resolvedDependencies": dependencies,
            },
            "runDetails": {"builder": {"id": "kazbrief:verify/v1", "version": {"kazbrief": edition.VERSION}}},
        },
    }


def installed(root: Path) -> dict[str, str]:
    """The locked packages that are installed, with the versions that are."""
    names = re.findall(r"^([A-Za-z0-9._-]+)==", (root / "requirements.lock").read_text("utf-8"), flags=re.M)
    found = {}
    for name in sorted(set(names)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue  # locked for another system
    return found
