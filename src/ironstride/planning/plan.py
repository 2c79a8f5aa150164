"""Plan: from a request to a programme, or to what stands in its way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ironstride.core.calendar import monday_of
from ironstride.core.programme import (
    NoProgramme,
    Programme,
    Session,
    Subject,
    Week,
)
from ironstride.core.reason import Citation, Rule
from ironstride.planning.certificate import certificate
from ironstride.planning.checks.cautions import cautions
from ironstride.planning.checks.given_up import given_up
from ironstride.planning.checks.rules import Breach, Plan, breaches
from ironstride.planning.coach.pins import breach_cautions, pin_cautions
from ironstride.planning.coach.rehab_sessions import with_rehab
from ironstride.planning.collisions.conflict import Planner
from ironstride.planning.collisions.relax import explained
from ironstride.planning.collisions.shortfall import before_placing, not_heavy, not_kept
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.place import Placement, place
from ironstride.planning.dose.fill import fill, price_of
from ironstride.planning.request import Request
from ironstride.planning.season.away import eased_weeks, joined, weeks_over
from ironstride.planning.season.outline import Outline, Season, outline, phases
from ironstride.planning.season.refer import referral
from ironstride.planning.week.blocks import with_main_lifts
from ironstride.planning.week.draft import Frame
from ironstride.planning.week.kitchen import Kitchen
from ironstride.planning.week.needs import can_be_heavy
from ironstride.planning.week.sparing import sparing

ALWAYS_TOLD = ("honest-promises", "no-acwr-gate", "barefoot", "no-balance-before-runs")


def plan(request: Request) -> Programme | NoProgramme:
    """Build the programme, or say what cannot hold together and what would help.

    Every change that is offered has been tried: with it there is a programme.
    """
    outcome = attempt(request)
    if isinstance(outcome, Programme):
        return with_rehab(outcome, request)
    if referral(request) is not None:
        return outcome
    return NoProgramme(
        explained(outcome.collisions, request, Planner(_attempt_quickly, outline_for))
    )


def _attempt_quickly(request: Request) -> Programme | NoProgramme:
    """Find out whether there is a programme; not the best one."""
    return attempt(replace(request, effort=0))


def attempt(request: Request) -> Programme | NoProgramme:
    """Build the programme, or say what collides."""
    referred = referral(request)
    if referred is not None:
        return NoProgramme((referred,))
    request = sparing(request)
    weeks = outline_for(request)
    blocked = before_placing(weeks, request)
    if blocked:
        return NoProgramme(blocked)
    slots = _with_gentle_returns(place(weeks, request).slots, request)
    lacking = not_heavy(weeks, slots, request)
    if lacking:
        return NoProgramme(lacking)
    kitchen = Kitchen()
    if request.kept is None:
        placement, frames = _weighed(weeks, slots, request, kitchen)
    else:  # under way, the sessions keep their content, so only the days are weighed
        placement = place(weeks, request)
        gentle = _with_gentle_returns(placement.slots, request)
        frames = with_main_lifts(weeks, gentle, request, kitchen)
    slots = _with_gentle_returns(placement.slots, request)
    filled = fill(weeks, slots, frames, kitchen)
    if isinstance(filled, NoProgramme):
        return filled
    programme = replace(
        _programme(weeks, slots, filled, request),
        certificate=certificate(placement.cost, placement.bound),
    )
    return _judged(Plan(programme, weeks, request))


def _weighed(
    weeks: Sequence[Outline],
    slots: Sequence[tuple[Slot, ...]],
    request: Request,
    kitchen: Kitchen,
) -> tuple[Placement, Mapping[int, Frame]]:
    """Place by what the weeks can hold, given the main lifts that these slots suggest.

    Where they leave a block's lifts open, as days too short for any do, the days that are found
    suggest them, and the days are weighed again.
    """
    frames = with_main_lifts(weeks, slots, request, kitchen)
    placement = place(weeks, request, price_of(frames, kitchen))
    left_open = [number for number, frame in frames.items() if frame.mains is None]
    if not left_open:
        return placement, frames
    found = _with_gentle_returns(placement.slots, request)
    again = with_main_lifts(weeks, found, request, kitchen)
    if all(again[number].mains is None for number in left_open):
        return placement, frames
    return place(weeks, request, price_of(again, kitchen)), again


def _judged(finished: Plan) -> Programme | NoProgramme:
    """Give a programme that keeps every hard rule; else say which it breaks."""
    request = finished.request
    since = None if request.kept is None else request.kept.today
    broken = breaches(finished, since)
    own = [breach for breach in broken if not breach.is_pinned]
    if not own:
        return _with_pins_told(finished, broken)
    # Sessions that were missed may have become a lay-off, which asks for more room again.
    returns = set(finished.returns()) - set(request.returns)
    if returns and any(breach.rule == "clear-of-key-runs" for breach in own):
        return attempt(replace(request, returns=(*request.returns, *sorted(returns))))
    return NoProgramme(not_kept(own, request))


def _with_pins_told(finished: Plan, broken: Sequence[Breach]) -> Programme:
    """Say where pinned sessions stand, and which rules they break."""
    programme, request = finished.programme, finished.request
    told = (
        *pin_cautions(finished.outlines, request),
        *breach_cautions(broken, programme.sessions, request),
    )
    if not told:
        return programme
    warnings = (*programme.warnings, *told)
    rules = _rules_named(programme.weeks, [caution.rule for caution in warnings], request)
    return replace(programme, warnings=warnings, rules=rules, sources=_citations(rules, request))


def outline_for(request: Request) -> tuple[Outline, ...]:
    """Lay out the season that this athlete may train; weeks that are over stay what they were."""
    numbers = request.policy.season
    is_novice = request.athlete.lifting_experience.is_novice
    return outline(
        Season(
            mondays=request.mondays,
            races=request.races,
            entry_weeks=numbers.entry_weeks_novice if is_novice else numbers.entry_weeks,
            may_lift_heavy=may_lift_heavy(request),
            policy=request.policy,
            time_off=joined(request),
            eased=eased_weeks(request),
            begun=weeks_over(request),
        )
    )


def may_lift_heavy(request: Request) -> bool:
    """Say whether screening, and the equipment of some place, allow heavy main lifts."""
    places = {offer.place for offer in request.athlete.offers.values()}
    return not request.athlete.health.parq_yes and any(can_be_heavy(p, request) for p in places)


def _with_gentle_returns(
    placed: Sequence[tuple[Slot, ...]], request: Request
) -> tuple[tuple[Slot, ...], ...]:
    """Make the first session after every race a moderate one.   [after-race: choice]"""
    starts = [slot.start for slots in placed for slot in slots]
    gentle = {
        min(after)
        for race in request.races
        if (after := [start for start in starts if start.date() > race.day])
    }
    return tuple(
        tuple(replace(s, is_demanding=s.is_demanding and s.start not in gentle) for s in slots)
        for slots in placed
    )


def _programme(
    weeks: Sequence[Outline],
    slots: Sequence[tuple[Slot, ...]],
    filled: Sequence[tuple[Session, ...]],
    request: Request,
) -> Programme:
    made = tuple(
        Week(
            start=week.start,
            phase=week.phase,
            is_light=week.is_light,
            runs=tuple(run for run in request.runs if _is_in(week, run.start.date())),
            sessions=written,
        )
        for week, written in zip(weeks, filled, strict=True)
    )
    told = (
        *cautions(weeks, slots, request, may_lift_heavy=may_lift_heavy(request)),
        *given_up(made, request.policy.dose),
    )
    rules = _rules_named(made, [caution.rule for caution in told], request)
    return Programme(
        athlete=Subject(
            birth_year=request.athlete.birth_year,
            lifting_experience=request.athlete.lifting_experience,
            units=request.athlete.units,
            races=request.races,
        ),
        start=request.start,
        end=request.end,
        seed=request.seed,
        phases=phases(weeks, request.start, request.end),
        weeks=made,
        rules=rules,
        sources=_citations(rules, request),
        warnings=told,
    )


def _is_in(week: Outline, day: date) -> bool:
    return monday_of(day) == week.start


def _rules_named(
    weeks: Sequence[Week], cautioned: Sequence[str], request: Request
) -> Mapping[str, Rule]:
    named = {*ALWAYS_TOLD, *cautioned, *_reasons(weeks)}
    return {key: rule for key, rule in request.catalogue.rules.items() if key in named}


def _reasons(weeks: Sequence[Week]) -> Iterator[str]:
    for week in weeks:
        for session in week.sessions:
            yield from session.reasons
            for prescription in session.exercises:
                yield from prescription.reasons


def _citations(rules: Mapping[str, Rule], request: Request) -> Mapping[str, Citation]:
    named = {source for rule in rules.values() for source in rule.sources}
    return {
        key: Citation(text=source.citation, url=source.url, verification=source.verification)
        for key, source in request.catalogue.sources.items()
        if key in named
    }
