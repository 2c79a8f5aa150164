"""The numbers of the strength estimate, in one place, and where each comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthSettings:
    """What is believed before a lifter has shown anything, and how fast that changes.

    Strength is a logarithm throughout, so 0.01 is about one per cent. The numbers come from the
    literature and from made-up lifters; at `lift_drift` and the streaks one real log was looked
    at. `docs/reference/strength-measures.md` says where each comes from and how little hangs on
    it, and `python -m benchmarks.strength --only settings` measures that anew.

    Attributes:
        level_sd: how far people differ in what a pattern's lifts weigh. [ln]
        lift_sd: how far one lift differs from what its kin lead one to expect. [ln]
        side_sd: how far the two sides of one lift differ. [ln]
        slope_sd: how far people differ in the logarithm of the slope. [ln]
        slope_drift: how fast that logarithm wanders. [ln/√day]
        level_drift: how fast all lifts of a pattern wander together. [ln/√day]
        lift_drift: how fast one lift wanders by itself. [ln/√day]
        trend_sd: how fast lifters gain or lose while they train. [ln/day]
        trend_days: a gain or loss lasts about so long. [days]
        trend_holds_days: without training it goes on for no longer than this. [days]
        most_drift_days: after so long a silence nothing more becomes unsure. [days]
        fade_after_days: a lay-off costs nothing before this. [days]
        fade_per_day: what each day of a lay-off costs after it. [ln/day]
        most_fade: what the longest lay-off costs. [ln]
        fade_sd: how far people differ in that cost, as a share of it.
        reps_sd: spread of repetitions to failure from day to day, at one repetition. [count]
        reps_sd_share: how that spread grows with each further repetition. [count/count]
        rir_sd: how wrong a reported reserve is, for each repetition of it and one half. [count]
        usual_reserve: repetitions left undone where nobody says how many. [count]
        reserve_sd: how far people differ in that. [count]
        unsaid_sd: how far it differs from day to day. [count]
        test_reserve: repetitions left undone in a set lifted as often as it went. [count]
        hold_sd: spread of seconds, metres, contacts or plain repetitions between days. [ln]
        most_surprise: an innovation counts up to so many standard deviations.
        most_doubt: how far a day that was perhaps an easy one is doubted, in variances.
        streak_sd: a surprise is one beyond so many standard deviations.
        streak_length: so many on one side in a row say that the lift has changed.
        spread_days: how many days of a lift the usual spread is worth.
        step: loads of a day that differ by so much are a step. [ln]
    """

    level_sd: float = 0.35
    lift_sd: float = 0.45
    side_sd: float = 0.06
    slope_sd: float = 0.30
    slope_drift: float = 0.002
    level_drift: float = 0.004
    lift_drift: float = 0.010
    trend_sd: float = 0.0005
    trend_days: float = 120.0
    trend_holds_days: int = 14
    most_drift_days: int = 180
    fade_after_days: int = 21
    fade_per_day: float = 0.001
    most_fade: float = 0.15
    fade_sd: float = 0.5
    reps_sd: float = 0.6
    reps_sd_share: float = 0.10
    rir_sd: float = 0.35
    usual_reserve: float = 2.0
    reserve_sd: float = 1.2
    unsaid_sd: float = 1.0
    test_reserve: float = 0.3
    hold_sd: float = 0.2
    most_surprise: float = 3.0
    most_doubt: float = 4.0
    streak_sd: float = 1.25
    streak_length: int = 3
    spread_days: float = 20.0
    step: float = 0.05


SETTINGS: Final = StrengthSettings()
