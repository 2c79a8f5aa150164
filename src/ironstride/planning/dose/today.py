"""Today: the loads of a session as the log now allows them, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ironstride.core.athlete import Athlete
from ironstride.core.catalogue import Catalogue
from ironstride.core.estimate import LiftEstimate
from ironstride.core.exercise import Exercise
from ironstride.core.log import Readiness, SetDone
from ironstride.core.programme import (
    HEAVY_BLOCKS,
    Load,
    PhaseName,
    Prescription,
    Programme,
    Session,
    Week,
)
from ironstride.core.units import Kilograms
from ironstride.planning.dose.load import allowed_by, share_most
from ironstride.strength.plates import Ladder, OnTheBar, ladder, on_the_bar
from ironstride.strength.progression import (
    Bout,
    NextLoad,
    Situation,
    Target,
    Tired,
    bouts,
    next_load,
    tired,
)

MODERATE = (PhaseName.ADAPTATION, PhaseName.RECOVERY)
RISING = (PhaseName.ADAPTATION, *HEAVY_BLOCKS)  # elsewhere strength is kept or rested


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftToday:
    """One lift of a session: what was done last, what to lift now and why, what to put on."""

    exercise: Exercise
    prescription: Prescription
    last: Bout | None
    next: NextLoad | None
    estimate: LiftEstimate | None
    ladder: Ladder
    bar: OnTheBar | None

    @property
    def load(self) -> Kilograms | None:
        """What to lift: as the log says, else as the programme does."""
        return self.prescription.load.kg if self.next is None else self.next.load


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What the log says on the eve of a day: sets, readiness, and the estimate of each lift."""

    day: date
    sets: Sequence[SetDone]
    estimates: Mapping[str, LiftEstimate]
    readiness: Sequence[Readiness] = ()


def lifts_today(
    session: Session,
    programme: Programme,
    athlete: Athlete,
    catalogue: Catalogue,
    trained: Trained,
) -> tuple[LiftToday, ...]:
    """Say of every weight of a session what to lift, from the sets before its day."""
    gym = _Gym(programme, athlete, catalogue, trained, session)
    return tuple(gym.lifts())


def with_loads(session: Session, lifts: Sequence[LiftToday], catalogue: Catalogue) -> Session:
    """Write the loads of today into a session, rising sets included.

    A share of 1RM is a way to find a weight; beside a load from the log it would only mislead.
    """
    known = {lift.exercise.id: (lift.next, lift.ladder) for lift in lifts if lift.next is not None}
    dose = catalogue.policy.dose
    shares = dict(zip(dose.ramp_reps, dose.ramp_percent_of_load, strict=True))
    written = (
        _loaded(p, *known[p.exercise], shares) if p.exercise in known else p
        for p in session.exercises
    )
    return replace(session, exercises=tuple(written))


def _loaded(
    p: Prescription, told: NextLoad, ladder: Ladder, shares: Mapping[int, int]
) -> Prescription:
    if p.role.is_hard:
        return replace(p, load=Load(kg=told.load, rir=p.load.rir))
    share = None if p.reps is None else shares.get(p.reps.high)
    if p.load.percent_1rm is None or share is None:
        return p
    wanted = told.load * (share / 100)
    return replace(p, load=Load(kg=ladder.at_most(wanted) or ladder.lightest))


@dataclass(frozen=True, slots=True)
class _Gym:
    """A session's lifts with everything that their loads hang on."""

    programme: Programme
    athlete: Athlete
    catalogue: Catalogue
    trained: Trained
    session: Session

    @property
    def day(self) -> date:
        return self.session.start.date()

    def lifts(self) -> Iterator[LiftToday]:
        for p in self.session.exercises:
            exercise = self.catalogue.exercises.get(p.exercise)
            is_lift = p.role.is_hard and p.reps is not None and p.load.rir is not None
            if exercise is not None and exercise.load_type.is_weight and is_lift:
                yield self.lift(p, exercise)

    def lift(self, p: Prescription, exercise: Exercise) -> LiftToday:
        mine = (s for s in self.trained.sets if s.exercise == exercise.id and s.day < self.day)
        done = bouts(mine, self.asked(exercise.id))
        rack, units = self.athlete.racks.get(self.session.place), self.athlete.units
        rungs = ladder(exercise, rack, units)
        lift = LiftToday(
            exercise=exercise,
            prescription=p,
            last=done[-1] if done else None,
            next=self.next(p, exercise, done, rungs),
            estimate=self.trained.estimates.get(exercise.id),
            ladder=rungs,
            bar=None,
        )
        if lift.load is None:
            return lift
        return replace(lift, bar=on_the_bar(lift.load, exercise, rack, units))

    def next(
        self, p: Prescription, exercise: Exercise, done: tuple[Bout, ...], rungs: Ladder
    ) -> NextLoad | None:
        target = self.target(p, self.day)
        if target is None or (not done and p.load.kg is not None):
            return None  # the profile's own set says more than lifts that move alike
        estimate, policy = self.trained.estimates.get(exercise.id), self.catalogue.policy
        allowed = None
        if estimate is not None:
            allowed = allowed_by(estimate, target, exercise, self.athlete)
        return next_load(
            Situation(
                target=target,
                bouts=done,
                allowed=allowed,
                ladder=rungs,
                day=self.day,
                numbers=policy.progression,
                layoff_days=policy.placement.layoff_days,
                may_rise=self.may_rise(),
            )
        )

    def asked(self, exercise: str) -> dict[date, Target]:
        """Say what the programme asked of a lift on each of its days."""
        found: dict[date, Target] = {}
        for session in self.programme.sessions:
            for p in session.exercises:
                target = self.target(p, session.start.date())
                if p.exercise == exercise and p.role.is_hard and target is not None:
                    found[session.start.date()] = target
        return found

    def target(self, p: Prescription, day: date) -> Target | None:
        if p.reps is None or p.load.rir is None:
            return None
        age = self.athlete.age_on(self.programme.start)
        is_moderate = self.phase_on(day)[0] in MODERATE
        most = share_most(age, self.catalogue.policy, is_moderate=is_moderate)
        return Target(reps=p.reps, rir=p.load.rir, share_most=most)

    def phase_on(self, day: date) -> tuple[PhaseName, bool]:
        """Say what the week of a day is for, and whether it is light."""
        weeks = (w for w in self.programme.weeks if w.start <= day <= w.end)
        return next(((w.phase, w.is_light) for w in weeks), (PhaseName.RECOVERY, True))

    def may_rise(self) -> bool:
        phase, is_light = self.phase_on(self.day)
        return phase in RISING and not is_light


def tired_in(
    week: Week,
    programme: Programme,
    athlete: Athlete,
    catalogue: Catalogue,
    trained: Trained,
) -> Tired | None:
    """Say what asks for a light week, from the lifts of this week and how ready the athlete was."""
    if week.is_light:
        return None
    lifts = [
        lift
        for session in week.sessions
        for lift in lifts_today(session, programme, athlete, catalogue, trained)
    ]
    found = {lift.exercise.id: lift.next for lift in lifts}
    return tired(found, trained.readiness, trained.day, catalogue.policy.progression)
