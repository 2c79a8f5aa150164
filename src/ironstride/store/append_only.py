"""Guards in the database itself: an event is neither changed nor removed, by whatever program.

They are laid after every migration, as SQLite drops a table's triggers when it rebuilds it.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections

REFUSAL: Final = "events are append-only"

SQLITE: Final = (
    f"""CREATE TRIGGER IF NOT EXISTS event_is_never_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS event_is_never_removed BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
)
POSTGRESQL: Final = (
    f"""CREATE OR REPLACE FUNCTION refuse_to_rewrite_events() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql""",
    "DROP TRIGGER IF EXISTS event_stays ON event",
    """CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON event
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_events()""",
)
GUARDS: Final = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def lay_guards(*, using: str, **_: Any) -> None:
    """Lay the triggers that refuse UPDATE and DELETE on the events."""
    connection = connections[using]
    if "event" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in GUARDS[connection.vendor]:
            cursor.execute(statement)
