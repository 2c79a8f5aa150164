"""The knee: what an athlete tells a course of rehabilitation, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID, uuid4

from ironstride.app.keep import last_kept
from ironstride.app.log import A_DAY, read_logbook
from ironstride.catalogue.rehab import load_rehab
from ironstride.core.calendar import WEEK
from ironstride.core.event import Event, EventKind
from ironstride.core.log import EntryWithdrawn, PainMoment, PainScore
from ironstride.core.pinned import is_rehab
from ironstride.core.programme import Session
from ironstride.core.run import RecordedRun
from ironstride.formats.profile_terms import complaint
from ironstride.rehab.confirmed import Confirmation, with_confirmations
from ironstride.rehab.course import course
from ironstride.rehab.entries import CourseEntry, CourseStarted, RunDone, SessionDone
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.phases import RehabPlan
from ironstride.rehab.screening import Screened, ScreeningOutcome, screen
from ironstride.rehab.standing import Followed, Standing, followed
from ironstride.running.copies import activities, runs
from ironstride.store import log_events, rehab_events
from ironstride.store.activity_events import copy_of
from ironstride.store.rehab_events import RehabEntry
from ironstride.strength.logbook import Logbook

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

SOURCE: Final = "ironstride knee"
CADENCE_WEEKS: Final = 8  # runs that tell the usual cadence
CADENCE_RUNS: Final = 3  # fewer tell nothing usual

Tellable: TypeAlias = RehabEntry | PainScore
"""What can be told here: entries of the course, and pain, which is an entry of the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course as it stands on a day; no standing where no plan was begun.

    `rehab` holds what the catalogue knows, with what clinicians confirmed; `cadence_spm` is the
    usual cadence of recorded runs, None where too few tell it.
    """

    day: date
    rehab: Rehab
    told: tuple[CourseEntry, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    standing: Standing | None = None
    cadence_spm: float | None = None

    @property
    def screening(self) -> ScreeningOutcome | None:
        """What the last answers lead to; None where nobody has answered."""
        answers = [entry for entry in self.told if isinstance(entry, Screened)]
        return screen(self.rehab.screening, answers[-1]) if answers else None

    @property
    def plan(self) -> RehabPlan | None:
        """The plan that was begun."""
        return None if self.standing is None else self.rehab.plans[self.standing.plan]

    @property
    def start(self) -> CourseStarted | None:
        """How the plan was begun."""
        return _last_start(self.told)


def read_course(store: Store | None, *, day: date) -> Course:
    """Read where a course stands on a day.

    Sessions and pain of the log count where they belong to it, and so do recorded runs; what was
    withdrawn is left out.
    """
    kept = [] if store is None else [entry for _, entry in _standing(store, day)]
    said = tuple(entry for entry in kept if isinstance(entry, Confirmation))
    rehab = with_confirmations(load_rehab(), said)
    told: list[CourseEntry] = [entry for entry in kept if not isinstance(entry, Confirmation)]
    start = _last_start(told)
    found = Course(day=day, rehab=rehab, told=tuple(told), confirmations=said)
    if store is None or start is None:
        return found
    told += _logged(store, rehab.plans[start.plan], start.day, told)
    recorded = _recorded(store, since=min(start.day, day - CADENCE_WEEKS * WEEK))
    told += _runs_done(recorded, start.day, told)
    return replace(
        found,
        told=tuple(sorted(told, key=lambda entry: (entry.day, entry.at))),
        standing=course(rehab, told, on=day),
        cadence_spm=_usual_cadence(recorded, day),
    )


def followed_in(folder: Path | None, *, day: date) -> Followed | None:
    """Say what a course in a data folder leaves to all other training; None where there is none."""
    from ironstride.store.open import existing_store  # noqa: PLC0415 - often not needed

    store = None if folder is None else existing_store(folder)
    if store is None:
        return None
    with store:
        return followed_by(store, day=day)


def followed_by(store: Store, *, day: date) -> Followed | None:
    """Say what a course leaves to all other training; None where there is none."""
    if not store.seen(EventKind.COURSE_STARTED).count:
        return None
    found = read_course(store, day=day)
    held = None if found.standing is None else followed(found.standing, found.rehab)
    return None if held is None else replace(held, place=spoken_place(held.place))


def spoken_place(place: str) -> str:
    """Say how the log and the profile call the place of a plan.

    >>> spoken_place("outer-knee"), spoken_place("patellar-tendon"), spoken_place("achilles")
    ('knee', 'knee', 'achilles')
    """
    words = (place.replace("-", " "), *place.split("-"))
    return next((part for word in words if (part := complaint(word)) is not None), place)


def _last_start(told: Iterable[CourseEntry]) -> CourseStarted | None:
    starts = [entry for entry in told if isinstance(entry, CourseStarted)]
    return max(starts, key=lambda start: (start.day, start.at), default=None)


def _standing(store: Store, day: date) -> Iterator[tuple[Event, RehabEntry]]:
    """Read what was told to courses up to a day and never withdrawn, in the order of telling."""
    events = store.events(*rehab_events.KINDS.values(), EventKind.ENTRY_WITHDRAWN)
    withdrawn = _withdrawn(events)
    for event in events:
        if event.kind is not EventKind.ENTRY_WITHDRAWN and event.id not in withdrawn:
            entry = rehab_events.entry_of(event)
            if entry.day <= day:
                yield event, entry


def _withdrawn(events: Iterable[Event]) -> set[UUID]:
    gone = (event for event in events if event.kind is EventKind.ENTRY_WITHDRAWN)
    return {UUID(event.payload["entry"]) for event in gone}


# What was told elsewhere ------------------------------------------------------------------


def _logged(
    store: Store, plan: RehabPlan, since: date, told: Sequence[CourseEntry]
) -> Iterator[CourseEntry]:
    """Take from the log its pain, and sessions of the plan on days of which none was told."""
    book = read_logbook(store, since=since)
    word = spoken_place(plan.place)
    for pain in book.pain:
        is_here = pain.place == word
        yield replace(pain, place=plan.place) if is_here else pain
    programme = last_kept(store) if book.sessions else None
    sessions = () if programme is None else programme.sessions
    planned = {session.start for session in sessions if is_planned_for(session, plan)}
    days = {entry.day for entry in told if isinstance(entry, SessionDone)}
    for one in book.sessions:
        started = one.started
        belongs = started.planned in planned or is_of_plan(_done_in(book, started.id), plan)
        if started.day not in days and started.day >= since and belongs:
            days.add(started.day)
            yield SessionDone(day=started.day, at=started.at, id=started.id)


def is_planned_for(session: Session, plan: RehabPlan) -> bool:
    """Whether a session of the calendar is one of a plan, and not only something beside it."""
    return is_rehab(session) and session.intent.startswith(f"{plan.title}: ")


def _done_in(book: Logbook, session: UUID) -> set[str]:
    return {one.exercise for one in book.sets if one.session == session}


def is_of_plan(exercises: set[str], plan: RehabPlan) -> bool:
    """Whether exercises that were done are a session of a plan: half of one's lines at least."""
    sessions = (session for stage in plan.stages for session in stage.sessions)
    lines = ({line.exercise for line in session.exercises} for session in sessions)
    return any(2 * len(held & exercises) >= len(held) for held in lines if held)


