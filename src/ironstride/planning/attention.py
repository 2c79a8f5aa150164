"""Attention: whether somebody should look at an athlete today, and why, in one sentence each.

Each reason is a function of its own over what stands in the log. A reason says when to look,
never what is wrong with the athlete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from ironstride.core.log import PainMoment, PainScore, SetDone
from ironstride.core.policy import AttentionPolicy
from ironstride.core.run import Race, RacePriority
from ironstride.core.units import RIR
from ironstride.strength.adherence import Adherence, Fate
from ironstride.strength.one_rep_max import one_rep_max
from ironstride.strength.progression import Bout, bouts


class Ground(StrEnum):
    """Why to look, the most urgent first."""

    PAINFUL = "painful"
    ASKED = "asked"
    MISSED = "missed"
    STALLED = "stalled"
    RACE_NEAR = "race-near"

    @property
    def urgency(self) -> int:
        """0 is the most urgent."""
        return list(Ground).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One reason to look at an athlete, and the day since when it holds."""

    ground: Ground
    since: date
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Something that was said in a thread."""

    thread: str
    is_athletes: bool
    at: datetime
    text: str


def urgency(notices: Sequence[Notice]) -> tuple[tuple[int, ...], int]:
    """Order athletes: by their most urgent reason, then by the next; without any comes last.

    Among equal ones whoever has waited longest comes first.
    """
    grounds = tuple(sorted(one.ground.urgency for one in notices))
    waiting = min((one.since.toordinal() for one in notices), default=0)
    return (*grounds, len(Ground)), waiting


def painful(scores: Iterable[PainScore], today: date, numbers: AttentionPolicy) -> Notice | None:
    """Say the worst pain of the last days, where it reaches the number that asks for a look."""
    first = today - timedelta(days=numbers.pain_days - 1)
    recent = [
        one for one in scores if first <= one.day <= today and one.score >= numbers.pain_score
    ]
    if not recent:
        return None
    worst = max(recent, key=lambda one: (one.score, one.day))
    side = "" if worst.side is None else f"{worst.side.value} "
    return Notice(
        ground=Ground.PAINFUL,
        since=min(one.day for one in recent),
        sentence=f"Pain: {side}{worst.place} {worst.score} of 10 "
        f"{FELT[worst.moment]} on {_named(worst.day)}.",
    )


FELT: Mapping[PainMoment, str] = {
    PainMoment.DURING: "while training",
    PainMoment.AFTER: "after training",
    PainMoment.NEXT_MORNING: "in the morning",
}


def asked(words: Iterable[Word]) -> Notice | None:
    """Say the oldest thread whose last word is the athlete's and waits for an answer."""
    last = {one.thread: one for one in sorted(words, key=lambda one: one.at)}
    waiting = [one for one in last.values() if one.is_athletes]
    if not waiting:
        return None
    oldest = min(waiting, key=lambda one: one.at)
    more = f", and {len(waiting) - 1} more" if len(waiting) > 1 else ""
    return Notice(
        ground=Ground.ASKED,
        since=oldest.at.date(),
        sentence=f"Waits for an answer since {_named(oldest.at.date())}{more}: "
        f"“{_short(oldest.text)}”",
    )


def missed(kept: Adherence, today: date, numbers: AttentionPolicy) -> Notice | None:
    """Say how many sessions of the last days were left out, where they are too many."""
    first = today - timedelta(days=numbers.missed_days)
    due = [one for one in kept.fates if first <= one.day <= today]
    out = [one for one in due if one.fate in (Fate.SKIPPED, Fate.UNTOLD)]
    if len(out) < numbers.missed_sessions:
        return None
    told = [one.reason for one in out if one.reason]
    return Notice(
        ground=Ground.MISSED,
        since=out[0].day,
        sentence=f"Missed {len(out)} of {len(due)} sessions since {_named(out[0].day)}"
        + (f"; the last reason told: {_short(told[-1])}." if told else "."),
    )


def stalled(
    sets: Iterable[SetDone],
    names: Mapping[str, str],
    today: date,
    numbers: AttentionPolicy,
) -> Notice | None:
    """Say which lifts have not risen for so many sessions that lie not long ago.

    A session's best estimate of 1RM counts; none of the later ones is above the first. A lift
    whose sets are too long to estimate from is passed over.
    """
    found = sorted(_stalled(sets, today, numbers), key=lambda one: one[1])
    if not found:
        return None
    lifts = ", ".join(names.get(exercise, exercise) for exercise, _ in found)
    verb = "has" if len(found) == 1 else "have"
    since = found[0][1]
    return Notice(
        ground=Ground.STALLED,
        since=since,
        sentence=f"{lifts} {verb} not risen over {numbers.stalled_sessions} sessions, "
        f"since {_named(since)}.",
    )


def _stalled(
    sets: Iterable[SetDone], today: date, numbers: AttentionPolicy
) -> Iterator[tuple[str, date]]:
    by_lift: dict[str, list[SetDone]] = {}
    for one in sets:
        by_lift.setdefault(one.exercise, []).append(one)
    for exercise, mine in by_lift.items():
        last = bouts(mine)[-numbers.stalled_sessions :]
        best = [found for bout in last if (found := _best(bout)) is not None]
        is_recent = bool(last) and (today - last[-1].day).days <= numbers.stalled_days
        if is_recent and len(best) == numbers.stalled_sessions and max(best[1:]) <= best[0]:
            yield exercise, last[0].day


def _best(bout: Bout) -> float | None:
    """The best estimate of 1RM among the sets of a day; a reserve not told counts as none. [kg]"""
    told = (
        one_rep_max(bout.load, one.reps, one.rir or RIR(0))
        for one in bout.sets
        if one.reps is not None
    )
    return max((mass.value for mass in told if mass is not None), default=None)


def race_near(races: Iterable[Race], today: date, numbers: AttentionPolicy) -> Notice | None:
    """Say which race is near; those that are trained through do not count."""
    ahead = [
        race
        for race in races
        if race.priority is not RacePriority.C and 0 <= (race.day - today).days <= numbers.race_days
    ]
    if not ahead:
        return None
    race = min(ahead, key=lambda one: one.day)
    days = (race.day - today).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return Notice(
        ground=Ground.RACE_NEAR,
        since=today,
        sentence=f"Race {when}: {race.title}, priority {race.priority.value}.",
    )


def _named(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79].rstrip() + "…"
