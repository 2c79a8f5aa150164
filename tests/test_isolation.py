"""No page shows or changes anything of somebody else: every address, as everybody who may not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from django.urls import URLPattern, URLResolver, reverse

from ironstride.app.log import read_logbook
from server_pages import Server, Visitor, server

MARK: Final = "kim-alone-may-read-this"

# How to build the address of each pattern from what belongs to Kim; () where it takes nothing.
# A pattern that is missing here fails the test: say how it is built, and think about who may.
ADDRESSES: Final[Mapping[str, Callable[[Any], Iterable[Any]]]] = {
    **dict.fromkeys(
        (
            "today", "start", "skip", "this-week", "progress", "why", "exercises", "change",
            "sources", "programmes", "my-data", "export-mine", "erase-mine", "sync", "worker",
            "offline",
        ),
        lambda _: (),
    ),
    "session": lambda kim: [kim.session],
    "station": lambda kim: [kim.session, 1],
    "log-set": lambda kim: [kim.session, 1],
    "go-on": lambda kim: [kim.session, 1],
    "kept": lambda kim: [kim.session],
    "log-left": lambda kim: [kim.session],
    "log-pain": lambda kim: [kim.session],
    "finish": lambda kim: [kim.session],
    "swap": lambda kim: [kim.session, 1],
    "add": lambda kim: [kim.session],
    "move-run": lambda _: ["2026-12-01T07:00:00"],
    "programme": lambda _: ["elite-core-band-circuit"],
    "correct": lambda kim: [kim.set],
    "week": lambda _: ["2026-11-30"],
    "lift": lambda _: ["back-squat"],
    "rule": lambda _: ["never-to-failure"],
    "source": lambda _: ["EST"],
    "exercise": lambda _: ["back-squat"],
    "still": lambda _: ["back-squat"],
    "figure": lambda _: ["back-squat"],
    "profile": lambda _: (),
    "what-changed": lambda _: (),
    "talk": lambda _: (),
    "talk-plan": lambda _: (),
    "thread": lambda kim: ["set", kim.set],
    "account": lambda _: (),
    "accept-coach": lambda kim: [kim.asked],
    "end-coaching": lambda kim: [kim.asked],
    **dict.fromkeys(("roster", "ask-athlete", "invite-athlete", "assign"), lambda _: ()),
    "invitation": lambda _: ["made-up"],
    "account_reset_password_from_key": lambda _: ["1", "made-up"],
    "mfa_remove_webauthn": lambda kim: [kim.passkey],
    **dict.fromkeys(
        (
            "account_login", "account_logout", "account_signup", "account_inactive",
            "account_reauthenticate", "account_change_password",
            "account_reset_password_from_key_done", "mfa_authenticate", "mfa_reauthenticate",
            "mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_login_webauthn",
            "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
        ),
        lambda _: (),
    ),
}  # fmt: skip

OPEN_TO_ALL: Final = {
    "invitation", "account_login", "account_logout", "account_signup", "account_inactive",
    "account_reset_password_from_key", "account_reset_password_from_key_done",
    "mfa_authenticate", "mfa_login_webauthn", "worker", "offline",
}  # fmt: skip
"""What somebody who has not logged in is answered with more than the way to the login."""

HOLDS_AN_ID: Final = {
    "session", "station", "log-set", "go-on", "kept", "log-left", "log-pain", "finish", "swap", "add", "correct",
    "thread", "accept-coach", "end-coaching",
}  # fmt: skip
"""What names something of Kim's, and so is not there for anybody else."""


class Kim:
    """An athlete with a programme, a session, a set, a passkey, a thread and a coach who asked."""

    def __init__(self, club: Server, plan: Path) -> None:
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - accounts are there now

        from ironstride.accounts import coaching  # noqa: PLC0415 - likewise

        self.account = club.account("Kim")
        self.club = club
        club.planned(self.account, plan)
        mine = club.visitor(self.account)
        mine.send(mine.send(mine.get("/"), "/start/"), "/log/")
        mine.post("/talk/plan/", text=MARK)
        book = read_logbook(club.desk(self.account).store)
        self.session, self.set = book.sessions[0].started.id, book.sets[0].id
        key = Authenticator(user=self.account, type="webauthn", data={"name": MARK})
        key.save()
        self.passkey = key.pk
        self.asking = club.account("Asking", is_coach=True)
        coaching.ask(self.asking, self.account, at=club.now)
        (asked,) = coaching.coaches_of(self.account)
        self.asked = asked.id

    @property
    def state(self) -> tuple[object, ...]:
        """Everything that is kept of Kim."""
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - likewise

        from ironstride.accounts.models import Coaching, Remark  # noqa: PLC0415 - likewise

        self.account.refresh_from_db()
        return (
            club_events(self.club, self.account),
            self.account.password,
            self.account.email,
            [(one.id, one.accepted, one.ended) for one in Coaching.objects.all()],
            [one.text for one in Remark.objects.filter(athlete=self.account)],
            Authenticator.objects.filter(user=self.account).count(),
        )


