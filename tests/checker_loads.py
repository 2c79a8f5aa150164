"""How heavy, how often, how many contacts, and what the body must be spared."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from checker_case import (
    DAYS,
    ROUNDING,
    Case,
    Line,
    Visit,
    Week,
    hours,
    lines_of,
    load_of,
    rule,
    wants_heavy,
)

DEGREES: Final = ("none", "low", "moderate", "high")
MAIN_LIFT_PATTERNS: Final = frozenset({"squat", "lunge", "step", "hinge"})
CONTACT_CAPS: Final = {"none": 100, "novice": 100, "intermediate": 120, "advanced": 140}
RESERVES: Final = {"adaptation": (3, 4), "max-strength": (1, 3)}  # every other phase: 2 to 4


@rule("entry-ramp")
def the_first_weeks_are_moderate(case: Case) -> Iterator[str]:
    """Four weeks for everyone, eight for novices: 8+ repetitions, 3+ left, nothing heavy.

    The profile does not say who returns from a pause, so everyone ramps up. Main lifts of
    plain adaptation weeks have 2-3 sets of 8-12.
    """
    for visit, line in lines_of(case):
        if visit.day >= case.entry_end or not line.is_hard:
            continue
        if line.is_heavy or (line.percent or 0) >= 80:
            yield f"{visit}: {line.exercise} is heavy ({load_of(line)}) before {case.entry_end}"
        elif line.is_strength and ((line.low or 0) < 8 or (line.rir or 0) < 3):
            yield f"{visit}: {line.exercise} ({load_of(line)}) needs 8+ repetitions, 3+ in reserve"
        heaviest = _heaviest_known(case, line)
        if heaviest is not None and line.kg is not None and line.kg > 0.8 * heaviest:
            yield f"{visit}: {line.exercise} {line.kg:g} kg of 1RM {heaviest:.1f} kg, over 80 %"
    for week in case.weeks:
        if week.phase == "adaptation" and case.is_full(week) and week.start < case.entry_end:
            yield from _main_doses(week, (2, 3), (8, 12))


def _main_doses(week: Week, sets: tuple[int, int], reps: tuple[int, int]) -> Iterator[str]:
    for visit in week.visits:
        for line in visit.mains:
            fits = line.low is None or reps[0] <= line.low <= (line.high or 0) <= reps[1]
            if not fits or not sets[0] <= line.sets <= sets[1]:
                yield f"{visit}: main lift {line.exercise} has {line.sets} sets, {load_of(line)}"


def _heaviest_known(case: Case, line: Line) -> float | None:
    """The largest 1RM that the profile's set allows: Epley or Brzycki, whichever is more."""
    known = case.profile.get("strength", {}).get("lifts", {}).get(line.exercise)
    if known is None:
        return None
    kg = float(known["kg"] if "kg" in known else known["lb"] * 0.45359237)
    reps = float(known["reps"] + known["rir"])
    brzycki = kg * 36 / (37 - reps) if reps < 12 else 0.0
    return max(kg, kg * (1 + reps / 30), brzycki)


@rule("heavy-main-lifts")
def main_lifts_are_heavy(case: Case) -> Iterator[str]:
    """After the entry ramp, main lifts of full strength and power weeks are heavy.

    2-4 sets, 3-5 minutes of rest, at most three different ones; where no weight is used
    (bodyweight, band) a lift cannot be heavy and is left out. Not under a PAR-Q+ yes, not
    for minors, not in the first session after a race.
    """
    for week in case.weeks:
        if not wants_heavy(case, week) or not case.is_full(week):
            continue
        names = {line.exercise for visit in week.visits for line in visit.mains}
        if len(names) > 3:
            yield f"{week} has {len(names)} main lifts: {', '.join(sorted(names))}"
        for visit in week.visits:
            if visit.start not in case.first_after_race:
                yield from _light_mains(case, visit)


def _light_mains(case: Case, visit: Visit) -> Iterator[str]:
    for line in visit.mains:
        if not line.fact.is_weight:
            continue
        if not line.is_surely_heavy:
            yield f"{visit}: main lift {line.exercise} is not heavy ({load_of(line)})"
        least = 1 if "minimal-dose" in line.reasons and _is_crowded(case, visit, line) else 2
        if not least <= line.sets <= 4 or not 180 <= line.rest_s <= 300:
            yield f"{visit}: {line.exercise} has {line.sets} sets with {line.rest_s} s of rest"


