"""What an author writes is what is printed: values, shortcodes, paths and metadata, never read as something else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import html

from kazbrief.errors import KazbriefError
from kazbrief.paper import render

# Each test renders a document or starts a program: seconds in all.
pytestmark = pytest.mark.slow
Typeset = Callable[..., tuple[str, str]]
HEAD = "---\ntitle: {title}\ndate: 2025-01-02\nauthor: [{{name: A}}]\n---\n\n## S\n\n"
VALUES = """
t:
  year: "2024."
  place: "North | South"
  time: 12:30
  code: "0710"
  big: 1_000
  country: NO
  quoted: "NO"
  name: Baku--Tbilisi
  strong: "**much**"
  more: "> 90 %"
  less: '  > 9'
  block: |
    > 90 %
    > 80 %
  dash: "- 5 %"
  hash: "# 1"
  plus: "+ 4"
  item: "1. x"
  decimal: 12.5
  note: "d\\\\[^2] e"
river: {share: 61}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text font-family="Source Sans Pro">MAP</text></svg>'


@pytest.fixture
def typeset(new_project: Callable[[], Path]) -> Typeset:
    """Render a document; the words of its page and the whole page."""

    def run(
        text: str, title: str = "A", formats: tuple[str, ...] = ("html",), **files: str
    ) -> tuple[str, str]:
        project = new_project()
        (project / "_variables.yml").write_text(VALUES, "utf-8")
        for name, content in files.items():
            (project / "report" / (name if "." in name else f"{name}.qmd")).write_text(content, "utf-8")
        document = project / "report" / "doc.qmd"
        document.write_text(HEAD.format(title=title) + text + "\n", "utf-8")
        render(project, document, project / "_output", engine="embedded", formats=formats)
        page = (project / "_output" / "doc.html").read_text("utf-8")
        return " ".join(html.fromstring(page).find(".//main").text_content().split()), page

    return run


@pytest.mark.parametrize("target", ["html", "pdf"])
def test_a_sign_at_the_beginning_of_a_value_stays(target: str, new_project: Callable[[], Path]) -> None:
    project = new_project()
    (project / "_variables.yml").write_text(VALUES, "utf-8")
    names = ("more", "less", "block", "dash", "hash", "plus", "item", "decimal")
    text = "; ".join(f"{{{{< var t.{name} >}}}}" for name in names)
    document = project / "report" / "doc.qmd"
    document.write_text(HEAD.format(title='"> 90 % of it"') + text + "\n", "utf-8")
    render(project, document, project / "_output", engine="embedded")
    if target == "html":
        words = html.parse(str(project / "_output" / "doc.html")).getroot().text_content()
    else:
        words = (project / "_output" / "doc.typ").read_text("utf-8").replace("\\", "")
    words = " ".join(words.split())
    assert "> 90 %; > 9; > 90 % > 80 %; - 5 %; # 1; + 4; 1. x; 12.5" in words
    assert "> 90 % of it" in words


