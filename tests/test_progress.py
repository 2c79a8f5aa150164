"""Planned, done and expected side by side: laid out, in words, and as it is typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands import PROFILE, ironstride
from ironstride.app.keep import TakenOn, keep, keep_changed
from ironstride.app.log import desk
from ironstride.app.progress import (
    Governed,
    Told,
    programmes_in_force,
    read_told,
    with_next_load,
)
from ironstride.catalogue.load import load
from ironstride.cli.main import cli
from ironstride.core.calendar import DAY, WEEK
from ironstride.core.event import EventKind
from ironstride.core.exercise import Pattern
from ironstride.core.log import AskedLoad, SetDone
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats import progress_charts, progress_text
from ironstride.formats.chart import svg
from ironstride.store.log_events import told as event_of
from ironstride.store.open import open_store
from ironstride.strength.adherence import Fate
from programmes import season
from progress_cases import (
    MONDAY,
    TODAY,
    done,
    in_force,
    noon,
    run,
    session,
    session_id,
    sets,
    shown,
    skipped,
    told,
)


def followed(weeks: int = 3, units: MassUnit = MassUnit.KG) -> Told:
    """The season, followed on Mondays with heavier squats each week, Thursdays left out."""
    mondays = [MONDAY + n * WEEK for n in range(weeks)]
    logged: list[SetDone] = []
    for n, day in enumerate(mondays):
        logged += sets("back-squat", day, load=55 + 2.5 * n, reps=8, rir=3, session=session_id(day))
    return told(
        logged,
        sessions=[session(day, minutes=50) for day in mondays],
        left_out=[skipped(day + 3 * DAY) for day in mondays],
        kept=in_force(),
        runs=[run(day + DAY) for day in mondays],
        units=units,
    )


# Laid out --------------------------------------------------------------------------------


def test_weeks_run_up_to_this_one_and_the_next_stands_apart() -> None:
    found = shown(followed(), weeks=3)
    assert [week.start for week in found.weeks] == [MONDAY + n * WEEK for n in (1, 2, 3)]
    assert found.next_week is not None
    assert found.next_week.start == MONDAY + 4 * WEEK


def test_a_week_lays_planned_beside_done() -> None:
    first = shown(followed()).weeks[0]
    assert first.planned is not None
    assert first.done.hard_sets == {Pattern.SQUAT: 3}
    assert (first.planned.sessions, first.done.sessions) == (2, 1)
    assert (first.planned.minutes, first.done.minutes) == (100, 50)


def test_strength_has_its_share_of_the_time_beside_running() -> None:
    week = shown(followed()).weeks[0]
    assert (week.running.minutes, week.running.km) == (60, 10)
    assert week.share == pytest.approx(50 / 110)
    assert week.running_planned == 60 + 45 + 40 + 90
    assert week.share_planned == pytest.approx(100 / 335)


def test_a_week_without_a_recorded_run_has_no_share() -> None:
    week = shown(replace(followed(), runs=())).weeks[0]
    assert (week.share, week.running.km) == (None, 0)


def test_kilometres_are_unknown_once_a_run_did_not_say() -> None:
    runs = (run(MONDAY), run(MONDAY + DAY, km=None))
    assert shown(replace(followed(), runs=runs)).weeks[0].running.km is None


def test_what_is_expected_is_done_and_the_usual_part_of_the_rest() -> None:
    found = shown(followed(), today=MONDAY + 3 * WEEK)
    now, kept = found.this_week, found.adherence
    assert kept is not None
    assert kept.expected_share == pytest.approx(4 / 7)
    assert now.planned is not None
    assert now.expected is not None
    assert now.expected.sets == pytest.approx(now.planned.sets * 4 / 7)
    assert found.weeks[0].expected is None


def test_a_session_that_is_settled_is_expected_no_more() -> None:
    facts = followed()
    left_out = (*facts.logbook.skipped, skipped(TODAY))
    book = replace(facts.logbook, skipped=(*left_out, skipped(MONDAY + 3 * WEEK)))
    found = shown(replace(facts, logbook=book), today=MONDAY + 3 * WEEK)
    thursday = season().weeks[3].sessions[1]
    assert found.adherence is not None
    assert found.this_week.expected is not None
    share = found.adherence.expected_share
    assert found.this_week.expected.sets == pytest.approx(thursday.hard_sets * share)


def test_without_a_programme_nothing_is_planned_or_expected() -> None:
    found = shown(replace(followed(), governed=()))
    assert found.adherence is None
    assert found.next_week is None
    assert found.this_week.planned is None
    assert found.this_week.share_planned is None


def test_weeks_after_the_programme_have_no_plan() -> None:
    last = season().weeks[-1].start
    found = shown(followed(), today=last, weeks=1)
    assert found.this_week.planned is not None
    assert found.next_week is None


def test_visits_from_before_the_programme_are_not_held_against_it() -> None:
    facts = followed()
    earlier = sets("back-squat", MONDAY - WEEK, load=50)
    book = replace(facts.logbook, sets=(*earlier, *facts.logbook.sets))
    found = shown(replace(facts, logbook=book), weeks=6)
    assert found.adherence is not None
    assert found.adherence.unasked == 0


def test_lifts_with_a_load_come_first_and_no_more_than_ten() -> None:
    names = [f"Press number {n}" for n in range(11)]
    logged = [done(name, MONDAY, load=40) for name in names]
    logged += [done("push-up", MONDAY + n * DAY) for n in range(3)]
    logged += [done("Press number 7", MONDAY + DAY, load=40), done("short-foot-standing", MONDAY)]
    found = shown(told(logged))
    assert found.lifts[0].name == "Press number 7"
    assert (len(found.lifts), found.more_lifts) == (10, 2)


def test_of_a_day_ahead_nothing_is_told() -> None:
    logged = [done("back-squat", TODAY, load=60), done("back-squat", TODAY + DAY, load=90)]
    found = shown(told(logged), "back-squat")
    assert (found.visits, found.this_week.done.sets) == (1, 1)
    assert found.lifts[0].last == TODAY


# One lift --------------------------------------------------------------------------------


def test_a_day_lays_the_lines_of_the_programme_beside_the_sets() -> None:
    first = shown(followed(), "back-squat").lifts[0].days[0]
    assert [line.sets for line in first.planned] == [3]
    assert len(first.done) == 3
    assert first.load == Kilograms(55)


def test_the_load_of_the_day_stands_in_for_that_of_the_programme() -> None:
    facts = followed()
    asked = (AskedLoad(exercise="back-squat", load=Kilograms(62.5)),)
    first = facts.logbook.sessions[0]
    sessions = (replace(first, started=replace(first.started, asked=asked)),)
    book = replace(facts.logbook, sessions=(*sessions, *facts.logbook.sessions[1:]))
    days = shown(replace(facts, logbook=book), "back-squat").lifts[0].days
    assert [day.load for day in days[:2]] == [Kilograms(62.5), Kilograms(55)]


def test_the_next_session_of_a_lift_has_the_load_that_today_will_tell(tmp_path: Path) -> None:
    logged_in(tmp_path, sets("back-squat", MONDAY, load=60, reps=12, rir=4))
    with open_store(tmp_path / "data") as store:
        here = desk(store, load(), tmp_path / "athlete.toml")
        facts = read_told(here)
        now = with_next_load(facts, here, "back-squat", today=MONDAY + DAY)
        unasked = with_next_load(facts, here, "leg-press", today=MONDAY + DAY)
        looked_back = with_next_load(facts, here, "back-squat", today=MONDAY - DAY)
    assert now.next_loads[(MONDAY + WEEK, "back-squat")] > Kilograms(55)
    assert unasked.next_loads == looked_back.next_loads == {}


def test_a_load_of_today_stands_in_for_that_of_the_programme() -> None:
    monday = MONDAY + 3 * WEEK
    facts = replace(followed(), next_loads={(monday, "back-squat"): Kilograms(61)})
    days = shown(facts, "back-squat", today=monday).lifts[0].days
    assert [day.load for day in days if day.day == monday] == [Kilograms(61)]


def test_without_a_plan_the_heaviest_set_is_the_load() -> None:
    logged = [done("back-squat", MONDAY, load=60), done("back-squat", MONDAY, load=70)]
    assert shown(told(logged), "back-squat").lifts[0].days[0].load == Kilograms(70)


def test_repetitions_are_expected_once_something_is_known() -> None:
    days = shown(followed(), "back-squat").lifts[0].days
    assert days[0].expected is None
    assert days[1].expected is not None
    assert days[1].expected.mean > 8
    assert days[-1].day > TODAY


def test_a_moved_session_stands_on_the_day_on_which_it_was_done() -> None:
    facts = told(sets("back-squat", MONDAY + DAY, load=55), kept=in_force())
    first = shown(facts, "back-squat").lifts[0].days[0]
    assert (first.day, len(first.planned), len(first.done)) == (MONDAY + DAY, 1, 3)


def test_a_day_without_a_set_says_what_became_of_it() -> None:
    days = shown(told(kept=in_force(), left_out=[skipped(MONDAY)]), "back-squat").lifts[0].days
    assert [day.missed.fate for day in days[:2] if day.missed] == [Fate.SKIPPED, Fate.UNTOLD]


# Programmes in force ---------------------------------------------------------------------


def test_a_programme_is_in_force_until_the_next_one_was_kept(tmp_path: Path) -> None:
    later = datetime(2026, 12, 9, 12, tzinfo=UTC)
    with open_store(tmp_path) as store:
        keep(season(), store, at=noon(MONDAY + DAY))
        changed = TakenOn(programme=replace(season(), seed=8), changes=("The run was moved.",))
        keep_changed(changed, store, at=later)
        found = programmes_in_force(store.events(EventKind.PROGRAMME_KEPT))
    assert [one.programme.seed for one in found] == [7, 8]
    assert [one.first for one in found] == [MONDAY, later.date()]
    assert found[0].holds(date(2026, 12, 8))
    assert not found[0].holds(date(2026, 12, 9))


def test_no_programme_kept_is_none_in_force() -> None:
    assert programmes_in_force(()) == ()


def test_each_day_is_planned_by_the_programme_that_was_in_force() -> None:
    now = season()
    bare = replace(now, weeks=tuple(replace(week, sessions=()) for week in now.weeks))
    switch = MONDAY + WEEK
    both = (Governed(now, MONDAY, switch), Governed(bare, switch, date.max))
    weeks = shown(told(kept=both)).weeks
    assert [week.planned.sessions for week in weeks if week.planned] == [2, 0, 0, 0]


# In words --------------------------------------------------------------------------------


def lines_with(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip().startswith(start)]


def test_every_line_fits_eighty_columns() -> None:
    facts = followed(units=MassUnit.LB)
    pages = [progress_text.overview(shown(facts, weeks=12)), progress_text.nothing_logged()]
    pages += [progress_text.one_lift(shown(facts, name)) for name in ("back-squat", "pull-up")]
    assert [line for page in pages for line in page.splitlines() if len(line) > 80] == []
    assert [line for page in pages for line in page.splitlines() if line != line.rstrip()] == []


def test_a_week_is_a_bar_with_its_figures() -> None:
    (line,) = lines_with(progress_text.overview(shown(followed())), "23 Nov")
    assert line.split()[2:] == ["█░░░░░░░░░░░", "3/28", "-", "1/2", "50/100", "60/235", "45", "%"]


def test_this_week_is_told_by_movement() -> None:
    page = progress_text.overview(shown(followed()))
    (line,) = lines_with(page, "squat")
    assert line.split() == ["squat", "███·", "0", "4", "1"]


def test_sessions_are_counted_with_the_reasons_of_those_left_out() -> None:
    page = progress_text.overview(shown(followed()))
    assert "Sessions: 7 due, 3 done, 3 skipped, 1 not logged." in page
    assert "Skipped for: travel (3)." in page


def test_the_share_of_the_time_is_told_beside_the_running() -> None:
    page = progress_text.overview(shown(followed()))
    assert "Strength took 45 % of your training time" in page
    assert "beside 60 min and 10\nkm of running a week." in page


def test_pounds_are_told_to_who_reads_pounds() -> None:
    kilograms = progress_text.overview(shown(followed()))
    pounds = progress_text.overview(shown(followed(units=MassUnit.LB)))
    number = {name: int(re.findall(r"squat +(\d+) (?:kg|lb)", page)[0])
              for name, page in (("kg", kilograms), ("lb", pounds))}  # fmt: skip
    assert number["lb"] == pytest.approx(number["kg"] * 2.2046, abs=2)


def test_one_lift_tells_its_range_what_it_rests_on_and_each_day() -> None:
    page = progress_text.one_lift(shown(followed(), "back-squat"))
    assert page.startswith("Barbell back squat, 4 weeks to Wed 16 Dec 2026\n")
    assert "(80 of 100 cases), possible" in page
    assert "It rests on 3 days, the last Mon 7 Dec." in page
    (day,) = lines_with(page, "Mon 7 Dec")
    assert day.split()[3:12] == ["3", "x", "8-12", "@", "55", "kg,", "RIR", "3", "3"]
    assert "nothing was logged" in lines_with(page, "Mon 14 Dec")[0]


@pytest.mark.parametrize(
    ("rise", "said"),
    [(1, ", more than the width"), (0.2, ", which may still be chance"), (0, "about the same")],
)
def test_a_change_is_weighed_against_both_ranges(rise: float, said: str) -> None:
    days = [TODAY - n * 2 * DAY for n in range(40, -1, -1)]
    logged = [
        done("back-squat", d, load=80 + rise * n / 2, reps=5, rir=1) for n, d in enumerate(days)
    ]
    page = progress_text.one_lift(shown(told(logged), "back-squat", weeks=12))
    assert said in page.replace("\n", " ")


def test_a_lift_is_plotted_with_both_ranges_and_today() -> None:
    page = progress_text.one_lift(shown(followed(), "back-squat"))
    assert {"●", "▒", "░", "┆"} <= set(page)
    assert len([line for line in page.splitlines() if "│" in line]) == 11


@pytest.mark.parametrize(
    ("exercise", "logged", "said"),
    [
        ("side-plank", {"seconds": 40}, "2 x 40 s"),
        ("suitcase-carry", {"metres": 30, "load": 16}, "2 x 30 m @ 16 kg"),
        ("pogo-bilateral", {"contacts": 20}, "2 x 20 contacts"),
        ("pull-up", {"reps": 6, "assistance": Kilograms(20)}, "2 x 6 @ -20 kg"),
        ("back-squat", {"load": 60, "rir": 0}, "2 x 5 @ 60 kg, RIR 0"),
        ("push-up", {"load": 0}, "2 x 5"),
    ],
)
def test_sets_are_told_as_they_were_counted(
    exercise: str, logged: dict[str, object], said: str
) -> None:
    page = progress_text.one_lift(shown(told(sets(exercise, TODAY, 2, **logged)), exercise))
    assert lines_with(page, "Wed 16 Dec")[0].split("-  ", 1)[1].strip().startswith(said)


# Empty states ----------------------------------------------------------------------------


def test_one_session_says_that_more_narrow_the_range() -> None:
    page = progress_text.overview(shown(told(sets("back-squat", TODAY, load=60, rir=2))))
    assert "One session so far" in page
    assert "ironstride plan --keep" in page


def test_a_lift_of_one_day_says_so() -> None:
    facts = told(sets("back-squat", TODAY, load=60, rir=2))
    assert "It rests on one day" in progress_text.one_lift(shown(facts, "back-squat"))


@pytest.mark.parametrize(
    ("lift", "said"), [("front-squat", "lifts that move alike"), ("lat-pulldown", "Log one: ")]
)
def test_a_lift_never_done_says_what_to_type(lift: str, said: str) -> None:
    page = progress_text.one_lift(shown(followed(), lift))
    assert "no set of it is logged." in page
    assert f"ironstride log {lift} 3x5@40 rir3" in page
    assert said in page


def test_weeks_without_a_set_point_further_back() -> None:
    facts = told(sets("back-squat", MONDAY - 9 * WEEK, load=60))
    page = progress_text.overview(shown(facts))
    assert "The log holds 1 visit before them. Look further back" in page


def test_the_end_of_the_programme_asks_for_the_next_one() -> None:
    page = progress_text.overview(shown(followed(), today=season().weeks[-1].start))
    assert "Plan the next: ironstride plan --keep" in page


# As charts -------------------------------------------------------------------------------


def test_all_is_drawn_once_there_is_something_to_draw() -> None:
    ids = [chart.id for chart in progress_charts.charts(shown(followed()))]
    assert ids == ["lifts", "sets", "movements", "hours", "running"]


def test_jumps_are_drawn_where_there_are_any() -> None:
    facts = told(sets("pogo-bilateral", TODAY, contacts=20))
    assert [chart.id for chart in progress_charts.charts(shown(facts))] == ["sets", "contacts"]


@pytest.mark.parametrize(
    ("exercise", "logged"),
    [
        ("back-squat", {"load": 60}),
        ("side-plank", {"seconds": 40}),
        ("suitcase-carry", {"metres": 30}),
        ("pogo-bilateral", {"contacts": 20}),
        ("banded-side-step", {"reps": 12}),
    ],
)
def test_a_lift_is_drawn_in_what_it_counts(exercise: str, logged: dict[str, float]) -> None:
    facts = told([done(exercise, MONDAY + n * WEEK, **logged) for n in range(3)])
    (trend,) = progress_charts.lift_charts(shown(facts, exercise))
    assert [mark.value for mark in trend.done] == [next(iter(logged.values()))] * 3


def test_a_long_path_is_thinned_and_ends_today() -> None:
    facts = told(done("back-squat", TODAY - n * 2 * DAY, load=60, rir=2) for n in range(200))
    (trend,) = progress_charts.lift_charts(shown(facts, "back-squat", weeks=60))
    assert len(trend.line) <= 121
    assert trend.line[-1].day == TODAY


def test_nothing_is_drawn_of_a_lift_that_nothing_is_known_of() -> None:
    assert progress_charts.lift_charts(shown(followed(), "lat-pulldown")) == ()


def test_a_name_of_the_lifters_own_cannot_steer_the_page() -> None:
    facts = told(sets("<script>\x1b[31m", TODAY, load=60))
    assert "\x1b" not in progress_text.overview(shown(facts))
    drawn = svg(*progress_charts.charts(shown(facts)), title="All")
    assert "<script" not in drawn
    assert "\x1b" not in drawn


# As it is typed --------------------------------------------------------------------------


def logged_in(folder: Path, entries: Iterable[SetDone]) -> None:
    with open_store(folder / "data") as store:
        store.append(event_of(entry, source="test") for entry in entries)
        keep(season(), store, at=noon(MONDAY))


def typed(folder: Path, *words: object, exits: int = 0) -> str:
    """Type the command in this process, which is quicker, and give what it printed."""
    data = {"IRONSTRIDE_DATA": str(folder / "data")}
    ran = CliRunner().invoke(cli, ["progress", *map(str, words)], env=data)
    assert ran.exit_code == exits, ran.output
    return ran.output


def test_an_empty_log_says_what_to_do_and_draws_nothing(tmp_path: Path) -> None:
    assert "ironstride log back-squat" in typed(tmp_path)
    with open_store(tmp_path / "data"):
        pass
    assert "No set is logged yet" in typed(tmp_path)
    refused = ironstride("progress", "--png", "all.png", cwd=tmp_path)
    assert refused.returncode == 1
    assert "all.png was not written" in refused.stderr


def test_progress_prints_and_draws_all(tmp_path: Path) -> None:
    logged_in(tmp_path, sets("back-squat", MONDAY, load=60, rir=2))
    picture = tmp_path / "all.svg"
    said = typed(tmp_path, "--on", TODAY, "--svg", picture)
    assert "Your strength, 12 weeks to Wed 16 Dec 2026" in said
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_progress_prints_and_draws_one_lift(tmp_path: Path) -> None:
    logged_in(tmp_path, sets("back-squat", MONDAY, load=60, rir=2))
    picture = tmp_path / "lift.png"
    said = typed(tmp_path, "Squat (Barbell)", "--on", TODAY, "--weeks", 5, "--png", picture)
    assert "Barbell back squat, 5 weeks to Wed 16 Dec 2026" in said
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_lift_that_nobody_knows_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    logged_in(tmp_path, sets("back-squat", MONDAY, load=60, rir=2))
    assert 'no exercise "zzz"' in typed(tmp_path, "zzz", exits=2)  # 1 outside of this process


def test_a_lift_that_nothing_is_known_of_is_not_drawn(tmp_path: Path) -> None:
    logged_in(tmp_path, sets("back-squat", MONDAY, load=60, rir=2))
    picture = tmp_path / "lift.svg"
    said = typed(tmp_path, "lat-pulldown", "--svg", picture, exits=2)
    assert "no set of it is logged." in said
    assert not picture.exists()


def test_the_profile_tells_pounds_where_no_programme_does(tmp_path: Path) -> None:
    with open_store(tmp_path / "data") as store:
        store.append(event_of(one, source="test") for one in sets("back-squat", MONDAY, load=60))
    profile = tmp_path / "athlete.toml"
    pounds = PROFILE.replace("[athlete]", '[athlete]\nunits = "lb"\nmass_kg = 70')
    profile.write_text(pounds, encoding="utf-8")
    assert " lb " in typed(tmp_path, "--on", TODAY, "-p", profile)
