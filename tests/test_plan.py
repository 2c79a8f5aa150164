"""Plan: from a request to a programme.

`tests/golden/half_marathon.txt` is a programme that a coach can read. It changes only on
request: run `IRONSTRIDE_GOLDEN=write pytest tests/test_plan.py` and read the difference.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ironstride.core.athlete import Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.programme import PhaseName, Prescription, Programme, Role, Session, Week
from ironstride.core.run import PlannedRun, RacePriority, RunKind
from ironstride.formats import json_programme, words
from ironstride.planning.plan import may_lift_heavy, outline_for, plan
from ironstride.planning.request import Request
from ironstride.planning.week.blocks import frames
from ironstride.planning.week.draft import Style
from people import (
    BANDS,
    CAST,
    DUMBBELLS,
    GYM,
    MONDAY,
    asking,
    athlete,
    beginner_at_home,
    but,
    catalogue,
    clock,
    habit,
    half_marathoner,
    junior,
    masters_marathoner,
    not_cleared,
    offers,
    planned,
    programme_for,
    race,
    run,
    runner_with_a_sore_knee,
    weekender,
)

GOLDEN = Path(__file__).parent / "golden" / "half_marathon.txt"
DAY = timedelta(days=1)

everybody = pytest.mark.parametrize("person", CAST.values(), ids=CAST)
Person = Callable[[], Request]


def made_for(person: Person) -> Programme:
    return planned(person).programme


def lines(programme: Programme) -> Iterator[tuple[Week, Session, Prescription]]:
    for week in programme.weeks:
        for session in week.sessions:
            for line in session.exercises:
                yield week, session, line


# What is asked for -----------------------------------------------------------------------


def own(day: date, kind: str, start: str = "10:00", km: float | None = None) -> PlannedRun:
    return run(datetime.combine(day, clock(start)), 60, kind, km)


def test_races_are_in_order_and_none_lies_before_the_start() -> None:
    past = replace(race(1, 5), day=MONDAY - DAY)
    request = but(half_marathoner(), races=(race(9, 10), past, race(3, 5, "C")))
    assert [r.distance_km for r in request.races] == [5, 10]


@pytest.mark.parametrize(("km", "found"), [(12.0, 12), (None, 10)])
def test_a_race_in_the_athletes_own_plan_is_trained_through(km: float | None, found: float) -> None:
    request = replace(half_marathoner(), own_runs=(own(MONDAY + 13 * DAY, "race", km=km),))
    first = request.races[0]
    assert (first.priority, first.distance_km) == (RacePriority.C, found)  # six minutes a km


def test_a_race_that_the_athlete_names_keeps_its_priority() -> None:
    day = race(16, 21.1).day
    request = replace(half_marathoner(), own_runs=(own(day, "race", "08:30"),))
    assert [r.priority for r in request.races] == [RacePriority.A]
    assert request.runs_by_day[day][0].start.hour == 8


def test_a_season_ends_on_the_sunday_of_its_last_race() -> None:
    request = but(half_marathoner(), races=(race(9, 10, weekday=2),))
    assert request.end == MONDAY + timedelta(weeks=9) - DAY
    assert len(request.mondays) == 9


def test_a_season_without_a_race_lasts_sixteen_weeks_from_its_first_monday() -> None:
    request = replace(beginner_at_home(), start=MONDAY + 3 * DAY)
    assert request.end == MONDAY + timedelta(weeks=16) - DAY
    assert request.mondays == tuple(MONDAY + timedelta(weeks=n) for n in range(16))


def kinds(request: Request, day: date) -> list[str]:
    return [r.kind.value for r in request.runs_by_day.get(day, ())]


def test_the_habit_comes_back_every_week_and_one_week_beyond_the_end() -> None:
    request = half_marathoner()
    assert kinds(request, MONDAY + 1 * DAY) == ["easy"]
    assert kinds(request, request.end + 7 * DAY) == ["long"]
    assert kinds(request, request.end + 14 * DAY) == []


def test_the_athletes_own_plan_replaces_the_habit_from_its_first_to_its_last_day() -> None:
    runs = (
        own(MONDAY + 8 * DAY, "quality"),
        own(MONDAY + 8 * DAY, "easy", "18:00"),
        own(MONDAY + 12 * DAY, "long"),
    )
    request = replace(half_marathoner(), own_runs=runs)
    week = [kinds(request, MONDAY + n * DAY) for n in range(7, 14)]
    assert week == [[], ["quality", "easy"], [], [], [], ["long"], ["long"]]


def test_a_race_stands_alone_on_its_day_from_nine_at_six_minutes_a_kilometre() -> None:
    request = half_marathoner()
    (only,) = request.runs_by_day[race(16, 21.1).day]
    assert (only.kind, only.start.hour, only.minutes) == (RunKind.RACE, 9, 127)
    assert only.distance_km == 21.1


def test_key_runs_are_found_in_order() -> None:
    starts = [start for start, _ in half_marathoner().key_run_starts]
    assert starts == sorted(starts)
    assert {r.kind for _, r in half_marathoner().key_run_starts} == set(RunKind) - {RunKind.EASY}


# Programmes ------------------------------------------------------------------------------


@everybody
def test_a_programme_has_every_week_with_its_runs_from_start_to_end(person: Person) -> None:
    request, programme = person(), made_for(person)
    assert [week.start for week in programme.weeks] == list(request.mondays)
    assert (programme.start, programme.end) == (request.start, request.end)
    listed = [r for week in programme.weeks for r in week.runs]
    assert listed == [r for r in request.runs if r.start.date() <= request.end]
    assert programme.athlete.races == request.races


@everybody
def test_every_reason_and_caution_is_a_rule_that_the_programme_explains(person: Person) -> None:
    programme = made_for(person)
    reasons = {
        reason
        for _, session, line in lines(programme)
        for reason in (*session.reasons, *line.reasons)
    }
    assert reasons | {caution.rule for caution in programme.warnings} <= set(programme.rules)
    assert {"honest-promises", "barefoot"} <= set(programme.rules)
    cited = {source for rule in programme.rules.values() for source in rule.sources}
    assert cited == set(programme.sources)


@everybody
def test_every_session_and_exercise_has_a_reason(person: Person) -> None:
    assert all(session.reasons and line.reasons for _, session, line in lines(made_for(person)))


@everybody
def test_nobody_lifts_more_often_or_longer_than_offered(person: Person) -> None:
    offered = person().athlete.offers
    for week in made_for(person).weeks:
        assert len({s.start.date() for s in week.sessions}) == len(week.sessions)
        for session in week.sessions:
            offer = offered[Weekday.of(session.start.date())]
            assert (session.start.time(), session.place) == (offer.start, offer.place)
            assert session.minutes <= offer.minutes


def test_a_half_marathoner_is_built_up_and_tapered() -> None:
    phases = [(phase.name, phase.start) for phase in made_for(half_marathoner).phases]
    assert phases == [
        (PhaseName.ADAPTATION, MONDAY),
        (PhaseName.MAX_STRENGTH, MONDAY + timedelta(weeks=4)),
        (PhaseName.POWER, MONDAY + timedelta(weeks=10)),
        (PhaseName.TAPER, MONDAY + timedelta(weeks=14)),
    ]


def _heaviest(person: Person) -> int:
    return max(line.load.percent_1rm or 0 for _, _, line in lines(made_for(person)))


@pytest.mark.parametrize(
    ("person", "percent"),
    [
        (half_marathoner, 86),
        (beginner_at_home, 0),
        (junior, 77),
        (not_cleared, 65),
        (weekender, 83),
    ],
)
def test_each_lifts_as_heavily_as_they_may(person: Person, percent: int) -> None:
    assert _heaviest(person) == percent


def test_a_sore_knee_never_jumps_and_a_runner_without_one_does() -> None:
    contacts = {
        person: sum(line.contacts for _, _, line in lines(made_for(person)))
        for person in (runner_with_a_sore_knee, half_marathoner)
    }
    assert contacts[runner_with_a_sore_knee] == 0 < contacts[half_marathoner]


def test_who_has_only_bands_jumps_beside_lifting() -> None:
    assert sum(line.contacts for _, _, line in lines(made_for(beginner_at_home))) > 0


def test_a_masters_marathoner_keeps_strength_twice_a_week_between_races() -> None:
    between = [w for w in made_for(masters_marathoner).weeks if w.phase is PhaseName.RACE_SEASON]
    assert [len(week.sessions) for week in between] == [2, 2]


@pytest.mark.parametrize(("kit", "may"), [(BANDS, False), (DUMBBELLS, True), (GYM, True)])
def test_heavy_lifting_needs_something_heavy(kit: frozenset[str], may: bool) -> None:
    request = but(half_marathoner(), places={"gym": kit, "home": BANDS}, lifts={})
    assert may_lift_heavy(request) is may


def test_the_week_that_has_begun_is_planned_from_today() -> None:
    thursday = replace(half_marathoner(), start=MONDAY + 3 * DAY)
    programme = programme_for(thursday)
    assert programme.weeks[0].start == MONDAY
    assert all(s.start.date() >= thursday.start for s in programme.sessions)
    assert all(r.start.date() >= thursday.start for r in programme.weeks[0].runs)


# Blocks ----------------------------------------------------------------------------------


def styles(request: Request) -> list[tuple[PhaseName, int, Style]]:
    return [(f.phase, f.block, f.style) for f in frames(outline_for(request), request).values()]


def test_a_taper_goes_on_with_the_block_before_it() -> None:
    assert styles(half_marathoner()) == [
        (PhaseName.ADAPTATION, 0, Style.ENTRY),
        (PhaseName.MAX_STRENGTH, 1, Style.HEAVY),
        (PhaseName.POWER, 2, Style.POWER),
        (PhaseName.TAPER, 2, Style.POWER),
    ]


def test_the_race_season_goes_on_as_heavily_as_the_season_before_it() -> None:
    blocks = [(phase, style) for phase, _, style in styles(masters_marathoner())]
    assert blocks[-4:] == [
        (PhaseName.TAPER, Style.POWER),
        (PhaseName.RECOVERY, Style.ENTRY),
        (PhaseName.RACE_SEASON, Style.POWER),
        (PhaseName.TAPER, Style.POWER),
    ]


def test_a_taper_after_nothing_heavy_is_not_heavy_and_one_after_heavy_work_is() -> None:
    request = but(half_marathoner(), races=(race(6, 5), race(12, 5)))
    assert [(phase, style) for phase, _, style in styles(request)] == [
        (PhaseName.ADAPTATION, Style.ENTRY),
        (PhaseName.TAPER, Style.ENTRY),
        (PhaseName.RECOVERY, Style.ENTRY),
        (PhaseName.MAX_STRENGTH, Style.HEAVY),
        (PhaseName.TAPER, Style.HEAVY),
    ]


@everybody
def test_exercises_change_between_blocks_and_not_within(person: Person) -> None:
    by_block: dict[date, set[frozenset[str]]] = {}
    starts = [phase.start for phase in made_for(person).phases]
    for week in made_for(person).weeks:
        block = max(start for start in starts if start <= max(week.start, starts[0]))
        held = frozenset(
            line.exercise for s in week.sessions for line in s.exercises if line.role is Role.MAIN
        )
        by_block.setdefault(block, set()).add(held)
    for found in by_block.values():
        largest = max(found, key=len)
        assert all(held <= largest for held in found)


def mains_of_a_block_at_two_places(
    rack: frozenset[str], weeks_elsewhere: int = 1
) -> dict[str, list[set[str]]]:
    """Plan Mondays at a rack, some of which a run takes, and say each place's main lifts."""
    occupied = [MONDAY + timedelta(weeks=5 + n) for n in range(weeks_elsewhere)]
    request = asking(
        athlete(
            places={"rack": rack, "office": BANDS | {"dumbbell"}},
            offers=offers("monday 18:00 75 rack", "thursday 18:00 75 office"),
            preferences=Preferences(sessions_per_week=1),
        ),
        own_runs=tuple(own(monday, "easy", "17:00") for monday in occupied),
    )
    found: dict[str, list[set[str]]] = {"rack": [], "office": []}
    for week in programme_for(request).weeks:
        for s in week.sessions if week.phase is PhaseName.MAX_STRENGTH else ():
            mains = {line.exercise for line in s.exercises if line.role is Role.MAIN}
            found[s.place].append(mains)
    assert len(found["office"]) == weeks_elsewhere
    return found


