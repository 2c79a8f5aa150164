"""The interview in the terminal: one question after another, and the answers as an Athlete."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

import typer

from ironstride.app import interview as asked
from ironstride.app.interview import Question
from ironstride.cli.clock import today
from ironstride.cli.questions import ask
from ironstride.core.athlete import (
    Athlete,
    Concern,
    HabitualRun,
    Health,
    KnownSet,
    LiftingExperience,
    Offer,
    Preferences,
)
from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.run import Race
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.formats.answers import Answer, yes
from ironstride.planning.season.refer import ADULT, REFERRALS


def interview(catalogue: Catalogue) -> Athlete:
    """Ask everything; Enter skips what is optional and takes the default in brackets."""
    typer.echo("A profile in about three minutes. Enter takes what stands in brackets,\nor skips.")
    _heading("You")
    units = _ask(asked.UNITS)
    birth_year = _ask(asked.BIRTH)
    sex = _ask(asked.SEX)
    mass, height = _mass(units), _ask(asked.HEIGHT)
    experience = _experience()
    places = _places(catalogue)
    offers = _offers(places)
    sessions = _ask(asked.SESSIONS_A_WEEK)
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


def _ask(question: Question[Answer], about: str = "") -> Answer:
    text = f"{about}: {question.text}" if about else question.text
    return ask(text, question.read, default=question.default, why=question.why)


def _heading(title: str) -> None:
    typer.echo(f"\n{title}")


def _mass(units: MassUnit) -> Kilograms | None:
    answer = _ask(asked.mass(units))
    return None if answer is None else asked.in_kg(answer, units)


def _experience() -> LiftingExperience:
    _heading("Lifting")
    none, novice, intermediate, advanced = asked.EXPERIENCES.values()
    typer.echo(
        f"  none: {none}     novice: {novice}\n"
        f"  intermediate: {intermediate}      advanced: {advanced}"
    )
    return _ask(asked.EXPERIENCE)


def _places(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    _heading("Where you train (a session uses only what stands there)")
    for key, preset in asked.PRESETS.items():
        typer.echo(f"  {key}  {preset.words}")
    places: dict[str, frozenset[str]] = {}
    name: str | None = _ask(asked.PLACE)
    while name is not None:
        places[name] = _ask(asked.equipment(name, catalogue))
        name = _ask(asked.NEXT_PLACE)
    return places


def _offers(places: dict[str, frozenset[str]]) -> dict[Weekday, Offer]:
    _heading("When you can lift (more days give more room around your runs)")
    days = _ask(asked.DAYS)
    return {day: _offer(day, places) for day in sorted(set(days), key=lambda day: day.number)}


def _offer(weekday: Weekday, places: dict[str, frozenset[str]]) -> Offer:
    name = weekday.capitalize()
    minutes, start = _ask(asked.MINUTES, name), _ask(asked.FROM, name)
    place = _ask(asked.where(places), name) if len(places) > 1 else next(iter(places))
    return Offer(minutes, start, place)


def _running() -> tuple[tuple[HabitualRun, ...] | None, bool]:
    _heading("Your running")
    typer.echo(
        "  Your week is read from your watch's files. If you have none, or it is about to\n"
        "  change, tell it here: a day, Enter when there are no more."
    )
    runs = tuple(_runs())
    return runs or None, _ask(asked.BACK_TO_BACK)


def _runs() -> Iterator[HabitualRun]:
    while (weekday := _ask(asked.RUN_DAY)) is not None:
        name = weekday.capitalize()
        kind, start = _ask(asked.RUN_KIND, name), _ask(asked.RUN_START, name)
        minutes = _ask(asked.RUN_LENGTH, name)
        yield HabitualRun(day=weekday, kind=kind, start=start, minutes=minutes)


def _races() -> Iterator[Race]:
    _heading("Races ahead (the season is counted back from them)")
    taken: set[date] = set()
    while (race_day := _ask(asked.RACE_DAY)) is not None:
        fault = asked.race_day_fault(race_day, taken)
        if fault is not None:
            typer.echo(f"  {fault}")
            continue
        taken.add(race_day)
        distance, priority = _ask(asked.RACE_LENGTH), _ask(asked.RACE_RANK)
        name = _ask(asked.RACE_NAME) or ""
        yield Race(day=race_day, distance_km=distance, priority=priority, name=name)


def _lifts(catalogue: Catalogue, units: MassUnit) -> Iterator[tuple[str, KnownSet]]:
    _heading("Lifts you know (a recent honest set; without it you will find the weight as you go)")
    while lift := _ask(asked.lift(catalogue)):
        load = asked.in_kg(_ask(asked.lift_load(units), lift), units)
        reps, left = _ask(asked.LIFT_REPETITIONS, lift), _ask(asked.LIFT_LEFT, lift)
        yield lift, KnownSet(load, Reps(reps), RIR(left))


def _health(catalogue: Catalogue, *, is_minor: bool) -> Health:
    _heading("Health")
    complaints, dislikes = _ask(asked.SORE), _ask(asked.dislikes(catalogue))
    typer.echo("\nSeven questions that every adult answers before training (PAR-Q+): yes or no.")
    answers = [ask(question, yes) for question in asked.SCREEN]
    if any(answers):
        typer.echo(asked.SCREEN_KEPT)
    known = frozenset(one for n, one in asked.SEEN_FIRST.items() if answers[n])
    return Health(
        parq_yes=any(answers),
        needs_clearance=_concerns(known),
        supervised=is_minor and _ask(asked.SUPERVISED),
        complaints=frozenset(complaints),
        dislikes=frozenset(dislikes),
    )


def _concerns(known: frozenset[Concern]) -> frozenset[Concern]:
    """Ask what has to be seen before anything is planned, and say whom to see."""
    typer.echo("\nSome things somebody has to look at before any training:")
    for one in Concern:
        if one not in known:
            typer.echo(f"  {one:<14} {_wrapped(REFERRALS[one].what)}")
    found: tuple[Concern, ...] = _ask(asked.CONCERNS_NOW)
    held = known | frozenset(found)
    typer.echo("")
    for one in sorted(held, key=list(Concern).index):
        typer.echo(f"  {one:<14} {_wrapped(REFERRALS[one].see)}")
    if held:
        typer.echo(asked.SEEN_FIRST_KEPT)
    return held


def _wrapped(text: str) -> str:
    column = " " * 17
    return textwrap.fill(text, width=80, initial_indent=column, subsequent_indent=column).lstrip()
