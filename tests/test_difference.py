"""What an athlete sees change between two programmes, and how it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings

from ironstride.core.exercise import Pattern
from ironstride.core.programme import Caution, PhaseName, Programme, Role, Session
from ironstride.core.run import Race, RacePriority
from ironstride.formats.difference_text import DifferencePage, write
from ironstride.planning.changes.because import Explained
from ironstride.planning.changes.difference import (
    CautionDiffers,
    Difference,
    ExerciseDiffers,
    RaceDiffers,
    RunDiffers,
    SessionDiffers,
    WeekKind,
    WeeksDiffer,
    difference,
)
from programmes import CATALOGUE, START, programmes, season

SEASON = season()
DAY = timedelta(days=1)


def between(before: Programme, after: Programme) -> tuple[Difference, ...]:
    return difference(before, after, CATALOGUE.exercises)


def in_week(number: int, change: Callable[[tuple[Session, ...]], tuple[Session, ...]]) -> Programme:
    """Change the sessions of one week, counted from 1."""
    week = SEASON.weeks[number - 1]
    changed = replace(week, sessions=change(week.sessions))
    weeks = (*SEASON.weeks[: number - 1], changed, *SEASON.weeks[number:])
    return replace(SEASON, weeks=weeks)


def later(session: Session, days: int) -> Session:
    return replace(session, start=session.start + days * DAY)


def only(found: tuple[Difference, ...]) -> SessionDiffers:
    (one,) = found
    assert isinstance(one, SessionDiffers)
    return one


@settings(deadline=None, max_examples=100)
@given(programmes())
def test_a_programme_does_not_differ_from_itself(programme: Programme) -> None:
    assert between(programme, programme) == ()


@settings(deadline=None, max_examples=50)
@given(programmes(), programmes())
def test_every_session_that_is_gone_or_new_is_told(before: Programme, after: Programme) -> None:
    found = [d for d in between(before, after) if isinstance(d, SessionDiffers)]
    was, now = ([s for d in found if (s := getattr(d, side))] for side in ("was", "now"))
    assert len(was) - len(now) == len(list(before.sessions)) - len(list(after.sessions))


def test_reasons_and_certificate_are_no_difference() -> None:
    def unexplained(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        return tuple(replace(session, reasons=()) for session in sessions)

    assert between(SEASON, replace(in_week(3, unexplained), certificate=(), seed=8)) == ()


def test_a_session_on_another_day_has_moved() -> None:
    moved = only(between(SEASON, in_week(6, lambda s: (s[0], later(s[1], 1)))))
    assert moved.is_moved
    assert not moved.exercises
    assert [s.start.date() for s in (moved.was, moved.now) if s] == [
        date(2026, 12, 31),
        date(2027, 1, 1),
    ]


def test_a_session_may_move_into_the_next_week_but_no_further() -> None:
    without = in_week(6, lambda s: s[:1])
    gone = SEASON.weeks[5].sessions[1]

    def after(days: int) -> Programme:
        week = without.weeks[6 + (days > 7)]
        more = replace(week, sessions=(later(gone, days), *week.sessions))
        weeks = tuple(more if w.start == week.start else w for w in without.weeks)
        return replace(without, weeks=weeks)

    assert only(between(SEASON, after(5))).is_moved
    assert len(between(SEASON, after(12))) == 2


def test_two_sessions_that_swap_their_days_have_both_moved() -> None:
    def swapped(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        first, second = sessions
        return replace(second, start=first.start), replace(first, start=second.start)

    found = between(SEASON, in_week(6, swapped))
    assert [d.is_moved for d in found if isinstance(d, SessionDiffers)] == [True, True]


def test_of_two_alike_the_more_alike_has_moved() -> None:
    first = SEASON.weeks[5].sessions[0]
    like = exercise(later(first, 3), "push-up", exercise="dead-bug")
    before = in_week(6, lambda _: (first, like))
    after = in_week(6, lambda _: (later(like, -2), later(first, 2)))  # each is now nearer the other
    found = [d for d in between(before, after) if isinstance(d, SessionDiffers)]
    assert [d.exercises for d in found] == [(), ()]


def test_a_session_that_is_dropped_has_nothing_now() -> None:
    dropped = only(between(SEASON, in_week(6, lambda s: s[:1])))
    assert (dropped.was, dropped.now) == (SEASON.weeks[5].sessions[1], None)


def exercise(session: Session, old: str, **new: object) -> Session:
    """Change the hard sets of one exercise."""
    changed = tuple(
        replace(p, **new) if p.exercise == old and p.role.is_hard else p  # type: ignore[arg-type]  # a test's shorthand
        for p in session.exercises
    )
    return replace(session, exercises=changed)


def test_fewer_sets_are_told_with_the_exercise() -> None:
    (row,) = only(
        between(SEASON, in_week(6, lambda s: (exercise(s[0], "push-up", sets=1), s[1])))
    ).exercises
    assert [p.sets for side in (row.was, row.now) for p in side] == [2, 1]
    assert not row.is_exchange


def test_another_exercise_for_the_same_movement_is_an_exchange() -> None:
    other = in_week(6, lambda s: (exercise(s[0], "push-up", exercise="one-arm-row"), s[1]))
    (row,) = only(between(SEASON, other)).exercises
    assert row.is_exchange
    assert (row.was[0].exercise, row.now[0].exercise) == ("push-up", "one-arm-row")


def test_without_knowing_the_exercises_nothing_is_called_the_same_movement() -> None:
    hard = tuple(
        replace(e, pattern=pattern)
        for e, pattern in zip(
            CATALOGUE.exercises.values(), (Pattern.PULL, Pattern.PUSH), strict=False
        )
    )
    known = {"push-up": hard[0], "one-arm-row": hard[1]}
    other = in_week(6, lambda s: (exercise(s[0], "push-up", exercise="one-arm-row"), s[1]))
    rows = only(difference(SEASON, other, known)).exercises
    assert [(len(row.was), len(row.now)) for row in rows] == [(1, 0), (0, 1)]


def test_a_main_lift_that_becomes_an_accessory_stays_one_row() -> None:
    other = in_week(6, lambda s: (s[0], exercise(s[1], "step-up-db", role=Role.ACCESSORY)))
    (row,) = only(between(SEASON, other)).exercises
    assert (row.was[0].role, row.now[0].role) == (Role.MAIN, Role.ACCESSORY)


def test_weeks_that_change_alike_are_told_together() -> None:
    weeks = tuple(
        replace(week, phase=PhaseName.POWER) if n in (7, 8) else week
        for n, week in enumerate(SEASON.weeks)
    )
    (found,) = between(SEASON, replace(SEASON, weeks=weeks))
    was, now = (
        WeekKind(phase, is_light=False) for phase in (PhaseName.MAX_STRENGTH, PhaseName.POWER)
    )
    first, last = (START + timedelta(weeks=n) for n in (7, 8))
    assert found == WeeksDiffer(first=first, last=last, was=was, now=now)


def test_a_run_on_another_day_has_moved() -> None:
    week = SEASON.weeks[5]
    run = week.runs[0]
    moved = replace(run, start=run.start + DAY)
    weeks = (*SEASON.weeks[:5], replace(week, runs=(moved, *week.runs[1:])), *SEASON.weeks[6:])
    assert between(SEASON, replace(SEASON, weeks=weeks)) == (RunDiffers(run, moved),)


def test_races_are_added_moved_and_dropped() -> None:
    ten, half = SEASON.athlete.races
    five = Race(day=date(2027, 2, 7), distance_km=5, priority=RacePriority.C)
    races = (five, replace(half, day=date(2027, 3, 13)))
    after = replace(SEASON, athlete=replace(SEASON.athlete, races=races))
    assert between(SEASON, after) == (
        RaceDiffers(None, five),
        RaceDiffers(half, races[1]),
        RaceDiffers(ten, None),
    )


def test_only_new_notes_are_told() -> None:
    note = Caution("taper", "Your last session lies close to the race.")
    after = replace(SEASON, warnings=(*SEASON.warnings, note))
    assert between(SEASON, after) == (CautionDiffers(note),)
    assert between(after, SEASON) == ()


# In words --------------------------------------------------------------------------------


def _explained(one: Difference, because: str | None) -> Explained:
    if not isinstance(one, SessionDiffers):
        return Explained(one)
    return Explained(one, because, (None,) * len(one.exercises))


def told(after: Programme, *, because: str | None = None, tells_all: bool = False) -> str:
    page = DifferencePage(
        changes=("Something happened.",),
        differences=tuple(_explained(d, because) for d in between(SEASON, after)),
        programme=after,
        today=START,
        catalogue=CATALOGUE,
        tells_all=tells_all,
    )
    return write(page)


def test_a_moved_session_is_told_with_both_days_and_the_reason() -> None:
    page = told(in_week(6, lambda s: (s[0], later(s[1], 1))), because="Thu is gone")
    assert (
        "  Week of Mon 28 Dec\n    Thu 31 Dec 17:00 moves to Fri 1 Jan 17:00, one-leg str" in page
    )
    assert "      because Thu is gone\n" in page
    assert "Sessions: 1 change, 29 of 30 ahead stay as they are" in page


def test_a_move_without_a_reason_of_its_own_fits_with_the_others() -> None:
    page = told(in_week(6, lambda s: (s[0], later(s[1], 1))))
    assert "to fit with what changed around it" in page


def test_only_what_is_different_of_an_exercise_is_told() -> None:
    page = told(in_week(6, lambda s: (exercise(s[0], "push-up", sets=1), s[1])))
    assert "      - Push-up: 1 x 8-12 instead of 2 x 8-12\n" in page


def test_an_exchange_names_both_exercises() -> None:
    page = told(in_week(6, lambda s: (exercise(s[0], "push-up", exercise="one-arm-row"), s[1])))
    assert "- One-arm dumbbell row 2 x 8-12, rest 60 s" in page
    assert "instead of Push-up" in " ".join(page.split())


def test_the_ramp_of_an_exchanged_lift_is_not_told_beside_it() -> None:
    def other_lift(sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        squat = [
            replace(p, exercise="step-up-db") if p.exercise == "back-squat" else p
            for p in sessions[0].exercises
        ]
        return replace(sessions[0], exercises=tuple(squat)), sessions[1]

    page = told(in_week(6, other_lift))
    assert "Dumbbell step-up" in page
    assert "warm-up sets" not in page


def test_after_three_weeks_the_rest_is_summed_up_unless_all_is_asked_for() -> None:
    weeks = tuple(replace(week, sessions=week.sessions[:1]) for week in SEASON.weeks)
    short, full = (told(replace(SEASON, weeks=weeks), tells_all=every) for every in (False, True))
    assert short.count("dropped: one-leg strength") == 3
    assert "  And later (--all tells each)\n    week of Mon 14 Dec: 1 dropped\n" in short
    assert full.count("dropped: one-leg strength") == 14


def test_nothing_but_what_happened_is_told_where_nothing_changes() -> None:
    assert told(SEASON) == (
        "What happened\n  - Something happened.\n\n"
        "No session changes: all 30 sessions ahead stay as they are.\n"
    )


def test_phases_races_and_runs_are_told_in_days() -> None:
    ten, half = SEASON.athlete.races
    week = SEASON.weeks[5]
    moved = replace(week.runs[0], start=datetime(2026, 12, 30, 18))
    weeks = [*SEASON.weeks[:5], replace(week, runs=(moved, *week.runs[1:])), *SEASON.weeks[6:]]
    weeks[9] = replace(weeks[9], is_light=False)
    after = replace(SEASON, weeks=tuple(weeks), athlete=replace(SEASON.athlete, races=(half,)))
    page = told(after)
    assert "- the race is off: 10 km (B, 10 km) on Sun 24 Jan" in page
    assert "- 25 to 31 Jan (1 week): max strength instead of max strength, light" in page
    assert "- Wed 30 Dec 18:00, quality run, 1 h 00 min, 12 km (was Tue 29 Dec" in page or (
        "- Wed 30 Dec 18:00, quality run, 60 min, 12 km (was Tue 29 Dec" in page
    )
    assert ten not in after.athlete.races


@pytest.mark.parametrize("width", [100])
def test_the_page_stays_within_a_hundred_columns(width: int) -> None:
    weeks = tuple(replace(week, sessions=week.sessions[:1]) for week in SEASON.weeks)
    page = told(replace(SEASON, weeks=weeks), because="a reason as long as reasons go " * 8)
    assert max(map(len, page.split("\n"))) <= width


def test_a_difference_of_no_session_has_no_start() -> None:
    with pytest.raises(ValueError, match="was, is, or both"):
        _ = SessionDiffers(None, None, (ExerciseDiffers((), ()),)).start


def test_a_race_that_is_changed_on_its_day_is_told_with_both() -> None:
    ten, half = SEASON.athlete.races
    longer = replace(half, distance_km=25)
    after = replace(SEASON, athlete=replace(SEASON.athlete, races=(ten, longer)))
    assert between(SEASON, after) == (RaceDiffers(half, longer),)


def test_a_difference_starts_when_its_session_is_now_or_else_when_it_was() -> None:
    was = SEASON.weeks[0].sessions[0]
    now = later(was, 1)
    starts = [SessionDiffers(*pair).start for pair in ((was, now), (was, None), (None, now))]
    assert starts == [now.start, was.start, now.start]
