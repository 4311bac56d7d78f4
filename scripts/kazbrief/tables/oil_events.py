"""The table ``oil_events``: treaties, openings, disruptions and statements about the oil routes."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, moment, text

TABLE = Table(
    name="oil_events",
    title="Events on the oil and gas routes",
    description=(
        "Treaties, quotas, pipelines, disruptions, court cases and statements, 1996-2026, as far as found."
    ),
    columns=(
        moment("date", "Date", "Date of the event"),
        text(
            "kind",
            "Kind",
            "Kind of event.",
            allowed=(
                "attack",
                "court",
                "disruption",
                "flow",
                "milestone",
                "pipeline",
                "policy",
                "quota",
                "statement",
                "treaty",
            ),
        ),
        text("event", "Event", "What happened."),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("date", "event"),
    foreign_keys=(FROM_SOURCES,),
)
