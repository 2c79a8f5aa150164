"""What the answers to the questions lead to, as text: whom to see, or which plan may begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ironstride.formats.knee_words import WIDTH, page
from ironstride.formats.words import count, wrapped
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.screening import (
    GoAhead,
    HowSoon,
    NothingFits,
    Question,
    ScreeningOutcome,
    Stop,
    Unanswered,
    Whom,
)

WHOM: Final[Mapping[Whom, str]] = MappingProxyType(
    {
        Whom.EMERGENCY: "an emergency department",
        Whom.DOCTOR: "a doctor",
        Whom.PHYSIOTHERAPIST: "a physiotherapist",
    }
)
HOW_SOON: Final[Mapping[HowSoon, str]] = MappingProxyType(
    {
        HowSoon.NOW: "now",
        HowSoon.TODAY: "today",
        HowSoon.DAYS: "within a few days",
        HowSoon.WEEKS: "within a few weeks",
    }
)


def screening_in_text(outcome: ScreeningOutcome, rehab: Rehab) -> str:
    """Say what the answers lead to: whom to see and how soon, or which plan may begin."""
    match outcome:
        case Stop(flags=flags):
            return page([_stop(outcome), [line for flag in flags for line in _flag(flag)]])
        case Unanswered(questions=questions):
            asked = [
                line for q in questions for line in wrapped(q.text, "  - ", "    ", width=WIDTH)
            ]
            return page([[f"{count(len(questions), 'question')} still open:", *asked]])
        case NothingFits(cautions=cautions):
            return page([_nothing_fits(), *_cautions(cautions)])
        case GoAhead(plans=plans, cautions=cautions):
            return page([_go_ahead(plans, rehab), *_cautions(cautions)])


def _stop(stop: Stop) -> list[str]:
    first = stop.first
    running = " Do not run until then." if stop.stops_running else ""
    return wrapped(f"Stop here: see {_see(first)}.{running}", width=WIDTH)


def _see(question: Question) -> str:
    if question.see is None or question.soon is None:
        return "somebody who can look at it"
    return f"{WHOM[question.see]} {HOW_SOON[question.soon]}"


def _flag(question: Question) -> Iterator[str]:
    yield from wrapped(f"{question.why} See {_see(question)}.", "  - ", "    ", width=WIDTH)


def _nothing_fits() -> list[str]:
    return wrapped(
        "None of the answers speaks for one of the plans. Let a physiotherapist look before you "
        "train it.",
        width=WIDTH,
    )


def _go_ahead(plans: Sequence[str], rehab: Rehab) -> list[str]:
    titles = ", or ".join(rehab.plans[plan].title for plan in plans)
    more = " More than one fits; a physiotherapist can tell them apart." if len(plans) > 1 else ""
    return wrapped(
        f"Nothing speaks against a plan. This pain is most like the one of: {titles}.{more} That "
        "is no diagnosis; whoever examines you may see it otherwise.",
        width=WIDTH,
    )


def _cautions(cautions: Sequence[Question]) -> Iterator[list[str]]:
    if cautions:
        yield ["Keep in mind:", *(line for q in cautions for line in _caution(q))]


def _caution(question: Question) -> list[str]:
    return wrapped(question.why, "  - ", "    ", width=WIDTH)
