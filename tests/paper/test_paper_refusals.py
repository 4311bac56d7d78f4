"""What the embedded renderer does not support is refused where it stands, with what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kazbrief.errors import InputErrors
from kazbrief.paper import render

HEAD = """---
title: A title
date: 2025-01-02
format:
  briefing-html: default
  briefing-typst: default
---

## A section {#sec-one}

"""
FIRST = HEAD.count("\n") + 1
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text font-family="%s">a</text></svg>'

# name: (lines planted under the head, line of the fault among them, words of the message)
PLANTED = {
    "executable cell": ("```{python}\n1\n```", 0, "an executable cell {python}"),
    "unknown shortcode": (
        "{{< video x.mp4 >}}",
        0,
        "expected include (alone on its line), var, meta, env or pagebreak",
    ),
    "unknown variable": ("Text {{< var no.such >}}.", 0, "the unknown value no.such"),
    "missing include": ("{{< include _none.qmd >}}", 0, "an include of _none.qmd, which does not exist"),
    "tabset": ("::: {.panel-tabset}\n\nText\n:::", 0, "the class .panel-tabset"),
    "page column": ("::: {.column-page}\nText\n:::", 0, "expected .wide"),
    "layout matrix": ('::: {layout="[[1,1]]"}\nText\n:::', 0, "the attribute layout="),
    "unknown format": (
        '::: {.content-visible when-format="pdf"}\nText\n:::',
        0,
        'expected when-format="html" or "typst"',
    ),
    "theorem": ("::: {#thm-x}\nText\n:::", 0, "the label #thm-x"),
    "raw latex": ("```{=latex}\nx\n```", 0, "raw latex"),
    "unknown label": ("Text.\n\nSee @fig-none.", 2, "a reference to @fig-none"),
    "unnumbered section": (
        "## Other {#sec-two .unnumbered}\n\nSee @sec-two.",
        2,
        "the unnumbered section @sec-two",
    ),
    "mixed bracket": ("See [@sec-one; @hale].", 0, "a citation and a cross-reference in one bracket"),
    "text in the bracket": ("See [@sec-one, above].", 0, "expected the text after the bracket"),
    "label twice": (
        "![A](a.svg){#fig-a fig-alt='x'}\n\n![B](a.svg){#fig-a fig-alt='y'}",
        0,
        "the label #fig-a twice",
    ),
    "figure without alt": ("![A](a.svg){#fig-a}", 0, "a picture without an alternative text"),
    "captioned figure without label": ("![A](a.svg){fig-alt='x'}", 0, "a captioned figure without a label"),
    "captioned table without label": (
        "| A |\n|---|\n| b |\n\n: A caption of it",
        4,
        "a captioned table without a label",
    ),
    "missing picture": ("![A](none.svg){#fig-a fig-alt='x'}", 0, "none.svg"),
    "foreign font": ("![A](b.svg){#fig-a fig-alt='x'}", 0, "the font Arial in report/b.svg"),
    "columns": ("::: {.columns}\nText\n:::", 0, "the class .columns, expected layout-ncol"),
    "raw tex": (r"Some \textbf{text}.", 0, "raw tex"),
    "table in HTML": ("Text\n\n<table><tr><td>a</td></tr></table>", 2, "the HTML <table>"),
    "link to nothing": ("Text\n\n[there](#nowhere)", 2, "a link to #nowhere, which nothing is named"),
    "skipped level": ("Text\n\n#### Deep", 2, "a heading that skips a level"),
    "name twice": ("[a]{#one} b\n\n[c]{#one}", 0, "the label #one twice"),
    "drawing without sizes": (
        "![A](c.svg){#fig-a fig-alt='x'}",
        0,
        "the drawing c.svg without a viewBox or sizes",
    ),
    "letters that no font has": ("Text\n\nA 中.", 2, "the text '中', which the house fonts lack"),
    "formatting in HTML": ("Text\n\n10<sup>6</sup> barrels", 2, "the HTML <sup>, expected ^6^"),
    "tag of any kind": ("Text\n\nOne<kbd>two</kbd>", 2, "the HTML <kbd>, expected Markdown"),
    "script": ("Text\n\n<script>alert(1)</script>", 2, "the HTML <script>"),
    "open fence": ("Text\n\n```python\nx = 1", 2, "a fence ``` without its end"),
    "surplus end": (
        "::: {.wide}\nText\n:::\n\n:::",
        4,
        "a line of ::: that neither opens nor closes a block",
    ),
    "open block": ("::: {.wide}\nText\n:::\n\n::: {.wide}\nText", 4, "a block that is not closed"),
    "open brace": ("::: {.wide}\nText\n:::\n\n::: {.wide\nText\n:::", 4, "a brace without its other half"),
    "note without its text": ("Text\n\nText[^zz].", 2, "the note [^zz] without its text"),
    "text without its note": ("Text\n\n[^zz]: Text.", 2, "Note with key 'zz' but not used"),
    "open comment": ("A <!-- b --> c\n\nText <!-- open", 2, "a comment without its end"),
    "link to a missing file": (
        "Text\n\n[there](none.pdf#page=2)",
        2,
        "a link to none.pdf, which is not a file",
    ),
    "misspelt block": (
        "Text\n\n::: {.key-judgments}\nText\n:::",
        2,
        "the unknown class .key-judgments, expected .key-judgements",
    ),
    "misspelt part": ("[Text]{.confidenc}", 0, "the unknown class .confidenc, expected .confidence"),
    "heading above the sections": ("Text\n\n# Heading", 2, "expected ##, at which sections start"),
    "task list": ("Text\n\n- [ ] this\n- [x] that", 3, "a task list"),
    "formula": ("Text\n\nSo $\\frac{1$.", 2, "the formula \\frac{1 (unexpected"),
    "displayed formula": ("Text\n\n$$\n\\nosuch{1}\n$$", 3, "the formula \\nosuch{1} (unexpected"),
    "remote picture": ("![A](https://example.org/a.png){#fig-a fig-alt='x'}", 0, "https://example.org/a.png"),
}


@pytest.fixture
def plant(new_project: Callable[[], Path]) -> Callable[[str], list[str]]:
    project = new_project()
    (project / "report" / "a.svg").write_text(SVG % "Source Sans Pro", "utf-8")
    (project / "report" / "c.svg").write_text(
        SVG.replace('viewBox="0 0 9 9"', 'width="100%%"') % "serif", "utf-8"
    )
    (project / "report" / "b.svg").write_text(SVG % "Arial, sans-serif", "utf-8")

    def run(text: str) -> list[str]:
        document = project / "report" / "planted.qmd"
        document.write_text(text, "utf-8")
        with pytest.raises(InputErrors) as caught:
            render(project, document, project / "_output", engine="embedded")
        assert not (project / "_output").exists()
        return [str(error) for error in caught.value.errors]

    return run


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_named_with_its_line(name: str, plant: Callable[[str], list[str]]) -> None:
    text, line, words = PLANTED[name]
    messages = plant(HEAD + text + "\n")
    assert any(m.startswith(f"report/planted.qmd:{FIRST + line}: ") and words in m for m in messages), (
        messages
    )


def test_all_faults_of_a_run_are_told_at_once(plant: Callable[[str], list[str]]) -> None:
    messages = plant(HEAD + "See @fig-none and @tbl-none.\n\n::: {.panel-tabset}\nText\n:::\n")
    assert [m.split(": ")[0] for m in messages] == [
        f"report/planted.qmd:{FIRST + 2}",
        f"report/planted.qmd:{FIRST}",
        f"report/planted.qmd:{FIRST}",
    ]


def test_the_same_fault_twice_has_two_places(plant: Callable[[str], list[str]]) -> None:
    messages = plant(HEAD + "::: {.column-page}\nA\n:::\n\n::: {.column-page}\nB\n:::\n")
    assert [m.split(": ")[0] for m in messages] == [
        f"report/planted.qmd:{FIRST}",
        f"report/planted.qmd:{FIRST + 4}",
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: A title\n", "", "report/planted.qmd:1: found no title"),
        ("date: 2025-01-02\n", "", "report/planted.qmd:1: found no date"),
        (
            "date: 2025-01-02\n",
            "date: 2025-02-30\n",
            "report/planted.qmd:3: found broken YAML (2025-02-30, a date that no calendar has)",
        ),
        ("date: 2025-01-02\n", "date: '2025-02-30'\n", "report/planted.qmd:3: found the date 2025-02-30"),
        ("date: 2025-01-02\n", "date: today\n", "report/planted.qmd:3: found the date today"),
        ("briefing-typst", "other-typst", "_extensions/other/_extension.yml: found no format typst"),
        ("date: 2025-01-02\n", "date: 20250102\n", "report/planted.qmd:3: found the date 20250102"),
        (
            "title: A title\n",
            "title: A\nauthor: 'A ^[n]'\n",
            "report/planted.qmd:3: found a note in the name",
        ),
        ("title: A title\n", "title: 2025\n", "report/planted.qmd:2: found the title 2025"),
        ("title: A title\n", 'title: ""\n', "report/planted.qmd:2: found the title"),
        ("---\n\n", "\n\n", "report/planted.qmd:1: found front matter without its last line"),
        ("title: A title\n", "title: A title\ntoc: true\n", "report/planted.qmd:3: found the option toc"),
        ("title: A title\n", "title: [A\n", "report/planted.qmd:3: found broken YAML"),
        (
            "title: A title\n",
            "title: A\nbriefing: { license: MIT }\n",
            "report/planted.qmd:3: found the unknown word license under briefing, expected licence",
        ),
        (
            "title: A title\n",
            "title: A\nbriefing:\n  colour: blue\n",
            "report/planted.qmd:4: found the unknown word colour under briefing, expected one of",
        ),
        (
            "title: A title\n",
            "title: A\nsubtile: B\n",
            "report/planted.qmd:3: found the unknown word subtile",
        ),
        ("title: A title\n", "title: A\nauthors: B\n", "found the unknown word authors, expected author"),
        ("title: A title\n", "title: A 10<sup>6</sup>\n", "report/planted.qmd:2: found the HTML <sup>"),
        (
            "title: A title\n",
            "title: A\nauthor: [{name: A<sup>1</sup>}]\n",
            "planted.qmd:3: found the HTML <sup>",
        ),
        (
            "title: A title\n",
            "title: A\nbriefing: { edition: 1.10 }\n",
            'report/planted.qmd:3: found the number 1.10, which would be printed in another form, expected quotes around it, "1.10"',
        ),
    ],
)
def test_faults_of_the_front_matter(
    old: str, new: str, words: str, plant: Callable[[str], list[str]]
) -> None:
    assert any(words in message for message in plant(HEAD.replace(old, new) + "Text.\n"))


def test_a_fault_in_an_included_file_is_told_there(
    plant: Callable[[str], list[str]], new_project: Callable[[], Path]
) -> None:
    messages = plant(HEAD + "{{< include _options.qmd >}}\n\n## More\n")
    assert [m.split(": ")[0] for m in messages] == ["report/_options.qmd:3"]
