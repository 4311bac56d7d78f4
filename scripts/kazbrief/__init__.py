"""Kazakhstan's ties with Russia: tables, measures, exhibits and paper of a reproducible briefing."""
