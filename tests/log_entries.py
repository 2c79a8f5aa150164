"""What can be told to the log: sets by hand for the tests, and any entries at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ironstride.core.exercise import RepRange
from ironstride.core.log import (
    Entry,
    EntryWithdrawn,
    ExerciseChosen,
    LoadChoice,
    PainMoment,
    PainScore,
    Readiness,
    SessionFinished,
    SessionSkipped,
    SessionStarted,
    SetCorrection,
    SetDone,
    Side,
)
from ironstride.core.programme import Prescription, Role
from ironstride.core.units import RIR, Kilograms, Reps

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TUESDAY = date(2026, 11, 24)


def id_(number: int) -> UUID:
    return UUID(int=number)


def done(number: int = 1, **more: Any) -> SetDone:
    """A set of five at 80 kg, unless told otherwise."""
    usual: dict[str, Any] = {"at": NOON, "day": TUESDAY, "exercise": "back-squat"}
    five = {"reps": Reps(5), "load": Kilograms(80)}
    return SetDone(id=id_(number), **{**usual, **five, **more})


def corrected(of: int, minute: int = 0, number: int = 0, **changes: object) -> SetCorrection:
    at = NOON + timedelta(minutes=minute)
    return SetCorrection(id=id_(1_000 + number or of), set=id_(of), at=at, changes=changes)


# Anything that can be told ---------------------------------------------------------------

few_ids = st.integers(1, 5).map(id_)  # so that corrections find their sets, and ends their starts
moments = st.integers(0, 5).map(lambda minutes: NOON + timedelta(minutes=minutes))
days = st.sampled_from([TUESDAY, TUESDAY + timedelta(days=1)])
texts = st.text(max_size=5)
masses = st.integers(0, 400_000).map(lambda grams: Kilograms(grams / 1_000))
repetitions = st.integers(0, 30).map(Reps)
reserves = st.sampled_from([0, 0.5, 1, 2, 10]).map(RIR)
numbers = st.integers(1, 10_000).map(lambda tenths: tenths / 10)
sides = st.sampled_from(Side)

CHANGES: dict[str, st.SearchStrategy[object]] = {
    "exercise": st.sampled_from(["back-squat", "pull-up"]),
    "day": days,
    "at": moments,
    "side": st.none() | sides,
    "load": st.none() | masses,
    "reps": st.none() | repetitions,
    "seconds": st.none() | numbers,
    "rir": st.none() | reserves,
    "choice": st.sampled_from(LoadChoice),
    "is_warm_up": st.booleans(),
    "note": texts,
    "withdrawn": st.booleans(),
}

sets = st.builds(
    SetDone,
    id=few_ids,
    at=moments,
    day=days,
    exercise=st.sampled_from(["back-squat", "sandbag"]),
    session=st.none() | few_ids,
    position=st.integers(0, 3),
    side=st.none() | sides,
    load=st.none() | masses,
    assistance=st.none() | masses,
    reps=repetitions,
    seconds=st.none() | numbers,
    metres=st.none() | numbers,
    contacts=st.none() | st.integers(0, 50),
    rir=st.none() | reserves,
    choice=st.sampled_from(LoadChoice),
    is_warm_up=st.booleans(),
    note=texts,
)
corrections = st.builds(
    SetCorrection,
    id=st.integers(100, 10_000).map(id_),
    set=few_ids,
    at=moments,
    changes=st.fixed_dictionaries({}, optional=CHANGES),
)
starts = st.builds(
    SessionStarted,
    id=few_ids,
    at=moments,
    day=days,
    planned=st.none() | st.just(datetime(2026, 11, 24, 18)),
    title=texts,
)
ends = st.builds(
    SessionFinished,
    id=st.integers(20, 24).map(id_),
    session=few_ids,
    at=moments,
    rpe=st.none() | st.integers(0, 10),
    minutes=st.none() | st.integers(1, 90),
)
skips = st.builds(
    SessionSkipped, id=st.integers(30, 34).map(id_), at=moments, day=days, reason=texts
)
pains = st.builds(
    PainScore,
    id=st.integers(40, 44).map(id_),
    at=moments,
    day=days,
    place=st.just("knee"),
    moment=st.sampled_from(PainMoment),
    score=st.integers(0, 10),
    side=st.none() | sides,
)
choices = st.builds(
    ExerciseChosen,
    id=st.integers(45, 49).map(id_),
    session=few_ids,
    at=moments,
    day=days,
    exercise=st.just("leg-press"),
    lines=st.just(
        (Prescription(exercise="leg-press", role=Role.MAIN, sets=3, reps=RepRange(8, 12)),)
    ),
    instead_of=st.sampled_from(["", "back-squat"]),
    reason=texts,
)
readiness = st.builds(
    Readiness, id=st.integers(50, 54).map(id_), at=moments, day=days, score=st.integers(1, 5)
)
withdrawals = st.builds(
    EntryWithdrawn,
    id=st.integers(60, 99).map(id_),
    at=moments,
    entry=st.integers(1, 54).map(id_),
)
entries: st.SearchStrategy[Entry] = st.one_of(
    sets, corrections, starts, ends, skips, choices, pains, readiness, withdrawals
)
logs: st.SearchStrategy[list[Entry]] = st.lists(
    entries, max_size=25, unique_by=lambda entry: (type(entry), entry.id)
)
