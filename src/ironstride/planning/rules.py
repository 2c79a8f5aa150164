"""The hard rules, each one function, read off a finished programme.

They check what the planner made. Another reading of the same rules, which shares no code
with this one, stands in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from ironstride.core.calendar import Weekday, hours_between
from ironstride.core.exercise import Degree
from ironstride.core.policy import DosePolicy
from ironstride.core.programme import PhaseName, Prescription, Programme, Role, Session, Week
from ironstride.core.run import RacePriority
from ironstride.planning.budget import Done, contact_cap, set_budget
from ironstride.planning.choices import must_cover
from ironstride.planning.needs import COVERAGE, SERVES, Need
from ironstride.planning.request import Request
from ironstride.planning.season import Outline, days_without_heavy_legs


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a programme does not keep, and where."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A finished programme beside the request it answers."""

    programme: Programme
    outlines: tuple[Outline, ...]
    request: Request

    def loads_legs(self, session: Session) -> bool:
        """Whether a session holds heavy lower-body work or jumps."""
        return session.contacts > 0 or any(self.is_heavy(p) for p in session.exercises)

    def is_heavy(self, prescription: Prescription) -> bool:
        """Whether it is heavy lower-body work: >= 80 % of 1RM, or <= 6 reps with <= 3 RIR."""
        exercise = self.request.catalogue.exercises[prescription.exercise]
        return (
            prescription.role.is_hard
            and exercise.is_lower_body
            and _is_heavy_set(prescription, self.request.policy.dose)
        )


def _is_heavy_set(prescription: Prescription, numbers: DosePolicy) -> bool:
    percent, rir, reps = prescription.load.percent_1rm, prescription.load.rir, prescription.reps
    if percent is not None and percent >= numbers.heavy_from_percent:
        return True
    few = reps is not None and reps.low <= numbers.heavy_reps_most
    return few and rir is not None and rir <= numbers.heavy_rir_most


def _name(session: Session) -> str:
    return f"{Weekday.of(session.start.date()).short} {session.start:%Y-%m-%d %H:%M}"


def heavy_legs_stay_clear_of_key_runs(plan: Plan) -> Iterator[Breach]:
    """Leave 24 h, or 48 h in a new block, between hard legs and the next key run."""
    numbers = plan.request.policy.placement
    blocks = {outline.start: outline.block_start for outline in plan.outlines}
    for week in plan.programme.weeks:
        block = max(blocks[week.start], plan.programme.start)
        for session in filter(plan.loads_legs, week.sessions):
            is_new = (session.start.date() - block).days < numbers.new_block_days
            wanted = numbers.clear_of_key_run_new_block_h if is_new else numbers.clear_of_key_run_h
            for start, run in plan.request.key_run_starts:
                gap = hours_between(session.end, start)
                if 0 <= gap < wanted:
                    yield Breach(
                        "clear-of-key-runs",
                        f"{_name(session)} ends {gap:.0f} h before the {run.kind} run; "
                        f"leave {wanted:g} h",
                    )


def running_comes_first(plan: Plan) -> Iterator[Breach]:
    """Lift after the day's runs, six hours later unless back to back is wished for."""
    least = plan.request.policy.placement.after_run_h
    may_follow = plan.request.athlete.preferences.back_to_back_after_easy
    for session in plan.programme.sessions:
        for run in plan.request.runs_by_day.get(session.start.date(), ()):
            gap = hours_between(run.end, session.start)
            if gap < least and not (may_follow and not run.is_key and gap >= 0):
                yield Breach(
                    "run-first-same-day",
                    f"{_name(session)} starts {gap:.1f} h after the {run.kind} run; wait {least:g} h",
                )


def hard_days_stay_apart(plan: Plan) -> Iterator[Breach]:
    """Leave 48 h between sessions that load the legs hard."""
    least = plan.request.policy.placement.heavy_days_apart_h
    hard = [session for session in plan.programme.sessions if plan.loads_legs(session)]
    for first, second in pairwise(hard):
        gap = hours_between(first.end, second.start)
        if gap < least:
            yield Breach(
                "heavy-days-apart",
                f"{_name(first)} and {_name(second)} lie {gap:.0f} h apart; leave {least:g} h",
            )


