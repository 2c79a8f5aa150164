"""The rack in a profile: what may be said, what is answered, and that writing gives it back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.athlete import Athlete
from ironstride.core.rack import Rack, Stack
from ironstride.core.units import MassUnit
from ironstride.formats.profile import read_profile, write_profile
from people import athlete, catalogue
from test_profile import ATHLETE, faults

GYM = '[places.gym]\nequipment = ["barbell", "plate", "machine-leg-press", "cable"]\n'
RACK = "[places.gym.rack]\n"
STACK = "[places.gym.rack.stacks.machine-leg-press]\n"
TOLD = """\
unit = "lb"
bar = 45
plates = [2.5, 45, 25, 25]
dumbbells = [10, 5]
single_dumbbells = [53]
kettlebells = [35]
[places.gym.rack.stacks.machine-leg-press]
first = 15
step = 15
last = 300
extra = 5
"""


def read(content: str) -> Athlete:
    return read_profile(content, name="athlete.toml", catalogue=catalogue())


def test_a_rack_tells_what_stands_there() -> None:
    assert read(ATHLETE + GYM + RACK + TOLD).racks["gym"] == Rack(
        unit=MassUnit.LB,
        bars={"barbell": 45.0},
        plates=(45.0, 25.0, 25.0, 2.5),
        dumbbells=(5.0, 10.0),
        single_dumbbells=(53.0,),
        kettlebells=(35.0,),
        stacks={"machine-leg-press": Stack(first=15, step=15, last=300, extra=5)},
    )


def test_profiles_of_before_have_no_rack() -> None:
    assert read(ATHLETE + GYM).racks == {}


def test_a_rack_speaks_the_unit_of_its_athlete() -> None:
    in_pounds = ATHLETE + 'units = "lb"\n' + GYM + RACK
    assert read(in_pounds).racks["gym"].unit is MassUnit.LB
    assert read(ATHLETE + GYM + RACK).racks["gym"] == Rack()


LEG_PRESS = "rack.stacks.machine-leg-press"


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        (RACK + "bar = 0.5", "rack.bar: 0.5 is too light; give 1 to 100"),
        (RACK + "plates = []", "rack.plates: holds 0 weights; give 1 to 16, or leave it out"),
        (RACK + "plates = [5, -1]", "rack.plates[2]: -1 is too light; give 0.1 to 500"),
        (RACK + 'plates = ["5"]', "rack.plates[1]: is text in quotes; give a number, 0.1 to 500"),
        (RACK + "plate = [5]", 'rack.plate: nothing here is called so; did you mean "plates"?'),
        (STACK + "first = 5\nstep = 5", f"{LEG_PRESS}.last: is missing; give the whole stack"),
        (
            STACK + "first = 50\nstep = 5\nlast = 20",
            f"{LEG_PRESS}.last: 20 is no end of a stack that begins at 50 by 5",
        ),
    ],
)
def test_a_fault_in_a_rack_is_told_with_its_place(told: str, answer: str) -> None:
    assert faults(f"{ATHLETE}{GYM}{told}\n") == [f"places.gym.{answer}"]


def test_a_stack_belongs_to_a_machine_of_its_place() -> None:
    stack = "[places.gym.rack.stacks.machine-legs]\nfirst = 5\nstep = 5\nlast = 20\n"
    (told,) = faults(ATHLETE + GYM + stack)
    assert told.endswith('called so; did you mean "machine-leg-press"?')


def test_a_place_without_machines_is_told_so() -> None:
    floor = '[places.gym]\nequipment = ["mat"]\n'
    (told,) = faults(f"{ATHLETE}{floor}{STACK}first = 5\nstep = 5\nlast = 20\n")
    assert told.endswith('put it into its equipment first, as "machine-leg-press"')


marks = st.floats(0.1, 500).map(lambda mark: round(mark, 3))
some = st.none() | st.lists(marks, min_size=1, max_size=8).map(lambda m: tuple(sorted(m)))
stacks = st.builds(
    Stack,
    first=st.floats(1, 50),
    step=st.floats(1, 20),
    last=st.floats(50, 300),
    extra=st.none() | marks,
)
racks = st.builds(
    Rack,
    unit=st.sampled_from(MassUnit),
    bars=st.dictionaries(st.sampled_from(["barbell", "trap-bar"]), st.floats(1, 100)),
    plates=some.map(lambda m: None if m is None else m[::-1]),
    dumbbells=some,
    single_dumbbells=some,
    kettlebells=some,
    stacks=st.dictionaries(st.sampled_from(["cable", "machine-leg-press"]), stacks),
)


@given(racks, st.sampled_from(["gym", 'the "barn"']))
def test_a_rack_that_is_written_reads_back(rack: Rack, place: str) -> None:
    there = frozenset({"cable", "machine-leg-press", "barbell"})
    who = athlete(places={place: there, "home": frozenset()}, racks={place: rack})
    assert read(write_profile(who)) == who
