"""The running week and what it is read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.calendar import Weekday
from ironstride.core.policy import HabitPolicy
from ironstride.core.run import PlannedRun, RecordedRun, RunKind
from ironstride.running.clock import minutes_round_the_dial, usual_clock
from ironstride.running.effort import typical
from ironstride.running.habit import RunningWeek, running_week
from ironstride.running.key_runs import Judgement, judge
from ironstride.running.layoff import layoffs
from ironstride.running.longest_run import longest_outing, runs_far_beyond_the_longest
from ironstride.running.outing import Outing, flat_speed, outings

POLICY = HabitPolicy(
    weeks=12,
    long_run_share=1.25,
    quality_steps=0.6,
    least_share_of_weeks=0.34,
    least_times=3,
    recent_times=6,
    outing_gap_minutes=45,
    longest_run_days=30,
    longest_run_rise=0.10,
)
MONDAY = date(2026, 3, 2)
TODAY = MONDAY + timedelta(weeks=12)
TUESDAY_TRACK, THURSDAY, SUNDAY_LONG = (1, 50, 3.4, 160), (3, 45, 2.8, 140), (6, 100, 2.8, 142)


def run(  # noqa: PLR0913 (a run has this many figures)
    day: int = 0,
    minutes: float = 45,
    speed: float | None = 2.8,
    heart: float | None = 140,
    *,
    week: int = 0,
    clock: time = time(18),
) -> RecordedRun:
    start = datetime.combine(MONDAY + timedelta(weeks=week, days=day), clock)
    return RecordedRun(
        utc_start=start,
        start=start,
        elapsed_s=minutes * 60,
        distance_m=None if speed is None else speed * minutes * 60,
        mean_heart_rate=heart,
    )


def weeks_of(
    *runs: tuple[int, float, float, float], weeks: Iterable[int] = range(12)
) -> list[RecordedRun]:
    """Repeat runs (weekday, minutes, m/s, heart rate), each a little different every week."""
    return [
        run(
            day,
            minutes + week % 3,
            speed * (1 + 0.01 * (week % 4 - 1.5)),
            heart + week % 3,
            week=week,
        )
        for week in weeks
        for day, minutes, speed, heart in runs
    ]


def read(runs: list[RecordedRun], today: date = TODAY) -> RunningWeek:
    return running_week(runs, today=today, policy=POLICY)


def kinds(week: RunningWeek) -> dict[str, str]:
    return {planned.day.short: planned.kind.value for planned in week.habit}


def judged(runs: list[RecordedRun]) -> tuple[Judgement, ...]:
    return judge(outings(runs, gap_minutes=45), policy=POLICY)


# The week


def test_a_plain_week_is_found_as_it_was_run() -> None:
    week = read(weeks_of(TUESDAY_TRACK, THURSDAY, (5, 40, 2.7, 138), SUNDAY_LONG))
    assert kinds(week) == {"Tue": "quality", "Thu": "easy", "Sat": "easy", "Sun": "long"}


def test_a_slow_runner_has_key_runs_too() -> None:
    week = read(
        weeks_of((1, 30, 1.9, 165), (3, 30, 1.6, 150), (5, 30, 1.6, 150), (6, 55, 1.6, 151))
    )
    assert kinds(week) == {"Tue": "quality", "Thu": "easy", "Sat": "easy", "Sun": "long"}


def test_a_runner_of_clockwork_has_no_key_day() -> None:
    week = read(weeks_of((0, 45, 2.8, 140), (2, 45, 2.8, 140), (4, 45, 2.8, 140)))
    assert kinds(week) == {"Mon": "easy", "Wed": "easy", "Fri": "easy"}
    assert any("No weekday is clearly" in note for note in week.notes)


def test_pace_alone_tells_quality_where_no_strap_was_worn() -> None:
    runs = weeks_of(TUESDAY_TRACK, THURSDAY, (5, 40, 2.7, 138), SUNDAY_LONG)
    week = read([replace(r, mean_heart_rate=None) for r in runs])
    assert kinds(week)["Tue"] == "quality"


def test_heart_rate_alone_tells_quality_on_a_treadmill() -> None:
    runs = weeks_of(TUESDAY_TRACK, THURSDAY, (5, 40, 2.7, 138), SUNDAY_LONG)
    week = read([replace(r, distance_m=None) for r in runs])
    assert kinds(week)["Tue"] == "quality"


def test_there_are_at_most_two_quality_days_and_the_third_is_named() -> None:
    hard = [(day, 45.0, 3.2 + day / 10, 160.0) for day in (0, 1, 2)]
    raced = [replace(r, is_race=True) for r in weeks_of(*hard)]
    week = read(raced + weeks_of((3, 45, 2.6, 135), (4, 45, 2.6, 135), SUNDAY_LONG))
    assert [day for day, kind in kinds(week).items() if kind == "quality"] == ["Tue", "Wed"]
    assert any("Monday counts as easy" in note for note in week.notes)


def test_a_wandering_long_run_settles_on_the_commoner_day_and_says_so() -> None:
    on_sunday = weeks_of(TUESDAY_TRACK, THURSDAY, SUNDAY_LONG, weeks=range(0, 12, 2))
    on_saturday = weeks_of(TUESDAY_TRACK, THURSDAY, (5, 100, 2.8, 142), weeks=range(1, 11, 2))
    week = read(on_sunday + on_saturday)
    assert kinds(week)["Sun"] == "long"
    assert list(kinds(week).values()).count("long") == 1
    assert any("wanders (Sat 5, Sun 6)" in note for note in week.notes)


def test_a_long_run_without_a_day_of_its_own_is_said_and_not_placed() -> None:
    base = weeks_of((0, 40, 2.8, 140), (2, 40, 2.8, 140))
    long = [run((1, 3, 4, 5, 6, 1)[n], 90, week=2 * n) for n in range(6)]
    week = read(base + long)
    assert "long" not in kinds(week).values()
    assert any("no day of its own" in note for note in week.notes)


def test_a_long_race_stands_for_the_long_run_of_its_week() -> None:
    runs = weeks_of(TUESDAY_TRACK, THURSDAY, SUNDAY_LONG)
    raced = [replace(r, is_race=True) if r.minutes > 90 else r for r in runs]
    assert kinds(read(raced))["Sun"] == "long"


@pytest.mark.parametrize(("times", "found"), [(4, 2), (5, 3)])
def test_a_day_is_a_habit_from_a_third_of_the_weeks(times: int, found: int) -> None:
    often = weeks_of((1, 45, 2.8, 140), (3, 45, 2.8, 140))
    rare = weeks_of((5, 45, 2.8, 140), weeks=range(times))
    more = weeks_of((6, 45, 2.8, 140), weeks=range(times, 12))  # three days a week
    week = read(often + rare + more)
    assert len([day for day in week.weekdays if day.share >= 0.34]) == found + 1


def test_days_that_take_turns_are_not_all_taken() -> None:
    often = weeks_of((1, 45, 2.8, 140), (3, 45, 2.8, 140))
    turns = weeks_of((4, 45, 2.8, 140), weeks=range(6)) + weeks_of(
        (5, 45, 2.8, 140), weeks=range(6, 11)
    )
    assert set(kinds(read(often + turns))) == {"Tue", "Thu", "Fri"}


def test_the_week_looks_no_further_than_yesterday() -> None:
    past = weeks_of(TUESDAY_TRACK, THURSDAY, SUNDAY_LONG)
    later = weeks_of((0, 200, 3.5, 180), weeks=range(12, 20))
    assert read(past + later) == read(past)


def test_the_running_week_holds_full_weeks_only() -> None:
    week = read(weeks_of(THURSDAY, weeks=range(14)), today=TODAY + timedelta(days=4))
    assert (week.first, week.last) == (MONDAY, TODAY - timedelta(days=1))
    assert week.weekdays[0].times == 12


def test_weeks_inside_a_lay_off_do_not_count() -> None:
    week = read(weeks_of(TUESDAY_TRACK, THURSDAY, weeks=[0, 1, 2, 3, 6, 7, 8, 9, 10, 11]))
    assert week.counted == 10
    assert week.weekdays[0].share == 1
    assert [stretch.days for stretch in week.layoffs] == [18]


def test_weeks_before_the_first_run_do_not_count() -> None:
    assert read(weeks_of(TUESDAY_TRACK, weeks=range(8, 12))).counted == 4


def test_no_runs_give_a_week_without_a_habit_and_a_word_about_it() -> None:
    week = read([])
    assert week.habit == ()
    assert "[running] habit" in week.notes[0]


def test_old_runs_alone_give_no_habit() -> None:
    week = read(weeks_of(THURSDAY), today=TODAY + timedelta(weeks=40))
    assert (week.habit, week.counted) == ((), 0)


def test_two_runs_a_day_become_two_habitual_runs() -> None:
    morning = [run(1, 30, week=week, clock=time(7)) for week in range(12)]
    week = read(weeks_of(TUESDAY_TRACK, THURSDAY) + morning)
    tuesday = [(r.start, r.minutes) for r in week.habit if r.day is Weekday.TUESDAY]
    assert tuesday == [(time(7), 30), (time(18), 50)]


def test_usual_minutes_are_those_of_the_latest_runs() -> None:
    growing = [run(3, 40 if week < 6 else 60, week=week) for week in range(12)]
    assert read(growing).habit[0].minutes == 60


def test_an_endless_run_is_cut_to_what_a_habit_may_last() -> None:
    ultra = [run(5, 800, 2.0, 130, week=week) for week in range(12)]
    assert read(ultra).habit[0].minutes == 600


def test_certainty_grows_with_the_number_of_runs() -> None:
    few = read(weeks_of(THURSDAY, weeks=range(9, 12))).weekdays[0]
    many = read(weeks_of(THURSDAY)).weekdays[0]
    assert few.times_of_kind == 3
    assert few.certainty == pytest.approx(4 / 5)
    assert many.certainty == pytest.approx(13 / 14)


def test_weekly_volume_is_the_middle_and_the_range() -> None:
    week = read([run(1, 60, 2.5, week=week) for week in range(11)] + [run(1, 120, 2.5, week=11)])
    assert (week.volume.km.middle, week.volume.km.most) == (9.0, 18.0)
    assert week.volume.minutes.least == 60


@given(st.lists(st.tuples(st.integers(0, 83), st.integers(5, 300)), max_size=60))
def test_any_history_gives_a_week_that_a_coach_would_recognise(
    history: list[tuple[int, int]],
) -> None:
    week = read([run(day, minutes) for day, minutes in history])
    planned = [r.kind for r in week.habit]
    assert planned.count(RunKind.LONG) <= 1
    assert planned.count(RunKind.QUALITY) <= 2


# Outings


@pytest.mark.parametrize(("minutes_later", "parts"), [(45, 2), (46, 1)])
def test_files_with_a_short_break_between_them_are_one_outing(
    minutes_later: int, parts: int
) -> None:
    track = run(1, 15, clock=time(18))
    home = replace(track, start=track.start + timedelta(minutes=15 + minutes_later))
    assert len(outings([home, track], gap_minutes=45)[0].parts) == parts


def test_an_outing_sums_its_parts_and_admits_an_unknown_distance() -> None:
    both = Outing((run(0, 20), run(0, 25)))
    assert both.minutes == 45
    assert Outing((run(0, 20), run(0, 25, None))).distance_km is None


def test_an_outing_holds_a_run() -> None:
    with pytest.raises(ValueError, match="at least one run"):
        Outing(())


def test_a_metre_of_climb_counts_as_eight_of_flat() -> None:
    hilly = replace(run(0, 60, 2.5), ascent_m=125)
    assert flat_speed(hilly) == pytest.approx((9000 + 1000) / 3600)


@pytest.mark.parametrize("speed", [None, 0.1, 6.6])
def test_a_speed_that_no_runner_holds_is_no_speed(speed: float | None) -> None:
    assert flat_speed(run(0, 60, speed)) is None


# Key runs


def test_every_judgement_gives_its_reasons() -> None:
    for judgement in judged(weeks_of(TUESDAY_TRACK, THURSDAY, SUNDAY_LONG)):
        assert judgement.reasons
        assert 0.5 <= judgement.confidence <= 0.95


@pytest.mark.parametrize(("minutes", "kind"), [(55, "easy"), (57, "long")])
def test_a_long_run_is_a_quarter_longer_than_usual(minutes: int, kind: str) -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    assert judged([*usual, run(6, minutes, week=2)])[-1].kind == kind


def test_only_the_longest_run_of_a_week_is_long() -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    found = judged([*usual, run(5, 70, week=2), run(6, 100, week=2)])
    assert [j.kind.value for j in found[-2:]] == ["easy", "long"]


def test_a_race_flag_is_believed() -> None:
    race = judged([replace(run(), is_race=True)])[0]
    assert (race.kind, race.reasons) == (RunKind.RACE, ("the file calls it a race",))


def test_a_hard_run_over_a_race_distance_is_a_race() -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    parkrun = replace(run(5, 25, 3.35, 165, week=2), distance_m=5020)
    race = judged([*usual, parkrun])[-1]
    assert race.kind is RunKind.RACE
    assert "5 km, a race distance" in race.reasons


def test_an_easy_run_over_a_race_distance_is_no_race() -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    assert judged([*usual, replace(run(5, 60, week=2), distance_m=10_000)])[-1].kind != "race"


@pytest.mark.parametrize(("title", "kind"), [(None, "easy"), ("Bahn: 6x800", "quality")])
def test_a_word_in_the_title_tips_a_close_case(title: str | None, kind: str) -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    brisk = replace(run(5, 45, 2.86, 141.5, week=2), title=title)
    assert judged([*usual, brisk])[-1].kind == kind


def test_a_word_in_the_title_makes_no_easy_run_hard() -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    assert judged([*usual, replace(run(5, 45, week=2), title="Tempo!")])[-1].kind == "easy"


def test_the_hardest_part_of_an_outing_speaks_for_it() -> None:
    usual = [run(day, 45, week=week) for week in range(3) for day in (0, 2, 4)]
    warm_up = run(5, 15, 2.6, 130, week=2, clock=time(18))
    reps = run(5, 20, 3.8, 170, week=2, clock=time(18, 20))
    assert judged([*usual, warm_up, reps])[-1].kind == "quality"


def test_with_too_few_runs_nothing_is_typical() -> None:
    assert typical([10.0] * 5, least_spread=0.1) is None
    assert judged([run()])[0].reasons == ("too little is known to tell how hard it was",)


# Clocks


def test_the_usual_clock_is_not_pulled_by_one_early_start() -> None:
    assert usual_clock([time(18), time(18, 10), time(18, 5), time(6)]) == time(18, 5)


def test_the_usual_clock_goes_round_midnight() -> None:
    assert usual_clock([time(23, 30), time(23, 58), time(0, 20)]) == time(0)


def test_no_runs_have_no_usual_clock() -> None:
    with pytest.raises(ValueError, match="no runs"):
        usual_clock([])


@given(st.lists(st.times(), min_size=1, max_size=9), st.integers(0, 287))
def test_turning_the_dial_turns_the_usual_clock(clocks: list[time], fives: int) -> None:
    turned = [
        (datetime.combine(MONDAY, clock) + timedelta(minutes=5 * fives)).time() for clock in clocks
    ]
    before = sum(minutes_round_the_dial(usual_clock(clocks), clock) for clock in clocks)
    after = sum(minutes_round_the_dial(usual_clock(turned), clock) for clock in turned)
    assert abs(before - after) <= 5 * len(clocks)


# Lay-offs


@pytest.mark.parametrize(("days", "found"), [(14, 0), (15, 1)])
def test_fourteen_days_without_a_run_are_a_lay_off(days: int, found: int) -> None:
    runs = [run(0), run(days)]
    assert len(layoffs(runs, today=MONDAY + timedelta(days=days + 1), days=14)) == found


def test_the_current_lay_off_lasts_until_yesterday() -> None:
    (stretch,) = layoffs([run(0)], today=MONDAY + timedelta(days=21), days=14)
    assert (stretch.days, stretch.last) == (20, MONDAY + timedelta(days=20))


def test_nobody_knows_of_a_lay_off_before_the_first_run() -> None:
    assert layoffs([], today=TODAY, days=14) == ()


# The longest run


def planned(day: int, minutes: int, km: float | None = None, kind: str = "long") -> PlannedRun:
    start = datetime.combine(MONDAY + timedelta(days=day), time(9))
    return PlannedRun(start=start, minutes=minutes, kind=RunKind(kind), distance_km=km)


@pytest.mark.parametrize(("km", "found"), [(11.0, 0), (11.1, 1)])
def test_a_planned_run_beyond_a_tenth_more_than_the_longest_is_named(km: float, found: int) -> None:
    history = [run(0, 60, 10_000 / 3600)]
    cautions = runs_far_beyond_the_longest([planned(7, 66, km)], history, policy=POLICY)
    assert [c.rule for c in cautions] == ["longest-run"] * found


def test_the_caution_says_when_how_much_and_what_to_do() -> None:
    (caution,) = runs_far_beyond_the_longest([planned(6, 90)], [run(0, 60)], policy=POLICY)
    assert caution.message == (
        "Sun 2026-03-08: 90 minutes is 50% beyond the longest run of the 30 days before "
        "(60 minutes); up to 66 minutes is the careful step"
    )


@pytest.mark.parametrize(("day", "found"), [(30, 1), (31, 0)])
def test_the_longest_run_is_one_of_thirty_days(day: int, found: int) -> None:
    assert (
        len(runs_far_beyond_the_longest([planned(day, 90)], [run(0, 60)], policy=POLICY)) == found
    )


def test_an_earlier_run_of_the_same_day_is_no_measure() -> None:
    same_day = [run(0, 60), run(6, 120, clock=time(6))]
    assert len(runs_far_beyond_the_longest([planned(6, 90)], same_day, policy=POLICY)) == 1


def test_runs_planned_earlier_count_as_run() -> None:
    steps = [planned(7 * week, round(60 * 1.1**week)) for week in range(1, 8)]
    assert runs_far_beyond_the_longest(steps, [run(0, 60)], policy=POLICY) == ()


def test_races_and_first_runs_are_not_named() -> None:
    ahead = [planned(7, 200, kind="race")]
    assert runs_far_beyond_the_longest(ahead, [run(0, 60)], policy=POLICY) == ()
    assert runs_far_beyond_the_longest([planned(7, 200)], [], policy=POLICY) == ()


def test_a_recording_of_a_few_seconds_is_no_longest_run() -> None:
    blip = run(0, 0.2, None)
    assert runs_far_beyond_the_longest([planned(7, 60)], [blip], policy=POLICY) == ()


def test_the_longest_run_of_thirty_days_is_found_by_distance() -> None:
    slow, far = run(0, 100, 2.0), run(7, 90, 3.0)
    found = longest_outing([slow, far], today=MONDAY + timedelta(days=20), policy=POLICY)
    assert found == Outing((far,))
    assert longest_outing([slow], today=MONDAY + timedelta(days=31), policy=POLICY) is None
