"""pandoc from PyPI, with what it says turned into errors that name a line of the sources."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.paper.attachments import VARIABLE, Attachment, write
from kazbrief.paper.engine import LOCALE
from kazbrief.paper.settings import Settings
from kazbrief.paper.sources import Document, Place

FILTER = Path(__file__).with_name("lua") / "quarto.lua"
SKELETON = Path(__file__).with_name("skeleton.typ")
REPORT = "KAZBRIEF"
# A paper takes seconds; only text that pandoc can't make out (a thousand open brackets) takes this long.
LONGEST = 60.0
# pandoc's warnings that are the author's fault: what was found, what to write instead, where to look.
WARNINGS = (
    (
        re.compile(r"\[WARNING\] Citeproc: citation (\S+) not found"),
        *("a citation of {}, which the bibliography lacks", "a key of the bibliography", "@{}"),
    ),
    (
        re.compile(r"\[WARNING\] Could not fetch resource '?([^\s':]+)"),
        *("a picture {}, which does not exist", "an existing file", "{}"),
    ),
    (
        re.compile(r"\[WARNING\] Duplicate (?:identifier|note reference) '?([^\s']+)"),
        *("the name {} twice", "one name for one thing", "{}"),
    ),
)


def convert(document: Document, settings: Settings, attachments: Sequence[Attachment] = ()) -> str:
    """Convert a document to a whole HTML page or a whole Typst file; faults go into ``document.errors``.

    Parameters
    ----------
    document, settings
        What to convert, and for which format.
    attachments
        Files for the PDF, beyond those that the document names.
    """
    import pypandoc

    metadata = dict(settings.metadata)
    filters = [entry if isinstance(entry, str) else entry["path"] for entry in metadata.pop("filters", [])]
    folder = document.path.parent
    metadata["document-folder"] = os.path.relpath(folder, document.project)
    for key in ("bibliography", "csl"):
        if key in metadata:
            names = metadata[key] if isinstance(metadata[key], list) else [metadata[key]]
            for name in names:
                if not _found(name, document).is_file():
                    place = document.locate(name)
                    document.errors.append(place.error(f"the {key} {name}, which does not exist", "a file"))
            metadata[key] = [str(_found(name, document)) for name in names]
    if document.errors:
        return ""
    for key in ("css", "template", "template-partials", "font-paths"):
        metadata.pop(key, None)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        (work / "metadata.json").write_text(json.dumps(metadata, ensure_ascii=False, default=str), "utf-8")
        environment = {
            **os.environ,
            "QUARTO_PROJECT_ROOT": str(document.project),
            "LC_ALL": LOCALE,
        }
        if attachments:
            environment[VARIABLE] = str(write(work / "attachments.json", attachments))
        command: list[str | Path] = [
            pypandoc.get_pandoc_path(), "--from=markdown", "--standalone", "--wrap=none",
            f"--metadata-file={work / 'metadata.json'}",
            *(f"--lua-filter={settings.extension / name}" for name in filters),
            f"--lua-filter={FILTER}", "--citeproc",
        ]  # fmt: skip
        if settings.format == "html":
            (template,) = settings.paths("template")
            command += ["--to=html5", "--section-divs", "--mathml", f"--template={template}"]
            command += [f"--css={path}" for path in settings.paths("css")]
        else:
            for part in (SKELETON, *settings.paths("template-partials")):
                (work / part.name).write_bytes(part.read_bytes())
            command += ["--to=typst-citations", f"--template={work / SKELETON.name}"]
            if metadata.get("number-sections"):
                command += ["--variable=section-numbering:1.1.a"]
            if not re.search(r"^# ", document.body, re.MULTILINE):
                command += ["--shift-heading-level-by=-1"]
        try:
            answer = subprocess.run(
                [str(part) for part in command],
                input=document.body, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False,
                env=environment, timeout=LONGEST,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            found = f"text on which pandoc worked for more than {LONGEST:.0f} seconds"
            document.errors.append(document.start.error(found, "text without many open brackets"))
            return ""
    faults = list(_faults(answer.stderr.splitlines(), document))
    document.errors += faults
    if answer.returncode and not faults:
        document.errors.append(
            KazbriefError(f"{document.start.path}: pandoc failed: {_reason(answer.stderr, document)}")
        )
    return answer.stdout


def _reason(said: str, document: Document) -> str:
    """What pandoc or a filter said, on one line, without the calls that led there."""
    text = re.split(r"\n(?:stack traceback|HasCallStack|CallStack)", said)[0]
    text = re.sub(r"^Error running filter [^\n]*\n(?:[^\n]*?\.lua:\d+: )?", "", text)
    return " ".join(text.replace(f"{document.project}/", "").split())


def _found(name: str, document: Document) -> Path:
    """A file that metadata names: beside the document, or from the project's root."""
    beside = document.path.parent / name
    return beside if beside.exists() else document.project / name.lstrip("/")


def _faults(lines: Sequence[str], document: Document) -> list[KazbriefError]:
    """What the filter reported and what pandoc warned of, at the lines where it stands."""
    faults: list[KazbriefError] = []
    seen: Counter[str] = Counter()

    def place(needle: str) -> Place:
        seen[needle] += 1
        return document.locate(needle, seen[needle])

    for line in lines:
        if line.startswith(f"{REPORT}\t"):
            _, found, expected, needle = line.split("\t")
            faults.append(place(needle).error(found, expected))
            continue
        for pattern, found, expected, needle in WARNINGS:
            match = pattern.search(line)
            if match:
                name = match.group(1)
                faults.append(place(needle.format(name)).error(found.format(name), expected))
                break
        else:
            if line.startswith("[WARNING]"):
                faults.append(
                    KazbriefError(f"{document.start.path}: {line.removeprefix('[WARNING]').strip()}")
                )
    return faults
