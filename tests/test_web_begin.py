"""The beginning in a browser: from nothing to a programme, and nothing lost on the way."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ironstride.app.import_files import import_files
from ironstride.app.interview import PRESETS, SCREEN
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete, Concern
from ironstride.core.calendar import Weekday
from ironstride.core.run import RacePriority, RunKind
from ironstride.formats.profile import read_profile, write_profile
from ironstride.sample import make
from ironstride.sample.folder import SampleReport
from ironstride.sample.profile import athlete_toml
from ironstride.store.open import open_store
from web_pages import NOON, Browser, Page, browser

READS: Final = "ironstride.app.uploads.import_files"
NO_TO_ALL: Final = {f"screen{n}": "no" for n in range(len(SCREEN))}
ANSWERS: Final[tuple[dict[str, str], ...]] = (
    {"race0-day": "2027-03-21", "race0-length": "half", "born": "1985", "units": "kg"},
    {"place0-name": "gym", "place0-kit": "1"},
    {"monday-on": "1", "tuesday-on": "1", "friday-on": "1", "friday-from": "17:30"},
    {"experience": "novice", "lift0-name": "back squat", "lift0-load": "80", "lift0-reps": "5"},
    {"sore-knee": "1", "dislikes": "pull-up", **NO_TO_ALL},
)


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    for phone in browser(tmp_path, plan=None):
        from ironstride.web import worker  # noqa: PLC0415 - Django is set up now

        monkeypatch.setattr(worker, "wake", worker.work_off_all)
        yield phone


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the last weeks of the made-up runner, and one file that breaks off."""
    folder = tmp_path_factory.mktemp("files")
    report = make(folder / "sample", today=NOON.date())
    recent = sorted((report.folder / "watch").glob("sample-2026-1[01]-*.fit"))[-12:]
    for name, chosen in (("export.zip", recent), ("few.zip", recent[:3])):
        with zipfile.ZipFile(folder / name, "w") as export:
            for file in chosen:
                export.write(file, f"activities/{file.name}")
    (folder / "broken.fit").write_bytes(recent[0].read_bytes()[:60])
    return folder


def answered(stranger: Browser, *pages: dict[str, str], first: Page | None = None) -> Page:
    """Go from page to page as a browser does: what is hidden is sent again."""
    page = first or stranger.get("/begin/profile/")
    for answers in pages:
        hidden = {name: v for name, v in page.forms[-1]["fields"].items() if name in page.hidden}
        page = stranger.post("/begin/profile/", **hidden, **answers, go="next")
    return page


def profile_in(stranger: Browser) -> Athlete:
    path = stranger.folder / "athlete.toml"
    return read_profile(path.read_text(encoding="utf-8"), name=path.name, catalogue=load())


def sent(stranger: Browser, *files: Path) -> Page:
    uploads = [SimpleUploadedFile(file.name, file.read_bytes()) for file in files]
    return Page(stranger.client.post("/begin/files/", {"files": uploads}, follow=True))


def test_from_nothing_to_a_programme(stranger: Browser, files: Path) -> None:
    page = answered(stranger, *ANSWERS)
    assert page.address == "/begin/files/"
    read = sent(stranger, files / "export.zip", files / "broken.fit")
    assert "12 new runs" in read.text
    assert "broken.fit" in read.text
    week = stranger.get("/begin/week/")
    assert "sure" in week.text
    plan = stranger.send(week, "")
    assert "half marathon" in plan.text
    ready = stranger.send(plan, "")
    assert (ready.address, "Your programme stands" in ready.text) == ("/begin/ready/", True)
    assert "Strength" in stranger.get("/").text
    assert [p.misses for p in (page, read, week, plan, ready)] == [[]] * 5
    assert profile_in(stranger).habit is None  # it goes on being learned


