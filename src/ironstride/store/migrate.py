"""Bringing the tables up to date: all or nothing, by one program at a time."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ironstride.store.errors import StoreError

TURN: Final = 0x1205751  # the number by which PostgreSQL knows whose turn it is


def bring_up_to_date(connection: BaseDatabaseWrapper, place: str) -> None:
    """Apply the migrations that are missing, in one transaction.

    It begins by taking the writer's turn, so whoever comes second waits and finds them done,
    and a program that is killed leaves nothing half made.
    """
    applied, known = set(MigrationRecorder(connection).applied_migrations()), _known()
    if applied - known:
        raise StoreError(
            f"a newer Ironstride wrote it ({', '.join(name for _, name in sorted(applied - known))})",
            place=place,
            remedy="bring Ironstride up to date, or name another folder with --data",
        )
    if known - applied:
        _migrate(connection)


@cache
def _known() -> frozenset[tuple[str, str]]:
    """List the migrations of this version; they do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _migrate(connection: BaseDatabaseWrapper) -> None:
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        call_command("migrate", database=connection.alias, interactive=False, verbosity=0)
