"""Coach and athlete: asked, accepted, seen, answered, planned for, and ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commands import PROFILE
from ironstride.app.log import read_logbook
from server_pages import Server, server


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Server]:
    yield from server(tmp_path)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def pair(club: Server, plan: Path) -> tuple[Any, Any, str]:
    """Anna coaches Kim, who has a programme; and where Kim's pages lie for Anna."""
    anna, kim = club.account("Anna", is_coach=True), club.account("Kim")
    club.planned(kim, plan)
    club.accept(anna, kim)
    return anna, kim, f"/of/{kim.athlete}"


def test_a_coach_asks_and_sees_nothing_until_the_athlete_accepts(club: Server) -> None:
    anna, kim = club.account("Anna", is_coach=True), club.account("Kim")
    coach, athlete = club.visitor(anna), club.visitor(kim)
    asked = coach.send(coach.get("/coach/"), "/coach/ask/", email="KIM@club.example")
    assert "Not answered yet" in asked.text
    assert coach.get(f"/of/{kim.athlete}/").status == 404
    page = athlete.get("/account/")
    assert "Anna asks to coach you" in page.text
    athlete.send(page, "/accept/")
    assert "Kim" in coach.get("/coach/").text
    assert "These are Kim 's pages" in coach.get(f"/of/{kim.athlete}/").text


def test_somebody_who_is_not_there_cannot_be_asked(club: Server) -> None:
    anna = club.account("Anna", is_coach=True)
    coach = club.visitor(anna)
    for email in ("nobody@club.example", "anna@club.example"):
        page = coach.send(coach.get("/coach/"), "/coach/ask/", email=email)
        assert "nobody else here has this address" in page.text
        assert "Not answered yet" not in page.text


@pytest.mark.parametrize("who", ["athlete", "coach"])
def test_either_may_end_it_and_the_pages_close_at_once(
    club: Server, pair: tuple[Any, Any, str], who: str
) -> None:
    anna, kim, theirs = pair
    coach, athlete = club.visitor(anna), club.visitor(kim)
    assert coach.get(f"{theirs}/week/").status == 200
    one, page = (coach, "/coach/") if who == "coach" else (athlete, "/account/")
    one.send(one.get(page), "/end/")
    assert coach.get(f"{theirs}/week/").status == 404
    assert "No athletes yet" in coach.get("/coach/").text


def test_what_a_coach_logs_is_the_athletes_and_says_who_did_it(
    club: Server, pair: tuple[Any, Any, str]
) -> None:
    anna, kim, theirs = pair
    coach, athlete = club.visitor(anna), club.visitor(kim)
    begun = coach.send(coach.get(f"{theirs}/"), "/start/")
    assert begun.address.startswith(f"{theirs}/session/")
    coach.send(begun, "/log/")
    assert "Nothing yet" in club.visitor(anna).get("/changed/").text
    assert "Go on" in athlete.get("/").text
    changed = athlete.get("/changed/")
    assert "Anna (anna@club.example)" in changed.text
    assert changed.html.count('<li class="card">') == 2
    assert changed.misses == []


def test_what_the_athlete_logs_is_nobodys_change(club: Server, pair: tuple[Any, Any, str]) -> None:
    athlete = club.visitor(pair[1])
    athlete.send(athlete.send(athlete.get("/"), "/start/"), "/log/")
    assert "Nothing yet" in athlete.get("/changed/").text


def test_a_set_that_a_coach_corrects_and_a_profile_that_a_coach_changes_are_told(
    club: Server, pair: tuple[Any, Any, str]
) -> None:
    anna, kim, theirs = pair
    coach, athlete = club.visitor(anna), club.visitor(kim)
    athlete.send(athlete.send(athlete.get("/"), "/start/"), "/log/")
    (done, *_) = read_logbook(club.desk(kim).store).sets
    for changed in ({"amount": "12"}, {"withdraw": "1"}):
        coach.send(coach.get(f"{theirs}/set/{done.id}/"), "", **changed)
    coach.post(f"{theirs}/profile/", text=PROFILE.replace("21.1", "42.2"))
    text = athlete.get("/changed/").text
    assert "The profile was changed" in text
    assert "+ distance_km = 42.2" in text
    assert re.search(r"Tue 1 Dec: it was .* 12", text)
    assert "Tue 1 Dec: it never was" in text


def test_a_profile_with_a_fault_changes_nothing(club: Server) -> None:
    kim = club.account("Kim")
    athlete = club.visitor(kim)
    assert "birth_year" in athlete.get("/profile/").html
    page = athlete.post("/profile/", text="[athlete]\nbirth_year = 'old'")
    assert page.status == 422
    assert "birth_year" in page.text
    assert not club.desk(kim).profile.exists()


