"""Programmes for tests: a season as a coach would write it, and any programme at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from ironstride.core.athlete import LiftingExperience
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import (
    Category,
    Degree,
    Exercise,
    KneePhase,
    Laterality,
    LoadType,
    Pattern,
    RepRange,
)
from ironstride.core.policy import Policy
from ironstride.core.programme import (
    Caution,
    Collision,
    Load,
    NoProgramme,
    Phase,
    PhaseName,
    Prescription,
    Programme,
    Role,
    Session,
    Subject,
    Tier,
    TierValue,
    Week,
)
from ironstride.core.reason import Citation, Rule, RuleGrade, RuleKind, Verification
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.core.units import Kilograms, MassUnit

# The catalogue ---------------------------------------------------------------------------

EXERCISES = {
    "glute-bridge": ("Glute bridge", LoadType.BODYWEIGHT, "Tuck, then lift; heels push the floor"),
    "leg-swing-sagittal": ("Leg swing front to back", LoadType.BODYWEIGHT, "A loose leg"),
    "banded-side-step": ("Banded side step", LoadType.BAND, "Toes forward; level hips"),
    "short-foot-standing": ("Short foot, standing", LoadType.BODYWEIGHT, "Draw the arch up"),
    "back-squat": (
        "Barbell back squat",
        LoadType.BARBELL,
        "Brace before every rep; knees track toes",
    ),
    "romanian-deadlift": (
        "Barbell Romanian deadlift",
        LoadType.BARBELL,
        "Bar slides down the thighs",
    ),
    "split-squat-db": (
        "Dumbbell split squat",
        LoadType.DUMBBELL,
        "Arms long, ribs down; even pace",
    ),
    "step-up-db": ("Dumbbell step-up", LoadType.DUMBBELL, "All work in the top leg; pause on top"),
    "seated-calf-raise": (
        "Seated calf raise",
        LoadType.DUMBBELL,
        "Full height; three seconds down",
    ),
    "single-leg-calf-raise-step": (
        "Single-leg calf raise on step",
        LoadType.BODYWEIGHT,
        "Full stretch",
    ),
    "push-up": ("Push-up", LoadType.BODYWEIGHT, "Body in one line; chest to the floor"),
    "one-arm-row": (
        "One-arm dumbbell row",
        LoadType.DUMBBELL,
        "Elbow to the hip; square shoulders",
    ),
    "side-plank": ("Side plank", LoadType.TIME, "One straight line; breathe easily"),
    "dead-bug": ("Dead bug", LoadType.BODYWEIGHT, "Low back heavy; exhale as they reach"),
    "suitcase-carry": ("Suitcase carry", LoadType.KETTLEBELL, "Walk as if it weighed nothing"),
    "pogo-bilateral": (
        "Two-leg pogo in place",
        LoadType.CONTACTS,
        "Stiff ankles; bounce like a ball",
    ),
    "countermovement-jump": ("Countermovement jump", LoadType.CONTACTS, "Dip quickly, jump higher"),
    "hip-flexor-half-kneeling": (
        "Half-kneeling hip flexor stretch",
        LoadType.TIME,
        "Tuck the tail",
    ),
}


def _exercise(id_: str, name: str, load_type: LoadType, cues: str) -> Exercise:
    return Exercise(
        id=id_,
        name=name,
        aliases=(),
        category=Category.STRENGTH,
        pattern=Pattern.SQUAT,
        laterality=Laterality.BILATERAL,
        plane="sagittal",
        primary_muscles=("quadriceps",),
        secondary_muscles=(),
        equipment=frozenset({"none"}),
        load_type=load_type,
        skill=1,
        knee_phase=KneePhase.ACTIVATION,
        progression_of=None,
        regressions=(),
        spinal_load=Degree.LOW,
        has_torsion=False,
        is_barefoot_ok=True,
        doses={},
        contacts_per_rep=int(load_type is LoadType.CONTACTS),
        knee_flexion_deg=None,
        patellofemoral_stress=Degree.LOW,
        patellofemoral_source="",
        patellofemoral_peak_bw=None,
        cues=tuple(cues.split("; ")),
        errors=("Hurrying the way down", "Holding the breath"),
        fit=None,
    )


CATALOGUE = Catalogue(
    exercises={id_: _exercise(id_, *facts) for id_, facts in EXERCISES.items()},
    programmes={},
    rules={},
    sources={},
    equipment={"none": "nothing"},
    policy=cast("Policy", None),  # no format reads it
)

# Rules and sources -----------------------------------------------------------------------

SOURCES = {
    "balsalobre_2016": Citation(
        text="Balsalobre-Fernández C, Santos-Concejero J, Grivas GV. Effects of strength training on "
        "running economy in highly trained runners. J Strength Cond Res 2016.",
        url="https://doi.org/10.1519/JSC.0000000000001316",
        verification=Verification.VERIFIED,
    ),
    "doma_deakin_2013": Citation(
        text="Doma K, Deakin GB. The effects of strength training and endurance training order on "
        "running economy and performance. Appl Physiol Nutr Metab 2013.",
        url="https://doi.org/10.1139/apnm-2012-0362",
        verification=Verification.VERIFIED,
    ),
    "nsca_plyo_contacts": Citation(
        text="Foot contacts by level, as handed on from a coaching manual.",
        url=None,
        verification=Verification.SECONDARY,
    ),
    "bosquet_2007": Citation(
        text="Bosquet L et al. Effects of tapering on performance. Med Sci Sports Exerc 2007.",
        url="https://doi.org/10.1249/mss.0b013e31806010e0",
        verification=Verification.RECALLED,
    ),
}


def _rule(  # noqa: PLR0913, PLR0917  # a row of the table below
    id_: str, kind: RuleKind, grade: RuleGrade, sentence: str, sources: str = "", note: str = ""
) -> Rule:
    return Rule(
        id=id_, kind=kind, grade=grade, sentence=sentence, sources=tuple(sources.split()), note=note
    )


HARD, WISH = RuleKind.HARD, RuleKind.WISH
RULES = {
    rule.id: rule
    for rule in (
        _rule(
            "sessions-per-week",
            HARD,
            RuleGrade.REVIEW,
            "You lift twice a week while strength is built and once a week while you race, never "
            "on more days than you offer.",
            "balsalobre_2016",
        ),
        _rule(
            "entry-ramp",
            HARD,
            RuleGrade.TRIAL,
            "The first weeks stay moderate, with three or four repetitions left in every set.",
            "balsalobre_2016",
        ),
        _rule(
            "heavy-main-lifts",
            HARD,
            RuleGrade.REVIEW,
            "After the first weeks the two or three main lifts are heavy: few repetitions, long rests.",
            "balsalobre_2016",
            "In the fastest runners lighter work helped as well.",
        ),
        _rule(
            "clear-of-key-runs",
            HARD,
            RuleGrade.TRIAL,
            "Heavy legs and jumps keep a day clear of the next key run.",
            "doma_deakin_2013",
            "The trials measured tired legs; how many hours to leave is inferred from them.",
        ),
        _rule(
            "contact-caps",
            HARD,
            RuleGrade.SECONDARY,
            "Foot contacts of a jump session stay under a cap for your level and rise gently.",
            "nsca_plyo_contacts",
        ),
        _rule(
            "light-weeks",
            HARD,
            RuleGrade.CONVENTION,
            "At the latest after six loading weeks comes a light one, with about half the sets.",
        ),
        _rule(
            "taper",
            HARD,
            RuleGrade.RECALLED,
            "In the two weeks before your main race the sets go down and the load stays.",
            "bosquet_2007",
        ),
        _rule(
            "one-leg-work",
            WISH,
            RuleGrade.CHOICE,
            "One main lift a week is done on one leg at a time.",
        ),
        _rule(
            "longest-run",
            RuleKind.WARNING,
            RuleGrade.CHOICE,
            "A run much longer than any of the last thirty days is pointed out.",
        ),
    )
}

# The season ------------------------------------------------------------------------------

START = date(2026, 11, 23)
WEEKS = (
    *((PhaseName.ADAPTATION, n == 3) for n in range(4)),
    *((PhaseName.MAX_STRENGTH, n == 5) for n in range(6)),
    *((PhaseName.POWER, False) for _ in range(4)),
    *((PhaseName.TAPER, False) for _ in range(2)),
)


def prescription(exercise: str, role: Role, sets: int, **more: object) -> Prescription:
    """Write a prescription shortly; `reps` may be one number."""
    reps = more.get("reps")
    if isinstance(reps, int):
        more["reps"] = RepRange(reps, reps)
    return Prescription(exercise=exercise, role=role, sets=sets, **more)  # type: ignore[arg-type]  # a test's shorthand


def _warm_up() -> Iterable[Prescription]:
    yield prescription("leg-swing-sagittal", Role.WARM_UP, 1, reps=10, per_side=True)
    yield prescription("banded-side-step", Role.ACTIVATION, 2, reps=12, per_side=True, rest_s=30)
    yield prescription("short-foot-standing", Role.ACTIVATION, 2, reps=10, hold_s=5, per_side=True)


def _squat(phase: PhaseName, sets: int, week: int) -> Iterable[Prescription]:
    if phase is PhaseName.ADAPTATION:
        yield prescription(
            "back-squat",
            Role.MAIN,
            sets,
            reps=RepRange(8, 12),
            load=Load(kg=Kilograms(55), percent_1rm=60, rir=3),
            rest_s=90,
            reasons=("entry-ramp",),
        )
        return
    kg = 75 + 2.5 * (week - 4)
    for share, reps in ((0.5, 6), (0.7, 4), (0.85, 2)):
        ramp = Load(kg=Kilograms(round(share * kg / 2.5) * 2.5))
        yield prescription("back-squat", Role.WARM_UP, 1, reps=reps, load=ramp, rest_s=60)
    yield prescription(
        "back-squat",
        Role.MAIN,
        sets,
        reps=5 if phase is PhaseName.MAX_STRENGTH else 3,
        load=Load(kg=Kilograms(kg), percent_1rm=83, rir=2),
        rest_s=180,
        reasons=("heavy-main-lifts",),
    )


def _first_session(phase: PhaseName, sets: int, week: int) -> tuple[Prescription, ...]:
    jumps = (
        prescription(
            "pogo-bilateral",
            Role.MAIN,
            3,
            reps=20,
            rest_s=90,
            contacts=60,
            reasons=("contact-caps",),
        ),
    )
    return (
        *_warm_up(),
        *(jumps if phase is PhaseName.POWER else ()),
        *_squat(phase, sets, week),
        prescription(
            "romanian-deadlift",
            Role.MAIN,
            sets,
            reps=RepRange(8, 10),
            load=Load(rir=3),
            rest_s=120,
            reasons=("entry-ramp",),
        ),
        prescription(
            "single-leg-calf-raise-step",
            Role.ACCESSORY,
            sets,
            reps=RepRange(10, 12),
            per_side=True,
            load=Load(rir=3),
            rest_s=60,
        ),
        prescription(
            "push-up", Role.ACCESSORY, 2, reps=RepRange(8, 12), load=Load(rir=3), rest_s=60
        ),
        prescription("side-plank", Role.ACCESSORY, 2, seconds=30, per_side=True, rest_s=30),
        prescription("hip-flexor-half-kneeling", Role.STRETCH, 2, seconds=30, per_side=True),
    )


def _second_session(phase: PhaseName, sets: int) -> tuple[Prescription, ...]:
    heavy = phase is not PhaseName.ADAPTATION
    return (
        prescription("glute-bridge", Role.WARM_UP, 2, reps=12, rest_s=30),
        prescription(
            "split-squat-db",
            Role.MAIN,
            sets,
            reps=6 if heavy else RepRange(8, 12),
            per_side=True,
            load=Load(percent_1rm=80, rir=2) if heavy else Load(rir=3),
            rest_s=150 if heavy else 90,
            reasons=("one-leg-work", "heavy-main-lifts") if heavy else ("entry-ramp",),
        ),
        prescription(
            "step-up-db",
            Role.MAIN,
            sets,
            reps=RepRange(8, 10),
            per_side=True,
            load=Load(rir=3),
            rest_s=90,
        ),
        prescription(
            "seated-calf-raise",
            Role.ACCESSORY,
            sets,
            reps=RepRange(8, 12),
            load=Load(rir=3),
            rest_s=60,
        ),
        prescription(
            "one-arm-row", Role.ACCESSORY, 2, reps=10, per_side=True, load=Load(rir=3), rest_s=60
        ),
        prescription("dead-bug", Role.ACCESSORY, 2, reps=RepRange(10, 12), rest_s=45),
        prescription(
            "suitcase-carry",
            Role.ACCESSORY,
            2,
            metres=40,
            per_side=True,
            load=Load(kg=Kilograms(16)),
            rest_s=60,
        ),
    )


def _runs(start: date, week: int) -> tuple[PlannedRun, ...]:
    def on(day: int, clock: time, minutes: int, kind: RunKind, km: float | None) -> PlannedRun:
        moment = datetime.combine(start + timedelta(days=day), clock)
        return PlannedRun(start=moment, minutes=minutes, kind=kind, distance_km=km)

    ordinary = (
        on(1, time(18), 60, RunKind.QUALITY, 12),
        on(3, time(7), 45, RunKind.EASY, 8.5),
        on(5, time(8), 40, RunKind.EASY, None),
    )
    if week == 15:
        return (*ordinary[:2], on(6, time(10), 95, RunKind.RACE, 21.0975))
    return (*ordinary, on(6, time(9), 90 + 5 * (week % 4), RunKind.LONG, 16 + week % 4))


def _week(number: int, phase: PhaseName, *, light: bool) -> Week:
    start = START + timedelta(weeks=number)
    sets = 2 if light or phase is PhaseName.TAPER else 3
    monday = Session(
        start=datetime.combine(start, time(18, 30)),
        minutes=55 if sets == 3 else 40,
        intent="heavy legs and trunk" if phase is not PhaseName.ADAPTATION else "first strength",
        place="Gym am Berg",
        reasons=("sessions-per-week", "clear-of-key-runs", *(["light-weeks"] if light else [])),
        exercises=_first_session(phase, sets, number),
    )
    thursday = Session(
        start=datetime.combine(start + timedelta(days=3), time(17)),
        minutes=45,
        intent="one-leg strength",
        place="home",
        reasons=("sessions-per-week", "clear-of-key-runs"),
        exercises=_second_session(phase, sets),
    )
    both = (monday, thursday) if phase is not PhaseName.TAPER else (monday,)
    return Week(start=start, phase=phase, is_light=light, runs=_runs(start, number), sessions=both)


def _phases(weeks: Iterable[Week]) -> tuple[Phase, ...]:
    phases: dict[PhaseName, Phase] = {}
    for week in weeks:
        first = phases.get(week.phase, Phase(name=week.phase, start=week.start, end=week.end))
        phases[week.phase] = replace(first, end=week.end)
    return tuple(phases.values())


def season(units: MassUnit = MassUnit.KG) -> Programme:
    """Sixteen weeks to a half marathon, with a 10 km race on the way."""
    weeks = tuple(_week(n, phase, light=light) for n, (phase, light) in enumerate(WEEKS))
    return Programme(
        athlete=Subject(
            birth_year=1986,
            lifting_experience=LiftingExperience.INTERMEDIATE,
            units=units,
            races=(
                Race(day=date(2027, 1, 24), distance_km=10, priority=RacePriority.B),
                Race(
                    day=date(2027, 3, 14),
                    distance_km=21.0975,
                    priority=RacePriority.A,
                    name='Half of the "Old Forest"',
                ),
            ),
        ),
        start=START,
        end=weeks[-1].end,
        seed=7,
        phases=_phases(weeks),
        weeks=weeks,
        rules=RULES,
        sources=SOURCES,
        warnings=(
            Caution(
                "longest-run",
                "Your long run of 13 December is a tenth longer than any run of the last thirty "
                "days. Take it easily, or shorten it by ten minutes.",
            ),
        ),
        certificate=(
            TierValue(tier=Tier.SESSIONS, value=0, bound=0),
            TierValue(tier=Tier.DOSE, value=14, bound=12),
            TierValue(tier=Tier.TASTE, value=30, bound=None),
        ),
    )


NO_PROGRAMME = NoProgramme(
    (
        Collision(
            rules=("sessions-per-week", "clear-of-key-runs"),
            message="Tuesday is the only day you offer, and on Wednesday morning you run fast.",
            relax=("Offer Monday or Friday as well", "Move the fast run to Thursday"),
        ),
        Collision(rules=(), message="At <home> there is nothing to pull on.", relax=()),
    )
)

# Anything at all -------------------------------------------------------------------------

words = st.text(max_size=12) | st.sampled_from(
    ['"', "Müller’s gym, 2nd floor", "a: b [3]", "  two  spaces ", "Note: x", "\x1b[31m", "健身房"]
)
ids = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True) | words
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
moments = st.builds(
    lambda day, minutes: datetime.combine(day, time()) + timedelta(minutes=minutes),
    days,
    st.integers(0, 24 * 60 - 1),
)
kilometres = st.floats(0.1, 1_000, allow_nan=False)
counts = st.integers(1, 500)


Value = TypeVar("Value")


def maybe(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value | None]:
    """Give a value, or none."""
    return st.none() | values


def tuples_of(
    values: st.SearchStrategy[Value], at_most: int = 2
) -> st.SearchStrategy[tuple[Value, ...]]:
    """Give a few values."""
    return st.lists(values, max_size=at_most).map(tuple)


rep_ranges = st.tuples(counts, counts).map(lambda ends: RepRange(min(ends), max(ends)))
amounts = st.one_of(
    st.fixed_dictionaries({"reps": rep_ranges}),
    st.fixed_dictionaries({"seconds": st.integers(1, 3_600)}),
    st.fixed_dictionaries({"metres": st.integers(1, 10_000)}),
)
masses = st.floats(0, 999, allow_nan=False).map(Kilograms)
loads = st.builds(
    Load, kg=maybe(masses), percent_1rm=maybe(st.integers(0, 100)), rir=maybe(st.integers(0, 10))
)
runs = st.builds(
    PlannedRun,
    start=moments,
    minutes=st.integers(1, 3_000),
    kind=st.sampled_from(RunKind),
    distance_km=maybe(kilometres),
    how=st.just("") | words,
)
races = st.builds(
    Race, day=days, distance_km=kilometres, priority=st.sampled_from(RacePriority), name=words
)
subjects = st.builds(
    Subject,
    birth_year=st.integers(1900, 2020),
    lifting_experience=st.sampled_from(LiftingExperience),
    units=st.sampled_from(MassUnit),
    races=tuples_of(races),
)
citations = st.builds(
    Citation, text=words, url=maybe(words), verification=st.sampled_from(Verification)
)


def _rules(sources: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Rule]:
    rule = st.builds(
        Rule,
        id=ids,
        kind=st.sampled_from(RuleKind),
        sentence=words,
        grade=st.just(RuleGrade.CHOICE),
        sources=sources,
        background=tuples_of(ids),
        numbers=tuples_of(ids),
        note=words,
    )
    return st.builds(
        lambda rule, grade: replace(rule, grade=grade) if rule.sources else rule,
        rule,
        st.sampled_from(RuleGrade),
    )


def _prescription(amount: dict[str, Any], leaves: int | None, **more: Any) -> Prescription:
    """Let only what is counted in repetitions end in a test."""
    return Prescription(**amount, **more, test_leaves=leaves if "reps" in amount else None)


def prescriptions(reasons: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Prescription]:
    """Give any prescription that a programme may hold."""
    return st.builds(
        _prescription,
        amounts,
        leaves=maybe(st.integers(1, 10)),
        exercise=st.sampled_from(list(EXERCISES)) | ids,
        role=st.sampled_from(Role),
        sets=st.integers(1, 20),
        hold_s=maybe(st.integers(1, 600)),
        per_side=st.booleans(),
        load=loads,
        rest_s=st.integers(0, 600),
        contacts=st.integers(0, 200),
        reasons=reasons,
    )


def _sessions(reasons: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Session]:
    return st.builds(
        Session,
        start=moments,
        minutes=st.integers(1, 600),
        intent=words,
        place=words,
        reasons=reasons,
        exercises=tuples_of(prescriptions(reasons), at_most=3),
    )


def some_of(known: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Give a few of the known ids."""
    ids_ = sorted(known)
    return tuples_of(st.sampled_from(ids_)) if ids_ else st.just(())


