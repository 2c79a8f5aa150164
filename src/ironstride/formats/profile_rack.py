"""The rack of a place in a profile: which weights stand there, read and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ironstride.core.rack import Marks, Rack, Stack
from ironstride.core.spelling import did_you_mean
from ironstride.core.units import MassUnit
from ironstride.formats.faults import Span, spoken_list
from ironstride.formats.toml_table import Table

BARS: Final = {"bar": "barbell", "trap_bar": "trap-bar"}  # the key, and the equipment it is
BAR: Final = Span(least=1, most=100, under="too light", over="too heavy")
MARK: Final = Span(least=0.1, most=500, under="too light", over="too heavy")
MARKS_MOST: Final = 60
PLATES_MOST: Final = 16  # on one side; more fit on no bar
RUNGS_MOST: Final = 500  # of one stack

ABOUT_RACKS: Final = """\
# Which weights stand there, so that loads can be put together (left out: the usual ones);
# plates are those of one side, each as often as it can go there:
# [places.gym.rack]
# unit = "kg"
# bar = 20
# plates = [20, 20, 10, 5, 2.5, 1.25]
# dumbbells = [4, 6, 8, 10, 12.5, 15, 17.5, 20]
# [places.gym.rack.stacks.machine-leg-press]
# first = 7
# step = 7
# last = 140
"""


def read_rack(table: Table, equipment: Iterable[str], units: MassUnit | None) -> Rack:
    """Read what stands at a place; numbers are in its own unit, else in the athlete's."""
    unit = table.word("unit", MassUnit) or units or MassUnit.KG
    bars = {thing: table.number(key, BAR) for key, thing in BARS.items()}
    rack = Rack(
        unit=unit,
        bars={thing: mass for thing, mass in bars.items() if mass is not None},
        plates=_marks(table, "plates", PLATES_MOST),
        dumbbells=_marks(table, "dumbbells"),
        single_dumbbells=_marks(table, "single_dumbbells"),
        kettlebells=_marks(table, "kettlebells"),
        stacks=dict(_stacks(table.table("stacks"), frozenset(equipment))),
    )
    table.close()
    return rack


def _marks(table: Table, key: str, most: int = MARKS_MOST) -> Marks | None:
    found = table.numbers(key, MARK)
    told = table.content.get(key)
    if isinstance(told, list) and not 1 <= len(told) <= most:
        table.note(key, f"holds {len(told)} weights; give 1 to {most}, or leave it out")
    return None if found is None else tuple(sorted(found, reverse=key == "plates"))


def _stacks(table: Table, equipment: frozenset[str]) -> Iterator[tuple[str, Stack]]:
    machines = sorted(thing for thing in equipment if has_a_stack(thing))
    for thing in table.content:
        if thing not in machines:
            table.note(thing, f"no machine of this place is called so{_which(thing, machines)}")
        stack = _stack(table.table(thing))
        if stack is not None:
            yield thing, stack


def has_a_stack(thing: str) -> bool:
    """Whether a piece of equipment has weights that are chosen with a pin.

    >>> has_a_stack("cable"), has_a_stack("barbell")
    (True, False)
    """
    return thing == "cable" or thing.startswith("machine-")


def _which(thing: str, machines: list[str]) -> str:
    if not machines:
        return '; put it into its equipment first, as "machine-leg-press"'
    return did_you_mean(thing, machines) or f"; there is {spoken_list(machines)}"


def _stack(table: Table) -> Stack | None:
    first, step, last = (table.number(key, MARK) for key in ("first", "step", "last"))
    extra = table.number("extra", MARK)
    table.require("first", "the top plate alone")
    table.require("step", "what each further plate adds")
    table.require("last", "the whole stack")
    table.close()
    if first is None or step is None or last is None:
        return None
    if last < first or (last - first) / step > RUNGS_MOST:
        table.note("last", f"{last:g} is no end of a stack that begins at {first:g} by {step:g}")
        return None
    return Stack(first=first, step=step, last=last, extra=extra)


# --- writing ------------------------------------------------------------------------------


def write_rack(place: str, rack: Rack) -> Iterator[str]:
    """Write the rack of a place, whose name is a TOML key already, line by line."""
    yield f"[places.{place}.rack]"
    yield f'unit = "{rack.unit}"'
    for key, thing in BARS.items():
        if thing in rack.bars:
            yield f"{key} = {_plain(rack.bars[thing])}"
    if rack.plates is not None:
        yield f"plates = {_list(rack.plates)}  # of one side"
    for key, marks in (
        ("dumbbells", rack.dumbbells),
        ("single_dumbbells", rack.single_dumbbells),
        ("kettlebells", rack.kettlebells),
    ):
        if marks is not None:
            yield f"{key} = {_list(marks)}"
    for thing, stack in rack.stacks.items():
        yield from ("", f"[places.{place}.rack.stacks.{thing}]", *_stack_lines(stack))


def _stack_lines(stack: Stack) -> Iterator[str]:
    yield f"first = {_plain(stack.first)}"
    yield f"step = {_plain(stack.step)}"
    yield f"last = {_plain(stack.last)}"
    if stack.extra is not None:
        yield f"extra = {_plain(stack.extra)}"


def _list(marks: Marks) -> str:
    return f"[{', '.join(map(_plain, marks))}]"


def _plain(number: float) -> str:
    return repr(float(number)).removesuffix(".0")
