"""Bringing the tables up to date: all or nothing, by one program at a time."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from ironstride.store.errors import StoreError

OURS: Final = "store"  # other parts (accounts, sessions) are there only where pages are served
TURN: Final = 0x1205751  # the number by which PostgreSQL knows whose turn it is


def bring_up_to_date(connection: BaseDatabaseWrapper, place: str) -> None:
    """Apply the migrations that are missing, in one transaction.

    It begins by taking the writer's turn, so whoever comes second waits and finds them done,
    and a program that is killed leaves nothing half made.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    known = _known(tuple(apps.app_configs))
    newer = sorted(name for app, name in applied - known if app == OURS)
    if newer:
        raise StoreError(
            f"a newer Ironstride wrote it ({', '.join(newer)})",
            place=place,
            remedy="bring Ironstride up to date, or name another folder with --data",
        )
    if known - applied:
        _migrate(connection)


@cache
def _known(_: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """List the migrations of this version, of the apps that are installed."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _migrate(connection: BaseDatabaseWrapper) -> None:
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
        call_command("migrate", database=connection.alias, interactive=False, verbosity=0)
