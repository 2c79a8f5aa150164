"""The only place where the command line looks at the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime


def today() -> date:
    """Say which day it is where the command runs."""
    return now().astimezone().date()


def now() -> datetime:
    """Say which moment it is, on the world's clock."""
    return datetime.now(UTC)  # noqa: TID251 - read here and passed down
