"""`ironstride replan` as it is typed: read, shown, accepted, and remembered."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import typer

from commands import ironstride
from databases import NEEDS_ITS_FILE
from ironstride.app.keep import TakenOn, keep, keep_changed, last_taken_on
from ironstride.cli.happened import happened
from ironstride.core.athlete import Offer
from ironstride.core.calendar import Weekday
from ironstride.core.event import EventKind
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.planning.changes.change import (
    Away,
    Change,
    DayGone,
    DayOffered,
    EasedWeek,
    FailedWeek,
    FewerMinutes,
    NoLongerSore,
    NowSore,
    OffTraining,
    RaceAdded,
    RaceDropped,
    RaceMoved,
    RunAdded,
    RunDropped,
    RunMoved,
    SessionMissed,
)
from ironstride.planning.changes.under_way import Amendments
from ironstride.planning.request import TimeOff
from ironstride.store.open import existing_store, open_store
from ironstride.store.store import Store
from programmes import season

PROFILE = """
[athlete]
birth_year = 1985
lifting_experience = "intermediate"
[[race]]
date = 2027-02-21
distance_km = 21.1
priority = "A"
[availability.monday]
minutes = 60
start = "18:00"
place = "gym"
[availability.thursday]
minutes = 60
start = "18:30"
place = "gym"
[availability.friday]
minutes = 60
start = "18:30"
place = "gym"
[places.gym]
equipment = ["barbell", "plate", "dumbbell", "bench", "step", "box", "mat", "band-loop", "band-long", "wall", "chair"]
[places.park]
equipment = []
[running]
habit = [{ day = "wednesday", kind = "quality", start = "18:00", minutes = 60 },
         { day = "sunday", kind = "long", start = "09:00", minutes = 100 }]
