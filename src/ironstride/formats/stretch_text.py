"""What stands beside the sessions as text: the choices, and the stretches with their seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from ironstride.core.exercise import Exercise
from ironstride.formats.knee_words import WIDTH, page
from ironstride.formats.words import day_in_words, wrapped
from ironstride.rehab.stretches import Hold, StretchRoutine, holds, total_seconds


def stretches_in_text(
    routine: StretchRoutine, exercises: Mapping[str, Exercise], *, end_range_hurts: bool = False
) -> str:
    """Write the routine in its order: each stretch with its sets, sides and seconds."""
    laid_out = holds(routine, exercises, end_range_hurts=end_range_hurts)
    minutes = -(-total_seconds(laid_out) // 60)
    least, most = routine.per_week_least.value, routine.per_week_most.value
    lines = [
        f"{number}. {_stretch(list(group), exercises)}"
        for number, (_, group) in enumerate(groupby(laid_out, key=lambda h: h.exercise), 1)
    ]
    often = f"{least:g} to {most:g} times a week, {minutes} min, after a run or by itself"
    change = f"{routine.change_s.value:g} s to change over"
    rules = [line for rule in routine.rules for line in wrapped(rule, "- ", "  ", width=WIDTH)]
    return page([[routine.title, f"{often}; {change}."], lines, rules])


def _stretch(group: list[Hold], exercises: Mapping[str, Exercise]) -> str:
    first = group[0]
    sides = "" if first.side is None else " each side"
    dose = f"{first.of} x {first.seconds} s{sides}"
    return f"{exercises[first.exercise].name:<40}{dose:<22}{first.tissue}".rstrip()


def hold_in_words(hold: Hold, exercises: Mapping[str, Exercise]) -> str:
    """Say what a timer shows: `Calf stretch, left, set 1 of 2: 30 s`."""
    side = "" if hold.side is None else f", {hold.side.value}"
    name = exercises[hold.exercise].name
    return f"{name}{side}, set {hold.number} of {hold.of}: {hold.seconds} s"


def choices_in_text(choices: Mapping[str, str], chosen: Mapping[str, date]) -> str:
    """List what may stand beside the sessions, and since when it does."""
    lines = []
    for name, words in choices.items():
        since = f"since {day_in_words(chosen[name])}" if name in chosen else "not chosen"
        lines.append([f"{name}, {since}", *wrapped(words, "  ", "  ", width=WIDTH)])
    return page([*lines, ["Choose one: ironstride knee beside NAME; leave it out with --stop"]])
