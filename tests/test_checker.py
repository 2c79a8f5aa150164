"""The checker itself: every reading of a rule, broken and kept, from both sides of its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from checker import violations
from checker_case import RULES
from checker_facts import SHARED_CSV, Fact, facts_of_the_package, facts_of_the_table
from checker_season import COVERAGE

Json = dict[str, Any]

START: Final = date(2026, 11, 30)
GYM: Final = ("barbell", "dumbbell", "cable", "mat", "wall", "band-loop", "band-long", "chair")


def fact(pattern: str, load: str = "bodyweight", *equipment: str, **more: Any) -> Fact:
    return Fact(pattern=pattern, load=load, equipment=frozenset(equipment), **more)


FACTS: Final[Mapping[str, Fact]] = {
    "back-squat": fact("squat", "barbell", "barbell", goals=frozenset({"max_strength"})),
    "deadlift": fact("hinge", "barbell", "barbell", spinal_load="high"),
    "split-squat": fact("squat"),
    "calf-straight": fact("calf", knee_flexion=(0, 0)),
    "calf-bent": fact("calf", knee_flexion=(30, 45)),
    "calf-between": fact("calf", knee_flexion=(15, 19)),
    "abduction": fact("hip-abduction", "band", "band-loop"),
    "plank": fact("anti-extension", "time", "mat"),
    "side-plank": fact("anti-lateral-flexion", "time", "mat"),
    "suitcase": fact("carry", "dumbbell", "dumbbell", laterality="unilateral"),
    "push-up": fact("push"),
    "bench-press": fact("push", "barbell", "barbell"),
    "row": fact("pull", "cable", "cable"),
    "pogo": fact("jump", "contacts", contacts_per_rep=1),
    "hop": fact("hop", "contacts", contacts_per_rep=1, laterality="unilateral"),
    "chop": fact("rotation", "cable", "cable", spinal_load="moderate", has_torsion=True),
    "twisted-lift": fact("rotation", "barbell", spinal_load="high", has_torsion=True),
    "stride": fact("locomotion", is_barefoot_ok=False),
}

PROFILE: Final = """
[athlete]
birth_year = 1985
lifting_experience = "{level}"
[places.gym]
equipment = {gym}
[availability.monday]
minutes = 60
start = "18:00"
[availability.wednesday]
minutes = 60
start = "18:00"
[availability.friday]
minutes = 60
start = "18:00"
[running]
habit = []
"""


def profile(*sections: str, level: str = "intermediate", gym: Sequence[str] = GYM) -> str:
    return PROFILE.format(level=level, gym=list(gym)) + "\n".join(sections)


def race(day: date, km: float = 21.1, priority: str = "A") -> str:
    return f'[[race]]\ndate = {day}\ndistance_km = {km}\npriority = "{priority}"'


def line(exercise: str, role: str = "accessory", **more: Any) -> Json:
    load = {key: more.pop(key) for key in ("kg", "percent_1rm", "rir") if key in more}
    measured = {"reps", "seconds", "metres"} & set(more)
    dose: Json = {} if measured else {"reps": [8, 12]}
    extra: Json = {"per_side": False, "rest_s": 60, "contacts": 0, "reasons": ["minutes"]}
    base: Json = {"exercise": exercise, "role": role, "sets": 2, "load": {"rir": 3} | load}
    return base | dose | extra | more


def heavy(exercise: str = "back-squat", **more: Any) -> list[Json]:
    """A heavy main lift after its warm-up ramp."""
    ramp = [
        line(exercise, "warm-up", sets=1, reps=reps, percent_1rm=percent)
        for reps, percent in ((6, 42), (4, 58), (2, 70))
    ]
    work: Json = {"sets": 3, "reps": 5, "rir": 2, "percent_1rm": 82, "rest_s": 180}
    return [*ramp, line(exercise, "main", **(work | more))]


def jumps(count: int, **more: Any) -> Json:
    work: Json = {"sets": 1, "reps": count, "contacts": count}
    return line("pogo", "activation", **(work | more))


def session(day: date, *lines: Json, start: str = "18:00", **more: Any) -> Json:
    base: Json = {"minutes": 60, "intent": "", "place": "gym", "reasons": ["minutes"]}
    return {"date": str(day), "start": start, "exercises": list(lines)} | base | more


def run(day: date, start: str, kind: str = "easy", minutes: int = 60, **more: Any) -> Json:
    return {"date": str(day), "start": start, "kind": kind, "minutes": minutes} | more


def on(days: int) -> date:
    """A day of the programme, counted from its first Monday."""
    return START + timedelta(days=days)


def programme(
    phases: Sequence[str],
    sessions: Iterable[Json] = (),
    *,
    runs: Iterable[Json] = (),
    light: Iterable[int] = (),
) -> Json:
    """One week for each phase name; sessions and runs go where their dates say."""
    weeks: list[Json] = [
        {"start": str(on(7 * n)), "phase": phase, "light": n in light, "runs": [], "sessions": []}
        for n, phase in enumerate(phases)
    ]
    for key, entries in (("sessions", sessions), ("runs", runs)):
        for entry in entries:
            weeks[(date.fromisoformat(entry["date"]) - START).days // 7][key].append(entry)
    edges = [n for n, name in enumerate(phases) if n == 0 or phases[n - 1] != name]
    blocks = [
        {"name": phases[a], "start": str(on(7 * a)), "end": str(on(7 * b - 1))}
        for a, b in zip(edges, [*edges[1:], len(phases)], strict=True)
    ]
    rules = {"minutes": {"sentence": "It fits.", "grade": "choice", "sources": []}}
    ends = {"start": str(START), "end": str(on(7 * len(phases) - 1))}
    return {**ends, "phases": blocks, "weeks": weeks, "rules": rules, "warnings": []}


def broken(rule: str, plan: Json, athlete: str = "", **more: Any) -> list[str]:
    """The violations of one rule."""
    everything = violations(athlete or profile(), plan, facts=FACTS, **more)
    return [text for text in everything if text.startswith(f"{rule}:")]


def full(monday: date, *, is_heavy: bool, sets: int = 2) -> list[Json]:
    """Two sessions that cover everything, with 18 hard sets when `sets` is 2."""
    mains = (
        [*heavy(sets=sets), *heavy("deadlift", sets=sets)]
        if is_heavy
        else [line("back-squat", "main", sets=sets), line("deadlift", "main", sets=sets)]
    )
    first = [*mains, line("push-up", sets=sets), line("calf-straight", sets=sets)]
    second = [
        *(line(name, sets=sets) for name in ("calf-bent", "abduction", "row")),
        *(line(name, sets=sets, seconds=30) for name in ("plank", "side-plank")),
    ]
    return [session(monday, *first), session(monday + timedelta(days=4), *second)]


SEASON: Final = (*["adaptation"] * 4, *["max-strength"] * 4, *["power"] * 2, *["taper"] * 2)


def season() -> Json:
    """Twelve weeks to an A race on the last Sunday that keep every rule."""
    sessions = [s for n in range(3) for s in full(on(7 * n), is_heavy=False)]
    sessions += full(on(21), is_heavy=False, sets=1)
    sessions += [s for n in range(4, 10) for s in full(on(7 * n), is_heavy=True)]
    for n in (10, 11):
        support = [line("push-up", sets=2), line("row", sets=2)]
        sessions.append(session(on(7 * n), *heavy(sets=2), *heavy("deadlift", sets=2), *support))
    runs = [run(on(7 * n + 6), "09:00", "long", 100) for n in range(11)]
    runs.append(run(on(83), "10:00", "race", 110, distance_km=21.1))
    return programme(SEASON, sessions, runs=runs, light=[3])


RUNNER: Final = profile("[preferences]\nsessions_per_week = 2\n", race(on(83))).replace(
    "habit = []", 'habit = [{day = "sunday", kind = "long", start = "09:00", minutes = 100}]'
)


def test_a_season_that_keeps_every_rule_has_no_violation() -> None:
    assert violations(RUNNER, season(), facts=FACTS) == []


def test_every_rule_of_the_list_is_read_by_at_least_one_function() -> None:
    assert {id_ for id_, _ in RULES} >= {
        *("structure", "sessions-per-week", "entry-ramp", "heavy-main-lifts", "minutes"),
        *("no-light-marathons", "never-to-failure", "jumps-beside-lifting", "contact-caps"),
        *("clear-of-key-runs", "run-first-same-day", "heavy-days-apart", "equipment"),
        *("pattern-coverage", "keep-main-lifts", "set-ramp", "light-weeks", "taper"),
        *("after-race", "keep-what-you-have", "no-loaded-torsion", "barefoot", "warm-up"),
        *("screening", "ten-weeks-to-race", "progression"),
    }


@pytest.mark.skipif(not SHARED_CSV.exists(), reason="the table of origin is not here")
def test_the_packaged_facts_are_those_of_the_table_of_origin() -> None:
    assert facts_of_the_package() == facts_of_the_table()


# structure


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("weeks", 1, "start"), "2026-12-08"),
        (("weeks", 1, "start"), "2026-12-14"),
        (("weeks", 1, "phase"), "power"),
        (("phases", 0, "end"), "2026-12-26"),
        (("phases", 0, "start"), "2026-12-01"),
        (("weeks", 0, "sessions", 0, "date"), "2026-12-07"),
        (("weeks", 0, "sessions", 0, "reasons"), []),
        (("weeks", 0, "sessions", 0, "reasons"), ["because"]),
        (("weeks", 0, "sessions", 0, "exercises"), []),
        (("weeks", 0, "sessions", 0, "exercises", 0, "reasons"), ["because"]),
        (("weeks", 0, "sessions", 0, "exercises", 0, "exercise"), "unheard-of"),
        (("weeks", 0, "sessions", 0, "exercises", 0, "role"), "finisher"),
        (("weeks", 0, "sessions", 0, "exercises", 0, "seconds"), 30),
        (("weeks", 0, "sessions", 0, "exercises", 0, "sets"), 0),
        (("weeks", 0, "sessions", 0, "exercises", 0, "load", "percent_1rm"), 101),
        (("rules", "minutes", "grade"), ""),
        (("weeks", 11, "runs"), []),
        (("weeks", 1, "runs"), []),
    ],
)
def test_a_programme_that_does_not_hang_together_is_told(path: Sequence[Any], value: Any) -> None:
    plan = deepcopy(season())
    target = plan
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert broken("structure", plan, RUNNER)


def test_runs_of_a_calendar_need_not_follow_the_habit() -> None:
    plan = season()
    plan["weeks"][1]["runs"] = []
    assert broken("structure", plan, RUNNER, runs_are_the_habit=False) == []


def test_a_disliked_exercise_does_not_appear() -> None:
    assert broken("structure", season(), RUNNER + '\n[health]\ndislikes = ["row"]\n')


# days and hours


@pytest.mark.parametrize(
    ("phase", "asked", "count", "breaks"),
    [
        *(("adaptation", 3, 3, False), ("adaptation", 2, 3, True), ("adaptation", 1, 2, True)),
        *(("max-strength", 3, 2, False), ("max-strength", 3, 3, True), ("power", 3, 3, True)),
        *(("race-season", 3, 1, False), ("race-season", 3, 2, True), ("taper", 3, 2, True)),
        *(("recovery", 3, 1, False), ("recovery", 3, 2, True)),
        *(("adaptation", 3, 2, False), ("adaptation", 3, 1, True), ("adaptation", 1, 1, False)),
    ],
)
def test_strength_days_follow_the_phase(phase: str, asked: int, count: int, breaks: bool) -> None:
    sessions = [session(on(day), line("push-up")) for day in (0, 2, 4)[:count]]
    athlete = profile(f"[preferences]\nsessions_per_week = {asked}")
    assert bool(broken("sessions-per-week", programme([phase], sessions), athlete)) is breaks


def test_a_third_day_of_adaptation_is_for_those_who_ask_for_it() -> None:
    sessions = [session(on(day), line("push-up")) for day in (0, 2, 4)]
    assert broken("sessions-per-week", programme(["adaptation"], sessions))


@pytest.mark.parametrize(("birth_year", "breaks"), [(1966, False), (1967, True)])
def test_from_sixty_the_race_season_may_hold_two_sessions(birth_year: int, breaks: bool) -> None:
    sessions = [session(on(day), line("push-up")) for day in (0, 4)]
    athlete = profile().replace("1985", str(birth_year))
    found = broken("sessions-per-week", programme(["race-season"], sessions), athlete)
    assert bool(found) is breaks


def test_a_missing_session_is_told_only_where_its_days_are_open() -> None:
    sessions = [session(on(0), line("push-up"))]
    late = [run(on(day), "19:00") for day in (2, 4)]
    assert broken("sessions-per-week", programme(["power"], sessions))
    assert not broken("sessions-per-week", programme(["power"], sessions, runs=late))


@pytest.mark.parametrize(
    ("week", "day", "start", "breaks"),
    [
        *((0, 2, "18:59", True), (0, 2, "19:00", False), (4, 1, "18:59", True)),
        *((4, 1, "19:00", False), (2, 1, "19:00", False)),
    ],
)
def test_heavy_legs_end_48_hours_before_a_key_run_in_a_new_block_and_24_later(
    week: int, day: int, start: str, breaks: bool
) -> None:
    support = [session(on(7 * n), line("push-up")) for n in range(week)]
    lifts = [*support, session(on(7 * week), *heavy())]
    track = run(on(7 * week + day), start, "quality")
    plan = programme(["max-strength"] * 5, lifts, runs=[track])
    assert bool(broken("clear-of-key-runs", plan)) is breaks


@pytest.mark.parametrize(("hour", "breaks"), [("18:59", True), ("19:00", False)])
def test_jumps_in_a_new_block_end_48_hours_before_a_race(hour: str, breaks: bool) -> None:
    lift = session(on(0), jumps(20), line("push-up"))
    plan = programme(["power"], [lift], runs=[run(on(2), hour, "race")])
    assert bool(broken("clear-of-key-runs", plan)) is breaks


@pytest.mark.parametrize(("start", "breaks"), [("08:00", False), ("08:01", True)])
def test_a_race_whose_hour_nobody_tells_begins_at_nine(start: str, breaks: bool) -> None:
    plan = programme(["power"], [session(on(0), *heavy(), start=start)])
    assert bool(broken("clear-of-key-runs", plan, profile(race(on(2))))) is breaks


def test_light_work_and_easy_runs_need_no_gap() -> None:
    lifts = [session(on(0), line("back-squat")), session(on(4), *heavy())]
    runs = [run(on(1), "07:00", "quality"), run(on(5), "07:00", "easy")]
    assert not broken("clear-of-key-runs", programme(["power"], lifts, runs=runs))


def test_a_lay_off_of_fourteen_days_asks_for_48_hours_again() -> None:
    for pause, breaks in ((14, True), (13, False)):
        lifts = [session(on(28 - pause), line("push-up")), session(on(28), *heavy())]
        plan = programme(["power"] * 5, lifts, runs=[run(on(30), "07:00", "long")])
        assert bool(broken("clear-of-key-runs", plan)) is breaks


@pytest.mark.parametrize(
    ("start", "kind", "follows", "breaks"),
    [
        *(("11:00", "easy", False, False), ("11:01", "easy", False, True)),
        *(("17:00", "easy", True, False), ("17:00", "quality", True, True)),
        *(("17:01", "easy", True, True), ("20:00", "easy", True, True)),
    ],
)
def test_lifting_waits_for_the_runs_of_its_day(
    start: str, kind: str, follows: bool, breaks: bool
) -> None:
    athlete = profile(f"[preferences]\nback_to_back_after_easy = {str(follows).lower()}")
    lift = session(on(0), line("push-up"))
    plan = programme(["power"], [lift], runs=[run(on(0), start, kind)])
    assert bool(broken("run-first-same-day", plan, athlete)) is breaks


@pytest.mark.parametrize(("start", "breaks"), [("14:00", False), ("14:01", True)])
def test_jumps_alone_wait_three_hours(start: str, breaks: bool) -> None:
    plan = programme(["power"], [session(on(0), jumps(20))], runs=[run(on(0), start)])
    assert bool(broken("run-first-same-day", plan)) is breaks


@pytest.mark.parametrize(("start", "breaks"), [("19:00", False), ("18:59", True)])
def test_heavy_days_lie_48_hours_apart_from_end_to_start(start: str, breaks: bool) -> None:
    lifts = [session(on(0), *heavy()), session(on(2), *heavy(), start=start)]
    assert bool(broken("heavy-days-apart", programme(["power"], lifts))) is breaks


def test_a_support_session_may_lie_beside_a_heavy_one() -> None:
    lifts = [session(on(0), *heavy()), session(on(1), line("back-squat"))]
    assert not broken("heavy-days-apart", programme(["power"], lifts))


@pytest.mark.parametrize(
    "change", [{"minutes": 61}, {"start": "18:15"}, {"place": "home"}, {"date": str(on(1))}]
)
def test_sessions_stay_where_and_when_they_were_offered(change: Json) -> None:
    lift = session(on(0), line("push-up"))
    assert not broken("minutes", programme(["power"], [lift]))
    assert broken("minutes", programme(["power"], [lift | change]))


@pytest.mark.parametrize(
    ("change", "breaks"),
    [
        *(({"sets": 11, "rest_s": 300, "reps": 10, "minutes": 56}, False),),
        *(({"sets": 11, "rest_s": 300, "reps": 10, "minutes": 55}, True),),
        *(({"sets": 2, "rest_s": 0, "seconds": 300, "per_side": True, "minutes": 20}, False),),
        *(({"sets": 2, "rest_s": 0, "seconds": 300, "per_side": True, "minutes": 19}, True),),
        *(({"sets": 2, "rest_s": 0, "metres": 300, "minutes": 10}, False),),
        *(({"sets": 2, "rest_s": 0, "metres": 300, "minutes": 9}, True),),
        *(({"sets": 2, "rest_s": 0, "reps": 10, "hold_s": 60, "minutes": 20}, False),),
        *(({"sets": 2, "rest_s": 0, "reps": 10, "hold_s": 60, "minutes": 19}, True),),
    ],
)
def test_sets_sides_holds_and_rests_fit_the_minutes(change: Json, breaks: bool) -> None:
    minutes = change["minutes"]
    dose = {key: value for key, value in change.items() if key != "minutes"}
    lift = session(on(0), line("push-up", **dose), minutes=minutes)
    assert bool(broken("minutes", programme(["power"], [lift]))) is breaks


def test_a_day_that_names_no_hour_is_offered_at_six() -> None:
    plan = programme(["power"], [session(on(0), line("push-up"))])
    assert not broken("minutes", plan, profile().replace('start = "18:00"\n', ""))
    assert broken("minutes", plan, profile().replace('"18:00"', '"18:01"'))


def test_only_equipment_of_the_place_is_used() -> None:
    plan = programme(["power"], [session(on(0), line("row"))])
    assert not broken("equipment", plan)
    assert broken("equipment", plan, profile(gym=("mat",)))


@pytest.mark.parametrize(("weeks", "breaks"), [(10, True), (11, False)])
def test_less_than_ten_weeks_to_the_race_is_told(weeks: int, breaks: bool) -> None:
    plan = programme(["power"] * weeks)
    athlete = profile(race(on(7 * weeks - 7)))
    assert bool(broken("ten-weeks-to-race", plan, athlete)) is breaks
    plan["warnings"] = [{"rule": "ten-weeks-to-race", "message": ""}]
    assert not broken("ten-weeks-to-race", plan, athlete)


# loads


@pytest.mark.parametrize(
    ("level", "week", "breaks"),
    [
        *(("intermediate", 3, True), ("intermediate", 4, False)),
        *(("novice", 7, True), ("none", 7, True), ("novice", 8, False)),
    ],
)
def test_the_first_four_weeks_and_eight_for_novices_are_not_heavy(
    level: str, week: int, breaks: bool
) -> None:
    plan = programme(["max-strength"] * 9, [session(on(7 * week), *heavy())])
    assert bool(broken("entry-ramp", plan, profile(level=level))) is breaks


@pytest.mark.parametrize(
    ("dose", "breaks"),
    [
        *(({"reps": [8, 12], "rir": 3}, False), ({"reps": [7, 12], "rir": 3}, True)),
        *(({"reps": [8, 12], "rir": 2}, True), ({"reps": 10, "rir": 4}, False)),
        *(({"reps": 10, "rir": 4, "percent_1rm": 80}, True), ({"seconds": 30}, False)),
        *(({"reps": 10, "rir": 4, "percent_1rm": 79}, False), ({"reps": 7, "rir": 4}, True)),
    ],
)
def test_entry_weeks_hold_eight_repetitions_with_three_left(dose: Json, breaks: bool) -> None:
    plan = programme(["adaptation"], [session(on(0), line("back-squat", **dose))])
    assert bool(broken("entry-ramp", plan)) is breaks


@pytest.mark.parametrize(
    ("dose", "breaks"),
    [({"sets": 3}, False), ({"sets": 4}, True), ({"sets": 1}, True), ({"reps": [8, 13]}, True)],
)
def test_entry_main_lifts_have_two_or_three_sets_of_eight_to_twelve(
    dose: Json, breaks: bool
) -> None:
    sessions = [session(on(0), line("back-squat", "main", **dose)), session(on(4), line("row"))]
    assert bool(broken("entry-ramp", programme(["adaptation"], sessions))) is breaks


@pytest.mark.parametrize(("kg", "breaks"), [(80, False), (82, False), (83, True)])
def test_entry_loads_stay_under_80_percent_of_a_known_lift(kg: float, breaks: bool) -> None:
    athlete = profile('[strength]\nlifts = {"back-squat" = {kg = 100, reps = 1, rir = 0}}')
    plan = programme(["adaptation"], [session(on(0), line("back-squat", kg=kg))])
    assert bool(broken("entry-ramp", plan, athlete)) is breaks


@pytest.mark.parametrize(("kg", "breaks"), [(36.2, False), (37.5, True)])
def test_a_lift_known_in_pounds_and_for_several_repetitions_counts_too(
    kg: float, breaks: bool
) -> None:
    athlete = profile('[strength]\nlifts = {"back-squat" = {lb = 88, reps = 3, rir = 2}}')
    plan = programme(["adaptation"], [session(on(0), line("back-squat", kg=kg))])
    assert bool(broken("entry-ramp", plan, athlete)) is breaks


@pytest.mark.parametrize(
    ("dose", "breaks"),
    [
        *(({}, False), ({"sets": 4}, False), ({"sets": 5}, True), ({"sets": 1}, True)),
        *(({"rest_s": 300}, False), ({"rest_s": 179}, True), ({"rest_s": 301}, True)),
        *(({"reps": 6, "percent_1rm": 79}, False), ({"reps": 7, "percent_1rm": 79}, True)),
        *(({"reps": [5, 7], "percent_1rm": 79}, True),),
        *(({"reps": 8, "percent_1rm": 80}, False), ({"rir": 4, "percent_1rm": 79}, True)),
    ],
)
def test_main_lifts_of_strength_weeks_are_heavy(dose: Json, breaks: bool) -> None:
    sessions = [session(on(28), *heavy(**dose)), session(on(32), line("row"))]
    plan = programme([*["adaptation"] * 4, "max-strength"], sessions)
    assert bool(broken("heavy-main-lifts", plan)) is breaks


@pytest.mark.parametrize(("count", "breaks"), [(3, False), (4, True)])
def test_a_week_has_at_most_three_main_lifts(count: int, breaks: bool) -> None:
    names = ("back-squat", "deadlift", "bench-press", "row")[:count]
    mains = [piece for name in names for piece in heavy(name)]
    sessions = [session(on(28), *mains), session(on(32), line("row"))]
    plan = programme([*["adaptation"] * 4, "power"], sessions)
    assert bool(broken("heavy-main-lifts", plan)) is breaks


def test_a_yes_to_the_screen_or_a_minor_needs_no_heavy_lift() -> None:
    sessions = [session(on(28), line("back-squat", "main")), session(on(32), line("row"))]
    plan = programme([*["adaptation"] * 4, "power"], sessions)
    assert broken("heavy-main-lifts", plan)
    assert not broken("heavy-main-lifts", plan, profile("[health]\nparq = true"))
    assert not broken("heavy-main-lifts", plan, profile().replace("1985", "2009"))


def test_a_strength_week_holds_a_heavy_lift_where_a_day_allows_it() -> None:
    sessions = [session(on(day), line("back-squat"), line("row")) for day in (28, 32)]
    plan = programme([*["adaptation"] * 4, "power", "taper"], sessions)
    every_day = [run(on(day), "07:00", "quality") for day in range(28, 35)]
    blocked = programme([*["adaptation"] * 4, "power", "taper"], sessions, runs=every_day)
    assert broken("heavy-main-lifts", plan)
    assert not broken("heavy-main-lifts", blocked)
    assert not broken("heavy-main-lifts", plan, profile(gym=("cable",)))
    for minutes, breaks in ((30, True), (29, False), (22, False)):
        short = profile().replace("minutes = 60", f"minutes = {minutes}")
        assert bool(broken("heavy-main-lifts", plan, short)) is breaks


@pytest.mark.parametrize(
    ("exercise", "role", "reps", "breaks"),
    [
        *(("bench-press", "accessory", [8, 15], False), ("bench-press", "accessory", 16, True)),
        *(("abduction", "accessory", 16, True), ("push-up", "accessory", 20, False)),
        *(("abduction", "activation", 20, False), ("pogo", "accessory", 20, False)),
    ],
)
def test_loaded_sets_stay_at_fifteen_repetitions(
    exercise: str, role: str, reps: Any, breaks: bool
) -> None:
    plan = programme(["power"], [session(on(0), line(exercise, role, reps=reps, contacts=0))])
    assert bool(broken("no-light-marathons", plan)) is breaks


@pytest.mark.parametrize(
    ("phase", "rir", "breaks"),
    [
        *(("adaptation", 3, False), ("adaptation", 2, True)),
        *(("max-strength", 1, False), ("max-strength", 0, True), ("max-strength", None, True)),
        *(("power", 2, False), ("power", 1, True), ("taper", 1, True), ("race-season", 1, True)),
        *(("taper", 2, False), ("recovery", 2, False), ("recovery", 1, True)),
    ],
)
def test_sets_leave_something_in_reserve(phase: str, rir: Any, breaks: bool) -> None:
    plan = programme([phase], [session(on(0), line("row", rir=rir))])
    assert bool(broken("never-to-failure", plan)) is breaks


@pytest.mark.parametrize(("rir", "breaks"), [(3, False), (4, True)])
def test_main_lifts_of_strength_weeks_leave_no_more_than_three(rir: int, breaks: bool) -> None:
    sessions = [session(on(28), *heavy(rir=rir)), session(on(32), line("row"))]
    plan = programme([*["adaptation"] * 4, "max-strength"], sessions)
    assert bool(broken("never-to-failure", plan)) is breaks


def test_jumps_come_with_lifting_where_there_is_a_load() -> None:
    alone = programme(["power"], [session(on(0), jumps(20))])
    beside = programme(["power"], [session(on(0), jumps(20), line("row"))])
    assert broken("jumps-beside-lifting", alone)
    assert not broken("jumps-beside-lifting", beside)
    assert not broken("jumps-beside-lifting", alone, profile(gym=("mat",)))


@pytest.mark.parametrize(
    ("level", "first", "second", "breaks"),
    [
        *(("novice", 60, 100, False), ("none", 61, 61, True), ("novice", 60, 101, True)),
        *(("intermediate", 72, 120, False), ("intermediate", 73, 73, True)),
        *(("intermediate", 72, 121, True), ("none", 60, 101, True)),
        *(("advanced", 84, 140, False), ("advanced", 84, 141, True)),
    ],
)
def test_contacts_of_a_session_stay_under_the_cap(
    level: str, first: int, second: int, breaks: bool
) -> None:
    lifts = [session(on(0), jumps(first)), session(on(4), jumps(second))]
    plan = programme(["power"], lifts)
    assert bool(broken("contact-caps", plan, profile(level=level))) is breaks


@pytest.mark.parametrize(("second", "breaks"), [(60, False), (61, True)])
def test_contacts_rise_by_a_fifth_over_the_last_week_that_had_any(
    second: int, breaks: bool
) -> None:
    lifts = [session(on(0), jumps(50)), session(on(14), jumps(second))]
    assert bool(broken("contact-caps", programme(["power"] * 3, lifts))) is breaks


@pytest.mark.parametrize(("start", "breaks"), [("19:00", False), ("18:59", True)])
def test_jumps_lie_48_hours_apart(start: str, breaks: bool) -> None:
    lifts = [session(on(0), jumps(20)), session(on(2), jumps(20), start=start)]
    assert bool(broken("contact-caps", programme(["power"], lifts))) is breaks


@pytest.mark.parametrize(
    ("change", "breaks"),
    [
        *(({"contacts": 20}, False), ({"contacts": 19}, True), ({"contacts": 21}, True)),
        *(({"reps": [15, 20], "contacts": 15}, False), ({"contacts": 0}, True)),
        *(({"per_side": True, "contacts": 20}, True), ({"per_side": True, "contacts": 40}, False)),
    ],
)
def test_stated_contacts_are_counted_again(change: Json, breaks: bool) -> None:
    plan = programme(["power"], [session(on(0), jumps(20, **change))])
    assert bool(broken("contact-caps", plan)) is breaks


@pytest.mark.parametrize(
    ("lines", "complaint", "breaks"),
    [
        *(([line("chop", reps=8, rir=4)], "knee", False),),
        *(([line("chop", reps=8, rir=4)], "lower back", True),),
        *(([line("chop", reps=7, rir=4)], "knee", True), ([line("chop", rir=3)], "knee", True)),
        *(([line("deadlift"), line("chop", rir=4)], "knee", True),),
        *(([line("chop", rir=4), line("deadlift")], "knee", False),),
        *(([line("twisted-lift", rir=6)], "knee", True),),
    ],
)
def test_the_spine_twists_only_lightly(lines: list[Json], complaint: str, breaks: bool) -> None:
    athlete = profile(f'[health]\ncomplaints = ["{complaint}"]')
    plan = programme(["power"], [session(on(0), *lines)])
    assert bool(broken("no-loaded-torsion", plan, athlete)) is breaks


def test_no_running_drill_is_done_barefoot() -> None:
    for bare, breaks in ((True, True), (False, False)):
        drill = line("stride", "warm-up", metres=20, barefoot=bare)
        assert bool(broken("barefoot", programme(["power"], [session(on(0), drill)]))) is breaks


def test_three_rising_sets_come_before_heavy_weights() -> None:
    *ramp, work = heavy()
    for lines, breaks in (
        ([*ramp, work], False),
        ([*ramp[1:], work], True),
        ([work, *ramp], True),
        ([ramp[1], ramp[0], ramp[2], work], True),
        ([*ramp, work | {"load": {"percent_1rm": 70, "rir": 2}}], True),
        ([work | {"exercise": "split-squat"}], False),
    ):
        plan = programme(["power"], [session(on(0), *lines)])
        assert bool(broken("warm-up", plan)) is breaks


def test_a_ramp_without_loads_falls_in_repetitions() -> None:
    for reps, breaks in (((6, 4, 2), False), ((6, 6, 2), True)):
        ramp = [line("back-squat", "warm-up", sets=1, reps=n) for n in reps]
        plan = programme(["power"], [session(on(0), *ramp, line("back-squat", reps=5))])
        assert bool(broken("warm-up", plan)) is breaks


@pytest.mark.parametrize(
    ("lines", "breaks"),
    [
        *(([line("row")], False), (heavy(), True), ([jumps(10)], True)),
        *(([line("bench-press", reps=6, rir=3)], True),),
        *(([line("bench-press", reps=6, rir=4)], False),),
        *(([line("row", rir=5, percent_1rm=79)], False),),
        *(([line("row", rir=5, percent_1rm=80)], True),),
    ],
)
def test_a_yes_to_the_screen_blocks_heavy_and_jumping_work(lines: list[Json], breaks: bool) -> None:
    plan = programme(["power"], [session(on(0), *lines)])
    assert bool(broken("screening", plan, profile("[health]\nparq = true"))) is breaks
    assert not broken("screening", plan)


@pytest.mark.parametrize(
    ("dose", "breaks"),
    [
        *(({"percent_1rm": 80}, False), ({"percent_1rm": 81}, True)),
        *(({"reps": 5, "rir": 3}, False), ({"reps": 5, "rir": 2}, True)),
    ],
)
def test_minors_lift_at_most_80_percent(dose: Json, breaks: bool) -> None:
    plan = programme(["power"], [session(on(0), line("back-squat", **dose))])
    plan["warnings"] = [{"rule": "screening", "message": "Only with a supervising adult."}]
    assert bool(broken("screening", plan, profile().replace("1985", "2009"))) is breaks


def test_minors_are_told_to_lift_under_supervision() -> None:
    plan = programme(["power"])
    assert broken("screening", plan, profile().replace("1985", "2009"))
    assert not broken("screening", plan, profile().replace("1985", "2008"))


@pytest.mark.parametrize(("kg", "breaks"), [(88, False), (88.5, True)])
def test_a_load_rises_by_a_tenth_at_most_within_a_block(kg: float, breaks: bool) -> None:
    lifts = [session(on(day), *heavy(kg=mass)) for day, mass in ((0, 80), (7, 80), (14, kg))]
    assert bool(broken("progression", programme(["power"] * 3, lifts))) is breaks


# weeks


COVERED: Final = (
    *("back-squat", "deadlift", "calf-straight", "calf-bent", "abduction", "plank"),
    *("side-plank", "push-up", "row"),
)


@pytest.mark.parametrize("missing", [*COVERED, None])
def test_a_full_week_covers_every_movement(missing: str | None) -> None:
    lines = [line(name) for name in COVERED if name != missing]
    plan = programme(["adaptation"], [session(on(0), *lines), session(on(4), line("push-up"))])
    if missing == "push-up":
        plan["weeks"][0]["sessions"][1]["exercises"][0]["exercise"] = "row"
    assert bool(broken("pattern-coverage", plan)) is (missing is not None)


@pytest.mark.parametrize(
    ("knee", "is_straight", "is_bent"),
    [
        ((0, 14), True, False),
        ((0, 15), False, False),
        ((19, 40), False, False),
        ((20, 90), False, True),
    ],
)
def test_a_calf_is_straight_below_15_degrees_and_bent_from_20(
    knee: tuple[int, int], is_straight: bool, is_bent: bool
) -> None:
    calf = fact("calf", knee_flexion=knee)
    assert COVERAGE["calf with a straight knee"](calf) is is_straight
    assert COVERAGE["calf with a bent knee"](calf) is is_bent


def test_a_carry_on_one_side_resists_lateral_flexion_and_a_calf_between_is_neither() -> None:
    for old, new, breaks in (
        ("side-plank", "suitcase", False),
        ("calf-straight", "calf-between", True),
        ("calf-bent", "calf-between", True),
    ):
        lines = [line(new if name == old else name) for name in COVERED]
        sessions = [session(on(0), *lines), session(on(4), line("row"))]
        assert bool(broken("pattern-coverage", programme(["power"], sessions))) is breaks


def test_a_movement_that_no_equipment_allows_is_not_demanded() -> None:
    lines = [line(name) for name in COVERED if name != "row"]
    plan = programme(["power"], [session(on(0), *lines), session(on(4), line("push-up"))])
    assert broken("pattern-coverage", plan)
    assert not broken("pattern-coverage", plan, profile(gym=("barbell", "mat", "band-loop")))


@pytest.mark.parametrize(
    ("phase", "light", "race_day"), [("taper", [], 40), ("power", [0], 40), ("power", [], 5)]
)
def test_light_weeks_tapers_and_race_weeks_need_not_cover_everything(
    phase: str, light: list[int], race_day: int
) -> None:
    sessions = [session(on(0), line("row")), session(on(4), line("row"))]
    plan = programme([phase, *["power"] * 5], sessions, light=light)
    assert not broken("pattern-coverage", plan, profile(race(on(race_day), 5, "C")))


def test_main_lifts_stay_within_a_block_and_may_change_between_blocks() -> None:
    for phases, breaks in ((("power", "power"), True), (("max-strength", "power"), False)):
        sessions = [
            *(session(on(0), *heavy()), session(on(4), line("row"))),
            *(session(on(7), *heavy("deadlift")), session(on(11), line("row"))),
        ]
        assert bool(broken("keep-main-lifts", programme(phases, sessions))) is breaks


def test_a_week_without_any_main_lift_does_not_change_them() -> None:
    sessions = [s for n in (0, 2) for s in full(on(7 * n), is_heavy=True)]
    plan = programme(["power"] * 3, [*sessions, *(session(on(d), line("row")) for d in (7, 11))])
    assert not broken("keep-main-lifts", plan)


def weekly(sets: Sequence[int], phases: Sequence[str], **more: Any) -> Json:
    """Weeks with so many hard sets, on Mondays; 0 is a week without lifting."""
    sessions = [
        session(on(7 * n), line("row", sets=count)) for n, count in enumerate(sets) if count
    ]
    return programme(phases, sessions, **more)


@pytest.mark.parametrize(
    ("sets", "breaks"),
    [
        *(([10, 12], False), ([10, 13], True), ([10, 10, 13, 13], True), ([10, 11, 12, 13], False)),
        *(([10, 10, 10, 12], False), ([20, 10, 10, 10, 13], True), ([0, 9], False)),
    ],
)
def test_hard_sets_rise_by_a_fifth_over_three_weeks(sets: list[int], breaks: bool) -> None:
    assert bool(broken("set-ramp", weekly(sets, ["power"] * len(sets)))) is breaks


def test_the_week_after_a_light_one_and_after_a_taper_is_free() -> None:
    assert not broken("set-ramp", weekly([10, 5, 14], ["power"] * 3, light=[1]))
    assert not broken("set-ramp", weekly([10, 5, 14], ["power", "taper", "power"]))
    assert broken("set-ramp", weekly([10, 8, 14], ["power"] * 3))


@pytest.mark.parametrize(("weeks", "breaks"), [(6, False), (7, True)])
def test_a_light_week_comes_after_six_loading_weeks(weeks: int, breaks: bool) -> None:
    plan = weekly([10] * weeks + [5], ["power"] * (weeks + 1), light=[weeks])
    assert bool(broken("light-weeks", plan)) is breaks


@pytest.mark.parametrize(
    ("sets", "breaks"), [(7, True), (8, False), (12, False), (13, True), (20, True)]
)
def test_a_light_week_drops_40_to_60_percent_of_the_sets(sets: int, breaks: bool) -> None:
    plan = weekly([40, 20, 20, 20, sets], ["power"] * 5, light=[4])
    assert bool(broken("light-weeks", plan)) is breaks


@pytest.mark.parametrize(
    ("first", "second", "breaks"),
    [(8, 11, False), (11, 8, False), (12, 8, True), (7, 8, True), (8, 12, True), (8, 0, True)],
)
def test_volume_falls_by_41_to_60_percent_in_both_weeks_before_a_peak(
    first: int, second: int, breaks: bool
) -> None:
    plan = weekly([40, 20, 20, 20, first, second], [*["power"] * 4, "taper", "taper"])
    assert bool(broken("taper", plan, profile(race(on(41))))) is breaks


def test_a_race_week_stays_empty_where_no_offered_day_lies_three_days_before() -> None:
    plan = weekly([20, 20, 20, 8, 0], [*["power"] * 3, "taper", "taper"])
    for race_day, breaks in ((29, False), (30, False), (31, True), (33, True)):
        found = broken("taper", plan, profile(race(on(race_day))))
        assert any("hard sets" in text for text in found) is breaks


@pytest.mark.parametrize(
    ("race_day", "breaks"), [(31, False), (30, True), (34, False), (29, True), (35, True)]
)
def test_the_last_session_lies_three_to_six_days_before_a_peak(race_day: int, breaks: bool) -> None:
    plan = weekly([20, 20, 20, 8, 8, 0], [*["power"] * 3, *["taper"] * 3])
    found = broken("taper", plan, profile(race(on(race_day))))
    assert any("days before" in text for text in found) is breaks


@pytest.mark.parametrize(("race_day", "breaks"), [(30, False), (31, True), (34, True), (35, False)])
def test_an_earlier_last_session_is_told_where_a_day_within_three_to_six_is_open(
    race_day: int, breaks: bool
) -> None:
    only_mondays = profile(race(on(race_day))).split("[availability.wednesday]")
    athlete = only_mondays[0] + "[running]" + only_mondays[1].split("[running]")[1]
    plan = weekly([20, 20, 20, 8, 0, 0], [*["power"] * 3, *["taper"] * 3])
    found = broken("taper", plan, athlete)
    assert any("though later is open" in text for text in found) is breaks


@pytest.mark.parametrize(
    ("km", "day", "breaks"),
    [
        *((10, 3, True), (10, 4, False), (10.1, 7, True), (21.1, 8, False)),
        *((21.2, 8, False), (21.3, 14, True), (42.2, 15, False), (10, 0, True)),
    ],
)
def test_legs_rest_3_7_or_14_days_after_a_race(km: float, day: int, breaks: bool) -> None:
    plan = programme(["power"] * 3, [session(on(day), *heavy(), start="20:00")])
    found = broken("after-race", plan, profile(race(on(0), km, "C")))
    assert any("heavy legs" in text for text in found) is breaks


@pytest.mark.parametrize(
    ("dose", "breaks"),
    [
        *(({"sets": 3, "reps": 8, "rir": 3}, False), ({"sets": 4}, True), ({"reps": 7}, True)),
        *(({"rir": 2}, True), ({"seconds": 40}, False)),
    ],
)
def test_the_first_session_after_a_race_is_gentle(dose: Json, breaks: bool) -> None:
    lifts = [session(on(9), line("row", **dose)), session(on(11), line("row", sets=4))]
    plan = programme(["power"] * 2, lifts)
    assert bool(broken("after-race", plan, profile(race(on(6), 5, "C")))) is breaks


@pytest.mark.parametrize(
    ("birth_year", "sets", "breaks"),
    [
        (1985, 1, False),
        (1985, 3, False),
        (1985, 4, True),
        (1966, 1, True),
        (1966, 2, False),
        (1967, 1, False),
    ],
)
def test_the_race_season_keeps_one_to_three_sets(birth_year: int, sets: int, breaks: bool) -> None:
    plan = programme([*["adaptation"] * 4, "race-season"], [session(on(28), *heavy(sets=sets))])
    athlete = profile().replace("1985", str(birth_year))
    assert bool(broken("keep-what-you-have", plan, athlete)) is breaks


def test_the_race_season_keeps_the_load() -> None:
    light = session(on(28), line("back-squat", "main"))
    plan = programme([*["adaptation"] * 4, "race-season"], [light])
    assert broken("keep-what-you-have", plan)


@pytest.mark.parametrize(("weeks", "breaks"), [(32, False), (33, True)])
def test_the_race_season_ends_after_32_weeks(weeks: int, breaks: bool) -> None:
    assert bool(broken("keep-what-you-have", programme(["race-season"] * weeks))) is breaks


def test_a_heavy_set_is_few_repetitions_near_failure_or_a_large_share() -> None:
    plan = programme(["adaptation"], [session(on(0), line("back-squat", reps=6, rir=3))])
    assert any("is heavy" in text for text in broken("entry-ramp", plan))
    above = programme(["adaptation"], [session(on(0), line("back-squat", reps=7, rir=3))])
    assert not any("is heavy" in text for text in broken("entry-ramp", above))
    facts = dict(FACTS) | {"back-squat": replace(FACTS["back-squat"], contacts_per_rep=1)}
    assert not [t for t in violations(profile(), plan, facts=facts) if "is heavy" in t]
