"""Today: the next session of a programme meets the log and the weights that stand there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ironstride.app.estimate import trained, trained_in
from ironstride.app.plan import read_athlete
from ironstride.app.profile import Profile
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.core.programme import Programme, Session
from ironstride.planning.dose.today import LiftToday, Trained, lifts_today, tired_in
from ironstride.strength.progression import Tired

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The lifts of a session as the log sees them, and what asks for a light week.

    Both are empty where nothing was logged.
    """

    lifts: tuple[LiftToday, ...] = ()
    tired: Tired | None = None


def today(session: Session, programme: Programme, *, profile: Profile, store: Store) -> Today:
    """Look a session's loads up in the log of a store.

    Without a profile there are the usual weights, and the programme itself tells the rest.

    Raises:
        IronstrideError: the profile says something that cannot be.
    """
    athlete = _athlete(profile, programme)
    log = trained(store, athlete, day=session.start.date())
    return Today() if log is None else told_by(log, session, programme, athlete)


def today_in(
    folder: Path | None, session: Session, programme: Programme, *, profile: Profile
) -> Today:
    """Do the same with the log in a data folder, which need not exist."""
    athlete = _athlete(profile, programme)
    log = trained_in(folder, athlete, day=session.start.date())
    return Today() if log is None else told_by(log, session, programme, athlete)


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
