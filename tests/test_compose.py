"""Composition: which exercises fill the sessions of a week, and how long they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.core.athlete import Athlete, Health, KnownSet, LiftingExperience
from ironstride.core.exercise import Dose, Goal, RepRange
from ironstride.core.programme import PhaseName, Role
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.request import Request
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.compose import Composition, compose, compose_part
from ironstride.planning.week.draft import Draft, Frame, Lack, Style
from ironstride.planning.week.menu import main_piece
from ironstride.planning.week.needs import COVERAGE, MAINS, SERVES, Need, skill_limit
from ironstride.planning.week.trim import add_sets, fit_sets
from ironstride.planning.week.work import Piece, Work, as_set, for_a_minor, moderate, seconds_of
from people import BANDS, DUMBBELLS, FLOOR, GYM, asking, athlete, catalogue, offers, policy

PHASE_OF = {
    Style.ENTRY: PhaseName.ADAPTATION,
    Style.HEAVY: PhaseName.MAX_STRENGTH,
    Style.POWER: PhaseName.POWER,
}


def having(equipment: frozenset[str], **facts: Any) -> Request:
    return asking(
        athlete(places={"here": equipment}, offers=offers("monday 18:00 60 here"), **facts)
    )


def frame(style: Style = Style.ENTRY, request: Request | None = None, **facts: Any) -> Frame:
    usual = Frame(phase=PHASE_OF[style], block=0, style=style, request=request or having(GYM))
    return replace(usual, **facts)


def slots(*minutes: int, hard: bool = True, place: str = "here") -> tuple[Slot, ...]:
    """Days of so many minutes each, the first on Monday, then every second day."""
    return tuple(
        Slot(start=datetime(2026, 11, 30 - 2 * n, 18), minutes=m, place=place, is_demanding=hard)
        for n, m in enumerate(minutes)
    )


def draft(days: Sequence[Slot], within: Frame) -> Draft:
    made = compose(days, within)
    assert isinstance(made, Composition), made
    return made.draft


def lacks(days: Sequence[Slot], within: Frame) -> tuple[Lack, ...]:
    made = compose(days, within)
    assert not isinstance(made, Composition), "everything was covered"
    return made


def hard_pieces(made: Draft) -> list[Piece]:
    return [piece for piece in made.flat() if piece.role.is_hard]


def covers_everything(made: Draft) -> bool:
    hard = hard_pieces(made)
    return all(any(SERVES[need](p.exercise) for p in hard) for need in COVERAGE)


def fits_the_minutes(made: Draft) -> bool:
    return all(made.room(n) >= 0 for n in range(len(made.slots)))


# What always holds -----------------------------------------------------------------------


@dataclass(frozen=True)
class WeekToFill:
    """Days and what is asked of them; the catalogue is too long to be printed."""

    days: tuple[Slot, ...]
    within: Frame = field(repr=False)
    style: Style
    athlete: Athlete


@st.composite
def weeks(draw: st.DrawFn) -> WeekToFill:
    """One to three days of 10 to 90 minutes, with any kit and any experience."""
    request = having(
        draw(st.sampled_from((frozenset[str](), FLOOR, BANDS, DUMBBELLS, GYM))),
        lifting_experience=draw(st.sampled_from(LiftingExperience)),
        birth_year=draw(st.sampled_from((1988, 2010))),
        health=Health(complaints=draw(st.sampled_from((frozenset(), frozenset({"knee"}))))),
    )
    minutes = draw(st.lists(st.integers(10, 90), min_size=1, max_size=3))
    days = tuple(replace(slot, is_demanding=draw(st.booleans())) for slot in slots(*minutes))
    within = frame(draw(st.sampled_from(Style)), request, block=draw(st.integers(0, 3)))
    return WeekToFill(days, within, within.style, request.athlete)


@given(weeks())
@settings(max_examples=60, deadline=None)
def test_a_week_covers_everything_within_its_minutes_or_says_what_it_lacks(
    case: WeekToFill,
) -> None:
    made = compose(case.days, case.within)
    if isinstance(made, Composition):
        assert covers_everything(made.draft)
        assert fits_the_minutes(made.draft)
    else:
        assert all(lack.need is not None or lack.minutes_short > 0 for lack in made)


@given(weeks())
@settings(max_examples=60, deadline=None)
def test_a_part_of_a_week_fits_whatever_it_lacks(case: WeekToFill) -> None:
    assert fits_the_minutes(compose_part(case.days, case.within).draft)


@given(weeks())
@settings(max_examples=40, deadline=None)
def test_nothing_is_too_hard_out_of_reach_or_twisting(
    case: WeekToFill,
) -> None:
    days, within = case.days, case.within
    equipment = within.request.athlete.equipment_at("here")
    for piece in compose_part(days, within).draft.flat():
        assert piece.exercise.equipment <= equipment
        assert not piece.exercise.has_torsion
        if piece.need is not None:
            assert piece.exercise.skill <= skill_limit(within.at_place("here"), within.request)


@given(weeks())
@settings(max_examples=40, deadline=None)
def test_heavy_work_is_for_demanding_days_after_entry(case: WeekToFill) -> None:
    days, within = case.days, case.within
    made = compose_part(days, within).draft
    for slot, pieces in zip(made.slots, made.pieces, strict=True):
        heavy = [piece for piece in pieces if piece.is_heavy]
        jumps = [piece for piece in pieces if piece.exercise.is_jump]
        assert not heavy or (slot.is_demanding and not within.is_entry)
        assert not jumps or slot.is_demanding


# What a week lacks -----------------------------------------------------------------------


def test_a_bare_floor_lacks_the_movements_that_need_something() -> None:
    missing = {lack.need for lack in lacks(slots(60, 60), frame(request=having(frozenset())))}
    assert missing == set(COVERAGE) - {Need.KNEE, Need.HINGE, Need.CALF_STRAIGHT}


def test_two_places_cover_together_what_neither_does_alone() -> None:
    request = asking(
        athlete(
            places={"floor": FLOOR, "rack": frozenset({"cable"})},
            offers=offers("monday 18:00 60 floor"),
        )
    )
    floor, rack = slots(45, place="floor"), slots(45, 45, place="rack")[1:]
    within = frame(request=request)
    assert {lack.need for lack in lacks(floor, within)} == {Need.PULL}
    assert covers_everything(draft((*floor, *rack), within))


def test_a_short_week_says_how_many_minutes_are_missing() -> None:
    (lack,) = lacks(slots(15), frame())
    assert lack.need is None
    assert isinstance(compose(slots(15 + lack.minutes_short + 5), frame()), Composition)
    assert not isinstance(compose(slots(15 + lack.minutes_short - 5), frame()), Composition)


def test_a_hasty_search_that_gives_up_is_followed_by_a_thorough_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ironstride.planning.week.compose.HASTY", 0)
    hasty = frame(Style.HEAVY, replace(having(GYM), effort=0))
    found = [isinstance(compose(slots(m), hasty), Composition) for m in range(10, 24)]
    assert found == [
        isinstance(compose(slots(m), frame(Style.HEAVY)), Composition) for m in range(10, 24)
    ]
    assert set(found) == {True, False}


def test_accessories_rest_less_before_a_movement_is_left_out() -> None:
    weeks_by_length = (compose(slots(minutes), frame()) for minutes in range(60, 15, -1))
    rests = [_rest(made.draft) for made in weeks_by_length if isinstance(made, Composition)]
    assert (rests[0], rests[-1]) == (60, 30)
    assert set(rests) == {60, 45, 30}


def _rest(made: Draft) -> int:
    (rest_s,) = {p.work.rest_s for p in made.flat() if p.role is Role.ACCESSORY}
    return rest_s


def test_days_of_equal_length_are_filled_alike() -> None:
    made = draft(slots(75, 75), frame())
    assert abs(made.seconds(0) - made.seconds(1)) < 10 * 60


# Main lifts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("style", "reps", "percent", "rir"),
    [
        (Style.ENTRY, RepRange(8, 12), 65, 3),
        (Style.HEAVY, RepRange(5, 5), 83, 2),
        (Style.POWER, RepRange(3, 3), 86, 3),
    ],
)
def test_main_lifts_are_moderate_then_heavy_then_fast(
    style: Style, reps: RepRange, percent: int, rir: int
) -> None:
    made = draft(slots(60, 60), frame(style))
    mains = {p.need: p.work for p in made.flat() if p.role is Role.MAIN}
    assert {Need.KNEE, Need.HINGE} <= set(mains)
    assert {(w.percent_1rm, w.rir) for w in mains.values()} == {(percent, rir)}
    for work in mains.values():
        assert work.reps is not None
        assert reps.low <= work.reps.low <= work.reps.high <= reps.high


def test_a_minor_lifts_six_with_three_left_below_eighty_percent() -> None:
    piece = main_piece(Need.KNEE, slots(60)[0], frame(Style.HEAVY, having(GYM, birth_year=2010)))
    assert piece is not None
    assert (piece.work.reps, piece.work.rir, piece.work.percent_1rm) == (RepRange(6, 6), 3, 77)


def test_there_is_no_heavy_lift_on_a_gentle_day_or_with_bands() -> None:
    gentle, hard = slots(60, hard=False)[0], slots(60)[0]
    assert main_piece(Need.KNEE, gentle, frame(Style.HEAVY)) is None
    assert main_piece(Need.KNEE, hard, frame(Style.HEAVY, having(BANDS))) is None
    assert main_piece(Need.PULL, hard, frame(request=having(frozenset()))) is None


@pytest.mark.parametrize("kit", [BANDS, DUMBBELLS, GYM])
@pytest.mark.parametrize("style", Style)
def test_the_lift_on_one_leg_is_no_main_lift_twice(kit: frozenset[str], style: Style) -> None:
    made = draft(slots(75, 75), frame(style, having(kit)))
    mains = [p.exercise.id for p in made.flat() if p.role is Role.MAIN]
    assert len(mains) == len(set(mains))
    assert any(p.need is Need.ONE_LEG for p in made.flat())


def test_who_squats_on_one_leg_gets_another_lift_for_one_leg() -> None:
    known = {"split-squat-db": KnownSet(Kilograms(20), Reps(6), RIR(2))}
    made = draft(slots(75, 75), frame(Style.HEAVY, having(DUMBBELLS, lifts=known)))
    lifts = {p.need: p.exercise.id for p in made.flat() if p.role is Role.MAIN}
    assert lifts[Need.KNEE] == "split-squat-db" != lifts[Need.ONE_LEG]


def test_a_block_holds_to_the_main_lifts_it_has_chosen() -> None:
    chosen = frozenset({"romanian-deadlift"})
    made = draft(slots(60, 60), frame(Style.HEAVY, mains=chosen))
    assert {p.exercise.id for p in made.flat() if p.role is Role.MAIN} == chosen
    assert covers_everything(made)


def test_main_lifts_take_turns_on_days_that_are_alike() -> None:
    made = draft(slots(60, 60), frame())
    held = [{p.need for p in pieces if p.need in MAINS} for pieces in made.pieces]
    assert held == [{Need.KNEE}, {Need.HINGE}]


def test_main_lifts_go_where_they_are_best_served() -> None:
    request = asking(
        athlete(places={"gym": GYM, "here": BANDS}, offers=offers("monday 18:00 60 here"))
    )
    days = (slots(90, place="gym")[0], slots(60, 60)[1])
    for style in (Style.ENTRY, Style.HEAVY):
        made = draft(days, frame(style, request))
        assert [sum(p.need in MAINS for p in pieces) for pieces in made.pieces] == [2, 0]


# Warm-up, jumps and order ----------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "movements"), [(29, 1), (30, 2), (39, 2), (40, 3)])
def test_a_longer_session_warms_up_with_more(minutes: int, movements: int) -> None:
    made = compose_part(slots(minutes), frame()).draft
    assert sum(p.role is Role.WARM_UP for p in made.flat()) == movements


def test_a_warm_up_leaves_out_what_is_missing_or_disliked() -> None:
    disliked = having(frozenset({"wall"}), health=Health(dislikes=frozenset({"bodyweight-squat"})))
    made = compose_part(slots(60), frame(request=disliked)).draft
    assert [p.exercise.id for p in made.flat() if p.role is Role.WARM_UP] == ["leg-swing-sagittal"]


@pytest.mark.parametrize(
    ("style", "reps"), [(Style.ENTRY, [15]), (Style.HEAVY, [5, 15]), (Style.POWER, [5, 15])]
)
def test_quick_hops_come_first_and_high_jumps_after_entry(style: Style, reps: list[int]) -> None:
    made = draft(slots(75), frame(style))
    jumps = [p.work.reps for p in made.flat() if p.exercise.is_jump]
    assert jumps == [RepRange(n, n) for n in reps]


@pytest.mark.parametrize(
    ("days", "within"),
    [
        (slots(75, hard=False), frame()),
        (slots(75), frame(phase=PhaseName.RECOVERY)),
        (slots(75), frame(request=having(GYM, health=Health(parq_yes=True)))),
    ],
)
def test_nobody_jumps_on_gentle_days_in_recovery_or_uncleared(
    days: tuple[Slot, ...], within: Frame
) -> None:
    assert not any(p.exercise.is_jump for p in draft(days, within).flat())


def test_an_exercise_without_repetitions_for_power_is_no_quick_hop() -> None:
    pogo = catalogue().exercises["pogo-bilateral"]
    asked = having(FLOOR)
    only = {"pogo-bilateral": replace(pogo, doses={Goal.POWER: Dose(sets=3, metres=20)})}
    others = {k: e for k, e in asked.catalogue.exercises.items() if not e.is_jump}
    bare = replace(asked, catalogue=replace(asked.catalogue, exercises=others | only))
    made = compose_part(slots(60), frame(request=bare)).draft
    assert not any(p.exercise.is_jump for p in made.flat())


def test_a_session_goes_from_warm_up_over_jumps_and_main_lifts_to_the_rest() -> None:
    order = {Role.WARM_UP: 0, Role.ACTIVATION: 1, Role.MAIN: 2, Role.ACCESSORY: 3}
    for pieces in draft(slots(75, 75), frame(Style.HEAVY)).pieces:
        roles = [order[piece.role] for piece in pieces]
        assert roles == sorted(roles)


# Taking sets away and giving them back ---------------------------------------------------


def test_taking_sets_away_leaves_every_movement_of_a_full_week() -> None:
    full = draft(slots(90, 90), frame())
    for wanted in range(1, full.hard_sets + 1):
        fitted = fit_sets(full, wanted, keep_everything=True)
        assert covers_everything(fitted)
        assert fitted.hard_sets <= full.hard_sets
    assert fit_sets(full, full.hard_sets, keep_everything=True).pieces == full.pieces


def test_a_week_that_need_not_hold_everything_shrinks_as_far_as_asked() -> None:
    full = draft(slots(90, 90), frame(Style.HEAVY))
    for wanted in range(4, full.hard_sets + 1):
        fitted = fit_sets(full, wanted, keep_everything=False)
        assert fitted.hard_sets <= wanted
        assert all(any(p.role.is_hard for p in pieces) for pieces in fitted.pieces)


def test_no_session_is_emptied() -> None:
    hard, gentle = slots(75)[0], slots(75, 75, hard=False)[1]
    full = draft((hard, gentle), frame(Style.HEAVY))
    assert {p.need for p in full.pieces[1]}.isdisjoint(MAINS)
    fitted = fit_sets(full, 1, keep_everything=False)
    assert all(any(p.role.is_hard for p in pieces) for pieces in fitted.pieces)


def test_main_lifts_are_the_last_to_go() -> None:
    full = draft(slots(90, 90), frame(Style.HEAVY))
    for wanted, sets in ((4, 2), (2, 1)):
        left = hard_pieces(fit_sets(full, wanted, keep_everything=False))
        assert {p.need: p.sets for p in left} == dict.fromkeys(MAINS, sets)


def test_taking_sets_away_changes_a_copy() -> None:
    full = draft(slots(90), frame())
    before = full.hard_sets
    fit_sets(full, 1, keep_everything=False)
    add_sets(full, 100)
    assert full.hard_sets == before


def test_a_full_week_keeps_its_lift_on_one_leg_where_it_is_a_main_lift() -> None:
    full = draft(slots(90, 90), frame(Style.HEAVY))
    fitted = fit_sets(full, 1, keep_everything=True)
    assert any(p.need is Need.ONE_LEG and p.role is Role.MAIN for p in fitted.flat())


@pytest.mark.parametrize("more", [0, 1, 3])
def test_sets_are_given_until_there_are_enough(more: int) -> None:
    made = fit_sets(draft(slots(90, 90), frame()), 1, keep_everything=True)
    assert add_sets(made, made.hard_sets + more).hard_sets == made.hard_sets + more


def test_no_set_is_given_beyond_the_minutes_or_the_most_of_an_exercise() -> None:
    for minutes in (30, 45, 120):
        grown = add_sets(compose_part(slots(minutes), frame()).draft, 1_000)
        assert fits_the_minutes(grown)
        assert all(piece.sets <= piece.most for piece in grown.flat())


def test_plenty_of_time_grows_everything_to_two_or_three_sets() -> None:
    made = draft(slots(150, 150), frame())
    sets = {piece.need: piece.sets for piece in hard_pieces(made)}
    assert {sets[need] for need in (*MAINS, Need.ONE_LEG)} == {3}
    assert {count for need, count in sets.items() if need not in (*MAINS, Need.ONE_LEG)} == {2}
    assert set(sets) == set(Need)


def test_a_movement_gets_its_second_set_in_the_other_session_where_its_own_is_full() -> None:
    made = [draft(slots(25, longer), frame()) for longer in range(30, 60, 5)]
    shared = [week for week in made if any(_is_in_both(need, week) for need in COVERAGE[2:])]
    assert shared
    for week in shared:
        fitted = fit_sets(week, 1, keep_everything=True)
        assert covers_everything(fitted)
        assert not any(_is_in_both(need, fitted) for need in COVERAGE)


def _is_in_both(need: Need, made: Draft) -> bool:
    return all(any(piece.need is need for piece in pieces) for pieces in made.pieces)


# Work ------------------------------------------------------------------------------------


def piece(name: str, work: Work, sets: int = 1, *, is_heavy: bool = False) -> Piece:
    return Piece(
        need=None,
        exercise=catalogue().exercises[name],
        role=Role.MAIN,
        work=work,
        sets=sets,
        least=1,
        most=9,
        is_heavy=is_heavy,
    )


FIVE = Work(reps=RepRange(5, 5), rest_s=180)


@pytest.mark.parametrize(
    ("made", "seconds"),
    [
        (piece("back-squat", FIVE), 20 + 5 * 4 + 180),
        (piece("back-squat", FIVE, sets=3), 20 + 3 * (5 * 4 + 180)),
        (piece("split-squat", FIVE), 20 + 2 * 5 * 4 + 5 + 180),
        (piece("front-plank", Work(seconds=30, rest_s=60)), 20 + 30 + 60),
        (piece("front-plank", Work()), 20),
        (piece("back-squat", FIVE, is_heavy=True), 20 + 200 + (6 + 4 + 2) * 4 + 3 * 60),
        (piece("split-squat", FIVE, is_heavy=True), 20 + 225 + 2 * (6 + 4 + 2) * 4 + 3 * 60),
    ],
)
def test_a_piece_takes_its_sets_sides_rests_and_ramp(made: Piece, seconds: float) -> None:
    assert seconds_of(made, policy().dose) == seconds


def test_a_row_of_the_policy_becomes_work() -> None:
    heavy = policy().dose.heavy
    assert as_set(heavy) == Work(reps=RepRange(5, 5), rir=2, percent_1rm=83, rest_s=180)
    assert as_set(heavy, rest_s=45).rest_s == 45


@pytest.mark.parametrize(("percent", "softened"), [(None, None), (79, 79), (80, 77), (86, 77)])
def test_a_minors_work_is_softened_from_eighty_percent(
    percent: int | None, softened: int | None
) -> None:
    work = Work(reps=RepRange(5, 5), rir=2, percent_1rm=percent)
    assert for_a_minor(work, policy().dose).percent_1rm == softened


@pytest.mark.parametrize(
    ("name", "reps", "seconds", "percent"),
    [
        ("back-squat", RepRange(8, 12), None, 65),
        ("push-up", RepRange(8, 12), None, None),  # one's own weight has no share of 1RM
        ("band-pull-apart", RepRange(10, 12), None, None),  # 15-20 is more than is asked for
        ("seated-calf-raise", RepRange(10, 12), None, 65),
        ("front-plank", None, 30, None),
        ("isometric-calf-hold", None, 30, None),  # no dose serves: a hold, at least
    ],
)
def test_moderate_work_is_eight_to_twelve_or_a_hold(
    name: str, reps: RepRange | None, seconds: int | None, percent: int | None
) -> None:
    dose = policy().dose
    work = moderate(catalogue().exercises[name], dose.entry, dose, rest_s=60)
    assert (work.reps, work.seconds, work.percent_1rm, work.rest_s) == (reps, seconds, percent, 60)


# What is proven, and what makes room ------------------------------------------------------


def test_a_week_with_time_for_everything_is_proven_best() -> None:
    made = compose(slots(75, 75), frame())
    assert isinstance(made, Composition)
    assert made.is_proven
    assert made.cost == Tiers()


def test_jumps_make_room_for_lifting_in_a_session_that_would_hold_none() -> None:
    days = (*slots(90, hard=False), *slots(10, 10)[1:])
    made = compose(days, frame(Style.HEAVY))
    assert isinstance(made, Composition)
    assert all(any(p.role.is_hard for p in pieces) for pieces in made.draft.pieces)
