"""Whose rows: every event and every imported file belongs to one athlete, named by an id."""

from __future__ import annotations

from typing import Final
from uuid import UUID

OWN: Final = UUID("8f6a2f4e-52d1-5c3b-9a41-1d0c7be3a001")
"""The athlete of the embedded mode, who has the database to themselves and needs no login."""
