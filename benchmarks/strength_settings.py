"""How much hangs on each number of the filter: every one halved and doubled, the rest as it is.

`python -m benchmarks.strength --only settings [--logs FOLDER]`. The numbers themselves come from
the literature and from made-up lifters; this table shows which of them would be worth fitting,
and refits nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.strength_figures import errors
from benchmarks.strength_logs import Log
from benchmarks.strength_rows import FILTER, OURS, rows_of
from benchmarks.strength_simulated import lived, programmes, reserves
from ironstride.strength.settings import SETTINGS, StrengthSettings

TURNED: Final = (
    "slope_sd",
    "slope_drift",
    "level_drift",
    "lift_drift",
    "trend_sd",
    "fade_per_day",
    "reps_sd",
    "reps_sd_share",
    "usual_reserve",
    "reserve_sd",
    "unsaid_sd",
    "most_doubt",
    "streak_sd",
    "spread_days",
)
ATHLETES: Final = 8


def settings_table(logs: Sequence[Log]) -> Iterator[str]:
    """Give a line for each setting turned: errors on open sets, on diaries, and of 1RM."""
    made_up, _ = programmes(ATHLETES)
    yield f"{'':<24}{'open sets':>12}{'by filter':>12}{'diaries':>12}{'by filter':>12}{'1RM':>10}"
    yield _line("as they are", SETTINGS, made_up, logs)
    for name in TURNED:
        for factor in (0.5, 2.0):
            turned = replace(SETTINGS, **{name: factor * getattr(SETTINGS, name)})
            yield _line(f"{name} x {factor:g}", turned, made_up, logs)


def _line(
    name: str, settings: StrengthSettings, made_up: Sequence[Log], logs: Sequence[Log]
) -> str:
    tests = [row for log in made_up for row in rows_of(log, settings)[1]]
    diary = [row for log in logs for row in rows_of(log, settings)[0]]
    off = [abs(one.off) for n in range(ATHLETES) for one in lived(reserves, n, settings)]
    told = [float(errors(tests, method).mean()) for method in (OURS, FILTER)]
    told += [float(np.nanmean(errors(diary, m))) if diary else 0.0 for m in (OURS, FILTER)]
    cells = "".join(f"{value:>12.3f}" for value in told)
    return f"{name:<24}{cells}{100 * float(np.median(off)):>8.1f} %"
