"""Who told an event, where that was not the athlete: it stands behind the event's source."""

from __future__ import annotations

from typing import Final

MARK: Final = " | told by "


def with_teller(source: str, teller: str) -> str:
    """Write down who told it.

    >>> with_teller("ironstride web", "Anna")
    'ironstride web | told by Anna'
    """
    return f"{source}{MARK}{teller}"


def teller_of(source: str) -> str | None:
    """Read who told it; None where it was the athlete.

    >>> teller_of("ironstride web | told by Anna"), teller_of("ironstride web")
    ('Anna', None)
    """
    _, mark, teller = source.rpartition(MARK)
    return teller if mark else None
