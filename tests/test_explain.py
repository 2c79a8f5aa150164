"""Why this, why not that: what a day, a session and an exercise are told, and what is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest

from ironstride.core.athlete import Offer
from ironstride.core.pinned import PINNED
from ironstride.core.programme import Prescription, Programme, Role, Session, Week
from ironstride.core.run import RunKind
from ironstride.formats.explanation_text import write
from ironstride.planning.answers.exchange import Exchange, ExerciseExplained
from ironstride.planning.answers.explain import (
    DayExplained,
    OutsideSeason,
    SessionExplained,
    explain_day,
    explain_exercise,
)
from ironstride.planning.answers.shown import Shown
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.rules import breaches
from ironstride.planning.request import Request, TimeOff
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.draft import Draft
from ironstride.planning.week.menu import Menu
from ironstride.planning.week.needs import Need
from people import CAST, but, catalogue, half_marathoner, planned, run

MONDAY = date(2027, 1, 11)  # heavy, at the gym
WEDNESDAY = MONDAY + timedelta(days=2)  # offered, and nothing stands on it
FRIDAY = MONDAY + timedelta(days=4)  # at home
Person = Callable[[], Request]


@cache
def day(when: date, person: Person = half_marathoner) -> DayExplained:
    found = explain_day(when, planned(person).request, planned(person).programme)
    assert isinstance(found, DayExplained)
    return found


def session_on(when: date, person: Person = half_marathoner) -> SessionExplained:
    (session,) = day(when, person).sessions
    return session


def exercise(name: str, when: date) -> ExerciseExplained:
    return next(e for e in session_on(when).exercises if e.exercise.id == name)


def told(found: DayExplained | ExerciseExplained | OutsideSeason) -> str:
    return " ".join(write(found, catalogue()).split())


# A session ----------------------------------------------------------------------------------


def test_a_session_names_the_rules_that_put_it_there() -> None:
    assert session_on(MONDAY).rules == session_on(MONDAY).session.reasons
    assert "Two heavy leg sessions keep apart from each other." in told(day(MONDAY))


def test_dropping_a_session_costs_a_session() -> None:
    cost = session_on(MONDAY).without
    assert cost is not None
    assert cost.tiers.sessions == 1
    assert cost.losses[0] == "the week has 1 session instead of 2"


def test_dropping_the_heavy_session_costs_the_main_lifts() -> None:
    cost = session_on(MONDAY).without
    assert cost is not None
    assert cost.tiers.essential >= 8  # two main lifts at four sets each
    assert any("no main lift is left for knee-dominant, hinge" in loss for loss in cost.losses)


def test_the_best_other_day_says_what_it_costs() -> None:
    moved = session_on(FRIDAY).elsewhere
    assert moved is not None
    assert moved.slot.start.date() == WEDNESDAY
    assert "you lift on other weekdays than in the weeks beside it" in moved.cost.losses
    assert moved.cost.tiers > Tiers()


def test_no_change_that_is_told_would_have_been_better() -> None:
    for person in CAST.values():
        for week in planned(person).programme.weeks[7:8]:
            for session in week.sessions:
                explained = session_on(session.start.date(), person)
                assert explained.without is None or explained.without.tiers >= Tiers()
                assert explained.elsewhere is None or explained.elsewhere.cost.tiers >= Tiers()


def test_a_session_that_the_profile_no_longer_offers_says_so() -> None:
    plan = planned(half_marathoner)
    gone = {WEDNESDAY: None, MONDAY: None}
    found = explain_day(MONDAY, replace(plan.request, day_offers=gone), plan.programme)
    assert isinstance(found, DayExplained)
    assert found.sessions[0].without is None
    assert "the profile offers no Monday for this session" in told(found)


def test_a_session_of_its_own_making_is_explained_as_it_stands() -> None:
    plan = planned(half_marathoner)
    edited = edited_on(FRIDAY, lambda s: replace(s, exercises=s.exercises[:-1]))
    found = explain_day(FRIDAY, plan.request, edited)
    assert isinstance(found, DayExplained)
    assert len(found.sessions[0].exercises) == len(session_on(FRIDAY).exercises) - 1


def edited_on(when: date, edit: Callable[[Session], Session]) -> Programme:
    programme = planned(half_marathoner).programme
    weeks = tuple(
        replace(w, sessions=tuple(edit(s) if s.start.date() == when else s for s in w.sessions))
        for w in programme.weeks
    )
    return replace(programme, weeks=weeks)


# A day without one --------------------------------------------------------------------------


def test_a_day_that_is_not_offered_says_so() -> None:
    tuesday = day(MONDAY + timedelta(days=1))
    assert [o.message for o in tuesday.against] == ["you offer no Tuesday for lifting"]
    assert tuesday.instead is None


def test_a_day_off_says_from_when_to_when() -> None:
    plan = planned(half_marathoner)
    off = replace(plan.request, time_off=(TimeOff(first=WEDNESDAY, last=WEDNESDAY),))
    found = explain_day(WEDNESDAY, off, plan.programme)
    assert isinstance(found, DayExplained)
    assert found.against[0].message == f"you are off from {WEDNESDAY} to {WEDNESDAY}"


def test_a_run_that_stands_against_a_day_is_told_with_its_hour() -> None:
    plan = planned(half_marathoner)
    late = run(plan.request.runs[0].start.replace(2027, 1, 13, 17), 45, RunKind.EASY)
    busy = replace(plan.request, run_days={WEDNESDAY: (late,)})
    found = explain_day(WEDNESDAY, busy, plan.programme)
    assert isinstance(found, DayExplained)
    assert "the easy run of 17:00" in found.against[0].message
    assert found.against[0].rule == "run-first-same-day"


def test_an_open_day_says_what_a_session_there_would_cost() -> None:
    open_day = day(WEDNESDAY)
    assert not open_day.against
    assert open_day.instead is not None
    assert open_day.instead.cost.tiers > Tiers()
    assert "ends 23 h before the quality run of Thu 18:30" in open_day.against_heavy[0].message


@pytest.mark.parametrize("weeks", [-1, 20])
def test_a_day_outside_of_the_season_is_told_where_the_season_lies(weeks: int) -> None:
    plan = planned(half_marathoner)
    found = explain_day(plan.programme.start + timedelta(weeks=weeks), plan.request, plan.programme)
    assert isinstance(found, OutsideSeason)
    assert "Mon 30 Nov 2026 to Sun 21 Mar 2027" in told(found)


# An exercise --------------------------------------------------------------------------------


def test_an_exercise_says_what_it_serves_and_how_far() -> None:
    squat = exercise("back-squat", MONDAY)
    assert (squat.need, squat.sets, squat.target) == (Need.KNEE, 3, 3)
    assert "heavy-main-lifts" in squat.rules


def test_leaving_out_the_only_pull_breaks_a_hard_rule() -> None:
    pull = next(e for e in session_on(FRIDAY).exercises if e.need is Need.PULL)
    assert [b.rule for b in pull.without.breaks] == ["pattern-coverage"]
    assert "breaks a rule that always holds: the week of 2027-01-11 lacks upper-body" in told(pull)


def test_leaving_out_what_the_week_need_not_hold_breaks_nothing() -> None:
    hamstring = next(e for e in session_on(FRIDAY).exercises if e.need is Need.HAMSTRING)
    assert not hamstring.without.breaks
    assert hamstring.without.tiers.dose > 0


def test_leaving_out_the_hinge_costs_its_heavy_sets() -> None:
    hinge = exercise("romanian-deadlift", MONDAY)
    assert hinge.without.tiers.essential >= 4
    assert hinge.frees > 10


def test_a_lift_with_a_known_weight_is_not_exchanged_for_nothing() -> None:
    best = exercise("back-squat", MONDAY).best
    assert best is not None
    assert "you told no weight for" in best.cost.losses[0]
    assert not exercise("back-squat", MONDAY).free


def test_a_main_lift_is_exchanged_in_all_of_its_block() -> None:
    best = exercise("romanian-deadlift", MONDAY).best
    assert best is not None
    assert best.is_for_block
    assert len(best.sessions) > 2
    assert "for the whole block, as main lifts stay" in told(exercise("romanian-deadlift", MONDAY))


def test_an_accessory_is_exchanged_in_one_session() -> None:
    walk = exercise("lateral-band-walk", FRIDAY)
    assert [len(choice.sessions) for choice in walk.free] == [1, 1, 1]
    assert not any(choice.is_for_block for choice in walk.free)


def test_an_exercise_that_is_less_well_suited_is_out_of_turn() -> None:
    trunk = next(e for e in session_on(FRIDAY).exercises if e.need is Need.ANTI_EXTENSION)
    assert trunk.best is not None
    assert trunk.best.cost.tiers.rhythm > 0
    assert "it is loaded less well" in trunk.best.cost.losses[0]


def test_a_light_week_aims_at_no_target_and_still_misses_its_jumps() -> None:
    light = next(w for w in planned(half_marathoner).programme.weeks if w.is_light)
    jump, *others = session_on(light.sessions[0].start.date()).exercises
    assert "fewer jumps than wished for" in jump.without.losses[0]
    assert {other.target for other in others} == {None}


def test_warming_up_is_explained_too() -> None:
    plan = planned(half_marathoner)
    session = session_on(MONDAY).session
    found = explain_exercise(session, "glute-bridge", plan.request, plan.programme)
    assert (found.role, found.best) == (Role.WARM_UP, None)
    assert "warming up" in told(found)


def test_what_a_session_does_not_hold_is_refused() -> None:
    plan = planned(half_marathoner)
    with pytest.raises(ValueError, match="2027-01-11 holds no hip-thrust"):
        explain_exercise(session_on(MONDAY).session, "hip-thrust", plan.request, plan.programme)


# What is offered holds ----------------------------------------------------------------------


def offered(person: Person) -> Iterator[tuple[ExerciseExplained, Exchange]]:
    weeks = planned(person).programme.weeks
    for number in (0, 3, len(weeks) // 2, len(weeks) - 2):
        for session in weeks[number].sessions:
            for explained in session_on(session.start.date(), person).exercises:
                yield from ((explained, choice) for choice in explained.free)


def taken(choice: Exchange, programme: Programme) -> Programme:
    """Put the sessions of a choice where they stood."""
    new = {session.start: session for session in choice.sessions}
    weeks = tuple(
        replace(week, sessions=tuple(new.get(s.start, s) for s in week.sessions))
        for week in programme.weeks
    )
    return replace(programme, weeks=weeks)


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_every_free_choice_keeps_every_rule_and_the_minutes(person: Person) -> None:
    plan = planned(person)
    for _, choice in offered(person):
        assert breaches(replace(plan, programme=taken(choice, plan.programme))) == ()
        for session in choice.sessions:
            offer = plan.request.offer_on(session.start.date())
            assert offer is not None
            assert session.minutes <= offer.minutes


def test_nothing_is_offered_that_takes_longer_than_the_day() -> None:
    plan = planned(half_marathoner)
    session = session_on(FRIDAY).session
    just = Offer(session.minutes, session.start.time(), session.place)
    full = replace(plan.request, day_offers={FRIDAY: just})
    found = explain_exercise(session, "lateral-band-walk", full, plan.programme)
    assert {choice.minutes for choice in found.free} == {session.minutes}
    assert len(found.free) < len(exercise("lateral-band-walk", FRIDAY).free)


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_every_free_choice_is_as_good_in_all_but_taste(person: Person) -> None:
    plan = planned(person)
    for explained, choice in offered(person):
        if explained.need is not None:
            before, after = (
                weighed(programme, explained.session.start.date(), plan)
                for programme in (plan.programme, taken(choice, plan.programme))
            )
            assert before[:-1] == after[:-1]


def weighed(programme: Programme, when: date, plan: Plan) -> Tiers:
    """Weigh a day's week, every exercise in its turn."""
    shown = Shown.of(programme, plan.request)
    number = shown.week_number(when)
    assert number is not None
    menu, draft = shown.menu(number), shown.draft(number)
    held = frozenset(piece.exercise.id for piece in draft.flat())
    return replace(menu, frame=replace(menu.frame, kept=held)).cost_of(draft)


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_free_choices_are_few_and_each_another_exercise(person: Person) -> None:
    found = list(offered(person))
    assert found
    for explained, choice in found:
        assert len(explained.free) <= 3
        assert choice.exercise.id not in {p.exercise for p in explained.session.exercises}


