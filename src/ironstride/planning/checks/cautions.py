"""Cautions: what the athlete should know although it stands in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ironstride.core.pinned import REHAB
from ironstride.core.programme import HEAVY_BLOCKS, Caution, PhaseName
from ironstride.core.run import RacePriority
from ironstride.core.spelling import listed
from ironstride.planning.days.choices import sessions_wanted
from ironstride.planning.days.obstacles import Slot, against_demanding, against_lifting, slot_on
from ironstride.planning.request import Request
from ironstride.planning.season.away import joined
from ironstride.planning.season.outline import Outline, is_peaked_for_again
from ironstride.planning.week.sparing import lost_to
from ironstride.running.longest_run import runs_far_beyond_the_longest
from ironstride.strength.one_rep_max import LONGEST_SET, one_rep_max


def cautions(
    weeks: Sequence[Outline],
    placed: Sequence[tuple[Slot, ...]],
    request: Request,
    *,
    may_lift_heavy: bool,
) -> tuple[Caution, ...]:
    """List them, the most important first."""
    return (
        *_screening(request),
        *_no_heavy(request, may_lift_heavy=may_lift_heavy),
        *_short_season(request),
        *_close_peaks(request),
        *_time_off(request),
        *_complaints(request),
        *_followed(request),
        *_fewer_than_asked(request),
        *_missing_sessions(weeks, placed, request),
        *_soft_weeks(weeks, placed, request),
        *_long_runs(request),
        *_long_sets(request),
    )


def _screening(request: Request) -> Iterator[Caution]:
    if request.athlete.health.parq_yes:
        yield Caution(
            "screening",
            "A PAR-Q+ question was answered with yes: this programme stays moderate, without "
            "heavy lifts and jumps, until a doctor or qualified professional clears you.",
        )
    if request.athlete.age_on(request.start) < 18:
        yield Caution(
            "screening",
            "Under eighteen: lift only with a supervising adult, at most 80 % of 1RM.",
        )


def _no_heavy(request: Request, *, may_lift_heavy: bool) -> Iterator[Caution]:
    may_otherwise = request.followed is not None or request.athlete.health.parq_yes
    if not may_lift_heavy and not may_otherwise:
        yield Caution(
            "heavy-main-lifts",
            "Nothing at the places you offer can be loaded heavily, so the programme stays at "
            "eight to twelve repetitions. Dumbbells, a barbell or a leg press would change that.",
        )


def _short_season(request: Request) -> Iterator[Caution]:
    least = request.policy.season.weeks_to_race_for_full_effect
    for race in request.races:
        weeks = (race.day - request.start).days // 7
        if race.priority is RacePriority.A and weeks < least:
            yield Caution(
                "ten-weeks-to-race",
                f"{weeks} full weeks remain to the {race.title}; trials that helped running "
                f"lasted {least} or more, so expect less by race day.",
            )


def _close_peaks(request: Request) -> Iterator[Caution]:
    peaks = [race for race in request.races if race.priority is RacePriority.A]
    for before, race in pairwise(peaks):
        if not is_peaked_for_again(race, before, request.policy):
            yield Caution(
                "taper",
                f"The {race.title} on {race.day:%d %b} follows the {before.title} on "
                f"{before.day:%d %b} too soon to train and taper for it again: only its own week "
                "is a taper. If it matters less, make it a B race.",
            )


def _time_off(request: Request) -> Iterator[Caution]:
    for off in joined(request):
        span = f"{off.first:%d %b} to {off.last:%d %b}"
        if off.days >= request.policy.placement.layoff_days:
            yield Caution(
                "entry-ramp",
                f"After {off.days} days off ({span}) lifting comes back gently, about a week for "
                f"every {request.policy.season.days_off_per_week_back} days; then the season goes on.",
            )
        elif off.is_ill:
            yield Caution(
                "light-weeks",
                f"After the illness ({span}) the first week is a light one. If it is not over "
                "by then, or comes back, rest on and plan again.",
            )
        for race in request.races:
            if off.is_ill and race.day in off:
                yield Caution(
                    "screening",
                    f"The {race.title} on {race.day:%d %b} falls into the illness ({span}) and is "
                    "not among the runs; if it is off, take it out of your profile.",
                )


def _complaints(request: Request) -> Iterator[Caution]:
    looked_after = {request.followed.place} if request.followed else set()
    for word in sorted(request.athlete.health.complaints - looked_after):
        limits = request.policy.complaints.get(word)
        what = "exercises that load it most" if limits is not None else "nothing by itself"
        jumps = " and jumps" if limits is not None and not limits.may_jump else ""
        yield Caution(
            "screening",
            f"Sore {word}: this programme leaves out {what}{jumps}. If it is new, worsening, "
            "swollen or wakes you, have it looked at first.",
        )


def _followed(request: Request) -> Iterator[Caution]:
    followed = request.followed
    if followed is None:
        return
    lost = [str(need) for need in lost_to(request)]
    less = f" Nothing at your places trains {listed(lost)} until then." if lost else ""
    yield Caution(
        REHAB,
        f"The {followed.place} is in {followed.phase}: no exercise goes beyond it, in any week, until "
        f"its gate opens.{less}",
    )


def _fewer_than_asked(request: Request) -> Iterator[Caution]:
    asked = request.athlete.preferences.sessions_per_week
    offered = len(request.athlete.offers)
    if asked is not None and asked > offered:
        yield Caution(
            "sessions-per-week", f"You asked for {asked} sessions a week and offer {offered} days."
        )
    elif asked == 3:
        yield Caution(
            "sessions-per-week",
            "Three sessions a week stand in the adaptation phase; after it two, then one near races.",
        )


def _missing_sessions(
    weeks: Sequence[Outline], placed: Sequence[tuple[Slot, ...]], request: Request
) -> Iterator[Caution]:
    short = [
        (week, sessions_wanted(week, request) - len(slots))
        for week, slots in zip(weeks, placed, strict=True)
        if _is_ahead(week, request)
        if len(slots) < sessions_wanted(week, request) and not _has_days_off(week, request)
    ]
    if not short:
        return
    against = {
        obstacle.message
        for week, _ in short
        for day in week.days
        if (slot := slot_on(day, request)) is not None
        for obstacle in against_lifting(slot, request)
    }
    why = f" ({min(against)})" if against else ""
    yield Caution(
        "sessions-per-week",
        f"{sum(n for _, n in short)} sessions found no day, in the weeks of "
        f"{_names([week.start for week, _ in short])}{why}.",
    )


def _has_days_off(week: Outline, request: Request) -> bool:
    return any(off.touches(week.start, week.end) for off in request.time_off)


def _soft_weeks(
    weeks: Sequence[Outline], placed: Sequence[tuple[Slot, ...]], request: Request
) -> Iterator[Caution]:
    soft = [
        week
        for week, slots in zip(weeks, placed, strict=True)
        if _is_ahead(week, request) and _could_be_heavy(week, weeks)
        if slots and not any(slot.is_demanding for slot in slots)
    ]
    if not soft:
        return
    against = {
        obstacle.message
        for week in soft
        for day in week.days
        if (slot := slot_on(day, request)) is not None
        for obstacle in against_demanding(slot, week, request)
    }
    why = f" ({min(against)})" if against else ""
    yield Caution(
        "clear-of-key-runs",
        f"No day leaves the legs enough time for heavy work in the weeks of "
        f"{_names([week.start for week in soft])}{why}; they hold eight to twelve repetitions.",
    )


def _could_be_heavy(week: Outline, weeks: Sequence[Outline]) -> bool:
    """Whether a week is for heavy lifting: in a heavy block, or in a taper after one."""
    earlier = any(other.phase in HEAVY_BLOCKS for other in weeks if other.start < week.start)
    return week.phase in HEAVY_BLOCKS or (week.phase is PhaseName.TAPER and earlier)


def _names(days: Sequence[date]) -> str:
    shown = ", ".join(f"{day:%d %b}" for day in days[:4])
    return shown if len(days) <= 4 else f"{shown} and {len(days) - 4} more"


def _is_ahead(week: Outline, request: Request) -> bool:
    """Whether something can still be done about a week."""
    return request.kept is None or week.start >= request.kept.today


def _long_runs(request: Request) -> Sequence[Caution]:
    if request.kept is not None:  # a programme holds its runs; what stood out was said with it
        told = request.kept.programme.warnings
        return [caution for caution in told if caution.rule == "longest-run"]
    return runs_far_beyond_the_longest(
        request.own_runs, request.history, policy=request.policy.habit
    )


def _long_sets(request: Request) -> Iterator[Caution]:
    for lift, known in request.athlete.lifts.items():
        if one_rep_max(known.load, known.reps, known.rir) is None:
            name = request.catalogue.exercises[lift].name
            yield Caution(
                "progression",
                f"{name}: {known.reps.count} repetitions with {known.rir.count:g} in reserve are "
                f"too many to read a load from; a set of {LONGEST_SET} or fewer in all would do.",
            )
