"""A difference between two programmes as text: what happened, what moves, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Prescription, Programme, Role, Session
from ironstride.core.run import PlannedRun, Race
from ironstride.core.spelling import listed
from ironstride.formats import words
from ironstride.planning.changes.because import Explained
from ironstride.planning.changes.difference import (
    CautionDiffers,
    ExerciseDiffers,
    RaceDiffers,
    RunDiffers,
    SessionDiffers,
    WeekKind,
    WeeksDiffer,
)

WIDTH: Final = 100
RUNS_IN_DETAIL: Final = 8  # runs that change, told one by one unless all are
WEEKS_IN_DETAIL: Final = 3  # with changed sessions, told exercise by exercise unless all are


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencePage:
    """What an athlete reads before accepting a programme in place of the one that was kept."""

    changes: tuple[str, ...]
    differences: tuple[Explained, ...]
    programme: Programme
    today: date
    catalogue: Catalogue
    tells_all: bool = False


def write(page: DifferencePage) -> str:
    """Write the page: what was said, what changes and why, what stays."""
    *before, (notes, noted) = lists(page)
    parts = (
        *(_list(heading, lines) for heading, lines in before),
        list(_sessions(page)),
        _list(notes, noted),
    )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def lists(page: DifferencePage) -> Iterator[tuple[str, list[str]]]:
    """Say what happened, what it does to the season and the runs, and what is new to know."""
    found = [explained.difference for explained in page.differences]
    season = [_race(d) for d in found if isinstance(d, RaceDiffers)]
    season += [_weeks(d) for d in found if isinstance(d, WeeksDiffer)]
    notes = [f"{d.now.message} [{d.now.rule}]" for d in found if isinstance(d, CautionDiffers)]
    yield "What happened", [words.inert(change) for change in page.changes]
    yield "The season", season
    yield "Runs", _runs([d for d in found if isinstance(d, RunDiffers)], page)
    yield "New notes", [words.inert(note) for note in notes]


def _list(heading: str, lines: Sequence[str]) -> list[str]:
    return (
        [
            heading,
            *(row for line in lines for row in words.wrapped(line, "  - ", "    ", width=WIDTH)),
        ]
        if lines
        else []
    )


# The season and the runs -----------------------------------------------------------------


def _race(differs: RaceDiffers) -> str:
    was, now = differs.was, differs.now
    if now is None:
        return f"the race is off: {_race_on(was)}"
    if was is None:
        return f"a new race: {_race_on(now)}"
    return f"{_race_on(now)} instead of {_race_on(was)}"


def _race_on(race: Race | None) -> str:
    return "" if race is None else f"{words.race_in_words(race)} on {_day(race.day)}"


def _weeks(differs: WeeksDiffer) -> str:
    last = differs.last + WEEK
    count = (last - differs.first).days // 7
    days = words.days_in_words(differs.first, date.fromordinal(last.toordinal() - 1))
    which = f"{days} ({words.count(count, 'week')})"
    if differs.was is None:
        return f"{which}: {_kind(differs.now)}, added to the season"
    if differs.now is None:
        return f"{which}: {_kind(differs.was)}, no longer in the season"
    return f"{which}: {_kind(differs.now)} instead of {_kind(differs.was)}"


def _kind(kind: WeekKind | None) -> str:
    if kind is None:
        return ""
    return words.phase_in_words(kind.phase) + (", light" if kind.is_light else "")


def _runs(differ: Sequence[RunDiffers], page: DifferencePage) -> list[str]:
    """Tell the first runs that change, and how many more of each kind; or all of them."""
    told = differ if page.tells_all else differ[:RUNS_IN_DETAIL]
    later = differ[len(told) :]
    lines = [_run(one) for one in told]
    if not later:
        return lines
    counted = [
        (sum(one.now is None for one in later), "dropped"),
        (sum(one.was is None for one in later), "new"),
        (sum(None not in (one.was, one.now) for one in later), "changed"),
    ]
    more = listed([f"{number} {what}" for number, what in counted if number])
    return [*lines, f"and later, up to {_day(_last(later))}: {more} (--all tells each)"]


def _last(differ: Sequence[RunDiffers]) -> date:
    return max(run.start.date() for one in differ for run in (one.was, one.now) if run is not None)


def _run(differs: RunDiffers) -> str:
    was, now = differs.was, differs.now
    if now is None:
        return f"dropped: {_run_at(was)}"
    return f"new: {_run_at(now)}" if was is None else f"{_run_at(now)} (was {_run_at(was)})"


def _run_at(run: PlannedRun | None) -> str:
    if run is None:
        return ""
    return f"{_day(run.start.date())} {run.start:%H:%M}, {words.run_in_words(run)}"


# Sessions --------------------------------------------------------------------------------


def _sessions(page: DifferencePage) -> Iterator[str]:
    """Tell the first weeks with changes in full and sum the later ones up."""
    ahead = [s for s in page.programme.sessions if s.start.date() >= page.today]
    found = [e for e in page.differences if isinstance(e.difference, SessionDiffers)]
    changed = {s.start for e in found if (s := _session(e).now) is not None}
    stay = sum(session.start not in changed for session in ahead)
    if not found:
        yield f"No session changes: all {words.count(len(ahead), 'session')} ahead stay as they are."
        return
    yield f"Sessions: {len(found)} change, {stay} of {len(ahead)} ahead stay as they are"
    by_week = [(m, list(g)) for m, g in groupby(found, key=lambda e: monday_of(_day_of(e)))]
    told = len(by_week) if page.tells_all else WEEKS_IN_DETAIL
    for monday, group in by_week[:told]:
        yield f"  Week of {_day(monday)}"
        for explained in group:
            yield from _in_detail(explained, page)
    if by_week[told:]:
        yield "  And later (--all tells each)"
    for monday, group in by_week[told:]:
        yield f"    week of {_day(monday)}: {_in_short([_session(e) for e in group])}"


def _session(explained: Explained) -> SessionDiffers:
    differs = explained.difference
    if not isinstance(differs, SessionDiffers):
        raise TypeError(f"{differs} is no difference of sessions")
    return differs


def _day_of(explained: Explained) -> date:
    """Find the first of the days that a session's difference is about."""
    differs = _session(explained)
    return min(s.start.date() for s in (differs.was, differs.now) if s is not None)