def _is_crowded(case: Case, visit: Visit, line: Line) -> bool:
    """A session without the minutes for one more set of a lift, at four seconds a repetition."""
    one_more_s = 4 * (line.high or 0) * (2 if line.per_side else 1) + line.rest_s
    return visit.minutes + one_more_s / 60 > case.offers[DAYS[visit.start.weekday()]].minutes


@rule("heavy-main-lifts")
def strength_weeks_hold_a_heavy_lift(case: Case) -> Iterator[str]:
    """A full week of heavy phases trains the legs heavy wherever hours and weights allow.

    "Allow": an offered day of half an hour or more is open for heavy legs, 48 h from the
    heavy days of the weeks beside it, at a place with an exercise that has a maximal-
    strength dose; and the week's sessions have 45 minutes together, for it must hold every
    movement too. A sore knee or back may rule all such exercises out. The last week is not
    asked: the key runs after it stand in no programme.
    """
    if complaints_of(case) & {"knee", "back"}:
        return
    for number, week in enumerate(case.weeks[:-1]):
        expects = case.is_full(week) or (week.phase == "race-season" and week.visits)
        is_held = case.is_near_a_race(week) or week.is_light or not _has_time(case, week)
        if not expects or is_held or not wants_heavy(case, week):
            continue
        if all(visit.start in case.first_after_race for visit in week.visits):
            continue
        if any(visit.has_heavy_legs for visit in week.visits):
            continue
        beside = [
            visit
            for other in case.weeks[max(0, number - 1) : number + 2]
            for visit in other.visits
            if visit.has_heavy_legs
        ]
        free = [
            start
            for start in case.offered_starts(week)
            if start not in case.first_after_race and _could_be_heavy(case, start, beside)
        ]
        if free and not _is_the_odd_one_out(case, week, free):
            yield f"{week} ({week.phase}) has no heavy legs, though {free[0]:%a %H:%M} allows them"


def _is_the_odd_one_out(case: Case, week: Week, free: Sequence[datetime]) -> bool:
    """Whether, alone in its block, a week is open only where the block's lifts cannot be done."""
    block = next(block for block in case.blocks if block.holds(week.start))
    others = [w for w in case.weeks if block.holds(w.start) and w.start != week.start and w.visits]
    lifts = {line.exercise for other in others for visit in other.visits for line in visit.mains}
    needed = {item for lift in lifts for item in case.facts[lift].equipment}
    places = (case.offers[DAYS[start.weekday()]].place for start in free)
    is_alone = all(any(v.has_heavy_legs for v in w.visits) or w.is_light for w in others)
    return bool(lifts) and is_alone and all(not needed <= case.places[place] for place in places)


def _has_time(case: Case, week: Week) -> bool:
    days = {DAYS[visit.start.weekday()] for visit in week.visits} & set(case.offers)
    return sum(case.offers[day].minutes for day in days) >= 45


def _could_be_heavy(case: Case, start: datetime, beside: Sequence[Visit]) -> bool:
    offer = case.offers[DAYS[start.weekday()]]
    end = start + timedelta(minutes=offer.minutes)
    apart = all(hours(visit.end, start) >= 48 or hours(end, visit.start) >= 48 for visit in beside)
    equipment = case.places.get(offer.place, frozenset())
    has_weights = any(
        fact.is_weight
        and fact.pattern in MAIN_LIFT_PATTERNS
        and "max_strength" in fact.goals
        and fact.equipment <= equipment
        and id_ not in case.health.get("dislikes", ())
        for id_, fact in case.facts.items()
    )
    return offer.minutes >= 30 and apart and has_weights and case.is_open_for_heavy_legs(start)


@rule("no-light-marathons")
def loaded_sets_stay_short(case: Case) -> Iterator[str]:
    """More than 15 repetitions only for activation, warm-up, stretches, jumps, bodyweight."""
    for visit, line in lines_of(case):
        is_free = line.fact.load == "bodyweight" or line.fact.contacts_per_rep > 0
        if line.is_hard and not is_free and (line.high or 0) > 15:
            yield f"{visit}: {line.exercise} has {line.high} repetitions with a load"


