"""Every word that an author writes reaches the page and the PDF; the format's own are there in each of its languages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from lxml import html

from kazbrief.paper import render

HEAD = """---
title: "zqaa *zqab* [zqac](https://e.org) ^[zqad] $x$"
subtitle: |
  zqba `zqbb`
abstract: "zqca **zqcb** $y$"
author: [{name: zqda, affiliation: zqdb}, {name: {given: zqdc, family: zqdd}, affiliations: [{ref: u}]}]
affiliations: [{id: u, name: zqde}]
date: 2025-01-02
briefing: {series: zqea, edition: zqeb, id: zqec, licence: zqed}
references: [{id: one, type: book, title: zqee, author: [{literal: zqef}], issued: 2020}]
---
"""
FIGURE = "/figures/bars.svg){#fig-%s fig-alt='x' width=100%%}"
DOCUMENTS = {
    "text": """
zqaa *zqab* **zqac** ***zqad*** _zqae_ `zqaf` ~~zqag~~ [zqah]{.smallcaps} [zqai]{.underline} [zqaj](https://e.org/a_b)
"zqba" 'zqbb' it's zqbc--zqbd---zqbe... snake_zqbf_case 5 < zqbg > 3 & zqbh #zqbi \\@zqbj \\*zqbk\\* $zqbl H~zqbm~ x^zqbn^\\
zqca  \nzqcb zqcc <!-- not printed --> zqcd\\
zqce &lt;zqcf&gt; ``` zqcg ``` [zqch]{.anything} {zqci} [zqcj] (zqck) zqcl: zqcm; 2*zqcn*3

# zqda

## zqdb `zqdc` {#named}

[zqdd](#named) zqde@e.org <https://e.org/zqdf> zqdg^[zqdh *zqdi* `zqdj` @one] zqdk[^n] [zqdl @one, zqdm] @one

[^n]: zqea

    zqeb

> zqfa
>
> > zqfb

| zqga
|   zqgb

- zqha

  zqhb
  - zqhc
    1. zqhd
- zqhe
- zqhf

(@) zqhg

zqia
:   zqib

    zqic

~~~
zqja # zqjb {{{< var zqjc >}}}
~~~

    zqjd

---

zqka
{{< include _part.qmd >}}
zqkb

::: {#refs}
:::
""",
    "blocks": """
::: {.key-judgements}
- zqaa [zqab]{.confidence} [zqac]{.likelihood}
:::

::: {.how-we-know}
- zqba
- zqbb
:::

## zqca

::: {.standfirst}
zqcb
:::

::: {.callout-note}
zqda
:::

::: {.callout-warning title="zqdb *zqdc*"}
zqdd

| zqde |
|------|
| zqdf |
:::

::: {.callout-tip collapse="true"}
### zqdg
zqdh
:::

::: {.side-note}
zqea
:::

::: anything
::: {.wide}
zqeb
:::
:::

::: {.how-to-cite}
zqec
:::

::: {.build-record}
zqed
:::

::: {.claim-squares}
[zqee]{.square .supported}
:::

::: {layout-ncol=2}
zqef

zqeg
:::

::: {.landscape}
| zqfa | zqfb | zqfc |
|------|------|------|
| zqfd | [zqfe]{.verdict .open} | zqff [zqfg]{.since} |
:::

zqfh
""",
    "exhibits": f"""
![[zqaa]{{.finding}} [zqab]{{.subtitle}} zqac [Note: zqad]{{.note}} [Source: zqae @one]{{.source}}]({FIGURE % "a"}

![zqba]({FIGURE % "b"}

| zqca |
|------|
| zqcb |

: [zqcc]{{.finding}} [Source: zqcd]{{.source}} {{#tbl-a}}

+------+--------+
| zqda | zqdb   |
+======+========+
| zqdc | - zqdd |
|      | - zqde |
+------+--------+

: zqdf {{#tbl-b}}

::: {{#fig-c layout-ncol=2}}
![zqea]({FIGURE % "d"}

![zqeb]({FIGURE % "e"}

zqec
:::

::: {{.pair}}
![[zqfa]{{.finding}}]({FIGURE % "f"}

![[zqfb]{{.finding}}]({FIGURE % "g"}
:::

::: {{#tbl-c layout-ncol=2}}
| zqga |
|------|
| zqgb |

: zqgc {{#tbl-d}}

| zqgd |
|------|
| zqge |

: zqgf {{#tbl-e}}

zqgg
:::

$$ x $$ {{#eq-a}}

zqha @fig-a [-@fig-b] [zqhb @fig-c] [@fig-d; @tbl-e] @Eq-a.
""",
}


@pytest.fixture(scope="module")
def project(new_project: Callable[[], Path]) -> Path:
    made = new_project()
    (made / "report" / "_part.qmd").write_text("zqla\r\n\r\n- zqlb", "utf-8")
    return made


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext (poppler)")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_reaches_page_and_pdf(name: str, project: Path) -> None:
    document = project / "report" / f"{name}.qmd"
    document.write_text(HEAD + DOCUMENTS[name], "utf-8")
    page, pdf, _ = render(project, document, project / "_output", engine="embedded")
    source = HEAD + DOCUMENTS[name] + (project / "report" / "_part.qmd").read_text("utf-8") * (name == "text")
    words = set(re.findall(r"zq[a-z]{2}", source))
    body = html.parse(str(page)).find("body")
    for element in body.xpath(".//script | .//style"):
        element.drop_tree()
    printed = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for where, text in (("page", body.text_content()), ("PDF", printed)):
        # The series is printed in capitals.
        assert sorted(words - set(re.findall(r"zq[a-z]{2}", text.lower()))) == [], where


LANGUAGES = ("en", "ru", "kk", "de", "fr")
DUMP = """words = dofile(arg[1])
for key, value in pairs(words) do if type(value) == 'function' then words[key] = nil end end
print(pandoc.json.encode(words))
"""


@pytest.fixture(scope="module")
def vocabulary(house_format: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """The words of the house format by language and key."""
    script = tmp_path_factory.mktemp("words") / "dump.lua"
    script.write_text(DUMP, "utf-8")
    command = [pypandoc.get_pandoc_path(), "lua", script, house_format / "words.lua"]
    printed = subprocess.run(command, capture_output=True, check=True).stdout
    return {language: dict(flat(words)) for language, words in json.loads(printed).items()}


def flat(words: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Each text with its key, those inside a list or a table too."""
    if isinstance(words, str):
        yield key, words
        return
    for name, value in words.items() if isinstance(words, dict) else enumerate(words):
        yield from flat(value, f"{key}.{name}".lstrip("."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_word_in_its_own_tongue(
    language: str, vocabulary: dict[str, dict[str, Any]]
) -> None:
    assert set(vocabulary) == set(LANGUAGES)
    english, own = vocabulary["en"], vocabulary[language]
    assert {key for key in own if "months_alone" not in key} == set(english)
    for key, text in english.items():
        said = own[key]
        assert said.strip() or key in ("decimal", "thousands"), key
        assert sorted(re.findall(r"\{\d\}", said)) == sorted(re.findall(r"\{\d\}", text)), key
        if language == "en" or key.startswith("dates"):
            continue
        # Single words may be the same in French or German; what is longer is not.
        assert said != text or " " not in text.replace(" {1}", ""), key
        if language in ("ru", "kk") and re.search("[a-z]{2}", text):
            assert re.search("[а-я]", said), key


def test_what_the_page_says_is_in_the_table_of_words(
    house_format: Path, vocabulary: dict[str, dict[str, Any]]
) -> None:
    asked = set()
    for file in [*house_format.glob("page/*.js"), *house_format.rglob("*.lua")]:
        text = file.read_text("utf-8")
        asked |= set(re.findall(r"\bsay\(\"(\w+)\"[,)]|\bwords\.(\w+)(?! *[=(])(?!\w)", text))
    keys = {say or key for say, key in asked} - set(LANGUAGES) - {"lua", "dated", "filled"}
    assert len(keys) > 30
    assert keys <= {key.split(".")[0] for key in vocabulary["en"]}
