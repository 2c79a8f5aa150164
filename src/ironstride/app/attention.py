"""Attention: what of an athlete's log and programme asks somebody to look today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ironstride.app.log import Desk, read_logbook
from ironstride.app.progress import programmes_in_force
from ironstride.core.event import EventKind
from ironstride.planning import attention
from ironstride.planning.attention import Notice, Word
from ironstride.strength.adherence import Adherence, adherence
from ironstride.strength.visit import visits


def notices(desk: Desk, words: Iterable[Word], *, today: date) -> tuple[Notice, ...]:
    """Give every reason to look at an athlete today, the most urgent first."""
    found = (one for one in _notices(desk, words, today) if one is not None)
    return tuple(sorted(found, key=lambda one: one.ground.urgency))


def _notices(desk: Desk, words: Iterable[Word], today: date) -> Iterator[Notice | None]:
    numbers, book = desk.catalogue.policy.attention, read_logbook(desk.store)
    names = {id_: exercise.name for id_, exercise in desk.catalogue.exercises.items()}
    yield attention.painful(book.pain, today, numbers)
    yield attention.asked(words)
    yield attention.missed(_kept(desk, today), today, numbers)
    yield attention.stalled(book.sets, names, today, numbers)
    if desk.programme is not None:
        yield attention.race_near(desk.programme.athlete.races, today, numbers)


def _kept(desk: Desk, today: date) -> Adherence:
    """Say what became of the sessions since the first day that counts as missed."""
    first = today - timedelta(days=desk.catalogue.policy.attention.missed_days)
    book = read_logbook(desk.store, since=first)
    governed = programmes_in_force(desk.store.events(EventKind.PROGRAMME_KEPT))
    planned = (
        session
        for one in governed
        for session in one.programme.sessions
        if one.holds(session.start.date()) and session.start.date() >= first
    )
    done = (one for one in visits(book.sets, book.sessions) if first <= one.day <= today)
    return adherence(planned, done, book.skipped, today=today)
