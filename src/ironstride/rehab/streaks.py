"""Streaks: how many lights of one colour came in a row, and whether that is enough to go on."""

from __future__ import annotations

from datetime import date

from ironstride.rehab.diary import Diary
from ironstride.rehab.entries import Track
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import Light, PainProfile
from ironstride.rehab.standing import Position


class Streaks:
    """Greens and steady ambers in a row, track by track, and green mornings in a row."""

    def __init__(self, rehab: Rehab, profile: PainProfile, diary: Diary) -> None:
        self.rehab, self.profile, self.diary = rehab, profile, diary
        self.greens = dict.fromkeys(Track, 0)
        self.ambers = dict.fromkeys(Track, 0)
        self.green_mornings = 0

    def begin_anew(self, *tracks: Track) -> None:
        """Forget what was in a row."""
        for track in tracks:
            self.greens[track] = self.ambers[track] = 0

    def needed(self, track: Track, at: Position) -> int:
        """Say how many greens in a row lead on."""
        written = self.rehab.running.rungs[at.rung].greens if track is Track.RUNS else 0
        return written or int(self.rehab.rules.greens.value)

    def is_enough(self, track: Track, at: Position) -> bool:
        """Whether so many greens came in a row that the load may go up."""
        return self.greens[track] >= self.needed(track, at)

    def count_morning(self, day: date) -> None:
        """Count the morning after a day on which something was done; an untold one is no green."""
        morning = self.diary.morning_after(day)
        rise = None if morning is None else morning - self.diary.baseline(day)
        is_green = rise is not None and rise <= self.profile.morning_green.value
        self.green_mornings = self.green_mornings + 1 if is_green else 0

    def count(self, track: Track, light: Light | None, day: date, at: Position) -> None:
        """Count the light of a track; no light breaks the row."""
        if light is Light.GREEN:
            self.greens[track], self.ambers[track] = self.greens[track] + 1, 0
        elif light is Light.AMBER:
            self._count_amber(track, day, at)
        else:
            self.begin_anew(track)

    def _count_amber(self, track: Track, day: date, at: Position) -> None:
        """Count ambers that a profile calls steady: gone by the morning, and no rise in a week."""
        self.greens[track] = 0
        rule, most = self.profile.steady_ambers, self.profile.week_rise
        if rule is None or most is None:
            return
        rise = self.diary.week_rise(day)
        is_rising = rise is not None and rise >= most.value
        is_steady = self.green_mornings > 0 and not is_rising
        self.ambers[track] = self.ambers[track] + 1 if is_steady else 0
        if self.ambers[track] >= rule.value:
            self.ambers[track], self.greens[track] = 0, self.needed(track, at)
