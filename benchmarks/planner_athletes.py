"""Who the planner is measured on: ordinary runners, and hard lives from the tests' generator.

Both are profiles as TOML text, the same for the same number, so that the checker, which
reads profiles by itself, can be asked about any of them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

from ironstride.app.plan import request_for
from ironstride.catalogue.load import load
from ironstride.core.programme import Programme
from ironstride.core.run import Race, RacePriority
from ironstride.formats.profile import read_profile
from ironstride.planning.plan import attempt
from ironstride.planning.request import Request

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from random_athletes import BANDS, DAYS, DUMBBELLS, GYM, START, random_profile

WEEKDAYS: Final = DAYS[:5]
KITS: Final = {"gym": GYM, "home": DUMBBELLS, "corner": BANDS}


@dataclass(frozen=True, slots=True)
class Runner:
    """One measured athlete: a name to find them again, and what they ask for."""

    name: str
    request: Request

    def afresh(self) -> Request:
        """Ask again, with nothing remembered from the last time."""
        return replace(self.request)


def runners(count: int, *, weeks: int, seed: int) -> list[Runner]:
    """Take so many runners who can be planned for: ordinary ones and hard lives in turn."""
    both = zip(_feasible(ordinary, weeks, seed), _feasible(hard, weeks, seed), strict=False)
    return [runner for pair, _ in zip(both, range(count), strict=False) for runner in pair][:count]


@cache
def _can_be_planned(kind: str, number: int, weeks: int) -> Runner | None:
    runner = (ordinary if kind == "ordinary" else hard)(number, weeks)
    return runner if isinstance(attempt(runner.afresh()), Programme) else None


def _feasible(kind: object, weeks: int, seed: int) -> Iterator[Runner]:
    name = "ordinary" if kind is ordinary else "hard"
    for number in range(1000 * seed, 1000 * seed + 1000):
        runner = _can_be_planned(name, number, weeks)
        if runner is not None:
            yield runner


def ordinary(number: int, weeks: int) -> Runner:
    """Make the runner with this number, who races at the end of so many weeks."""
    text = ordinary_profile(number, weeks)
    return Runner(f"ordinary {number}, {weeks} weeks", asked(text, number))


def hard(number: int, weeks: int) -> Runner:
    """Take a hard life of the tests, with one race at the end of so many weeks."""
    request = asked(random_profile(number), number)
    day = START + timedelta(weeks=weeks, days=-1)
    race = Race(day=day, distance_km=21.1, priority=RacePriority.A)
    athlete = replace(request.athlete, races=(race,))
    return Runner(f"hard {number}, {weeks} weeks", request.with_athlete(athlete))


def asked(text: str, seed: int) -> Request:
    """Ask for the programme of a profile."""
    athlete = read_profile(text, name="profile", catalogue=load())
    return request_for(athlete, (), (), start=START, seed=seed)


def ordinary_profile(number: int, weeks: int) -> str:
    """Write an ordinary runner: a job, two to four evenings or mornings, one long run a week."""
    dice = random.Random(number)
    places = dice.choice((("gym",), ("gym",), ("home",), ("corner",), ("gym", "home")))
    offered = sorted(dice.sample(range(7), dice.choice((2, 3, 3, 4))))
    birth_year = START.year - dice.randint(20, 62)
    experience = dice.choice(("none", "novice", "intermediate", "advanced"))
    day = START + timedelta(weeks=weeks, days=-1)
    distance_km = dice.choice((10, 21.1, 21.1, 42.2))
    sections = [
        f'[athlete]\nbirth_year = {birth_year}\nlifting_experience = "{experience}"',
        f'[[race]]\ndate = {day}\ndistance_km = {distance_km}\npriority = "A"',
        *(f"[places.{name}]\nequipment = [{_quoted(KITS[name])}]" for name in places),
        *(_offer(dice, DAYS[n], places) for n in offered),
        f"[running]\nhabit = [\n{_week(dice)}]",
        *((f"[preferences]\nsessions_per_week = {dice.choice((2, 3))}",) * (dice.random() < 0.5)),
    ]
    return "\n\n".join(sections) + "\n"


def _offer(dice: random.Random, day: str, places: Sequence[str]) -> str:
    minutes = dice.choice((30, 40, 45, 45, 60, 60, 75))
    start = dice.choice(("06:30", "12:00", "18:00", "18:30", "19:00"))
    return (
        f'[availability.{day}]\nminutes = {minutes}\nstart = "{start}"\n'
        f'place = "{dice.choice(places)}"'
    )


def _week(dice: random.Random) -> str:
    """Three to six runs: one long at the weekend, up to two quality runs, easy ones between."""
    long_day, *free = dice.sample(DAYS[5:], 2)
    quality = dice.choice((("tuesday",), ("wednesday",), ("tuesday", "thursday"), ()))
    easy = dice.sample([d for d in (*WEEKDAYS, *free) if d not in quality], 5 - len(quality))
    runs = {long_day: "long", **dict.fromkeys(quality, "quality")}
    for day in easy[: max(0, dice.randint(3, 6) - len(runs))]:
        runs[day] = "easy"
    hour = dice.choice(("06:30", "07:00", "12:00", "17:30"))
    return "".join(
        f'  {{day = "{day}", kind = "{runs[day]}", '
        f'start = "{hour if day in WEEKDAYS else "09:00"}", '
        f"minutes = {dice.randint(90, 150) if runs[day] == 'long' else dice.randint(35, 70)}}},\n"
        for day in DAYS
        if day in runs
    )


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
