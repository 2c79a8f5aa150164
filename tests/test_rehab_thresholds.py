"""Every number that decides something, from both sides, and as a clinician may change it.

Each probe below says whether things still go well at its number (`beyond` 0) or one unit past it
(`beyond` 1). The tests walk every number in the data, so one without a probe is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Final

import pytest

from ironstride.core.exercise import Degree, Pattern
from ironstride.core.log import Side
from ironstride.core.reason import Verification
from ironstride.rehab.confirmed import (
    Confirmation,
    Threshold,
    plans_with,
    thresholds,
    thresholds_of,
    with_confirmations,
)
from ironstride.rehab.course import course
from ironstride.rehab.diary import diary_of
from ironstride.rehab.entries import CourseEntry
from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import (
    Bound,
    Criterion,
    Facts,
    GateItem,
    Measurement,
    PassedOnce,
    attempt_of,
)
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import Light, Pains, verdict
from ironstride.rehab.return_to_run import cadence_aim
from ironstride.rehab.scores import change
from ironstride.rehab.standing import CourseState, Standing
from rehab_cases import MONDAY, REHAB, begun, day, measured, moment, morning, one_measured, trained
from rehab_story import EXERCISES, filled

CEILINGS: Final = (Bound.AT_MOST, Bound.PAIN_AT_MOST, Bound.SIDES_WITHIN)
ALL: Final = tuple(thresholds(REHAB))
NORMS: Final = dict.fromkeys(REHAB.norms, 30)
ANY = Criterion(bound=Bound.AT_LEAST, value=0, verification=Verification.INTERPOLATED)
EASY = GateItem(id="easy", title="E", how="E.", practise="E.", unit="times", criteria=(ANY,))
Probe = Callable[[Rehab, int], bool]


def standing(rehab: Rehab, number: int, *told: Sequence[CourseEntry]) -> Standing:
    stood = course(rehab, [*begun(), *(e for several in told for e in several)], on=day(number))
    assert stood is not None
    return stood


# Tests of gates --------------------------------------------------------------------------------


def passes(one: Threshold, value: float) -> bool:
    """Whether a value alone, beside a test that passes, is held to reach a threshold."""
    assert one.item is not None
    assert isinstance(one.known, Criterion)
    alone = replace(one.item, criteria=(one.known,))
    facts, done = Facts(norms=NORMS, sore=Side.LEFT), {"easy": one_measured(EASY, 0, 12)}
    if one.fact is None:
        done[alone.id] = reaching(alone, one.known, value)
    else:
        facts = replace(facts, values={one.fact: value}, rises={one.fact: value})
    attempt = attempt_of((alone, EASY), done, facts)
    assert attempt is not None
    return attempt.is_passed


def reaching(item: GateItem, criterion: Criterion, value: float) -> Measurement:
    """Measure so that exactly this value is held against the threshold."""
    best, pained = 100.0, None
    left = right = value
    if criterion.bound is Bound.PAIN_AT_MOST:
        pained, left, right = int(value), best, best
    elif criterion.bound is Bound.SIDES_WITHIN:
        left, right = best - value, best
    elif criterion.bound is Bound.OF_OTHER_SIDE:
        left, right = value, best
    elif criterion.bound is Bound.OF_NORM:
        left = right = NORMS[item.norm or ""] * value / 100
    return Measurement(
        item=item.id, day=MONDAY, at=moment(0, 12), both=left, left=left, right=right, pain=pained
    )


def of_gate(one: Threshold) -> Probe:
    step = 1 if one.bound in CEILINGS else -1

    def probe(rehab: Rehab, beyond: int) -> bool:
        now = next(t for t in thresholds(rehab) if same(t, one))
        return passes(now, one.known.value + step * beyond)

    return probe


def same(one: Threshold, other: Threshold) -> bool:
    return (one.name, one.bound, one.fact) == (other.name, other.bound, other.fact)


# Pain rules ------------------------------------------------------------------------------------


def lit(rehab: Rehab, profile: str, **pains: Any) -> Light | None:
    return verdict(replace(Pains(baseline=0), **pains), rehab.profiles[profile]).light


def of_pain(profile: str, field: str) -> Probe:
    value = int(getattr(REHAB.profiles[profile], field).value)
    has_no_tolerance = REHAB.profiles[profile].has_no_tolerance
    probes: Mapping[str, Probe] = {
        "during_green": lambda r, n: lit(r, profile, during=value + n, morning=0) is Light.GREEN,
        "during_red": lambda r, n: lit(r, profile, during=value + n) is not Light.RED,
        "morning_green": lambda r, n: (
            lit(r, profile, during=0, baseline=1, morning=1 + value + n) is Light.GREEN
            or (has_no_tolerance and n == 0)  # any morning pain over bone is red
        ),
        "morning_red": lambda r, n: (
            lit(r, profile, during=0, morning=value - 1 + n) is not Light.RED
        ),
        "morning_most": lambda r, n: (
            lit(r, profile, baseline=9, morning=value + n) is not Light.RED
        ),
        "settled_after_min": lambda r, n: (
            lit(r, profile, during=0, baseline=1, after=1 + n, morning=1) is Light.GREEN
        ),
        "steady_ambers": lambda r, n: tendon_step(r, value - n) > REHAB.written_step,
        "week_rise": lambda r, n: not tendon_rises(r, n),
    }
    return probes[field]


def tendon_step(rehab: Rehab, sessions: int) -> int:
    place = "patellar-tendon"
    told = [e for n in range(sessions) for e in trained(2 * n, 4, place=place)]
    stood = course(rehab, [*begun(place), *told], on=day(2 * sessions))
    assert stood is not None
    return stood.position.step


def tendon_rises(rehab: Rehab, more: int) -> bool:
    """Whether a week that hurts by so much more keeps steady ambers from going on."""
    place = "patellar-tendon"
    told = [e for n in range(8) for e in trained(2 * n, 3 if n < 4 else 3 + more, place=place)]
    stood = course(rehab, [*begun(place), *told], on=day(15))
    assert stood is not None
    return stood.position.step < REHAB.written_step + 2


# The course ------------------------------------------------------------------------------------


def reds(rehab: Rehab, *days: int) -> CourseState:
    told = [e for number in days for e in [*trained(number, 6)][:2]]
    return standing(rehab, days[-1], told).state


def greens(rehab: Rehab, count: int) -> int:
    told = [e for n in range(count) for e in trained(2 * n, 1)]
    return standing(rehab, 2 * count - 1, told).position.step


def rises_after_a_red(rehab: Rehab, number: int) -> bool:
    told = [*trained(0, 6), *(e for n in (2, 4, 5, 6) for e in trained(n, 1))]
    return standing(rehab, number, told).position.step == REHAB.written_step


def recalls(rehab: Rehab, back: int) -> bool:
    """Whether a morning so many days back still belongs to the baseline."""
    days = int(rehab.rules.baseline_days.value)
    book = diary_of([morning(0, 3)], swollen=(), usual_morning=0, baseline_days=days)
    return book.baseline(day(back)) == 3


def second_pass_counts(rehab: Rehab, hours: float) -> bool:
    gate = rehab.plans["knee"].stages[0].gate
    quiet = [e for n in range(0, 9, 2) for e in trained(n, 1)]
    twice = [*measured(gate, 7), *measured(gate, 9, 12 + hours - 48)]
    return not isinstance(standing(rehab, 9, quiet, twice).gate, PassedOnce)


def form_counts(rehab: Rehab, number: int) -> bool:
    """Whether a form of day 0 still opens the second gate's last test."""
    from ironstride.rehab.gates import Fact  # noqa: PLC0415 - of this probe alone
    from ironstride.rehab.tried import Scores  # noqa: PLC0415 - likewise

    scores = Scores(rehab)
    scores.add(filled("akps", 0, (1,) * 13))
    return scores.recent(Fact.AKPS, day(number)) is not None


