"""Assumptions: the facts and rules that a request rests on, and asking without some of them.

Asking without a fact is generous, so that what is left alone is to blame: a weekday that is
not offered becomes a long one, at the best place, at the best hour. Nothing generous may
stand in the way of something else, so more minutes never take from the hours that legs
have before a key run.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from ironstride.core.athlete import Athlete, LiftingExperience, Offer
from ironstride.core.calendar import Weekday, at, hours_between
from ironstride.core.policy import Policy
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.core.spelling import listed
from ironstride.planning.request import Request

ROOMY_MINUTES: Final = 120  # enough for everything that a full week holds, in one session
NEW_MINUTES: Final = 45  # a day that is not offered holds at least this
LATEST_START: Final = time(23, 30)
MOST_SESSIONS: Final = 3


class About(StrEnum):
    """What an assumption is about."""

    RULE = "rule"
    RACE = "race"
    RUNS = "runs"
    EXPERIENCE = "experience"
    COMPLAINTS = "complaints"
    DISLIKES = "dislikes"
    TIME_OFF = "time off"
    SINGLE_DAYS = "single days"
    ASKED = "asked"
    EQUIPMENT = "equipment"
    NOT_OFFERED = "not offered"
    PLACE = "place"
    CLOCK = "clock"
    MINUTES = "minutes"


Drop = Callable[[Request], Request]
"""Ask the same without an assumption."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assumption:
    """A fact or a rule, in words, and how to ask without it.

    `of` names its weekday, place, race day or rule; `rule` is the rule it belongs to.
    """

    about: About
    of: str
    rule: str | None
    sentence: str
    drop: Drop

    @property
    def id(self) -> str:
        """What tells it from the others, such as "minutes tuesday"."""
        return f"{self.about} {self.of}".strip()


def assumptions(request: Request, rules: Sequence[str]) -> tuple[Assumption, ...]:
    """List what a request rests on: these rules, and every fact that asks for something.

    In the order in which they are dropped: the best hour depends on the runs that are left.
    """
    return (
        *(_rule(rule, request) for rule in dict.fromkeys(rules)),
        *(_race(race) for race in request.races),
        *_runs(request),
        *_about_the_athlete(request),
        *_equipment(request),
        *_week(request),
    )


def without(dropped: Sequence[Assumption], request: Request) -> Request:
    """Ask without these, which stand in the order of `assumptions`."""
    asked = request
    for assumption in dropped:
        changed = assumption.drop(asked)
        asked = changed if assumption.about in _CHANGE_RUNS else _with_runs_of(asked, changed)
    return recalling(asked, request)


_CHANGE_RUNS: Final = frozenset({About.RACE, About.RUNS})


def recalling(changed: Request, request: Request) -> Request:
    """Let a changed request share what is known of places with those that hold the same.

    Only what follows from equipment, health and experience may be asked of it; to plan, ask
    anew with nothing remembered.
    """
    athlete = changed.athlete
    kits = frozenset(athlete.places.items())
    key = ("alike", kits, athlete.health, athlete.lifting_experience)
    known = request.remembered.setdefault(key, {})
    return _with_runs_of(changed, changed.recalling(known))


def _with_runs_of(request: Request, changed: Request) -> Request:
    """Hand on what has been worked out of the runs, where a change leaves them as they are."""
    for name in _OF_RUNS:
        if name in vars(request):
            vars(changed)[name] = vars(request)[name]
    return changed


_OF_RUNS: Final = ("races", "end", "mondays", "runs", "runs_by_day", "key_run_starts")


# --- rules ----------------------------------------------------------------------------------


def _rule(rule: str, request: Request) -> Assumption:
    return Assumption(
        about=About.RULE,
        of=rule,
        rule=rule,
        sentence=_sentence_of(rule, request),
        drop=lambda asked: replace(asked, waived=asked.waived | {rule}),
    )


def _sentence_of(rule: str, request: Request) -> str:
    said = _WORDS.get(rule)
    if said is not None:
        return said(request.policy)
    sentence = request.catalogue.rules[rule].sentence.rstrip(".")
    return sentence[:1].lower() + sentence[1:]


