"""`ironstride import`: the athlete's files, taken in once and for good."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from ironstride.app.summary import ImportSummary

WIDTH: Final = 80
QUICK_S: Final = 1.0  # work that is over sooner needs no progress bar
BULLET: Final = " " * 9 + "- "
SHOWN: Final = 12  # sentences of a kind before `--all` is asked for


def import_runs(
    paths: Annotated[
        list[Path], typer.Argument(help="Files, folders and zips: FIT, TCX, GPX, whole exports.")
    ],
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Look and count; write nothing.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="Processes; else one a processor.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Name every file that was refused or read with care.")
    ] = False,
) -> None:
    """Import runs. What is known is left alone, so import as often as you like."""
    import os

    from ironstride.app.import_files import import_files
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store, open_store

    folder = data_folder(os.environ, data)
    store = existing_store(folder) if dry_run else open_store(folder)
    try:
        with _progress_bar() as progress:
            summary = import_files(
                paths, store=store, dry_run=dry_run, jobs=jobs, progress=progress
            )
    except KeyboardInterrupt:
        print("stopped; what was read is kept, and the same command goes on", file=sys.stderr)
        raise typer.Exit(130) from None
    finally:
        if store is not None:
            store.close()
    place = "" if store is None or dry_run else store.place
    print("\n".join(in_words(summary, place=place, shown=None if all_ else SHOWN)))
    if summary.is_all_refused:
        raise typer.Exit(1)


def in_words(summary: ImportSummary, *, place: str, shown: int | None = SHOWN) -> Iterator[str]:
    """Say what came of an import, in lines of at most 80 columns.

    `place` is where the runs are kept; empty after a dry run.
    """
    yield f"{_count(summary.files, 'file')} looked at{'' if place else ', nothing written'}"
    yield f"{summary.new:>7,}  new {'run' if summary.new == 1 else 'runs'}"
    yield from _known_lines(summary)
    yield from _skipped_lines(summary)
    if summary.described:
        yield f"{summary.described:>7,}  activities named and flagged by an export's own list"
    others = "" if summary.is_all_refused else ", the other files were read"
    yield from _sentences(f"refused{others}", summary.refused, shown)
    yield from _sentences("read with care", summary.cautions, shown)
    yield ""
    yield from _last_lines(summary, place)


def _known_lines(summary: ImportSummary) -> Iterator[str]:
    if summary.known:
        ways = (
            (summary.same_bytes, "met before"),
            (summary.same_run, "of a run that another file told"),
        )
        said = ", ".join(f"{number:,} {way}" for number, way in ways if number)
        yield from _wrapped(f"{summary.known:>7,}  already known: ", said)


def _skipped_lines(summary: ImportSummary) -> Iterator[str]:
    if summary.skipped:
        yield f"{summary.skipped:>7,}  skipped:"
    if summary.other_sports:
        sports = (f"{number:,} {sport}" for sport, number in summary.other_sports.items())
        yield from _wrapped(f"{BULLET}activities that are no runs: ", ", ".join(sports))
    if summary.other_files:
        kinds = (f"{number:,} × {kind}" for kind, number in summary.other_files.items())
        yield from _wrapped(f"{BULLET}files without an activity: ", "; ".join(kinds))


def _sentences(what: str, sentences: Sequence[str], shown: int | None) -> Iterator[str]:
    if not sentences:
        return
    yield f"{len(sentences):>7,}  {what}:"
    for sentence in sentences[:shown]:
        yield from _wrapped(BULLET, sentence)
    if shown is not None and len(sentences) > shown:
        yield f"         and {len(sentences) - shown:,} more; --all names them"


def _last_lines(summary: ImportSummary, place: str) -> Iterator[str]:
    if summary.runs:
        span = f"{summary.first} to {summary.last}"
        yield f"{_count(summary.runs, 'run')} in all, {span}"
    if not place:
        yield "Next: the same without --dry-run"
        return
    yield f"Kept in {place}"
    yield "Next: ironstride week" if summary.runs else "Next: ironstride sample FOLDER, to try it"


def _wrapped(head: str, text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * (len(BULLET) if head.startswith(BULLET) else 9),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int, str], None] | None]:
    """Show a bar for long work, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
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
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=None)
    began = time.monotonic()

    def advance(done: int, total: int, name: str) -> None:
        if time.monotonic() - began > QUICK_S:
            bar.start()
        bar.update(task, completed=done, total=total, description=name[-30:])

    try:
        yield advance
    finally:
        bar.stop()