def rests(rehab: Rehab) -> date:
    return standing(rehab, 0, [*trained(0, 6)][:2]).train_from


OF_COURSE: Final[Mapping[str, Probe]] = {
    "greens": lambda r, n: greens(r, 2 - n) > REHAB.written_step,
    "rest-days": lambda r, n: rests(r) <= day(2 - n),
    "reds": lambda r, n: reds(r, *((0, 6, 12)[: 3 - n])) is CourseState.ENDED,
    "reds-within-days": lambda r, n: reds(r, 0, 6, 13 + n) is CourseState.ENDED,
    "turn-days": lambda r, n: rises_after_a_red(r, 7 - n),
    "baseline-days": lambda r, n: recalls(r, 6 + n),
    "gate-apart-h": lambda r, n: second_pass_counts(r, 48 - n),
    "score-days": lambda r, n: form_counts(r, 14 + n),
}
SMALLER_IS_STRICTER: Final = {"reds-within-days", "baseline-days", "score-days"}


def of_bend(one: Threshold) -> Probe:
    plan, number, _ = one.name.split(".")
    squat = replace(
        EXERCISES["mini-squat"], pattern=Pattern.SQUAT, patellofemoral_stress=Degree.LOW
    )

    def probe(rehab: Rehab, beyond: int) -> bool:
        limits = rehab.plans[plan].stages[int(number) - 1].limits
        assert limits is not None
        bent = replace(squat, knee_flexion_deg=(0, int(one.known.value) + beyond))
        return limits.allows(bent)

    return probe


