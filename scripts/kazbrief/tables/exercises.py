"""The table ``exercises``: military exercises with Kazakhstan that were found."""

from kazbrief.tables.base import FROM_SOURCES, GRADE, NOTE, SOURCE_ID, Table, moment, text

TABLE = Table(
    name="exercises",
    title="Military exercises",
    description=(
        "Exercises of the CSTO and SCO, with Russia and with NATO states, 2003-2026, as far as found."
    ),
    columns=(
        text("name", "Name", "Name of the exercise."),
        text(
            "framework",
            "Framework",
            "Framework of the exercise.",
            allowed=("CSTO", "SCO", "Steppe Eagle", "bilateral KZ-RU", "regional without Russia"),
        ),
        moment("start", "Start", "Begin of the exercise"),
        moment("end", "End", "End of the exercise", required=False),
        text("place", "Place", "Range or place.", required=False),
        text("countries", "Countries", "Country or countries where it was held.", required=False),
        text("participants", "Participants", "Participants, as the source gives them.", required=False),
        text("troops", "Troops", "Number of troops, as the source words it.", required=False),
        text("kazakhstan_role", "Role of Kazakhstan", "Role of Kazakhstan.", required=False),
        text("status", "Status", "Held or planned.", allowed=("held", "planned")),
        SOURCE_ID,
        GRADE,
        NOTE,
    ),
    key=("start", "name"),
    foreign_keys=(FROM_SOURCES,),
    caution="What was found, not a census: never count rows as if the list were complete.",
)
