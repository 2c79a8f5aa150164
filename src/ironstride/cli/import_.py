"""`ironstride import`: the athlete's files, taken in once and for good."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Self

import typer

from ironstride.cli import import_names
from ironstride.cli.import_words import SHOWN, in_words, wrapped
from ironstride.core.units import MassUnit

if TYPE_CHECKING:
    from rich.progress import Progress

    from ironstride.app.import_lifting import AskUnit
    from ironstride.store.store import Store
    from ironstride.strength.weight_unit import WeightUnit

QUICK_S: Final = 1.0  # work that is over sooner needs no progress bar


def import_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files, folders and zips: FIT, TCX, GPX, lifting CSVs, exports."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Look and count; write nothing.")
    ] = False,
    unit: Annotated[
        MassUnit | None, typer.Option("--unit", help="What lifting files mean that do not say it.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help='NAME=EXERCISE, once and for all: "Chin Up=pull-up".'),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Processes; else one a processor.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Name every file, row and exercise, not only a few.")
    ] = False,
) -> None:
    """Import runs and sets. What is known is left alone, so import as often as you like."""
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store, open_store

    decisions = import_names.read(name or ())
    folder = data_folder(os.environ, data)
    store = existing_store(folder) if dry_run else open_store(folder)
    try:
        if paths:
            _import(paths, store, _How(dry_run, unit, decisions, jobs, None if all_ else SHOWN))
        else:
            import_names.only_decide(store, decisions, is_kept=not dry_run)
    except KeyboardInterrupt:
        print("stopped; what was read is kept, and the same command goes on", file=sys.stderr)
        raise typer.Exit(130) from None
    finally:
        if store is not None:
            store.close()


@dataclass(frozen=True, slots=True)
class _How:
    """The options of an import."""

    dry_run: bool
    unit: MassUnit | None
    decisions: Mapping[str, str | None]
    jobs: int | None
    shown: int | None


def _import(paths: Sequence[Path], store: Store | None, how: _How) -> None:
    from ironstride.app import import_files as app
    from ironstride.app.import_lifting import LiftingWishes

    if store is not None and not how.dry_run:
        import_names.decide(store, how.decisions)
    with _Bar() as bar:
        ask = bar.aside(_ask_unit) if import_names.is_terminal() else None
        summary = app.import_files(
            paths,
            store=store,
            dry_run=how.dry_run,
            jobs=how.jobs,
            progress=bar.progress,
            wishes=LiftingWishes(unit=how.unit, ask_unit=ask),
        )
    place = "" if store is None or how.dry_run else store.place
    print("\n".join(in_words(summary, place=place, shown=how.shown)))
    import_names.ask_or_list(
        store, summary.names, how.decisions, is_kept=not how.dry_run, shown=how.shown
    )
    if summary.is_all_refused:
        raise typer.Exit(1)


def _ask_unit(name: str, found: WeightUnit) -> MassUnit | None:
    """Ask for the unit of a file's weights; nothing typed leaves the file for later."""
    from ironstride.cli import questions

    print("\n".join(wrapped("", f"{name}: {found.sentence}")))
    read = questions.optional(questions.word(MassUnit))
    return questions.ask("kg or lb (Enter to leave the file for now)?", read)


class _Bar:
    """A bar for long work, on a terminal only, which steps aside for a question."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self.progress: Callable[[int, int, str], None] | None = None

    def __enter__(self) -> Self:
        if not sys.stderr.isatty():
            return self
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        columns = (
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        )
        bar = self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        task = bar.add_task("", total=None)
        began = time.monotonic()

        def advance(done: int, total: int, name: str) -> None:
            if time.monotonic() - began > QUICK_S:
                bar.start()
            bar.update(task, completed=done, total=total, description=name[-30:])

        self.progress = advance
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def aside(self, ask: AskUnit) -> AskUnit:
        """Let a question be asked without the bar in its way."""

        def asked(name: str, found: WeightUnit) -> MassUnit | None:
            if self._bar is not None:
                self._bar.stop()
            return ask(name, found)

        return asked
