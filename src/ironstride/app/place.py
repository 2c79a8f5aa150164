"""Where a set belongs and what was done there: enough to tell it without looking at the log.

A telephone without a network knows no more than this, and what it tells may arrive in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from ironstride.app.floor import Floor, Station
from ironstride.app.log import Moment
from ironstride.core.log import AskedLoad, LoadChoice, SetDone, Side
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.prescribed import as_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What the lifter says of one set; what is None was not counted, or not said."""

    reps: Reps | None = None
    seconds: float | None = None
    metres: float | None = None
    load: Kilograms | None = None
    rir: RIR | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a set belongs, known before it is done: all that is told of it beside its numbers.

    `day` is the day of its session; None where nobody has begun that yet, and then the day is
    the one on which the set is told.
    """

    session: UUID
    day: date | None
    exercise: str
    is_per_side: bool = False
    is_warm_up: bool = False
    is_test: bool = False
    asked: tuple[AskedLoad, ...] = ()


def place_of(station: Station, here: Floor) -> Place:
    """Say where the next set at a station belongs."""
    started, asked = here.logged.started, station.next
    return Place(
        session=started.id,
        day=started.day if here.is_begun else None,
        exercise=station.exercise,
        is_per_side=asked.line.per_side,
        is_warm_up=station.is_warm_up,
        is_test=asked.is_test,
        asked=tuple(one for one in here.asked if one.exercise == station.exercise),
    )


def set_at(place: Place, done: Done, id_: UUID, moment: Moment) -> tuple[SetDone, ...]:
    """Give the set that was done: one, or one for each side.

    Raises:
        ValueError: it counts nothing, or more than can be.
    """
    one = SetDone(
        id=id_,
        at=moment.at,
        day=place.day or moment.day,
        session=place.session,
        exercise=place.exercise,
        reps=done.reps,
        seconds=done.seconds,
        metres=done.metres,
        load=done.load,
        rir=done.rir,
        is_warm_up=place.is_warm_up,
        choice=LoadChoice.TEST if place.is_test else LoadChoice.OWN,
    )
    sides = tuple(Side) if place.is_per_side else (None,)
    ids = ids_of(id_, is_per_side=place.is_per_side)
    sets = (
        replace(one, id=each, side=side, position=position)
        for position, (each, side) in enumerate(zip(ids, sides, strict=True))
    )
    return tuple(as_asked(each, place.asked) for each in sets)


def ids_of(id_: UUID, *, is_per_side: bool) -> tuple[UUID, ...]:
    """Say which sets a form with this id tells: one, or the left side and the right."""
    return (id_, uuid5(id_, Side.RIGHT)) if is_per_side else (id_,)


def rest_of_ramp(station: Station, id_: UUID, moment: Moment, here: Floor) -> tuple[SetDone, ...]:
    """Give the rising sets that are still to be done, each as it is asked for."""
    told: list[SetDone] = []
    for number, asked in enumerate(station.asked[station.count_done :]):
        place = replace(place_of(station, here), is_per_side=asked.line.per_side)
        done = Done(
            reps=None if asked.reps is None else Reps(asked.reps),
            seconds=asked.line.seconds,
            metres=asked.line.metres,
            load=asked.load,
        )
        sets = set_at(place, done, uuid5(id_, str(number)), moment)
        told += (replace(one, position=one.position + 2 * number) for one in sets)
    return tuple(told)
