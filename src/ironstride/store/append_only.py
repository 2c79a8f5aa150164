"""Guards in the database itself: an event is neither changed nor removed, by whatever program.

One way is left open: within a transaction that names an athlete in the table `erasing`, that
athlete's events may be removed (`erase.py`), and nobody else's.

The guards are laid after every migration, as SQLite drops a table's triggers when it rebuilds it.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connections

REFUSAL: Final = "events are append-only"

SQLITE: Final = (
    "DROP TRIGGER IF EXISTS event_is_never_changed",
    "DROP TRIGGER IF EXISTS event_is_never_removed",
    f"""CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
        WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE athlete = OLD.athlete)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",  # noqa: S608 - the words are ours
)
POSTGRESQL: Final = (
    f"""CREATE OR REPLACE FUNCTION refuse_to_rewrite_events() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql""",
    f"""CREATE OR REPLACE FUNCTION refuse_to_remove_an_event() RETURNS trigger AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM erasing WHERE athlete = OLD.athlete) THEN RETURN OLD; END IF;
            RAISE EXCEPTION '{REFUSAL}';
        END $$ LANGUAGE plpgsql""",  # noqa: S608 - the words are ours
    "DROP TRIGGER IF EXISTS event_stays ON event",
    "DROP TRIGGER IF EXISTS event_is_never_removed ON event",
    """CREATE TRIGGER event_stays BEFORE UPDATE OR TRUNCATE ON event
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_events()""",
    """CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
       FOR EACH ROW EXECUTE FUNCTION refuse_to_remove_an_event()""",
)
GUARDS: Final = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def lay_guards(*, using: str, **_: Any) -> None:
    """Lay the triggers that refuse UPDATE and DELETE on the events."""
    connection = connections[using]
    if not {"event", "erasing"}.issubset(connection.introspection.table_names()):
        return
    with connection.cursor() as cursor:
        for statement in GUARDS[connection.vendor]:
            cursor.execute(statement)