# The programme read back --------------------------------------------------------------------


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_a_programme_reads_back_into_the_weeks_it_was_made_of(person: Person) -> None:
    plan = planned(person)
    shown = Shown.of(plan.programme, plan.request)
    assert shown.outlines == plan.outlines


def minutes_of(draft: Draft, number: int) -> int:
    return -(-round(draft.seconds(number) * 100) // 6000)


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_a_week_read_back_takes_the_minutes_it_was_written_with(person: Person) -> None:
    plan = planned(person)
    shown = Shown.of(plan.programme, plan.request)
    for number, week in enumerate(plan.programme.weeks):
        draft = shown.draft(number)
        read = [minutes_of(draft, n) for n in range(len(week.sessions))]
        assert read == [session.minutes for session in week.sessions]


def test_the_lift_on_one_leg_beside_a_squat_is_there_for_the_leg() -> None:
    plan = planned(half_marathoner)
    shown: Shown = Shown.of(plan.programme, plan.request)
    week: Week = next(w for w in plan.programme.weeks if w.start == MONDAY)
    menu: Menu = shown.menu(plan.programme.weeks.index(week))
    served = {p.need: p.exercise.id for p in shown.draft(6).flat() if p.role is Role.MAIN}
    assert menu.is_full
    assert served[Need.KNEE] == "back-squat"
    assert catalogue().exercises[served[Need.ONE_LEG]].is_on_one_leg


# Where little can be compared ---------------------------------------------------------------


def asked_on(
    when: date,
    *,
    programme: Programme | None = None,
    places: Mapping[str, frozenset[str]] | None = None,
    **facts: Any,
) -> DayExplained:
    """Explain a day of the half-marathoner's programme where something else is asked for."""
    plan = planned(half_marathoner)
    asked = replace(plan.request, **facts)
    asked = but(asked, places={**asked.athlete.places, **(places or {})})
    found = explain_day(when, asked, programme or plan.programme)
    assert isinstance(found, DayExplained)
    return found


BARE = {"home": frozenset[str]()}
LATE = run(datetime.combine(FRIDAY, time(17)), 45, RunKind.EASY)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"day_offers": {FRIDAY: Offer(45, time(19), "home")}},
            "the profile offers 19:00 at home, and the session is at 18:00 at home",
        ),
        (
            {"day_offers": {FRIDAY: Offer(45, time(18), "gym")}},
            "the profile offers 18:00 at gym, and the session is at 18:00 at home",
        ),
        (
            {"run_days": {FRIDAY: (LATE,)}},
            "planned today, the session would not stand on this day",
        ),
    ],
)
def test_a_session_that_would_stand_otherwise_today_is_compared_with_nothing(
    facts: dict[str, Any], said: str
) -> None:
    (session,) = asked_on(FRIDAY, **facts).sessions
    assert session.unmatched == (said,)
    assert (session.without, session.elsewhere) == (None, None)


