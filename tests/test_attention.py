"""Who needs a coach's eye today, and why: each reason at the number that decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from ironstride.core.log import PainMoment, PainScore, SetDone, Side
from ironstride.core.run import Race, RacePriority
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.planning.attention import (
    Ground,
    Notice,
    Word,
    asked,
    missed,
    painful,
    race_near,
    stalled,
    urgency,
)
from ironstride.strength.adherence import Adherence, Fate, SessionFate
from people import policy

TODAY = date(2026, 12, 1)
NUMBERS = policy().attention
NAMES = {"back-squat": "Back squat"}


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def pain(score: int, ago: int = 0, side: Side | None = None) -> PainScore:
    at = datetime.combine(day(ago), time(12), UTC)
    during = PainMoment.DURING
    return PainScore(place="knee", moment=during, score=score, day=day(ago), at=at, side=side)


@pytest.mark.parametrize(("score", "ago", "told"), [(3, 0, 0), (4, 0, 1), (4, 6, 1), (9, 7, 0)])
def test_pain_is_told_from_a_score_on_and_for_some_days(score: int, ago: int, told: int) -> None:
    assert (painful([pain(score, ago)], TODAY, NUMBERS) is not None) == told


def test_the_worst_pain_is_the_one_that_is_named() -> None:
    notice = painful([pain(4, 5), pain(7, 2, Side.LEFT), pain(5, 1)], TODAY, NUMBERS)
    assert notice is not None
    assert notice.sentence == "Pain: left knee 7 of 10 while training on Sun 29 Nov."
    assert notice.since == day(5)


def kept(*fates: tuple[Fate, int]) -> Adherence:
    return Adherence(
        fates=tuple(SessionFate(day=day(ago), fate=fate, reason="a cold") for fate, ago in fates)
    )


@pytest.mark.parametrize(
    ("fates", "told"),
    [
        ([(Fate.UNTOLD, 3)], 0),
        ([(Fate.SKIPPED, 14), (Fate.UNTOLD, 3)], 1),
        ([(Fate.SKIPPED, 15), (Fate.UNTOLD, 3)], 0),
        ([(Fate.DONE, 5), (Fate.MOVED, 3)], 0),
    ],
)
def test_two_sessions_missed_in_two_weeks_are_told(
    fates: list[tuple[Fate, int]], told: int
) -> None:
    assert (missed(kept(*fates), TODAY, NUMBERS) is not None) == told


def test_what_was_missed_is_counted_beside_what_was_due() -> None:
    notice = missed(kept((Fate.UNTOLD, 8), (Fate.DONE, 5), (Fate.SKIPPED, 1)), TODAY, NUMBERS)
    assert notice is not None
    assert notice.sentence == (
        "Missed 2 of 3 sessions since Mon 23 Nov; the last reason told: a cold."
    )
    bare = Adherence(fates=tuple(SessionFate(day=day(n), fate=Fate.UNTOLD) for n in (3, 1)))
    silent = missed(bare, TODAY, NUMBERS)
    assert silent is not None
    assert silent.sentence == "Missed 2 of 2 sessions since Sat 28 Nov."


def squats(*loads: float, last: int = 2, reps: int | None = 5) -> list[SetDone]:
    one = SetDone(
        id=uuid4(), at=datetime(2026, 12, 1, tzinfo=UTC), day=TODAY, exercise="back-squat",
        reps=Reps(reps) if reps else None, seconds=None if reps else 30, rir=RIR(2),
    )  # fmt: skip
    days = [day(last + 4 * n) for n in reversed(range(len(loads)))]
    return [replace(one, load=Kilograms(x), day=d) for x, d in zip(loads, days, strict=True)]


@pytest.mark.parametrize(
    ("loads", "last", "told"),
    [
        ((80, 80, 80, 80), 2, 1),
        ((80, 80, 80), 2, 0),
        ((80, 77.5, 80, 80.5), 2, 0),
        ((70, 80, 80, 80, 80), 2, 1),
        ((80, 80, 80, 80), 14, 1),
        ((80, 80, 80, 80), 15, 0),
    ],
)
def test_a_lift_that_has_not_risen_over_four_sessions_is_told(
    loads: tuple[float, ...], last: int, told: int
) -> None:
    assert (stalled(squats(*loads, last=last), NAMES, TODAY, NUMBERS) is not None) == told


def test_sets_too_long_to_estimate_from_stall_nobody() -> None:
    assert stalled(squats(40, 40, 40, 40, reps=20), NAMES, TODAY, NUMBERS) is None
    assert stalled(squats(40, 40, 40, 40, reps=None), NAMES, TODAY, NUMBERS) is None


def test_a_reserve_that_nobody_told_counts_as_none() -> None:
    bare = [replace(one, rir=None) for one in squats(80, 80, 80, 80)]
    assert stalled(bare, NAMES, TODAY, NUMBERS) is not None


def test_stalled_lifts_are_named_together() -> None:
    rows = [replace(one, exercise="my own row") for one in squats(50, 50, 50, 50, last=3)]
    notice = stalled([*squats(80, 80, 80, 80), *rows], NAMES, TODAY, NUMBERS)
    assert notice is not None
    assert notice.sentence.startswith("my own row, Back squat have not risen over 4 sessions")
    assert notice.since == day(15)


@pytest.mark.parametrize(
    ("days", "rank", "told"),
    [
        (0, "A", "Race today: 10 km, priority A."),
        (1, "B", "Race tomorrow: 10 km, priority B."),
        (14, "A", "Race in 14 days: 10 km, priority A."),
        (15, "A", None),
        (-1, "A", None),
        (3, "C", None),
    ],
)
def test_a_race_is_near_within_two_weeks(days: int, rank: str, told: str | None) -> None:
    race = Race(day=TODAY + timedelta(days=days), distance_km=10, priority=RacePriority(rank))
    notice = race_near([race], TODAY, NUMBERS)
    assert (None if notice is None else notice.sentence) == told


def word(thread: str, hour: int, text: str, *, mine: bool) -> Word:
    at = datetime(2026, 11, 30, hour, tzinfo=UTC)
    return Word(thread=thread, is_athletes=mine, at=at, text=text)


def test_a_question_waits_until_somebody_else_has_the_last_word() -> None:
    question = word("plan", 8, "Too heavy?  " + "x" * 90, mine=True)
    notice = asked([question, word("set:1", 9, "And this?", mine=True)])
    assert notice is not None
    assert notice.sentence.startswith("Waits for an answer since Mon 30 Nov, and 1 more: “Too")
    assert notice.sentence.endswith("x…”")
    assert asked([word("plan", 9, "No, stay.", mine=False), question]) is None
    assert asked([]) is None


def test_the_most_urgent_come_first_and_those_without_a_reason_last() -> None:
    hurts, hurts_long, races = (
        Notice(ground=ground, since=day(ago), sentence="")
        for ground, ago in ((Ground.PAINFUL, 1), (Ground.PAINFUL, 4), (Ground.RACE_NEAR, 9))
    )
    rows = [(), (races,), (hurts,), (hurts_long,), (races, hurts)]
    ordered = sorted(rows, key=urgency)
    assert ordered == [(races, hurts), (hurts_long,), (hurts,), (races,), ()]
