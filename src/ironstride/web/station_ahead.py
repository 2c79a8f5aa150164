"""What the page of an exercise knows ahead: each of its sets, and each load that stands there.

A page that is open without a network shows the next set from this, without asking anybody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final

from ironstride.app import floor
from ironstride.app.floor import Floor, Station
from ironstride.app.log import Desk, Moment
from ironstride.app.place import place_of
from ironstride.core.units import Kilograms
from ironstride.formats import words
from ironstride.formats.load_words import bar_in_words
from ironstride.strength.plates import Ladder, ladder
from ironstride.web.set_form import counted, mass_of, written
from ironstride.web.telling import About, written_about

MOST_RUNGS: Final = 40  # steps up or down that a page knows


@dataclass(frozen=True, slots=True)
class At:
    """Where the lifter stands: in which session, at which exercise, beside which log."""

    here: Floor
    station: Station
    desk: Desk
    moment: Moment
    alternates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The form of a set when so many are done."""

    which: str
    button: str
    amount: str
    load: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The form after each further set, the loads to step through, and their plates."""

    states: tuple[State, ...]
    rungs: tuple[str, ...]
    plates: Mapping[str, str]
    is_ramp: bool

    @property
    def as_json(self) -> str:
        """Write it for the page's script."""
        return json.dumps(asdict(self), separators=(",", ":"), ensure_ascii=False)


def look_ahead(station: Station, at: At, *, around: str) -> Ahead:
    """Look ahead at a station; the loads are those nearest to one."""
    rungs = _rungs_near(around, ladder_of(station, at.desk), at)
    place = at.here.session.place
    bars = floor.plates([*rungs.values()], station.exercise, place, at.desk)
    return Ahead(
        states=tuple(state_after(done, station, at) for done in range(len(station.asked) + 1)),
        rungs=tuple(rungs),
        plates={text: bar_in_words(bars[load]) for text, load in rungs.items() if load in bars},
        is_ramp=len(station.lines) > 1,
    )


def state_after(done: int, station: Station, at: At) -> State:
    """Say what the form shows when so many sets are done."""
    of, desk = len(station.asked), at.desk
    asked = station.next if done == station.count_done else station.asked[min(done, of - 1)]
    counts = counted(asked.line)
    amount = asked.reps if counts == "reps" else getattr(asked.line, counts)
    takes_load = words.takes_weight(station.exercise, desk.catalogue)
    about = About(
        place=replace(
            place_of(station, at.here), is_per_side=asked.line.per_side, is_test=asked.is_test
        ),
        counts=counts,
        unit=desk.unit,
        needs_load=takes_load and station.role.is_hard,
    )
    which = f"Set {done + 1} of {of}" + (", each side" if asked.line.per_side else "")
    test = ": the test, as many good ones as go" if asked.is_test else ""
    is_done = done >= of
    return State(
        which=f"All {of} are done; one more can be logged." if is_done else which + test,
        button="Log one more" if is_done else f"Log set {done + 1}",
        amount=f"{amount:g}",
        load=written(asked.load, desk.unit),
        about=written_about(about),
    )


def ladder_of(station: Station, desk: Desk) -> Ladder | None:
    """Give the loads that stand there for a station."""
    if station.lift is not None:
        return station.lift.ladder
    known = desk.catalogue.exercises.get(station.exercise)
    if known is None or not known.load_type.is_weight:
        return None
    return ladder(known, None, desk.unit)


def _rungs_near(around: str, loads: Ladder | None, at: At) -> dict[str, Kilograms]:
    """List the loads near one as they are written, the one itself among them."""
    unit = at.desk.unit
    try:
        now = {around: mass_of(float(around), unit)}
    except ValueError:
        now = {}
    rungs = () if loads is None else loads.rungs
    middle = next((n for n, rung in enumerate(rungs) if now and rung >= now[around]), 0)
    near = rungs[max(0, middle - MOST_RUNGS // 2) : middle + MOST_RUNGS // 2]
    found = now | {written(rung, unit): rung for rung in near}
    return dict(sorted(found.items(), key=lambda each: each[1]))
