"""Season: which week is for what, counted back from the races.

A stay is a row of weeks with one purpose. Stays with the same number are one block: it keeps
its main lifts, and goes on where a race or days off have broken into it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from math import ceil
from typing import Final

from ironstride.core.calendar import monday_of
from ironstride.core.policy import AfterRacePolicy, Policy, SeasonPolicy
from ironstride.core.programme import HEAVY_BLOCKS, HEAVY_PHASES, Phase, PhaseName
from ironstride.core.run import Race, RacePriority
from ironstride.planning.request import TimeOff
from ironstride.planning.season.light_weeks import RESTING, Asked, light_weeks
from ironstride.planning.season.stretches import BESIDE, BlockPlan, Label, SoFar, stretch

CARRYING_ON: Final = (PhaseName.TAPER, PhaseName.RACE_SEASON)  # the same lifts at the same loads
SUNDAY: Final = timedelta(days=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A week before anything is placed in it.

    `block_start` is the day from which its work is new: the Monday of its stay, or of the one
    that it carries on; back from a lay-off, the last day on which the first session may lie.
    """

    start: date
    phase: PhaseName
    block: int
    block_start: date
    is_light: bool

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days."""
        return tuple(self.start + timedelta(days=n) for n in range(7))

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.start + SUNDAY


def days_without_heavy_legs(distance_km: float, policy: AfterRacePolicy) -> int:
    """Say how long the legs rest from heavy work after a race. [d]

    3 days up to 10 km, 7 up to a half marathon, 14 beyond.     [after-race: choice]
    """
    if distance_km <= policy.short_km:
        return policy.short_days
    return policy.half_days if distance_km <= policy.half_km else policy.long_days


def weeks_back_after(race: Race, policy: AfterRacePolicy) -> int:
    """Say how many weeks the return from an A race takes."""
    return ceil(days_without_heavy_legs(race.distance_km, policy) / 7)


def is_peaked_for_again(race: Race, after: Race, policy: Policy) -> bool:
    """Whether there is time after one A race to train and then taper fully for the next."""
    weeks = (monday_of(race.day) - monday_of(after.day)).days // 7
    return weeks - weeks_back_after(after, policy.after_race) >= 2 * policy.season.taper_weeks


def days_back_after(off: TimeOff, policy: SeasonPolicy) -> int:
    """Say how long the return from a lay-off takes: about a week for two weeks off. [d]

    At most as long as a lifter's first weeks.                  [entry-ramp: choice]
    """
    weeks = max(1, round(off.days / policy.days_off_per_week_back))
    return 7 * min(weeks, policy.entry_weeks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """What a season is laid out from.

    `time_off` is in order and does not touch. `eased` are Mondays of weeks that have to be
    light, whatever stands around them. `begun` says of the first weeks what they were for and
    whether they were light, where a programme is under way.
    """

    mondays: Sequence[date]
    races: Sequence[Race]
    entry_weeks: int
    may_lift_heavy: bool
    policy: Policy
    time_off: Sequence[TimeOff] = ()
    eased: Collection[date] = ()
    begun: Sequence[tuple[PhaseName, bool]] = ()

    def week_of(self, day: date) -> int:
        """Number the week that holds a day, from 0; beyond the ends it counts on."""
        return (monday_of(day) - self.mondays[0]).days // 7

    def softened(self, phase: PhaseName) -> PhaseName:
        """Stay at moderate loads where nothing heavy may be lifted."""
        return PhaseName.ADAPTATION if phase in HEAVY_PHASES and not self.may_lift_heavy else phase

    @property
    def layoffs(self) -> list[TimeOff]:
        """The times off that are long enough to come back from gently."""
        return [o for o in self.time_off if o.days >= self.policy.placement.layoff_days]

    @property
    def weeks_back(self) -> set[int]:
        """The weeks in which lifting begins again after a lay-off."""
        return {self.week_of(off.last + timedelta(days=1)) for off in self.layoffs}


def outline(season: Season) -> tuple[Outline, ...]:
    """Give every week its phase, its block and, now and then, lightness."""
    labels = _as_begun(_with_returns(_labels(season), season), season)
    b_races = (race for race in season.races if race.priority is RacePriority.B)
    asked = Asked(
        eased_into={season.week_of(race.day) for race in b_races},
        eased={*map(season.week_of, season.eased)},
        rested=_mostly_off(season),
        begun=[is_light for _, is_light in season.begun],
    )
    light = light_weeks(labels, asked, season.policy.season.loading_weeks_most)
    return tuple(
        Outline(start=monday, phase=phase, block=block, block_start=start, is_light=n in light)
        for n, (monday, (phase, block), start) in enumerate(
            zip(season.mondays, labels, _block_starts(labels, season), strict=True)
        )
    )


# --- what each week is for ----------------------------------------------------------------


def _labels(season: Season) -> list[Label]:
    """Plan as if nothing came between; then cut at each lay-off and plan on from the return.

    The first week back is gentle, the others at the dose of a lifter's first weeks.
    """
    peaks = [race for race in season.races if race.priority is RacePriority.A]
    labels = _planned([], None, peaks, season)
    for off in season.layoffs:
        first = max(0, season.week_of(off.first + SUNDAY))
        back = season.week_of(off.last + timedelta(days=1))
        if back <= 0 or first >= len(labels):
            continue
        labels = labels[:first] + [(PhaseName.RECOVERY, BESIDE + first)] * (back - first)
        labels.append((PhaseName.RECOVERY, BESIDE + back))
        last = off.last + timedelta(days=days_back_after(off, season.policy.season))
        peaks = [race for race in peaks if race.day not in off]
        returning = (PhaseName.ADAPTATION, season.week_of(last) - back)
        labels = _planned(labels[: len(season.mondays)], returning, peaks, season)
    return labels


def _planned(
    labels: list[Label], back: BlockPlan | None, peaks: Sequence[Race], season: Season
) -> list[Label]:
    """Go on from the weeks that have a label, stretch by stretch, to the end."""
    ends = [(season.week_of(race.day) + 1, True) for race in peaks]
    for end, to_race in [*ends, (len(season.mondays), False)]:
        if end <= len(labels):
            continue
        blocks = stretch(
            end - len(labels),
            back or _back_from_race(labels, peaks, season),
            _so_far(labels, peaks, season),
            season.policy.season,
            to_race=to_race,
        )
        for number, (phase, weeks) in enumerate(blocks):
            is_beside = number == 0 and back is not None
            label = (season.softened(phase), BESIDE + len(labels))
            labels = labels + [label if is_beside else _next(labels, label[0])] * weeks
        back = None
    return labels


def _back_from_race(labels: list[Label], peaks: Sequence[Race], season: Season) -> BlockPlan | None:
    """Say what of the return from the last A race is still to come."""
    behind = [race for race in peaks if season.week_of(race.day) < len(labels)]
    if not behind:
        return None
    since = len(labels) - season.week_of(behind[-1].day) - 1
    weeks = weeks_back_after(behind[-1], season.policy.after_race) - since
    return (PhaseName.RECOVERY, max(0, weeks))


def _so_far(labels: list[Label], peaks: Sequence[Race], season: Season) -> SoFar:
    phases = [phase for phase, _ in labels]
    built = max((n for n, phase in enumerate(phases) if phase in HEAVY_BLOCKS), default=-1)
    raced = max((week for r in peaks if (week := season.week_of(r.day)) < len(labels)), default=-1)
    return SoFar(
        entry_owed=max(0, season.entry_weeks - phases.count(PhaseName.ADAPTATION)),
        weeks_kept=len(labels) - 1 - built,
        between_races=raced > built >= 0,
    )


def _next(labels: list[Label], phase: PhaseName) -> Label:
    """Give a phase its number: a new one, or its own where only days off came between."""
    sequence = [label for label in labels if label[1] < BESIDE]
    if not sequence:
        return (phase, 0)
    before, number = sequence[-1]
    goes_on = labels[-1] != sequence[-1] or phase is PhaseName.ADAPTATION
    return (phase, number if phase is before and goes_on else number + 1)


def _with_returns(labels: list[Label], season: Season) -> list[Label]:
    """Set aside the weeks in which a B or C race keeps the legs from heavy work every day."""
    found = list(labels)
    for race in season.races:
        rest = days_without_heavy_legs(race.distance_km, season.policy.after_race)
        first = season.week_of(race.day) + 1
        for n in range(first, season.week_of(race.day + timedelta(days=rest + 1))):
            if 0 <= n < len(labels) and labels[n][0] not in RESTING:
                found[n] = (PhaseName.RECOVERY, BESIDE + first)
    return found


def _as_begun(labels: list[Label], season: Season) -> list[Label]:
    """Let the weeks that are over keep the purpose that they had."""
    found = list(labels)
    for n, (phase, _) in enumerate(season.begun):
        if phase is not labels[n][0]:
            goes_on = n > 0 and found[n - 1][0] is phase and found[n - 1][1] >= BESIDE
            found[n] = found[n - 1] if goes_on else (phase, BESIDE + n)
    return found


def _mostly_off(season: Season) -> set[int]:
    """Number the weeks of which days off take more than half."""
    return {
        n
        for n, monday in enumerate(season.mondays)
        if sum(monday + timedelta(days=d) in off for d in range(7) for off in season.time_off) > 3
    }


def _block_starts(labels: list[Label], season: Season) -> list[date]:
    """Say for each week from when its work is new."""
    starts: list[date] = []
    for label, weeks in groupby(range(len(labels)), key=lambda n: labels[n]):
        stay = list(weeks)
        carries_on = starts and label[0] in CARRYING_ON
        own = season.mondays[stay[0]] + (SUNDAY if stay[0] in season.weeks_back else timedelta(0))
        starts += [starts[-1] if carries_on else own] * len(stay)
    return starts


def phases(weeks: Sequence[Outline], start: date, end: date) -> tuple[Phase, ...]:
    """Fold the weeks into their stays; the first begins with the programme."""
    firsts = [weeks[0], *(b for a, b in pairwise(weeks) if _label(a) != _label(b))]
    ends = [week.start - timedelta(days=1) for week in firsts[1:]] + [end]
    return tuple(
        Phase(name=first.phase, start=max(start, first.start), end=last)
        for first, last in zip(firsts, ends, strict=True)
    )


def _label(week: Outline) -> Label:
    return (week.phase, week.block)
