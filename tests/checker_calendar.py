"""Structure, days, hours, minutes and equipment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final

from checker_case import DAYS, HARD_ROLES, ROUNDING, Case, Visit, hours, lines_of, rule

LIGHT_ROLES: Final = ("warm-up", "activation", "stretch")
PHASES: Final = ("adaptation", "max-strength", "power", "race-season", "taper", "recovery")


def weeks_are_whole(case: Case) -> Iterator[str]:
    """Weeks begin on Mondays and follow each other; phases cover start to end."""
    for week in case.weeks:
        if week.start.weekday() != 0:
            yield f"{week} begins on a {DAYS[week.start.weekday()]}"
    for before, after in pairwise(case.weeks):
        if after.start - before.start != timedelta(days=7):
            yield f"{after} follows the {before}"
    if not case.weeks or not case.blocks:
        yield "there are no weeks or no phases"
        return
    if not case.weeks[0].holds(case.start) or not case.weeks[-1].holds(case.end):
        yield f"weeks {case.weeks[0].start} to {case.weeks[-1].end} do not hold start and end"
    yield from _phases_are_whole(case)


def _phases_are_whole(case: Case) -> Iterator[str]:
    """The first phase may begin on the first week's Monday or on the start itself."""
    first, last = case.blocks[0], case.blocks[-1]
    if not case.weeks[0].start <= first.start <= case.start or last.end != case.end:
        yield f"phases reach from {first.start} to {last.end}, not {case.start} to {case.end}"
    for before, after in pairwise(case.blocks):
        if after.start - before.end != timedelta(days=1):
            yield f"phase {after.name} of {after.start} leaves a gap after {before.end}"
    for week in case.weeks:
        block = case.block_of(max(week.start, case.start))
        if block is None or block.name != week.phase or week.phase not in PHASES:
            yield f"{week} is called {week.phase} within {block and block.name}"


@rule("structure")
def everything_lies_where_it_says(case: Case) -> Iterator[str]:
    """Runs and sessions lie in their week and within the programme, one session a day."""
    for week in case.weeks:
        for moment in (*(v.day for v in week.visits), *(r.start.date() for r in week.runs)):
            if not week.holds(moment) or not case.start <= moment <= case.end:
                yield f"{moment} stands in the {week}, outside it or outside the programme"
    for before, after in pairwise(case.visits):
        if before.day == after.day:
            yield f"{after.day} holds two sessions"
    for visit in case.visits:
        if not visit.lines:
            yield f"{visit} holds no exercise"


@rule("structure")
def everything_has_its_reasons(case: Case) -> Iterator[str]:
    """Every session and exercise names reasons, each a rule with a sentence and a grade."""
    rules = case.programme["rules"]
    for visit in case.visits:
        named = [("the session", visit.reasons), *((x.exercise, x.reasons) for x in visit.lines)]
        for what, reasons in named:
            unknown = [reason for reason in reasons if reason not in rules]
            if not reasons or unknown:
                yield f"{visit}: {what} has reasons {list(reasons)}, unknown {unknown}"
    for id_, entry in rules.items():
        if not entry.get("sentence") or not entry.get("grade") or "sources" not in entry:
            yield f"rule {id_} lacks a sentence, a grade or its sources"


@rule("structure")
def every_line_can_be_followed(case: Case) -> Iterator[str]:
    """A known exercise, a known role, sets of exactly one of repetitions, seconds, metres."""
    for visit, line in lines_of(case):
        if line.exercise not in case.facts:
            yield f"{visit}: there is no exercise {line.exercise}"
        if line.role not in (*HARD_ROLES, *LIGHT_ROLES):
            yield f"{visit}: {line.exercise} has the role {line.role}"
        given = [x for x in (line.low, line.seconds, line.metres) if x is not None]
        if len(given) != 1 or line.sets < 1 or given[0] < 1 or (line.high or 1) < (line.low or 1):
            yield f"{visit}: {line.exercise} has {line.sets} sets of {given}"
        if line.percent is not None and not 0 <= line.percent <= 100:
            yield f"{visit}: {line.exercise} at {line.percent} % of 1RM"
        if line.exercise in case.health.get("dislikes", ()):
            yield f"{visit}: {line.exercise} is disliked"


@rule("structure")
def the_running_week_is_all_there(case: Case) -> Iterator[str]:
    """Races are listed; habitual runs are, except near races, where training makes way.

    No run may vanish so that lifting fits.
    """
    listed = {(run.start, run.kind, run.minutes) for run in case.runs}
    days = {start.date() for start, kind, _ in listed if kind == "race"}
    for race in case.races:
        if race.day not in days:
            yield f"the race of {race.day} is not among the runs"
    if not case.runs_are_the_habit:
        return
    for week in case.weeks:
        if any(abs((race.day - week.start).days) <= 21 for race in case.races):
            continue
        for run in case.profile.get("running", {}).get("habit", []):
            day = week.start + timedelta(days=DAYS.index(run["day"]))
            start = datetime.combine(day, time.fromisoformat(run["start"]))
            expected = (start, run["kind"], run["minutes"])
            if case.start <= day <= case.end and expected not in listed:
                yield f"the {run['kind']} run of {start:%Y-%m-%d %H:%M} is missing"


