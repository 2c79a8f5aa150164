"""The answers of the first pages: read with the interview's own questions, and put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.http import HttpRequest

from ironstride.app import interview as asked
from ironstride.app.interview import Question
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
from ironstride.core.units import RIR, MassUnit, Reps
from ironstride.formats.answers import Answer
from ironstride.formats.profile_terms import COMPLAINTS
from ironstride.planning.season.refer import ADULT

OWN_KIT: Final = "own"
NEEDED: Final = "this one needs an answer"
YES: Final = "yes"
NO: Final = "no"

LONGEST: Final = 200  # letters of an answer

Typed = Mapping[str, str]


def typed_in(request: HttpRequest) -> dict[str, str]:
    """Give what was typed, and no more of it than an answer takes."""
    return {name: str(value)[:LONGEST] for name, value in request.POST.items()}


class Answers:
    """What was typed into the fields, read question by question; faults stand by their field."""

    def __init__(self, typed: Typed, catalogue: Catalogue, today: date) -> None:
        self.typed, self.catalogue, self.today = typed, catalogue, today
        self.faults: dict[str, str] = {}

    def text(self, field: str) -> str:
        """Give what stands in a field, without blanks around it."""
        return self.typed.get(field, "").strip()

    def has(self, field: str) -> bool:
        """Whether something stands in a field, or a tick."""
        return bool(self.text(field))

    def rows(self, name: str) -> range:
        """Count the rows of a kind that the page had, as `race0-day` and `race1-day`."""
        numbers = (re.match(rf"{name}([0-9]{{1,2}})-", field) for field in self.typed)
        return range(max((int(found[1]) for found in numbers if found), default=0) + 1)

    def of(self, field: str, question: Question[Answer]) -> Answer | None:
        """Read a field; None, and a fault beside it, where its answer does not fit."""
        said = self.text(field) or question.default
        try:
            return question.read(said)
        except ValueError as error:
            self.faults[field] = str(error) if said else NEEDED
            return None

    def yes(self, field: str) -> bool:
        """Read yes or no; neither is a fault."""
        if self.text(field) not in (YES, NO):
            self.faults[field] = "answer yes or no"
        return self.text(field) == YES

    @property
    def units(self) -> MassUnit:
        """The unit of masses; kg where nothing fits."""
        return MassUnit.LB if self.text("units") == MassUnit.LB else MassUnit.KG

    @property
    def is_minor(self) -> bool:
        """Whether the year of birth makes the athlete a minor."""
        year = self.text("born")
        return bool(re.fullmatch("[0-9]{4}", year)) and self.today.year - int(year) < ADULT

    @property
    def place_names(self) -> tuple[str, ...]:
        """The names of the places in their order."""
        names = (self.text(f"place{n}-name") for n in self.rows("place"))
        return tuple(dict.fromkeys(name for name in names if name))


# Each page ------------------------------------------------------------------------------


def _you(answers: Answers) -> dict[str, Any]:
    races: list[Race] = []
    for n in answers.rows("race"):
        race = _race(answers, n)
        if race is None:
            continue
        if fault := asked.race_day_fault(race.day, [one.day for one in races]):
            answers.faults[f"race{n}-day"] = fault
        races.append(race)
    return {
        "birth_year": answers.of("born", asked.BIRTH),
        "units": answers.of("units", asked.UNITS),
        "races": tuple(sorted(races, key=lambda race: race.day)),
    }


def _race(answers: Answers, n: int) -> Race | None:
    """Read a row of races; one where neither day nor length is filled in is none."""
    if not answers.has(f"race{n}-day") and not answers.has(f"race{n}-length"):
        return None
    day = answers.of(f"race{n}-day", replace(asked.RACE_DAY, read=_needed(asked.RACE_DAY.read)))
    length = answers.of(f"race{n}-length", asked.RACE_LENGTH)
    rank = answers.of(f"race{n}-rank", asked.RACE_RANK)
    name = answers.of(f"race{n}-name", asked.RACE_NAME)
    if day is None or length is None or rank is None:
        return None
    return Race(day=day, distance_km=length, priority=rank, name=name or "")


def _needed(read: Callable[[str], Answer | None]) -> Callable[[str], Answer]:
    def needed(text: str) -> Answer:
        found = read(text)
        if found is None:
            raise ValueError(NEEDED)
        return found

    return needed


def _places(answers: Answers) -> dict[str, Any]:
    places: dict[str, frozenset[str]] = {}
    for n in answers.rows("place"):
        if n and not answers.has(f"place{n}-name"):
            continue
        name = answers.of(f"place{n}-name", asked.PLACE)
        if name in places:
            answers.faults[f"place{n}-name"] = "that place is there already"
        own = answers.text(f"place{n}-kit") == OWN_KIT
        field = f"place{n}-own" if own else f"place{n}-kit"
        kit = answers.of(field, asked.equipment(name or "", answers.catalogue))
        if name is not None and kit is not None:
            places[name] = kit
    return {"places": places}


def _days(answers: Answers) -> dict[str, Any]:
    offers = {day: _offer(answers, day) for day in Weekday if answers.has(f"{day}-on")}
    if not offers:
        answers.faults["monday-on"] = "tick at least one day"
    return {
        "offers": {day: offer for day, offer in offers.items() if offer is not None},
        "preferences": Preferences(
            sessions_per_week=answers.of("sessions", asked.SESSIONS_A_WEEK),
            back_to_back_after_easy=answers.has("back-to-back"),
        ),
    }


def _offer(answers: Answers, day: Weekday) -> Offer | None:
    minutes = answers.of(f"{day}-minutes", asked.MINUTES)
    start = answers.of(f"{day}-from", asked.FROM)
    places = dict.fromkeys(answers.place_names or (asked.PLACE.default,))
    place = answers.of(f"{day}-place", asked.where(places))
    if minutes is None or start is None or place is None:
        return None
    return Offer(minutes, start, place)


def _lifting(answers: Answers) -> dict[str, Any]:
    weight = answers.of("mass", asked.mass(answers.units))
    lifts = dict(filter(None, (_lift(answers, n) for n in answers.rows("lift"))))
    return {
        "lifting_experience": answers.of("experience", asked.EXPERIENCE) or LiftingExperience.NONE,
        "lifts": lifts,
        "sex": answers.of("sex", asked.SEX),
        "mass": None if weight is None else asked.in_kg(weight, answers.units),
        "height_cm": answers.of("height", asked.HEIGHT),
    }


def _lift(answers: Answers, n: int) -> tuple[str, KnownSet] | None:
    if not answers.has(f"lift{n}-name"):
        return None
    name = answers.of(f"lift{n}-name", asked.lift(answers.catalogue))
    load = answers.of(f"lift{n}-load", asked.lift_load(answers.units))
    reps = answers.of(f"lift{n}-reps", asked.LIFT_REPETITIONS)
    left = answers.of(f"lift{n}-left", asked.LIFT_LEFT)
    if name is None or load is None or reps is None or left is None:
        return None
    return name, KnownSet(asked.in_kg(load, answers.units), Reps(reps), RIR(left))


def _health(answers: Answers) -> dict[str, Any]:
    screen = [answers.yes(f"screen{n}") for n in range(len(asked.SCREEN))]
    from_screen = {one for n, one in asked.SEEN_FIRST.items() if screen[n]}
    told = {one for one in Concern if answers.has(f"first-{one}")}
    dislikes = answers.of("dislikes", asked.dislikes(answers.catalogue))
    return {
        "health": Health(
            parq_yes=any(screen),
            needs_clearance=frozenset(from_screen | told),
            supervised=answers.is_minor and answers.yes("supervised"),
            complaints=frozenset(one for one in COMPLAINTS if answers.has(f"sore-{one}")),
            dislikes=frozenset(dislikes or ()),
        )
    }


READERS: Final[Mapping[str, Callable[[Answers], dict[str, Any]]]] = {
    "race": _you,
    "places": _places,
    "days": _days,
    "lifting": _lifting,
    "health": _health,
}
"""The pages in their order, and what each of them tells of the athlete."""


def faults_of(page: str, answers: Answers) -> dict[str, str]:
    """Say what does not fit on one page."""
    READERS[page](answers)
    return answers.faults


def athlete_of(typed: Typed, catalogue: Catalogue, today: date) -> Athlete | str:
    """Put the athlete together; where something does not fit, name the first page that has it."""
    told: dict[str, Any] = {}
    for page, read in READERS.items():
        answers = Answers(typed, catalogue, today)
        told |= read(answers)
        if answers.faults:
            return page
    return Athlete(**told)


# The running week ------------------------------------------------------------------------

NO_RUN: Final = "none"
OF_A_DAY: Final = ("", "2")  # a day may have two runs; what a field's name ends its day with


def habit_of(answers: Answers) -> tuple[HabitualRun, ...]:
    """Read the running week as it was corrected, a row for each run."""
    runs = (_run(answers, day, place) for day in Weekday for place in OF_A_DAY)
    return tuple(run for run in runs if run is not None)


def _run(answers: Answers, day: Weekday, place: str) -> HabitualRun | None:
    row = f"{day}{place}"
    if answers.text(f"{row}-kind") in ("", NO_RUN):
        return None
    kind = answers.of(f"{row}-kind", asked.RUN_KIND)
    start = answers.of(f"{row}-start", asked.RUN_START)
    minutes = answers.of(f"{row}-minutes", asked.RUN_LENGTH)
    if kind is None or start is None or minutes is None:
        return None
    return HabitualRun(day=day, kind=kind, start=start, minutes=minutes)