def test_a_pinned_session_stands_where_it_was_put_whatever_is_offered() -> None:
    pinned = edited_on(FRIDAY, lambda s: replace(s, reasons=(PINNED,)))
    (session,) = asked_on(FRIDAY, programme=pinned, day_offers={FRIDAY: None}).sessions
    assert session.unmatched == ("it is pinned, so it stands where you put it",)
    assert (session.without, session.elsewhere) == (None, None)


def test_an_exercise_that_the_catalogue_has_lost_is_named_and_not_explained() -> None:
    lost = edited_on(FRIDAY, lambda s: replace(s, exercises=(stranger(s.exercises[-1]),)))
    (session,) = asked_on(FRIDAY, programme=lost).sessions
    assert session.unmatched == ("the catalogue has no moon-walk",)
    assert session.exercises == ()


def stranger(line: Prescription) -> Prescription:
    return replace(line, exercise="moon-walk", role=Role.ACCESSORY)


def test_a_day_that_was_taken_out_is_not_one_that_is_never_offered() -> None:
    out = asked_on(WEDNESDAY, day_offers={WEDNESDAY: None})
    assert [o.message for o in out.against] == ["you took this day out"]


def test_a_session_beside_one_on_a_day_no_longer_offered_is_still_one_of_two() -> None:
    (session,) = asked_on(FRIDAY, day_offers={MONDAY: None}).sessions
    assert session.without is not None
    assert session.without.losses[0] == "the week has 1 session instead of 2"


