"""The only place where the command line looks at the clock."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Say which day it is where the command runs."""
    return datetime.now().astimezone().date()  # noqa: TID251 - read here and passed down