# The walk --------------------------------------------------------------------------------------


def probe_of(one: Threshold) -> Probe:
    """Find the probe of a threshold; there is none that has none."""
    if one.item is not None:
        return of_gate(one)
    owner, _, field = one.name.rpartition(".")
    if field == "bend":
        return of_bend(one)
    return OF_COURSE[field] if owner == "course" else of_pain(owner, field.replace("-", "_"))


def stricter(one: Threshold) -> float:
    """Move a threshold by one unit so that what just held no longer does."""
    field = one.name.rpartition(".")[2]
    if one.item is None:
        up = one.name.startswith("course.") and field not in SMALLER_IS_STRICTER
        up = up or field == "steady-ambers"
        return one.known.value + (1 if up else -1)
    return one.known.value + (-1 if one.bound in CEILINGS else 1)


def named(one: Threshold) -> str:
    return f"{one.name} {one.bound or ''} {one.fact or ''}".strip()


@pytest.mark.parametrize("one", ALL, ids=named)
def test_each_threshold_holds_at_its_value_and_not_beyond(one: Threshold) -> None:
    assert probe_of(one)(REHAB, 0)
    assert not probe_of(one)(REHAB, 1)


# Where the number cannot be lowered by one, or another number decides first.
UNMOVED: Final = {"settled-after-min", "morning-green", "morning-most", "week-rise", "during-green",
                  "during-red", "morning-red"}  # fmt: skip


@pytest.mark.parametrize(
    "one",
    [t for t in ALL if stricter(t) >= 0 and t.name.rpartition(".")[2] not in UNMOVED],
    ids=named,
)
def test_a_threshold_that_a_clinician_moves_decides_otherwise(one: Threshold) -> None:
    said = one.confirmed(stricter(one), by="Dr Holm", day=MONDAY)
    assert not probe_of(one)(with_confirmations(REHAB, [said]), 0)


@pytest.mark.parametrize("profile", ["kneecap", "tendon"])
def test_pain_rules_that_a_clinician_moves_decide_otherwise(profile: str) -> None:
    said = [
        Confirmation(item=f"{profile}.{name}", bound=None, value=value, by="Dr Holm", day=MONDAY)
        for name, value in (("during-green", 1), ("during-red", 3), ("morning-red", 1))
    ]
    moved = with_confirmations(REHAB, said)
    assert lit(moved, profile, during=2, morning=0) is Light.AMBER
    assert lit(moved, profile, during=4) is Light.RED
    assert lit(moved, profile, during=0, morning=1) is Light.RED


@pytest.mark.parametrize("form", sorted(REHAB.questionnaires))
def test_a_change_matters_from_its_published_threshold_on(form: str) -> None:
    asked = REHAB.questionnaires[form]
    assert asked.change is not None
    least = asked.change.value
    moved = (least, least - 0.1, -least, 0.1 - least)
    assert [change(asked, 50, 50 + by).matters for by in moved] == [True, False, True, False]


def test_cadence_is_low_up_to_its_number() -> None:
    low = REHAB.running.eased.cadence_low.value
    assert cadence_aim(REHAB.running.eased, low) is not None
    assert cadence_aim(REHAB.running.eased, low + 1) is None


# Numbers that say how much or how often; none of them is a line that somebody is held against.
HOW_MUCH: Final = {
    "per_week", "per_week_least", "per_week_most", "change_s", "session_cap_s", "week_cap_s",
    "run_percent", "runs_per_week_most", "slower_least", "slower_most", "run_min", "walk_min",
    "cadence_least", "cadence_most", "days_between",
}  # fmt: skip