def sessions_stay_within_the_offer(plan: Plan) -> Iterator[Breach]:
    """Keep to the minutes, the place and the equipment offered."""
    athlete, exercises = plan.request.athlete, plan.request.catalogue.exercises
    for session in plan.programme.sessions:
        offer = athlete.offers[Weekday.of(session.start.date())]
        if session.minutes > offer.minutes:
            yield Breach(
                "minutes", f"{_name(session)} takes {session.minutes} of {offer.minutes} min"
            )
        for prescription in session.exercises:
            missing = exercises[prescription.exercise].equipment - athlete.equipment_at(
                session.place
            )
            if missing:
                yield Breach(
                    "equipment",
                    f"{_name(session)}: {prescription.exercise} needs {', '.join(sorted(missing))}",
                )


def beginners_start_moderately(plan: Plan) -> Iterator[Breach]:
    """Keep the entry weeks at eight to twelve repetitions with three or more in reserve."""
    season = plan.request.policy.season
    is_novice = plan.request.athlete.lifting_experience.is_novice
    weeks = season.entry_weeks_novice if is_novice else season.entry_weeks
    until = plan.programme.weeks[0].start + timedelta(weeks=weeks)
    for session in plan.programme.sessions:
        if session.start.date() < until and any(plan.is_heavy(p) for p in session.exercises):
            yield Breach("entry-ramp", f"{_name(session)} is heavy within the first {weeks} weeks")


def main_lifts_are_heavy(plan: Plan) -> Iterator[Breach]:
    """Give main lifts few heavy repetitions once the entry weeks are over."""
    for week in plan.programme.weeks:
        if week.phase in (PhaseName.ADAPTATION, PhaseName.RECOVERY):
            continue
        for session in week.sessions:
            for prescription in session.exercises:
                percent = prescription.load.percent_1rm
                moderate = percent is not None and percent < 75
                if prescription.role is Role.MAIN and moderate and not _is_entry(plan, week):
                    yield Breach(
                        "heavy-main-lifts", f"{_name(session)}: {prescription.exercise} is light"
                    )


def _is_entry(plan: Plan, week: Week) -> bool:
    """Whether a taper follows entry weeks and so carries their loads on."""
    before = [w for w in plan.programme.weeks if w.start < week.start]
    heavy = (PhaseName.MAX_STRENGTH, PhaseName.POWER, PhaseName.RACE_SEASON)
    return week.phase is PhaseName.TAPER and not any(w.phase in heavy for w in before)


def sets_leave_something_in_reserve(plan: Plan) -> Iterator[Breach]:
    """Never plan a set to failure, nor more than fifteen repetitions of loaded work."""
    most = plan.request.policy.dose.light_marathon_reps
    for session in plan.programme.sessions:
        for p in session.exercises:
            if p.role.is_hard and p.load.rir is not None and p.load.rir < 1:
                yield Breach("never-to-failure", f"{_name(session)}: {p.exercise} to failure")
            if p.role.is_hard and p.reps is not None and p.reps.high > most:
                yield Breach("no-light-marathons", f"{_name(session)}: {p.exercise} x {p.reps}")


def contacts_stay_capped(plan: Plan) -> Iterator[Breach]:
    """Keep foot contacts under the cap, and let a week's sum rise gently."""
    numbers = plan.request.policy.contacts
    cap = contact_cap(plan.request.athlete.lifting_experience, numbers)
    jumping = [s for s in plan.programme.sessions if s.contacts > 0]
    for number, session in enumerate(jumping):
        most = cap * numbers.first_session_share if number == 0 else cap
        if session.contacts > most:
            yield Breach("contact-caps", f"{_name(session)}: {session.contacts} contacts")
    sums = [total for w in plan.programme.weeks if (total := sum(s.contacts for s in w.sessions))]
    for before, after in pairwise(sums):
        if after > before * (1 + numbers.weekly_rise) + 1e-9:
            yield Breach("contact-caps", f"{after} contacts follow a week with {before}")