tier_values = st.builds(
    TierValue,
    tier=st.sampled_from(Tier),
    value=st.integers(0, 10_000),
    bound=st.none() | st.integers(0, 10_000),
)


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Give any programme whose reasons and sources are all there, sensible or not."""
    sources = draw(st.dictionaries(ids, citations, max_size=2))
    rules = {rule.id: rule for rule in draw(st.lists(_rules(some_of(sources)), max_size=3))}
    week = st.builds(
        Week,
        start=days,
        phase=st.sampled_from(PhaseName),
        is_light=st.booleans(),
        runs=tuples_of(runs),
        sessions=tuples_of(_sessions(some_of(rules))),
    )
    caution = st.builds(Caution, st.sampled_from(sorted(rules) or [""]), words)
    return Programme(
        athlete=draw(subjects),
        start=draw(days),
        end=draw(days),
        seed=draw(st.integers(0, 999_999_999_999)),
        phases=draw(
            tuples_of(st.builds(Phase, name=st.sampled_from(PhaseName), start=days, end=days))
        ),
        weeks=draw(tuples_of(week)),
        rules=rules,
        sources=sources,
        warnings=draw(tuples_of(caution)) if rules else (),
        certificate=draw(tuples_of(tier_values)),
    )


collisions = st.builds(Collision, rules=tuples_of(ids), message=words, relax=tuples_of(words))
no_programmes = st.builds(NoProgramme, tuples_of(collisions))
