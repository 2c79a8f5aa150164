"""Obstacles: what stands against a day, for any lifting or for hard legs, and in what words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ironstride.core.calendar import Weekday, at, hours_between, monday_of
from ironstride.core.programme import PhaseName
from ironstride.core.run import PlannedRun, Race, RacePriority
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline, days_without_heavy_legs


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time and a place for a session. Demanding: heavy legs or jumps are allowed."""

    start: datetime
    minutes: int
    place: str
    is_demanding: bool

    @property
    def end(self) -> datetime:
        """The latest that a session here is over."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that stands against a day, and how."""

    rule: str
    message: str


def slot_on(day: date, request: Request) -> Slot | None:
    """Offer the day as the athlete offered its weekday, or say that it is not offered."""
    offer = request.offer_on(day)
    if offer is None:
        return None
    return Slot(
        start=at(day, offer.start), minutes=offer.minutes, place=offer.place, is_demanding=False
    )


def against_lifting(slot: Slot, request: Request) -> Iterator[Obstacle]:
    """List what stands against any session here: the day's runs, and races near it."""
    if "run-first-same-day" not in request.waived:
        yield from _runs_of_the_day(slot, request)
    for obstacle in _races_around(slot, request):
        if obstacle.rule not in request.waived:
            yield obstacle


def _runs_of_the_day(slot: Slot, request: Request) -> Iterator[Obstacle]:
    for run in request.runs_by_day.get(slot.start.date(), ()):
        gap = hours_between(run.end, slot.start)
        back_to_back = request.athlete.preferences.back_to_back_after_easy and not run.is_key
        if gap >= request.policy.placement.after_run_h or (back_to_back and gap >= 0):
            continue
        yield Obstacle(
            "run-first-same-day",
            f"{_when(slot.start)} lies {_before_or_after(gap)} the {run.kind} run of "
            f"{run.start:%H:%M}; lifting waits {request.policy.placement.after_run_h:g} h "
            "after a run and never comes before it",
        )


def _before_or_after(gap_h: float) -> str:
    return f"{gap_h:.1f} h after" if gap_h >= 0 else "before the end of"


def _when(moment: datetime) -> str:
    return f"{Weekday.of(moment.date()).short} {moment:%H:%M}"


def _races_around(slot: Slot, request: Request) -> Iterator[Obstacle]:
    for race in request.races:
        days = (race.day - slot.start.date()).days
        least = request.policy.placement.last_session_before_race_days_least
        is_peak = race.priority is RacePriority.A
        if 0 < days < least and is_peak:
            yield Obstacle(
                "taper", f"{_when(slot.start)} is {days} d before the {race.title}; leave {least}"
            )
        ends_the_week = is_peak and monday_of(race.day) == monday_of(slot.start.date())
        if 0 <= -days <= _days_off(race, request) or (days < 0 and ends_the_week):
            yield Obstacle("after-race", f"{_when(slot.start)} is {-days} d after the {race.title}")


def _days_off(race: Race, request: Request) -> int:
    """Count the days after a race without any lifting: a third of those without heavy legs."""
    return days_without_heavy_legs(race.distance_km, request.policy.after_race) // 3


def against_demanding(slot: Slot, week: Outline, request: Request) -> Iterator[Obstacle]:
    """List what stands against heavy legs or jumps here."""
    for obstacle in _against_hard_legs(slot, week, request):
        if obstacle.rule not in request.waived:
            yield obstacle


def _against_hard_legs(slot: Slot, week: Outline, request: Request) -> Iterator[Obstacle]:
    if request.athlete.health.parq_yes:
        yield Obstacle("screening", "heavy lifting and jumping wait until the PAR-Q+ is cleared")
    if week.phase is PhaseName.RECOVERY:
        yield Obstacle("after-race", "these weeks bring you back at moderate loads")
    for race in request.races:
        days = (slot.start.date() - race.day).days
        rest = days_without_heavy_legs(race.distance_km, request.policy.after_race)
        if 0 <= days <= rest:
            yield Obstacle("after-race", f"{days} d after the {race.title}; legs rest {rest} d")
    run = next_key_run(slot.end, request)
    if run is None:
        return
    wanted = hours_clear(slot.start.date(), week, request)
    gap = hours_between(slot.end, run.start)
    if gap < wanted:
        yield Obstacle(
            "clear-of-key-runs",
            f"{_when(slot.start)} ends {int(gap)} h before the {run.kind} run of "
            f"{_when(run.start)}; heavy legs and jumps leave {wanted:g} h",
        )


def next_key_run(moment: datetime, request: Request) -> PlannedRun | None:
    """Find the first key run that starts at or after a moment."""
    return next((run for start, run in request.key_run_starts if start >= moment), None)


def hours_clear(day: date, week: Outline, request: Request) -> float:
    """Say how long before a key run the legs must be left alone. [h]

    24 h, and 48 h in the first two weeks of a block and after a lay-off.
                                                   [clear-of-key-runs: trial, hours inferred]
    """
    numbers = request.policy.placement
    since = (max(week.block_start, request.start), *request.returns)
    is_new = any(0 <= (day - first).days < numbers.new_block_days for first in since)
    return numbers.clear_of_key_run_new_block_h if is_new else numbers.clear_of_key_run_h


def open_slots(week: Outline, request: Request) -> tuple[Slot, ...]:
    """List the week's days on which nothing stands against lifting, demanding where allowed."""
    return tuple(
        replace(slot, is_demanding=not any(against_demanding(slot, week, request)))
        for slot in days_for_lifting(week, request)
    )


def days_for_lifting(week: Outline, request: Request) -> Iterator[Slot]:
    """List the week's days on which nothing stands against lifting, hard legs left out."""
    for day in week.days:
        slot = slot_on(day, request)
        if slot is not None and not any(against_lifting(slot, request)):
            yield slot


def owes_a_last_session(race: Race, request: Request) -> bool:
    """Say whether a last session belongs before a race, three to six days ahead.

    Before an A race, not too near the start, and not where all these days are off. Under way
    it is asked for only while one of them can still hold it.          [taper: review]
    """
    numbers = request.policy.placement
    ahead = range(
        numbers.last_session_before_race_days_least,
        numbers.last_session_before_race_days_most + 1,
    )
    window = [race.day - timedelta(days=n) for n in ahead]
    is_peak = race.priority is RacePriority.A and "taper" not in request.waived
    free = (day for day in window if not any(day in off for off in request.time_off))
    return is_peak and min(window) >= request.start and any(_is_ahead(day, request) for day in free)


def _is_ahead(day: date, request: Request) -> bool:
    kept = request.kept
    if kept is None:
        return True
    is_over = day < kept.today or day in kept.missed
    return not is_over and request.offer_on(day) is not None


def days_for_last_session(race: Race, request: Request) -> list[date]:
    """List the open days on which the last session before an A race may lie, in order.

    Three to six days ahead.                                            [taper: review]
    """
    numbers = request.policy.placement
    ahead = range(
        numbers.last_session_before_race_days_most,
        numbers.last_session_before_race_days_least - 1,
        -1,
    )
    slots = (slot_on(race.day - timedelta(days=n), request) for n in ahead)
    return [slot.start.date() for slot in slots if slot and not any(against_lifting(slot, request))]
