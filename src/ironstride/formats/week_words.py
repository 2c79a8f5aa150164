"""Words for the running week, the same on the screen and on a page."""

from __future__ import annotations

from ironstride.running.weekdays import WeekdayHabit


def how_sure(day: WeekdayHabit) -> str:
    """Say how sure the usual kind of a weekday's run is.

    From a chance of 0.8 on it is sure, from 0.6 on likely, else perhaps.   [choice]
    """
    if day.certainty >= 0.8:
        return "sure"
    return "likely" if day.certainty >= 0.6 else "perhaps"
