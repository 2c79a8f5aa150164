"""Today: the next session of a programme meets the log and the weights that stand there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from ironstride.app.estimate import trained, trained_in
from ironstride.app.memory import Memory
from ironstride.app.profile import Profile, read_athlete
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.core.programme import Programme, Session
from ironstride.planning.dose.today import LiftToday, Trained, lifts_today, tired_in
from ironstride.strength.progression import Tired

if TYPE_CHECKING:
    from ironstride.app.log import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The lifts of a session as the log sees them, and what asks for a light week.

    Both are empty where nothing was logged.
    """

    lifts: tuple[LiftToday, ...] = ()
    tired: Tired | None = None


def today_in(
    folder: Path | None, session: Session, programme: Programme, *, profile: Profile
) -> Today:
    """Look a session's loads up in the log of a data folder, which need not exist.

    Without a profile there are the usual weights, and the programme itself tells the rest.

    Raises:
        IronstrideError: the profile says something that cannot be.
    """
    athlete = _athlete(profile, programme)
    log = trained_in(folder, athlete, day=session.start.date())
    return Today() if log is None else told_by(log, session, programme, athlete)


def today_at(session: Session, desk: Desk) -> Today:
    """Look a session's loads up in the log that lies open, and remember them until it changes.

    Raises:
        IronstrideError: the profile says something that cannot be.
        ValueError: no programme is kept.
    """
    programme, log = desk.programme, trained_at(desk, session.start.date())
    if programme is None:
        raise ValueError("a session belongs to a programme, and none is kept")
    if log is None:
        return Today()
    athlete = desk.athlete or _stranger(programme)
    return _TOLD.recall(
        (desk.store.key, session.start),
        (log, session, programme, athlete),
        lambda: told_by(log, session, programme, athlete),
    )


def trained_at(desk: Desk, day: date) -> Trained | None:
    """Read what the log says on the eve of a day; None where no set was logged before it."""
    return trained(desk.store, desk.athlete, day=day)


_Facts: TypeAlias = tuple[Trained, Session, Programme, Athlete]
_TOLD: Final[Memory[tuple[str, datetime], _Facts, Today]] = Memory(most=256)


def told_by(log: Trained, session: Session, programme: Programme, athlete: Athlete) -> Today:
    """Say what a log tells of a session."""
    catalogue = load()
    weeks = (week for week in programme.weeks if session in week.sessions)
    week = next(weeks, None)
    return Today(
        lifts=lifts_today(session, programme, athlete, catalogue, log),
        tired=None if week is None else tired_in(week, programme, athlete, catalogue, log),
    )


def _athlete(profile: Profile, programme: Programme) -> Athlete:
    return read_athlete(profile) if profile.exists() else _stranger(programme)


def _stranger(programme: Programme) -> Athlete:
    """Take from the programme what it knows of its athlete."""
    subject = programme.athlete
    return Athlete(
        birth_year=subject.birth_year,
        lifting_experience=subject.lifting_experience,
        units=subject.units,
        offers={},
        places={},
    )
