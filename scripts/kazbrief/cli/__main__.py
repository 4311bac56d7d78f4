"""``python -m kazbrief.cli`` is ``kazbrief``."""

from __future__ import annotations

from kazbrief.cli import main

main()
