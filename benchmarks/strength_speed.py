"""How fast a log is filtered, and how fast one more set is taken in."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

import numpy as np

from benchmarks.planner_figures import Goal
from benchmarks.strength_logs import Log
from ironstride.core.log import SetDone
from ironstride.core.units import Kilograms, Reps
from ironstride.strength.state import StrengthState, strength_state

SETS: Final = 100_000
LIFTS: Final = 40
SETS_OF_A_LIFT: Final = 4
LIFTS_OF_A_DAY: Final = 6
MOST_S: Final = 2.0
MOST_MS: Final = 1.0
TIMES: Final = 3
NAMES: Final = ("Squat", "Bench Press", "Row", "Deadlift", "Curl", "Leg Curl", "Calf Raise", "Fly")


def made_up() -> list[SetDone]:
    """Make a log of 100,000 sets: forty lifts in eight families over a dozen years."""
    rng = np.random.default_rng(0)
    start = date(2010, 1, 1)
    sets: list[SetDone] = []
    days = SETS // (SETS_OF_A_LIFT * LIFTS_OF_A_DAY) + 1
    loads = rng.uniform(30, 120, LIFTS)
    counts = rng.integers(4, 13, SETS + SETS_OF_A_LIFT * LIFTS_OF_A_DAY).tolist()
    for n in range(days):
        day = start + timedelta(n)
        at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        for lift in rng.choice(LIFTS, LIFTS_OF_A_DAY, replace=False).tolist():
            name = f"{NAMES[lift % len(NAMES)]} {lift}"
            for _ in range(SETS_OF_A_LIFT):
                place = len(sets)
                done = SetDone(
                    id=UUID(int=place),
                    at=at,
                    day=day,
                    exercise=name,
                    position=place,
                    load=Kilograms(2.5 * round(loads[lift] / 2.5)),
                    reps=Reps(counts[place]),
                )
                sets.append(done)
    return sets[:SETS]


def speed_goals(logs: Sequence[Log]) -> Iterator[Goal]:
    """Time a long made-up log, the real ones, and one more set after them."""
    sets = made_up()
    last = sets[-1].day
    least, state = _least(lambda: strength_state(sets, {}, until=last))
    yield Goal(
        f"{SETS:,} sets filtered (at most {MOST_S:g} s)",
        f"{least:.2f} s, {1e6 * least / SETS:.0f} µs a set, "
        f"{1e6 * least / (SETS / SETS_OF_A_LIFT):.0f} µs a day of a lift",
        least <= MOST_S,
    )
    tomorrow = last + timedelta(1)
    more = [replace(one, day=tomorrow) for one in sets[-200:]]
    each = [_one_more(state, one) for one in more]
    yield Goal(
        f"one more set (at most {MOST_MS:g} ms)",
        f"{1e3 * statistics.median(each):.2f} ms, at worst {1e3 * max(each):.2f} ms",
        1e3 * statistics.median(each) <= MOST_MS,
    )
    for log in logs:
        mine = log.sets
        least, _ = _least(lambda mine=mine: strength_state(mine, {}, until=mine[-1].day))  # type: ignore[misc]
        yield Goal(f"{log.name}, {len(mine):,} sets", f"{least:.2f} s")


def _least(work: Callable[[], StrengthState]) -> tuple[float, StrengthState]:
    """Do something a few times, and take the least of the processor's time. [s]"""
    spent: list[float] = []
    for _ in range(TIMES):
        began = time.process_time()
        state = work()
        spent.append(time.process_time() - began)
    return min(spent), state


def _one_more(state: StrengthState, one: SetDone) -> float:
    began = time.process_time()
    state.observe((one,))
    return time.process_time() - began
