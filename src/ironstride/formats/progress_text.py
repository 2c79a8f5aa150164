"""Progress as text of 80 columns: tables with small bars, and one lift with its band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final

from ironstride.core.log import SetDone, Side
from ironstride.core.programme import Load
from ironstride.formats import text_chart
from ironstride.formats.chart_pen import day_label
from ironstride.formats.progress_words import (
    Figure,
    adherence_sentence,
    amount,
    change_of,
    from_to,
    hard_sets_of,
    in_units,
    lift_sentences,
    movement_in_words,
    movements_of,
    percent,
    reasons,
    share_sentence,
    unit_of,
    weeks_in_words,
    what_is_read,
)
from ironstride.formats.words import (
    MassWords,
    count,
    day_in_words,
    dose_in_words,
    exact,
    inert,
    masses_in,
    wrapped,
)
from ironstride.strength.adherence import Fate
from ironstride.strength.lift import Measure
from ironstride.strength.progress import LiftDay, LiftProgress, Progress, TrainingWeek
from ironstride.strength.weekly import Work

WIDTH: Final = 80
DAYS_SHOWN: Final = 8
DAYS_AHEAD: Final = 3
PLOT_ROWS: Final = 11
PLOT_WIDTHS: Final = (55, 12)  # up to today, and after it

NOTHING_LOGGED: Final = (
    "No set is logged yet, so there is nothing to show. Log one after your next session, or "
    "bring what another app wrote down:"
)


def nothing_logged() -> str:
    """Say what to do while the log is empty."""
    commands = ("  ironstride log back-squat 3x5@80 rir2", "  ironstride import FILE")
    return _page([[*wrapped(NOTHING_LOGGED, width=WIDTH), *commands]])


def overview(told: Progress) -> str:
    """Write all lifts, this week by movement, week by week, and what became of sessions."""
    return _page(
        [
            [f"Your strength, {weeks_in_words(told)}"],
            list(_lifts(told)),
            list(_movements(told)),
            list(_weeks(told)),
            list(_sessions(told)),
        ]
    )


def one_lift(told: Progress) -> str:
    """Write one lift: its band over time, and each day as planned, done and expected."""
    (lift,) = told.lifts
    if not lift.sessions:
        return _page([list(_never_done(lift, told)), list(_days(lift, told))])
    return _page(
        [
            [f"{inert(lift.name)}, {weeks_in_words(told)}"],
            [line for said in lift_sentences(lift, told) for line in wrapped(said, width=WIDTH)],
            list(_plot(lift, told)),
            list(_days(lift, told)),
        ]
    )


def _page(parts: Iterable[Sequence[str]]) -> str:
    lines = "\n\n".join("\n".join(part) for part in parts if part).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


# All lifts -------------------------------------------------------------------------------


def _lifts(told: Progress) -> Iterator[str]:
    if not told.lifts:
        yield from wrapped(
            f"No set of these weeks. {_last_visit(told)} Look further back with --weeks.",
            width=WIDTH,
        )
        return
    yield f"{'Lifts':<31}{'1RM':>9}  {'likely':<12}{'':<13}{'change':>7}{'days':>6}"
    yield from (_lift_line(lift, told) for lift in told.lifts)
    more = f" {count(told.more_lifts, 'more lift')} did not fit." if told.more_lifts else ""
    yield from wrapped(
        "Your 1RM lies in the likely range in 80 of 100 cases; a hold, a jump or a carry shows "
        f"its most instead. `ironstride progress LIFT` shows one lift day by day.{more}",
        "  ", "  ", width=WIDTH,
    )  # fmt: skip
    if told.visits == 1:
        yield from wrapped(
            "One session so far: every range is wide, and narrows with each session you log.",
            "  ", "  ", width=WIDTH,
        )  # fmt: skip


def _last_visit(told: Progress) -> str:
    return f"The log holds {count(told.visits, 'visit')} before them." if told.visits else ""


def _lift_line(lift: LiftProgress, told: Progress) -> str:
    path, now = lift.path, lift.path.now
    name = _shortened(lift.name, 28)
    if now is None:
        return f"  {name:<29}{'':>9}  {'':<12}{'':<13}{'':>7}{lift.sessions:>6}"
    values = [reading.value for reading in path.weekly]
    low = min(values) - max(0.0, 0.04 * max(values) - (max(values) - min(values))) / 2
    line = text_chart.sparkline(values, low=low) if len(values) > 1 else ""
    return (
        f"  {name:<29}{amount(now.value, path, told.units):>9}  "
        f"{from_to(now.likely, path, told.units):<12}{line:>12} {change_of(lift, told):>7}"
        f"{lift.sessions:>6}"
    )


def _shortened(name: str, width: int) -> str:
    said = inert(name)
    return said if len(said) <= width else said[: width - 1].rstrip() + "…"


# Weeks -----------------------------------------------------------------------------------


def _movements(told: Progress) -> Iterator[str]:
    movements = movements_of(told)
    if not movements:
        return
    now = told.this_week
    columns = "" if told.adherence is None else f"{'planned':>9}{'expected':>9}"
    yield f"{'Hard sets':<31}{count(len(told.weeks), 'week'):<14}{'this week: done':>17}{columns}"
    for movement in movements:
        yield _work_line(movement_in_words(movement), told, hard_sets_of(movement))
    yield _work_line("all", told, lambda work: work.sets)
    if any(week.done.contacts or _planned(week).contacts for week in told.weeks):
        yield _work_line("foot contacts", told, lambda work: work.contacts)
    if now.expected is not None and told.adherence is not None:
        share = percent(told.adherence.expected_share)
        yield from wrapped(
            f"Expected: what is done, and {share} of what this week still asks for, as you have "
            "followed the programme so far.",
            "  ", "  ", width=WIDTH,
        )  # fmt: skip


def _planned(week: TrainingWeek) -> Work:
    return week.planned or Work(hard_sets={})


def _work_line(name: str, told: Progress, figure: Figure) -> str:
    now = told.this_week
    line = text_chart.sparkline([figure(week.done) for week in told.weeks], low=0, width=14)
    cells = (now.done, now.planned, now.expected)
    done, planned, expected = ("" if work is None else f"{figure(work):.0f}" for work in cells)
    return f"  {name:<29}{line:>14}{done:>17}{planned:>9}{expected:>9}"


def _weeks(told: Progress) -> Iterator[str]:
    weeks = [*told.weeks, *((told.next_week,) if told.next_week is not None else ())]
    most = max([week.done.sets for week in weeks] + [_planned(week).sets for week in weeks] + [1])
    yield (
        f"{'Week of':<10}{'hard sets':<22}{'contacts':>9}{'sessions':>9}{'strength':>10}"
        f"{'running':>12}{'share':>7}"
    )
    for week in weeks:
        yield _week_line(week, told, most)
    yield "  █ done, ░ planned and not done; strength and running in minutes"


def _week_line(week: TrainingWeek, told: Progress, most: float) -> str:
    drawn = text_chart.bar(week.done.sets, _planned(week).sets, most, 12)
    share = week.share_planned if week.start > told.today else week.share
    return (
        f"{day_label(week.start):<8}  {drawn:<13}{_of(week, lambda work: work.sets):<9}"
        f"{_of(week, lambda work: work.contacts):>9}{_of(week, lambda work: work.sessions):>9}"
        f"{_of(week, lambda work: work.minutes):>10}"
        f"{_done_of(week.running.minutes, week.running_planned):>12}"
        f"{'' if share is None else percent(share):>7}"
    )


def _of(week: TrainingWeek, figure: Figure) -> str:
    return _done_of(figure(week.done), None if week.planned is None else figure(week.planned))


def _done_of(done: float, planned: float | None) -> str:
    """Say how much was done of what was planned, where anything was."""
    if planned is None:
        return f"{done:.0f}" if done else "-"
    return f"{done:.0f}/{planned:.0f}" if done or planned else "-"


# Sessions --------------------------------------------------------------------------------


def _sessions(told: Progress) -> Iterator[str]:
    if told.adherence is None:
        yield from wrapped(
            "No programme is kept, so nothing was planned to compare with. Plan one and take it "
            "on: ironstride plan --keep",
            width=WIDTH,
        )
    else:
        yield from wrapped(f"Sessions: {adherence_sentence(told.adherence)}", width=WIDTH)
        why = [f"{reason} ({n})" if n > 1 else reason for reason, n in reasons(told.adherence)]
        if why:
            yield from wrapped(f"Skipped for: {', '.join(why)}.", "  ", "  ", width=WIDTH)
        if told.next_week is None:
            yield from wrapped(
                "The programme has nothing after this week. Plan the next: ironstride plan --keep",
                width=WIDTH,
            )
    share = share_sentence(told)
    if share is not None:
        yield from wrapped(share, width=WIDTH)


# One lift --------------------------------------------------------------------------------


def _never_done(lift: LiftProgress, told: Progress) -> Iterator[str]:
    yield from wrapped(f"{inert(lift.name)}: no set of it is logged.", width=WIDTH)
    for said in lift_sentences(lift, told):
        yield from wrapped(said, width=WIDTH)
    yield f"Log one: ironstride log {lift.exercise} {_example(lift)}"


def _example(lift: LiftProgress) -> str:
    return "3x5@40 rir3" if lift.path.measure is Measure.MASS else "3x30s"


def _plot(lift: LiftProgress, told: Progress) -> Iterator[str]:
    """Draw the band over time; behind the line, what comes without one more set."""
    path, units = lift.path, told.units
    past = [in_units(reading, path, units) for reading in path.readings]
    if len(past) < 2:
        return
    ahead = [in_units(reading, path, units) for reading in path.ahead]
    rows = text_chart.plot([past, ahead], widths=PLOT_WIDTHS, height=PLOT_ROWS)
    for n, (value, drawn) in enumerate(rows):
        label = f"{value:.0f}" if n % 2 == 0 else ""
        yield f"{label:>8} │{drawn}"
    yield f"{unit_of(path, units):>8} └{'─' * PLOT_WIDTHS[0]}┴{'─' * PLOT_WIDTHS[1]}"
    year = past[0].day.year
    first = day_label(past[0].day) + ("" if year == told.today.year else f" {year}")
    yield (
        f"{'':>10}{first:<{PLOT_WIDTHS[0] - 6}}{day_label(told.today):>6} "
        f"{day_label(ahead[-1].day):>{PLOT_WIDTHS[1]}}"
    )
    yield f"{'':>10}● {what_is_read(path)}  ▒ likely, 80 of 100  ░ possible, 95 of 100"


def _days(lift: LiftProgress, told: Progress) -> Iterator[str]:
    past = [day for day in lift.days if day.day <= told.today][-DAYS_SHOWN:]
    ahead = [day for day in lift.days if day.day > told.today][:DAYS_AHEAD]
    if not past and not ahead:
        return
    is_mass = lift.path.measure is Measure.MASS
    yield _columns_line(("Day", "planned", "done", *(("expected", "did") if is_mass else ("", ""))))
    for day in (*past, *ahead):
        yield from _day_lines(day, told)
    if is_mass:
        yield from wrapped(
            "Expected: repetitions to failure at that load in 80 of 100 cases, from the sets "
            "before. Did: repetitions with what was left.",
            "  ", "  ", width=WIDTH,
        )  # fmt: skip


CELLS: Final = (11, 27, 24, 9, 5)


def _columns_line(cells: Sequence[str]) -> str:
    return " ".join(f"{cell:<{width}}" for cell, width in zip(cells, CELLS, strict=True))


def _day_lines(day: LiftDay, told: Progress) -> Iterator[str]:
    planned = _planned_in_words(day, told)
    said = (day_in_words(day.day), planned, _done(day, told), _expected(day), _did(day))
    cells = [wrapped(cell, width=width) for cell, width in zip(said, CELLS, strict=True)]
    for line in zip_longest(*cells, fillvalue=""):
        yield _columns_line(line)


def _planned_in_words(day: LiftDay, told: Progress) -> str:
    masses = masses_in(told.units)
    lines = (dose_in_words(line) + _load(line.load, masses) for line in day.planned)
    return "; ".join(lines) or "-"


def _load(load: Load, masses: MassWords) -> str:
    at_mass = "" if load.kg is None else f" @ {masses(load.kg)}"
    return at_mass + ("" if load.rir is None else f", RIR {load.rir}")


def _done(day: LiftDay, told: Progress) -> str:
    if not day.done:
        return _missed(day) if day.day <= told.today else ""
    groups = groupby(day.done, key=lambda one: (one.load, one.assistance, one.side))
    return "; ".join(_sets_in_words(list(sets), told) for _, sets in groups)


def _missed(day: LiftDay) -> str:
    match None if day.missed is None else day.missed.fate:
        case Fate.SKIPPED:
            return f"skipped: {inert(day.missed.reason)}" if day.missed else ""
        case Fate.UNTOLD:
            return "nothing was logged"
        case _:
            return "-"


def _sets_in_words(sets: Sequence[SetDone], told: Progress) -> str:
    """Say sets of one load: `3 x 5 @ 80 kg, RIR 2`."""
    counts = [_counted(one) for one in sets]
    same = len(set(counts)) == 1
    said = f"{len(sets)} x {counts[0]}" if same and len(sets) > 1 else ", ".join(counts)
    masses, first = masses_in(told.units), sets[0]
    load = f" @ {masses(first.load)}" if first.load is not None and first.load.value else ""
    if first.assistance is not None:
        load = f" @ -{masses(first.assistance)}"
    side = {Side.LEFT: " left", Side.RIGHT: " right", None: ""}[first.side]
    left = [one.rir.count for one in sets if one.rir is not None]
    return f"{said}{load}{side}" + (f", RIR {exact(left[-1])}" if left else "")


def _counted(one: SetDone) -> str:
    if one.reps is not None:
        return str(one.reps.count)
    if one.seconds is not None:
        return f"{exact(one.seconds)} s"
    return f"{exact(one.metres)} m" if one.metres is not None else f"{one.contacts} contacts"


def _expected(day: LiftDay) -> str:
    if day.expected is None:
        return ""
    return f"{day.expected.likely.low:.0f}-{day.expected.likely.high:.0f}"


def _did(day: LiftDay) -> str:
    """Say how often the load would have gone up: the best set with what it left."""
    sets = (one for one in day.done if one.load == day.load and one.reps is not None)
    best = max(sets, key=_to_failure, default=None)
    if best is None or day.expected is None:
        return ""
    return exact(_to_failure(best)) + ("" if best.rir is not None else "+")


def _to_failure(one: SetDone) -> float:
    reps = 0 if one.reps is None else one.reps.count
    return reps + (0 if one.rir is None else one.rir.count)