def _said_of_after_race(policy: Policy) -> str:
    numbers = policy.after_race
    return (
        f"after a race the legs rest, {numbers.short_days} days up to {numbers.short_km:g} km, "
        f"{numbers.half_days} up to a half marathon, {numbers.long_days} beyond"
    )


_WORDS: Final[dict[str, Callable[[Policy], str]]] = {
    "run-first-same-day": lambda p: (
        f"lifting waits {p.placement.after_run_h:g} h after a run of the same day and never "
        "comes before it"
    ),
    "clear-of-key-runs": lambda p: (
        f"heavy legs and jumps end {p.placement.clear_of_key_run_h:g} h before a key run, "
        f"{p.placement.clear_of_key_run_new_block_h:g} h in the first "
        f"{p.placement.new_block_days} days of a block"
    ),
    "heavy-days-apart": lambda p: (
        f"days with heavy legs lie {p.placement.heavy_days_apart_h:g} h apart"
    ),
    "taper": lambda p: (
        "the last session before an A race lies "
        f"{p.placement.last_session_before_race_days_least} to "
        f"{p.placement.last_session_before_race_days_most} days ahead of it"
    ),
    "after-race": _said_of_after_race,
    "heavy-main-lifts": lambda _: "after the entry weeks the main lifts are heavy",
    "pattern-coverage": lambda _: "each full week holds every movement",
    "screening": lambda _: "heavy work and jumps wait until the PAR-Q+ is cleared",
}


# --- races and runs -------------------------------------------------------------------------


def _race(race: Race) -> Assumption:
    is_peak = race.priority is RacePriority.A
    kind = "an A race" if is_peak else f"a {race.priority.value} race"
    return Assumption(
        about=About.RACE,
        of=race.day.isoformat(),
        rule=None,
        sentence=f"the {race.title} on {named(Weekday.of(race.day))} {race.day} is {kind}",
        drop=lambda asked: _eased(race.day, asked) if is_peak else _cancelled(race.day, asked),
    )


def _eased(day: date, request: Request) -> Request:
    """Ask with a B race instead of an A race, so that the season stays as long."""
    races = tuple(
        replace(race, priority=RacePriority.B) if race.day == day else race
        for race in request.athlete.races
    )
    return replace(request, athlete=replace(request.athlete, races=races))


def _cancelled(day: date, request: Request) -> Request:
    races = tuple(race for race in request.athlete.races if race.day != day)
    runs = tuple(
        run for run in request.own_runs if run.kind is not RunKind.RACE or run.start.date() != day
    )
    return replace(request, athlete=replace(request.athlete, races=races), own_runs=runs)


def _runs(request: Request) -> Iterator[Assumption]:
    by_day: dict[Weekday, dict[tuple[RunKind, time, time], None]] = {}
    for run in request.runs:
        if run.kind is not RunKind.RACE:
            hours = (run.kind, run.start.time(), run.end.time())
            by_day.setdefault(Weekday.of(run.start.date()), {})[hours] = None
    for day in Weekday:
        if day in by_day:
            yield Assumption(
                about=About.RUNS,
                of=day.value,
                rule=None,
                sentence=f"{named(day)} has {_hours_of(list(by_day[day]))}",
                drop=_without_runs(day),
            )


def _hours_of(runs: Sequence[tuple[RunKind, time, time]]) -> str:
    """Tell up to two different runs with their hours, else that they vary."""
    if len(runs) > 2:
        ends = max(end for _, _, end in runs)
        return f"runs at hours that vary, until {ends:%H:%M} at the latest"
    return " and ".join(
        f"{'an' if kind is RunKind.EASY else 'a'} {kind} run from {start:%H:%M} to {end:%H:%M}"
        for kind, start, end in runs
    )


def _without_runs(day: Weekday) -> Drop:
    def stays(run: PlannedRun) -> bool:
        return run.kind is RunKind.RACE or Weekday.of(run.start.date()) is not day

    def drop(request: Request) -> Request:
        return replace(
            request,
            habit=tuple(run for run in request.habit if run.day is not day),
            own_runs=tuple(filter(stays, request.own_runs)),
            run_days={d: tuple(filter(stays, runs)) for d, runs in request.run_days.items()},
        )

    return drop


# --- the athlete ----------------------------------------------------------------------------