def sets_rise_gently(plan: Plan) -> Iterator[Breach]:
    """Keep weekly sets within the ramp, and light weeks and the taper within their shares."""
    past: list[Done] = []
    for outline, week in zip(plan.outlines, plan.programme.weeks, strict=True):
        budget = set_budget(outline, past, full=10_000, policy=plan.request.policy.dose)
        is_measured = any(done.is_loading for done in past)
        if is_measured and week.hard_sets > budget.most:
            yield Breach(
                _ramp_rule(outline),
                f"the week of {week.start} holds {week.hard_sets} hard sets; "
                f"after the weeks before it {budget.most} are the most",
            )
        if outline.phase is PhaseName.TAPER and is_measured and 0 < week.hard_sets < budget.least:
            yield Breach(
                "taper",
                f"the taper week of {week.start} has room for {week.hard_sets} hard sets; "
                f"at least {budget.least} keep what was built",
            )
        past.append(Done(outline, week.hard_sets, sum(s.contacts for s in week.sessions)))


def _ramp_rule(outline: Outline) -> str:
    if outline.phase is PhaseName.TAPER:
        return "taper"
    return "light-weeks" if outline.is_light else "set-ramp"


def light_weeks_come_in_time(plan: Plan) -> Iterator[Breach]:
    """Allow at most six loading weeks in a row."""
    most, loading = plan.request.policy.season.loading_weeks_most, 0
    for week in plan.programme.weeks:
        rests = week.is_light or week.phase in (PhaseName.TAPER, PhaseName.RECOVERY)
        loading = 0 if rests else loading + 1
        if loading > most:
            yield Breach("light-weeks", f"{loading} loading weeks up to {week.start}")


def races_are_tapered_for(plan: Plan) -> Iterator[Breach]:
    """End lifting three to six days before an A race."""
    numbers = plan.request.policy.placement
    most = numbers.last_session_before_race_days_most
    for race in plan.request.races:
        if race.priority is not RacePriority.A or _is_too_soon(race.day, plan):
            continue
        days = [(race.day - s.start.date()).days for s in plan.programme.sessions]
        before = [gap for gap in days if gap > 0]
        if not before or not numbers.last_session_before_race_days_least <= min(before) <= most:
            last = f"{min(before)} d before it" if before else "never"
            yield Breach("taper", f"{race.title} on {race.day}: the last session is {last}")


def _is_too_soon(race: date, plan: Plan) -> bool:
    """Whether the programme starts too late to lift at all before the race."""
    first_day = race - timedelta(
        days=plan.request.policy.placement.last_session_before_race_days_most
    )
    return plan.programme.start > first_day


def legs_rest_after_races(plan: Plan) -> Iterator[Breach]:
    """Keep heavy legs away from the days after a race, and begin again moderately."""
    for race in plan.request.races:
        rest = days_without_heavy_legs(race.distance_km, plan.request.policy.after_race)
        after = [s for s in plan.programme.sessions if s.start.date() > race.day]
        for session in after:
            days = (session.start.date() - race.day).days
            if days <= rest and plan.loads_legs(session):
                yield Breach("after-race", f"{_name(session)} loads the legs {days} d after a race")
        if after and plan.loads_legs(after[0]):
            yield Breach("after-race", f"{_name(after[0])} is the first after a race, and heavy")


def full_weeks_cover_everything(plan: Plan) -> Iterator[Breach]:
    """Hold at least one hard set of every movement in each full training week."""
    exercises = plan.request.catalogue.exercises
    for outline, week in zip(plan.outlines, plan.programme.weeks, strict=True):
        if not must_cover(outline, week.sessions, plan.request):
            continue
        done = [exercises[p.exercise] for s in week.sessions for p in s.exercises if p.role.is_hard]
        for need in COVERAGE:
            if not any(_serves(need, exercise.id, plan) for exercise in done):
                yield Breach("pattern-coverage", f"week of {week.start} lacks {need}")


