"""The `ironstride` command: every verb in one place.

Command modules stay light; whatever is heavy they import when they run, so that
`ironstride --help` answers at once.
"""

from __future__ import annotations

import sys

import typer

from ironstride.core.errors import IronstrideError

cli = typer.Typer(
    name="ironstride",
    help="Strength training planned around your own running.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def run() -> None:
    """Run the command line; an error becomes one sentence and exit code 1."""
    try:
        cli()
    except (IronstrideError, ValueError) as error:
        print(f"ironstride: {error}", file=sys.stderr)
        sys.exit(1)
