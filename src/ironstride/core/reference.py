"""Reference programmes: what a trial, a coach or Ironstride itself wrote down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceProgramme:
    """A programme or session to read and to learn from."""

    id: str
    title: str
