"""The season in one picture: each week's running and its work for the legs, on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from ironstride.core.exercise import Exercise
from ironstride.core.programme import Programme, Week
from ironstride.formats import words

HEIGHTS: Final = 10  # steps that a bar of the season can have


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonWeek:
    """A week of the season: what it holds, and how that stands beside the fullest week. [%]"""

    week: Week
    races: str
    legs: int
    legs_percent: int
    running: int
    running_percent: int
    lifting: int
    share: str
    is_shown: bool
    is_now: bool
    mark: str

    @property
    def label(self) -> str:
        """Say all of it in a sentence."""
        parts = (
            f"Week of {words.day_in_words(self.week.start)}",
            words.phase_in_words(self.week.phase),
            "light week" if self.week.is_light else "",
            f"{words.count(self.legs, 'hard set')} for the legs",
            f"{words.minutes_in_words(self.running)} of running",
            f"race: {self.races}" if self.races else "",
        )
        return ", ".join(filter(None, parts))

    @property
    def legs_height(self) -> int:
        """How tall its bar is, of ten."""
        return round(self.legs_percent / 100 * HEIGHTS)

    @property
    def running_height(self) -> int:
        """Likewise for running."""
        return round(self.running_percent / 100 * HEIGHTS)


def season_picture(
    programme: Programme, shown: Week, today: date, exercises: Mapping[str, Exercise]
) -> dict[str, Any]:
    """Give the blocks of the season with their weeks, and what share strength has of the time."""
    weeks = list(_weeks(programme, shown, today, exercises))
    lifting, running = (sum(getattr(one, name) for one in weeks) for name in ("lifting", "running"))
    both = lifting + running
    return {
        "season": [
            {"name": words.phase_in_words(name), "weeks": list(group)}
            for name, group in groupby(weeks, key=lambda one: one.week.phase)
        ],
        "share": f"{lifting / both:.0%}".replace("%", " %") if both else "",
    }


def _weeks(
    programme: Programme, shown: Week, today: date, exercises: Mapping[str, Exercise]
) -> Iterator[SeasonWeek]:
    legs = [_leg_sets(week, exercises) for week in programme.weeks]
    running = [sum(run.minutes for run in week.runs) for week in programme.weeks]
    for week, sets, minutes in zip(programme.weeks, legs, running, strict=True):
        races = words.races_of(week, programme.athlete.races)
        yield SeasonWeek(
            week=week,
            races=", ".join(map(words.race_in_words, races)),
            legs=sets,
            legs_percent=round(100 * sets / (max(legs) or 1)),
            running=minutes,
            running_percent=round(100 * minutes / (max(running) or 1)),
            lifting=sum(session.minutes for session in week.sessions),
            share=words.share_in_words(week),
            is_shown=week is shown,
            is_now=week.start <= today <= week.end,
            mark=min((race.priority.value for race in races), default=""),
        )


def _leg_sets(week: Week, exercises: Mapping[str, Exercise]) -> int:
    """Count the hard sets that load the legs."""
    return sum(
        line.hard_sets
        for session in week.sessions
        for line in session.exercises
        if line.exercise in exercises and exercises[line.exercise].is_lower_body
    )
