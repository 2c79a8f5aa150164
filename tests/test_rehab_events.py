"""What is told to a course as events, and back; what the log adds; what is withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from ironstride.app.knee import (
    Pain,
    followed_in,
    is_planned_for,
    pain_scores,
    read_course,
    spoken_place,
    tell,
    undo,
)
from ironstride.app.knee_plan import course_followed
from ironstride.catalogue.load import load
from ironstride.core.event import Event, EventKind
from ironstride.core.log import PainMoment, SessionStarted
from ironstride.core.pinned import PINNED
from ironstride.core.pinned import REHAB as REHAB_RULE
from ironstride.core.programme import Session
from ironstride.core.run import RecordedRun
from ironstride.formats.knee_told import entry_in_words
from ironstride.formats.stretch_text import hold_in_words
from ironstride.rehab.confirmed import Confirmation
from ironstride.rehab.entries import (
    Assessed,
    BesideChosen,
    RunDone,
    SessionDone,
    SteppedBack,
    SwellingSeen,
    Track,
)
from ironstride.rehab.gates import Bound
from ironstride.rehab.pain import Light
from ironstride.rehab.stretches import holds
from ironstride.running.copies import Copy
from ironstride.store import log_events
from ironstride.store.activity_events import recorded
from ironstride.store.open import open_store
from ironstride.store.rehab_events import KINDS, RehabEntry, entry_of, told
from ironstride.store.store import Store
from log_entries import done
from rehab_cases import MONDAY, REHAB, answers, day, measured, moment, morning, pain, started
from rehab_story import filled

AT = moment(0, 12)
FACTS: dict[str, Any] = {"day": MONDAY, "at": AT}
ENTRIES: tuple[RehabEntry, ...] = (
    answers(),
    started(),
    SessionDone(**FACTS, id=UUID(int=1)),
    RunDone(**FACTS, longest_min=4.5, id=UUID(int=2)),
    SwellingSeen(**FACTS),
    next(measured(REHAB.plans["knee"].stages[0].gate, 0)),
    filled("akps", 0, (1,) * 13),
    SteppedBack(**FACTS, track=Track.RUNS),
    Assessed(**FACTS, by="Dr Holm"),
    Confirmation(
        item="knee.2.side-plank", bound=Bound.AT_LEAST, value=50, by="Dr Holm", day=MONDAY
    ),
    Confirmation(item="kneecap.during-green", bound=None, value=3, by="Dr Holm", day=MONDAY),
    BesideChosen(**FACTS, name="foot", is_on=False),
)


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def begin(store: Store) -> None:
    tell(store, [answers(), started()], at=moment(0, 6))


def last_light(store: Store, number: int) -> Light | None:
    standing = read_course(store, day=day(number)).standing
    assert standing is not None
    return None if standing.light is None else standing.light.light


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_what_is_told_comes_back_as_it_went_in(entry: RehabEntry, store: Store) -> None:
    event = told(entry, at=getattr(entry, "at", AT), source="a test")
    store.append([event])
    (kept,) = store.events(KINDS[type(entry)])
    assert entry_of(kept) == entry
    assert store.append([told(entry_of(kept), at=event.at, source="a test")]) == 0


def test_every_entry_of_a_course_has_a_kind_of_event() -> None:
    assert {type(entry) for entry in ENTRIES} == set(KINDS)


def test_nothing_told_is_no_course(store: Store) -> None:
    found = read_course(store, day=MONDAY)
    assert (found.standing, found.screening, found.plan) == (None, None, None)


def test_a_session_and_the_morning_after_give_a_light(store: Store) -> None:
    begin(store)
    session = SessionDone(day=day(1), at=moment(1, 18), id=UUID(int=3))
    scores = pain_scores("knee", Pain(during=2), day=day(1), at=moment(1, 18), of=session.id)
    tell(store, [session, *scores], at=moment(1, 18))
    assert last_light(store, 1) is None
    tell(store, [morning(2, 1)], at=moment(2, 7))
    assert last_light(store, 2) is Light.GREEN


def log(store: Store, *entries: Any) -> None:
    store.append([log_events.told(entry, source="ironstride log") for entry in entries])


def a_logged_session(exercises: tuple[str, ...]) -> Iterator[Any]:
    yield SessionStarted(id=UUID(int=9), at=moment(1, 17), day=day(1))
    for number, exercise in enumerate(exercises):
        yield replace(
            done(number, exercise=exercise), day=day(1), at=moment(1, 17), session=UUID(int=9)
        )


LINES = tuple(line.exercise for line in REHAB.plans["knee"].stages[0].sessions[0].exercises)


@pytest.mark.parametrize(("known", "counted"), [(LINES, 1), (LINES[:4], 1), (LINES[:3], 0)])
def test_a_logged_session_counts_with_half_of_the_exercises(
    known: tuple[str, ...], counted: int, store: Store
) -> None:
    assert len(LINES) == 7
    begin(store)
    log(store, *a_logged_session(known))
    standing = read_course(store, day=day(2)).standing
    assert standing is not None
    assert standing.sessions_in_phase == counted


def test_a_session_told_twice_is_one(store: Store) -> None:
    begin(store)
    log(store, *a_logged_session(LINES))
    tell(store, [SessionDone(day=day(1), at=moment(1, 18))], at=moment(1, 18))
    standing = read_course(store, day=day(2)).standing
    assert standing is not None
    assert standing.sessions_in_phase == 1


def test_pain_of_the_ordinary_log_steers_the_course(store: Store) -> None:
    begin(store)
    tell(store, [SessionDone(day=day(1), at=moment(1, 18))], at=moment(1, 18))
    log(store, pain(1, 6, PainMoment.DURING))
    assert last_light(store, 1) is Light.RED


def test_what_is_undone_never_was(store: Store) -> None:
    begin(store)
    session = SessionDone(day=day(1), at=moment(1, 18), id=UUID(int=3))
    scores = pain_scores("knee", Pain(during=7), day=day(1), at=moment(1, 18), of=session.id)
    tell(store, [session, *scores], at=moment(1, 18))
    assert last_light(store, 1) is Light.RED
    assert [type(entry) for entry in undo(store, at=moment(1, 19))] == [
        SessionDone,
        type(scores[0]),
    ]
    assert last_light(store, 1) is None
    assert len(undo(store, at=moment(1, 20))) == 2  # the beginning
    assert undo(store, at=moment(1, 21)) == ()
    assert store.events(EventKind.COURSE_STARTED)


@pytest.mark.parametrize(("value", "light"), [(3, Light.GREEN), (2, Light.AMBER)])
def test_a_confirmed_pain_rule_decides(value: float, light: Light, store: Store) -> None:
    begin(store)
    said = Confirmation(
        item="kneecap.during-green", bound=None, value=value, by="Dr Holm", day=MONDAY
    )
    tell(store, [said], at=moment(0, 8))
    tell(store, [SessionDone(day=day(1), at=moment(1, 18)), pain(1, 3)], at=moment(1, 18))
    tell(store, [morning(2, 1)], at=moment(2, 7))
    assert last_light(store, 2) is light


def test_a_confirmed_threshold_keeps_name_and_day_and_opens_the_gate(store: Store) -> None:
    said = Confirmation(
        item="knee.1.bridge-hold", bound=Bound.AT_LEAST, value=20, by="Dr Holm", day=MONDAY
    )
    tell(store, [said], at=moment(0, 8))
    gate = read_course(store, day=MONDAY).rehab.plans["knee"].stages[0].gate
    (criterion,) = next(item for item in gate if item.id == "bridge-hold").criteria
    assert (criterion.value, criterion.confirmed) == (20, "Dr Holm, 2026-11-30")
    assert not criterion.is_own


@pytest.mark.parametrize("plan", sorted(REHAB.plans))
def test_the_log_has_a_word_for_the_place_of_every_plan(plan: str) -> None:
    from ironstride.formats.profile_terms import COMPLAINTS  # noqa: PLC0415 - of this test alone

    assert spoken_place(REHAB.plans[plan].place) in COMPLAINTS


def test_what_is_told_for_a_later_day_is_not_looked_at(store: Store) -> None:
    begin(store)
    assert read_course(store, day=date(2026, 11, 29)).standing is None


def recording(number: int, cadence: float | None) -> Event:
    at = moment(number, 17)
    run = RecordedRun(
        utc_start=at, start=at.replace(tzinfo=None), elapsed_s=1_800, mean_cadence_spm=cadence
    )
    return recorded(Copy(run=run, sport="running", is_run=True, file=f"{number}.gpx"))


def test_an_imported_run_is_steered_by_pain_like_one_that_is_told(store: Store) -> None:
    begin(store)
    store.append([recording(1, None)])
    log(store, pain(1, 7, PainMoment.DURING))
    found = read_course(store, day=day(1))
    assert [e.longest_min for e in found.told if isinstance(e, RunDone)] == [0]
    assert last_light(store, 1) is Light.RED


def test_a_run_that_is_told_stands_for_the_imported_one(store: Store) -> None:
    begin(store)
    store.append([recording(1, None)])
    tell(store, [RunDone(day=day(1), at=moment(1, 18), longest_min=30)], at=moment(1, 18))
    found = read_course(store, day=day(1))
    assert [e.longest_min for e in found.told if isinstance(e, RunDone)] == [30]


@pytest.mark.parametrize(("cadences", "usual"), [((160, 164, 170), 164), ((160, 164), None)])
def test_three_recorded_runs_tell_the_usual_cadence(
    cadences: tuple[float, ...], usual: float | None, store: Store
) -> None:
    begin(store)
    store.append([recording(number, cadence) for number, cadence in enumerate(cadences, 1)])
    assert read_course(store, day=day(9)).cadence_spm == usual
    assert read_course(store, day=day(120)).cadence_spm is None


def test_eased_runs_say_how_and_a_low_cadence_gets_an_aim(store: Store) -> None:
    tell(store, [answers(), started(still_runs=True)], at=moment(0, 6))
    store.append([recording(number, 160) for number in (1, 2, 3)])
    change = course_followed(read_course(store, day=day(4)))
    assert change is not None
    assert change.runs.how.endswith("flat, 168 to 176 steps a minute")


def test_nothing_is_followed_where_no_plan_was_begun(store: Store, tmp_path: Path) -> None:
    assert course_followed(read_course(store, day=MONDAY)) is None
    assert followed_in(tmp_path / "nowhere", day=MONDAY) is None
    assert followed_in(tmp_path / "data", day=MONDAY) is None


def test_the_folder_tells_which_place_is_spared(store: Store, tmp_path: Path) -> None:
    begin(store)
    found = followed_in(tmp_path / "data", day=day(1))
    assert found is not None
    assert (found.place, found.phase) == ("knee", "phase 1, Muscle activation")
    assert followed_in(tmp_path / "data", day=date(2026, 11, 1)) is None


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (ENTRIES[2], "a session is done"),
        (ENTRIES[3], "a run, 4.5 min of it in one go"),
        (ENTRIES[4], "it is swollen"),
        (ENTRIES[7], "back a rung of running"),
        (ENTRIES[8], "looked at by Dr Holm"),
        (ENTRIES[11], "foot stands beside the sessions no longer"),
        (ENTRIES[9], "knee.2.side-plank --bound at-least is 50, says Dr Holm"),
    ],
)
def test_what_was_told_is_said_back_in_a_line(entry: RehabEntry, words: str) -> None:
    assert entry_in_words(entry) == f"Mon 30 Nov: {words}"


def test_a_hold_says_side_set_and_seconds() -> None:
    exercises = load().exercises
    first = holds(REHAB.stretches, exercises)[0]
    said = hold_in_words(first, exercises)
    assert said.endswith(f", left, set 1 of {first.of}: {first.seconds} s")


@pytest.mark.parametrize(
    ("title", "reasons", "is_of_it"),
    [
        ("Runner's knee in three phases: Session A", (PINNED, REHAB_RULE), True),
        ("Stretches for a sore knee", (PINNED, REHAB_RULE), False),
        ("The right leg alone", (PINNED, REHAB_RULE), False),
        ("Runner's knee in three phases: Session A", (PINNED,), False),
    ],
)
def test_only_sessions_of_the_plan_itself_count_for_it(
    title: str, reasons: tuple[str, ...], *, is_of_it: bool
) -> None:
    session = Session(
        start=datetime(2026, 11, 30, 18), minutes=20, intent=title, place="home",
        reasons=reasons, exercises=(),
    )  # fmt: skip
    assert is_planned_for(session, REHAB.plans["knee"]) is is_of_it
