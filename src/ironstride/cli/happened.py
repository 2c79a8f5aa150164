"""What happened, as it is typed behind the options of `ironstride replan`, and as changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import typer

from ironstride.formats.happened_text import EXAMPLES, change_of
from ironstride.planning.changes.change import Change

Told: TypeAlias = Mapping[str, Sequence[str] | None]


def happened(told: Told) -> tuple[Change, ...]:
    """Read everything that was typed: races first, then runs, days and health."""
    return tuple(_read(what, text) for what in EXAMPLES for text in told.get(f"--{what}") or ())


def _read(what: str, text: str) -> Change:
    try:
        return change_of(what, text)
    except ValueError as error:
        raise typer.BadParameter(
            f'--{what} "{text}": {error}; write it as --{what} {EXAMPLES[what]}'
        ) from error
