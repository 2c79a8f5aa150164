"""A number with its grade: who found it, and whether a clinician has confirmed it."""

from __future__ import annotations

from dataclasses import dataclass

from ironstride.core.reason import Verification


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and how it is known.

    An interpolated figure is Ironstride's own choice, and is called so until `confirmed` says
    who has confirmed it, and when.

    >>> Figure(value=2, verification=Verification.INTERPOLATED).is_own
    True
    """

    value: float
    verification: Verification
    source: str | None = None
    note: str = ""
    confirmed: str = ""

    def __post_init__(self) -> None:
        if self.source is None and self.verification is not Verification.INTERPOLATED:
            raise ValueError(f"{self.value:g} is {self.verification}, but names no source")

    @property
    def is_own(self) -> bool:
        """Whether it is Ironstride's own choice that no clinician has confirmed."""
        return self.verification is Verification.INTERPOLATED and not self.confirmed
