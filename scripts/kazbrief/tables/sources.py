"""The table ``sources``: one row a source that the other tables cite."""

from kazbrief.tables.base import Table, moment, text

TABLE = Table(
    name="sources",
    title="Sources",
    description=(
        "Every source that a table cites, once: who published it, where, and how much of it was read."
    ),
    columns=(
        text(
            "source_id",
            "Source",
            "Identifier of the source.",
            pattern=r"[A-Z][A-Za-z0-9_]*",
            says="an identifier",
        ),
        text("title", "Title", "Title of the source."),
        text("author_publisher", "Author or publisher", "Who wrote or published it."),
        text("year", "Year", "Year or years of publication, as far as known.", required=False),
        text("url", "Address", "Where it was found.", required=False),
        moment("date_read", "Date read", "When it was read, if that is recorded.", required=False),
        text("what_was_read", "What was read", "Which part of it was read."),
        text(
            "kind",
            "Kind",
            "Primary (the body that made or decided the data, or its data file) or secondary.",
            allowed=("primary", "secondary"),
        ),
        text("licence", "Licence or terms", "Licence or terms of the source."),
        text("note", "Note", "More about the kind of source or its address.", required=False),
    ),
    key=("source_id",),
    caution="Most web pages were read at their opening only; the column what_was_read says so.",
)
