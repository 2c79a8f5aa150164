"""The numbers that a coach may turn; `policy.toml` holds them, the rules name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ironstride.core.exercise import Degree


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonPolicy:
    """How long the phases last. [weeks] A lay-off asks for a week back for so many days. [d]"""

    weeks_without_race: int
    weeks_to_race_for_full_effect: int
    entry_weeks: int
    entry_weeks_novice: int
    max_strength_weeks_least: int
    max_strength_weeks_most: int
    power_weeks_least: int
    power_weeks_most: int
    taper_weeks: int
    race_season_weeks_most: int
    loading_weeks_most: int
    days_off_per_week_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequencyPolicy:
    """Strength days a week by phase. [1/week]"""

    adaptation: int
    adaptation_most: int
    max_strength: int
    power: int
    race_season: int
    taper: int
    recovery: int
    race_season_from_60: int
    endurance_to_strength: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementPolicy:
    """Hours and days that lifting keeps from running, racing and itself."""

    clear_of_key_run_h: float
    clear_of_key_run_new_block_h: float
    new_block_days: int
    layoff_days: int
    after_run_h: float
    explosive_after_run_h: float
    heavy_days_apart_h: float
    jump_days_apart_h: float
    before_b_race_h: float
    last_session_before_race_days_least: int
    last_session_before_race_days_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterRacePolicy:
    """Days without heavy legs after a race, by its distance. [d]"""

    short_km: float
    short_days: int
    half_km: float
    half_days: int
    long_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPolicy:
    """One kind of work: sets, repetitions, reserve and rest."""

    sets_least: int
    sets_most: int
    reps_low: int
    reps_high: int
    rir: int
    rest_s: int
    percent_1rm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPolicy:
    """From so few to so many: what a main lift may be, whatever a block aims at."""

    sets_least: int
    sets_most: int
    reps_least: int
    reps_most: int
    rir_least: int
    rir_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePolicy:
    """How much and how heavy."""

    entry: SetPolicy
    heavy: SetPolicy
    heavy_power: SetPolicy
    accessory: SetPolicy
    entry_limits: LimitPolicy
    heavy_limits: LimitPolicy
    keep_limits: LimitPolicy
    keep_sets_least_from_60: int
    main_lifts_most: int
    main_lift_percent_least: int
    heavy_rest_s_least: int
    heavy_rest_s_most: int
    hold_seconds: int
    heavy_from_percent: int
    heavy_reps_most: int
    heavy_rir_most: int
    light_marathon_reps: int
    set_ramp: float
    light_week_sets_least: float
    light_week_sets_most: float
    light_week_load_most_off: float
    taper_volume_least: float
    taper_volume_most: float
    weekly_sets_key_groups: int
    minor_percent_most: int
    turning_reps_least: int
    turning_rir_least: int
    seconds_per_rep: float
    seconds_between_sides: int
    seconds_to_set_up: int
    short_rests_s: tuple[int, ...]
    first_week_share: float
    ramp_percent_of_load: tuple[int, ...]
    ramp_reps: tuple[int, ...]
    ramp_rest_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPolicy:
    """Foot contacts in jumping."""

    novice: int
    intermediate: int
    advanced: int
    first_session_share: float
    weekly_rise: float
    spring_sets: int
    spring_reps_most: int
    power_sets: int
    power_reps: int
    rest_s: int
    worth: int
    least_worth_doing: int
    adaptation_share: float
    max_strength_share: float
    power_share: float
    race_season_share: float
    taper_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressionPolicy:
    """When and by how much a load goes up, stays, or comes back after a lay-off.

    `finding_sessions` is how many sessions a weight may be looked for in larger steps; a load
    is `too_heavy_percent` above the estimate before it comes down; the first session back from
    a lay-off loses `back_percent_per_week` of each week off, `back_percent_most` at the most.
    A light week is asked for where `light_week_lifts` went badly within `light_week_days`, or
    where readiness was `low_readiness` or less on `low_readiness_days` of the last seven.
    """

    extra_reps: int
    sessions_in_a_row: int
    rise_percent_least: float
    rise_percent_most: float
    finding_sessions: int
    too_heavy_percent: float
    back_percent_per_week: float
    back_percent_most: float
    light_week_lifts: int
    light_week_days: int
    low_readiness: int
    low_readiness_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthTestPolicy:
    """When a main lift's last set is a test of strength, and what it leaves in reserve."""

    every_weeks: int
    leaves: int
    leaves_from_60: int
    leaves_under_18: int
    clear_of_key_run_h: float
    reps_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintPolicy:
    """What a sore place leaves out until its own programme takes over."""

    spinal_load_most: Degree
    patellofemoral_most: Degree
    may_jump: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillPolicy:
    """The hardest exercise, from 1 to 5, that an athlete is given."""

    none: int
    novice: int
    intermediate: int
    advanced: int
    after_entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPolicy:
    """How many weekly sets a movement grows to, and what one of them is worth beside others."""

    sets: int
    worth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitPolicy:
    """How a running week is read from recorded runs."""

    weeks: int
    long_run_share: float
    quality_steps: float
    least_share_of_weeks: float
    least_times: int
    recent_times: int
    outing_gap_minutes: float
    longest_run_days: int
    longest_run_rise: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionPolicy:
    """When a coach is told to look at an athlete.

    Pain of `pain_score` or more within `pain_days`; `missed_sessions` left out within
    `missed_days`; a lift that has not risen over `stalled_sessions`, the last of them within
    `stalled_days`; a race within `race_days`.
    """

    pain_score: int
    pain_days: int
    missed_sessions: int
    missed_days: int
    stalled_sessions: int
    stalled_days: int
    race_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyNumber:
    """What a number of the policy means, in words, with its unit and its bounds.

    A `share` is written as a part of one and read as a percentage.
    """

    id: str
    words: str
    unit: str
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Every number of the planner, in one place."""

    season: SeasonPolicy
    frequency: FrequencyPolicy
    placement: PlacementPolicy
    after_race: AfterRacePolicy
    dose: DosePolicy
    contacts: ContactPolicy
    progression: ProgressionPolicy
    strength_tests: StrengthTestPolicy
    habit: HabitPolicy
    skill: SkillPolicy
    targets: Mapping[str, TargetPolicy]
    complaints: Mapping[str, ComplaintPolicy]
    attention: AttentionPolicy
    wish_weights: Mapping[str, float]