@pytest.mark.parametrize(
    "number",
    ["1.50", "007", "0x1F", "-0.0", "0.05", "1e3", "12345678901234567890123", "0.1234567890123456789"],
)
def test_a_number_that_would_be_rewritten_is_refused(number: str, new_project: Callable[[], Path]) -> None:
    project = new_project()
    (project / "_variables.yml").write_text(f"a:\n  b: {number}\n", "utf-8")
    with pytest.raises(KazbriefError, match=rf'_variables\.yml:2: found the number {number}, .*"{number}"'):
        render(project, project / "report" / "sample.qmd", project / "_output", engine="embedded")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("``` x ``` is code.\n\nThe share is {{< var river.share >}} %.", "x is code. The share is 61 %."),
        ("{{< var t.year >}} It was a good year.", "2024. It was a good year."),
        ("| a | b |\n|---|---|\n| {{< var t.place >}} | 2 |", "a b North | South 2"),
        (
            "{{< var t.time >}}; {{< var t.code >}}; {{< var t.big >}}; {{< var t.quoted >}}.",
            "12:30; 0710; 1_000; NO.",
        ),
        ("{{{< var t.year >}}} and `{{{< meta x >}}}`", "{{< var t.year >}} and {{< meta x >}}"),
        ("~~~\n{{< var river.share >}}\n~~~", "61"),
        ('~~~ {shortcodes="false"}\n{{< var river.share >}}\n~~~', "{{< var river.share >}}"),
        ("*{{< var river.share >}}* % <!-- {{< var no.such >}} --> of it", "61 % of it"),
        ("The {{< var river.share >}}'s and the others' share", "The 61’s and the others’ share"),
        ("~~~\n# no heading\n~~~\n\n{{< meta title >}}", "# no heading A"),
        ('{{< include "parts.qmd" >}}', "In a part: 61."),
        ("The {{< var\nriver.share >}} %.", "The 61 %."),
        ("\\::: a\n\nb\\[^1\\] c \\<!-- {{< var t.note >}}", "::: a b[^1] c <!– d[^2] e"),
    ],
)
def test_values_are_printed_as_they_are(text: str, printed: str, typeset: Typeset) -> None:
    words, _ = typeset(text, parts="\ufeffIn a part: {{< var river.share >}}.")
    assert words.endswith(printed)


def test_signs_of_letters_left_out_are_no_quotation_marks(
    typeset: Typeset, new_project: Callable[[], Path]
) -> None:
    text = "'tis rock\n\nrock 'n' roll, the '90s ('tis)\n\nboys' 'quoted' \"'tis\"\n\n- 'tis"
    words, _ = typeset(text)
    assert "’tis rock rock ’n’ roll, the ’90s (’tis) boys’ ‘quoted’ “’tis” ’tis" in words
    project = new_project()
    document = project / "report" / "doc.qmd"
    document.write_text(HEAD.format(title="A") + text + "\n", "utf-8")
    render(project, document, project / "_output", engine="embedded", formats=("pdf",))
    source = (project / "_output" / "doc.typ").read_text("utf-8")
    # A straight mark at the beginning of a word is one that Typst opens a quotation with.
    assert re.findall(r"(?<![\w’])'\w+", source.partition("= S")[2]) == ["'quoted"]


def test_sections_have_the_same_numbers_in_both(typeset: Typeset) -> None:
    words, _ = typeset("### A\n\n#### B {#sec-b}\n\n@sec-b", formats=("html", "pdf"))
    assert "1.1.1 B Section 1.1.1" in words


def test_long_words_code_and_formulas_of_the_bibliography_can_be_set(typeset: Typeset) -> None:
    """The PDF of each keeps PDF/UA: Typst refuses it else."""
    long = "abcdefgh" * 20
    words, _ = typeset(
        f"{long} `{long}` [@x]\n\n~~~\na  b\n~~~\n\n::: {{#refs}}\n:::",
        title="A\nbibliography: refs.bib",
        formats=("html", "pdf"),
        **{"refs.bib": "@misc{x, author={Doe, Jane}, title={The $x^2$ of it}, year=2020}"},
    )
    assert words.count(long) == 2 and "Doe, Jane" in words


def test_a_value_in_a_heading_leaves_its_name_alone(typeset: Typeset) -> None:
    words, page = typeset("### Share {{< var river.share >}}\n\nText.")
    assert "Share 61" in words and 'id="share"' in page and "\U00014500" not in page


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The {{< var t.country >}}.", "the unknown value t.country"),
        ("A\n\nThe { < var x >}}.", "the half of a shortcode"),
        ("A\n\nThe {{< var t.year.", "the half of a shortcode"),
        ("A\n\nThe {{ < var t.year >}}", "the half of a shortcode"),
        ("A {{< pagebreak >}} B", "a page break inside a text"),
        ("A\n\n{{< |a|\tb >}}", "the shortcode {{< |a| b"),
    ],
)
def test_what_is_no_value_is_refused_where_it_stands(text: str, words: str, typeset: Typeset) -> None:
    line = HEAD.count("\n") + 1 + text.count("\n")
    with pytest.raises(KazbriefError, match=re.escape(f"report/doc.qmd:{line}: found {words}")):
        typeset(text)