def _about_the_athlete(request: Request) -> Iterator[Assumption]:
    athlete, health = request.athlete, request.athlete.health
    if athlete.lifting_experience is not LiftingExperience.ADVANCED:
        level = "new to lifting" if athlete.lifting_experience.is_novice else "an intermediate"
        told = f"you are {level}, and the hardest exercises are for others"
        yield _fact(About.EXPERIENCE, None, told, _as_advanced)
    if health.complaints:
        told = f"your {listed(sorted(health.complaints))} must be spared"
        yield _fact(About.COMPLAINTS, "screening", told, _without_complaints)
    if health.dislikes:
        told = f"you leave out {listed(sorted(health.dislikes))}"
        yield _fact(About.DISLIKES, "screening", told, without_dislikes)
    asked = athlete.preferences.sessions_per_week
    if asked is not None and asked < MOST_SESSIONS:
        told = f"you asked for {('one session', 'two sessions')[asked - 1]} a week"
        yield _fact(About.ASKED, "sessions-per-week", told, _asking_for_most)
    yield from _exceptions(request)


def _exceptions(request: Request) -> Iterator[Assumption]:
    if request.time_off:
        days = listed([f"{off.first} to {off.last}" for off in request.time_off])
        yield Assumption(
            about=About.TIME_OFF,
            of="",
            rule=None,
            sentence=f"there is no lifting from {days}",
            drop=lambda asked: replace(asked, time_off=()),
        )
    if request.day_offers:
        days = listed([str(day) for day in sorted(request.day_offers)])
        yield Assumption(
            about=About.SINGLE_DAYS,
            of="",
            rule=None,
            sentence=f"{days} are offered otherwise than their weekday",
            drop=lambda asked: replace(asked, day_offers={}),
        )


def _fact(
    about: About, rule: str | None, sentence: str, change: Callable[[Athlete], Athlete]
) -> Assumption:
    return Assumption(
        about=about,
        of="",
        rule=rule,
        sentence=sentence,
        drop=lambda asked: replace(asked, athlete=change(asked.athlete)),
    )


def _as_advanced(athlete: Athlete) -> Athlete:
    return replace(athlete, lifting_experience=LiftingExperience.ADVANCED)


def _without_complaints(athlete: Athlete) -> Athlete:
    return replace(athlete, health=replace(athlete.health, complaints=frozenset()))


def without_dislikes(athlete: Athlete) -> Athlete:
    """Let an athlete dislike nothing."""
    return replace(athlete, health=replace(athlete.health, dislikes=frozenset()))


def _asking_for_most(athlete: Athlete) -> Athlete:
    preferences = replace(athlete.preferences, sessions_per_week=MOST_SESSIONS)
    return replace(athlete, preferences=preferences)


def _equipment(request: Request) -> Iterator[Assumption]:
    everything = frozenset(
        token for exercise in request.catalogue.exercises.values() for token in exercise.equipment
    )
    for place, kit in request.athlete.places.items():
        if not everything <= kit | {"none"}:
            yield Assumption(
                about=About.EQUIPMENT,
                of=place,
                rule="equipment",
                sentence=f"{place} has {listed(sorted(kit)) if kit else 'no equipment'}",
                drop=_with_kit(place, everything),
            )


def _with_kit(place: str, kit: frozenset[str]) -> Drop:
    def drop(asked: Request) -> Request:
        places = {**asked.athlete.places, place: kit}
        return replace(asked, athlete=replace(asked.athlete, places=places))

    return drop


# --- the week -------------------------------------------------------------------------------


def _week(request: Request) -> Iterator[Assumption]:
    """List what the week offers: places first, then hours, then minutes, as they are dropped."""
    athlete = request.athlete
    if not athlete.places:
        return
    for day in Weekday:
        if day not in athlete.offers:
            told = f"{named(day)} is not offered"
            yield _day(About.NOT_OFFERED, day, "sessions-per-week", told, _offered)
    for day, offer in _in_order(athlete):
        told = f"{named(day)} is at {offer.place}"
        yield _day(About.PLACE, day, "equipment", told, _at_best_place)
    for day, offer in _in_order(athlete):
        told = f"{named(day)} is offered from {_from_to(offer)}"
        yield _day(About.CLOCK, day, None, told, _at_best_hour)
    for day, offer in _in_order(athlete):
        if offer.minutes < ROOMY_MINUTES:
            told = f"{named(day)} has {offer.minutes} min"
            yield _day(About.MINUTES, day, "minutes", told, _with_room)


