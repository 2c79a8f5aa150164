"""A session that is changed while it is done: swaps, additions, pairs, and one of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ironstride.app.log import read_logbook, undo
from ironstride.core.log import LoadChoice
from ironstride.core.programme import Role, Session
from web_pages import Browser, Page, browser


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def phone(tmp_path: Path, planned: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=planned)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=None)


def begin(phone: Browser) -> Page:
    return phone.send(phone.get("/"), "/start/")


def next_session(phone: Browser) -> Session:
    return phone.desk.sessions(phone.now.date())[0]


def station_of(phone: Browser, page: Page, exercise: str) -> Page:
    for number in range(1, 30):
        page = phone.get(re.sub(r"/\d+/$", f"/{number}/", page.address))
        is_ramp = "Rising sets" in page.text
        if f'name="exercise" value="{exercise}"' in page.html and not is_ramp:
            return page
    raise AssertionError(f"the session has no {exercise}")


def accessory(phone: Browser) -> str:
    lines = next_session(phone).exercises
    return next(p.exercise for p in lines if p.role is Role.ACCESSORY)


def swapped(phone: Browser, page: Page, why: str = "other") -> tuple[Page, str]:
    """Take the first exercise that is offered instead, and say which it was."""
    offer = phone.get(f"{page.address}swap/?why={why}")
    form = next(form for form in offer.forms if "why" in form["fields"])
    return phone.post(offer.address, **form["fields"]), form["fields"]["exercise"]


def taken(browser: Browser, page: Page, exercise: str, query: str) -> Page:
    """Add an exercise to the session that a page belongs to."""
    picks = browser.get(f"{re.sub('[a-z0-9]+/$', 'add/', page.address)}?{query}")
    assert picks.misses == []
    return browser.post(picks.address, **{**picks.forms[-1]["fields"], "exercise": exercise})


def test_an_exercise_is_swapped_for_this_session_and_the_log_knows(phone: Browser) -> None:
    was = accessory(phone)
    page, now = swapped(phone, station_of(phone, begin(phone), was))
    assert now != was
    assert f'name="exercise" value="{now}"' in page.html
    [chosen] = read_logbook(phone.desk.store).chosen
    assert (chosen.instead_of, chosen.exercise) == (was, now)
    assert was in {p.exercise for p in next_session(phone).exercises}


def test_sets_that_were_done_before_a_swap_are_done(phone: Browser) -> None:
    page = station_of(phone, begin(phone), accessory(phone))
    phone.send(page, "/log/", load="10")
    page, _ = swapped(phone, phone.get(page.address))
    assert "Set 2 of" in page.text or "are done" in page.text


def test_a_swap_can_be_gone_back_on(phone: Browser) -> None:
    was = accessory(phone)
    page, _ = swapped(phone, station_of(phone, begin(phone), was))
    phone.now += timedelta(seconds=1)
    back, now = swapped(phone, page)
    assert now == was
    assert "Today instead of" not in back.text


def test_what_is_taken_by_others_is_not_offered(phone: Browser) -> None:
    main = next(p.exercise for p in next_session(phone).exercises if p.role is Role.MAIN)
    page = station_of(phone, begin(phone), main)
    needs = phone.desk.catalogue.exercises[main].equipment - {"mat", "wall", "none"}
    offer = phone.get(f"{page.address}swap/?why=busy")
    taken = [f["fields"]["exercise"] for f in offer.forms if "why" in f["fields"]]
    assert all(not phone.desk.catalogue.exercises[one].equipment & needs for one in taken)
    assert "Leave it out" in offer.text
    assert offer.misses == []


def test_an_exercise_that_was_not_offered_is_not_taken(phone: Browser) -> None:
    page = station_of(phone, begin(phone), accessory(phone))
    offer = phone.get(f"{page.address}swap/?why=other")
    form = next(form for form in offer.forms if "why" in form["fields"])
    phone.post(offer.address, **{**form["fields"], "exercise": "depth-jump"})
    assert read_logbook(phone.desk.store).chosen == ()


def test_an_old_page_logs_its_own_exercise_whatever_its_number_is_now(phone: Browser) -> None:
    old = station_of(phone, begin(phone), accessory(phone))
    swapped(phone, old)
    answer = phone.send(old, "/log/", load="10")
    assert answer.status == 404
    assert read_logbook(phone.desk.store).sets == ()


def test_an_exercise_is_added_with_a_dose_of_its_own_and_only_once(phone: Browser) -> None:
    page = begin(phone)
    added = [taken(phone, page, "pull-up", "text=pull-up") for _ in range(2)]
    assert all("Set 1 of 3" in one.text for one in added)
    assert len(read_logbook(phone.desk.store).chosen) == 1


def test_a_session_of_ones_own_needs_no_programme(stranger: Browser) -> None:
    page = stranger.send(stranger.get("/"), "/start/")
    station = taken(stranger, page, "goblet-squat", "pattern=squat")
    logged = stranger.send(station, "/log/", load="16")
    assert "Goblet squat" in logged.text
    assert "Go on with your session" in stranger.get("/").text


def test_a_session_of_ones_own_begins_where_the_last_one_ended(stranger: Browser) -> None:
    for load in ("16", ""):
        page = stranger.send(stranger.get("/"), "/start/")
        station = taken(stranger, page, "goblet-squat", "pattern=squat")
        form = next(form for form in station.forms if form["action"].endswith("/log/"))
        stranger.send(station, "/log/", load=load or form["fields"]["load"])
        stranger.now += timedelta(days=1)
    assert "Last time" in station.text
    assert [one.load.value for one in read_logbook(stranger.desk.store).sets if one.load] == [
        16,
        16,
    ]


def test_a_session_that_was_begun_by_typing_shows_its_sets(stranger: Browser) -> None:
    from ironstride.app.log import Moment, tell  # noqa: PLC0415 - Django is set up now
    from ironstride.formats.log_line import read_line  # noqa: PLC0415 - likewise

    for line in ("back-squat 3x5@80", "sandbag 2x8@30"):
        moment = Moment(stranger.now, stranger.now.date())
        tell(read_line(line), moment, stranger.desk, takes_new=True)
    link = next(x for x in stranger.get("/").links if x.startswith("/session/"))
    page = stranger.get(link)
    assert "Barbell back squat" in page.text
    assert "sandbag" in page.text
    assert "3 of 3" in page.text


def test_all_rising_sets_are_one_tap_and_nobodys_evidence(phone: Browser) -> None:
    assert phone.desk.programme is not None
    session = next(s for s in phone.desk.programme.sessions for p in s.exercises
                   if p.role is Role.WARM_UP and p.load.percent_1rm)  # fmt: skip
    phone.now += session.start.date() - phone.now.date()
    page = begin(phone)
    while "Rising sets" not in page.text:
        number = int(page.address.split("/")[-2]) + 1
        assert number < 20
        page = phone.get(re.sub(r"/\d+/$", f"/{number}/", page.address))
    phone.send(page, "/log/", all="1")
    sets = read_logbook(phone.desk.store).sets
    assert len({one.at for one in sets}) == 1
    assert len(sets) >= 3
    assert all(one.is_warm_up and one.choice is LoadChoice.OWN for one in sets)


def test_two_exercises_are_done_in_turn(phone: Browser) -> None:
    page, lines = begin(phone), next_session(phone).exercises
    for p in lines:
        if p.role is Role.ACCESSORY:
            page = station_of(phone, page, p.exercise)
            if "in turn with" in page.text:
                break
    first = phone.get(f"{page.address}?alternate=1")
    second = phone.send(first, "/log/", load="10")
    assert second.address != first.address
    assert "In turn with" in second.text
    assert "Rest " not in second.text


def test_a_session_ahead_can_be_left_out_and_stays_out(phone: Browser) -> None:
    phone.now -= timedelta(days=1)
    today = phone.send(phone.get("/"), "/skip/", reason="travel")
    assert "In 4 days" in today.text
    phone.now += timedelta(days=1)
    assert "In 3 days" in phone.get("/").text


def test_undo_takes_back_what_the_page_told(phone: Browser) -> None:
    page = station_of(phone, begin(phone), accessory(phone))
    phone.now += timedelta(minutes=1)
    swapped(phone, page)
    undone = undo(phone.desk.store, at=phone.now + timedelta(seconds=1))
    assert len(undone) == 1
    assert read_logbook(phone.desk.store).chosen == ()
