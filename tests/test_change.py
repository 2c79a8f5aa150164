"""Changes as values: what each asks for, what it refuses, and what outlives the next replanning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

import people
from ironstride.core.athlete import Athlete, Offer
from ironstride.core.calendar import Weekday
from ironstride.core.programme import Phase, PhaseName, Programme, Session, Subject, Week
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.planning.changes.change import (
    Away,
    Change,
    DayGone,
    DayOffered,
    EasedWeek,
    FailedWeek,
    FewerMinutes,
    NoLongerSore,
    NowSore,
    OffTraining,
    RaceAdded,
    RaceDropped,
    RaceMoved,
    RunAdded,
    RunDropped,
    RunMoved,
    SessionMissed,
    changed,
)
from ironstride.planning.changes.under_way import (
    Amendments,
    amendments_to,
    request_under_way,
    running_week_of,
)
from ironstride.planning.plan import outline_for
from ironstride.planning.request import Request
from people import MONDAY

TODAY = MONDAY + timedelta(days=15)  # the Tuesday of the third week
RACE = MONDAY + timedelta(weeks=15, days=6)


def day(week: int, weekday: int) -> date:
    """Name a day by its week, counted from 1, and its weekday, Monday being 0."""
    return MONDAY + timedelta(weeks=week - 1, days=weekday)


def moment(week: int, weekday: int, hour: int) -> datetime:
    return datetime.combine(day(week, weekday), time(hour))


def who() -> Athlete:
    asked = people.half_marathoner().athlete
    return replace(asked, places={**asked.places, "hotel": people.FLOOR})


def _week(number: int, runs: tuple[PlannedRun, ...]) -> Week:
    starts = (datetime.combine(day(number, n), time(18)) for n in (0, 2))
    return Week(
        start=day(number, 0),
        phase=PhaseName.ADAPTATION if number < 5 else PhaseName.MAX_STRENGTH,
        is_light=number == 4,
        runs=tuple(r for r in runs if day(number, 0) <= r.start.date() <= day(number, 6)),
        sessions=tuple(
            Session(start=s, minutes=50, intent="strength", place="gym", reasons=(), exercises=())
            for s in starts
        ),
    )


def programme(request: Request | None = None) -> Programme:
    """Write a programme down without planning: two sessions each week, the runs as asked."""
    asked = request or people.half_marathoner()
    runs = tuple(run for run in asked.runs if run.start.date() <= asked.end)
    return Programme(
        athlete=Subject(
            birth_year=1988,
            lifting_experience=asked.athlete.lifting_experience,
            units=asked.athlete.units,
            races=asked.races,
        ),
        start=asked.start,
        end=asked.end,
        seed=3,
        phases=(Phase(name=PhaseName.ADAPTATION, start=asked.start, end=asked.end),),
        weeks=tuple(_week(number, runs) for number in range(1, 17)),
        rules={},
        sources={},
    )


def under_way(amendments: Amendments | None = None, today: date = TODAY) -> Request:
    return request_under_way(
        programme(), who(), people.catalogue(), today=today, amendments=amendments
    )


def starts_on(request: Request, on: date) -> list[str]:
    return [f"{run.start:%H:%M} {run.kind}" for run in request.runs_by_day.get(on, ())]


# The request of a programme under way ----------------------------------------------------


def test_a_programme_under_way_keeps_its_start_seed_end_and_runs() -> None:
    asked, before = under_way(), people.half_marathoner()
    assert (asked.start, asked.seed, asked.end) == (before.start, 3, before.end)
    assert asked.runs == before.runs


def test_runs_come_from_the_programme_and_not_from_the_profile() -> None:
    moved = programme(changed(under_way(), [RunMoved(day(4, 3), moment(4, 4, 18))]))
    asked = request_under_way(moved, who(), people.catalogue(), today=TODAY)
    assert (starts_on(asked, day(4, 3)), starts_on(asked, day(4, 4))) == ([], ["18:00 quality"])


def test_the_running_week_is_what_most_weeks_show() -> None:
    moved = programme(changed(under_way(), [RunMoved(day(4, 3), moment(4, 4, 18))]))
    assert running_week_of(moved) == people.half_marathoner().habit


def test_a_programme_that_is_over_is_not_replanned() -> None:
    with pytest.raises(ValueError, match="ended on 2027-03-21; plan the next one"):
        under_way(today=RACE + timedelta(days=1))


def test_a_race_that_only_a_plan_of_runs_named_is_still_run() -> None:
    own = PlannedRun(start=moment(8, 6, 11), minutes=50, kind=RunKind.RACE, distance_km=10)
    asked = replace(people.half_marathoner(), own_runs=(own,))
    again = request_under_way(programme(asked), who(), people.catalogue(), today=TODAY)
    assert [race.day for race in again.races] == [day(8, 6), RACE]
    assert starts_on(again, day(8, 6)) == ["11:00 race"]


def test_a_race_taken_out_of_the_profile_leaves_the_usual_runs() -> None:
    other = Race(day=day(10, 6), distance_km=10, priority=RacePriority.B)
    asked = people.but(people.half_marathoner(), races=(other, *who().races))
    again = request_under_way(programme(asked), who(), people.catalogue(), today=TODAY)
    assert starts_on(again, day(10, 6)) == ["09:00 long"]


# Runs ------------------------------------------------------------------------------------


def test_a_run_moves_to_another_moment() -> None:
    asked = RunMoved(day(4, 3), moment(4, 4, 18)).apply(under_way())
    assert (starts_on(asked, day(4, 3)), starts_on(asked, day(4, 4))) == ([], ["18:00 quality"])


def test_a_moved_run_leaves_the_request_it_came_from_as_it_was() -> None:
    before = under_way()
    RunMoved(day(4, 3), moment(4, 4, 18)).apply(before)
    assert starts_on(before, day(4, 3)) == ["18:30 quality"]


def test_where_a_day_holds_two_runs_the_hour_says_which() -> None:
    evening = PlannedRun(start=moment(4, 1, 19), minutes=30, kind=RunKind.EASY)
    two = RunAdded(evening).apply(under_way())
    with pytest.raises(ValueError, match=r"holds the easy run .* 07:00 and .* 19:00; say which"):
        RunDropped(day(4, 1)).apply(two)
    assert starts_on(RunDropped(day(4, 1), time(19)).apply(two), day(4, 1)) == ["07:00 easy"]


# Sessions and days -----------------------------------------------------------------------


def test_a_missed_session_counts_as_not_done() -> None:
    missed = SessionMissed(day(2, 2))
    assert missed.sentence.endswith("is missed.")
    asked = missed.apply(under_way())
    assert asked.kept is not None
    assert asked.kept.missed == {day(2, 2)}


def test_a_day_has_fewer_minutes_and_the_others_stay() -> None:
    asked = FewerMinutes(day(4, 0), 30).apply(under_way())
    offers = [asked.offer_on(day(week, 0)) for week in (3, 4, 5)]
    assert [o.minutes for o in offers if o is not None] == [60, 30, 60]


def test_a_weekday_has_fewer_minutes_from_today_until_a_day() -> None:
    asked = FewerMinutes(Weekday.MONDAY, 30, day(5, 0)).apply(under_way())
    offers = [asked.offer_on(day(week, 0)) for week in (3, 4, 5, 6)]
    assert [o.minutes for o in offers if o is not None] == [60, 30, 30, 60]


def test_travel_takes_every_offer_of_its_days_elsewhere() -> None:
    asked = Away(day(4, 1), day(5, 0), "hotel").apply(under_way())
    offers = {n: asked.offer_on(day(4, n)) for n in (0, 1, 2, 4, 7)}
    places = {n: None if o is None else o.place for n, o in offers.items()}
    assert places == {0: "gym", 1: None, 2: "hotel", 4: "hotel", 7: "hotel"}


def test_illness_takes_lifting_and_runs_away_and_days_off_only_lifting() -> None:
    ill = OffTraining(day(4, 0), day(4, 3), is_ill=True).apply(under_way())
    off = OffTraining(day(4, 0), day(4, 3)).apply(under_way())
    assert ill.offer_on(day(4, 2)) is None is off.offer_on(day(4, 2))
    assert (starts_on(ill, day(4, 3)), starts_on(off, day(4, 3))) == ([], ["18:30 quality"])


def test_sessions_on_days_that_were_off_already_count_as_missed() -> None:
    asked = OffTraining(day(2, 0), day(4, 0)).apply(under_way())
    assert asked.kept is not None
    assert asked.kept.missed == {day(2, 0), day(2, 2), day(3, 0)}


def test_a_failed_week_is_not_done_and_the_next_one_is_no_longer() -> None:
    asked = FailedWeek(day(3, 0)).apply(under_way(today=day(3, 4)))
    assert asked.kept is not None
    assert asked.kept.missed == {day(3, 0), day(3, 2)}
    assert asked.offer_on(day(3, 4)) is None
    nexts = [asked.offer_on(day(4, 0)), asked.offer_on(day(4, 4)), asked.offer_on(day(5, 0))]
    assert [o.minutes for o in nexts if o is not None] == [50, 45, 60]


def test_days_that_are_over_are_not_held_down_after_a_failed_week() -> None:
    asked = FailedWeek(day(2, 0)).apply(under_way(today=day(3, 1)))
    assert [on for on, offer in asked.day_offers.items() if offer is not None] == [day(3, 2)]


def test_a_failed_light_week_holds_nothing_down() -> None:
    asked = FailedWeek(day(4, 0)).apply(under_way(today=day(5, 0)))
    assert asked.offer_on(day(5, 0)) == who().offers[Weekday.MONDAY]


# Light weeks -----------------------------------------------------------------------------


def test_a_week_that_is_to_be_light_is_light_and_stays_so() -> None:
    asked = EasedWeek(day(7, 0)).apply(under_way())
    assert [w.start for w in outline_for(asked) if w.is_light and w.start == day(7, 0)]
    assert amendments_to(who(), asked) == Amendments(eased=frozenset({day(7, 0)}))
    assert under_way(amendments_to(who(), asked)).eased == {day(7, 0)}


@pytest.mark.parametrize(
    ("monday", "said"),
    [
        (day(3, 0), "is over"),
        (day(4, 0), "is an easy one already"),
        (day(18, 0), "lies outside the season"),
    ],
)
def test_a_light_week_lies_ahead_and_is_asked_for_once(monday: date, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        EasedWeek(monday).apply(under_way())


def test_a_light_week_says_which_it_is() -> None:
    assert EasedWeek(day(7, 0)).sentence.startswith("The week of Mon")


def test_a_light_week_goes_by_its_monday() -> None:
    with pytest.raises(ValueError, match="is no Monday; its week begins on 2026-12-07"):
        EasedWeek(day(2, 3))


# Races and health ------------------------------------------------------------------------


def test_a_new_race_takes_the_place_of_the_days_runs_and_may_lengthen_the_season() -> None:
    ten = Race(day=day(18, 6), distance_km=10, priority=RacePriority.B)
    asked = RaceAdded(ten).apply(under_way())
    assert starts_on(asked, day(18, 6)) == ["09:00 race"]
    assert (asked.end, starts_on(asked, day(17, 6))) == (day(18, 6), ["09:00 long"])


def test_a_race_that_moves_leaves_the_usual_run_behind() -> None:
    asked = RaceMoved(RACE, day(16, 5)).apply(under_way())
    assert (starts_on(asked, RACE), starts_on(asked, day(16, 5))) == (
        ["09:00 long"],
        ["09:00 race"],
    )


def test_the_usual_run_comes_back_between_other_races_too() -> None:
    ten = [Race(day=day(w, 6), distance_km=10, priority=RacePriority.C) for w in (8, 10, 12)]
    asked = people.but(people.half_marathoner(), races=(*ten, *who().races))
    again = request_under_way(programme(asked), asked.athlete, people.catalogue(), today=TODAY)
    assert starts_on(RaceDropped(day(10, 6)).apply(again), day(10, 6)) == ["09:00 long"]


def test_a_sore_part_is_noted_and_let_go_again() -> None:
    sore = NowSore("knee").apply(under_way())
    assert sore.athlete.health.complaints == {"knee"}
    assert NoLongerSore("knee").apply(sore).athlete == under_way().athlete


# Refusals --------------------------------------------------------------------------------

LATE = moment(17, 0, 18)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RunMoved(day(4, 0), moment(4, 1, 18)), "no run on Mon 21 Dec 2026; the nearest is the long"),
        (RunMoved(RACE, moment(4, 1, 18)), "is a race; move or drop the race"),
        (RunMoved(day(4, 3), LATE), "lies outside the season, 2026-11-30 to 2027-03-21"),
        (RunMoved(day(4, 3), moment(16, 6, 18)), "is the day of a race; choose another day"),
        (RunMoved(day(4, 3), moment(4, 1, 7)), "a run starts on Tue 22 Dec 2026 at 07:00 already"),
        (SessionMissed(day(4, 1)), "no session on .*; the nearest is the session of Mon 21 Dec"),
        (FewerMinutes(day(4, 1), 30), "offers nothing .*; offered near it: Mon 21 Dec 2026, Wed"),
        (FewerMinutes(day(4, 0), 60), "offers no more than 60 min already"),
        (DayGone(day(2, 0)), "Mon 7 Dec 2026 is over; name a day from 2026-12-15 on"),
        (DayOffered(day(4, 1), Offer(30, time(7), "hotle")), 'no place "hotle"; did you mean "hotel"'),
        (Away(day(4, 0), day(4, 6), "beach"), r'put \[places."beach"\] and below it'),
        (Away(day(4, 5), day(4, 6), "hotel"), "no day from .* is offered"),
        (FailedWeek(day(9, 0)), "has not begun"),
        (FailedWeek(day(30, 0)), "no sessions stand in the week of 2027-06-21; the nearest .*"),
        (RaceAdded(Race(day=RACE, distance_km=5, priority=RacePriority.C)), "a race already"),
        (RaceDropped(day(4, 6)), "holds no race; there is half marathon on 2027-03-21"),
        (NoLongerSore("knee"), "your knee is not noted as sore; nothing is"),
        (OffTraining(day(30, 0), day(30, 6)), "lies outside the season"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_with_what_is(change: Change, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        change.apply(under_way())


@pytest.mark.parametrize("make", [Away, lambda a, b, _: OffTraining(a, b)])
def test_days_that_end_before_they_begin_are_refused(make: type[Away]) -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        make(day(4, 1), day(4, 0), "hotel")


def test_a_week_begins_on_a_monday() -> None:
    with pytest.raises(ValueError, match="is no Monday; its week begins on 2026-12-21"):
        FailedWeek(day(4, 2))


def test_nothing_can_be_missed_before_a_programme_is_under_way() -> None:
    with pytest.raises(ValueError, match="no programme is under way"):
        SessionMissed(day(1, 0)).apply(people.half_marathoner())


def test_a_season_does_not_end_before_today_because_its_race_is_off() -> None:
    late = replace(who(), races=(people.race(24, 21.1),))
    asked = request_under_way(
        programme(), late, people.catalogue(), today=MONDAY + timedelta(weeks=15, days=6)
    )
    assert asked.end > RACE
    past = replace(asked, kept=replace(asked.kept, today=day(20, 0)) if asked.kept else None)
    with pytest.raises(ValueError, match="the season ends on 2027-03-21, in the past"):
        RaceDropped(day(24, 6)).apply(past)


# What outlives the next replanning -------------------------------------------------------

LASTING: tuple[Change, ...] = (
    FewerMinutes(day(5, 0), 30),
    Away(day(6, 0), day(6, 6), "hotel"),
    OffTraining(day(7, 0), day(7, 2)),
    RaceAdded(Race(day=day(12, 6), distance_km=10, priority=RacePriority.B)),
    RaceMoved(RACE, day(16, 5)),
    NowSore("knee"),
)


def test_what_was_accepted_holds_at_the_next_replanning() -> None:
    asked = changed(under_way(), LASTING)
    again = under_way(amendments_to(who(), asked))
    assert again.athlete == asked.athlete
    assert (again.day_offers, again.time_off) == (asked.day_offers, asked.time_off)


def test_a_part_that_healed_stays_healed_although_the_profile_calls_it_sore() -> None:
    sore = NowSore("knee").apply(under_way()).athlete
    asked = request_under_way(programme(), sore, people.catalogue(), today=TODAY)
    told = amendments_to(sore, NoLongerSore("knee").apply(asked))
    again = request_under_way(programme(), sore, people.catalogue(), today=TODAY, amendments=told)
    assert again.athlete.health.complaints == frozenset()


def test_nothing_changed_amends_nothing() -> None:
    assert amendments_to(who(), under_way()) == Amendments()


def test_a_session_that_will_be_missed_leaves_its_day_without_an_offer() -> None:
    asked = changed(under_way(), [SessionMissed(day(2, 0)), SessionMissed(day(4, 0))])
    assert amendments_to(who(), asked) == Amendments(day_offers={day(4, 0): None})


def test_a_place_that_has_left_the_profile_is_named() -> None:
    told = amendments_to(who(), changed(under_way(), LASTING))
    stay = people.half_marathoner().athlete
    with pytest.raises(ValueError, match=r'2027-01-04 was to be at "hotel", .* no longer in the'):
        request_under_way(programme(), stay, people.catalogue(), today=TODAY, amendments=told)


@pytest.mark.parametrize("change", LASTING)
def test_every_change_says_itself_in_a_sentence(change: Change) -> None:
    assert change.sentence.endswith(".")
    assert change.sentence[0].isupper()


# Words, and what is refused besides ------------------------------------------------------

EASY = PlannedRun(start=moment(4, 1, 19), minutes=30, kind=RunKind.EASY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RunDropped(day(4, 3)), "The run of Thu 24 Dec 2026 is left out."),
        (RunAdded(EASY), "On Tue 22 Dec 2026 at 19:00 there is an easy run of 30 min."),
        (RaceDropped(RACE), "The race of Sun 21 Mar 2027 is off."),
        (NoLongerSore("knee"), "Your knee is no longer sore."),
        (FewerMinutes(Weekday.MONDAY, 30), "Each Monday has 30 min."),
        (
            FewerMinutes(Weekday.MONDAY, 30, day(5, 0)),
            "Each Monday has 30 min until Mon 28 Dec 2026.",
        ),
        (
            DayOffered(day(4, 1), Offer(30, time(7), "hotel")),
            "Tue 22 Dec 2026 has 30 min from 07:00 at hotel.",
        ),
        (
            FailedWeek(day(3, 0)),
            "The week of Mon 14 Dec 2026 counts as not done; the next one does not grow.",
        ),
    ],
)
def test_a_change_names_its_day_and_what_is_asked(change: Change, said: str) -> None:
    assert change.sentence == said


def test_a_part_that_is_sore_already_is_not_noted_again() -> None:
    sore = NowSore("knee").apply(under_way())
    with pytest.raises(ValueError, match="your knee is known to be sore"):
        NowSore("knee").apply(sore)


def test_no_day_is_offered_within_days_off() -> None:
    off = OffTraining(day(4, 0), day(4, 3)).apply(under_way())
    offered = DayOffered(day(4, 1), Offer(30, time(7), "hotel"))
    with pytest.raises(ValueError, match="Tue 22 Dec 2026 lies in days off"):
        offered.apply(off)
    assert offered.apply(under_way()).offer_on(day(4, 1)) == offered.offer


def test_a_race_is_not_added_as_a_run() -> None:
    ten = PlannedRun(start=moment(8, 6, 11), minutes=50, kind=RunKind.RACE, distance_km=10)
    with pytest.raises(ValueError, match="add it as a race, with its priority"):
        RunAdded(ten).apply(under_way())
