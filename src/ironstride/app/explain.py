"""Explain: the programme that is kept, or planned for it, meets a question about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ironstride.app.keep import TakenOn
from ironstride.app.plan import Files, Notice, plan_from_files
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.core.catalogue import Catalogue
from ironstride.core.errors import IronstrideError
from ironstride.core.programme import NoProgramme, Session
from ironstride.core.spelling import did_you_mean
from ironstride.planning.answers.exchange import ExerciseExplained
from ironstride.planning.answers.explain import (
    DayExplained,
    OutsideSeason,
    explain_day,
    explain_exercise,
)
from ironstride.planning.changes.under_way import request_under_way
from ironstride.planning.week.sparing import sparing
from ironstride.rehab.standing import Followed

Explanation = DayExplained | ExerciseExplained | OutsideSeason


class NotInSessionError(IronstrideError):
    """An exercise was asked for on a day that does not hold it."""

    def __init__(
        self, exercise: str, day: date, *, held: Iterable[str], spoken: Iterable[str]
    ) -> None:
        ids = ", ".join(held)
        near = did_you_mean(exercise, spoken) or f"; the session holds {ids}"
        super().__init__(
            f'no "{exercise}" on {day}{near}'
            if ids
            else f"no session stands on {day}; ask `ironstride why {day}` what stands against it"
        )
        self.exercise, self.day = exercise, day


def kept_or_planned(
    kept: TakenOn | None, files: Files, *, today: date, notice: Notice = lambda _: None
) -> TakenOn | NoProgramme:
    """Take the programme that is kept; where none is, plan one from today on.

    Raises:
        IronstrideError: a file cannot be read.
    """
    if kept is not None:
        return kept
    outcome = plan_from_files(files, start=today, notice=notice)
    return outcome if isinstance(outcome, NoProgramme) else TakenOn(programme=outcome)


def explain(
    kept: TakenOn,
    profile: Athlete,
    day: date,
    *,
    exercise: str | None = None,
    followed: Followed | None = None,
) -> Explanation:
    """Explain a day of a programme, or an exercise of its session.

    What may stand instead stays within a course that is `followed`.

    Raises:
        NotInSessionError: the day does not hold the exercise.
        ValueError: the profile and the programme do not fit together; it says where.
    """
    programme = kept.programme
    request = request_under_way(
        programme, profile, load(), today=programme.start, amendments=kept.amendments
    )
    request = sparing(replace(request, followed=followed))
    if exercise is None or not programme.start <= day <= programme.end:
        return explain_day(day, request, programme)
    held = [session for session in programme.sessions if session.start.date() == day]
    session, found = _called(exercise, day, held, request.catalogue)
    return explain_exercise(session, found, request, programme)


def _called(
    word: str, day: date, held: Iterable[Session], catalogue: Catalogue
) -> tuple[Session, str]:
    """Find an exercise among a day's sessions by its id, its name or another name of it."""
    spoken: dict[str, tuple[Session, str]] = {}
    ids: list[str] = []
    for session in held:
        for exercise in dict.fromkeys(p.exercise for p in session.exercises):
            ids.append(exercise)
            for name in _names(exercise, catalogue):
                spoken.setdefault(name.casefold(), (session, exercise))
    found = spoken.get(word.strip().casefold())
    if found is None:
        raise NotInSessionError(word, day, held=ids, spoken=spoken)
    return found


def _names(exercise: str, catalogue: Catalogue) -> Iterator[str]:
    yield exercise
    known = catalogue.exercises.get(exercise)
    if known is not None:
        yield from (known.name, *known.aliases)
