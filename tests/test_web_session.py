"""A session in the web app: a good set in one tap, and nothing told twice or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ironstride.app.log import read_logbook
from ironstride.core.log import LoadChoice, SetDone, Side
from ironstride.core.programme import Prescription, Role, Session
from web_pages import Browser, Page, browser


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def phone(tmp_path: Path, planned: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=planned)


def begin(phone: Browser) -> Page:
    return phone.send(phone.get("/"), "/start/")


def at_lift(phone: Browser) -> Page:
    """Go to the first main lift of a session that has just begun."""
    return station_of(phone, begin(phone), main_line(phone).exercise)


def station_of(phone: Browser, page: Page, exercise: str) -> Page:
    """Go to the working sets of an exercise."""
    for number in range(1, 30):
        page = phone.get(re.sub(r"/\d+/$", f"/{number}/", page.address))
        if f'href="/exercises/{exercise}/"' in page.html:
            return page
    raise AssertionError(f"the session has no {exercise}")


def session_of(phone: Browser) -> Session:
    return phone.desk.sessions(phone.now.date())[0]


def main_line(phone: Browser) -> Prescription:
    return next(one for one in session_of(phone).exercises if one.role is Role.MAIN)


def sets_of(phone: Browser) -> tuple[SetDone, ...]:
    return read_logbook(phone.desk.store).sets


def test_today_begins_its_session_and_then_goes_on_with_it(phone: Browser) -> None:
    begun = begin(phone)
    assert begun.address.endswith("/1/")
    assert begun.address.removesuffix("1/") in phone.get("/").links
    assert len(read_logbook(phone.desk.store).sessions) == 1


def test_a_start_that_is_sent_twice_begins_one_session(phone: Browser) -> None:
    today = phone.get("/")
    first, second = phone.send(today, "/start/"), phone.send(today, "/start/")
    assert first.address == second.address


def test_a_good_set_is_one_tap(phone: Browser) -> None:
    page = at_lift(phone)
    phone.send(page, "/log/", load="40")
    [one] = sets_of(phone)
    asked = main_line(phone)
    assert asked.reps is not None
    assert one.reps is not None
    assert (one.exercise, one.reps.count) == (asked.exercise, asked.reps.high)


def test_a_set_that_is_sent_twice_is_one_set(phone: Browser) -> None:
    page = at_lift(phone)
    once, twice = (phone.send(page, "/log/", load="40") for _ in range(2))
    assert len(sets_of(phone)) == 1
    assert once.address == twice.address


def test_an_old_page_with_another_number_leads_to_the_correction(phone: Browser) -> None:
    page = at_lift(phone)
    phone.send(page, "/log/", load="40")
    again = phone.send(page, "/log/", load="45")
    assert again.address == f"/set/{sets_of(phone)[0].id}/"
    assert len(sets_of(phone)) == 1


def test_the_next_set_begins_with_the_load_of_the_one_before(phone: Browser) -> None:
    page = phone.send(at_lift(phone), "/log/", load="42.5")
    form = next(form for form in page.forms if form["action"].endswith("/log/"))
    assert form["fields"]["load"] == "42.5"


def test_a_step_up_changes_the_number_and_logs_nothing(phone: Browser) -> None:
    page = phone.send(at_lift(phone), "/log/", load="40", step="load-up")
    form = next(form for form in page.forms if form["action"].endswith("/log/"))
    assert float(form["fields"]["load"]) > 40
    assert sets_of(phone) == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"amount": "2.5"}, "whole number"),
        ({"amount": "many"}, "The count"),
        ({"load": ""}, "write what you lifted"),
        ({"load": "-5"}, "The load"),
        ({"id": "nobody"}, "no id"),
    ],
)
def test_what_cannot_be_is_said_and_not_logged(
    phone: Browser, said: dict[str, str], why: str
) -> None:
    page = phone.send(at_lift(phone), "/log/", **{"load": "40", **said})
    assert page.status == 422
    assert why in page.text
    assert "Nothing was logged" in page.text
    assert sets_of(phone) == ()


def test_what_was_left_is_one_more_tap(phone: Browser) -> None:
    page = phone.send(at_lift(phone), "/log/", load="40")
    phone.send(page, "/left/", left="2")
    [one] = sets_of(phone)
    assert one.rir is not None
    assert one.rir.count == 2
    assert "How many more would have gone" not in phone.get(page.address).text


def test_another_tap_on_what_was_left_holds(phone: Browser) -> None:
    page = phone.send(at_lift(phone), "/log/", load="40")
    for left in ("2", "0"):
        phone.now += timedelta(seconds=1)
        phone.send(page, "/left/", left=left)
    assert [one.rir.count for one in sets_of(phone) if one.rir is not None] == [0]


def test_the_rest_ends_at_a_time_that_is_kept(phone: Browser) -> None:
    page = phone.send(at_lift(phone), "/log/", load="40")
    until = phone.now + timedelta(seconds=main_line(phone).rest_s)
    assert f"{until.astimezone():%H:%M:%S}" in page.text
    phone.now = until
    assert "Rest" not in phone.get(page.address).text


def test_each_side_of_an_exercise_is_a_set_of_its_own(phone: Browser) -> None:
    page = begin(phone)
    lines = session_of(phone).exercises
    while "each side" not in page.text:
        number = int(page.address.split("/")[-2]) + 1
        assert number <= len(lines)
        page = phone.get(re.sub(r"/\d+/$", f"/{number}/", page.address))
    for _ in range(2):
        phone.send(page, "/log/", load="10")
    assert [one.side for one in sets_of(phone)] == [Side.LEFT, Side.RIGHT]


def test_a_correction_holds_and_the_first_word_stays(phone: Browser) -> None:
    phone.send(at_lift(phone), "/log/", load="40")
    [one] = sets_of(phone)
    phone.now += timedelta(minutes=1)
    page = phone.get(f"/set/{one.id}/")
    phone.send(page, "", amount="3", left="0")
    [corrected] = sets_of(phone)
    assert (corrected.reps, corrected.rir) != (one.reps, one.rir)
    assert corrected.load == one.load


def test_a_set_that_never_was_is_taken_back(phone: Browser) -> None:
    phone.send(at_lift(phone), "/log/", load="40")
    address = f"/set/{sets_of(phone)[0].id}/"
    phone.send(phone.get(address), "", withdraw="1")
    assert sets_of(phone) == ()
    assert phone.get(address).status == 404


def test_pain_is_a_place_and_a_number(phone: Browser) -> None:
    page = begin(phone)
    for _ in range(2):
        phone.send(page, "/pain/", place="knee", side="left", score="3")
    [pain] = read_logbook(phone.desk.store).pain
    assert (pain.place, pain.side, pain.score) == ("knee", Side.LEFT, 3)
    assert "left knee 3 of 10" in phone.get(page.address).text


@pytest.mark.parametrize("said", [{"score": "11"}, {"score": "much"}, {"place": "aura"}])
def test_pain_that_cannot_be_is_not_logged(phone: Browser, said: dict[str, str]) -> None:
    fields = {"place": "knee", "side": "", "score": "3", **said}
    phone.send(begin(phone), "/pain/", **fields)
    assert read_logbook(phone.desk.store).pain == ()


def test_the_end_takes_one_tap_and_today_shows_what_was_done(phone: Browser) -> None:
    logged = phone.send(at_lift(phone), "/log/", load="40")
    phone.now += timedelta(minutes=40)
    end = phone.get(re.sub(r"\d+/$", "finish/", logged.address))
    today = phone.send(end, "", rpe="7")
    assert "Done today" in today.text
    assert "Session RPE 7 · 40 min" in today.text
    assert "Tomorrow" not in today.text
    assert "In 3 days" in today.text


@pytest.mark.parametrize("said", [{"rpe": "11"}, {"minutes": "long"}, {"minutes": "0"}])
def test_an_end_that_cannot_be_is_said(phone: Browser, said: dict[str, str]) -> None:
    begun = begin(phone)
    end = phone.get(re.sub(r"\d+/$", "finish/", begun.address))
    page = phone.send(end, "", **said)
    assert page.status == 422
    assert read_logbook(phone.desk.store).sessions[0].is_open


def test_a_session_that_is_skipped_makes_room_for_the_next(phone: Browser) -> None:
    today = phone.send(phone.get("/"), "/skip/", reason="travel")
    assert "In 3 days" in today.text
    assert [one.reason for one in read_logbook(phone.desk.store).skipped] == ["travel"]


def test_a_session_done_early_is_not_asked_for_again(phone: Browser) -> None:
    phone.now -= timedelta(days=1)
    begun = begin(phone)
    today = phone.send(phone.get(re.sub(r"\d+/$", "finish/", begun.address)), "", rpe="5")
    assert "In 4 days" in today.text
    phone.now += timedelta(days=1)
    assert "In 3 days" in phone.get("/").text


def test_what_is_done_early_is_not_what_was_done_last_time(phone: Browser) -> None:
    line = main_line(phone)
    phone.now -= timedelta(days=1)
    page = phone.send(station_of(phone, begin(phone), line.exercise), "/log/", load="40")
    assert "@ 40 kg" in page.text
    assert "Last time" not in page.text


def test_the_load_that_today_told_is_a_prescribed_one(phone: Browser) -> None:
    page = at_lift(phone)
    phone.send(page, "/log/", load="40")
    phone.send(phone.get(re.sub(r"\d+/$", "finish/", page.address)), "", rpe="7")
    phone.now += timedelta(days=7)
    phone.send(at_lift(phone), "/log/")
    first, second = sets_of(phone)
    assert first.exercise == second.exercise
    assert (first.choice, second.choice) == (LoadChoice.OWN, LoadChoice.PRESCRIBED)


@pytest.mark.parametrize("address", ["", "1/", "finish/"])
def test_a_session_that_nobody_began_is_not_there(phone: Browser, address: str) -> None:
    page = phone.get(f"/session/00000000-0000-4000-8000-000000000000/{address}")
    assert page.status == 404
    assert "Start one from Today" in page.text
