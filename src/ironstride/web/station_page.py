"""What the page of one exercise shows while a session is under way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from ironstride.app import floor
from ironstride.app.floor import Floor, Station
from ironstride.app.log import Desk
from ironstride.app.today import trained_at
from ironstride.catalogue.nearest import shown
from ironstride.core.log import SetDone
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats import words
from ironstride.formats.load_words import bar_in_words
from ironstride.formats.profile_terms import COMPLAINTS
from ironstride.formats.set_text import said_of, write
from ironstride.formats.today_text import origin_of
from ironstride.web.figures import alternative
from ironstride.web.lines import dose_of, last_time
from ironstride.web.set_form import NAMES, counted, written
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
    figure = shown(station.exercise)
    after = here.after(station.number)
    return {
        "here": here,
        "station": station,
        "name": words.exercise_name(station.exercise, desk.catalogue),
        "is_known": exercise is not None,
        "cues": () if exercise is None else exercise.cues,
        "figure": figure,
        "picture": "" if figure is None else alternative(figure.motion),
        "target": dose_of(station.lines, desk.catalogue, desk.unit),
        "steps": list(_steps(at)) if len(station.lines) > 1 else (),
        "last": _last(at),
        "instead_of": words.exercise_name(station.instead_of, desk.catalogue)
        if station.instead_of
        else "",
        "swapped": _swapped_before(at),
        "can_swap": here.logged.is_open and not here.is_free and _is_planned(at),
        "pair": _pair(at),
        "origin": "" if station.lift is None else origin_of(station.lift, desk.unit) or "",
        "controls": _controls(at, typed),
        "rows": list(_rows(at)),
        "taken_back": list(_taken_back(here, desk)),
        "rest_s": max(line.rest_s for line in station.lines),
        "asks_left": station.role.is_hard and counted(station.next.line) == "reps",
        "left_choices": LEFT_CHOICES,
        "latest": _latest(at),
        "stops": _stops(here, station, desk),
        "after": None if after is None or after.number == station.number else after.number,
        "pain": _pain(here),
        "fault": typed.fault,
        "id": uuid4(),
    }


def _is_planned(at: At) -> bool:
    """Whether the programme has an exercise at this station that it can name a swap for."""
    origin = at.station.instead_of or at.station.exercise
    return any(
        p.exercise == origin and (p.role.is_hard or p.contacts) for p in at.here.planned.exercises
    )


def _last(at: At) -> str:
    """Say what was done of an exercise last, on a day before this session; empty where nothing was."""
    if at.station.lift is not None:
        return last_time(at.station.lift, at.desk.unit)
    before = _sets_before(at)
    if not before or at.station.is_warm_up:
        return ""
    last = [one for one in before if one.day == before[-1].day]
    said = words.inert(write(map(said_of, last), unit=at.desk.unit))
    return f"{words.day_in_words(last[0].day)}: {said}"


def _sets_before(at: At) -> list[SetDone]:
    log = trained_at(at.desk, at.here.logged.started.day)
    every = () if log is None else log.sets
    return [one for one in every if one.exercise == at.station.exercise and not one.is_warm_up]


def _swapped_before(at: At) -> str:
    """Say that another exercise stood here not long ago, and why; empty where none did."""
    day = at.here.logged.started.day
    swap = floor.swapped_before(at.station.exercise, day, at.desk)
    if swap is None or at.station.is_warm_up:
        return ""
    name = words.exercise_name(swap.exercise, at.desk.catalogue)
    why = f" ({words.inert(swap.reason)})" if swap.reason else ""
    return f"On {words.day_in_words(swap.day)} you took {name} instead{why}."


@dataclass(frozen=True, slots=True)
class Step:
    """One of the rising sets before a lift."""

    said: str
    plates: str
    is_done: bool
    is_next: bool


def _steps(at: At) -> Iterator[Step]:
    """Word the rising sets, each with what to put on for it."""
    station, unit = at.station, at.desk.unit
    for number, asked in enumerate(station.asked):
        yield Step(
            said=dose_of([replace(asked.line, rest_s=0)], at.desk.catalogue, unit).removeprefix(
                "1 x "
            ),
            plates="" if asked.load is None else _plates(asked.load, at),
            is_done=number < station.count_done,
            is_next=number == station.count_done,
        )


def _pair(at: At) -> dict[str, Any] | None:
    """Say which exercise can be done in turn with this one; None where none can."""
    found = at.here.partner(at.station)
    if found is None:
        return None
    partner, pair = found
    return {
        "number": partner.number,
        "name": words.exercise_name(partner.exercise, at.desk.catalogue),
        "is_done": partner.is_done,
        "saves": round(pair.saves_s / 60),
        "is_on": at.alternates,
    }


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
    rest: str


def _controls(at: At, typed: Typed) -> Controls:
    station, desk = at.station, at.desk
    now = state_after(station.count_done, station, at)
    load = (now.load or _load(at)) if typed.load is None else typed.load
    ahead = look_ahead(station, at, around=load)
    takes_load = words.takes_weight(station.exercise, desk.catalogue)
    counts = counted(station.next.line)
    rest = station.next.line.rest_s
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
        rest=words.rest_in_words(rest) if rest else "",
    )


def _load(at: At) -> str:
    """Write the load that is asked for; where none is known, the one that was lifted last."""
    asked = at.station.next.load
    if asked is None and not at.station.is_warm_up:
        asked = next((one.load for one in reversed(_sets_before(at)) if one.load is not None), None)
    return written(asked, at.desk.unit)


def _plates(load: Kilograms, at: At) -> str:
    """Say what to put on the bar for a load; empty where there is no bar."""
    bars = floor.plates([load], at.station.exercise, at.here.session.place, at.desk)
    return bar_in_words(bars[load]) if load in bars else ""


def _rows(at: At) -> Iterator[tuple[str, UUID, bool]]:
    """Word each set that was done here, with its id and whether changes of it met."""
    for one in at.station.done:
        said = _said(one, at.desk.unit)
        if one.exercise != at.station.exercise:
            said = f"{words.exercise_name(one.exercise, at.desk.catalogue)} {said}"
        yield said, one.id, one.id in at.here.overruled


def _said(one: SetDone, unit: MassUnit) -> str:
    return words.inert(write([said_of(one)], unit=unit)).removeprefix("1 x ")


def _taken_back(here: Floor, desk: Desk) -> Iterator[tuple[str, UUID]]:
    """Word the sets that were taken back by somebody who had not seen how they were changed."""
    for one in here.taken_back:
        name = words.exercise_name(one.exercise, desk.catalogue)
        yield f"{name} {_said(one, desk.unit)}", one.id


def _latest(at: At) -> dict[str, Any] | None:
    """Look back at the set before: how long to rest, and whether it was said what was left.

    In turn with another exercise there is no rest to wait for.
    """
    here, desk, moment = at.here, at.desk, at.moment
    if not here.sets:
        return None
    last = here.sets[-1]
    station = next((s for s in here.stations if last in s.done), None)
    both = [one for one in here.sets if (one.at, one.exercise) == (last.at, last.exercise)]
    is_in_turn = at.alternates and station is not at.station
    rest = 0 if station is None or is_in_turn else max(line.rest_s for line in station.lines)
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
