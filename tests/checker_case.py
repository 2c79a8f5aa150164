"""The profile and the programme as the checker sees them, from calendar hours and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from checker_facts import Fact

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HARD_ROLES: Final = ("main", "accessory")
LIGHT_ROLES: Final = ("warm-up", "activation", "stretch")
BUILDING: Final = ("adaptation", "max-strength", "power")
HEAVY_PHASES: Final = ("max-strength", "power", "race-season")
CARRYING_ON: Final = ("taper", "race-season")
KEY_RUNS: Final = ("quality", "long", "race")
SESSION_LIMITS: Final = {"max-strength": 2, "power": 2, "taper": 1, "recovery": 1}
RACE_START: Final = time(9)  # where the programme does not list the race
MINUTES_PER_KM: Final = 6
SECONDS_PER_REP: Final = 3  # quick, so that the time worked out here is never too long
METRES_PER_SECOND: Final = 1
ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Offer:
    """What the profile offers on a weekday."""

    minutes: int
    start: time
    place: str


@dataclass(frozen=True, slots=True)
class Race:
    """A race of the profile, or one that only the plan of runs knows."""

    start: datetime
    end: datetime
    km: float
    priority: str

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def days_of_rest(self) -> int:
        """Days without heavy legs: 3 up to 10 km, 7 up to a half marathon, 14 beyond."""
        return 3 if self.km <= 10 else 7 if self.km <= 21.2 else 14


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the programme's calendar."""

    start: datetime
    end: datetime
    kind: str
    km: float | None

    @property
    def minutes(self) -> int:
        return round((self.end - self.start) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One exercise of a session. `low` and `high` are repetitions; None without them."""

    exercise: str
    fact: Fact
    role: str
    sets: int
    low: int | None
    high: int | None
    seconds: int | None
    metres: int | None
    hold_s: int
    per_side: bool
    kg: float | None
    percent: float | None
    rir: float | None
    rest_s: int
    contacts: int
    is_barefoot: bool
    reasons: tuple[str, ...]

    @property
    def is_hard(self) -> bool:
        return self.role in HARD_ROLES

    @property
    def hard_sets(self) -> int:
        return self.sets if self.is_hard else 0

    @property
    def is_strength(self) -> bool:
        """Main or accessory work that is counted in repetitions and is no jump."""
        return self.is_hard and self.low is not None and self.fact.contacts_per_rep == 0

    @property
    def is_heavy(self) -> bool:
        """At least 80 % of 1RM, or at most six repetitions with at most three in reserve."""
        if not self.is_hard or self.fact.contacts_per_rep > 0:
            return False
        if self.percent is not None and self.percent >= 80:
            return True
        few = self.low is not None and self.low <= 6
        return few and self.rir is not None and self.rir <= 3

    @property
    def is_surely_heavy(self) -> bool:
        """Heavy with its whole range, for rules that ask for heaviness."""
        return self.is_heavy and (
            (self.percent or 0) >= 80 or (self.high is not None and self.high <= 6)
        )

    def contacts_of(self, reps: int | None) -> int:
        """Work out the foot contacts of all sets with so many repetitions, both sides."""
        sides = 2 if self.per_side else 1
        return self.sets * (reps or 0) * sides * self.fact.contacts_per_rep

    @property
    def most_contacts(self) -> int:
        """Contacts as stated, or as worked out where that is more."""
        return max(self.contacts, self.contacts_of(self.high))

    @property
    def set_seconds(self) -> float:
        """The least time one set takes, both sides of it. [s]"""
        one = (self.seconds or 0) + (self.metres or 0) / METRES_PER_SECOND
        one += (self.high or 0) * max(SECONDS_PER_REP, self.hold_s)
        return one * (2 if self.per_side else 1)


@dataclass(frozen=True, slots=True)
class Visit:
    """A session."""

    start: datetime
    minutes: int
    place: str
    lines: tuple[Line, ...]
    reasons: tuple[str, ...]

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def hard_sets(self) -> int:
        return sum(line.hard_sets for line in self.lines)

    @property
    def contacts(self) -> int:
        return sum(line.most_contacts for line in self.lines)

    @property
    def has_heavy_legs(self) -> bool:
        return any(line.is_heavy and line.fact.is_for_legs for line in self.lines)

    @property
    def mains(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.role == "main")

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday."""

    start: date
    phase: str
    is_light: bool
    runs: tuple[Run, ...]
    visits: tuple[Visit, ...]

    @property
    def end(self) -> date:
        return self.start + timedelta(days=6)

    @property
    def hard_sets(self) -> int:
        return sum(visit.hard_sets for visit in self.visits)

    @property
    def contacts(self) -> int:
        return sum(visit.contacts for visit in self.visits)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"week of {self.start}"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of `phases`; both ends belong to it."""

    name: str
    start: date
    end: date

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Case:
    """A profile and the programme that answers it, with what the rules ask of both."""

    profile: Mapping[str, Any]
    programme: Mapping[str, Any]
    facts: Mapping[str, Fact]
    runs_are_the_habit: bool

    @cached_property
    def start(self) -> date:
        return date.fromisoformat(self.programme["start"])

    @cached_property
    def end(self) -> date:
        return date.fromisoformat(self.programme["end"])

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(
            Block(p["name"], date.fromisoformat(p["start"]), date.fromisoformat(p["end"]))
            for p in self.programme["phases"]
        )

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return tuple(_week(week, self.facts) for week in self.programme["weeks"])

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        visits = (visit for week in self.weeks for visit in week.visits)
        return tuple(sorted(visits, key=lambda visit: visit.start))

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        runs = (run for week in self.weeks for run in week.runs)
        return tuple(sorted(runs, key=lambda run: run.start))

    @cached_property
    def offers(self) -> Mapping[str, Offer]:
        only = next(iter(self.places), "")
        return {
            day: Offer(
                offer["minutes"],
                time.fromisoformat(offer.get("start", "18:00")),
                offer.get("place", only),
            )
            for day, offer in self.profile.get("availability", {}).items()
        }

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        places = self.profile.get("places", {})
        kits = {name: frozenset(place["equipment"]) for name, place in places.items()}
        indoors = frozenset({"mat", "wall"})  # where a chair stands there is a floor and a wall
        return {name: kit | indoors if "chair" in kit else kit for name, kit in kits.items()}

    @cached_property
    def level(self) -> str:
        return str(self.profile["athlete"]["lifting_experience"])

    @cached_property
    def asked(self) -> int | None:
        asked: int | None = self.profile.get("preferences", {}).get("sessions_per_week")
        return asked

    @cached_property
    def health(self) -> Mapping[str, Any]:
        health: Mapping[str, Any] = self.profile.get("health", {})
        return health

    @cached_property
    def is_screened(self) -> bool:
        return bool(self.health.get("parq", False))

    @cached_property
    def is_minor(self) -> bool:
        """Under eighteen at the start by the calendar year, the only thing the profile says."""
        return self.age(self.start) < 18

    def age(self, day: date) -> int:
        return day.year - int(self.profile["athlete"]["birth_year"])

    @cached_property
    def races(self) -> tuple[Race, ...]:
        """Races from the start to the end; hours as listed among the runs, else nine o'clock."""
        listed = {run.start.date(): run for run in self.runs if run.kind == "race"}
        found = {}
        for entry in self.profile.get("race", []):
            day, km = entry["date"], float(entry["distance_km"])
            start = datetime.combine(day, RACE_START)
            run = listed.get(day) or Run(
                start, start + timedelta(minutes=MINUTES_PER_KM * km), "race", km
            )
            found[day] = Race(run.start, run.end, km, entry["priority"])
        for day, run in listed.items():
            km = run.km if run.km is not None else run.minutes / MINUTES_PER_KM
            found.setdefault(day, Race(run.start, run.end, km, "C"))
        return tuple(found[day] for day in sorted(found) if self.start <= day <= self.end)

    @cached_property
    def key_starts(self) -> tuple[datetime, ...]:
        keys = {run.start for run in self.runs if run.kind in KEY_RUNS}
        return tuple(sorted(keys | {race.start for race in self.races}))

    @cached_property
    def entry_end(self) -> date:
        """The first day after the entry ramp: 4 weeks, novices 8; a week begun counts whole."""
        weeks = 8 if self.level in ("none", "novice") else 4
        return self.weeks[0].start + timedelta(weeks=weeks)

    @cached_property
    def first_after_race(self) -> frozenset[datetime]:
        """The first session after each race."""
        firsts = (next((v for v in self.visits if v.start > r.start), None) for r in self.races)
        return frozenset(visit.start for visit in firsts if visit is not None)

    @cached_property
    def returns(self) -> tuple[date, ...]:
        """Days on which lifting comes back after fourteen days or more without it."""
        gaps = pairwise(self.visits)
        return tuple(b.day for a, b in gaps if (b.day - a.day).days >= 14)

    def block_of(self, day: date) -> Block | None:
        return next((block for block in self.blocks if block.holds(day)), None)

    def session_limit(self, week: Week) -> int:
        """The most strength days of a week: by phase, asked for, offered."""
        phase = SESSION_LIMITS.get(week.phase, 2)
        if week.phase == "adaptation":
            phase = 3 if self.asked == 3 else 2
        if week.phase == "race-season":
            phase = 2 if self.age(week.end) >= 60 else 1
        return min(phase, self.asked or phase, len(self.offers))

    def session_target(self, week: Week) -> int:
        """The strength days that a plain week must hold: in adaptation the third is free."""
        return min(2, self.session_limit(week))

    def is_near_a_race(self, week: Week) -> bool:
        """Whether a race, or the rest of the legs after one, falls into the week."""
        return any(
            race.day <= week.end and race.day + timedelta(days=race.days_of_rest) >= week.start
            for race in self.races
        )

    def is_plain(self, week: Week) -> bool:
        """A whole training week that nothing cuts short: no light week, race, part of a week."""
        return (
            week.phase in BUILDING
            and not week.is_light
            and self.start <= week.start
            and week.end <= self.end
            and not self.is_near_a_race(week)
        )

    def is_full(self, week: Week) -> bool:
        """A plain week with all sessions of its phase."""
        return self.is_plain(week) and len(week.visits) >= max(1, self.session_target(week))

    def clear_hours(self, visit_start: datetime) -> int:
        """Hours to leave before a key run: 24, and 48 in a new block or after a lay-off.

        Taper and race season bring nothing new: they carry on the stay before them.
        """
        day = visit_start.date()
        block = self.block_of(day)
        while block is not None and block.name in CARRYING_ON and block != self.blocks[0]:
            block = self.block_of(block.start - timedelta(days=1))
        beginnings = (*self.returns, *([] if block is None else [max(block.start, self.start)]))
        return 48 if any(0 <= (day - b).days < 14 for b in beginnings) else 24

    def next_key_start(self, moment: datetime) -> datetime | None:
        return next((start for start in self.key_starts if start >= moment), None)

    def offered_starts(self, week: Week) -> Iterator[datetime]:
        """The moments of a week at which the athlete offers to lift."""
        for number, day in enumerate(DAYS):
            moment = week.start + timedelta(days=number)
            if day in self.offers and self.start <= moment <= self.end:
                yield datetime.combine(moment, self.offers[day].start)

    def is_open(self, start: datetime) -> bool:
        """Whether any lifting could begin here: runs first, A races left alone."""
        if any(0 < (race.day - start.date()).days < 3 for race in self.peaks):
            return False
        if any(race.day == start.date() for race in self.races):
            return False
        return not any(self.run_fault(start, run, is_power_only=False) for run in self.runs)

    def is_open_for_heavy_legs(self, start: datetime) -> bool:
        """Whether heavy legs could be trained here, by hours and races."""
        end = start + timedelta(minutes=self.offers[DAYS[start.weekday()]].minutes)
        key = self.next_key_start(start)
        clear = key is None or hours(end, key) >= self.clear_hours(start)
        rested = not any(0 <= (start.date() - r.day).days <= r.days_of_rest for r in self.races)
        return self.is_open(start) and clear and rested

    @cached_property
    def peaks(self) -> tuple[Race, ...]:
        return tuple(race for race in self.races if race.priority == "A")

    def run_fault(self, start: datetime, run: Run, *, is_power_only: bool) -> str | None:
        """Say what is wrong with lifting at a moment of a day that holds this run."""
        if run.start.date() != start.date():
            return None
        gap = hours(run.end, start)
        may_follow = self.profile.get("preferences", {}).get("back_to_back_after_easy", False)
        if run.kind == "easy" and may_follow and gap >= 0:
            return None
        least = 3 if is_power_only else 6
        return None if gap >= least else f"{gap:.1f} h after the {run.kind} run, not {least}"

    def is_possible(self, needed: Callable[[Fact], bool]) -> bool:
        """Whether an exercise of some kind exists for what stands where lifting is offered."""
        places = {offer.place for offer in self.offers.values()}
        return any(
            needed(fact) and id_ not in self.health.get("dislikes", ())
            for place in places
            for id_, fact in self.facts.items()
            if fact.equipment <= self.places.get(place, frozenset())
        )


def hours(earlier: datetime, later: datetime) -> float:
    return (later - earlier) / timedelta(hours=1)


def _moment(entry: Mapping[str, Any]) -> datetime:
    return datetime.combine(date.fromisoformat(entry["date"]), time.fromisoformat(entry["start"]))


def _week(entry: Mapping[str, Any], facts: Mapping[str, Fact]) -> Week:
    return Week(
        date.fromisoformat(entry["start"]),
        entry["phase"],
        entry["light"],
        tuple(_run(run) for run in entry["runs"]),
        tuple(_visit(session, facts) for session in entry["sessions"]),
    )


def _run(entry: Mapping[str, Any]) -> Run:
    start = _moment(entry)
    end = start + timedelta(minutes=entry["minutes"])
    return Run(start, end, entry["kind"], entry.get("distance_km"))


def _visit(entry: Mapping[str, Any], facts: Mapping[str, Fact]) -> Visit:
    lines = tuple(_line(line, facts) for line in entry["exercises"])
    return Visit(_moment(entry), entry["minutes"], entry["place"], lines, tuple(entry["reasons"]))


def _line(entry: Mapping[str, Any], facts: Mapping[str, Fact]) -> Line:
    reps = entry.get("reps")
    low, high = (reps, reps) if reps is None or isinstance(reps, int) else reps
    load = entry.get("load") or {}
    return Line(
        exercise=entry["exercise"],
        fact=facts.get(entry["exercise"], Fact(pattern="unknown")),
        role=entry["role"],
        sets=entry["sets"],
        low=low,
        high=high,
        seconds=entry.get("seconds"),
        metres=entry.get("metres"),
        hold_s=entry.get("hold_s") or 0,
        per_side=entry["per_side"],
        kg=load.get("kg"),
        percent=load.get("percent_1rm"),
        rir=load.get("rir"),
        rest_s=entry["rest_s"],
        contacts=entry["contacts"],
        is_barefoot=entry.get("barefoot", False),
        reasons=tuple(entry["reasons"]),
    )


Rule = Callable[[Case], Iterator[str]]
RULES: Final[list[tuple[str, Rule]]] = []


def rule(id_: str) -> Callable[[Rule], Rule]:
    """Enter a reading of a rule under the rule's id."""

    def enter(reading: Rule) -> Rule:
        RULES.append((id_, reading))
        return reading

    return enter


def lines_of(case: Case) -> Iterator[tuple[Visit, Line]]:
    return ((visit, line) for visit in case.visits for line in visit.lines)


def load_of(line: Line) -> str:
    reps = "no reps" if line.low is None else f"{line.low}-{line.high} reps"
    percent = "" if line.percent is None else f", {line.percent:g} %"
    return f"{reps}, RIR {'-' if line.rir is None else f'{line.rir:g}'}{percent}"


def wants_heavy(case: Case, week: Week) -> bool:
    is_held_back = case.is_screened or case.is_minor
    return week.phase in HEAVY_PHASES and week.start >= case.entry_end and not is_held_back
