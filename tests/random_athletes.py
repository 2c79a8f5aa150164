"""Random athletes, each a profile as TOML text; the same seed gives the same athlete.

Broad on purpose: some offer nothing, some run twice a day or not at all, some race every
fortnight, some have only a floor. Everything stays within what a profile may hold.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

START: Final = date(2026, 11, 30)  # a Monday; races lie ahead of it
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

FLOOR: Final = ("mat", "wall", "chair", "step", "towel")
BANDS: Final = (*FLOOR, "band-loop", "band-long", "strap")
DUMBBELLS: Final = (*BANDS, "dumbbell", "bench", "box", "kettlebell")
GYM: Final = (
    *DUMBBELLS,
    *("barbell", "plate", "trap-bar", "cable", "pull-up-bar", "swiss-ball", "med-ball"),
    *("machine-leg-press", "machine-leg-extension", "machine-leg-curl", "machine-calf"),
    *("foam-roller", "jump-rope", "mini-hurdle", "suspension", "dowel"),
)
KITS: Final[Sequence[Sequence[str]]] = ((), FLOOR, BANDS, DUMBBELLS, GYM, GYM, GYM)

PLACES: Final = ("home", "gym", "work gym")
DISTANCES: Final = (5, 10, 15, 21.1, 30, 42.2, 50)
COMPLAINTS: Final = ("knee", "back", "hip", "achilles", "foot", "shin", "shoulder", "hamstring")
DISLIKES: Final = ("back-squat", "front-plank", "pull-up", "push-up", "box-jump")
LIFTS: Final = (
    *("back-squat", "front-squat", "trap-bar-deadlift", "romanian-deadlift", "hip-thrust-barbell"),
    *("leg-press", "split-squat", "goblet-squat", "barbell-calf-raise"),
)
LOADS_LB: Final = (45, 65, 95, 135, 185, 225)


def random_profile(seed: int) -> str:
    """Write the profile of the athlete with this number."""
    dice = random.Random(seed)
    places = _places(dice)
    units = dice.choice(("kg", "kg", "lb"))
    sections = (
        _athlete(dice, units),
        *_races(dice),
        *(_place(name, kit) for name, kit in places.items()),
        *_availability(dice, list(places)),
        _habit(dice),
        _lifts(dice, units),
        _health(dice),
        _preferences(dice),
    )
    return "\n\n".join(section for section in sections if section) + "\n"


def _athlete(dice: random.Random, units: str) -> str:
    lines = [
        "[athlete]",
        f"birth_year = {START.year - dice.randint(16, 75)}",
        f'lifting_experience = "{dice.choice(("none", "novice", "intermediate", "advanced"))}"',
        f'units = "{units}"',
    ]
    if dice.random() < 0.6:
        lines.append(f'sex = "{dice.choice(("female", "male"))}"')
    if dice.random() < 0.7:
        lines.append(f"mass_kg = {dice.randint(42, 105)}")
        lines.append(f"height_cm = {dice.randint(150, 200)}")
    return "\n".join(lines)


def _races(dice: random.Random) -> Iterable[str]:
    """0 to 3 races on different days, 1 to 40 weeks ahead, mostly at the weekend."""
    count = dice.choice((0, 1, 1, 1, 2, 2, 3))
    for week in sorted(dice.sample(range(1, 41), count)):
        weekday = dice.choice((5, 6, 6, 6, dice.randrange(7)))
        day = START + timedelta(days=7 * week + weekday)
        yield (
            f"[[race]]\ndate = {day}\ndistance_km = {dice.choice(DISTANCES)}\n"
            f'priority = "{dice.choice("AAABC")}"'
        )


def _places(dice: random.Random) -> dict[str, Sequence[str]]:
    names = PLACES[: dice.choice((1, 1, 1, 2, 2, 3))]
    return {name: dice.choice(KITS) for name in names}


def _place(name: str, kit: Sequence[str]) -> str:
    return f'[places."{name}"]\nequipment = [{_quoted(kit)}]'


def _availability(dice: random.Random, places: Sequence[str]) -> Iterable[str]:
    """0 to 7 days, 10 to 90 minutes; `place` and `start` are left out where they may be."""
    count = dice.choice((0, 1, 2, 2, 3, 3, 3, 4, 4, 5, 7))
    usual = dice.choice((30, 45, 60, 75, 90))
    for number in sorted(dice.sample(range(7), count)):
        minutes = usual if dice.random() < 0.6 else dice.choice((10, 15, 20, 30, 40, 50, 60, 90))
        lines = [f"[availability.{DAYS[number]}]", f"minutes = {minutes}"]
        if dice.random() < 0.9:
            lines.append(f'start = "{_hour(dice, dice.choice((6, 12, 17, 18, 19, 20)))}"')
        if len(places) > 1 or dice.random() < 0.5:
            lines.append(f'place = "{dice.choice(places)}"')
        yield "\n".join(lines)


def _habit(dice: random.Random) -> str:
    """0 to 7 runs a week in the morning, at noon or in the evening, one of them often long."""
    days = sorted(dice.sample(range(7), dice.randint(0, 7)))
    usual = dice.choice((6, 7, 12, 17, 18))
    runs = [_run(dice, number, usual) for number in days]
    if days and dice.random() < 0.15:  # twice on one day
        runs.append(_run(dice, days[0], 6 if usual > 12 else 18))
    return "[running]\nhabit = [\n" + "".join(f"  {run},\n" for run in runs) + "]"


def _run(dice: random.Random, number: int, usual: int) -> str:
    kinds = ("long", "long", "easy") if number >= 5 else ("easy", "easy", "quality")
    kind = dice.choice(kinds)
    minutes = dice.randint(80, 180) if kind == "long" else dice.randint(20, 75)
    hour = usual if dice.random() < 0.7 else dice.choice((6, 8, 12, 17, 19))
    return (
        f'{{day = "{DAYS[number]}", kind = "{kind}", start = "{_hour(dice, hour)}", '
        f"minutes = {minutes}}}"
    )


def _hour(dice: random.Random, hour: int) -> str:
    return f"{hour:02}:{dice.choice((0, 0, 15, 30, 45)):02}"


def _lifts(dice: random.Random, units: str) -> str:
    if dice.random() < 0.5:
        return ""
    lines = ["[strength.lifts]"]
    for lift in dice.sample(LIFTS, dice.randint(1, 4)):
        mass = dice.choice(LOADS_LB) if units == "lb" else dice.randint(8, 48) * 2.5
        lines.append(
            f'"{lift}" = {{{units} = {mass:g}, reps = {dice.randint(1, 12)}, '
            f"rir = {dice.choice((0, 1, 2, 2, 3))}}}"
        )
    return "\n".join(lines)


def _health(dice: random.Random) -> str:
    complaints = dice.sample(COMPLAINTS, dice.choice((0, 0, 0, 1, 2)))
    dislikes = dice.sample(DISLIKES, dice.choice((0, 0, 0, 1, 2)))
    says_yes = "true" if dice.random() < 0.12 else "false"
    return (
        f"[health]\nparq = {says_yes}\nsupervised = true\ncomplaints = [{_quoted(complaints)}]\n"
        f"dislikes = [{_quoted(dislikes)}]"
    )


def _preferences(dice: random.Random) -> str:
    asked = dice.choice((None, None, 1, 2, 2, 3))
    follows = "true" if dice.random() < 0.3 else "false"
    lines = ["[preferences]", f"back_to_back_after_easy = {follows}"]
    return "\n".join([*lines, *([] if asked is None else [f"sessions_per_week = {asked}"])])


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)
