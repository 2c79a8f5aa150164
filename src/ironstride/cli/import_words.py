"""What came of an import, in lines of at most 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ironstride.app.import_lifting import LiftingSummary
    from ironstride.app.summary import ImportSummary

WIDTH: Final = 80
BULLET: Final = " " * 9 + "- "
SHOWN: Final = 12  # sentences of a kind before `--all` is asked for


def in_words(summary: ImportSummary, *, place: str, shown: int | None = SHOWN) -> Iterator[str]:
    """Say what came of an import, in lines of at most 80 columns.

    `place` is where runs and sets are kept; empty after a dry run.
    """
    yield f"{count(summary.files, 'file')} looked at{'' if place else ', nothing written'}"
    if summary.new or not summary.lifting.files:
        yield f"{summary.new:>7,}  new {'run' if summary.new == 1 else 'runs'}"
    yield from _lifting_lines(summary.lifting)
    yield from _known_lines(summary)
    yield from _skipped_lines(summary)
    if summary.described:
        yield f"{summary.described:>7,}  activities named and flagged by an export's own list"
    others = "" if summary.is_all_refused else ", the other files were read"
    yield from sentences(f"refused{others}", summary.refused, shown)
    yield from sentences("broken, the other lines were read", summary.lifting.broken, shown)
    yield from sentences("read with care", summary.cautions, shown)
    yield from sentences("read from the numbers", summary.lifting.units, shown)
    yield from _name_lines(summary, shown)
    yield ""
    yield from _last_lines(summary, place)


def _lifting_lines(lifting: LiftingSummary) -> Iterator[str]:
    if lifting.files:
        sessions = f" in {count(lifting.sessions, 'session')}" if lifting.new else ""
        yield f"{lifting.new:>7,}  new {'set' if lifting.new == 1 else 'sets'}{sessions}"
    if lifting.known:
        yield f"{lifting.known:>7,}  sets already known: told by another file"
    if lifting.outings:
        said = f"{lifting.outings:>7,}  runs, rides and the like among the sets: left out, "
        yield from wrapped(said, "the files of your watch tell them better")


def _name_lines(summary: ImportSummary, shown: int | None) -> Iterator[str]:
    names = summary.names
    if names.taken:
        pairs = [f'"{name}" as {exercise}' for name, exercise in names.taken.items()]
        yield from sentences("names of exercises recognised", pairs, shown)
    if summary.lifting.new:
        own = [f'"{name}"' for name in names.own]
        yield from sentences("names that the catalogue does not know, kept", own, shown)


def _known_lines(summary: ImportSummary) -> Iterator[str]:
    if summary.known:
        ways = (
            (summary.same_bytes, "met before"),
            (summary.same_run, "of a run that another file told"),
        )
        said = ", ".join(f"{number:,} {way}" for number, way in ways if number)
        yield from wrapped(f"{summary.known:>7,}  already known: ", said)


def _skipped_lines(summary: ImportSummary) -> Iterator[str]:
    if summary.skipped:
        yield f"{summary.skipped:>7,}  skipped:"
    if summary.other_sports:
        sports = (f"{number:,} {sport}" for sport, number in summary.other_sports.items())
        yield from wrapped(f"{BULLET}activities that are no runs: ", ", ".join(sports))
    if summary.other_files:
        kinds = (f"{number:,} × {kind}" for kind, number in summary.other_files.items())
        yield from wrapped(f"{BULLET}files without an activity: ", "; ".join(kinds))


def sentences(what: str, said: Sequence[str], shown: int | None) -> Iterator[str]:
    """List sentences of one kind under their number, the first few of them."""
    if not said:
        return
    yield f"{len(said):>7,}  {what}:"
    for sentence in said[:shown]:
        yield from wrapped(BULLET, sentence)
    if shown is not None and len(said) > shown:
        yield f"         and {len(said) - shown:,} more; --all names them"


def _last_lines(summary: ImportSummary, place: str) -> Iterator[str]:
    if summary.runs:
        span = f"{summary.first} to {summary.last}"
        yield f"{count(summary.runs, 'run')} in all, {span}"
    if summary.names.sets:
        yield f"{count(summary.names.sets, 'set')} in all"
    if not place:
        yield "Next: the same without --dry-run"
        return
    yield f"Kept in {place}"
    if summary.runs:
        yield "Next: ironstride week"
    elif summary.names.sets:
        yield "Next: ironstride history"
    else:
        yield "Next: ironstride sample FOLDER, to try it"


def wrapped(head: str, text: str) -> list[str]:
    """Break a text into lines that fit the screen, the first of them behind a head."""
    import textwrap

    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * (len(BULLET) if head.startswith(BULLET) else 9),
        break_long_words=False,
        break_on_hyphens=False,
    )


def count(number: int, noun: str) -> str:
    """Write a number with its noun.

    >>> count(1, "set"), count(1200, "set")
    ('1 set', '1,200 sets')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
