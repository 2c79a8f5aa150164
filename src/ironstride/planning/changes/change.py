"""Changes: what happens to a programme under way, each a value that changes what is asked for.

A change knows its own sentence and turns one request into another. It raises a ValueError,
which says what to do next, where the programme, the profile or the calendar know nothing of
what it speaks of. Nothing is planned here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import TypeAlias

from ironstride.planning.changes.changed_aims import (
    NoLongerSore,
    NowSore,
    RaceAdded,
    RaceDropped,
    RaceMoved,
)
from ironstride.planning.changes.changed_days import (
    Away,
    DayGone,
    DayOffered,
    EasedWeek,
    FailedWeek,
    FewerMinutes,
    OffTraining,
    SessionMissed,
)
from ironstride.planning.changes.changed_runs import RunAdded, RunDropped, RunMoved
from ironstride.planning.changes.sore import CourseFollowed
from ironstride.planning.request import Request

__all__ = [
    "Away",
    "Change",
    "CourseFollowed",
    "DayGone",
    "DayOffered",
    "EasedWeek",
    "FailedWeek",
    "FewerMinutes",
    "NoLongerSore",
    "NowSore",
    "OffTraining",
    "RaceAdded",
    "RaceDropped",
    "RaceMoved",
    "RunAdded",
    "RunDropped",
    "RunMoved",
    "SessionMissed",
    "changed",
]

Change: TypeAlias = (
    RunMoved
    | RunDropped
    | RunAdded
    | SessionMissed
    | FewerMinutes
    | DayGone
    | DayOffered
    | Away
    | OffTraining
    | EasedWeek
    | FailedWeek
    | RaceAdded
    | RaceMoved
    | RaceDropped
    | NowSore
    | NoLongerSore
    | CourseFollowed
)


def changed(request: Request, changes: Iterable[Change]) -> Request:
    """Apply changes one after another."""
    return reduce(lambda asked, change: change.apply(asked), changes, request)