@rule("sessions-per-week")
def strength_days_follow_the_phase(case: Case) -> Iterator[str]:
    """No more than the phase allows, the athlete asks for and offers.

    A recovery week, which the table does not name, is read like the race season: one.
    Reading of "less": a plain training week has all its sessions (two in adaptation, the
    third is free) where as many offered days are open by the hours of the runs.
    """
    for week in case.weeks:
        limit, target = case.session_limit(week), case.session_target(week)
        count = len(week.visits)
        if count > limit:
            yield f"{week} ({week.phase}) holds {count} sessions, at most {limit}"
        free = sum(case.is_open(start) for start in case.offered_starts(week))
        if case.is_plain(week) and count < min(target, free):
            yield f"{week} ({week.phase}) holds {count} sessions of {target}, {free} days are open"


@rule("clear-of-key-runs")
def demanding_sessions_stay_clear(case: Case) -> Iterator[str]:
    """Heavy legs or jumps end 24 h before the next key run starts, 48 h when new.

    New: the first 14 days of each entry of `phases`, counted from the programme's start
    in the first, and the first 14 days after 14 days without lifting. Races are key runs.
    """
    for visit in case.visits:
        key = case.next_key_start(visit.start)
        if key is None or not (visit.has_heavy_legs or visit.contacts > 0):
            continue
        gap, least = hours(visit.end, key), case.clear_hours(visit.start)
        if gap < least:
            yield f"{visit} ends {gap:.1f} h before the key run of {key:%a %H:%M}, not {least}"


@rule("run-first-same-day")
def runs_come_first(case: Case) -> Iterator[str]:
    """Lifting starts 6 h after the end of every run of its day, never before one.

    A session of jumps alone waits 3 h; right after an easy run only where asked for. No
    session overlaps a run of the day before either.
    """
    for visit in case.visits:
        is_power_only = visit.contacts > 0 and visit.hard_sets == 0
        for run in case.runs:
            fault = case.run_fault(visit.start, run, is_power_only=is_power_only)
            if fault is not None:
                yield f"{visit} starts {fault}"
            elif run.start < visit.end and visit.start < run.end:
                yield f"{visit} overlaps the {run.kind} run of {run.start:%a %H:%M}"


@rule("heavy-days-apart")
def heavy_days_lie_apart(case: Case) -> Iterator[str]:
    """48 h between heavy legs, from the end of one session to the start of the next.

    The stricter of two readings: Tuesday and Thursday at the same hour are too close.
    """
    heavy = [visit for visit in case.visits if visit.has_heavy_legs]
    for before, after in pairwise(heavy):
        gap = hours(before.end, after.start)
        if gap < 48:
            yield f"{after} is heavy {gap:.1f} h after {before}, not 48"


@rule("minutes")
def sessions_fit_the_offer(case: Case) -> Iterator[str]:
    """Start, place and minutes are those offered; the work fits the minutes stated.

    The work is added up with three seconds a repetition, both sides, and the rests between
    the sets of an exercise, which is less than it will take.
    """
    for visit in case.visits:
        offer = case.offers.get(DAYS[visit.start.weekday()])
        if offer is None:
            yield f"{visit}: no lifting is offered on that weekday"
            continue
        if visit.start.time() != offer.start or visit.place != offer.place:
            yield f"{visit} at {visit.place}, offered {offer.start:%H:%M} at {offer.place}"
        if visit.minutes > offer.minutes:
            yield f"{visit} takes {visit.minutes} min of {offer.minutes} offered"
        needed = _least_minutes(visit)
        if needed > min(visit.minutes, offer.minutes) + ROUNDING:
            yield f"{visit} needs {needed:.1f} min, {visit.minutes} stated, {offer.minutes} offered"


def _least_minutes(visit: Visit) -> float:
    """Sets, sides, and rests before another set of the same exercise. [min]"""
    following = [*(line.exercise for line in visit.lines[1:]), None]
    seconds = sum(
        line.sets * line.set_seconds
        + line.rest_s * (line.sets if after == line.exercise else line.sets - 1)
        for line, after in zip(visit.lines, following, strict=False)
    )
    return seconds / 60


@rule("equipment")
def only_what_is_there_is_used(case: Case) -> Iterator[str]:
    for visit, line in lines_of(case):
        missing = line.fact.equipment - case.places.get(visit.place, frozenset())
        if missing:
            yield f"{visit}: {line.exercise} needs {', '.join(sorted(missing))} at {visit.place}"


@rule("ten-weeks-to-race")
def a_late_start_is_told(case: Case) -> Iterator[str]:
    """Under ten weeks to the first A race a warning says that less may be expected."""
    for race in case.peaks[:1]:
        told = json.dumps(case.programme["warnings"])
        if (race.day - case.start).days < 70 and "ten-weeks-to-race" not in told:
            yield f"{race.day} is {(race.day - case.start).days} days ahead, and no warning says so"
