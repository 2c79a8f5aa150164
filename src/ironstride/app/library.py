"""The library: what `import ironstride` offers, from one athlete to very many.

Each call gives the same answer for the same arguments, in one process or in several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from ironstride.app import replan as app_replan
from ironstride.app.keep import TakenOn
from ironstride.app.plan import habit_of
from ironstride.app.replan import Replanned, ask_again
from ironstride.app.workers import Died, Workers
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete, HabitualRun
from ironstride.core.catalogue import Catalogue
from ironstride.core.policy import Policy
from ironstride.core.programme import NoProgramme, Programme
from ironstride.core.run import PlannedRun, RecordedRun
from ironstride.planning import plan as planner
from ironstride.planning.changes.change import Change
from ironstride.planning.request import EFFORT, Request
from ironstride.rehab.standing import Followed

Runs = Sequence[RecordedRun] | Sequence[PlannedRun] | Sequence[HabitualRun]
"""What is known of the running: what was run, what is planned, or the week that comes back."""

CHUNK: Final = 16  # athletes that travel to a process together, and share one catalogue


def asked(
    profile: Athlete,
    runs: Runs = (),
    catalogue: Catalogue | None = None,
    policy: Policy | None = None,
    *,
    today: date,
    seed: int = 0,
    effort: int = EFFORT,
    followed: Followed | None = None,
) -> Request:
    """Say what is asked for, as one value that can be changed, planned, and planned again.

    Runs that were recorded show the running week; planned ones replace it on their days;
    habitual ones are it. Without any, the profile's own running week holds.

    Args:
        profile: who trains, when, where, with what and for what.
        runs: recorded, planned or habitual runs, of one kind.
        catalogue: the knowledge; the one that comes with Ironstride if not given.
        policy: its numbers, where a coach has turned some.
        today: the first day of the programme.
        seed: varies the accessories. [0 and up]
        effort: how many part answers the search of a week follows. [count]
        followed: a sore place whose course is followed, as `followed_in` reads it; no session
            goes beyond its phase.
    """
    known = catalogue or load()
    known = known if policy is None else replace(known, policy=policy)
    recorded = tuple(run for run in runs if isinstance(run, RecordedRun))
    told = tuple(run for run in runs if isinstance(run, HabitualRun))
    return Request(
        athlete=profile,
        habit=told or habit_of(profile, recorded, start=today, policy=known.policy),
        own_runs=tuple(run for run in runs if isinstance(run, PlannedRun)),
        start=today,
        seed=seed,
        catalogue=known,
        history=recorded,
        effort=effort,
        followed=followed,
    )


def plan(
    profile: Athlete,
    runs: Runs = (),
    catalogue: Catalogue | None = None,
    policy: Policy | None = None,
    *,
    today: date,
    seed: int = 0,
    effort: int = EFFORT,
    followed: Followed | None = None,
) -> Programme | NoProgramme:
    """Plan a season of strength around an athlete's running; see `asked` for the arguments.

    Returns:
        The programme, or which rules collide and what would help.

    >>> from ironstride import read_profile
    >>> me = read_profile('''
    ... [athlete]
    ... birth_year = 1990
    ... lifting_experience = "novice"
    ... [places.home]
    ... equipment = ["chair", "band-long"]
    ... [availability.tuesday]
    ... minutes = 40
    ... [running]
    ... habit = [{ day = "sunday", kind = "long", start = "09:00", minutes = 90 }]
    ... ''')
    >>> programme = plan(me, today=date(2026, 11, 30))
    >>> len(programme.weeks), programme.certificate[0].is_proven
    (16, True)
    """
    return planner.plan(
        asked(
            profile, runs, catalogue, policy,
            today=today, seed=seed, effort=effort, followed=followed,
        )
    )  # fmt: skip


def replan(
    programme: Programme,
    profile: Athlete,
    changes: Sequence[Change],
    *,
    today: date,
    followed: Followed | None = None,
) -> Replanned | NoProgramme:
    """Plan the rest of a programme under way after something happened.

    What is done stays, and as little as must change changes. Nothing is kept anywhere: the
    answer holds the new programme and what differs, for the athlete to accept.

    Args:
        programme: the one that is followed.
        profile: the athlete's profile.
        changes: what happened, of `ironstride.planning.changes.change`.
        today: the first day that can still be planned.
        followed: a sore place whose course is followed, as `followed_in` reads it.

    Raises:
        ValueError: where a change speaks of something that is not there; it says what is.
    """
    taken = TakenOn(programme=programme)
    asked_again = ask_again(taken, profile, changes, today=today)
    if followed is not None:
        asked_again = replace(asked_again, followed=followed)
    return app_replan.replan(taken, profile, changes, asked=asked_again)


def difference_in_words(replanned: Replanned, *, today: date) -> str:
    """Write what happened, what changes and why, and what stays."""
    from ironstride.formats import difference_text  # noqa: PLC0415 - planners need no words

    return difference_text.write(
        difference_text.DifferencePage(
            changes=replanned.taken.changes,
            differences=replanned.differences,
            programme=replanned.taken.programme,
            today=today,
            catalogue=load(),
        )
    )


def plan_many(
    requests: Iterable[Request], *, processes: int = 1
) -> Iterator[Programme | NoProgramme]:
    """Plan for many athletes, in their order; as many processes as told share the work.

    Raises:
        ChildProcessError: where a process died of a request, as for want of memory.
    """
    chunks = list(_in_chunks(requests))
    with Workers(_plan_chunk, jobs=min(processes, len(chunks) or 1)) as workers:
        begun = [workers.begin(chunk) for chunk in chunks]
        for chunk, work in zip(chunks, begun, strict=True):
            done = workers.end(chunk, work)
            if isinstance(done, Died):
                raise ChildProcessError(f"a process died while it planned {len(chunk)} seasons")
            yield from done


def _in_chunks(requests: Iterable[Request]) -> Iterator[tuple[Request, ...]]:
    waiting = iter(requests)
    while chunk := tuple(islice(waiting, CHUNK)):
        yield chunk


def _plan_chunk(requests: tuple[Request, ...]) -> list[Programme | NoProgramme]:
    return [planner.plan(request) for request in requests]


def followed_in(folder: Path, *, day: date) -> Followed | None:
    """Read which sore place a course in a data folder spares on a day, and how far.

    None where no course was begun there, or nothing is limited any more.
    """
    from ironstride.app.plan import followed_of  # noqa: PLC0415 - planners need no store

    return followed_of(folder, day=day)


def read_profile(text: str, *, name: str = "profile") -> Athlete:
    """Read a profile as `ironstride init` writes it.

    Raises:
        IronstrideError: where it says something that cannot be, with its place.
    """
    from ironstride.formats import profile  # noqa: PLC0415 - a planner of requests needs no TOML

    return profile.read_profile(text, name=name, catalogue=load())
