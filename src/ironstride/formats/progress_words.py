"""What progress is told in, on the screen and in a picture: amounts, movements, sentences."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from ironstride.core.estimate import Band, Basis
from ironstride.core.units import POUND_IN_KG, MassUnit
from ironstride.formats.chart_pen import day_label
from ironstride.formats.words import count, day_in_words, inert, minutes_in_words
from ironstride.strength.adherence import Adherence, Fate
from ironstride.strength.lift import Measure
from ironstride.strength.path import Path, Reading
from ironstride.strength.progress import LiftProgress, Progress
from ironstride.strength.weekly import Movement, Work

Figure = Callable[[Work], float]
"""What is read off the work of a week."""

UNITS: Final = {
    Measure.SECONDS: "s",
    Measure.METRES: "m",
    Measure.REPS: "reps",
    Measure.CONTACTS: "contacts",
}


def unit_of(path: Path, units: MassUnit) -> str:
    """Name the unit that a path is told in."""
    return UNITS.get(path.measure, units.value)


def in_unit(value: float, path: Path, units: MassUnit) -> float:
    """Turn a value of a path into the unit that it is told in."""
    is_pounds = path.measure is Measure.MASS and units is MassUnit.LB
    return value / POUND_IN_KG if is_pounds else value


def in_units(reading: Reading, path: Path, units: MassUnit) -> Reading:
    """Turn a reading of a path into the unit that it is told in."""

    def turned(band: Band) -> Band:
        low, high = (in_unit(end, path, units) for end in (band.low, band.high))
        return Band(low, high, band.share)

    value = in_unit(reading.value, path, units)
    likely, possible = turned(reading.likely), turned(reading.possible)
    return Reading(day=reading.day, value=value, likely=likely, possible=possible)


def amount(value: float, path: Path, units: MassUnit) -> str:
    """Say a value of a path: `101 kg`, `+25 kg` beside the body, `45 s`."""
    sign = "+" if path.is_beside_body else ""
    return f"{sign}{in_unit(value, path, units):.0f} {unit_of(path, units)}"


def from_to(band: Band, path: Path, units: MassUnit) -> str:
    """Say a band without its unit: `96 to 104`."""
    low, high = (in_unit(end, path, units) for end in (band.low, band.high))
    return f"{low:.0f} to {high:.0f}"


def what_is_read(path: Path) -> str:
    """Name what a path is about."""
    if path.measure is Measure.MASS:
        return "1RM beside the body" if path.is_beside_body else "1RM"
    return {
        Measure.SECONDS: "longest hold",
        Measure.METRES: "longest carry",
        Measure.REPS: "most repetitions",
    }.get(path.measure, "most contacts")


def movement_in_words(movement: Movement) -> str:
    """Call a movement as a coach would; what no pattern covers is other."""
    return "other" if movement is None else movement.value.replace("-", " ")


def weeks_in_words(told: Progress) -> str:
    """Name the weeks that are told: `12 weeks to Sun 29 Nov 2026`."""
    return f"{count(len(told.weeks), 'week')} to {day_in_words(told.today)} {told.today.year}"


def hard_sets_of(movement: Movement) -> Figure:
    """Give the figure that counts the hard sets of a movement."""
    return lambda work: work.hard_sets.get(movement, 0)


def on_day(day: date, told: Progress) -> str:
    """Name a day, with its year where that is another one than today's."""
    said = day_in_words(day)
    return said if day.year == told.today.year else f"{said} {day.year}"


# Sentences -------------------------------------------------------------------------------


def lift_sentences(lift: LiftProgress, told: Progress) -> list[str]:
    """Say what is known of a lift, what it rests on, how it moved, what comes without it."""
    path, now = lift.path, lift.path.now
    if now is None:
        return []
    opening = what_is_read(path)
    said = [
        opening[0].upper() + opening[1:] + _ranges(now, path, told.units),
        _rests_on(lift, told),
    ]
    said += _moved(lift, told)
    if path.ahead and lift.sessions:
        band = from_to(path.ahead[-1].likely, path, told.units)
        said.append(f"In {count(len(path.ahead), 'week')} without one more set: likely {band}.")
    return said


def _ranges(now: Reading, path: Path, units: MassUnit) -> str:
    return (
        f" about {amount(now.value, path, units)}: likely {from_to(now.likely, path, units)} "
        f"(80 of 100 cases), possible {from_to(now.possible, path, units)} (95 of 100)."
    )


