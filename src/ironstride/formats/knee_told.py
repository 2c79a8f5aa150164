"""What is told to a course, in a line each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, assert_never

from ironstride.core.log import PainMoment, PainScore
from ironstride.formats.words import day_in_words, inert
from ironstride.rehab.confirmed import Confirmation
from ironstride.rehab.entries import (
    Assessed,
    BesideChosen,
    CourseStarted,
    RunDone,
    SessionDone,
    SteppedBack,
    SwellingSeen,
    Track,
)
from ironstride.rehab.gates import Measurement
from ironstride.rehab.scores import Answered
from ironstride.rehab.screening import Screened

MOMENTS: Final[Mapping[PainMoment, str]] = MappingProxyType(
    {
        PainMoment.DURING: "during",
        PainMoment.AFTER: "after",
        PainMoment.NEXT_MORNING: "in the morning",
    }
)
Tellable = (
    Screened | CourseStarted | SessionDone | RunDone | SwellingSeen | Measurement | Answered
    | SteppedBack | Assessed | BesideChosen | Confirmation | PainScore
)  # fmt: skip


def entry_in_words(entry: Tellable) -> str:
    """Say an entry with its day: `Mon 30 Nov: pain 2 of 10 during`."""
    return f"{day_in_words(entry.day)}: {_entry(entry)}"


def _entry(entry: Tellable) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of entry
    match entry:
        case Screened():
            return "the questions are answered"
        case CourseStarted(plan=plan):
            return f"the plan {plan} begins"
        case SessionDone():
            return "a session is done"
        case RunDone(longest_min=longest):
            return f"a run, {longest:g} min of it in one go"
        case SwellingSeen():
            return "it is swollen"
        case Measurement():
            return f"{entry.item} {_measured(entry)}"
        case Answered(questionnaire=form):
            return f"{form} is filled in"
        case SteppedBack(track=track):
            return "back a phase" if track is Track.SESSIONS else "back a rung of running"
        case Assessed(by=by):
            return f"looked at by {inert(by)}"
        case BesideChosen(name=name, is_on=is_on):
            return f"{name} stands beside the sessions{'' if is_on else ' no longer'}"
        case Confirmation(item=item, value=value, by=by):
            which = f" --bound {entry.bound}" if entry.bound is not None else ""
            return f"{item}{which} is {value:g}, says {inert(by)}"
        case PainScore():
            return f"{entry.place}, pain {entry.score} of 10 {MOMENTS[entry.moment]}"
        case _:
            assert_never(entry)


def _measured(one: Measurement) -> str:
    pain = "" if one.pain is None else f", pain {one.pain} of 10"
    if one.both is not None:
        return f"{one.both:g}{pain}"
    sides = (("left", one.left), ("right", one.right))
    return ", ".join(f"{side} {value:g}" for side, value in sides if value is not None) + pain