def _in_short(group: Sequence[SessionDiffers]) -> str:
    counts = (
        ("moved", sum(d.is_moved for d in group)),
        ("new", sum(d.was is None for d in group)),
        ("dropped", sum(d.now is None for d in group)),
        ("filled differently", sum(bool(d.exercises) and not d.is_moved for d in group)),
    )
    told = [f"{number} {what}" for what, number in counts if number]
    return ", ".join(told) or "minutes or places differ"


@dataclass(frozen=True, slots=True)
class SessionTold:
    """How a session differs, why (empty where nothing tells), and how its exercises do."""

    headline: str
    why: str
    exercises: tuple[str, ...]


def weeks_told(page: DifferencePage) -> Iterator[tuple[date, list[SessionTold]]]:
    """Tell every session that changes, week by week."""
    found = [e for e in page.differences if isinstance(e.difference, SessionDiffers)]
    for monday, group in groupby(found, key=lambda e: monday_of(_day_of(e))):
        yield monday, [session_told(explained, page) for explained in group]


def session_told(explained: Explained, page: DifferencePage) -> SessionTold:
    """Tell how a session differs."""
    differs, why = _session(explained), explained.because
    if why is not None:
        said = f"{'' if why.startswith('in place of') else 'because '}{words.inert(why)}"
    else:
        is_gone = differs.is_moved or differs.now is None
        said = "to fit with what changed around it" if is_gone else ""
    return SessionTold(_headline(differs), said, tuple(_exercises(explained, page)))


def _exercises(explained: Explained, page: DifferencePage) -> Iterator[str]:
    differs = _session(explained)
    for one, why in zip(differs.exercises, explained.of_exercises, strict=True):
        if not _is_ramp_of_a_change(one, differs.exercises):
            reason = "" if why is None else f" ({words.inert(why)})"
            yield f"{_exercise(one, page)}{reason}"