def test_a_shortcode_over_several_lines_is_refused_where_it_begins(typeset: Typeset) -> None:
    line = HEAD.count("\n") + 1
    with pytest.raises(
        KazbriefError, match=rf"report/doc\.qmd:{line}: found the shortcode .*\|-\|.*, expected"
    ):
        typeset("{{< |a|\n|-|\n >}}")


def test_a_mark_of_byte_order_is_no_text(typeset: Typeset) -> None:
    table = "\ufeff| a | b |\n|---|--:|\n| x | 1 |\n\n: [F]{.finding} {#tbl-bom}"
    words, _ = typeset(
        "{{< include t.qmd >}}\n\n{{< include h.qmd >}}\n\n@tbl-bom @sec-h",
        t=table,
        h="\ufeff## Head {#sec-h}",
    )
    assert "Table 1: F a b x 1 2 Head Table 1 Section 2" in words


@pytest.mark.parametrize("name", ["com~apple~CloudDocs", "50%20off #1", "O'Brien", "_drafts_", "Отчёт 1"])
def test_a_folder_may_have_any_name(name: str, new_project: Callable[[], Path], tmp_path: Path) -> None:
    project = new_project().rename(tmp_path / name)
    inner = project / name
    inner.mkdir()
    (inner / "my map (2).svg").write_text(SVG, "utf-8")
    (inner / "refs.bib").write_text("@misc{x, author={Doe, Jane}, title={No date given}}", "utf-8")
    text = HEAD.replace("date:", "bibliography: refs.bib\ndate:").format(title="A")
    text += "![[F]{.finding}](my%20map%20(2).svg){#fig-m fig-alt='x'}\n\n@fig-m\n\nText [@x].\n\n::: {#refs}\n:::\n"
    (inner / "doc.qmd").write_text(text, "utf-8")
    render(project, inner / "doc.qmd", project / "_output", engine="embedded")
    page = (project / "_output" / "doc.html").read_text("utf-8")
    assert "Doe, Jane" in page and "MAP" in page


def test_the_contents_lead_to_sections_on_pages_turned_round(new_project: Callable[[], Path]) -> None:
    project = new_project()
    text = HEAD.format(title="A") + "## One\n\nText.\n\n## Two\n\n::: {.landscape}\n## Wide\n\nText.\n:::\n"
    (project / "report" / "doc.qmd").write_text(text, "utf-8")
    render(project, project / "report" / "doc.qmd", project / "_output", engine="embedded")
    page = html.parse(str(project / "_output" / "doc.html"))
    assert page.xpath("//nav[@id='contents']//a/@href") == ["#s", "#one", "#two", "#wide"]