def club_events(club: Server, account: Any) -> tuple[object, ...]:
    return club.desk(account).store.events()


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from server(tmp_path_factory.mktemp("club"))


@pytest.fixture(scope="module")
def kim(club: Server, tmp_path_factory: pytest.TempPathFactory) -> Kim:
    return Kim(club, tmp_path_factory.mktemp("profile"))


def patterns(found: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one.name or str(one.pattern)


def addresses(kim: Kim) -> dict[str, str]:
    return {name: reverse(name, args=[*build(kim)]) for name, build in ADDRESSES.items()}


def answers(visitor: Visitor, address: str) -> Iterator[tuple[int, str, str]]:
    """Ask for a page, and send it everything that a form of ours may hold."""
    sent = {
        "id": "00000000-0000-4000-8000-000000000001", "text": "Mine now", "amount": "99",
        "load": "200", "left": "0", "rpe": "10", "score": "9", "place": "knee", "reason": "x",
        "withdraw": "1", "name": "Mine", "planned": "2026-12-01T18:00:00", "start": "2026-12-07",
    }  # fmt: skip
    for answer in (
        visitor.client.get(address, secure=True),
        visitor.client.post(address, sent, secure=True),
    ):
        told = b"".join(answer) if answer.streaming else answer.content
        yield answer.status_code, answer.headers.get("Location", ""), told.decode(errors="replace")


def test_every_address_is_listed(club: Server) -> None:
    from ironstride.web.accounts import urls  # noqa: PLC0415 - likewise

    assert set(patterns(urls.urlpatterns)) == ADDRESSES.keys()
    assert ADDRESSES.keys() >= OPEN_TO_ALL | HOLDS_AN_ID


def test_nobody_is_sent_to_the_login(club: Server, kim: Kim) -> None:
    before, found = kim.state, {}
    for name, address in addresses(kim).items():
        for prefix in ("", f"/of/{kim.account.athlete}"):
            for status, to, html in answers(club.visitor(), prefix + address):
                assert MARK not in html
                is_open = name in OPEN_TO_ALL and not prefix
                if not is_open and not (status == 302 and to.startswith("/login/?next=")):
                    found[name, prefix] = status, to
    assert found == {}
    assert kim.state == before


@pytest.mark.parametrize("who", ["athlete", "coach-who-asked", "coach-who-was-ended"])
def test_whoever_was_not_accepted_meets_nothing_of_kims(club: Server, kim: Kim, who: str) -> None:
    visitor, before, found = club.visitor(_stranger(club, kim, who)), kim.state, {}
    for name, address in addresses(kim).items():
        if who == "coach-who-asked" and name == "end-coaching":
            continue  # whoever asked may take it back, which test_coach looks at
        for status, _, html in answers(visitor, f"/of/{kim.account.athlete}{address}"):
            assert MARK not in html
            if status != 404:
                found[name, "of"] = status
        if name == "account_logout":
            continue
        for status, _, html in answers(visitor, address):
            assert MARK not in html
            if name in HOLDS_AN_ID and status not in (404, 405):
                found[name, ""] = status
    assert found == {}
    assert kim.state == before


def _stranger(club: Server, kim: Kim, who: str) -> Any:
    from ironstride.accounts import coaching  # noqa: PLC0415 - likewise

    if who == "coach-who-asked":
        return kim.asking
    stranger = club.account(who.title(), is_coach=who != "athlete")
    if who == "coach-who-was-ended":
        coaching.ask(stranger, kim.account, at=club.now)
        mine = next(one for one in coaching.coaches_of(kim.account) if one.coach == stranger)
        assert coaching.accept(kim.account, mine.id, at=club.now)
        assert coaching.end(kim.account, mine.id, at=club.now)
    return stranger


def test_an_accepted_coach_is_kept_out_of_what_is_the_athletes_alone(
    club: Server, kim: Kim
) -> None:
    from ironstride.web.accounts.whose import COACHED  # noqa: PLC0415 - likewise

    ours = club.account("Ours", is_coach=True)
    from ironstride.accounts import coaching  # noqa: PLC0415 - likewise

    coaching.ask(ours, kim.account, at=club.now)
    mine = next(one for one in coaching.coaches_of(kim.account) if one.coach == ours)
    coaching.accept(kim.account, mine.id, at=club.now)
    visitor, theirs = club.visitor(ours), f"/of/{kim.account.athlete}"
    assert MARK in visitor.get(f"{theirs}/talk/plan/").text
    alone = {n: a for n, a in addresses(kim).items() if n not in COACHED}
    for name, address in alone.items():
        assert {status for status, *_ in answers(visitor, theirs + address)} == {404}, name
    coaching.end(kim.account, mine.id, at=club.now)


def test_what_two_athletes_log_stays_apart(club: Server, kim: Kim, tmp_path: Path) -> None:
    robin = club.account("Robin")
    before = kim.state
    club.planned(robin, tmp_path)
    visitor = club.visitor(robin)
    assert "Go on" not in visitor.get("/").text
    visitor.send(visitor.send(visitor.get("/"), "/start/"), "/log/")
    assert len(read_logbook(club.desk(robin).store).sets) == 1
    assert kim.state == before
