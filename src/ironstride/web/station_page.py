"""What the page of one exercise shows while a session is under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from ironstride.app.floor import Floor, Station
from ironstride.app.log import Desk, Moment
from ironstride.core.log import SetDone
from ironstride.core.units import MassUnit
from ironstride.formats import words
from ironstride.formats.profile_terms import COMPLAINTS
from ironstride.formats.set_text import said_of, write
from ironstride.formats.today_text import origin_of
from ironstride.web.figures import alternative, motion_of
from ironstride.web.lines import last_time
from ironstride.web.set_form import NAMES, counted
from ironstride.web.station_ahead import Ahead, At, look_ahead, state_after
from ironstride.web.telling import LEFT_CHOICES

PLACES: Final = ("knee", "achilles", "calf", "hip", "hamstring", "back", "foot", "shin")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form already, and what was unclear of it; None for the target."""

    amount: str | None = None
    load: str | None = None
    fault: str = ""


def station_page(at: At, typed: Typed) -> dict[str, Any]:
    """Give the page of an exercise everything that it shows."""
    here, station, desk = at.here, at.station, at.desk
    exercise = desk.catalogue.exercises.get(station.exercise)
    motion = motion_of(station.exercise)
    after = here.after(station.number)
    return {
        "here": here,
        "station": station,
        "name": words.exercise_name(station.exercise, desk.catalogue),
        "cues": () if exercise is None else exercise.cues,
        "motion": motion,
        "picture": "" if motion is None else alternative(motion),
        "target": _target(station, desk),
        "last": "" if station.lift is None else last_time(station.lift, desk.unit),
        "origin": "" if station.lift is None else origin_of(station.lift, desk.unit) or "",
        "controls": _controls(at, typed),
        "rows": list(_rows(station, here, desk.unit)),
        "taken_back": list(_taken_back(here, desk)),
        "rest_s": max(line.rest_s for line in station.lines),
        "asks_left": station.role.is_hard and counted(station.next.line) == "reps",
        "left_choices": LEFT_CHOICES,
        "latest": _latest(here, desk, at.moment),
        "stops": _stops(here, station, desk),
        "after": None if after is None or after.number == station.number else after.number,
        "pain": _pain(here),
        "fault": typed.fault,
        "id": uuid4(),
    }


def _target(station: Station, desk: Desk) -> str:
    weight = words.takes_weight(station.exercise, desk.catalogue)
    masses = words.masses_in(desk.unit)
    return words.row_in_words(station.lines, masses=masses, takes_weight=weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """What the thumb finds: an amount, a load where one is lifted, and what to put on for it."""

    counts: str
    name: str
    amount: str
    load: str
    takes_load: bool
    unit: MassUnit
    which: str
    button: str
    about: str
    plates: str
    ahead: Ahead


def _controls(at: At, typed: Typed) -> Controls:
    station, desk = at.station, at.desk
    now = state_after(station.count_done, station, at)
    load = now.load if typed.load is None else typed.load
    ahead = look_ahead(station, at, around=load)
    takes_load = words.takes_weight(station.exercise, desk.catalogue)
    counts = counted(station.next.line)
    return Controls(
        counts=counts,
        name=NAMES[counts],
        amount=now.amount if typed.amount is None else typed.amount,
        load=load if takes_load else "",
        takes_load=takes_load,
        unit=desk.unit,
        which=now.which,
        button=now.button,
        about=now.about,
        plates=ahead.plates.get(load, ""),
        ahead=ahead,
    )


def _rows(station: Station, here: Floor, unit: MassUnit) -> Iterator[tuple[str, UUID, bool]]:
    """Word each set that was done here, with its id and whether changes of it met."""
    for one in station.done:
        yield _said(one, unit), one.id, one.id in here.overruled


def _said(one: SetDone, unit: MassUnit) -> str:
    return words.inert(write([said_of(one)], unit=unit)).removeprefix("1 x ")


def _taken_back(here: Floor, desk: Desk) -> Iterator[tuple[str, UUID]]:
    """Word the sets that were taken back by somebody who had not seen how they were changed."""
    for one in here.taken_back:
        name = words.exercise_name(one.exercise, desk.catalogue)
        yield f"{name} {_said(one, desk.unit)}", one.id


def _latest(here: Floor, desk: Desk, moment: Moment) -> dict[str, Any] | None:
    """Look back at the set before: how long to rest, and whether it was said what was left."""
    if not here.sets:
        return None
    last = here.sets[-1]
    station = next((s for s in here.stations if last in s.done), None)
    both = [one for one in here.sets if (one.at, one.exercise) == (last.at, last.exercise)]
    rest = 0 if station is None else max(line.rest_s for line in station.lines)
    until = last.at + timedelta(seconds=rest)
    is_asked = station is not None and station.role.is_hard and last.rir is None
    return {
        "name": words.exercise_name(last.exercise, desk.catalogue),
        "said": words.inert(write(map(said_of, both), unit=desk.unit)).removeprefix("1 x "),
        "ids": [one.id for one in both],
        "rest": words.rest_in_words(rest),
        "until": _clock(until) if rest and until > moment.at else "",
        "ends": until.isoformat(),
        "at": last.at.isoformat(),
        "choices": LEFT_CHOICES if is_asked and last.reps is not None else (),
    }


def _clock(at: datetime) -> str:
    return f"{at.astimezone():%H:%M:%S}"


def _stops(here: Floor, station: Station, desk: Desk) -> list[dict[str, Any]]:
    """List the exercises of the session, the one at hand marked."""
    return [
        {
            "number": one.number,
            "ids": " ".join(str(each.id) for each in one.done),
            "name": words.exercise_name(one.exercise, desk.catalogue),
            "is_ramp": len(one.lines) > 1,
            "done": one.count_done,
            "of": len(one.asked),
            "is_done": one.is_done,
            "is_here": one.number == station.number,
        }
        for one in here.stations
    ]


def _pain(here: Floor) -> dict[str, Any]:
    told = here.pain[-1] if here.pain else None
    likely = PLACES[0] if told is None else told.place
    others = [place for place in COMPLAINTS if place not in PLACES]
    return {
        "told": [
            f"{one.side.value + ' ' if one.side else ''}{one.place} {one.score} of 10"
            for one in here.pain
        ],
        "places": [*PLACES, *others],
        "likely": likely,
        "side": "" if told is None or told.side is None else told.side.value,
        "scores": range(11),
        "id": uuid4(),
    }
