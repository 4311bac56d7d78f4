"""The address of the repository for the package's own metadata: the build backend asks here (see pyproject.toml)."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Addresses(MetadataHookInterface):
    """``[project.urls]``, from ``kazbrief/edition.py``; none while there is no address."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the addresses that there are."""
        edition = runpy.run_path(str(Path(self.root) / "scripts" / "kazbrief" / "edition.py"))
        urls = {"Repository": edition["REPOSITORY"], "DOI": edition["DOI"] and edition["address"]()}
        metadata["urls"] = {name: url for name, url in urls.items() if url}