def test_machines_are_told_the_title_and_names_as_plain_text(new_project: Callable[[], Path]) -> None:
    project = new_project()
    title = '"The oil — it\'s ^[thanks to all] *here* & 5 % of #1"'
    text = HEAD.format(title=title).replace(
        "{name: A}", "{name: 'O\"Neil #1_x'}, {name: {given: B, family: C}}"
    )
    (project / "report" / "doc.qmd").write_text(
        text.replace("date:", "keywords: [a_b_c, 'x\"y']\ndate:"), "utf-8"
    )
    render(project, project / "report" / "doc.qmd", project / "_output", engine="embedded")
    plain = "The oil — it’s here & 5 % of #1"
    assert html.parse(str(project / "_output" / "doc.html")).findtext(".//title") == plain
    with pikepdf.open(project / "_output" / "doc.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == plain
        assert str(pdf.docinfo["/Author"]) == "O”Neil #1_x, B C"


LANGUAGES = ("en", "ru", "kk", "de", "fr")
FORMS = {
    "full": "Thursday, January 2, 2025",
    '"dddd, D MMMM YYYY"': "Thursday, 2 January 2025",
    '"D [of] MMMM [in the year] YYYY"': "2 of January in the year 2025",
    '"Do MMMM YYYY"': "2nd January 2025",
    "iso": "2025-01-02",
    '"MM.YY"': "01.25",
    '"DD MMM"': "02 Jan",
}


def dated(typeset: Typeset, **keys: str) -> tuple[str, str]:
    """The date in print and for machines, for settings of a document."""
    more = "".join(f"\n{key.replace('_', '-')}: {value}" for key, value in keys.items())
    _, page = typeset("Text.", title="A" + more)
    found = re.search(r'<time datetime="([^"]*)">([^<]*)</time>', page)
    assert found
    return found[2].replace("\u202f", " ").replace("\u00a0", " "), found[1]


@pytest.mark.parametrize("form", FORMS)
def test_a_date_has_the_form_that_is_asked_for(form: str, typeset: Typeset) -> None:
    assert dated(typeset, date_format=form) == (FORMS[form], "2025-01-02")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_speak_the_language_of_the_paper(lang: str, typeset: Typeset) -> None:
    from babel.dates import format_date

    styles = ("full", "long", "medium", "short")
    for style in styles if lang == "kk" else styles[:2]:
        expected = (
            format_date(dt.date(2025, 1, 2), style, locale=lang).replace("\u202f", " ").replace("\u00a0", " ")
        )
        assert dated(typeset, lang=lang, date_format=style)[0] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_house_speaks_the_language_of_the_paper(lang: str, new_project: Callable[[], Path]) -> None:
    project = new_project()
    text = HEAD.format(title="A").replace("date:", f"lang: {lang}\nabstract: B\ndate:") + (
        "![[F]{.finding}](/figures/bars.svg){#fig-x fig-alt='alt' width=100%}\n\n| a |\n|---|\n| b |\n\n: [F]{.finding} {#tbl-x}\n\n"
        "@fig-x @tbl-x\n\n::: {.callout-note}\nText\n:::\n"
    )
    (project / "report" / "doc.qmd").write_text(text, "utf-8")
    render(project, project / "report" / "doc.qmd", project / "_output", engine="embedded")
    page = html.parse(str(project / "_output" / "doc.html"))
    words = " ".join(page.find(".//main").text_content().replace("\u00a0", " ").split())
    figure, table, note = {
        "en": ("Figure", "Table", "Note"), "ru": ("Рисунок", "Таблица", "Примечание"), "kk": ("Сурет", "Кесте", "Ескертпе"),
        "de": ("Abbildung", "Tabelle", "Hinweis"), "fr": ("Figure", "Tableau", "Note"),
    }[lang]  # fmt: skip
    assert f"{figure} 1 {table} 1 {note} Text" in words and f"{figure} 1: F" in words


@pytest.mark.parametrize(
    ("sizes", "box"),
    [
        ('width="400" height="200"', "0 0 400 200"),
        ('width="300pt" height="150pt"', "0 0 400 200"),
        ("width='25.4mm' height='2.54cm'", "0 0 96 96"),
        ('width="9" height="9" viewBox="-1 -2 400 200"', "-1 -2 400 200"),
    ],
)
def test_a_drawing_is_seen_whole(sizes: str, box: str, typeset: Typeset) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {sizes}><rect width="4" height="2"/></svg>'
    _, page = typeset("![[F]{.finding}](a.svg){#fig-m fig-alt='x'}", **{"a.svg": drawing})
    assert re.findall(r'<svg id="fig-m[^>]* viewBox="([^"]*)"', page) == [box]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"lang": "xx"}, "report/doc.qmd:3: found the language xx, expected one of en, ru, kk, de, fr"),
        ({"date-format": "LL"}, "report/doc.qmd:3: found the date-format LL"),
        ({"date-format": "D MMMM H"}, "report/doc.qmd:3: found the date-format D MMMM H"),
    ],
)
def test_a_language_or_date_that_is_not_there_is_told(
    keys: dict[str, str], words: str, typeset: Typeset
) -> None:
    with pytest.raises(KazbriefError, match=re.escape(words)):
        typeset("Text.", title="A" + "".join(f"\n{key}: {value}" for key, value in keys.items()))