def figures_in(part: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Walk the whole of what is known down to every number that carries a grade."""
    if isinstance(part, Figure | Criterion):
        yield name, part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from figures_in(value, name)
    elif isinstance(part, tuple):
        for value in part:
            yield from figures_in(value, name)
    elif is_dataclass(part):
        for field in fields(part):
            yield from figures_in(getattr(part, field.name), field.name)


def test_no_number_in_the_data_is_without_a_case() -> None:
    probed = {id(one.known) for one in ALL if probe_of(one) is not None}
    probed |= {id(form.change) for form in REHAB.questionnaires.values()}
    probed.add(id(REHAB.running.eased.cadence_low))
    left = {name for name, known in figures_in(REHAB) if id(known) not in probed}
    assert left == HOW_MUCH


# Names ------------------------------------------------------------------------------------------


def test_no_two_thresholds_share_a_name_and_a_bound() -> None:
    names = [(one.name, one.bound, one.fact) for one in ALL]
    assert len(names) == len(set(names)) > 100


def test_a_test_that_phases_and_plans_share_is_confirmed_for_one_of_them() -> None:
    said = Confirmation(
        item="achilles.2.heel-raises", bound=Bound.AT_LEAST, value=12, by="Dr Holm", day=MONDAY
    )
    found = {
        one.name: one.known.value
        for one in thresholds(with_confirmations(REHAB, [said]))
        if one.bound is Bound.AT_LEAST and one.name.endswith(".heel-raises")
    }
    assert [*found.values()] == [10, 12, 20, 25]


def test_of_two_thresholds_of_one_bound_the_fact_tells_which() -> None:
    worst = next(one for one in ALL if named(one).endswith("at-most worst-pain"))
    moved = with_confirmations(REHAB, [worst.confirmed(5, by="Dr Holm", day=MONDAY)])
    usual, most = moved.plans["knee"].stages[0].gate[0].criteria
    assert (usual.value, usual.confirmed) == (2, "")
    assert (most.value, most.confirmed) == (5, "Dr Holm, 2026-11-30")


def test_of_two_confirmations_the_later_one_holds() -> None:
    hold = next(one for one in ALL if one.name == "knee.1.bridge-hold")
    said = [hold.confirmed(25, by="A", day=day(5)), hold.confirmed(40, by="B", day=day(2))]
    moved = next(t for t in thresholds(with_confirmations(REHAB, said)) if same(t, hold))
    assert (moved.known.value, moved.known.confirmed) == (25, "A, 2026-12-05")
    assert not moved.known.is_own


def test_what_a_later_version_no_longer_has_is_passed_over() -> None:
    said = Confirmation(item="knee.9.plonk", bound=None, value=1, by="Dr Holm", day=MONDAY)
    assert with_confirmations(REHAB, [said]) == REHAB


@pytest.mark.parametrize(
    ("name", "plans"), [("knee.1.bridge-hold", 1), ("tendon.during-red", 2), ("course.reds", 4)]
)
def test_a_threshold_says_which_plans_it_speaks_for(name: str, plans: int) -> None:
    assert len(plans_with(name, REHAB)) == plans
    assert sum(n == name for p in REHAB.plans.values() for n in names_of(p.id)) >= plans


def names_of(plan: str) -> set[str]:
    return {one.name for one in thresholds_of(REHAB.plans[plan], REHAB)}


@pytest.mark.parametrize(
    ("by", "value", "said"),
    [(" ", 1, "clinician's name"), ("A", -1, "from 0 on"), ("A", float("nan"), "from 0 on")],
)
def test_a_confirmation_names_somebody_and_a_number(by: str, value: float, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Confirmation(item="course.reds", bound=None, value=value, by=by, day=MONDAY)


@pytest.mark.parametrize(
    ("item", "value", "said"),
    [
        ("kneecap.during-green", 6, "green ends before red"),
        ("tendon.during-red", 11, "outside the scale"),
        ("course.greens", 0, "counts from 1 on"),
    ],
)
def test_numbers_that_no_longer_fit_each_other_are_refused(
    item: str, value: float, said: str
) -> None:
    one = Confirmation(item=item, bound=None, value=value, by="A", day=MONDAY)
    with pytest.raises(ValueError, match=said):
        with_confirmations(REHAB, [one])
