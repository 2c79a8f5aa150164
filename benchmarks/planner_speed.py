"""How fast: placing a season, placing it again after a change, whole programmes, cold starts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.planner_athletes import Runner, ordinary_profile, runners
from benchmarks.planner_figures import Goal, at_most, quickest, spread, timed
from ironstride.core.programme import Programme, Week
from ironstride.core.run import PlannedRun, RunKind
from ironstride.planning.changes.change import changed
from ironstride.planning.changes.changed_days import SessionMissed
from ironstride.planning.changes.changed_runs import RunMoved
from ironstride.planning.changes.under_way import request_under_way
from ironstride.planning.days.place import place
from ironstride.planning.dose.fill import price_of
from ironstride.planning.plan import attempt, outline_for
from ironstride.planning.request import EFFORT, Request
from ironstride.planning.week.blocks import with_main_lifts
from ironstride.planning.week.kitchen import Kitchen
from random_athletes import START

PLACED_MS: Final = 5.0
FAST_S: Final = 0.2
USUAL_S: Final = 1.0
LONG_S: Final = 2.0
COLD_S: Final = 2.0
UNTOUCHED_PERCENT: Final = 99.0
MOST_MB: Final = 500.0
COMMAND: Final = (sys.executable, "-c", "from ironstride.cli.main import run; run()", "plan")


Happened = SessionMissed | RunMoved


@dataclass(frozen=True, slots=True)
class Replans:
    """What a change in the middle of a season took, and left untouched elsewhere."""

    seconds: list[float]
    kept: list[float]
    kept_sets: list[float]
    whole_s: list[float]
    without: list[str]


def speed_goals(count: int, seed: int) -> Iterator[Goal]:
    """Time what an athlete waits for."""
    usual = runners(count, weeks=20, seed=seed)
    attempt(usual[0].afresh())  # what is loaded once is loaded now
    placed = [quickest(partial(_placing, runner)) for runner in usual]
    yield at_most("a 20-week season placed, proven", placed, PLACED_MS, "ms", 1_000)
    priced = [quickest(partial(_placing_priced, runner)) for runner in usual]
    yield Goal("  and again with the price of what its weeks hold", spread(priced, "ms", 1_000))
    yield from _replan_goals("one missed session", replans(usual, missed))
    yield from _replan_goals("one moved run", replans(usual, moved_run))
    for effort, most_s in ((0, FAST_S), (200, FAST_S), (EFFORT, USUAL_S)):
        took = [quickest(partial(_planning, runner, effort), 2) for runner in usual]
        yield at_most(f"a 20-week programme, effort {effort:,}", took, most_s, "s")
    long = runners(count, weeks=52, seed=seed)
    took = [quickest(partial(_planning, runner), 1) for runner in long]
    yield at_most(f"a 52-week programme, effort {EFFORT:,}", took, LONG_S, "s")


def _replan_goals(what: str, found: Replans) -> Iterator[Goal]:
    yield at_most(f"{what} placed again", found.seconds, PLACED_MS, "ms", 1_000)
    whole = 100 * statistics.mean(found.kept or [0.0])
    untouched = f"{whole:.1f} %, of {len(found.kept)} programmes"
    # The rest is what the ramp of sets and jumps takes away from the weeks after it.
    yield Goal("  exercises untouched outside of that week", untouched, whole >= UNTOUCHED_PERCENT)
    sets = 100 * statistics.mean(found.kept_sets or [0.0])
    yield Goal("  and with the same sets (the ramp may ask for fewer)", f"{sets:.1f} %")
    yield Goal("  the whole replanned programme", spread(found.whole_s, "s"))
    told = "; ".join(found.without) or "nobody"
    yield Goal("  nobody is left without a programme", told, not found.without)


def _placing(runner: Runner) -> Callable[[], object]:
    request = runner.afresh()
    weeks = outline_for(request)
    return partial(place, weeks, request)


def _placing_priced(runner: Runner) -> Callable[[], object]:
    """Place with prices that a first placing has asked for already."""
    request = runner.afresh()
    weeks = outline_for(request)
    kitchen = Kitchen()
    frames = with_main_lifts(weeks, place(weeks, request).slots, request, kitchen)
    price = price_of(frames, kitchen)
    place(weeks, request, price)
    return partial(place, weeks, request, price)


def _planning(runner: Runner, effort: int = EFFORT) -> Callable[[], object]:
    request = replace(runner.afresh(), effort=effort)
    return partial(attempt, request)


# --- when life happens ----------------------------------------------------------------------


def missed(week: Week) -> SessionMissed | None:
    """Miss the first session of a week."""
    return SessionMissed(week.sessions[0].start.date()) if week.sessions else None


def moved_run(week: Week) -> RunMoved | None:
    """Run one of the week's runs a day later, where that day has none."""
    days = {run.start.date() for run in week.runs}
    free = [r for r in week.runs if r.kind is not RunKind.RACE and _later(r).date() not in days]
    inside = [r for r in free if _later(r).date() <= week.start + timedelta(days=6)]
    return RunMoved(inside[0].start.date(), _later(inside[0])) if inside else None