@rule("never-to-failure")
def sets_leave_something_in_reserve(case: Case) -> Iterator[str]:
    """Every main and accessory set of repetitions names a reserve of at least one.

    By phase: adaptation 3-4, strength 1-3, all others 2-4. The upper end is read for main
    lifts of full weeks alone, for more in reserve is no danger elsewhere.
    """
    for week in case.weeks:
        least, most = RESERVES.get(week.phase, (2, 4))
        for visit in week.visits:
            for line in filter(lambda line: line.is_strength, visit.lines):
                if line.rir is None or line.rir < max(1, least):
                    yield f"{visit}: {line.exercise} ({load_of(line)}) leaves less than {least}"
                elif _is_unheld_main(case, week, line) and line.rir > most:
                    yield f"{visit}: {line.exercise} ({load_of(line)}) leaves more than {most}"


def _is_unheld_main(case: Case, week: Week, line: Line) -> bool:
    is_heavy_time = wants_heavy(case, week) and line.fact.is_weight
    return line.role == "main" and case.is_full(week) and is_heavy_time


@rule("jumps-beside-lifting")
def jumps_are_added_to_lifting(case: Case) -> Iterator[str]:
    """A session with jumps holds lifting too, unless the place has no load to lift."""
    loads = {"barbell", "dumbbell", "kettlebell", "trap-bar", "cable", "plate", "band-long"}
    for visit in case.visits:
        place = case.places.get(visit.place, frozenset())
        has_loads = any(item in loads or item.startswith("machine-") for item in place)
        lifts = any(line.is_hard and line.fact.contacts_per_rep == 0 for line in visit.lines)
        if visit.contacts > 0 and has_loads and not lifts:
            yield f"{visit}: {visit.contacts} contacts and no lifting"


@rule("contact-caps")
def contacts_are_counted(case: Case) -> Iterator[str]:
    """A stated count agrees with sets, repetitions and sides; jumps never count nothing.

    A set done with each side counts both sides.
    """
    for visit, line in lines_of(case):
        if line.fact.contacts_per_rep == 0 and line.contacts == 0:
            continue
        counted = line.fact.contacts_per_rep > 0 and line.low is not None
        if line.contacts <= 0:
            yield f"{visit}: {line.exercise} counts no contacts"
        elif counted and not line.contacts_of(line.low) <= line.contacts <= line.contacts_of(
            line.high
        ):
            yield f"{visit}: {line.exercise} states {line.contacts}, not {line.contacts_of(line.high)}"


@rule("contact-caps")
def contacts_stay_under_the_cap(case: Case) -> Iterator[str]:
    """By level 100, 120 or 140 a session, the first ever 60 % of that, 48 h apart.

    Hours run from the end of one session to the start of the next, as for heavy days.
    """
    cap = CONTACT_CAPS[case.level]
    jumping = [visit for visit in case.visits if visit.contacts > 0]
    for number, visit in enumerate(jumping):
        most = math.floor(0.6 * cap + ROUNDING) if number == 0 else cap
        if visit.contacts > most:
            yield f"{visit}: {visit.contacts} contacts, at most {most}"
    for before, after in pairwise(jumping):
        if hours(before.end, after.start) < 48:
            yield f"{after}: jumps {hours(before.end, after.start):.1f} h after {before}"


@rule("contact-caps")
def contacts_rise_gently(case: Case) -> Iterator[str]:
    """A week's sum is at most a fifth above the last week that had any."""
    jumping = [week for week in case.weeks if week.contacts > 0]
    for before, after in pairwise(jumping):
        if after.contacts > 1.2 * before.contacts + ROUNDING:
            yield f"{after}: {after.contacts} contacts after {before.contacts}"


@rule("no-loaded-torsion")
def the_spine_does_not_twist_under_load(case: Case) -> Iterator[str]:
    """Twisting never with high spinal load and never heavy.

    With moderate spinal load: 8+ repetitions, 4+ in reserve (RPE 6), not after an exercise
    of high spinal load, not with a sore back. Free twisting of a warm-up is no load.
    """
    has_sore_back = "back" in complaints_of(case)
    for visit in case.visits:
        loaded_before = False
        for line in visit.lines:
            degree = DEGREES.index(line.fact.spinal_load)
            if line.fact.has_torsion:
                easy = (line.low or 8) >= 8 and (line.rir or 0) >= 4
                blocked = loaded_before or has_sore_back or not easy
                if degree == 3 or (degree == 2 and blocked) or line.is_heavy:
                    yield f"{visit}: {line.exercise} twists with {line.fact.spinal_load} spinal load"
            loaded_before = loaded_before or degree == 3