def _serves(need: Need, exercise: str, plan: Plan) -> bool:
    return SERVES[need](plan.request.catalogue.exercises[exercise])


def backs_are_not_twisted_under_load(plan: Plan) -> Iterator[Breach]:
    """Never rotate the spine under load."""
    exercises = plan.request.catalogue.exercises
    for session in plan.programme.sessions:
        for p in session.exercises:
            exercise = exercises[p.exercise]
            if exercise.has_torsion and exercise.spinal_load.rank >= Degree.MODERATE.rank:
                yield Breach("no-loaded-torsion", f"{_name(session)}: {p.exercise}")


def heavy_sets_are_warmed_up_for(plan: Plan) -> Iterator[Breach]:
    """Put rising sets of the same lift before every heavy main lift."""
    for session in plan.programme.sessions:
        for number, p in enumerate(session.exercises):
            if p.role is not Role.MAIN or not _is_heavy_set(p, plan.request.policy.dose):
                continue
            ramp = [q for q in session.exercises[:number] if q.exercise == p.exercise]
            loads = [q.load.percent_1rm or 0 for q in ramp if q.role is Role.WARM_UP]
            if len(loads) < 3 or loads != sorted(set(loads)):
                yield Breach("warm-up", f"{_name(session)}: {p.exercise} without a ramp")


def screening_is_respected(plan: Plan) -> Iterator[Breach]:
    """No heavy or jumping work before the PAR-Q+ is cleared; at most 80 % under eighteen."""
    request = plan.request
    is_minor = request.athlete.age_on(request.start) < 18
    for session in plan.programme.sessions:
        if request.athlete.health.parq_yes and plan.loads_legs(session):
            yield Breach("screening", f"{_name(session)} loads the legs before clearance")
        for p in session.exercises:
            percent = p.load.percent_1rm or 0
            if is_minor and percent > request.policy.dose.minor_percent_most:
                yield Breach("screening", f"{_name(session)}: {p.exercise} at {percent} %")


def peaks_keep_their_distance(plan: Plan) -> Iterator[Breach]:
    """Place nothing in the last days before an A race."""
    least = plan.request.policy.placement.last_session_before_race_days_least
    for session in plan.programme.sessions:
        for race in plan.request.races:
            days = (race.day - session.start.date()).days
            if race.priority is RacePriority.A and 0 <= days < least:
                yield Breach("taper", f"{_name(session)} lies {days} d before the {race.title}")


def main_lifts_stay(plan: Plan) -> Iterator[Breach]:
    """Keep the main lifts of a block: a week may hold fewer, never others."""
    known: dict[int, set[str]] = {}
    for outline, week in zip(plan.outlines, plan.programme.weeks, strict=True):
        mains = {p.exercise for s in week.sessions for p in s.exercises if p.role is Role.MAIN}
        seen = known.setdefault(outline.block, mains)
        if not (mains <= seen or seen <= mains):
            yield Breach(
                "keep-main-lifts",
                f"week of {week.start}: {', '.join(sorted(mains - seen))} joins its block late",
            )
        known[outline.block] = seen | mains


RULES: Final[tuple[Callable[[Plan], Iterator[Breach]], ...]] = (
    heavy_legs_stay_clear_of_key_runs,
    running_comes_first,
    hard_days_stay_apart,
    sessions_stay_within_the_offer,
    beginners_start_moderately,
    main_lifts_are_heavy,
    main_lifts_stay,
    sets_leave_something_in_reserve,
    contacts_stay_capped,
    sets_rise_gently,
    light_weeks_come_in_time,
    races_are_tapered_for,
    peaks_keep_their_distance,
    legs_rest_after_races,
    full_weeks_cover_everything,
    backs_are_not_twisted_under_load,
    heavy_sets_are_warmed_up_for,
    screening_is_respected,
)


def breaches(plan: Plan) -> tuple[Breach, ...]:
    """Read every hard rule off a programme; empty when all are kept."""
    return tuple(breach for rule in RULES for breach in rule(plan))
