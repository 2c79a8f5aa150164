"""What waited on a telephone: each form has its verdict, in any order, and however often."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from ironstride.app.log import read_logbook
from ironstride.core.log import SetDone, Side
from web_pages import NOON, Browser, Page, browser


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def phone(tmp_path: Path, planned: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=planned)


def waiting(
    page: Page, action: str, tells: str, *, minute: int = 0, **said: object
) -> dict[str, Any]:
    """Fill in a form of a page as it stands, and let it wait."""
    form = next(form for form in page.forms if form["action"].endswith(action))
    fields = {**form["fields"], "id": str(uuid4()), **said}
    at = NOON + timedelta(minutes=minute)
    day = at.date().isoformat()
    told = {"tells": tells, "id": fields["id"], "at": at.isoformat(), "day": day}
    return {**told, "fields": [[name, str(value)] for name, value in fields.items()]}


def verdicts(phone: Browser, *waited: object, **more: object) -> list[dict[str, str]]:
    body = json.dumps({"waited": waited, **more})
    answer = phone.client.post("/sync/", body, content_type="application/json")
    assert answer.status_code == 200
    told: list[dict[str, str]] = answer.json()["verdicts"]
    return told


def words_of(told: list[dict[str, str]]) -> list[str]:
    return [one["verdict"] for one in told]


def lift(phone: Browser) -> Page:
    """Open the first exercise with a load, of a session that nobody has begun."""
    kept = phone.client.get(f"/session/{'0' * 8}-{'0' * 4}-{'0' * 4}-{'0' * 4}-{'0' * 12}/kept/")
    pages: dict[str, str] = kept.json()["pages"]
    html = next(html for html in pages.values() if 'name="load"' in html)
    page = phone.get("/")
    page.forms.clear()
    page.feed(html)
    return page


def sets_of(phone: Browser) -> tuple[SetDone, ...]:
    return read_logbook(phone.desk.store).sets


def test_a_session_done_without_a_network_arrives_in_any_order_and_once(phone: Browser) -> None:
    today, page = phone.get("/"), lift(phone)
    phone.now += timedelta(hours=1)
    start = waiting(today, "/start/", "start")
    sets = [waiting(page, "/log/", "set", minute=n, load=40 + n, amount=8) for n in range(10)]
    nobody = "00000000-0000-0000-0000-000000000000"
    whole = json.loads(json.dumps([start, *sets]).replace(nobody, start["id"]))
    again = [*whole, *whole]
    random.Random(5).shuffle(again)
    told = [verdict for one in again for verdict in verdicts(phone, one)]
    assert sorted(words_of(told)) == ["had"] * 11 + ["taken"] * 11
    assert [one.load.value for one in sets_of(phone) if one.load] == [40 + n for n in range(10)]
    assert len(read_logbook(phone.desk.store).sessions) == 1


def test_one_form_that_is_refused_stops_no_other(phone: Browser) -> None:
    page = lift(phone)
    good, bad = (waiting(page, "/log/", "set", load=40, amount=n) for n in ("8", "2.5"))
    refused, taken, nothing = verdicts(phone, bad, good, {"tells": "set"})
    assert (taken["verdict"], nothing["verdict"]) == ("taken", "refused")
    assert refused["sentence"] == "2.5 is no whole number of repetitions."
    assert len(sets_of(phone)) == 1


def test_another_set_under_an_id_that_was_told_is_refused_and_not_lost_in_silence(
    phone: Browser,
) -> None:
    page = lift(phone)
    first = waiting(page, "/log/", "set", load=40)
    other = waiting(page, "/log/", "set", load=45, id=first["id"])
    assert words_of(verdicts(phone, first, first, other)) == ["taken", "had", "refused"]
    assert words_of(verdicts(phone, other)) == ["refused"]


def test_what_was_left_may_arrive_before_its_set_and_holds_for_both_sides(phone: Browser) -> None:
    page = lift(phone)
    done = waiting(page, "/log/", "set", load=10)
    about = next(value for name, value in done["fields"] if name == "about")
    sides = json.loads(about)
    sides["place"]["is_per_side"] = True
    done["fields"] = [[n, json.dumps(sides) if n == "about" else v] for n, v in done["fields"]]
    left = {**done, "tells": "left", "id": str(uuid4()),
            "fields": [["set", done["id"]], ["sides", "1"], ["left", "2"]]}  # fmt: skip
    assert words_of(verdicts(phone, left, done)) == ["taken", "taken"]
    assert [(one.side, one.rir.count) for one in sets_of(phone) if one.rir] == [
        (Side.LEFT, 2),
        (Side.RIGHT, 2),
    ]


def test_two_devices_correct_one_set_and_the_page_says_so(phone: Browser) -> None:
    verdicts(phone, waiting(lift(phone), "/log/", "set", load=40, amount=8))
    page = phone.get(f"/set/{sets_of(phone)[0].id}/")
    phone.now += timedelta(minutes=2)
    laptop = waiting(page, "", "correct", minute=2, load=45, amount=7)
    telephone = waiting(page, "", "correct", minute=1, load=42.5, left=1)
    assert words_of(verdicts(phone, laptop, telephone)) == ["taken", "taken"]
    [one] = sets_of(phone)
    assert (one.reps and one.reps.count, one.load and one.load.value) == (7, 45)
    assert one.rir is not None
    shown = phone.get(page.address)
    assert "Changed on another device" in shown.text
    assert "load 42.5 kg at" in shown.text
    phone.now += timedelta(minutes=5)
    phone.send(shown, "")
    assert "Changed on another device" not in phone.get(page.address).text


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"tells": "a-joke"}, "page of this version"),
        ({"at": "yesterday"}, "page of this version"),
        ({"day": "2026-11-20"}, "days apart"),
        ({"fields": [["about", "{}"]]}, "page of this version"),
        ({"tells": "start", "fields": [["planned", "2026-12-01T18:00:00Z"]]}, "of this version"),
        ({"tells": "start", "fields": [["planned", "on Tuesday"]]}, "page of this version"),
        (
            {"tells": "pain", "fields": [["place", "knee"], ["score", "3"], ["day", "today"]]},
            "of this version",
        ),
    ],
)
def test_what_no_page_of_ours_says_is_refused_with_a_sentence(
    phone: Browser, changed: dict[str, object], why: str
) -> None:
    [told] = verdicts(phone, {**waiting(lift(phone), "/log/", "set", load=40), **changed})
    assert told["verdict"] == "refused"
    assert why in told["sentence"]


def test_a_clock_that_is_off_is_put_right(phone: Browser) -> None:
    sets = [waiting(lift(phone), "/log/", "set", load=40, minute=n) for n in (80, 85)]
    verdicts(phone, *sets, now=(NOON + timedelta(minutes=90)).isoformat())
    assert [(NOON - one.at) / timedelta(minutes=1) for one in sets_of(phone)] == [10, 5]


@pytest.mark.parametrize("body", ["[]", "{}", "no json", '{"waited": 3}'])
def test_what_is_no_batch_is_a_mistake_of_the_sender(phone: Browser, body: str) -> None:
    assert phone.client.post("/sync/", body, content_type="application/json").status_code == 400


def test_a_whole_session_waits_pain_end_and_what_never_was_among_it(phone: Browser) -> None:
    today, page = phone.get("/"), lift(phone)
    start = waiting(today, "/start/", "start")
    done = waiting(page, "/log/", "set", load=40)
    never = {**done, "tells": "taken-back", "id": str(uuid4()), "fields": [["set", done["id"]]]}
    pain = waiting(page, "/pain/", "pain", place="knee", score=3, session=start["id"])
    end = {**start, "tells": "finish", "id": str(uuid4())}
    end["fields"] = [["session", start["id"]], ["rpe", "7"], ["minutes", "41,5"]]
    told = verdicts(phone, end, pain, never, done, start)
    assert words_of(told) == ["taken"] * 5
    book = read_logbook(phone.desk.store)
    assert (book.sets, [one.score for one in book.pain]) == ((), [3])
    assert [one.finished and one.finished.minutes for one in book.sessions] == [41.5]


def test_an_exercise_under_a_name_of_ones_own_waits_like_any_other(phone: Browser) -> None:
    from ironstride.app.log import Moment, tell  # noqa: PLC0415 - Django is set up now
    from ironstride.formats.log_line import read_line  # noqa: PLC0415 - likewise

    moment = Moment(phone.now, phone.now.date())
    tell(read_line("sandbag 2x8@30"), moment, phone.desk, takes_new=True)
    link = next(x for x in phone.get("/").links if x.startswith("/session/"))
    stops = [x for x in phone.get(link).links if re.search(r"/\d+/$", x)]
    own = max(stops, key=lambda x: int(x.split("/")[-2]))
    more = waiting(phone.get(own), "/log/", "set", load=35)
    unknown = json.loads(json.dumps(more).replace("sandbag", "sandbox"))
    assert words_of(verdicts(phone, more, {**unknown, "id": str(uuid4())})) == ["taken", "refused"]
    assert len(sets_of(phone)) == 3


def test_a_page_of_the_sample_is_not_kept(phone: Browser) -> None:
    assert "Cache-Control" not in phone.client.get("/").headers
    phone.client.cookies["ironstride_sample"] = "1"
    assert phone.client.get("/").headers["Cache-Control"] == "no-store"
