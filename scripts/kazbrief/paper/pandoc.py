"""pandoc from PyPI, with what it says turned into errors that name a line of the sources."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from kazbrief.errors import KazbriefError
from kazbrief.paper.engine import LOCALE
from kazbrief.paper.settings import Settings
from kazbrief.paper.sources import Document, Faults, marked

STRAY = re.compile(r"\{\s*\{?\s*<|>\s*\}\s*\}")
LUA = Path(__file__).with_name("lua")
SKELETON = Path(__file__).with_name("skeleton.typ")
FILES = ("bibliography", "csl")
# Settings that are pandoc's options rather than metadata of the document.
OPTIONS = (*FILES, "filters", "css", "template", "template-partials", "font-paths")
# A paper takes seconds of the processor; only text that pandoc can't make out (a thousand open brackets) takes this many.
# The clock of the wall doesn't count: on a loaded machine a minute passes soon.
LONGEST = 60
# What pandoc lacks for a language, the house format has; names used twice it tells with their lines.
ELSEWHERE = r"Could not load translations|The term \w+ has no translation|Duplicate identifier"
# pandoc's warnings that are the author's fault: what was found, what to write instead, where to look.
WARNINGS = {
    r"Citeproc: citation (\S+) not found": (
        "a citation of {0}, which the bibliography lacks",
        "a key of the bibliography",
        "@{0}",
    ),
    r"Could not convert TeX math (.+?), rendering as TeX:.*?\^\s+(.+?)\n": (
        "the formula {0} ({1})",
        "TeX that can be read: braces in pairs and commands that there are",
        "{0}",
    ),
    r"Div at line (\d+) column \d+ unclosed": (
        "a block that is not closed",
        "::: on a line of its own after it",
        "",
    ),
    r"Duplicate note reference '?([^\s']+)": (
        "the name {0} twice",
        "one name for one thing",
        "{0}",
    ),
}


def convert(document: Document, settings: Settings) -> str:
    """Convert a document to a whole HTML page or a whole Typst file.

    Parameters
    ----------
    document, settings
        What to convert, and for which format.

    Raises
    ------
    InputErrors
        For everything that the filters refuse and pandoc warns of.
    """
    import pypandoc

    files = {key: _files(key, document, settings) for key in FILES}
    metadata = {key: marked(value) for key, value in settings.metadata.items() if key not in OPTIONS}
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        # A text that begins with > is no quotation.
        told = re.sub(
            r'([:\[,] ?")(\s*)>', r"\1\2&gt;", json.dumps(metadata, ensure_ascii=False, default=str)
        )
        (work / "metadata.json").write_text(told, "utf-8")
        filters = settings.metadata.get("filters", [])
        names = [entry if isinstance(entry, str) else entry["path"] for entry in filters]
        command: list[str | Path] = [
            "/bin/sh", "-c", f'ulimit -S -t {LONGEST}; exec "$@"', "sh",
            pypandoc.get_pandoc_path(), "--from=markdown", "--standalone", "--wrap=none",
            "--syntax-highlighting=none",
            f"--metadata-file={work / 'metadata.json'}",
            *([f"--lua-filter={LUA / 'strays.lua'}"] if STRAY.search(document.body) else []),
            f"--lua-filter={LUA / 'shortcodes.lua'}",
            *(f"--lua-filter={settings.extension / name}" for name in names),
            f"--lua-filter={LUA / 'quarto.lua'}", "--citeproc",
            # As options, since pandoc reads the texts of metadata as Markdown.
            f"--metadata=document-folder:{os.path.relpath(document.path.parent, document.project)}",
            *(f"--{key}={_address(path)}" for key, paths in files.items() for path in paths),
        ]  # fmt: skip
        if settings.target == "html":
            (template,) = settings.paths("template")
            command += ["--to=html5", "--section-divs", "--mathml", f"--template={_address(template)}"]
            command += [f"--css={path}" for path in settings.paths("css")]
        else:
            for part in (SKELETON, *settings.paths("template-partials")):
                (work / part.name).write_bytes(part.read_bytes())
            command += ["--to=typst-citations", f"--template={work / SKELETON.name}"]
            if metadata.get("number-sections"):
                command += ["--variable=section-numbering:1.1"]
        answer = subprocess.run(
            command, input=document.body, cwd=document.path.parent,
            env={**os.environ, "QUARTO_PROJECT_ROOT": str(document.project), "LC_ALL": LOCALE},
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    if answer.returncode == -signal.SIGXCPU:
        found = f"text on which pandoc worked for more than {LONGEST} seconds"
        raise document.start.error(found, "text without many open brackets")
    faults = _faults(answer.stderr, document)
    if answer.returncode and not faults.errors:
        reason = _reason(answer.stderr, document)
        raise KazbriefError(f"{document.start.path}: pandoc failed: {reason}")
    faults.tell()
    return answer.stdout


def _address(path: Path) -> str:
    """A path for options that pandoc reads as addresses."""
    return str(path).replace("%", "%25")


def _files(key: str, document: Document, settings: Settings) -> list[Path]:
    """The files that an option names, beside the document or from the project's root."""
    value = settings.metadata.get(key, [])
    faults, paths = Faults(), []
    for name in value if isinstance(value, list) else [value]:
        beside = document.path.parent / name
        paths.append(beside if beside.exists() else document.project / name.lstrip("/"))
        if not paths[-1].is_file():
            faults.add(document.locate(name), f"the {key} {name}, which does not exist", "a file")
    faults.tell()
    return paths


def _reason(said: str, document: Document) -> str:
    """What pandoc or a filter said, on one line, without the calls that led there."""
    text = re.split(r"\n(?:stack traceback|HasCallStack|CallStack)", said)[0]
    text = re.sub(r"^Error running filter [^\n]*\n(?:[^\n]*?\.lua:\d+: )?", "", text)
    return " ".join(text.replace(f"{document.project}/", "").split())


def _faults(said: str, document: Document) -> Faults:
    """What the filter reported and what pandoc warned of, at the lines where it stands."""
    faults = Faults()
    seen: Counter[str] = Counter()

    def add(found: str, expected: str, needle: str) -> None:
        needle = needle.strip().partition("\n")[0]
        seen[needle] += 1
        if place := document.told(needle, seen[needle]):
            faults.add(place, " ".join(found.split()), expected)

    for line in re.split(r"\n(?! )", said):
        kind, _, rest = line.partition("\t")
        if kind == "KAZBRIEF":
            add(*json.loads(rest))
        elif line.startswith("[WARNING]") and not re.search(ELSEWHERE, line):
            told = line.removeprefix("[WARNING]").strip()
            number = re.search(r"\bline (\d+)", told)
            for pattern, phrases in WARNINGS.items():
                if match := re.match(pattern, f"{told}\n", re.DOTALL):
                    found, expected, needle = (phrase.format(*match.groups()) for phrase in phrases)
                    break
            else:
                found = re.sub(r" (defined )?at line \d+ column \d+", "", told)
                found, expected, needle = f"what pandoc warns of: {found}", "no warning", ""
            if number and not needle and int(number[1]) <= len(document.places):
                faults.add(document.places[int(number[1]) - 1], " ".join(found.split()), expected)
            else:
                add(found, expected, needle)
    return faults
