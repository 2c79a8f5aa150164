"""What every kind of event does with its payload: letters, days and ids as a database takes them."""

from __future__ import annotations

import json
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from cattrs.preconf.json import JsonConverter, make_converter

IRONSTRIDE: Final = UUID("0c7f3b0e-6f1e-5a0b-9d55-6f2a1f5f0a01")  # the root of all event ids


def id_of(*parts: object) -> UUID:
    """Make an id from what an event says, so that telling it again adds nothing.

    Raises:
        ValueError: where a number of it is none, or has no end.
    """
    return uuid5(IRONSTRIDE, json.dumps(parts, sort_keys=True, allow_nan=False))


def entry_converter() -> JsonConverter:
    """Turn entries into what JSON holds and back: days and ids as text, usual values left out."""
    converter = make_converter(omit_if_default=True, forbid_extra_keys=False)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda text, _: UUID(str(text)))
    return converter


def storable(text: str) -> str:
    """Leave out of a text what no database takes: NUL, and bytes that were never letters."""
    return text.replace("\0", "").encode(errors="replace").decode()