def complaints_of(case: Case) -> frozenset[str]:
    """The complaints, with the words that mean the back read as "back"."""
    backs = {"back", "lower back", "low back", "spine", "lumbar"}
    words = (word.lower() for word in case.health.get("complaints", []))
    return frozenset("back" if word in backs else word for word in words)


@rule("barefoot")
def barefoot_is_for_the_gym_floor(case: Case) -> Iterator[str]:
    for visit, line in lines_of(case):
        if line.is_barefoot and not line.fact.is_barefoot_ok:
            yield f"{visit}: {line.exercise} barefoot"


@rule("warm-up")
def heavy_sets_are_ramped_up_to(case: Case) -> Iterator[str]:
    """Three or more rising warm-up lines of the same exercise stand before heavy weights.

    Rising: more weight each time and less than the work, by kilograms or share of 1RM;
    where neither is written, fewer repetitions each time.
    """
    for visit in case.visits:
        for number, line in enumerate(visit.lines):
            if not (line.is_heavy and line.fact.is_weight and line.fact.is_for_legs):
                continue
            ramp = [
                other
                for other in visit.lines[:number]
                if other.exercise == line.exercise and other.role == "warm-up"
            ]
            if len(ramp) < 3 or not all(_rises(a, b) for a, b in pairwise([*ramp, line])):
                yield f"{visit}: {line.exercise} ({load_of(line)}) after {len(ramp)} warm-up sets"


def _rises(before: Line, after: Line) -> bool:
    if before.percent is not None and after.percent is not None:
        kg = before.kg is None or after.kg is None or before.kg <= after.kg
        return before.percent < after.percent and kg
    if before.kg is not None and after.kg is not None:
        return before.kg < after.kg
    return after.is_hard or (before.low or 0) > (after.low or 0)


@rule("screening")
def a_yes_blocks_heavy_and_jumping(case: Case) -> Iterator[str]:
    """After a PAR-Q+ yes nothing is heavy, upper body included, and nothing jumps."""
    if not case.is_screened:
        return
    for visit, line in lines_of(case):
        if line.is_heavy or (line.percent or 0) >= 80:
            yield f"{visit}: {line.exercise} is heavy ({load_of(line)}) in spite of a yes"
        if line.most_contacts > 0:
            yield f"{visit}: {line.exercise} has {line.most_contacts} contacts in spite of a yes"


@rule("screening")
def minors_lift_moderately(case: Case) -> Iterator[str]:
    """Under eighteen at most 80 % of 1RM, and a warning that asks for supervision.

    Without a share written down, eight repetitions to failure stand for 80 %.
    """
    if not case.is_minor:
        return
    if "superv" not in json.dumps(case.programme["warnings"]).lower():
        yield f"{case.start}: no warning says that a minor lifts only under supervision"
    for visit, line in lines_of(case):
        if (line.percent or 0) > 80:
            yield f"{visit}: {line.exercise} at {line.percent} % under eighteen"
        if not (line.is_strength and line.fact.is_weight and line.percent is None):
            continue
        if (line.low or 0) + (line.rir or 0) < 8:
            yield f"{visit}: {line.exercise} ({load_of(line)}) is over 80 % under eighteen"


@rule("progression")
def loads_do_not_run_ahead(case: Case) -> Iterator[str]:
    """Within a phase entry a load of equal repetitions and reserve rises by 10 % at most.

    Nothing has been earned yet in a programme fresh from the planner, so the first load of
    the entry is the measure.
    """
    for block in case.blocks:
        first: dict[tuple[str, str, int | None, int | None, float | None], float] = {}
        for visit, line in lines_of(case):
            if line.kg is None or not line.is_hard or not block.holds(visit.day):
                continue
            key = (line.exercise, line.role, line.low, line.high, line.rir)
            start = first.setdefault(key, line.kg)
            if line.kg > 1.1 * start + ROUNDING:
                yield f"{visit}: {line.exercise} {line.kg:g} kg, {start:g} kg at first"