def _rests_on(lift: LiftProgress, told: Progress) -> str:
    if not lift.sessions or lift.last is None:
        return "It was never logged itself; lifts that move alike tell this much."
    days = count(lift.sessions, "day")
    last = on_day(lift.last, told)
    if lift.sessions == 1:
        return f"It rests on one day, {last}; a second one narrows it."
    return f"It rests on {days}, the last {last}."


def change_of(lift: LiftProgress, told: Progress) -> str:
    """Say how much a lift moved over these weeks, as `+3`; empty where nobody can tell."""
    since, now = lift.path.since, lift.path.now
    if since is None or now is None or lift.path.basis is not Basis.OWN_SETS:
        return ""
    change = round(in_unit(now.value - since.value, lift.path, told.units))
    return f"{change:+}" if change else "0"


def _moved(lift: LiftProgress, told: Progress) -> list[str]:
    since, now, change = lift.path.since, lift.path.now, change_of(lift, told)
    if since is None or now is None or not change:
        return []
    on = on_day(since.day, told)
    if change == "0":
        return [f"That is about the same as on {on}."]
    sure = (
        "more than the width of the ranges explains"
        if _is_clear(since, now)
        else "which may still be chance, as wide as the ranges are"
    )
    return [f"That is {change} {unit_of(lift.path, told.units)} since {on}, {sure}."]


def _is_clear(since: Reading, now: Reading) -> bool:
    """Whether a change exceeds the likely ranges of both ends, put together as errors are."""
    halves = [(r.likely.high - r.likely.low) / 2 for r in (since, now)]
    return abs(now.value - since.value) > math.hypot(*halves)


def adherence_sentence(kept: Adherence) -> str:
    """Count the sessions that were due, done, skipped and untold."""
    if not kept.due:
        return "none was due in these weeks."
    moved, skipped, untold = (kept.count(f) for f in (Fate.MOVED, Fate.SKIPPED, Fate.UNTOLD))
    parts = [f"{kept.done} done" + (f" ({moved} of them on another day)" if moved else "")]
    parts += [f"{skipped} skipped"] if skipped else []
    parts += [f"{untold} not logged"] if untold else []
    more = f"; {count(kept.unasked, 'visit')} more than was asked for" if kept.unasked else ""
    return f"{kept.due} due, {', '.join(parts)}{more}."


def reasons(kept: Adherence) -> list[tuple[str, int]]:
    """List why sessions were skipped, the most frequent reason first."""
    told = Counter(inert(one.reason) for one in kept.fates if one.fate is Fate.SKIPPED)
    return told.most_common()


def share_sentence(told: Progress) -> str | None:
    """Say strength's share of the training time, and the running beside it.

    Weeks that are over and in which a run was recorded count; None where there is none.
    """
    weeks = [week for week in told.weeks if week.end < told.today and week.running.minutes]
    if not weeks:
        return None
    lifted = sum(week.done.minutes for week in weeks)
    ran = sum(week.running.minutes for week in weeks)
    known = [week.running.km for week in weeks if week.running.km is not None]
    km = f" and {sum(known) / len(weeks):.0f} km" if len(known) == len(weeks) else ""
    return (
        f"Strength took {percent(lifted / (lifted + ran))} of your training time"
        f"{_planned(told)}, beside {minutes_in_words(round(ran / len(weeks)))}{km} of running a "
        "week."
    )


def _planned(told: Progress) -> str:
    weeks = [week for week in told.weeks if week.planned is not None]
    lifting = sum(week.planned.minutes for week in weeks if week.planned is not None)
    both = lifting + sum(week.running_planned or 0 for week in weeks)
    return f" (planned: {percent(lifting / both)})" if both else ""


def percent(share: float) -> str:
    """Write a share.

    >>> percent(0.284)
    '28 %'
    """
    return f"{100 * share:.0f} %"


def movements_of(told: Progress) -> Sequence[Movement]:
    """List the movements that were planned or done, the most planned and done first."""
    total: Counter[Movement] = Counter()
    for week in (*told.weeks, *((told.next_week,) if told.next_week else ())):
        for work in (week.done, week.planned):
            if work is not None:
                total.update({m: int(n) for m, n in work.hard_sets.items()})
    return [movement for movement, sets in total.most_common() if sets]


def week_label(monday: date, told: Progress) -> str:
    """Name a week by its Monday, this one and the next by themselves."""
    if monday == told.this_week.start:
        return "now"
    if monday > told.today:
        return "next"
    return day_label(monday)
