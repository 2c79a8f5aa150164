"""The only place where the pages look at the clock."""

from __future__ import annotations

from datetime import UTC, datetime

from ironstride.app.log import Moment


def now() -> datetime:
    """Say which moment it is, on the world's clock."""
    return datetime.now(UTC)  # noqa: TID251 - read here and passed down


def this_moment() -> Moment:
    """Say which moment it is, and which day where the server stands."""
    at = now()
    return Moment(at, at.astimezone().date())
