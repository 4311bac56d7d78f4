"""``kazbrief check``: what a careful editor would ask of the paper's prose, asked by a program.

The rules, and what they let pass (``report/CHECKS.md`` tells them to authors; the word lists are in
``words.yml`` beside it):

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
    from B, two from C, a whole number three from any (counts, ranks, years and names are exact), and never noughts
    alone of what is none.
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
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kazbrief import judgements
from kazbrief.check import links, wording
from kazbrief.check.prose import Manuscript, Names, Prose, read
from kazbrief.errors import InputError, KazbriefError
from kazbrief.paper.sources import Place, read_text, shown

REPORT = "report"
JUDGEMENTS = f"{REPORT}/judgements.yml"
JUDGEMENT_KEYS = ("title", "text", "so_what", "reason", "scope", "would_change")


KINDS = ("files", "sentences", "numbers", "orderings", "values", "exhibits", "citations")
"""What is looked at; nothing of a kind, but for orderings, is an error, for then nothing was checked."""


@dataclass(frozen=True)
class Outcome:
    """The findings, in order of file and line, and how much was looked at, by `KINDS`."""

    findings: tuple[InputError, ...]
    looked_at: Counter[str]

    @property
    def extent(self) -> str:
        """How much was looked at, in words."""
        return ", ".join(f"{self.looked_at[kind]:,} {kind}" for kind in KINDS)


def run(project: Path) -> Outcome:
    """Check the paper of a built project.

    Raises
    ------
    KazbriefError
        When there is nothing to look at: no prose, numbers, values, figures or citations.
    """
    prose = _read(project)
    built = _built(prose, project)
    values = links.values_of(project)
    record = project / links.NUMBERS
    labels = [*prose.labels, *built.labels]
    exhibits = [label for label in labels if label[0].startswith(("fig-", "tbl-"))]
    citations = [*prose.citations, *built.citations]
    entries = [
        entry
        for path in sorted((project / REPORT).glob("*.bib"))
        for entry in links.bibliography_of(path, shown(path, project))
    ]
    claims, outcomes = _claims(project), _outcomes(prose, project)
    looked_at = Counter(
        files=len({place.path for place in prose.places}),
        sentences=len(prose.sentences),
        values=len(values),
        exhibits=len({label for label, _ in exhibits}),
        citations=len(citations),
    )
    findings = [
        *(
            error
            for sentence in prose.sentences
            for error in (
                *wording.broken_rules(sentence, looked_at),
                *wording.unbacked(sentence, outcomes, claims),
            )
        ),
        *links.unmatched("values", prose.values, [(name, place) for name, (_, place) in values.items()]),
        *links.false_precision(
            read_text(record, project) if record.exists() else "{}",
            {name: text for name, (text, _) in values.items()},
        ),
        *links.unmatched("exhibits", [*prose.references, *_evidence(project)], exhibits, optional=labels),
        *links.unmatched("citations", citations, entries),
    ]
    for kind in KINDS:
        if kind != "orderings" and not looked_at[kind]:
            found = f"found no {kind} to look at in {project / REPORT}"
            raise KazbriefError(f"{found}, expected some: nothing was checked")
    return Outcome(tuple(sorted(findings, key=lambda fault: (fault.path, fault.line or 0))), looked_at)


def _read(project: Path) -> Prose:
    manuscript = Manuscript()
    for path in sorted((project / REPORT).glob("*.qmd")):
        manuscript.add_document(read_text(path, project), shown(path, project))
    path = project / JUDGEMENTS
    if path.exists():
        manuscript.add_texts(read_text(path, project), Place(JUDGEMENTS, 1), JUDGEMENT_KEYS)
    return read(manuscript)


def _built(prose: Prose, project: Path) -> Prose:
    """The parts that the build made, at the places of their includes."""
    manuscript = Manuscript()
    for name, place in prose.includes:
        path = project / name.lstrip("/") if name.startswith("/") else project / REPORT / name
        if path.is_file() and path.parent != project / REPORT:
            manuscript.add(read_text(path, project), place, step=0)
    return read(manuscript)


def _claims(project: Path) -> set[str]:
    path = project / "figures" / "tbl-claims.json"
    claims = json.loads(path.read_text("utf-8"))["claims"] if path.exists() else []
    return {claim["claim_id"] for claim in claims}


def _evidence(project: Path) -> Names:
    path = project / JUDGEMENTS
    read = judgements.read(path, JUDGEMENTS) if path.exists() else []
    return [(name, Place(JUDGEMENTS, 1)) for judgement in read for name in judgement.exhibits]


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