def _in_detail(explained: Explained, page: DifferencePage) -> Iterator[str]:
    told = session_told(explained, page)
    yield from words.wrapped(told.headline, "    ", "      ", width=WIDTH)
    if told.why:
        yield from words.wrapped(told.why, "      ", "      ", width=WIDTH)
    for line in told.exercises:
        yield from words.wrapped(line, "      - ", "        ", width=WIDTH)


def _headline(differs: SessionDiffers) -> str:
    was, now = differs.was, differs.now
    if was is not None and now is None:
        return f"{_at(was)} dropped: {_about(was)}"
    if was is None and now is not None:
        return f"{_at(now)} new: {_about(now)}"
    if was is None or now is None:
        return ""
    where = f"{_at(was)} moves to {_at(now)}" if differs.is_moved else _at(now)
    parts = [
        f"{words.inert(now.place)} instead of {words.inert(was.place)}" * (was.place != now.place),
        f"{now.minutes} instead of {was.minutes} min" * (was.minutes != now.minutes),
        f"now {words.inert(now.intent)}" * (was.intent != now.intent),
    ]
    told = ", ".join(filter(None, parts))
    return f"{where}, {words.inert(was.intent)}{f': {told}' if told else ''}"


def _at(session: Session) -> str:
    return f"{_day(session.start.date())} {session.start:%H:%M}"


def _about(session: Session) -> str:
    minutes = words.minutes_in_words(session.minutes)
    return f"{words.inert(session.intent)} ({minutes}, {words.inert(session.place)})"


def _day(day: date) -> str:
    return words.day_in_words(day)


# Exercises -------------------------------------------------------------------------------


def _is_ramp_of_a_change(one: ExerciseDiffers, others: Iterable[ExerciseDiffers]) -> bool:
    """Whether it is the warm-up of a lift that is told anyway."""
    rows = [row for row in (one.was, one.now) if row]
    if any(p.role is not Role.WARM_UP for row in rows for p in row):
        return False
    told = {p.exercise for d in others for row in (d.was, d.now) for p in row if p.role.is_hard}
    return all(row[0].exercise in told for row in rows)


def _exercise(differs: ExerciseDiffers, page: DifferencePage) -> str:
    was, now = differs.was, differs.now
    if not now:
        return f"without {_name(was, page)}"
    if not was:
        return f"new: {_name(now, page)} {_dose(now, page)}"
    if differs.is_exchange:
        return f"{_name(now, page)} {_dose(now, page)}, instead of {_name(was, page)}"
    if len(was) == len(now) == 1:
        return f"{_name(now, page)}: {_changed(was[0], now[0], page)}"
    return f"{_name(now, page)}: {_dose(now, page)}"


def _name(row: Sequence[Prescription], page: DifferencePage) -> str:
    name = words.exercise_name(row[0].exercise, page.catalogue)
    return f"warm-up sets of {name}" if len(row) > 1 else name


def _dose(row: Sequence[Prescription], page: DifferencePage) -> str:
    return words.row_in_words(
        row,
        masses=words.masses_in(page.programme.athlete.units),
        takes_weight=words.takes_weight(row[0].exercise, page.catalogue),
    )


def _changed(was: Prescription, now: Prescription, page: DifferencePage) -> str:
    """Say only what is different of one prescription."""
    masses = words.masses_in(page.programme.athlete.units)
    weight = words.takes_weight(now.exercise, page.catalogue)
    pairs = (
        (words.dose_in_words(was), words.dose_in_words(now)),
        *(
            tuple(
                words.load_in_words(p.load, masses=masses, takes_weight=weight) for p in (was, now)
            ),
        ),
        (f"rest {words.rest_in_words(was.rest_s)}", f"rest {words.rest_in_words(now.rest_s)}"),
        (words.count(was.contacts, "contact"), words.count(now.contacts, "contact")),
        (f"as {was.role} exercise", f"as {now.role} exercise"),
    )
    return ", ".join(
        f"{new} instead of {old or 'no load'}" for old, new in pairs if old != new
    ) or _dose((replace(now, reasons=()),), page)
