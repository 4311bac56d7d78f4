"""The table ``unknowns``: what could not be found out, what there is instead, what would settle it."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, SOURCE_ID, Table, text

SUBJECTS = ("people", "routes", "arms", "forces and sites", "borders")

TABLE = Table(
    name="unknowns",
    title="What is not known",
    description="Open questions of this edition, written by its makers; source and grade are those of what there is instead.",
    columns=(
        text(
            "unknown_id",
            "Question's id",
            "Identifier of the question.",
            pattern="[a-z][a-z0-9-]*",
            says="lower-case words with hyphens",
        ),
        text("subject", "Subject", "Subject of the question.", allowed=SUBJECTS),
        text("question", "Not known", "What is not known."),
        text("known", "What there is", "What is known or used instead."),
        text("would_settle", "What would settle it", "The publication that would answer the question."),
        text("exhibits", "Exhibits", "Exhibits that it touches, separated by semicolons."),
        SOURCE_ID,
        GRADE,
    ),
    key=("unknown_id",),
    foreign_keys=(FROM_SOURCES,),
)
