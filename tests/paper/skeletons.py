"""The structure of a rendered paper, as lines of text: what both renderers must agree on.

Compared rather than whole files, because each renderer has its own white space, ids of notes and file layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def html_skeleton(path: Path) -> list[str]:
    """Headings, text, captions, references, links, alternative texts, citations, tables, notes and ids of a page.

    Parameters
    ----------
    path
        A rendered HTML file.

    Returns
    -------
    list of str
        One line an element, in reading order, ``kind: text``.
    """
    from lxml import html  # type: ignore[import-untyped]

    page = html.parse(str(path)).getroot()
    return [line for element in page.iter() if isinstance(element.tag, str) for line in _element(element)]


def _element(element: Any) -> Iterator[str]:
    tag, classes = element.tag, (element.get("class") or "").split()
    text = _squeeze(element.text_content())
    label = element.get("alt") or element.get("aria-label")
    if tag in HEADINGS:
        yield f"{tag}: {text}"
    elif tag == "title":
        yield f"title: {text}"
    elif tag == "meta" and element.get("name") in ("author", "dcterms.date", "description"):
        yield f"meta: {element.get('name')} {element.get('content')}"
    elif tag == "time":
        yield f"time: {text} = {element.get('datetime')}"
    elif tag == "figcaption":
        yield f"caption: {text}"
    elif tag == "a" and "quarto-xref" in classes:
        yield f"reference: {text} -> {element.get('href')}"
    elif tag == "a" and (element.get("href") or "").startswith(("http", "mailto")):
        yield f"link: {text} -> {element.get('href')}"
    elif tag in ("img", "svg") and label:
        yield f"picture: {_squeeze(label)}"
    elif "citation" in classes:
        yield f"citation: {text}"
    elif "csl-entry" in classes:
        yield f"bibliography: {text}"
    elif tag == "table":
        yield "table: " + " | ".join(_squeeze(cell.text_content()) for cell in element.iter("th", "td"))
    elif "exhibit-foot" in classes:
        yield f"foot: {text}"
    elif "callout" in classes or tag == "aside":
        yield f"box: {text}"
    elif tag == "li" and (element.get("id") or "").startswith("fn"):
        yield f"note: {text.rstrip('↩︎')}"
    elif (tag in ("p", "li") or "issue" in classes) and text:
        yield f"text: {text}"
    elif tag in ("section", "div") and re.match(r"(sec|fig|tbl)-", element.get("id") or ""):
        yield f"id: {element.get('id')}"


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def pdf_skeleton(path: Path) -> list[str]:
    """Title, language, standards, bookmarks, alternative texts, attachments and structure of a tagged PDF.

    Parameters
    ----------
    path
        A rendered PDF.

    Returns
    -------
    list of str
        One line an item: ``kind: text``; the last lines count the structure elements by role.
    """
    import pikepdf

    with pikepdf.open(path) as document:
        lines = [
            f"title: {document.docinfo.get('/Title', '')}",
            f"language: {document.Root.get('/Lang', '')}",
            *(
                f"{key}: {document.docinfo.get(f'/{key}', '')}"
                for key in ("Author", "Keywords", "CreationDate")
            ),
        ]
        with document.open_metadata() as metadata:
            for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "xmp:CreateDate"):
                lines.append(f"{name}: {metadata.get(name, 'none')}")
        with document.open_outline() as outline:
            lines += [f"bookmark: {line}" for line in _bookmarks(outline.root, 1)]
        roles: dict[str, int] = {}
        for role, alternative in _structure(document.Root.get("/StructTreeRoot")):
            roles[role] = roles.get(role, 0) + 1
            if alternative:
                lines.append(f"picture: {_squeeze(alternative)}")
        lines += [f"attachment: {name}" for name in sorted(document.attachments)]
        return lines + [f"structure: {role} {count}" for role, count in sorted(roles.items())]


def _bookmarks(items: Any, depth: int) -> Iterator[str]:
    for item in items:
        yield f"{depth} {_squeeze(item.title)}"
        yield from _bookmarks(item.children, depth + 1)


def _structure(node: Any) -> Iterator[tuple[str, str]]:
    """The role and alternative text of every structure element below a node."""
    import pikepdf

    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            role = str(kid.S).lstrip("/")
            yield role, str(kid.get("/Alt", "")) if role == "Figure" else ""
            yield from _structure(kid)