"""
DAY = date(2026, 12, 10)
NOON = datetime(2026, 12, 10, 12, tzinfo=UTC)


# What is typed ---------------------------------------------------------------------------

TYPED: tuple[tuple[str, str, Change], ...] = (
    ("--moved-run", "2026-12-08=2026-12-09T18:00", RunMoved(date(2026, 12, 8), datetime(2026, 12, 9, 18))),
    ("--moved-run", "2026-12-08T07:00=2026-12-09T18:00", RunMoved(date(2026, 12, 8), datetime(2026, 12, 9, 18), time(7))),
    ("--dropped-run", "2026-12-10", RunDropped(DAY)),
    ("--added-run", "2026-12-10T18:00=60:quality", RunAdded(PlannedRun(start=datetime(2026, 12, 10, 18), minutes=60, kind=RunKind.QUALITY))),
    ("--missed", "2026-12-10", SessionMissed(DAY)),
    ("--minutes", "2026-12-10=30", FewerMinutes(DAY, 30)),
    ("--minutes", "tuesday=30:2026-12-10", FewerMinutes(Weekday.TUESDAY, 30, DAY)),
    ("--gone", "2026-12-10", DayGone(DAY)),
    ("--offered", "2026-12-10T10:00=45:gym", DayOffered(DAY, Offer(45, time(10), "gym"))),
    ("--away", "2026-12-10..2026-12-12=hotel", Away(DAY, date(2026, 12, 12), "hotel")),
    ("--ill", "2026-12-10..2026-12-12", OffTraining(DAY, date(2026, 12, 12), is_ill=True)),
    ("--off", "2026-12-10", OffTraining(DAY, DAY)),
    ("--race", "2026-12-10=21.1:A:Old Forest", RaceAdded(Race(day=DAY, distance_km=21.1, priority=RacePriority.A, name="Old Forest"))),
    ("--moved-race", "2026-12-10=2026-12-12", RaceMoved(DAY, date(2026, 12, 12))),
    ("--dropped-race", "2026-12-10", RaceDropped(DAY)),
    ("--sore", "Kneecap", NowSore("knee")),
    ("--healed", "knee", NoLongerSore("knee")),
    ("--light", "2026-12-07", EasedWeek(date(2026, 12, 7))),
    ("--failed-week", "2026-12-07", FailedWeek(date(2026, 12, 7))),
)  # fmt: skip


@pytest.mark.parametrize(("option", "text", "change"), TYPED)
def test_what_is_typed_becomes_a_change(option: str, text: str, change: Change) -> None:
    assert happened({option: [text]}) == (change,)


def test_races_come_before_runs_and_runs_before_days() -> None:
    told = {"--sore": ["knee"], "--missed": ["2026-12-10"], "--dropped-race": ["2026-12-10"]}
    found = happened({**told, "--dropped-run": ["2026-12-10"], "--ill": None})
    assert [type(c) for c in found] == [RaceDropped, RunDropped, SessionMissed, NowSore]


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--moved-run", "2026-12-08", "two parts .* write it as --moved-run 2026-12-08=2026-12-09T18:00"),
        ("--moved-run", "2026-12-08=2026-12-09", '"2026-12-09" has no hour'),
        ("--moved-run", "2026-12-08=2026-12-09T25:00", '"25:00" is no hour of the day'),
        ("--added-run", "2026-12-10T18:00=60:race", '"race" is not one of easy, quality or long'),
        ("--minutes", "2026-12-10=9", "takes 10 min or more, not 9"),
        ("--minutes", "2026-12-10=half", '"half" is no whole number'),
        ("--minutes", "2026-12-10=30:2026-12-12", "only a weekday goes on until a day"),
        ("--away", "2026-12-12..2026-12-10=hotel", "ends before it begins"),
        ("--race", "2026-12-10=21.1:D", '"D" is not one of A, B or C'),
        ("--race", "2026-12-10=far:A", '"far" is no distance in km'),
        ("--missed", "10.12.2026", '"10.12.2026" is no day'),
        ("--failed-week", "2026-12-10", "is no Monday; its week begins on 2026-12-07"),
        ("--sore", "aura", 'no part of the body is called "aura"'),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_with_an_example(option: str, text: str, said: str) -> None:
    with pytest.raises(typer.BadParameter, match=said):
        happened({option: [text]})


# What is kept ----------------------------------------------------------------------------

AMENDED = Amendments(
    day_offers={DAY: Offer(30, time(18), "gym"), date(2026, 12, 11): None},
    time_off=(TimeOff(first=DAY, last=DAY, is_ill=True),),
    races={DAY: None, date(2027, 1, 2): Race(day=date(2027, 1, 2), distance_km=10, priority=RacePriority.B)},
    sore=frozenset({"knee"}),
    healed=frozenset({"back"}),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def test_a_programme_comes_back_with_what_holds_besides_the_profile(store: Store) -> None:
    taken = TakenOn(programme=season(), amendments=AMENDED, changes=("It rained.",))
    keep_changed(taken, store, at=NOON)
    assert last_taken_on(store) == taken


def test_a_programme_that_was_planned_anew_forgets_the_changes_of_the_one_before(
    store: Store,
) -> None:
    keep_changed(TakenOn(programme=season(), amendments=AMENDED), store, at=NOON)
    keep(season(), store, at=NOON.replace(hour=13))
    assert last_taken_on(store) == TakenOn(programme=season())


# What is done ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take a programme on, once for all tests of this module."""
    folder = tmp_path_factory.mktemp("planned")
    (folder / "athlete.toml").write_text(PROFILE, encoding="utf-8")
    done = ironstride("plan", "--start", "2026-11-30", "--keep", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def athletes(planned: Path, tmp_path: Path) -> Path:
    """Give a copy of the folder of an athlete who follows a programme."""
    return Path(shutil.copytree(planned, tmp_path / "mine"))


def kept_in(folder: Path) -> int:
    store = existing_store(folder / "data")
    assert store is not None
    with store:
        return len(store.events(EventKind.PROGRAMME_KEPT))


ON = ("--today", "2026-12-15")
GONE = ("--gone", "2026-12-17")


@NEEDS_ITS_FILE
def test_a_difference_is_shown_with_its_reason_and_nothing_is_kept(athletes: Path) -> None:
    done = ironstride("replan", *ON, *GONE, cwd=athletes)
    assert done.returncode == 0, done.stderr
    assert "Thu 17 Dec 18:30 moves to Fri 18 Dec 18:30" in done.stdout
    assert "because its day is not offered" in done.stdout
    assert "--accept keeps it" in done.stderr
    assert kept_in(athletes) == 1


@NEEDS_ITS_FILE
def test_what_is_accepted_is_what_today_shows_and_the_next_replanning_knows(
    athletes: Path,
) -> None:
    assert ironstride("replan", *ON, *GONE, "--accept", cwd=athletes).returncode == 0
    told = ironstride("today", "--on", "2026-12-17", cwd=athletes).stdout
    assert told.startswith("Fri 18 Dec 18:30")
    again = ironstride("replan", *ON, cwd=athletes)
    assert (again.returncode, again.stderr) == (0, "")
    assert "No session changes" in again.stdout
    assert kept_in(athletes) == 2


@NEEDS_ITS_FILE
def test_where_no_programme_keeps_the_rules_the_kept_one_stays(athletes: Path) -> None:
    done = ironstride(
        "replan", *ON, "--away", "2027-01-04..2027-01-10=park", "--accept", cwd=athletes
    )
    assert done.returncode == 2
    assert "No programme keeps every rule" in done.stdout
    assert "The programme you keep stays as it is." in done.stderr
    assert kept_in(athletes) == 1


@NEEDS_ITS_FILE
def test_the_new_programme_is_written_beside_the_difference(athletes: Path) -> None:
    done = ironstride("replan", *ON, *GONE, "-f", "json", "-o", "new.json", cwd=athletes)
    days = [
        s["date"]
        for w in json.loads((athletes / "new.json").read_text())["weeks"]
        for s in w["sessions"]
    ]
    assert "moves to Fri 18 Dec" in done.stdout
    assert "2026-12-18" in days
    assert "2026-12-17" not in days


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--missed", "2026-12-16"], "no session on Wed 16 Dec 2026; the nearest is"),
        (["--away", "2026-12-21..2026-12-27=hotel"], 'the profile has no place "hotel"'),
        (["--today", "2027-06-01"], "the programme ended on 2027-02-21"),
        (["--data", "elsewhere"], "no programme is kept yet"),
        (["--programme", "none.json"], "none.json cannot be read"),
        (["--profile", "nobody.toml"], "nobody.toml"),
        (["-f", "pdf"], "-o programme.pdf"),
        (["-o", "new.txt"], "the screen is no file"),
    ],
)
@NEEDS_ITS_FILE
def test_bad_input_ends_with_one_and_a_sentence(planned: Path, words: list[str], said: str) -> None:
    done = ironstride("replan", *ON, *words, cwd=planned)
    assert done.returncode == 1
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