def _from_to(offer: Offer) -> str:
    end = at(date.min, offer.start) + timedelta(minutes=offer.minutes)
    return f"{offer.start:%H:%M} to {end:%H:%M}"


def _in_order(athlete: Athlete) -> list[tuple[Weekday, Offer]]:
    return [(day, athlete.offers[day]) for day in Weekday if day in athlete.offers]


Loosen = Callable[[Weekday, Request], Offer]
"""What a weekday offers without an assumption."""


def _day(about: About, day: Weekday, rule: str | None, sentence: str, loosen: Loosen) -> Assumption:
    def drop(asked: Request) -> Request:
        return with_offer(asked, day, loosen(day, asked))

    return Assumption(about=about, of=day.value, rule=rule, sentence=sentence, drop=drop)


def with_offer(request: Request, day: Weekday, offer: Offer) -> Request:
    """Ask the same with another offer on a weekday; nothing is remembered."""
    offers = {**request.athlete.offers, day: offer}
    changed = request.with_athlete(replace(request.athlete, offers=offers))
    return _with_runs_of(request, changed)


def _offered(day: Weekday, request: Request) -> Offer:
    start = _best_hour(day, request) or time(18)
    return _roomy(day, Offer(NEW_MINUTES, start, _best_place(request.athlete)), request)


def _at_best_place(day: Weekday, request: Request) -> Offer:
    return replace(request.athlete.offers[day], place=_best_place(request.athlete))


def _at_best_hour(day: Weekday, request: Request) -> Offer:
    offer = request.athlete.offers[day]
    return replace(offer, start=_best_hour(day, request) or offer.start)


def _with_room(day: Weekday, request: Request) -> Offer:
    return _roomy(day, request.athlete.offers[day], request)


def _best_place(athlete: Athlete) -> str:
    return max(athlete.places, key=lambda place: len(athlete.places[place]))


def _best_hour(day: Weekday, request: Request) -> time | None:
    """Find the first hour that follows the weekday's runs as the rules ask; None without any."""
    ends = [
        run.end
        for run in request.runs
        if run.kind is not RunKind.RACE and Weekday.of(run.start.date()) is day
    ]
    if not ends:
        return time(0)
    last = max(end - at(end.date(), time(0)) for end in ends)
    for wait in (timedelta(hours=request.policy.placement.after_run_h), timedelta(0)):
        moment = at(ends[0].date(), time(0)) + last + wait
        if moment.date() == ends[0].date() and moment.time() <= LATEST_START:
            return moment.time()
    return None


def _roomy(day: Weekday, offer: Offer, request: Request) -> Offer:
    """Lengthen an offer as far as it takes no needed hour from the next key runs."""
    minutes = max(ROOMY_MINUTES, offer.minutes)
    if "clear-of-key-runs" not in request.waived:
        spare = min(_spare_minutes(day, offer, request), default=ROOMY_MINUTES)
        minutes = min(minutes, offer.minutes + spare)
    return replace(offer, minutes=minutes)


def _spare_minutes(day: Weekday, offer: Offer, request: Request) -> Iterator[int]:
    """Say for each week how many minutes lie between what legs need and what they have."""
    numbers = request.policy.placement
    for monday in request.mondays:
        end = at(monday + timedelta(days=day.number), offer.start) + timedelta(
            minutes=offer.minutes
        )
        gap_h = _hours_to_key_run(end, request)
        for wanted in (numbers.clear_of_key_run_new_block_h, numbers.clear_of_key_run_h):
            if gap_h is not None and gap_h >= wanted:
                yield int((gap_h - wanted) * 60)
                break


def _hours_to_key_run(moment: datetime, request: Request) -> float | None:
    starts = request.key_run_starts
    n = bisect_left(starts, moment, key=lambda start: start[0])
    return hours_between(moment, starts[n][0]) if n < len(starts) else None


# --- words ----------------------------------------------------------------------------------


def named(day: Weekday | str) -> str:
    """Write a weekday as at the beginning of a sentence.

    >>> named(Weekday.TUESDAY)
    'Tuesday'
    """
    return day.capitalize()
