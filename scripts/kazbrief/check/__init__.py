"""``kazbrief check``: what a careful editor would ask of the paper's prose, asked by a program.

The rules, and what they let pass (``report/CHECKS.md`` tells them to authors; the word lists are in
`kazbrief.check.words`):

Numbers
    No number in digits is typed into prose, headings, captions, alternative texts or judgements: it comes from
    ``{{< var group.name >}}``. Let pass are years (1900-2099), spans of years and decades; days of a month; numbers
    of pages, sections, figures, tables, paragraphs, articles, editions and versions; locators of citations;
    numbers in quotations of up to 25 words; names with a digit (S-300, ISO 3166); code; list numbers.
    Counting words from "two" up, and fractions of something, come from a value too, or stand in a span with a
    check. Let pass are "the two", "two countries" and the like, and units such as "five-year".
Values
    Every value asked for exists; every value made is printed somewhere; ``figures/numbers.json`` and
    ``_variables.yml`` agree; a quantity prints at most four significant digits from data of grade A, three
    from B, two from C, a whole number three from any (counts, ranks, years and names are exact).
Orderings
    Superlatives, ranks, comparisons with "than", "majority" and its like, and directions ("rose", "fell")
    stand in a span ``[...]{.checked by="..."}`` (titles: the key ``checked-by`` of the front matter) that names a check of
    `kazbrief.check.orderings`, which must hold on the tables; or a claim of the ledger; or ``@key``, a source cited in
    the same sentence; or ``text``, when the words order the text itself. A short quotation is not our ordering.
Estimates (ICD 203)
    Words of likelihood come from one ladder; likelihood and confidence never share a sentence; confidence is
    high, moderate or low.
Links
    Every figure and table is referred to; every reference has its label; every source in ``references.bib`` is cited;
    every citation has its entry.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

from kazbrief import judgements
from kazbrief.check import links, wording
from kazbrief.check.prose import Manuscript, Prose, read, texts_of
from kazbrief.errors import InputError, KazbriefError
from kazbrief.paper.sources import Place, shown

REPORT = "report"
JUDGEMENTS = f"{REPORT}/judgements.yml"
JUDGEMENT_KEYS = ("title", "text", "reason", "scope", "would_change")


@dataclass
class LookedAt:
    """How much was looked at; nothing of a kind is an error, for then nothing was checked."""

    files: int = 0
    sentences: int = 0
    numbers: int = 0
    orderings: int = 0
    values: int = 0
    exhibits: int = 0
    citations: int = 0

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, kind.name):,} {kind.name}" for kind in fields(self))


@dataclass(frozen=True)
class Outcome:
    """The findings, in order of file and line, and how much was looked at."""

    findings: tuple[InputError, ...]
    looked_at: LookedAt


def run(project: Path) -> Outcome:
    """Check the paper of a built project.

    Raises
    ------
    KazbriefError
        When there is nothing to look at: no prose, numbers, values, figures or citations.
    """
    prose = _read(project)
    texts, places = links.values_of(project)
    record = project / links.NUMBERS
    source = record.read_text("utf-8") if record.exists() else "{}"
    entries = {}
    for path in sorted((project / REPORT).glob("*.bib")):
        entries.update(links.bibliography_of(path, shown(path, project)))
    built = _built(prose, project)
    included = built.labels
    prose.citations += built.citations
    claims = _claims(project)
    outcomes = _outcomes(prose, project)

    looked_at = LookedAt(
        files=len({place.path for place in prose.places}), sentences=len(prose.sentences), values=len(texts)
    )
    looked_at.exhibits = len(
        {label for label, _ in [*prose.labels, *included] if label.startswith(("fig-", "tbl-"))}
    )
    looked_at.citations = len(prose.citations)
    findings: list[InputError] = []
    for sentence in prose.sentences:
        counted, errors = wording.numbers(sentence)
        looked_at.numbers += counted
        findings += errors
        counted, errors = wording.unbacked(sentence, outcomes, claims)
        looked_at.orderings += counted
        findings += errors
        findings += wording.estimates(sentence)
    for kind in fields(looked_at):
        if kind.name != "orderings" and not getattr(looked_at, kind.name):
            raise KazbriefError(
                f"found no {kind.name} to look at in {project / REPORT}, expected some: nothing was checked"
            )
    findings += links.unknown_and_unused_values(prose, places)
    findings += links.false_precision(json.loads(source), texts, source)
    findings += links.exhibits(prose, included, _evidence(project))
    findings += links.citations(prose, entries)
    return Outcome(tuple(sorted(findings, key=lambda fault: (fault.path, fault.line or 0))), looked_at)


def _read(project: Path) -> Prose:
    manuscript = Manuscript()
    for path in sorted((project / REPORT).glob("*.qmd")):
        manuscript.add_document(path.read_text("utf-8"), shown(path, project))
    if (project / JUDGEMENTS).exists():
        text = (project / JUDGEMENTS).read_text("utf-8")
        for value, place in texts_of(text, Place(JUDGEMENTS, 1), JUDGEMENT_KEYS):
            manuscript.add(value, place, step=0)
    return read(manuscript)


def _built(prose: Prose, project: Path) -> Prose:
    """The parts that the build made, at the places of their includes."""
    manuscript = Manuscript()
    for name, place in prose.includes:
        path = project / name.lstrip("/") if name.startswith("/") else project / REPORT / name
        if path.is_file() and path.parent != project / REPORT:
            manuscript.add(path.read_text("utf-8"), place, step=0)
    return read(manuscript)


def _claims(project: Path) -> set[str]:
    path = project / "figures" / "tbl-claims.json"
    if not path.exists():
        return set()
    return {claim["claim_id"] for claim in json.loads(path.read_text("utf-8"))["claims"]}


def _evidence(project: Path) -> list[str]:
    path = project / JUDGEMENTS
    if not path.exists():
        return []
    return [name for judgement in judgements.read(path, JUDGEMENTS) for name in judgement.exhibits]


def _outcomes(prose: Prose, project: Path) -> dict[str, tuple[bool, str]]:
    """The checks that the paper names, each tried on the clean tables that it reads."""
    from kazbrief import inputs
    from kazbrief.check.orderings import checks
    from kazbrief.tables import catalogue, reading

    named = {name for sentence in prose.sentences for _, _, ids in sentence.checked for name in ids}
    wanted = {name: path for name, path in checks().items() if name in named}
    needed, *_ = inputs.union(wanted.values(), catalogue.names())
    frames = reading.read_all({name: project / "data" / "clean" / f"{name}.csv" for name in needed})
    tests = {name: inputs.load(path) for name, path in wanted.items()}
    return {
        name: (inputs.call(test, frames), " ".join(str(test.__doc__).split())) for name, test in tests.items()
    }
