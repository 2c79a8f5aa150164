"""Progress as charts: one lift with its band, or all lifts, sets, contacts and hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ironstride.core.log import SetDone
from ironstride.formats.chart_values import Bar, Bars, Chart, Mark, Row, Rows, Trend
from ironstride.formats.progress_words import (
    Figure,
    adherence_sentence,
    amount,
    change_of,
    from_to,
    hard_sets_of,
    in_unit,
    in_units,
    lift_sentences,
    movement_in_words,
    movements_of,
    percent,
    share_sentence,
    unit_of,
    week_label,
    weeks_in_words,
    what_is_read,
)
from ironstride.formats.words import count
from ironstride.strength.lift import Measure
from ironstride.strength.progress import LiftProgress, Progress, TrainingWeek, planned_load, top_set

MOST_LIFTS: Final = 6
LONGEST_PATH: Final = 120  # readings that a line is drawn from


def title(told: Progress) -> str:
    """Name the picture of all."""
    return f"Your strength, {weeks_in_words(told)}"


def charts(told: Progress) -> tuple[Chart, ...]:
    """Give what can be drawn of all lifts and weeks."""
    return tuple(_charts(told))


def _charts(told: Progress) -> Iterator[Chart]:
    known = [lift for lift in told.lifts if lift.path.now is not None][:MOST_LIFTS]
    rows = tuple(_lift_row(lift, told) for lift in known)
    if rows:
        said = "1RM, or the most of a hold or jump, and where it lies in 80 of 100 cases."
        yield Rows(id="lifts", title="Lifts", said=said, rows=rows)
    yield _bars("sets", "Hard sets a week", told, lambda work: work.sets)
    movements = tuple(
        _work_row(movement_in_words(m), told, hard_sets_of(m)) for m in movements_of(told)
    )
    if movements:
        of_planned = "" if told.adherence is None else ", done of planned"
        said = f"This week{of_planned}; {count(len(told.weeks), 'week')} from the left."
        yield Rows(id="movements", title="Hard sets by movement", said=said, rows=movements)
    if any(week.done.contacts or (week.planned and week.planned.contacts) for week in told.weeks):
        yield _bars("contacts", "Foot contacts a week", told, lambda work: work.contacts)
    if any(week.running.minutes for week in told.weeks):
        yield _hours(told)
    if any(week.running.km for week in told.weeks):
        yield _running(told)


def _running(told: Progress) -> Bars:
    """Draw how far was run; a week with a run of unknown length says nothing."""
    now = told.this_week.running
    far = "" if now.km is None else f" and {now.km:.0f} km"
    return Bars(
        id="running",
        title="Running, km a week",
        said=f"{count(now.runs, 'run')}{far} this week.",
        unit="km",
        bars=tuple(
            Bar(label=week_label(week.start, told), done=(week.running.km or 0,))
            for week in told.weeks
        ),
        names=("run",),
    )


def lift_charts(told: Progress) -> tuple[Trend, ...]:
    """Give the picture of one lift; empty where nothing is known of it."""
    (lift,) = told.lifts
    if not lift.path.readings:
        return ()
    path, units = lift.path, told.units
    readings = path.readings[:: -(-len(path.readings) // LONGEST_PATH)]
    if readings[-1] is not path.readings[-1]:
        readings = (*readings, path.readings[-1])
    return (
        Trend(
            id="lift",
            title=f"{lift.name}, {what_is_read(path)}",
            said=" ".join(lift_sentences(lift, told)),
            unit=unit_of(path, units),
            line=tuple(in_units(reading, path, units) for reading in readings),
            ahead=tuple(in_units(r, path, units) for r in (readings[-1], *path.ahead)),
            done=tuple(_done_marks(lift, told)),
            planned=tuple(_planned_marks(lift, told)),
            done_name="heaviest set" if path.measure is Measure.MASS else "longest set",
            planned_name="planned",
        ),
    )


def _done_marks(lift: LiftProgress, told: Progress) -> Iterator[Mark]:
    for day in lift.days:
        value = _most_done(lift, day.done)
        if value is not None:
            yield Mark(day.day, in_unit(value, lift.path, told.units))


def _most_done(lift: LiftProgress, done: Sequence[SetDone]) -> float | None:
    match lift.path.measure:
        case Measure.MASS:
            top = top_set(done)
            return None if top is None or top.load is None else top.load.value
        case Measure.SECONDS:
            found = [one.seconds for one in done]
        case Measure.METRES:
            found = [one.metres for one in done]
        case Measure.CONTACTS:
            found = [one.contacts for one in done]
        case Measure.REPS:
            found = [None if one.reps is None else one.reps.count for one in done]
    return max((float(value) for value in found if value is not None), default=None)


def _planned_marks(lift: LiftProgress, told: Progress) -> Iterator[Mark]:
    if lift.path.measure is Measure.MASS:
        for day in lift.days:
            load = planned_load(day.planned)
            if load is not None:
                yield Mark(day.day, in_unit(load.value, lift.path, told.units))


def _lift_row(lift: LiftProgress, told: Progress) -> Row:
    path, now = lift.path, lift.path.readings[-1]
    change = change_of(lift, told)
    moved = f" ({change})" if change else ""
    return Row(
        name=lift.name,
        value=f"{amount(now.value, path, told.units)}{moved}",
        note=f"likely {from_to(now.likely, path, told.units)}",
        line=path.weekly if len(path.weekly) > 1 else (),
    )


def _weeks(told: Progress) -> tuple[TrainingWeek, ...]:
    return (*told.weeks, *((told.next_week,) if told.next_week is not None else ()))


def _bar(week: TrainingWeek, told: Progress, figure: Figure) -> Bar:
    return Bar(
        label=week_label(week.start, told),
        done=(figure(week.done),),
        planned=None if week.planned is None else figure(week.planned),
        expected=None if week.expected is None else figure(week.expected),
    )


def _bars(id_: str, name: str, told: Progress, figure: Figure) -> Bars:
    return Bars(
        id=id_,
        title=name,
        said=_this_week(told, figure) + _sessions(told, id_),
        unit="",
        bars=tuple(_bar(week, told, figure) for week in _weeks(told)),
    )


def _this_week(told: Progress, figure: Figure) -> str:
    now = told.this_week
    done = f"{figure(now.done):.0f}"
    if now.planned is None:
        return f"{done} this week."
    expected = "" if now.expected is None else f"; {figure(now.expected):.0f} to be expected"
    return f"{done} of {figure(now.planned):.0f} planned this week{expected}."


def _sessions(told: Progress, id_: str) -> str:
    is_told = id_ == "sets" and told.adherence is not None
    return f" Sessions: {adherence_sentence(told.adherence)}" if is_told and told.adherence else ""


def _work_row(name: str, told: Progress, figure: Figure) -> Row:
    now = told.this_week
    done, planned = figure(now.done), 0.0 if now.planned is None else figure(now.planned)
    is_expected = now.expected is not None and bool(planned)
    return Row(
        name=name,
        value=f"{done:.0f} of {planned:.0f}" if planned else f"{done:.0f}",
        note=f"expected {figure(now.expected):.0f}" if now.expected and is_expected else "",
        bars=tuple(_bar(week, told, figure) for week in _weeks(told)),
    )


def _hours(told: Progress) -> Bars:
    def bar(week: TrainingWeek) -> Bar:
        return Bar(
            label=week_label(week.start, told),
            done=(week.done.minutes / 60, week.running.minutes / 60),
            note="" if week.share is None or not week.done.minutes else percent(week.share),
        )

    return Bars(
        id="hours",
        title="Hours a week, and strength's share",
        said=share_sentence(told) or "No strength work in these weeks yet.",
        unit="h",
        bars=tuple(bar(week) for week in told.weeks),
        names=("strength", "running"),
    )