# Talk ------------------------------------------------------------------------------------


def test_a_question_is_asked_read_and_answered(club: Server, pair: tuple[Any, Any, str]) -> None:
    anna, kim, theirs = pair
    coach, athlete = club.visitor(anna), club.visitor(kim)
    athlete.post("/talk/plan/", text="Is the long run too close?")
    athlete.post("/talk/plan/", text="Is the long run too close?")
    roster = coach.get("/coach/")
    assert "Waits for an answer since Tue 1 Dec: “Is the long run too close?”" in roster.text
    assert "1 new" in roster.text
    assert "read by" not in athlete.get("/talk/plan/").text
    thread = coach.get(f"{theirs}/talk/plan/")
    assert thread.misses == []
    assert "read by Anna" in athlete.get("/talk/plan/").text
    coach.post(f"{theirs}/talk/plan/", text="No, a day lies between.")
    assert "Waits for an answer" not in coach.get("/coach/").text
    assert "1 new" in athlete.get("/talk/").text
    athlete.get("/talk/plan/")
    assert "1 new" not in athlete.get("/talk/").text


def test_a_session_and_a_set_have_threads_of_their_own(
    club: Server, pair: tuple[Any, Any, str]
) -> None:
    anna, kim, theirs = pair
    athlete, coach = club.visitor(kim), club.visitor(anna)
    athlete.send(athlete.send(athlete.get("/"), "/start/"), "/log/")
    book = read_logbook(club.desk(kim).store)
    about = f"session/{book.sessions[0].started.id}/", f"set/{book.sets[0].id}/"
    for each in about:
        assert coach.post(f"{theirs}/talk/{each}", text="Well done <b>").status == 200
        page = athlete.get(f"/talk/{each}")
        assert "Well done &lt;b&gt;" in page.html
    assert "Session of Tue 1 Dec" in athlete.get("/talk/").text
    assert coach.get(f"{theirs}/talk/").misses == []
    assert athlete.get(f"/talk/other/{book.sets[0].id}/").status == 404


# A programme for several -----------------------------------------------------------------


PINNED = "# Hill legs\npin tuesday in adaptation\n45 min\nback-squat 3x8 @60% rir3\n"


def test_a_programme_is_planned_for_each_who_is_ticked_and_says_who_did_it(
    club: Server, pair: tuple[Any, Any, str]
) -> None:
    anna, kim, _ = pair
    robin, pat = club.account("Robin"), club.account("Pat")
    club.accept(anna, robin)
    coach = club.visitor(anna)
    page = coach.get("/coach/assign/")
    assert page.misses == []
    ids = [str(one.athlete) for one in (kim, robin, pat)]
    club.now += timedelta(minutes=1)
    done = coach.post("/coach/assign/", athlete=ids, start="2026-12-07", text=PINNED)
    assert "Taken on, until" in done.text
    assert "nothing is written in it yet" in done.text
    assert "Pat" not in done.text
    assert "A programme was taken on" in club.visitor(kim).get("/changed/").text
    programme = club.desk(kim).programme
    assert programme is not None
    assert any("Hill legs" in session.intent for session in programme.sessions)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"start": "soon"}, "2026-12-07"),
        ({"athlete": []}, "Tick 1 to 10"),
        ({"athlete": ["nobody"]}, "Tick 1 to 10"),
        ({"text": "# Hills\npin tuesday\nbakc-squat 3x5"}, "back-squat"),
    ],
)
def test_what_is_unclear_is_said_and_plans_for_nobody(
    club: Server, pair: tuple[Any, Any, str], changed: dict[str, Any], said: str
) -> None:
    anna, kim, _ = pair
    sent = {"athlete": [str(kim.athlete)], "start": "2026-12-07", "text": "", **changed}
    page = club.visitor(anna).post("/coach/assign/", **sent)
    assert page.status == 422
    assert said in page.text
    assert "Nothing yet" in club.visitor(kim).get("/changed/").text


def test_the_roster_begins_with_whoever_needs_a_look(
    club: Server, pair: tuple[Any, Any, str]
) -> None:
    anna, kim, _ = pair
    club.accept(anna, club.account("Ada"))
    athlete = club.visitor(kim)
    begun = athlete.send(athlete.get("/"), "/start/")
    athlete.send(begun, "/pain/", place="knee", side="left", score="6")
    page = club.visitor(anna).get("/coach/")
    assert "1 of 2 needs a look" in page.text
    assert page.text.index("Kim") < page.text.index("Ada")
    assert "Pain: left knee 6 of 10 while training" in page.text
    assert page.misses == []
