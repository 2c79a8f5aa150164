"""Strength training planned around a runner's own running.

>>> import ironstride
>>> ironstride.plan.__name__
'plan'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ironstride.app.library import (
        asked,
        difference_in_words,
        followed_in,
        plan,
        plan_many,
        read_profile,
        replan,
    )

__version__ = "0.1.0"
__all__ = [
    "asked",
    "difference_in_words",
    "followed_in",
    "plan",
    "plan_many",
    "read_profile",
    "replan",
]


def __getattr__(name: str) -> Any:
    """Load the library when it is first asked for: the commands start faster without it."""
    if name not in __all__:
        raise AttributeError(f"ironstride offers no {name}; it offers {', '.join(__all__)}")
    from ironstride.app import library  # noqa: PLC0415 - see above

    return getattr(library, name)
