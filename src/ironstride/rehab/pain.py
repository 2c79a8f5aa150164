"""Pain that steers: what the scores around one session or run say about the next one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ironstride.rehab.figure import Figure

WORST: Final = 10


class Light(StrEnum):
    """Green goes on, amber repeats, red goes back."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainProfile:
    """How much pain a tissue may show, on the scale from 0 to 10.

    Up to `during_green` is green, above `during_red` is red. `settled_after_min` is when the
    pain must be back where it was; None where the next morning is soon enough. The morning may be
    `morning_green` worse, and is red from `morning_red` worse on, or above `morning_most` whatever
    it was before. Where `steady_ambers` is given, so many ambers in a row that were gone by the
    morning count as two greens, unless the mean of a week rises by `week_rise` or more.
    """

    id: str
    title: str
    places: tuple[str, ...]
    during_green: Figure
    during_red: Figure
    morning_green: Figure
    morning_red: Figure
    settled_after_min: Figure | None = None
    morning_most: Figure | None = None
    steady_ambers: Figure | None = None
    week_rise: Figure | None = None

    def __post_init__(self) -> None:
        scores = (self.during_green, self.during_red, self.morning_green, self.morning_red)
        if any(not 0 <= figure.value <= WORST for figure in scores):
            raise ValueError(f"a score of {self.id} lies outside the scale from 0 to {WORST}")
        if self.during_green.value > self.during_red.value:
            raise ValueError("during-green lies above during-red; green ends before red begins")
        if self.morning_green.value >= self.morning_red.value:
            raise ValueError("morning-green is not below morning-red; green ends before red begins")
        if (self.steady_ambers is None) != (self.week_rise is None):
            raise ValueError("steady-ambers and week-rise come together")

    @property
    def has_no_tolerance(self) -> bool:
        """Whether any pain at all is red, as over bone."""
        return self.during_red.value == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pains:
    """The scores around one session or run; None is not recorded. [0 to 10]

    `baseline` is how the mornings before it were.
    """

    baseline: int
    during: int | None = None
    after: int | None = None
    morning: int | None = None
    is_swollen: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A light and why it is this one; no light where something is still to be told."""

    light: Light | None
    because: str


def verdict(pains: Pains, profile: PainProfile) -> Verdict:
    """Say which light the pain around a session or run gives.

    A red needs no waiting for the morning. Green needs the score during and the one of the
    morning after; a score after an hour that nobody told is not held against it.
    """
    if because := _red(pains, profile):
        return Verdict(Light.RED, because)
    if pains.during is None:
        return Verdict(None, "nobody told the pain during it")
    if pains.morning is None:
        return Verdict(None, "the next morning is not told")
    if because := _amber(pains, profile):
        return Verdict(Light.AMBER, because)
    return Verdict(Light.GREEN, f"{pains.during} of 10 during, no worse the next morning")


def _red(pains: Pains, profile: PainProfile) -> str:
    most = profile.during_red.value
    if pains.is_swollen:
        return "it swelled"
    for score, moment in ((pains.during, "during"), (pains.after, "after")):
        if score is not None and score > most:
            return f"{score} of 10 {moment}, above {most:g}"
    return "" if pains.morning is None else _red_morning(pains.morning, pains.baseline, profile)


def _red_morning(morning: int, baseline: int, profile: PainProfile) -> str:
    if morning - baseline >= profile.morning_red.value:
        return f"{morning} of 10 the next morning, after mornings of {baseline}"
    most = profile.morning_most
    if most is not None and morning > most.value:
        return f"{morning} of 10 the next morning, above {most.value:g}"
    return ""


def _amber(pains: Pains, profile: PainProfile) -> str:
    if pains.during is not None and pains.during > profile.during_green.value:
        return f"{pains.during} of 10 during, above {profile.during_green.value:g}"
    soon = profile.settled_after_min
    if soon is not None and pains.after is not None and pains.after > pains.baseline:
        return f"{pains.after} of 10 after {soon.value:g} min, not yet back at {pains.baseline}"
    if pains.morning is not None and pains.morning - pains.baseline > profile.morning_green.value:
        return f"{pains.morning} of 10 the next morning, after mornings of {pains.baseline}"
    return ""