def test_every_answer_reaches_the_profile(stranger: Browser) -> None:
    answered(stranger, *ANSWERS)
    athlete = profile_in(stranger)
    race, offer = athlete.races[0], athlete.offers[Weekday.FRIDAY]
    assert (race.distance_km, race.priority, athlete.birth_year) == (21.1, RacePriority.A, 1985)
    assert (offer.start, offer.minutes, offer.place) == (time(17, 30), 60, "gym")
    assert athlete.places["gym"] == frozenset(PRESETS["1"].equipment)
    assert athlete.lifts["back-squat"].load.value == 80
    assert (athlete.health.complaints, athlete.health.dislikes) == (
        frozenset({"knee"}),
        frozenset({"pull-up"}),
    )
    assert not athlete.health.parq_yes


@pytest.mark.parametrize(
    ("number", "changed", "told"),
    [
        (0, {"born": ""}, "this one needs an answer"),
        (0, {"born": "85"}, "85 is too long ago"),
        (0, {"race0-day": "1999-01-01"}, "1999 is too long ago"),
        (0, {"race0-length": "far"}, "is no number"),
        (1, {"place0-kit": "own", "place0-own": "dumbell"}, "did you mean"),
        (2, {"tuesday-minutes": "500"}, "500 is too long"),
        (3, {"lift0-name": "bakc squat"}, "did you mean"),
        (4, {"screen3": ""}, "answer yes or no"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_beside_it_and_nothing_is_written(
    stranger: Browser, number: int, changed: dict[str, str], told: str
) -> None:
    page = answered(stranger, *ANSWERS[:number], {**ANSWERS[number], **changed})
    assert (page.status, told in page.text, page.misses) == (422, True, [])
    assert not (stranger.folder / "athlete.toml").exists()


def test_a_day_has_to_be_offered(stranger: Browser) -> None:
    assert "tick at least one day" in answered(stranger, *ANSWERS[:2], {}).text


def test_back_keeps_what_was_said(stranger: Browser) -> None:
    page = answered(stranger, *ANSWERS[:2])
    hidden = {name: v for name, v in page.forms[-1]["fields"].items() if name in page.hidden}
    back = stranger.post("/begin/profile/", **hidden, go="back")
    assert 'value="gym"' in back.html
    assert 'value="1985"' in back.html


def test_one_more_race_is_one_more_row(stranger: Browser) -> None:
    first = stranger.post("/begin/profile/", page="race", go="more-race", **ANSWERS[0])
    second = {"race1-day": "2027-02-07", "race1-length": "10", "race1-rank": "B"}
    assert 'name="race1-day"' in first.html
    answered(stranger, {**ANSWERS[0], **second}, *ANSWERS[1:], first=first)
    assert [race.priority.value for race in profile_in(stranger).races] == ["B", "A"]


@pytest.mark.parametrize("held", [{"screen1": "yes"}, {"first-chest-pain": "1"}])
def test_what_has_to_be_seen_first_is_said_and_nothing_is_planned(
    stranger: Browser, held: dict[str, str]
) -> None:
    page = answered(stranger, *ANSWERS[:4], {**ANSWERS[4], **held})
    assert "see a doctor before you train again" in page.text
    assert profile_in(stranger).health.needs_clearance == {Concern.CHEST_PAIN}
    refused = stranger.send(stranger.get("/begin/programme/"), "")
    assert (refused.status, "Nothing is planned yet" in refused.text) == (409, True)


def test_a_minor_is_asked_who_is_there(stranger: Browser) -> None:
    page = answered(stranger, {**ANSWERS[0], "born": "2010"}, *ANSWERS[1:4])
    assert "is an adult who knows the lifts beside you" in page.text


def test_a_profile_that_is_there_is_never_written_over_in_silence(stranger: Browser) -> None:
    path = stranger.folder / "athlete.toml"
    answered(stranger, *ANSWERS)
    path.write_text("# mine\n" + (before := path.read_text()))
    page = answered(stranger, {**ANSWERS[0], "born": "1990"}, *ANSWERS[1:])
    assert (page.status, path.read_text()) == (409, "# mine\n" + before)
    stranger.send(page, "/begin/profile/", replace="1")
    assert profile_in(stranger).birth_year == 1990
    assert [p.read_text() for p in stranger.folder.glob("athlete.2*.toml")] == ["# mine\n" + before]


def test_answers_can_be_gone_through_again_and_what_no_page_asks_stays(stranger: Browser) -> None:
    answered(stranger, *ANSWERS)
    path = stranger.folder / "athlete.toml"
    path.write_text(path.read_text() + "\n[places.gym.rack]\nbar = 15\n")
    before = profile_in(stranger)
    page = stranger.get("/begin/profile/?page=health")
    again = stranger.send(page, "", go="next")
    stranger.send(again, "/begin/profile/", replace="1")
    assert write_profile(profile_in(stranger)) == write_profile(before)


def test_a_week_that_is_corrected_is_written_down(stranger: Browser) -> None:
    answered(stranger, *ANSWERS)
    week = stranger.get("/begin/week/")
    assert "No run is known yet" in week.text
    fields = {"sunday-kind": "long", "sunday-start": "09:00", "sunday-minutes": "100"}
    stranger.post("/begin/week/", **fields)
    (run,) = profile_in(stranger).habit or ()
    assert (run.day, run.kind, run.minutes) == (Weekday.SUNDAY, RunKind.LONG, 100)
    assert week.misses == []


def test_rules_that_collide_are_said_with_what_would_help(stranger: Browser) -> None:
    answered(stranger, *ANSWERS[:2], {"tuesday-on": "1"}, *ANSWERS[3:])
    stranger.post("/begin/week/", **{"tuesday-kind": "quality", "tuesday-start": "18:00"})
    page = stranger.send(stranger.get("/begin/programme/"), "")
    assert (page.status, page.misses) == (409, [])
    assert "What would help" in page.text


def test_planning_anew_asks_first(stranger: Browser) -> None:
    answered(stranger, *ANSWERS)
    stranger.send(stranger.get("/begin/programme/"), "")
    page = stranger.post("/begin/programme/")
    assert "takes its place" in page.text
    assert stranger.send(page, "").address == "/begin/ready/"


# Files -------------------------------------------------------------------------------------


def test_a_reading_that_broke_off_goes_on_and_counts_every_run_once(
    stranger: Browser, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ironstride.web import worker  # noqa: PLC0415 - likewise

    monkeypatch.setattr(worker, "wake", lambda: None)
    page = sent(stranger, files / "few.zip")
    assert (page.response["Refresh"], page.misses) == ("2", [])
    waiting = stranger.folder / "data" / "uploads"
    monkeypatch.setattr(READS, partial(killed_after, 1, import_files))
    with pytest.raises(KeyboardInterrupt):
        worker.work_off_all()
    assert len(list(waiting.iterdir())) == 1
    monkeypatch.setattr(READS, import_files)
    monkeypatch.setattr(worker, "wake", worker.work_off_all)
    worker.go_on()
    assert "1 recording known already" in stranger.get(page.address).text
    with open_store(stranger.folder / "data") as store:
        assert len(store.runs()) == 3
    assert list(waiting.iterdir()) == []


def killed_after(count: int, read: Any, *arguments: Any, progress: Any, **more: Any) -> Any:
    def and_then_killed(done: int, total: int, name: str) -> None:
        progress(done, total, name)
        if done > count:
            raise KeyboardInterrupt

    return read(*arguments, progress=and_then_killed, jobs=1, **more)


def test_an_upload_that_breaks_off_three_times_is_given_up(
    stranger: Browser, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ironstride.web import worker  # noqa: PLC0415 - likewise

    monkeypatch.setattr(worker, "wake", lambda: None)
    page = sent(stranger, files / "broken.fit")
    monkeypatch.setattr(READS, lambda *_, **__: 1 / 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            worker.work_off_all()
    worker.work_off_all()
    assert "broke off three times" in stranger.get(page.address).text


def test_files_of_one_name_are_both_read(stranger: Browser, files: Path, tmp_path: Path) -> None:
    (tmp_path / "twin").mkdir()
    twin = tmp_path / "twin" / "few.zip"
    with zipfile.ZipFile(twin, "w") as other:
        other.writestr("note.txt", "hello")
    assert "4 files looked at" in sent(stranger, files / "few.zip", twin).text


def test_nothing_chosen_is_said(stranger: Browser) -> None:
    assert "No file was chosen" in stranger.post("/begin/files/").text


@pytest.mark.parametrize("address", ["/begin/files/", "/skip/"])
def test_what_is_too_large_is_refused_in_a_sentence(stranger: Browser, address: str) -> None:
    answer = stranger.client.generic(
        "POST",
        address,
        b"x",
        content_type="multipart/form-data; boundary=y",
        headers={"content-length": "5000000000"},
    )
    assert answer.status_code == 413
    assert "more than is taken in one go" in answer.content.decode()


# The sample --------------------------------------------------------------------------------


def test_the_sample_never_meets_ones_own_data(
    stranger: Browser, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ironstride.web import begin  # noqa: PLC0415 - Django is set up now

    monkeypatch.setattr(begin, "make", partial(a_few_of, files))
    answered(stranger, *ANSWERS)
    mine = (stranger.folder / "athlete.toml").read_text()
    read = stranger.post("/sample/")
    assert "new runs" in read.text
    assert "A made-up athlete." in read.text
    assert stranger.post("/begin/programme/").address == "/begin/ready/"
    left = stranger.send(stranger.get("/"), "/sample/leave/")
    assert "A made-up athlete." not in left.text
    assert "No programme yet" in stranger.get("/").text
    assert (stranger.folder / "athlete.toml").read_text() == mine
    with open_store(stranger.folder / "data") as store:
        assert (store.runs(), store.events()) == ((), ())


def a_few_of(files: Path, folder: Path, *, today: date) -> SampleReport:
    """Make the sample's folder with only some of its files, which are read in no time."""
    folder.mkdir(parents=True)
    (folder / "athlete.toml").write_text(athlete_toml(today))
    (folder / "export.zip").write_bytes((files / "few.zip").read_bytes())
    day = today
    return SampleReport(folder=folder, profile=folder / "athlete.toml", runs=3, copies=0,
                        first=day, last=day, damaged=folder, week=())  # fmt: skip


# Keys --------------------------------------------------------------------------------------


def test_a_token_is_made_shown_once_and_revoked(stranger: Browser) -> None:
    page = stranger.post("/settings/keys/", name="Watch", scope="read")
    assert "ironstride_" in page.text
    again = stranger.get("/settings/keys/")
    assert ("Watch" in again.text, "ironstride_" in again.text) == (True, False)
    assert "another" in stranger.post("/settings/keys/", name="Watch", scope="read").text
    assert "There is none" in stranger.send(again, "/revoke/").text
    assert page.misses == again.misses == []


def test_the_calendar_is_at_a_secret_address_that_can_be_made_anew(stranger: Browser) -> None:
    def address() -> str:
        page = stranger.post("/settings/keys/", calendar="1")
        return page.text.partition("http://localhost")[2].split()[0]

    first, second = address(), address()
    assert stranger.client.get(first).status_code == 404
    feed = stranger.client.get(second)
    assert (feed.status_code, feed.content[:15]) == (200, b"BEGIN:VCALENDAR")
    assert b"BEGIN:VEVENT" not in feed.content
    answered(stranger, *ANSWERS)
    stranger.send(stranger.get("/begin/programme/"), "")
    assert b"Strength" in stranger.client.get(second).content
    stranger.send(stranger.get("/settings/keys/"), "/revoke/")
    assert stranger.client.get(second).status_code == 404
