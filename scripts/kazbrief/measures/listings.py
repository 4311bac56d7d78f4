"""What the printed lists show: open questions, and the sources behind each exhibit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kazbrief.measures.frames import joined
from kazbrief.tables import catalogue

GRADES = ("A", "B", "C")
SUBJECTS = catalogue.get("unknowns").field("subject").enum


def open_questions(unknowns: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table ``unknowns``, subject by subject.

    Returns
    -------
    DataFrame
        ``unknown_id``, ``subject``, ``question``, ``known``, ``would_settle``, ``exhibits``, ``source_id``,
        ``grade``.
    """
    order = unknowns["subject"].map({subject: number for number, subject in enumerate(SUBJECTS)})
    ranked = unknowns.assign(order=order).sort_values(["order", "unknown_id"])
    return ranked.drop(columns="order").reset_index(drop=True)


def values_of(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The grade and the sources of each value of some exhibits.

    Parameters
    ----------
    frames
        By identifier, what each plots: ``grade`` and one or more ``*source_id`` columns.

    Returns
    -------
    DataFrame
        ``exhibit_id``, ``source_id`` (``;``-separated), ``grade``, in the order given.
    """
    parts = [
        pd.DataFrame(
            {
                "exhibit_id": name,
                "source_id": frame.filter(regex="source_id$").apply(joined, axis=1),
                "grade": frame["grade"],
            }
        )
        for name, frame in frames.items()
    ]
    return pd.concat(parts, ignore_index=True)


def sources_by_exhibit(exhibits: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Each source of each exhibit, with the number of values that rest on it, by grade.

    Parameters
    ----------
    exhibits
        From `values_of`.
    sources
        The table of that name.

    Returns
    -------
    DataFrame
        ``exhibit_id``, ``source_id``, ``publisher``, ``title``, ``year``, ``kind`` (primary, secondary, tertiary),
        ``read_in`` (a copy), ``extent`` (whole, part, opening), ``values`` (of the exhibit that rest on the source), ``grade`` (the best of them), and
        ``exhibit_a``, ``exhibit_b``, ``exhibit_c`` (values of the whole exhibit by grade). The most used source
        of an exhibit first.
    """
    each = exhibits.assign(source_id=exhibits["source_id"].str.split(";")).explode("source_id")
    each = each[each["source_id"].fillna("") != ""]
    frame = each.groupby(["exhibit_id", "source_id"])["grade"].agg(values="size", grade="min").reset_index()
    frame = frame.merge(sources, on="source_id", how="left", validate="many_to_one")
    for grade in GRADES:
        of_grade = exhibits[exhibits["grade"] == grade].groupby("exhibit_id").size()
        counted = frame["exhibit_id"].map(of_grade).fillna(0)
        frame[f"exhibit_{grade.lower()}"] = counted.astype("int64")
    order = {name: number for number, name in enumerate(exhibits["exhibit_id"].unique())}
    frame["order"] = frame["exhibit_id"].map(order)
    frame = frame.sort_values(["order", "values", "source_id"], ascending=[True, False, True])
    of_source = ["source_id", "publisher", "title", "year", "kind", "read_in", "extent"]
    counts = ["values", "grade", *(f"exhibit_{grade.lower()}" for grade in GRADES)]
    return frame[["exhibit_id", *of_source, *counts]].reset_index(drop=True)
