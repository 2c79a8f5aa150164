"""What may be done in turn, how an exercise stands alone, and a session that was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from ironstride.catalogue.load import load
from ironstride.core.exercise import RepRange
from ironstride.core.log import ExerciseChosen
from ironstride.core.programme import Load, Prescription, Role, Session
from ironstride.core.units import Kilograms
from ironstride.planning.dose.alone import alone
from ironstride.planning.dose.pairs import pairs
from ironstride.strength.chosen import as_chosen, loads_of, stood_for
from log_entries import NOON, TUESDAY, id_

KNOWN = load().exercises


def line(
    exercise: str, role: Role = Role.ACCESSORY, sets: int = 2, rest_s: int = 60
) -> Prescription:
    return Prescription(
        exercise=exercise, role=role, sets=sets, reps=RepRange(8, 12), rest_s=rest_s
    )


def paired(*lines: Prescription) -> list[tuple[str, str, int]]:
    return [(p.first.exercise, p.second.exercise, p.saves_s) for p in pairs(lines, KNOWN)]


def test_a_press_and_a_bridge_are_done_in_turn_and_save_the_shorter_rests() -> None:
    lines = (
        line("db-bench-press", sets=3, rest_s=90),
        line("hamstring-bridge-long", sets=2, rest_s=60),
    )
    assert paired(*lines) == [("db-bench-press", "hamstring-bridge-long", 120)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("db-bench-press", "push-up"),  # one movement
        ("weighted-hip-hike", "side-plank-clam"),  # one muscle
        ("db-bench-press", "the-athletes-own"),  # nothing is known of it
    ],
)
def test_what_shares_a_muscle_or_is_unknown_is_not_done_in_turn(first: str, second: str) -> None:
    assert paired(line(first), line(second)) == []


def test_main_lifts_keep_their_rests_and_part_what_stands_around_them() -> None:
    main = line("back-squat", role=Role.MAIN)
    assert paired(line("db-bench-press"), main, line("hamstring-bridge-long")) == []


def test_of_three_that_fit_the_first_two_are_a_pair() -> None:
    found = paired(
        line("db-bench-press"), line("hamstring-bridge-long"), line("standing-cable-row")
    )
    assert [one[:2] for one in found] == [("db-bench-press", "hamstring-bridge-long")]


def test_an_exercise_that_waits_in_vain_lets_the_next_one_pair() -> None:
    found = paired(line("push-up"), line("db-bench-press"), line("hamstring-bridge-long"))
    assert [one[:2] for one in found] == [("db-bench-press", "hamstring-bridge-long")]


def test_every_exercise_can_stand_alone_and_never_to_failure() -> None:
    for exercise in KNOWN.values():
        dose = alone(exercise, load().policy)
        assert 1 <= dose.sets <= 10, exercise.id
        assert dose.load.rir is None or dose.load.rir >= 1, exercise.id
        assert dose.per_side == exercise.is_per_side, exercise.id
        assert bool(dose.contacts) == (exercise.is_jump and dose.reps is not None), exercise.id


SQUAT = (line("back-squat", Role.WARM_UP), line("back-squat", Role.MAIN))
SESSION = Session(
    start=datetime(2026, 11, 24, 18),
    minutes=45,
    intent="Heavy strength",
    place="gym",
    reasons=(),
    exercises=(line("glute-bridge", Role.WARM_UP), *SQUAT, line("db-bench-press")),
)


def chosen(exercise: str, instead_of: str = "", number: int = 1, **load_: object) -> ExerciseChosen:
    lines = (replace(line(exercise, Role.MAIN), load=Load(**load_)),)  # type: ignore[arg-type] # as told
    return ExerciseChosen(
        id=id_(number), session=id_(9), day=TUESDAY, at=NOON, exercise=exercise, lines=lines,
        instead_of=instead_of,
    )  # fmt: skip


def held(*choices: ExerciseChosen) -> list[str]:
    return [p.exercise for p in as_chosen(SESSION, choices).exercises]


def test_a_swap_takes_the_place_of_a_lift_with_its_rising_sets() -> None:
    swap = chosen("leg-press", "back-squat")
    assert held(swap) == ["glute-bridge", "leg-press", "db-bench-press"]


def test_the_later_of_two_swaps_holds_and_what_is_besides_comes_last() -> None:
    told = (
        chosen("leg-press", "back-squat"),
        chosen("pull-up"),
        chosen("goblet-squat", "back-squat"),
    )
    assert held(*told) == ["glute-bridge", "goblet-squat", "db-bench-press", "pull-up"]


def test_sets_of_all_that_stood_in_one_place_count_there() -> None:
    told = (
        chosen("leg-press", "back-squat"),
        chosen("goblet-squat", "back-squat"),
        chosen("pull-up"),
    )
    group = frozenset({"back-squat", "leg-press", "goblet-squat"})
    assert stood_for(told) == dict.fromkeys(group, group)


def test_the_load_of_a_choice_is_one_that_was_told() -> None:
    told = chosen("leg-press", "back-squat", kg=Kilograms(80)), chosen("pull-up")
    assert [(one.exercise, one.load) for one in loads_of(told)] == [("leg-press", Kilograms(80))]


def test_a_choice_says_how_it_is_done() -> None:
    with pytest.raises(ValueError, match="says how the exercise is done"):
        replace(chosen("leg-press"), lines=(line("back-squat"),))
