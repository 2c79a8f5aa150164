"""Today: each weight with what was done last, what to lift now and why, and what to put on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from commands import PROFILE, ironstride
from ironstride.app.estimate import estimates, trained_in
from ironstride.app.today import Today, told_by
from ironstride.core.exercise import RepRange
from ironstride.core.log import Readiness, SetDone, Side
from ironstride.core.programme import Load, PhaseName, Programme, Role, Session, Week
from ironstride.core.rack import Rack
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.formats import today_text
from ironstride.formats.load_words import bar_in_words, bout_in_words, origin_in_words
from ironstride.planning.dose.today import LiftToday, Trained, lifts_today, with_loads
from ironstride.store import log_events
from ironstride.store.open import open_store
from ironstride.strength.plates import OnTheBar
from ironstride.strength.progression import Move, NextLoad, Target, bouts
from people import MONDAY, catalogue, half_marathoner, programme_for
from test_load import known
from test_progression import FIVE, done

numbers = count(1)


@cache
def season() -> Programme:
    return programme_for(half_marathoner())


def week_of(phase: PhaseName, *, is_light: bool = False) -> Week:
    """Find the last such week that squats."""
    weeks = (w for w in season().weeks if w.phase is phase and w.is_light is is_light)
    return [w for w in weeks if any(_squats(s) for s in w.sessions)][-1]


def _squats(session: Session) -> bool:
    return any(p.exercise == "back-squat" and p.role.is_hard for p in session.exercises)


def squat_session(phase: PhaseName = PhaseName.MAX_STRENGTH, *, is_light: bool = False) -> Session:
    return next(s for s in week_of(phase, is_light=is_light).sessions if _squats(s))


def sets(day: date, load: float, reps: str, rir: float = 2) -> list[SetDone]:
    at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
    return [
        SetDone(id=UUID(int=next(numbers)), at=at, day=day, exercise="back-squat", position=n,
                load=Kilograms(load), reps=Reps(int(each)), rir=RIR(rir))
        for n, each in enumerate(reps.split())
    ]  # fmt: skip


def log(session: Session, *told: tuple[int, float, str]) -> Trained:
    """A log of squats so many days before a session, and an estimate of 100 kg."""
    day = session.start.date()
    logged = [s for ago, kg, reps in told for s in sets(day - timedelta(days=ago), kg, reps)]
    return Trained(day=day, sets=logged, estimates={"back-squat": known()})


def squat(session: Session, trained: Trained, **facts: Any) -> LiftToday:
    athlete = replace(half_marathoner().athlete, **facts)
    lifts = lifts_today(session, season(), athlete, catalogue(), trained)
    return next(lift for lift in lifts if lift.exercise.id == "back-squat")


def move(session: Session, trained: Trained) -> tuple[Move, float]:
    found = squat(session, trained).next
    assert found is not None
    return found.move, found.load.value


EARNED = ((9, 75, "5 5 5"), (6, 77.5, "5 5 7"), (3, 77.5, "5 5 7"))


def test_a_load_is_earned_by_the_log() -> None:
    session = squat_session()
    assert move(session, log(session, *EARNED)) == (Move.UP, 80)


@pytest.mark.parametrize(
    ("phase", "is_light"), [(PhaseName.TAPER, False), (PhaseName.MAX_STRENGTH, True)]
)
def test_in_tapers_and_light_weeks_a_load_stays(phase: PhaseName, is_light: bool) -> None:
    session = squat_session(phase, is_light=is_light)
    assert move(session, log(session, *EARNED)) == (Move.KEEP, 77.5)


def test_sets_of_the_day_itself_are_not_looked_at() -> None:
    session = squat_session()
    assert move(session, log(session, *EARNED, (0, 90, "5 5 5"))) == (Move.UP, 80)


def test_what_the_programme_asked_for_on_a_day_is_what_its_sets_are_judged_by() -> None:
    heavy = squat_session()
    before = squat_session(PhaseName.ADAPTATION).start.date()
    (bout,) = bouts(sets(before, 60, "8 8 8", 3))
    trained = replace(log(heavy), sets=list(bout.sets))
    found = squat(heavy, trained)
    assert found.last is not None
    assert found.last.asked is not None
    assert (found.last.asked.reps.low, found.last.asked.rir) == (8, 3)


def test_a_set_that_only_the_profile_names_keeps_the_programmes_load() -> None:
    session = squat_session()
    found = squat(session, log(session))
    assert found.next is None
    assert found.load == Kilograms(80)
    assert today_text.origin_of(found, MassUnit.KG) == today_text.FROM_PROFILE


def test_loads_of_today_stand_in_the_session_with_their_ramp() -> None:
    session = squat_session()
    lift = squat(session, log(session, *EARNED))
    loaded = with_loads(session, [lift], catalogue())
    lines = [p for p in loaded.exercises if p.exercise == "back-squat"]
    assert [p.load.kg for p in lines] == [Kilograms(kg) for kg in (40, 55, 67.5, 80)]
    assert {p.load.percent_1rm for p in lines} == {None}
    others = [p for p in loaded.exercises if p.exercise != "back-squat"]
    assert others == [p for p in session.exercises if p.exercise != "back-squat"]


def test_an_easy_set_that_is_no_rung_of_the_ramp_keeps_its_load() -> None:
    session = squat_session()
    lift = squat(session, log(session, *EARNED))
    easy = replace(session.exercises[0], exercise="back-squat", role=Role.WARM_UP, load=Load())
    odd = replace(easy, load=Load(percent_1rm=30), reps=RepRange(9, 9))
    loaded = with_loads(replace(session, exercises=(easy, odd)), [lift], catalogue())
    assert loaded.exercises == (easy, odd)


def test_plates_are_those_of_the_place() -> None:
    session = squat_session()
    rack = {session.place: Rack(bars={"barbell": 15.0}, plates=(20.0, 10.0, 2.5))}
    found = squat(session, log(session, *EARNED), racks=rack)
    assert found.bar == OnTheBar(15.0, (20.0, 10.0, 2.5), MassUnit.KG)
    assert found.load == Kilograms(80)


def test_a_session_outside_of_the_programmes_weeks_raises_nothing() -> None:
    later = replace(squat_session(), start=datetime(2030, 1, 7, 18))
    assert move(later, log(later, *EARNED)) == (Move.KEEP, 77.5)


# Light weeks --------------------------------------------------------------------------------


def test_days_of_low_readiness_suggest_a_light_week() -> None:
    week, session = week_of(PhaseName.MAX_STRENGTH), squat_session()
    day = session.start.date()
    low = [
        Readiness(day=day - timedelta(days=n), at=datetime(2026, 1, 1, tzinfo=UTC), score=2)
        for n in (1, 3, 5)
    ]
    told = told_by(replace(log(session, *EARNED), readiness=low), session, season(),
                   half_marathoner().athlete)  # fmt: skip
    assert week.sessions
    assert told.tired is not None
    said = "\n".join(today_text.tired_lines(told.tired, date(2026, 12, 14), catalogue()))
    assert "you felt low on 3 days of the last seven" in said
    assert said.endswith("ironstride replan --light 2026-12-14")


def test_a_light_week_asks_for_no_other() -> None:
    session = squat_session(is_light=True)
    low = [Readiness(day=session.start.date() - timedelta(days=n), at=datetime(2026, 1, 1,
           tzinfo=UTC), score=1) for n in range(5)]  # fmt: skip
    told = told_by(replace(log(session, *EARNED), readiness=low), session, season(),
                   half_marathoner().athlete)  # fmt: skip
    assert told.tired is None


# In words -----------------------------------------------------------------------------------


def next_of(move: Move, **facts: Any) -> NextLoad:
    usual: dict[str, Any] = {
        "load": Kilograms(82.5),
        "target": FIVE,
        "allowed": Kilograms(83.5),
        "last": bouts(done(0, 80, "5 5 7"))[0],
        "spare": (2.0, 3.0),
    }
    return NextLoad(move=move, **(usual | facts))


SAYS = "Your last 3 sessions of it say 1RM 96 to 104 kg; 5 with 2 in reserve is about 83.5 kg. "


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            next_of(Move.UP),
            "The last sets had 2 and 3 repetitions to spare: 80 kg goes to 82.5 kg.",
        ),
        (next_of(Move.START), "Begin with 82.5 kg."),
        (
            next_of(Move.FIND, spare=(3.0,)),
            "The last set had 3 repetitions to spare and the weight is still new: 80 kg goes to 82.5 kg.",
        ),
        (next_of(Move.HOLD), "It stays at 82.5 kg until two sessions running earn the next step."),
        (next_of(Move.KEEP), "Strength is kept this week, so it stays at 82.5 kg."),
        (
            next_of(Move.HOLD, last=bouts(done(0, 80, "5 4 3"))[0]),
            "The last session fell short, so it stays at 82.5 kg: do it again.",
        ),
        (
            next_of(Move.BACK, days_off=21, before=Kilograms(90)),
            "After 21 days without it you begin at 82.5 kg; before it was 90 kg.",
        ),
        (
            next_of(Move.BACK, days_off=21),
            "After 21 days without it you begin at 82.5 kg.",
        ),
        (
            next_of(Move.REGAIN, before=Kilograms(90)),
            "It went as wanted: 80 kg goes to 82.5 kg on the way back to 90 kg.",
        ),
    ],
)
def test_a_load_says_where_it_comes_from(told: NextLoad, said: str) -> None:
    assert origin_in_words(told, known(), MassUnit.KG) == SAYS + said


@pytest.mark.parametrize(
    ("move", "word"),
    [(Move.LOOK, "look at sleep"), (Move.DOWN, "clearly more"), (Move.EARNED, "more repetitions")],
)
def test_every_move_has_its_words(move: Move, word: str) -> None:
    assert word in origin_in_words(next_of(move), None, MassUnit.KG)


def test_who_reads_pounds_reads_all_of_it_in_pounds() -> None:
    said = origin_in_words(next_of(Move.UP), known(), MassUnit.LB)
    assert "212 to 229 lb" in said
    assert "kg" not in said


def test_a_bout_says_its_sets_by_side() -> None:
    left, right = done(0, 20, "8 8", side=Side.LEFT), done(0, 20, "8 7", 3, side=Side.RIGHT)
    (bout,) = bouts((*left, *right))
    assert bout_in_words(bout, MassUnit.KG) == "8, 8 / 8, 7 @ 20 kg, 3 in reserve"


def test_a_bare_bar_says_so() -> None:
    assert bar_in_words(OnTheBar(20.0, (), MassUnit.KG)) == "the 20 kg bar alone"


# From the store -----------------------------------------------------------------------------


def test_estimates_look_no_further_than_the_eve() -> None:
    day = date(2026, 12, 1)
    logged = [*sets(day - timedelta(days=7), 80, "5 5 5"), *sets(day, 120, "5 5 5", 0)]
    exercises = catalogue().exercises
    before = estimates(logged, exercises, None, day=day)["back-squat"]
    after = estimates(logged, exercises, None, day=day + timedelta(days=1))["back-squat"]
    assert before.sessions == 1
    assert after.sessions == 2
    assert after.one_rep_max > before.one_rep_max


def test_without_a_store_nothing_is_known(tmp_path: Path) -> None:
    assert trained_in(None, None, day=MONDAY) is None
    assert trained_in(tmp_path / "data", None, day=MONDAY) is None
    assert Today() == Today(lifts=(), tired=None)


LIFTS = ("back-squat", "romanian-deadlift", "front-squat", "hip-thrust-barbell")


def test_today_tells_loads_plates_and_reasons(tmp_path: Path) -> None:
    rack = "[places.gym.rack]\nplates = [20, 10, 5, 2.5, 1.25]\n"
    (tmp_path / "athlete.toml").write_text(PROFILE + rack, encoding="utf-8")
    assert ironstride("plan", "--start", "2026-11-24", "--keep", cwd=tmp_path).returncode == 0
    before = ironstride("today", "--on", "2026-11-24", cwd=tmp_path).stdout
    tens = sets(date(2026, 10, 9), 60, "10 10 10", 3)
    logged = [replace(s, exercise=lift, id=UUID(int=next(numbers))) for lift in LIFTS for s in tens]
    with open_store(tmp_path / "data") as store:
        store.append([log_events.told(one, source="a test") for one in logged])
    after = ironstride("today", "--on", "2026-11-24", cwd=tmp_path).stdout
    assert "last time" not in before
    assert "last time  Fri 9 Oct: 10, 10, 10 @ 60 kg, 3 in reserve" in after
    assert "days without it you begin at" in after
    assert "on each side of the 20 kg bar" in after


def test_a_target_counts_what_it_asks_to_failure() -> None:
    assert Target(reps=FIVE.reps, rir=2).to_failure == 7