RACK = BANDS | {"barbell", "plate", "machine-leg-press"}


def test_one_week_at_a_place_that_shares_no_main_lift_goes_without() -> None:
    found = mains_of_a_block_at_two_places(RACK | {"dumbbell"})
    assert all("back-squat" in mains for mains in found["rack"])
    assert found["office"] == [set()]


def test_two_such_weeks_let_the_block_take_lifts_that_both_places_can_serve() -> None:
    found = mains_of_a_block_at_two_places(RACK | {"dumbbell"}, weeks_elsewhere=2)
    assert {"goblet-squat", "dumbbell-rdl"} <= set.intersection(*found["rack"], *found["office"])


def test_where_places_have_nothing_heavy_in_common_the_others_go_without() -> None:
    found = mains_of_a_block_at_two_places(RACK, weeks_elsewhere=2)
    assert all(found["rack"])
    assert found["office"] == [set(), set()]


def test_one_week_elsewhere_does_not_cost_a_block_its_squat() -> None:
    found = mains_of_a_block_at_two_places(BANDS | {"barbell", "plate", "dumbbell"})
    assert all("back-squat" in mains for mains in found["rack"])


def test_loading_weeks_stay_as_small_as_a_short_taper_day_demands() -> None:
    request = asking(
        athlete(
            offers=offers("tuesday 18:00 30 gym", "saturday 17:00 90 gym"),
            races=(race(16, 10),),
        ),
        runs=habit("sunday 09:00 60 easy"),
    )
    *_, before, early, late = programme_for(request).weeks
    assert late.sessions[0].minutes <= 30
    assert late.hard_sets >= 0.4 * before.hard_sets
    assert early.hard_sets >= 0.4 * before.hard_sets