def test_dropping_a_session_whose_minutes_are_needed_says_how_many_are_short() -> None:
    tight = {FRIDAY: Offer(15, time(18), "home")}
    (session,) = asked_on(MONDAY, day_offers=tight).sessions
    assert session.without is not None
    (breach,) = session.without.breaks
    assert breach.rule == "pattern-coverage"
    assert breach.message == "holding every movement would take 3 min more than are left"
    assert session.without.losses == ("the week has 1 session instead of 2",)


def test_dropping_the_only_equipped_session_names_each_movement_that_is_lost() -> None:
    (session,) = asked_on(MONDAY, places=BARE).sessions
    assert session.without is not None
    lost = [breach.message for breach in session.without.breaks]
    assert "no upper-body pull can be trained on the days that are left" in lost
    assert len(lost) == len(set(lost)) == 6


def test_a_day_on_which_the_week_cannot_be_filled_tells_no_wishes() -> None:
    at_home = {WEDNESDAY: Offer(60, time(18, 30), "home")}
    (session,) = asked_on(MONDAY, places=BARE, day_offers=at_home).sessions
    assert session.elsewhere is not None
    assert session.elsewhere.cost.breaks
    assert session.elsewhere.cost.losses == ("1 session instead of 2 may load the legs hard",)


def test_a_session_that_the_programme_does_not_hold_is_refused() -> None:
    plan, monday = planned(half_marathoner), session_on(MONDAY).session
    for start in (monday.start + timedelta(minutes=5), monday.start + timedelta(weeks=30)):
        other = replace(monday, start=start)
        with pytest.raises(ValueError, match=f"no such session on {start:%Y-%m-%d}"):
            explain_exercise(other, "back-squat", plan.request, plan.programme)


def test_a_jump_is_exchanged_only_for_one_with_as_many_contacts() -> None:
    name, plan = "countermovement-jump", planned(half_marathoner)
    twice = replace(catalogue().exercises[name], contacts_per_rep=2)
    known = replace(catalogue(), exercises={**catalogue().exercises, name: twice})
    asked = replace(plan.request, catalogue=known)
    found = explain_exercise(session_on(MONDAY).session, name, asked, plan.programme)
    assert exercise(name, MONDAY).best is not None
    assert (found.best, found.free) == (None, ())


def test_a_main_lift_is_exchanged_only_for_what_every_place_of_its_block_allows() -> None:
    plan, name = planned(half_marathoner), "romanian-deadlift"
    away = edited_on(MONDAY + timedelta(weeks=1), lambda s: replace(s, place="home"))
    found = explain_exercise(session_on(MONDAY).session, name, plan.request, away)
    assert exercise(name, MONDAY).best is not None
    assert found.best is None
