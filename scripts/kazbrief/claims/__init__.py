"""The register of the computed claims: which tables each test reads, and the module that holds it.

Light to import: a test's libraries load with its module. What a claim says and the rule in words are data
(the table ``claims``); a test is a pure function ``cNN(tables) -> Finding``, named after its claim.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kazbrief.claims.finding import Finding, Tables

LEDGER = "tbl-claims"
"""The exhibit made of all claims with their verdicts."""


@dataclass(frozen=True)
class ClaimTest:
    """The test of one computed claim: its module in this package, and the tables that it reads."""

    claim_id: str
    subject: str
    tables: tuple[str, ...]

    @property
    def module_name(self) -> str:
        """The module that holds it."""
        return f"{__name__}.{self.subject}"

    @property
    def function_name(self) -> str:
        """The name of the function."""
        return self.claim_id.lower()

    def load(self) -> Callable[[Tables], Finding]:
        """Import the function."""
        function: Callable[[Tables], Finding] = getattr(import_module(self.module_name), self.function_name)
        return function


_CENSUSES = ("ethnic_national",)
_ANCHORS = ("csto_members", "agreements", "arms_share")

REGISTER: tuple[ClaimTest, ...] = (
    ClaimTest("C01", "economy", ("gdp_per_capita", "hdi")),
    ClaimTest("C02", "economy", ("gdp_growth",)),
    ClaimTest("C14", "security", ("arms_share",)),
    ClaimTest("C17", "security", ("csto_members", "military_expenditure", "armed_forces")),
    ClaimTest("C27", "border", ("border_length",)),
    ClaimTest("C32", "economy", ("gdp_per_capita", "hdi")),
    ClaimTest("C33", "economy", ("gdp_per_capita", "hdi")),
    ClaimTest("C34", "people", _CENSUSES),
    ClaimTest("C35", "people", ("ethnic_national", "ethnic_shares", "oblast_population")),
    ClaimTest("C37", "people", ("population",)),
    ClaimTest("C38", "people", _CENSUSES),
    ClaimTest("C39", "people", _CENSUSES),
    ClaimTest("C40", "people", _CENSUSES),
    ClaimTest("C42", "people", ("ethnic_republics", "ethnic_national")),
    ClaimTest("C46", "people", ("oblast_population",)),
    ClaimTest("C48", "oil", ("oil_share", "oil_share_statements")),
    ClaimTest("C51", "oil", ("oil_exports", "pipeline_capacities")),
    ClaimTest("C52", "security", _ANCHORS),
    ClaimTest("C53", "security", _ANCHORS),
    ClaimTest("M03", "oil", ("oil_share", "oil_share_statements")),
    ClaimTest("M17", "people", _CENSUSES),
    ClaimTest("M30", "oil", ("oil_share", "oil_share_statements", "oil_events")),
)

TESTS: dict[str, ClaimTest] = {test.claim_id: test for test in REGISTER}

TABLES: tuple[str, ...] = ("claims", *sorted({name for test in REGISTER for name in test.tables}))
"""The tables that the ledger is made from."""

MODULES: tuple[str, ...] = tuple(sorted({test.module_name for test in REGISTER}))
