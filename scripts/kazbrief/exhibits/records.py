"""The built records of the exhibits, ``figures/<id>.json``, for those who cite, list or compare them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kazbrief import exhibits, paths
from kazbrief.errors import KazbriefError, no_such


def names() -> list[str]:
    """The exhibits of the register, in its order, then those that others make (the ledger of claims)."""
    built = sorted(
        path.stem
        for kind in ("fig", "tbl")
        for path in (paths.root() / "figures").glob(f"{kind}-*.json")
        if "." not in path.stem
    )
    return [*exhibits.NAMES, *(name for name in built if name not in exhibits.NAMES)]


def read(exhibit_id: str) -> Mapping[str, Any]:
    """The record of an exhibit as plain data.

    Raises
    ------
    KazbriefError
        When there is no such exhibit (the message names the nearest ones), or when it isn't built yet.
    """
    known = names()
    if exhibit_id not in known:
        raise no_such("exhibit", exhibit_id, known, "kazbrief exhibits")
    path = paths.root() / "figures" / f"{exhibit_id}.json"
    if not path.exists():
        raise KazbriefError(f"{paths.shown(path)} is not built yet: run `kazbrief build` (or `make report`)")
    record: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return record