def _later(run: PlannedRun) -> datetime:
    return run.start + timedelta(days=1)


def replans(usual: Sequence[Runner], change: Callable[[Week], Happened | None]) -> Replans:
    """Change the middle week of each programme that allows it, and plan again."""
    found = Replans([], [], [], [], [])
    for runner in usual:
        before = attempt(runner.afresh())
        if not isinstance(before, Programme):
            continue
        week = before.weeks[len(before.weeks) // 2]
        what = change(week)
        if what is None:
            continue
        request = _asked_again(before, runner, week, what)
        found.seconds.append(quickest(partial(_placing, Runner(runner.name, request))))
        after, seconds = timed(_planning(Runner(runner.name, request)))
        found.whole_s.append(seconds)
        if isinstance(after, Programme):
            found.kept.append(_untouched(before, after, week, with_sets=False))
            found.kept_sets.append(_untouched(before, after, week, with_sets=True))
        else:
            found.without.append(runner.name)
    return found


def _asked_again(before: Programme, runner: Runner, week: Week, what: Happened) -> Request:
    """Ask on the day after what happened, or at the week's begin."""
    asked = runner.request
    is_missed = isinstance(what, SessionMissed)
    today = what.day + timedelta(days=1) if is_missed else max(week.start, before.start)
    request = request_under_way(before, asked.athlete, asked.catalogue, today=today)
    return changed(request, [what])


def _untouched(before: Programme, after: Programme, week: Week, *, with_sets: bool) -> float:
    """Say which share of exercises stands where it stood, in all weeks but one."""

    def held(programme: Programme) -> set[tuple[object, ...]]:
        return {
            (session.start, p.exercise, p.role, p.sets if with_sets else None)
            for other in programme.weeks
            if other.start != week.start
            for session in other.sessions
            for p in session.exercises
        }

    old, new = held(before), held(after)
    return len(old & new) / max(1, len(old))


# --- from outside ---------------------------------------------------------------------------


def cold_goals() -> Iterator[Goal]:
    """Plan by the command, twice, and ask the system what the second took."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "athlete.toml"
        profile.write_text(ordinary_profile(3, 20), encoding="utf-8")
        took = [_cold(profile) for _ in range(3)]
    best = min(seconds for seconds, _ in took[1:])
    yield Goal(f"ironstride plan from cold (at most {COLD_S:g} s)", f"{best:.2f} s", best <= COLD_S)


def _cold(profile: Path) -> tuple[float, float]:
    """Run the command; give its seconds and the most it held. [s, MB]"""
    command = [*COMMAND, "--profile", str(profile), "--start", f"{START}"]
    began_with = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return _watched(command, **began_with)


def memory_goals(count: int) -> Iterator[Goal]:
    """Plan long seasons in a process of their own, and ask the system what it held."""
    code = (
        "from benchmarks.planner_athletes import ordinary; from ironstride.planning.plan import "
        f"attempt; [attempt(ordinary(n, 52).afresh()) for n in range({count})]"
    )
    _, peak = _watched([sys.executable, "-c", code])
    held = f"{peak:.0f} MB"
    yield Goal(f"memory for 52 weeks (at most {MOST_MB:.0f} MB)", held, peak <= MOST_MB)


def _watched(command: Sequence[str], **kept: int) -> tuple[float, float]:
    def run() -> tuple[int, float]:
        running = subprocess.Popen(command, **kept)  # type: ignore[call-overload] # streams only
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        return running.returncode, usage.ru_maxrss

    (code, held), seconds = timed(run)
    if code not in (0, 2):
        raise SystemExit(f"{command[0]} ended with {code}; nothing can be said")
    return seconds, held / (1_000_000 if sys.platform == "darwin" else 1_000)
