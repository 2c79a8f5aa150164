"""Key runs: which of the recorded runs were long, quality or race, and how surely."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ironstride.core.calendar import monday_of
from ironstride.core.policy import HabitPolicy
from ironstride.core.run import RecordedRun, RunKind
from ironstride.running.effort import Effort, Norms, effort, hard_parts, norms
from ironstride.running.outing import Outing

# Words of titles in English, German, French, Spanish, Italian and Swedish. Watches and
# sites title most runs by themselves ("Carrera", "Course à pied"), so such words are absent.
TITLE_WORDS: Final = {
    RunKind.RACE: "race parkrun wettkampf volkslauf compétition competición gara lopp tävling",
    RunKind.LONG: "long lang langer longue larga largo lungo långpass",
    RunKind.QUALITY: "interval intervals intervalle intervall tempo threshold fartlek track "
    "repeats schwelle bahn fractionné seuil vma series umbral ripetute soglia",
    RunKind.EASY: "easy recovery shakeout jog locker regeneration regenerativ footing "
    "récupération suave recuperación lento recupero lugn",
}
RACE_DISTANCES_KM: Final = (5.0, 10.0, 15.0, 16.1, 21.1, 42.2)
RACE_STEPS: Final = 1.5  # hardness that makes a race distance a race   [choice]
TITLE_STEPS: Final = 0.5  # how far a word in the title moves a judgement of hardness   [choice]
TITLE_SHARE: Final = 0.1  # and one of length, in times the usual minutes   [choice]

_BY_NAME: Final = ("the title says so",)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an outing was, how surely (0 to 1), and why, in words.

    `hardness` counts spreads above the runner's typical run, `times_usual` is its duration
    over the usual one; both are None where too little is known.
    """

    outing: Outing
    kind: RunKind
    confidence: float
    reasons: tuple[str, ...]
    hardness: float | None
    times_usual: float | None


@dataclass(frozen=True, slots=True)
class _Verdict:
    kind: RunKind
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """One outing beside what is usual for its runner."""

    outing: Outing
    hardest: RecordedRun
    effort: Effort
    usual_minutes: float | None
    longest_of_week: float
    titles: frozenset[RunKind]

    @property
    def times_usual(self) -> float | None:
        return None if self.usual_minutes is None else self.outing.minutes / self.usual_minutes


def judge(all_outings: Sequence[Outing], *, policy: HabitPolicy) -> tuple[Judgement, ...]:
    """Say of every outing what it was for.

    All measures are the runner's own: duration against the typical outing of the weeks
    around, speed and heart rate against their usual spread, the week's longest outing. No
    pace, heart rate or distance is hard or long by itself. Where a race, a long run and a
    quality run would all fit, the first of them is taken.   [choice]
    """
    longest = _longest_of_weeks(all_outings)
    judgements = []
    for outing in all_outings:
        facts = _facts(outing, norms(all_outings, around=outing.day), longest)
        verdict = _verdict(facts, policy)
        judgements.append(
            Judgement(
                outing,
                verdict.kind,
                verdict.confidence,
                verdict.reasons,
                facts.effort.steps,
                facts.times_usual,
            )
        )
    return tuple(judgements)


def _longest_of_weeks(all_outings: Sequence[Outing]) -> dict[date, float]:
    longest: dict[date, float] = {}
    for outing in all_outings:
        week = monday_of(outing.day)
        longest[week] = max(outing.minutes, longest.get(week, 0.0))
    return longest


def _facts(outing: Outing, among: Norms, longest: Mapping[date, float]) -> _Facts:
    efforts = [(part, effort(part, among)) for part in hard_parts(outing)]
    hardest, hardness = max(efforts, key=lambda pair: _or_least(pair[1].steps))
    return _Facts(
        outing=outing,
        hardest=hardest,
        effort=hardness,
        usual_minutes=None if among.minutes is None else among.minutes.middle,
        longest_of_week=longest[monday_of(outing.day)],
        titles=_kinds_in_titles(outing),
    )


def _or_least(steps: float | None) -> float:
    return -math.inf if steps is None else steps


def _kinds_in_titles(outing: Outing) -> frozenset[RunKind]:
    titles = " ".join(part.title for part in outing.parts if part.title is not None)
    words = set(re.findall(r"\w+", titles.casefold()))
    return frozenset(
        kind for kind, said in TITLE_WORDS.items() if not words.isdisjoint(said.split())
    )


def _verdict(facts: _Facts, policy: HabitPolicy) -> _Verdict:
    return (
        _as_race(facts)
        or _as_long(facts, policy)
        or _as_quality(facts, policy)
        or _as_easy(facts, policy)
    )


def _as_race(facts: _Facts) -> _Verdict | None:
    if any(part.is_race for part in facts.outing.parts):
        return _Verdict(RunKind.RACE, 0.95, ("the file calls it a race",))
    distance, steps = _race_distance(facts.hardest), facts.effort.steps
    named = RunKind.RACE in facts.titles
    if distance is None or steps is None or steps < RACE_STEPS - TITLE_STEPS * named:
        return None
    reasons = (
        f"{distance:g} km, a race distance",
        facts.effort.in_words,
        *(_BY_NAME if named else ()),
    )
    return _Verdict(RunKind.RACE, min(0.9, 0.25 + 0.15 * steps), reasons)


def _race_distance(run: RecordedRun) -> float | None:
    """Find the race distance that a run matches; watches read up to 2 % long, 1 % short."""
    ran = run.distance_km
    if ran is None:
        return None
    return next((km for km in RACE_DISTANCES_KM if 0.99 * km <= ran <= 1.02 * km), None)


def _as_long(facts: _Facts, policy: HabitPolicy) -> _Verdict | None:
    times, usual = facts.times_usual, facts.usual_minutes
    if times is None or usual is None or facts.outing.minutes < 0.95 * facts.longest_of_week:
        return None
    named = RunKind.LONG in facts.titles
    beyond = times - policy.long_run_share
    if beyond < -TITLE_SHARE * named:
        return None
    reasons = (f"{times:.1f} times the usual {usual:.0f} minutes", *(_BY_NAME if named else ()))
    return _Verdict(RunKind.LONG, min(0.95, 0.6 + 0.7 * max(beyond, 0.0)), reasons)


def _as_quality(facts: _Facts, policy: HabitPolicy) -> _Verdict | None:
    if facts.effort.steps is None:
        return None
    named = RunKind.QUALITY in facts.titles
    said = TITLE_STEPS * (named - (RunKind.EASY in facts.titles))
    beyond = facts.effort.steps + said - policy.quality_steps
    if beyond < 0:
        return None
    reasons = (facts.effort.in_words, *(_BY_NAME if named else ()))
    return _Verdict(RunKind.QUALITY, min(0.9, 0.5 + 0.25 * beyond), reasons)


def _as_easy(facts: _Facts, policy: HabitPolicy) -> _Verdict:
    if facts.effort.steps is None:
        return _Verdict(RunKind.EASY, 0.5, ("too little is known to tell how hard it was",))
    below = max(policy.quality_steps - facts.effort.steps, 0.0)
    return _Verdict(RunKind.EASY, min(0.95, 0.5 + 0.25 * below), (facts.effort.in_words,))
