"""The store as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    """Events, imported files and streams; after every migration, their guards."""

    name = "ironstride.store"
    label = "store"

    def ready(self) -> None:
        """Have the guards of the events laid again whenever the tables were touched."""
        from ironstride.store.append_only import lay_guards  # noqa: PLC0415 - models are ready now

        post_migrate.connect(lay_guards, sender=self)