def _recorded(store: Store, *, since: date) -> tuple[RecordedRun, ...]:
    """Read the runs that files hold from a day on."""
    moment = datetime.combine(since, time(), UTC) - A_DAY
    events = store.events(EventKind.ACTIVITY_RECORDED, since=moment)
    if not events:
        return ()
    return runs(activities(map(copy_of, events), store.descriptions()))


def _runs_done(
    recorded: Sequence[RecordedRun], since: date, told: Sequence[CourseEntry]
) -> Iterator[RunDone]:
    """Count recorded runs on days of which none was told.

    A recording does not say how much of it was walked, so its longest stretch is taken as none.
    """
    days = {entry.day for entry in told if isinstance(entry, RunDone)}
    for run in recorded:
        if run.day >= since and run.day not in days:
            yield RunDone(day=run.day, at=run.utc_start, longest_min=0)


def _usual_cadence(recorded: Sequence[RecordedRun], day: date) -> float | None:
    since = day - CADENCE_WEEKS * WEEK
    recent = [run.mean_cadence_spm for run in recorded if since <= run.day <= day]
    told = [cadence for cadence in recent if cadence is not None]
    return median(told) if len(told) >= CADENCE_RUNS else None


# Telling ---------------------------------------------------------------------------------


def tell(store: Store, entries: Iterable[Tellable], *, at: datetime) -> None:
    """Keep what was told, all of it or nothing."""
    store.append([_event(entry, at) for entry in entries])


def _event(entry: Tellable, at: datetime) -> Event:
    if isinstance(entry, PainScore):
        return log_events.told(entry, source=SOURCE)
    return rehab_events.told(entry, at=at, source=SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pain:
    """Scores that are told together; None is not told. [0 to 10]"""

    during: int | None = None
    after: int | None = None
    morning: int | None = None


def pain_scores(
    place: str, pain: Pain, *, day: date, at: datetime, of: UUID | None = None
) -> tuple[PainScore, ...]:
    """Turn scores of a day into entries of the log, `of` a session or run where there is one."""
    told = {
        PainMoment.DURING: pain.during,
        PainMoment.AFTER: pain.after,
        PainMoment.NEXT_MORNING: pain.morning,
    }
    return tuple(
        PainScore(
            id=uuid4(), place=place, moment=moment, score=score, day=day, at=at,
            session=None if moment is PainMoment.NEXT_MORNING else of,
        )
        for moment, score in told.items()
        if score is not None
    )  # fmt: skip


def undo(store: Store, *, at: datetime) -> tuple[Tellable, ...]:
    """Withdraw what was told here last, with what was told in the same breath; nothing is deleted."""
    events = store.events(
        *rehab_events.KINDS.values(), EventKind.PAIN_SCORED, EventKind.ENTRY_WITHDRAWN
    )
    withdrawn = _withdrawn(events)
    ours = [event for event in events if event.source == SOURCE and event.id not in withdrawn]
    ours = [event for event in ours if event.kind is not EventKind.ENTRY_WITHDRAWN]
    undone = [event for event in ours if event.at == ours[-1].at]
    store.append(
        log_events.told(EntryWithdrawn(id=uuid4(), entry=event.id, at=at), source=SOURCE)
        for event in undone
    )
    return tuple(map(_entry_of, undone))


def _entry_of(event: Event) -> Tellable:
    if event.kind is not EventKind.PAIN_SCORED:
        return rehab_events.entry_of(event)
    entry = log_events.entry_of(event)
    if not isinstance(entry, PainScore):
        raise TypeError(f"{event.id} is no pain score")
    return entry
