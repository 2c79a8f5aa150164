"""The profile written for a person: every key with a word on what it is for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from ironstride.core.athlete import Athlete, HabitualRun, Health, Offer, Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.rack import Rack
from ironstride.core.run import Race
from ironstride.core.units import POUND_IN_KG, Kilograms, MassUnit
from ironstride.formats.profile_rack import ABOUT_RACKS, write_rack
from ironstride.formats.profile_terms import COMPLAINTS, CONCERNS, DEFAULT_START, LIFT_LB

HEADING: Final = """\
# Your profile for Ironstride. Change what you like and plan again; lines that begin with
# a hash are notes. Text and hours stand in quotes, dates do not.
"""
ABOUT_RACES: Final = """\
# A race ahead, one such table each; priority A is trained for, B eased into, C trained through:
# [[race]]
# date = 2027-03-14
# distance_km = 21.1
# priority = "A"
"""
ABOUT_RUNNING: Final = """\
# Your running week is read from your own files (ironstride plan --history FOLDER). Runs
# written here replace it; `kind` is easy, quality or long:
# habit = [{day = "tuesday", kind = "easy", start = "18:30", minutes = 45}]
"""
ABOUT_LIFTS: Final = """\
# A recent honest set of a lift: the load, the repetitions, and how many more you could have
# done (rir). Without it the programme says how to find the weight. Names: ironstride exercise
# "back-squat" = {kg = 80, reps = 5, rir = 2}
"""
ABOUT_PLACES: Final = """\
# What stands where you train; a session uses nothing else.
"""
ABOUT_DAYS: Final = f"""\
# The days you offer for lifting: minutes, from an hour, at a place. `start` may be left out
# ({DEFAULT_START:%H:%M} then), and `place` where there is only one.
"""
ABOUT_HEALTH: Final = f"""\
# parq is true after a yes to any of the PAR-Q+ questions (ironstride init asks them): then
# nothing heavy and no jumps until a doctor has cleared it. What hurts, in one word each:
# {", ".join(COMPLAINTS)}
# needs_clearance holds what somebody has to look at before anything is planned (ironstride init
# says what each word means); take it out once you are cleared:
# {", ".join(list(CONCERNS)[:5])},
# {", ".join(list(CONCERNS)[5:])}
"""
SUPERVISED: Final = "under eighteen: an adult who knows the lifts is there"
ABOUT_PREFERENCES: Final = """\
# sessions_per_week = 2            # 1 to 3; left out, the season decides
# back_to_back_after_easy: whether lifting may follow right after an easy run
"""


def write_profile(athlete: Athlete) -> str:
    """Write a commented profile; read back, it is the same athlete."""
    sections = (
        HEADING,
        _about_athlete(athlete),
        *([_about_race(race) for race in athlete.races] or [ABOUT_RACES]),
        ABOUT_PLACES + "\n\n".join(_about_places(athlete)),
        ABOUT_DAYS + "\n\n".join(_about_offer(day, offer) for day, offer in athlete.offers.items()),
        "[running]\n" + ABOUT_RUNNING + _about_habit(athlete.habit),
        "[strength.lifts]\n" + ABOUT_LIFTS + _about_lifts(athlete),
        _about_health(athlete.health),
        _about_preferences(athlete.preferences),
    )
    return "\n".join(section.rstrip("\n") + "\n" for section in sections)


def _about_athlete(athlete: Athlete) -> str:
    years = "none, novice (under 6 months), intermediate (to 2 years), advanced"
    lines = [
        "[athlete]",
        f"birth_year = {athlete.birth_year}",
        f"lifting_experience = {_quoted(athlete.lifting_experience)}  # {years}",
        f"units = {_quoted(athlete.units)}  # what loads are shown in: kg or lb",
        _optional("sex", None if athlete.sex is None else _quoted(athlete.sex), '"female"'),
        _optional("mass_kg", None if athlete.mass is None else _plain(athlete.mass.value), "68"),
        _optional("height_cm", _plain_or_none(athlete.height_cm), "174"),
    ]
    return "\n".join(lines)


def _optional(key: str, value: str | None, example: str) -> str:
    return f"# {key} = {example}" if value is None else f"{key} = {value}"


def _about_race(race: Race) -> str:
    name = [f"name = {_quoted(race.name)}"] if race.name else []
    meaning = "A: train for it, B: ease into it, C: train through it"
    lines = [
        "[[race]]",
        *name,
        f"date = {race.day.isoformat()}",
        f"distance_km = {_plain(race.distance_km)}",
        f"priority = {_quoted(race.priority)}  # {meaning}",
    ]
    return "\n".join(lines)


def _about_places(athlete: Athlete) -> Iterator[str]:
    for name, equipment in athlete.places.items():
        yield _about_place(name, equipment, athlete.racks.get(name))
    if not athlete.racks:
        yield ABOUT_RACKS


def _about_place(name: str, equipment: Iterable[str], rack: Rack | None) -> str:
    lines = [f"[places.{_key(name)}]", f"equipment = [{_quoted_list(equipment)}]"]
    return "\n".join([*lines, *([] if rack is None else write_rack(_key(name), rack))])


def _about_offer(day: Weekday, offer: Offer) -> str:
    start = f"start = {_quoted(f'{offer.start:%H:%M}')}"
    return (
        f"[availability.{day}]\nminutes = {offer.minutes}\n{start}\nplace = {_quoted(offer.place)}"
    )


def _about_habit(habit: tuple[HabitualRun, ...] | None) -> str:
    if habit is None:
        return ""
    return "".join(["habit = [\n", *(f"  {_about_run(run)},\n" for run in habit), "]\n"])


def _about_run(run: HabitualRun) -> str:
    start = _quoted(f"{run.start:%H:%M}")
    day, kind = _quoted(run.day), _quoted(run.kind)
    return f"{{day = {day}, kind = {kind}, start = {start}, minutes = {run.minutes}}}"


def _about_lifts(athlete: Athlete) -> str:
    return "".join(
        f"{_quoted(exercise)} = {{{_load(known.load, athlete.units)}, "
        f"reps = {known.reps.count}, rir = {_plain(known.rir.count)}}}\n"
        for exercise, known in athlete.lifts.items()
    )


def _load(load: Kilograms, units: MassUnit) -> str:
    """Write a load in the athlete's unit, with as many decimals as give it back to the gram.

    Pounds where they fit what a profile may hold, so that it can be read again.
    """
    if units is MassUnit.KG or LIFT_LB.fault(load.pounds) is not None:
        return f"kg = {_plain(load.value)}"
    tries = (round(load.pounds, decimals) for decimals in range(4))
    pounds = next(value for value in tries if Kilograms(value * POUND_IN_KG) == load)
    return f"lb = {_plain(pounds)}"


def _about_health(health: Health) -> str:
    lines = [
        "[health]",
        ABOUT_HEALTH.rstrip("\n"),
        f"parq = {_truth(health.parq_yes)}",
        f"needs_clearance = [{_quoted_list(health.needs_clearance)}]",
        f"{'' if health.supervised else '# '}supervised = true  # {SUPERVISED}",
        f"complaints = [{_quoted_list(health.complaints)}]",
        f"dislikes = [{_quoted_list(health.dislikes)}]  # exercises you will not do",
    ]
    return "\n".join(lines)


def _about_preferences(preferences: Preferences) -> str:
    asked = preferences.sessions_per_week
    lines = [
        "[preferences]",
        ABOUT_PREFERENCES.rstrip("\n"),
        *([] if asked is None else [f"sessions_per_week = {asked}"]),
        f"back_to_back_after_easy = {_truth(preferences.back_to_back_after_easy)}",
    ]
    return "\n".join(lines)


def _truth(claim: bool) -> str:  # noqa: FBT001 - a value to write, no switch
    return "true" if claim else "false"


def _quoted(text: str) -> str:
    """Write printable text as TOML; the escapes of JSON are TOML's too."""
    return json.dumps(str(text), ensure_ascii=False)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def _quoted_list(words: Iterable[str]) -> str:
    return ", ".join(_quoted(word) for word in sorted(words))


def _plain(number: float) -> str:
    return repr(float(number)).removesuffix(".0")


def _plain_or_none(number: float | None) -> str | None:
    return None if number is None else _plain(number)
