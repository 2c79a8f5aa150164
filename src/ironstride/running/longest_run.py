"""The longest run of the last month, and runs planned far beyond it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ironstride.core.policy import HabitPolicy
from ironstride.core.programme import Caution
from ironstride.core.run import PlannedRun, RecordedRun, RunKind
from ironstride.running.outing import Outing, outings

RULE = "longest-run"


@dataclass(frozen=True, slots=True)
class _Length:
    day: date
    km: float | None
    minutes: float


def longest_outing(
    runs: Sequence[RecordedRun], *, today: date, policy: HabitPolicy
) -> Outing | None:
    """Find the longest outing of the days before `today`: by distance, else by minutes."""
    since = today - timedelta(days=policy.longest_run_days)
    recent = [run for run in runs if since <= run.day < today]
    found = outings(recent, gap_minutes=policy.outing_gap_minutes)
    return max(found, key=lambda o: (o.distance_km or 0.0, o.minutes, o.day), default=None)


def runs_far_beyond_the_longest(
    planned: Sequence[PlannedRun], history: Sequence[RecordedRun], *, policy: HabitPolicy
) -> tuple[Caution, ...]:
    """Name each planned run longer than 110 % of the longest of the 30 days before it.

    In 5,205 runners a single run 10 to 30 % beyond the longest of 30 days came with 1.64
    times the rate of overuse injury (1.31 to 2.05), a doubling with 2.28 times.
                                             [frandsen_2025_10_30: study, contested]

    Runs planned earlier count as run by then. Distance is compared where both are known,
    else minutes. Races are exempt, being longer on purpose, and a run with nothing in the
    30 days before it has nothing to be compared with.   [choice]
    """
    done = [
        _Length(outing.day, outing.distance_km, outing.minutes)
        for outing in outings(history, gap_minutes=policy.outing_gap_minutes)
    ]
    cautions = []
    for run in sorted(planned, key=lambda run: run.start):
        length = _Length(run.start.date(), run.distance_km, run.minutes)
        if run.kind is not RunKind.RACE:
            cautions += _too_long(length, done, policy)
        done.append(length)
    return tuple(cautions)


def _too_long(run: _Length, done: Sequence[_Length], policy: HabitPolicy) -> list[Caution]:
    since = run.day - timedelta(days=policy.longest_run_days)
    recent = [length for length in done if since <= length.day < run.day]
    distances = [length.km for length in recent if length.km is not None]
    if run.km is not None and distances:
        planned, longest, unit = round(run.km, 1), round(max(distances), 1), "km"
        most = round(longest * (1 + policy.longest_run_rise), 1)
    elif recent:
        planned, longest, unit = run.minutes, round(max(r.minutes for r in recent)), "minutes"
        most = round(longest * (1 + policy.longest_run_rise))
    else:
        return []
    if planned <= most or not longest:
        return []
    said = (
        f"{run.day:%a} {run.day}: {planned:g} {unit} is {planned / longest - 1:.0%} beyond the "
        f"longest run of the {policy.longest_run_days} days before ({longest:g} {unit}); up to "
        f"{most:g} {unit} is the careful step"
    )
    return [Caution(RULE, said)]