# The same again --------------------------------------------------------------------------


@everybody
def test_the_same_request_gives_the_same_programme(person: Person) -> None:
    again = plan(person())
    assert again == made_for(person)
    assert json_programme.write(again) == json_programme.write(made_for(person))


WRITER = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from people import half_marathoner, programme_for
from ironstride.formats.json_programme import write
print(hashlib.sha256(write(programme_for(half_marathoner())).encode()).hexdigest())
"""


def test_another_process_with_another_hash_seed_writes_the_same_bytes() -> None:
    said = {_written_with(seed) for seed in ("1", "2")}
    assert len(said) == 1


def _written_with(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", WRITER, str(Path(__file__).parent)]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment
    ).stdout


def test_another_seed_varies_accessories_and_nothing_else() -> None:
    one, other = made_for(half_marathoner), programme_for(replace(half_marathoner(), seed=1))
    assert [s.start for s in one.sessions] == [s.start for s in other.sessions]
    assert _held(one, Role.ACCESSORY) != _held(other, Role.ACCESSORY)
    two_legs = ("back-squat", "romanian-deadlift")
    assert all(lift in _held(p, Role.MAIN) for p in (one, other) for lift in two_legs)


def _held(programme: Programme, role: Role) -> set[str]:
    return {line.exercise for _, _, line in lines(programme) if line.role is role}


# A programme to read ---------------------------------------------------------------------


def _as_a_coach_reads_it(programme: Programme) -> str:
    weeks = (words.week_view(week, programme, catalogue()) for week in programme.weeks)
    return "\n\n\n".join([words.season_line(programme), *weeks]) + "\n"


def test_the_half_marathoners_programme_reads_as_it_did() -> None:
    text = _as_a_coach_reads_it(made_for(half_marathoner))
    if os.environ.get("IRONSTRIDE_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
