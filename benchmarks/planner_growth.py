"""How it grows: with the weeks of a season, and with the exercises of the catalogue."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.planner_athletes import Runner, runners
from benchmarks.planner_figures import Chart, Goal, quickest, svg
from benchmarks.planner_quality import METHODS, Match
from ironstride.catalogue.load import load
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import Exercise
from ironstride.core.programme import Programme
from ironstride.planning.days.place import place
from ironstride.planning.plan import attempt, outline_for

IMAGES: Final = Path(__file__).parents[1] / "docs" / "images"
WEEKS: Final[Sequence[float]] = (8, 12, 16, 20, 24, 32, 40, 52)
SIZES: Final[Sequence[float]] = (50, 100, 200, 308, 400, 500)


def growth_goals(count: int, seed: int, *, keep: bool) -> Iterator[Goal]:
    """Measure both growths; with `keep`, draw them into the documentation."""
    by_weeks: dict[str, dict[float, float]] = {"programme": {}, "placement": {}}
    for weeks in WEEKS:
        people = runners(count, weeks=int(weeks), seed=seed)
        by_weeks["programme"][weeks] = _median_s(people) * 1_000
        by_weeks["placement"][weeks] = statistics.median(map(_placed_s, people)) * 1_000
    yield Goal("ms a programme, by weeks", _row(by_weeks["programme"]))
    yield Goal("ms its placement alone, by weeks", _row(by_weeks["placement"]))
    sizes = {size: ms for size in SIZES if (ms := _sized_ms(size, count, seed)) is not None}
    yield Goal("ms a programme of 16 weeks, by exercises", _row(sizes))
    if keep:
        _draw("planner-weeks", "Median time by weeks of the season", "weeks", by_weeks)
        title = "Median time of 16 weeks by size of the catalogue"
        _draw("planner-exercises", title, "exercises", {"programme": sizes})


def _sized_ms(size: float, count: int, seed: int) -> float | None:
    """Time the athletes whom a catalogue of this size can serve. [ms]"""
    people = [
        _with(resized(int(size), seed, kept=_used(runner)), runner)
        for runner in runners(count, weeks=16, seed=seed)
    ]
    served = [r for r in people if isinstance(attempt(r.afresh()), Programme)]
    return _median_s(served) * 1_000 if served else None


def _median_s(people: Sequence[Runner]) -> float:
    return statistics.median(quickest(partial(_planning, runner), 2) for runner in people)


def _planning(runner: Runner) -> Callable[[], object]:
    request = runner.afresh()
    return partial(attempt, request)


def _placed_s(runner: Runner) -> float:
    def prepared() -> Callable[[], object]:
        request = runner.afresh()
        weeks = outline_for(request)
        return partial(place, weeks, request)

    return quickest(prepared)


def _row(values: Mapping[float, float]) -> str:
    return ", ".join(f"{x:g}: {y:.3g}" for x, y in values.items())


def _with(catalogue: Catalogue, runner: Runner) -> Runner:
    """Give an athlete another catalogue; the lifts they name might not be in it, so they name none."""
    athlete = replace(runner.request.athlete, lifts={})
    asked = replace(runner.request, athlete=athlete, catalogue=catalogue)
    return replace(runner, request=asked)


def _used(runner: Runner) -> Sequence[str]:
    """List what an athlete's programme holds, so that a thin catalogue still serves them."""
    made = attempt(runner.afresh())
    held = made.sessions if isinstance(made, Programme) else ()
    return sorted({p.exercise for session in held for p in session.exercises})


def resized(size: int, seed: int, kept: Sequence[str]) -> Catalogue:
    """Thin the catalogue out, or add doubles of its exercises under names of their own."""
    known = load()
    dice = random.Random(seed)
    others = [name for name in known.exercises if name not in kept]
    dice.shuffle(others)
    names = [*kept, *others]
    held = {name: known.exercises[name] for name in names[:size]}
    for number, name in enumerate(names[: max(0, size - len(names))]):
        double = _double(known.exercises[name], number)
        held[double.id] = double
    return replace(known, exercises=held)


def _double(exercise: Exercise, number: int) -> Exercise:
    return replace(exercise, id=f"{exercise.id}-double-{number}", name=f"{exercise.name} double")


def draw_matches(played: Sequence[Match]) -> None:
    """Draw on which share of athletes each method is best, over the seconds it had."""
    limits = sorted({match.limit_s for match in played})
    lines: dict[str, dict[float, float]] = {name: {} for name in METHODS}
    for limit in limits:
        rows = [match for match in played if match.limit_s == limit]
        for name in METHODS:
            lines[name][limit] = 100 * sum(name in row.best for row in rows) / len(rows)
    title = "Athletes for whom nothing beats the method [%]"
    _draw("planner-methods", title, "seconds each", lines, up="%")


def _draw(
    name: str,
    title: str,
    across: str,
    lines: Mapping[str, Mapping[float, float]],
    up: str = "ms",
) -> None:
    drawn = svg(Chart(title, across, up, lines))
    (IMAGES / f"{name}.svg").write_text(drawn, encoding="utf-8")
