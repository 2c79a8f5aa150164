"""Budgets: how many hard sets and foot contacts a week may hold, seen from the weeks before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ironstride.core.athlete import LiftingExperience
from ironstride.core.policy import ContactPolicy, DosePolicy
from ironstride.core.programme import PhaseName, Session
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline

WEEKS_LOOKED_BACK: Final = 3
MANY: Final = 10_000  # sets or contacts that no week holds


@dataclass(frozen=True, slots=True)
class Done:
    """What a placed week came to."""

    week: Outline
    hard_sets: int
    contacts: int
    tests: int = 0

    @property
    def is_loading(self) -> bool:
        """Whether it counts as training at full volume."""
        eased = self.week.phase in (PhaseName.TAPER, PhaseName.RECOVERY)
        return self.hard_sets > 0 and not eased and not self.week.is_light


def done_in(week: Outline, sessions: Sequence[Session]) -> Done:
    """Count what a week's sessions come to."""
    contacts = sum(session.contacts for session in sessions)
    tests = sum(p.test_leaves is not None for session in sessions for p in session.exercises)
    return Done(week, sum(session.hard_sets for session in sessions), contacts, tests)


@dataclass(frozen=True, slots=True)
class SetBudget:
    """From so many to so many hard sets, and how many to aim for."""

    least: int
    most: int
    aim: int


def set_budget(week: Outline, past: Sequence[Done], full: int, policy: DosePolicy) -> SetBudget:
    """Say how many hard sets a week may hold; `full` is what its block grows to.

    At most a fifth above the mean of the last three weeks, except after a light one; half
    in a light week; 41 to 60 % less in the taper.   [set-ramp, light-weeks, taper]
    """
    if week.phase is PhaseName.TAPER:
        return _eased(past, full, policy.taper_volume_least, policy.taper_volume_most)
    if week.is_light:
        near = past[-WEEKS_LOOKED_BACK:]  # a second light week is measured by what lies near
        near = near if any(done.is_loading for done in near) else past
        eased = _eased(near, full, policy.light_week_sets_least, policy.light_week_sets_most)
        return replace(eased, aim=eased.most)  # the ramp of the weeks after it starts higher
    return _loaded(past, full, policy)


def set_ceiling(week: Outline, past: Sequence[Done], policy: DosePolicy) -> int | None:
    """Say how many hard sets a week may hold at the most; None with no loading week before it."""
    if not any(done.is_loading for done in past):
        return None
    return set_budget(week, past, MANY, policy).most


def _loaded(past: Sequence[Done], full: int, policy: DosePolicy) -> SetBudget:
    """Let a loading week rise gently.

    Light weeks do not lower the ceiling, or a week after two of them could not even hold
    one set of everything; the aim still counts them wherever that is possible.
    """
    trained = [done for done in past if done.hard_sets > 0]
    if not trained:
        return SetBudget(0, full, math.ceil(full * policy.first_week_share))
    loading = [done.hard_sets for done in trained if done.is_loading]
    most = _risen(loading[-WEEKS_LOOKED_BACK:] or [trained[-1].hard_sets], full, policy)
    if trained[-1].week.is_light:
        return SetBudget(0, max(most, full if not loading else 0), most)
    last = [done.hard_sets for done in trained[-WEEKS_LOOKED_BACK:]]
    return SetBudget(0, most, min(most, _risen(last, full, policy)))


def _risen(sets: Sequence[int], full: int, policy: DosePolicy) -> int:
    return min(full, math.floor(sum(sets) / len(sets) * (1 + policy.set_ramp) + 1e-9))


def _eased(past: Sequence[Done], full: int, least_off: float, most_off: float) -> SetBudget:
    """Leave out between two shares of what the last loading weeks held."""
    loading = [done.hard_sets for done in past if done.is_loading][-WEEKS_LOOKED_BACK:]
    mean = sum(loading) / len(loading) if loading else float(full)
    last = float(loading[-1]) if loading else mean
    least = math.ceil((1 - most_off) * max(mean, last) - 1e-9)
    most = math.floor((1 - least_off) * min(mean, last) + 1e-9)
    if least > most:
        least, most = math.ceil((1 - most_off) * mean), math.floor((1 - least_off) * mean)
    return SetBudget(least, most, (least + most) // 2)


def contact_cap(experience: LiftingExperience, numbers: ContactPolicy) -> int:
    """Say how many foot contacts one session may hold.   [contact-caps: secondary]"""
    if experience.is_novice:
        return numbers.novice
    is_advanced = experience is LiftingExperience.ADVANCED
    return numbers.advanced if is_advanced else numbers.intermediate


def contact_budget(
    week: Outline, past: Sequence[Done], sessions: int, request: Request, *, standing: int = 0
) -> int:
    """Say how many foot contacts each of so many jump sessions of a week may hold.

    A share of the cap by phase; in the first session at most 60 % of it; a week's sum, with
    the contacts that stand in it already, at most a fifth above the last week that had any.
                                                             [contact-caps: ramp is a choice]
    """
    if sessions == 0:
        return 0
    numbers = request.policy.contacts
    cap = contact_cap(request.athlete.lifting_experience, numbers)
    wanted = math.floor(cap * _share(week.phase, numbers))
    return min(wanted, contact_ceiling(past, sessions, request, standing=standing))


def contact_ceiling(
    past: Sequence[Done], sessions: int, request: Request, *, standing: int = 0
) -> int:
    """Say to how many foot contacts each of so many jump sessions may rise, whatever the phase."""
    numbers = request.policy.contacts
    before = contacts_before([done.contacts for done in past], request)
    if before is None:
        cap = contact_cap(request.athlete.lifting_experience, numbers)
        return math.floor(cap * numbers.first_session_share)
    rise = (before * (1 + numbers.weekly_rise) - standing) / sessions
    return max(0, math.floor(rise + 1e-9))


def contacts_before(weeks: Sequence[int], request: Request) -> int | None:
    """Say from which week's contacts a week may rise: the last that had any.

    Under way the higher of the last two counts: a session that was missed is no step down.
    """
    jumping = [contacts for contacts in weeks if contacts > 0]
    if not jumping:
        return None
    return max(jumping[-2:]) if request.kept is not None else jumping[-1]


def _share(phase: PhaseName, numbers: ContactPolicy) -> float:
    return {
        PhaseName.ADAPTATION: numbers.adaptation_share,
        PhaseName.MAX_STRENGTH: numbers.max_strength_share,
        PhaseName.POWER: numbers.power_share,
        PhaseName.RACE_SEASON: numbers.race_season_share,
        PhaseName.TAPER: numbers.taper_share,
        PhaseName.RECOVERY: 0.0,
    }[phase]
