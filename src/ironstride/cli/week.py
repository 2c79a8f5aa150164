"""`ironstride week`: the running week that the files show."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.core.run import RecordedRun
    from ironstride.running.habit import RunningWeek
    from ironstride.running.key_runs import Judgement
    from ironstride.running.volume import Spread

WIDTH = 80


def week(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files, folders, exports; what was imported if none is given."),
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="Look back from this day; else today."),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help="Also say of every run what it was, and why.")
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Show which weekdays hold your long, quality and easy runs, and how surely."""
    from ironstride.catalogue.load import load
    from ironstride.cli.clock import today
    from ironstride.running.habit import running_week

    day = on.date() if on else today()
    found = running_week(_recorded(paths or [], data), today=day, policy=load().policy.habit)
    print(in_words(found))
    if each:
        print("\n" + "\n".join(_judgement_line(j) for j in found.judgements))


def _recorded(paths: Sequence[Path], data: Path | None) -> Sequence[RecordedRun]:
    return _read(paths) if paths else _imported(data)


def _read(paths: Sequence[Path]) -> Sequence[RecordedRun]:
    """Read the files, counting aloud; what could not be read is named beside the answer."""
    from ironstride.app.history import read_history

    history = read_history(paths, progress=_count_aloud if sys.stderr.isatty() else None)
    for sentence in history.summary.refused:
        print(f"not read: {sentence}", file=sys.stderr)
    if history.summary.is_all_refused:
        raise typer.Exit(1)
    return history.runs


def _count_aloud(done: int, total: int, _: str) -> None:
    end = "\r" if done < total else "\r\033[K"
    print(f"reading {done:,} of {total:,} files", end=end, file=sys.stderr, flush=True)


def _imported(data: Path | None) -> Sequence[RecordedRun]:
    import os

    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is None:
        raise typer.BadParameter("nothing is imported yet; name files or a folder to read")
    with store:
        return store.runs()


def in_words(found: RunningWeek) -> str:
    """Write the running week for a screen of 80 columns."""
    return "\n".join(_lines(found))


def _lines(found: RunningWeek) -> Iterator[str]:
    yield f"Your running week, from {_on(found.first)} to {_on(found.last)}"
    yield from _weekday_lines(found)
    if found.counted:
        yield from _volume_lines(found)
    yield from _longest_and_layoffs(found)
    yield from (line for note in found.notes for line in _wrapped(note, bullet="- "))
    yield from _taken_lines(found)


def _weekday_lines(found: RunningWeek) -> Iterator[str]:
    from ironstride.formats.week_words import how_sure

    if not found.weekdays:
        return
    yield ""
    yield "         weeks     usually   how sure            start   give or take  minutes"
    for day in found.weekdays:
        mark = "*" if day.day in found.taken else " "
        weeks = f"{day.times} of {day.weeks}"
        sure = f"{how_sure(day)} ({day.times_of_kind} of {day.times})"
        yield (
            f"  {day.day.short} {mark}{weeks:>8}    {day.kind:<8}  {sure:<18}  {day.start:%H:%M}"
            f"{_duration(day.start_varies):>15}{day.minutes:>9}"
        )
    yield "  * these the planner reckons with"


def _duration(minutes: float) -> str:
    """Write minutes as a person would.

    >>> _duration(5), _duration(200)
    ('5 min', '3:20 h')
    """
    whole = round(minutes)
    return f"{whole} min" if whole < 60 else f"{whole // 60}:{whole % 60:02} h"


def _volume_lines(found: RunningWeek) -> Iterator[str]:
    volume = found.volume
    yield ""
    yield "  A week holds      middle    least     most"
    yield _spread_line("runs", volume.runs)
    yield _spread_line("kilometres", volume.km)
    yield _spread_line("minutes", volume.minutes)
    yield _spread_line("load", volume.load)
    ways = [f"{count} by {method}" for method, count in sorted(volume.weighed.items())]
    if volume.unweighed:
        ways.append(f"{volume.unweighed} not at all, for want of both")
    said = f"Load 100 is an hour as hard as you can keep up for one. Recordings weighed: {', '.join(ways)}."
    yield from _wrapped(said)


def _spread_line(name: str, spread: Spread) -> str:
    return f"  {name:<14}{spread.middle:>10.0f}{spread.least:>9.0f}{spread.most:>9.0f}"


def _longest_and_layoffs(found: RunningWeek) -> Iterator[str]:
    yield ""
    if found.longest is not None:
        km = found.longest_run_km
        length = "" if km is None else f"{km:.1f} km in "
        yield (
            f"  Longest run of the last 30 days: {length}{_duration(found.longest.minutes)}, "
            f"{_on(found.longest.day)}"
        )
    for stretch in found.layoffs:
        yield f"  Without a run: {stretch.days} days, {_on(stretch.first)} to {_on(stretch.last)}"


def _taken_lines(found: RunningWeek) -> Iterator[str]:
    yield ""
    if found.habit:
        runs = "; ".join(
            f"{run.day.short} {run.kind} {run.minutes} min at {run.start:%H:%M}"
            for run in found.habit
        )
        yield from _wrapped(f"The planner takes: {runs}.")
    else:
        yield "  The planner takes no run from this."
    yield from _wrapped(
        "If your weeks will be different, write them under [running] habit in the profile, or "
        "give your own plan of runs: ironstride plan --runs RUNS.csv (or RUNS.ics)."
    )


def _judgement_line(judged: Judgement) -> str:
    outing = judged.outing
    km = "" if outing.distance_km is None else f"{outing.distance_km:.1f} km"
    head = (
        f"{outing.start:%a %Y-%m-%d %H:%M} {_duration(outing.minutes):>8} {km:>8}  "
        f"{judged.kind:<8}{judged.confidence:>4.0%}"
    )
    return "\n".join((head, *_wrapped("; ".join(judged.reasons), bullet="  ")))


def _wrapped(sentence: str, *, bullet: str = "") -> list[str]:
    import textwrap

    return textwrap.wrap(
        sentence,
        WIDTH,
        initial_indent=f"  {bullet}",
        subsequent_indent="  " + " " * len(bullet),
        break_long_words=False,
    )


def _on(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
