"""Moves: how a position goes up and down, and why it sometimes has to wait.

A red always takes load away: the sore place rests, and the load goes back. Only where the load
went up again less than a week ago does going back wait for that week to end, and until then the
sore place rests. So the load changes its direction once a week at the most.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ironstride.rehab.entries import Track
from ironstride.rehab.heading import Heading, Way
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import Light
from ironstride.rehab.phases import RehabPlan
from ironstride.rehab.standing import Action, Decision, Position, fallen


class Moves:
    """The position of a course, and everything that was decided about it."""

    def __init__(self, rehab: Rehab, plan: RehabPlan, position: Position, day: date) -> None:
        self.rehab, self.plan, self.position = rehab, plan, position
        self.since = day
        self.free_from = dict.fromkeys(Track, day)
        self.rises_from = day
        self.heading = Heading()
        self.waiting: tuple[Track, ...] = ()
        self.decisions: list[Decision] = []

    def decide(  # noqa: PLR0913 - the facts of one decision
        self,
        day: date,
        action: Action,
        because: str,
        track: Track | None = None,
        *,
        light: Light | None = None,
        until: date | None = None,
    ) -> None:
        """Keep a decision with where it led."""
        self.decisions.append(
            Decision(
                day=day,
                action=action,
                because=because,
                position=self.position,
                track=track,
                light=light,
                until=until,
            )
        )

    @property
    def phase_number(self) -> int:
        """The phase, counted from 1."""
        return self.position.stage + 1

    def is_open(self, track: Track, day: date) -> bool:
        """Whether the load of a track may go up on a day at all."""
        is_rested = day >= max(self.free_from[track], self.rises_from) and not self.waiting
        return is_rested and self.heading.may(Way.UP, day, self.rehab.rules.turn)

    # Up ----------------------------------------------------------------------------------

    def rise(self, track: Track, day: date, because: str, light: Light) -> bool:
        """Go one step or rung on, or say why not."""
        if not self.is_open(track, day):
            shut, until = "after going back nothing is added", self._opens(track)
            self.decide(day, Action.HOLD, f"{because}; {shut}", track, light=light, until=until)
            return False
        if hindrance := self._hindrance(track):
            self.decide(day, Action.HOLD, f"{because}; {hindrance}", track, light=light)
            return False
        at = self.position
        up = (
            replace(at, step=at.step + 1)
            if track is Track.SESSIONS
            else replace(at, rung=at.rung + 1)
        )
        self._move(Way.UP, up, day)
        self.decide(day, Action.PROGRESS, because, track, light=light)
        return True

    def _hindrance(self, track: Track) -> str:
        if track is Track.SESSIONS:
            is_top = self.position.step + 1 == len(self.rehab.steps)
            return "the next step is the gate" if is_top else ""
        return self._hindrance_of_runs()

    def _hindrance_of_runs(self) -> str:
        if self.phase_number < self.plan.running_from:
            return f"more running waits for phase {self.plan.running_from}"
        if self.position.rung == 0:
            return "the tests before running come first"
        free = self.rehab.running.top - self.position.rung
        if free == 1 and self.phase_number < self.plan.free_from:
            return f"free running waits for phase {self.plan.free_from}"
        return "" if free else "running is free"

    def _opens(self, track: Track) -> date:
        opens = self.heading.opens(self.rehab.rules.turn)
        return max(self.free_from[track], self.rises_from, opens or self.rises_from)

    def open_phase(self, day: date, because: str) -> None:
        """Go on to the next phase, at its doses as they are written."""
        at = replace(self.position, stage=self.position.stage + 1, step=self.rehab.written_step)
        self._move(Way.UP, at, day)
        self.since = day
        self.decide(day, Action.PROGRESS, because, Track.SESSIONS)

    def begin_running(self, day: date, because: str) -> None:
        """Go from no running to the first rung."""
        self._move(Way.UP, replace(self.position, rung=1), day)
        self.decide(day, Action.PROGRESS, because, Track.RUNS)

    # Down --------------------------------------------------------------------------------

    def rest(self, day: date) -> None:
        """Leave the sore place alone for a while after a red, and add nothing for longer."""
        self.rises_from = day + self.rehab.rules.turn
        until = day + self.rehab.rules.rest
        self.free_from = {track: max(free, until) for track, free in self.free_from.items()}

    def fall(self, track: Track, day: date, because: str) -> None:
        """Go back after a red; where the load has just turned up, wait for the week to end."""
        turn = self.rehab.rules.turn
        if self.heading.may(Way.DOWN, day, turn):
            self._back(track, day, because, light=Light.RED)
            return
        opens = self.heading.opens(turn)
        if opens is not None and track not in self.waiting:
            self.waiting = (*self.waiting, track)
            self.free_from[track] = max(self.free_from[track], opens)
            self.decide(day, Action.WAIT, because, track, light=Light.RED, until=opens)

    def fall_due(self, day: date) -> None:
        """Go back where it has waited long enough."""
        if self.waiting and self.heading.may(Way.DOWN, day, self.rehab.rules.turn):
            due, self.waiting = self.waiting, ()
            for track in due:
                self._back(track, day, "the red of last week")

    def step_back(self, track: Track, day: date) -> None:
        """Go back because the athlete wants to: a phase, or a rung of running. Never delayed."""
        if track is Track.SESSIONS:
            self.position = replace(self.position, step=0)
        self._back(track, day, "your own wish")

    def _back(self, track: Track, day: date, because: str, *, light: Light | None = None) -> None:
        before, self.position = self.position, fallen(self.position, track, self.rehab)
        if self.position.stage != before.stage:
            self.since = day
        if self.position != before:
            self.heading = self.heading.taken(Way.DOWN, day)
        self.decide(day, Action.REGRESS, because, track, light=light)

    def _move(self, way: Way, to: Position, day: date) -> None:
        self.position, self.heading = to, self.heading.taken(way, day)
