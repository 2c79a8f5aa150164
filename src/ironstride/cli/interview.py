"""The interview: every question of a profile, why it is asked, and the answers as an Athlete."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import typer

from ironstride.cli.clock import today
from ironstride.cli.questions import (
    ask,
    day,
    hour,
    known,
    number,
    optional,
    several,
    whole,
    word,
    yes,
)
from ironstride.core.athlete import (
    Athlete,
    Concern,
    HabitualRun,
    Health,
    KnownSet,
    LiftingExperience,
    Offer,
    Preferences,
    Sex,
)
from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.run import Race, RacePriority, RunKind
from ironstride.core.spelling import did_you_mean
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms, MassUnit, Reps
from ironstride.formats.faults import Span, spoken_list
from ironstride.formats.profile_terms import (
    BIRTH_YEAR,
    COMPLAINTS,
    DEFAULT_START,
    HABIT_KINDS,
    HEIGHT_CM,
    LIFT_KG,
    LIFT_LB,
    LIFT_REPS,
    LIFT_RIR,
    MASS_KG,
    OFFER_MINUTES,
    RACE_KM,
    RACE_YEARS,
    RUN_MINUTES,
    SESSIONS,
    complaint,
    complaint_fault,
    concern,
    concern_fault,
    place_name_fault,
)
from ironstride.planning.season.refer import ADULT, REFERRALS

MASS_LB: Final = Span(least=56, most=551, unit="lb", under="too light", over="too heavy")
RACE_WORDS: Final = {"half": 21.1, "half marathon": 21.1, "marathon": 42.2}


@dataclass(frozen=True, slots=True)
class Preset:
    """A usual place: what it is called in the interview and what stands there."""

    words: str
    equipment: tuple[str, ...]


AT_HOME: Final = ("mat", "wall", "chair", "step", "towel")
PRESETS: Final = {
    "1": Preset(
        "a full gym: barbells, dumbbells, cables, machines",
        (
            *("mat", "wall", "chair", "step", "box", "bench", "towel", "dowel", "foam-roller"),
            *("band-loop", "band-long", "dumbbell", "kettlebell", "barbell", "plate"),
            *("trap-bar", "cable", "pull-up-bar", "med-ball", "swiss-ball", "jump-rope"),
            *("machine-leg-press", "machine-leg-extension", "machine-leg-curl"),
            *("machine-calf", "machine-back-extension"),
        ),
    ),
    "2": Preset(
        "dumbbells at home, with a bench, bands and a mat",
        (*AT_HOME, "bench", "band-loop", "band-long", "dumbbell"),
    ),
    "3": Preset("bands and a mat", (*AT_HOME, "band-loop", "band-long")),
    "4": Preset("nothing but a floor, a wall, a chair, a stair and a towel", AT_HOME),
}

SCREEN: Final = (
    "Has a doctor ever told you that you have a heart condition or high blood pressure?",
    "Does your chest hurt at rest, in daily life or when you exert yourself?",
    "In the last twelve months, have you fainted, or lost your balance from dizziness?",
    "Has any other lasting illness been found in you (not of heart or blood pressure)?",
    "Do you take prescribed medicine for a lasting illness?",
    "In the last twelve months, any bone, joint or tendon trouble that activity can worsen?",
    "Has a doctor ever said that you should only train under medical supervision?",
)
SCREEN_KEPT: Final = """
A yes keeps this screen in place: your programme holds nothing heavy and no jumps until a
doctor has cleared you. Light and moderate work stays. The profile remembers it as
parq = true; once you are cleared, change that to false and plan again.
"""

SEEN_FIRST: Final = {1: Concern.CHEST_PAIN, 2: Concern.FAINTING}  # by a yes in the screen
SEEN_FIRST_KEPT: Final = """
Until then no programme is made. The profile remembers it as needs_clearance; take it out
there once it is over or you are cleared, and plan again.
"""


def interview(catalogue: Catalogue) -> Athlete:
    """Ask everything; Enter skips what is optional and takes the default in brackets."""
    typer.echo("A profile in about three minutes. Enter takes what stands in brackets,\nor skips.")
    _heading("You")
    units = ask("Do you think in kg or lb?", word(MassUnit), default="kg")
    birth_year = ask(
        "In which year were you born?",
        whole(BIRTH_YEAR),
        why="under eighteen and from sixty on the programme is built differently",
    )
    sex = ask("Female or male?", optional(word(Sex)), why="only for comparison; Enter skips")
    mass, height = _mass(units), ask("How tall are you? [cm]", optional(number(HEIGHT_CM)))
    experience = _experience()
    places = _places(catalogue)
    offers = _offers(places)
    sessions = _sessions()
    habit, back_to_back = _running()
    races = tuple(sorted(_races(), key=lambda race: race.day))
    lifts = dict(_lifts(catalogue, units))
    return Athlete(
        birth_year=birth_year,
        lifting_experience=experience,
        offers=offers,
        places=places,
        sex=sex,
        mass=mass,
        height_cm=height,
        units=units,
        races=races,
        habit=habit,
        lifts=lifts,
        health=_health(catalogue, is_minor=today().year - birth_year < ADULT),
        preferences=Preferences(sessions_per_week=sessions, back_to_back_after_easy=back_to_back),
    )


def _heading(title: str) -> None:
    typer.echo(f"\n{title}")


def _mass(units: MassUnit) -> Kilograms | None:
    span = MASS_KG if units is MassUnit.KG else MASS_LB
    answer = ask(f"How heavy are you? [{units}]", optional(number(span)))
    if answer is None:
        return None
    return Kilograms(answer if units is MassUnit.KG else answer * POUND_IN_KG)


def _experience() -> LiftingExperience:
    _heading("Lifting")
    typer.echo(
        "  none: never, or not for a year     novice: regularly, under six months\n"
        "  intermediate: up to two years      advanced: longer"
    )
    return ask("How much have you lifted?", word(LiftingExperience), default="none")


def _places(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    _heading("Where you train (a session uses only what stands there)")
    for key, preset in PRESETS.items():
        typer.echo(f"  {key}  {preset.words}")
    places: dict[str, frozenset[str]] = {}
    name: str | None = ask("What do you call the place?", _place_name, default="home")
    while name is not None:
        places[name] = ask(
            f"What is there at {name}? A number, or names with commas",
            lambda text: _equipment(text, catalogue),
            default="4",
        )
        name = ask("Another place? Its name, or Enter", optional(_place_name))
    return places


def _place_name(text: str) -> str:
    fault = place_name_fault(text)
    if fault is not None:
        raise ValueError(fault)
    return text


def _equipment(text: str, catalogue: Catalogue) -> frozenset[str]:
    if text in PRESETS:
        return frozenset(PRESETS[text].equipment)
    if text.isdigit():
        raise ValueError(f"{text} is not on the list; give {spoken_list(PRESETS)}, or names")
    return frozenset(several(known("equipment", catalogue.equipment))(text))


def _offers(places: dict[str, frozenset[str]]) -> dict[Weekday, Offer]:
    _heading("When you can lift (more days give more room around your runs)")
    days = ask("On which days?", several(word(Weekday)), default="tuesday, friday")
    return {day: _offer(day, places) for day in sorted(set(days), key=lambda day: day.number)}


def _offer(weekday: Weekday, places: dict[str, frozenset[str]]) -> Offer:
    name = weekday.capitalize()
    minutes = ask(f"{name}: how many minutes?", whole(OFFER_MINUTES), default="60")
    start = ask(f"{name}: from when?", hour, default=f"{DEFAULT_START:%H:%M}")
    place = next(iter(places))
    if len(places) > 1:
        question = f"{name}: where? {spoken_list(places)}"
        place = ask(question, known("place", places), default=place)
    return Offer(minutes, start, place)


def _sessions() -> int | None:
    return ask(
        "How many strength sessions a week? 1 to 3",
        optional(whole(SESSIONS)),
        why="Enter lets the season decide, usually two; you get no more than you ask for",
    )


def _running() -> tuple[tuple[HabitualRun, ...] | None, bool]:
    _heading("Your running")
    typer.echo(
        "  Your week is read from your watch's files. If you have none, or it is about to\n"
        "  change, tell it here: a day, Enter when there are no more."
    )
    runs = tuple(_runs())
    back_to_back = ask(
        "May lifting follow right after an easy run?",
        yes,
        default="no",
        why="otherwise it waits six hours",
    )
    return runs or None, back_to_back


def _runs() -> Iterator[HabitualRun]:
    while (weekday := ask("A run every", optional(word(Weekday)))) is not None:
        name = weekday.capitalize()
        kind = ask(f"{name}: easy, quality or long?", _run_kind, default="easy")
        start = ask(f"{name}: at what hour?", hour, default=f"{DEFAULT_START:%H:%M}")
        minutes = ask(f"{name}: how many minutes?", whole(RUN_MINUTES), default="45")
        yield HabitualRun(day=weekday, kind=kind, start=start, minutes=minutes)


def _run_kind(text: str) -> RunKind:
    return HABIT_KINDS[known("kind of run", HABIT_KINDS)(text)]


def _races() -> Iterator[Race]:
    _heading("Races ahead (the season is counted back from them)")
    taken = set()
    question = "On which day? As 2027-03-14, Enter when there are no more"
    while (race_day := ask(question, optional(day))) is not None:
        fault = RACE_YEARS.fault(race_day.year)
        if race_day in taken or fault is not None:
            typer.echo(f"  {fault or 'that day has a race already'}")
            continue
        taken.add(race_day)
        distance = ask("How long? Kilometres, half or marathon", _distance)
        priority = ask(
            "A, B or C?",
            word(RacePriority),
            default="A",
            why="A is trained for, B is eased into, C is run in training",
        )
        name = ask("What is it called?", optional(_place_name)) or ""
        yield Race(day=race_day, distance_km=distance, priority=priority, name=name)


def _distance(text: str) -> float:
    named = RACE_WORDS.get(text.lower())
    return number(RACE_KM)(text.lower().removesuffix("km").strip()) if named is None else named


def _lifts(catalogue: Catalogue, units: MassUnit) -> Iterator[tuple[str, KnownSet]]:
    _heading("Lifts you know (a recent honest set; without it you will find the weight as you go)")
    span = LIFT_KG if units is MassUnit.KG else LIFT_LB
    question = "Which lift? As back-squat, Enter when there are no more"
    while lift := ask(question, optional(lambda text: _exercise(text, catalogue))):
        load = ask(f"{lift}: how heavy? [{units}]", number(span))
        reps = ask(f"{lift}: how many repetitions?", whole(LIFT_REPS))
        rir = ask(f"{lift}: how many more could you have done?", number(LIFT_RIR), default="2")
        in_kg = Kilograms(load if units is MassUnit.KG else load * POUND_IN_KG)
        yield lift, KnownSet(in_kg, Reps(reps), RIR(rir))


def _exercise(text: str, catalogue: Catalogue) -> str:
    """Find an exercise by its id, its name or another name that it goes by."""
    names = {
        name.lower(): exercise.id
        for exercise in catalogue.exercises.values()
        for name in (*exercise.aliases, exercise.name, exercise.id)
    }
    if text.lower() not in names:
        raise ValueError(f'no exercise is called "{text}"{did_you_mean(text, names)}')
    return names[text.lower()]


def _health(catalogue: Catalogue, *, is_minor: bool) -> Health:
    _heading("Health")
    complaints = ask(
        f"Does anything hurt? {', '.join(COMPLAINTS)}",
        several(_complaint),
        why="so that the programme can spare it; Enter if nothing does",
    )
    dislikes = ask("Exercises you will not do?", several(lambda text: _exercise(text, catalogue)))
    typer.echo("\nSeven questions that every adult answers before training (PAR-Q+): yes or no.")
    answers = [ask(question, yes) for question in SCREEN]
    if any(answers):
        typer.echo(SCREEN_KEPT)
    known = frozenset(one for n, one in SEEN_FIRST.items() if answers[n])
    return Health(
        parq_yes=any(answers),
        needs_clearance=_concerns(known),
        supervised=is_minor and _is_supervised(),
        complaints=frozenset(complaints),
        dislikes=frozenset(dislikes),
    )


def _concerns(known: frozenset[Concern]) -> frozenset[Concern]:
    """Ask what has to be seen before anything is planned, and say whom to see."""
    typer.echo("\nSome things somebody has to look at before any training:")
    for one in Concern:
        if one not in known:
            typer.echo(f"  {one:<14} {_wrapped(REFERRALS[one].what)}")
    found = ask("Does one of these hold now? Words with commas, Enter if not", several(_concern))
    held = known | frozenset(found)
    typer.echo("")
    for one in sorted(held, key=list(Concern).index):
        typer.echo(f"  {one:<14} {_wrapped(REFERRALS[one].see)}")
    if held:
        typer.echo(SEEN_FIRST_KEPT)
    return held


def _wrapped(text: str) -> str:
    column = " " * 17
    return textwrap.fill(text, width=80, initial_indent=column, subsequent_indent=column).lstrip()


def _concern(text: str) -> Concern:
    found = concern(text)
    if found is None:
        raise ValueError(concern_fault(text))
    return found


def _is_supervised() -> bool:
    return ask(
        "Under eighteen: is an adult who knows the lifts beside you when you lift?",
        yes,
        why="without one nothing is planned; with one, lifts stay lighter than an adult's",
    )


def _complaint(text: str) -> str:
    part = complaint(text)
    if part is None:
        raise ValueError(complaint_fault(text))
    return part
