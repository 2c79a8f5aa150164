"""A coach's sessions as plain text: what is read, what follows from it, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.app.pins import read_pins
from ironstride.app.text_file import UnreadableError
from ironstride.core.calendar import Weekday
from ironstride.core.exercise import Category, Dose, Exercise, RepRange
from ironstride.core.pinned import Pinned
from ironstride.core.programme import Load, PhaseName, Prescription, Role
from ironstride.core.reference import ProgrammeKind
from ironstride.core.units import Kilograms
from ironstride.formats import pinned_text
from ironstride.formats.faults import FaultyFileError
from ironstride.planning.coach.coached import Told, prescribed
from ironstride.planning.coach.reference_session import turned
from people import catalogue

HILL_LEGS = """\
# Hill legs
from Coach Kim
pin tuesday in max-strength
45 min
back-squat 3x5 @83% rir2 rest 180
Seated calf raise 2x12 rir3
front-plank 2x30s
pogo-bilateral 3x15
"""


def pins(text: str) -> tuple[Pinned, ...]:
    return pinned_text.read(text, name="coach.txt", catalogue=catalogue()).pins


def only(line: str) -> Prescription:
    (pinned,) = pins(f"# A\npin tuesday\n{line}\n")
    return pinned.exercises[0]


def refused(line: str) -> str:
    """Give the problem of the only line that is refused, less its place."""
    with pytest.raises(FaultyFileError) as caught:
        pins(f"# A\npin tuesday\nfront-plank 2x30s\n{line}\n")
    (fault,) = caught.value.faults
    assert fault.place == "line 4"
    return fault.problem


# Reading ---------------------------------------------------------------------------------


def test_a_session_has_a_name_a_time_its_minutes_and_its_exercises() -> None:
    (hill_legs,) = pins(HILL_LEGS)
    assert (hill_legs.title, hill_legs.source, hill_legs.minutes) == ("Hill legs", "Coach Kim", 45)
    assert (hill_legs.weekday, hill_legs.phase) == (Weekday.TUESDAY, PhaseName.MAX_STRENGTH)
    squat = hill_legs.exercises[0]
    assert (squat.exercise, squat.sets, squat.reps) == ("back-squat", 3, RepRange(5, 5))
    assert (squat.load, squat.rest_s) == (Load(percent_1rm=83, rir=2), 180)


def test_roles_contacts_and_rests_follow_from_the_exercise() -> None:
    (hill_legs,) = pins(HILL_LEGS.replace(" rest 180", ""))
    roles = [line.role for line in hill_legs.exercises]
    assert roles == [Role.MAIN, Role.ACCESSORY, Role.ACCESSORY, Role.ACTIVATION]
    assert [line.contacts for line in hill_legs.exercises] == [0, 0, 0, 45]
    assert [line.rest_s for line in hill_legs.exercises] == [180, 60, 60, 45]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("back-squat 3x5 rir3", Role.MAIN),
        ("back-squat 3x5 rir4", Role.ACCESSORY),
        ("back-squat 3x7 rir3", Role.ACCESSORY),
        ("back-squat 3x8 @80%", Role.MAIN),
        ("back-squat 3x8 @79%", Role.ACCESSORY),
        ("push-press 3x3 rir2", Role.ACCESSORY),
        ("clamshell 2x12", Role.ACTIVATION),
        ("clamshell 2x12 rir3", Role.ACCESSORY),
        ("hip-flexor-standing 2x45s", Role.STRETCH),
        ("cat-cow 1x5", Role.WARM_UP),
    ],
)
def test_a_heavy_lift_of_the_legs_is_main_and_gentle_work_is_not_hard(
    line: str, role: Role
) -> None:
    assert only(line).role is role


def test_a_role_on_a_line_of_its_own_holds_for_the_exercises_after_it() -> None:
    text = "# A\npin tue\nWarm-up\nback-squat 1x6\nmain:\nback-squat 3x8 rir3\n"
    assert [line.role for line in pins(text)[0].exercises] == [Role.WARM_UP, Role.MAIN]


@pytest.mark.parametrize(
    "line",
    [
        "back-squat 3x5 @80kg @83% rir2 rest 180",
        "Barbell back squat  3 x 5 @ 80 kg @ 83 % 1RM, 2 in reserve, rest 3 min",
        "BACK SQUAT 3×5 rest 180 s RIR 2 @83% @80 kg",
    ],
)
def test_a_line_of_the_written_programme_reads_like_a_typed_one(line: str) -> None:
    squat = only(line)
    assert squat.load == Load(kg=Kilograms(80), percent_1rm=83, rir=2)
    assert (squat.exercise, squat.rest_s) == ("back-squat", 180)


def test_pounds_are_kept_as_kilograms() -> None:
    assert only("back-squat 3x5 @100lb rir2").load.kg == Kilograms(45.359)


def test_jumps_on_each_side_count_twice() -> None:
    assert only("single-leg-pogo 2x10").contacts == 40
    assert only("pogo-bilateral 2x10").contacts == 20
    assert only("pogo-bilateral 2x10/side").contacts == 40


def test_held_repetitions_and_metres_are_doses_too() -> None:
    assert only("quad-set 2x10x5s").hold_s == 5
    assert only("suitcase-carry 2x20m rir3").metres == 20


def test_a_session_may_have_several_pins_and_a_text_several_sessions() -> None:
    text = f"{HILL_LEGS}pin 2026-12-09\n| a note\n\n# Core\npin friday\nfront-plank 2x30s\n"
    assert [(pinned.title, pinned.day, pinned.weekday) for pinned in pins(text)] == [
        ("Hill legs", None, Weekday.TUESDAY),
        ("Hill legs", date(2026, 12, 9), None),
        ("Core", None, Weekday.FRIDAY),
    ]


def test_without_minutes_setting_up_sets_and_rests_are_added_up() -> None:
    (pinned,) = pins("# A\npin tuesday\nfront-plank 2x70s rest 60\nside-plank 1x25s rest 0\n")
    assert pinned.minutes == 6  # 20 + 2 * (70 + 60), then 20 + 25 + 5 + 25 seconds
    (band,) = pins("# A\npin tuesday\nlateral-band-walk 2x10x7s/side rest 0\n")
    assert band.minutes == 5  # 20 + 2 * 2 * 70 seconds
    (squats,) = pins("# A\npin tuesday\nback-squat 3x10 rir3 rest 80\n")
    assert squats.minutes == 7  # 20 + 3 * (40 + 80) = 380 seconds


# Refusing --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bak-squat 3x5", 'no exercise "bak-squat"; did you mean "back-squat"?'),
        ("pull-up-bar-kipping-thing 3x5", "see `ironstride exercise`"),
        ("calf-raise 2x12", 'no exercise "calf-raise"; is it seated-calf-raise, '),
        ("back-squat 3x5", "does not say how hard it is; add rir2 or @80%"),
        ("back-squat 3x5 @80kg", "does not say how hard it is"),
        ("back-squat 3x5 rir2 slowly", '"slowly" is not understood; write an exercise as'),
        ("back-squat 3x5 rir2 rir3", '"rir3" says again what stands before it'),
        ("back-squat 3x5 @101%", "101 is too high; give 1 to 100 % of 1RM"),
        ("back-squat 3x5 rir11", "between 0 and 10"),
        ("back-squat 21x5 rir2", "between 1 and 20 sets, not 21"),
        ("front-plank 2x30-45s", "30-45 s is a range; give one number"),
        ("front-plank 2x3601s", "3601 is too high; give 1 to 3600 s"),
        ("bounding 3x20m", "is counted by its jumps; write it as 3x15"),
        ("hello", '"hello" is not understood; write an exercise as back-squat 3x5'),
        ("pin tusday", '"tusday" is no day; did you mean "tuesday"?'),
        ("pin 2026-02-30", '"2026-02-30" is no day; write it as 2026-12-08'),
        ("pin monday in powr", '"powr" is no phase; did you mean "power"?'),
        ("pin 2026-12-08 in power", 'is one day; leave "in power" away'),
        ("programme knee-thre-phase", 'no programme "knee-thre-phase"; did you mean'),
        ("programme ref-kr-30-day", 'several sessions: name one of "Stage 1", "Stage 2"'),
        ("programme ref-kr-30-day session Stag 4", 'did you mean "stage-4"?'),
        ("programme walk-run-30 session step 1", "put it into your plan of runs"),
    ],
)
def test_what_is_not_understood_is_named_with_what_to_write(line: str, said: str) -> None:
    assert said in refused(line)


def test_every_faulty_line_is_told_at_once_with_its_number() -> None:
    with pytest.raises(FaultyFileError) as caught:
        pins("front-plank 2x30s\n# A\npin someday\nhello\n")
    assert [fault.place for fault in caught.value.faults] == ["line 1", "line 3", "line 4"]
    assert str(caught.value).startswith("coach.txt: 3 things to change")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no session; begin one with a line such as # Hill legs"),
        ("# A\nfront-plank 2x30s\n", 'line 1: say when: add a line such as "pin tuesday"'),
        ("# A\npin tuesday\n", "line 1: there is no exercise"),
        ("# A\npin tuesday\n0 min\nfront-plank 2x30s\n", "between 1 and 240 minutes, not 0"),
        ("# A\npin tuesday\nprogramme ref-plyo-6wk\n", 'as "pin 2026-12-08", or name one'),
    ],
)
def test_a_session_that_lacks_something_says_what(text: str, said: str) -> None:
    with pytest.raises(FaultyFileError, match=said):
        pins(text)


def test_a_coach_may_ask_for_a_test_set() -> None:
    (legs,) = pins("# Legs\npin thu\nback-squat 3x5 @83% rir2 test 1\n")
    assert legs.exercises[0].test_leaves == 1
    with pytest.raises(FaultyFileError, match="a test set counts repetitions"):
        pins("# Legs\npin thu\nfront-plank 3x30s test 1\n")


# Round trip ------------------------------------------------------------------------------

amounts = st.one_of(
    st.tuples(st.integers(1, 250), st.integers(0, 250)).map(
        lambda ends: {"reps": RepRange(ends[0], sum(ends))}
    ),
    st.integers(1, 3_600).map(lambda n: {"seconds": n}),
    st.integers(1, 5_000).map(lambda n: {"metres": n}),
)
loads = st.builds(
    Load,
    kg=st.none() | st.floats(0, 999, allow_nan=False).map(Kilograms),
    percent_1rm=st.none() | st.integers(1, 100),
    rir=st.integers(0, 10),
)
names = st.text(min_size=1, max_size=12) | st.sampled_from(
    ['"', "# 1", "| a", "two  spaces", "\x1b[31m", "健身房 2"]
)


@st.composite
def lines(draw: st.DrawFn) -> Prescription:
    """Give any line that a coach may write."""
    exercise: Exercise = draw(st.sampled_from(list(catalogue().exercises.values())))
    amount = draw(amounts)
    if exercise.category is Category.PLYOMETRIC:
        amount = {"reps": RepRange(5, 15)}
    hold = draw(st.none() | st.integers(1, 600)) if "reps" in amount else None
    told = Told(
        exercise=exercise,
        dose=Dose(sets=draw(st.integers(1, 20)), hold_s=hold, **amount),
        load=draw(loads),
        role=draw(st.none() | st.sampled_from(Role)),
        per_side=draw(st.booleans()),
        rest_s=draw(st.none() | st.integers(0, 1_800)),
    )
    line = prescribed(told, catalogue().policy)
    is_test = line.reps is not None and draw(st.booleans())
    return replace(line, test_leaves=draw(st.integers(1, 9))) if is_test else line


some_pins = st.builds(
    lambda when, **more: Pinned(**when, **more),
    st.dates().map(lambda day: {"day": day})
    | st.fixed_dictionaries(
        {"weekday": st.sampled_from(Weekday), "phase": st.none() | st.sampled_from(PhaseName)}
    ),
    title=names,
    source=names,
    minutes=st.integers(5, 240),
    exercises=st.lists(lines(), min_size=1, max_size=3).map(tuple),
)


@given(st.lists(some_pins, min_size=1, max_size=2))
def test_what_is_written_reads_back_to_the_same(some: list[Pinned]) -> None:
    assert pins(pinned_text.write(some)) == tuple(some)


# Reference programmes --------------------------------------------------------------------


def test_a_reference_session_becomes_a_pinned_one() -> None:
    text = "# Moves\npin thu\nprogramme elite-heavy-minimal\nfront-plank 1x30s\n"
    (moves,) = pins(text)
    shown = [(line.exercise, line.role, str(line.reps)) for line in moves.exercises]
    assert ("front-squat", Role.MAIN, "3") in shown
    assert ("glute-bridge", Role.WARM_UP, "10") in shown
    assert shown[-1][0] == "front-plank"


def test_what_a_reference_says_beyond_sets_and_rests_is_told() -> None:
    text = "# Knee\npin thu\nprogramme knee-three-phase session movement-pattern-correction a\n"
    with pytest.raises(FaultyFileError, match="no session"):
        pins(text)
    text = text.replace("correction a", "correction session a")
    notes = pinned_text.read(text, name="", catalogue=catalogue()).notes
    assert notes[0].startswith("The knee may hurt up to 2 of 10")
    assert any(note.startswith("Lateral step-down: The knee may hurt up to 2") for note in notes)
    assert "read `ironstride programme knee-three-phase`" in notes[-1]


def test_a_block_of_weeks_stands_week_after_week_from_its_first_day() -> None:
    block = pins("# Jumps\npin 2026-12-08\nprogramme ref-plyo-6wk\n")
    first = date(2026, 12, 8)
    assert [p.day for p in block] == [first + timedelta(weeks=n) for n in range(6)]
    assert [p.title for p in block][:2] == ["Jumps, Week 1", "Jumps, Week 2"]


def test_weeks_that_share_a_session_each_hold_it() -> None:
    block = pins("# Achilles\npin 2026-12-08\nprogramme achilles-hsr-beyer\n")
    assert len(block) == 12
    assert block[1].exercises == block[2].exercises != block[3].exercises


def test_every_reference_session_can_be_turned_but_walks_and_runs() -> None:
    outdoors = {"return-run-six-phase", "walk-run-30", "pub-mirror-gait-retraining"}
    for programme in catalogue().programmes.values():
        if programme.kind is ProgrammeKind.SESSION:
            assert turned(programme, "", catalogue()).exercises
        for phase in programme.phases if programme.kind is not ProgrammeKind.SESSION else ():
            for session in phase.sessions if programme.id not in outdoors else ():
                name = ", ".join(filter(None, (phase.name, session.name)))
                assert turned(programme, name, catalogue()).name == name


# As asked for on the command line -----------------------------------------------------------


def test_a_file_and_a_reference_can_be_pinned_by_name(tmp_path: Path) -> None:
    file = tmp_path / "hill-legs.txt"
    file.write_text(HILL_LEGS)
    told: list[str] = []
    knee = "knee-three-phase:muscle-activation-session-b@wed in power"
    hill, activation = read_pins([str(file), knee], notice=told.append)
    assert hill.title == "Hill legs"
    assert (activation.weekday, activation.phase) == (Weekday.WEDNESDAY, PhaseName.POWER)
    assert activation.title.endswith(": Muscle activation, Session B")
    assert told


def test_a_reference_that_is_not_understood_is_quoted_as_it_was_asked() -> None:
    with pytest.raises(FaultyFileError, match="--pin ref-sam-easy-1@tusday: 1 thing") as caught:
        read_pins(["ref-sam-easy-1@tusday"])
    assert 'did you mean "tuesday"' in str(caught.value)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(UnreadableError, match=r"no-such-file\.txt: cannot be read"):
        read_pins(["no-such-file.txt"])


def test_the_sessions_of_the_manual_can_be_read() -> None:
    page = (Path(__file__).parents[1] / "docs/how-to/pin-a-session.md").read_text(encoding="utf-8")
    examples = [part.partition("```")[0] for part in page.split("```text\n")[1:]]
    assert len(examples) >= 3
    assert all(pins(example) for example in examples)
