"""Accounts: opened by invitation alone, guarded, and never without what a server needs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ironstride.web.mode import NotReadyError, settings_for
from server_pages import NOON, WORD, Server, Visitor, server
from web_pages import Page


@pytest.fixture
def club(tmp_path: Path) -> Iterator[Server]:
    yield from server(tmp_path)


def link(club: Server, *, coach: bool = False) -> str:
    from ironstride.web.accounts import links  # noqa: PLC0415 - accounts are there once the server is

    return links.for_account(is_for_coach=coach).removeprefix("https://club.example")


def sign_up(visitor: Visitor, address: str, *, name: str = "Kim", password: str = WORD) -> Page:
    page = visitor.get(address)
    if page.address != "/signup/":
        return page
    fields = {"name": name, "email": f"{name.lower()}@club.example", "password1": password}
    return visitor.send(page, "/signup/", **fields)


def log_in(visitor: Visitor, *, password: str = WORD) -> Page:
    return visitor.post("/login/", login="kim@club.example", password=password)


# Opening one -----------------------------------------------------------------------------


def test_an_invitation_opens_one_account_and_no_second(club: Server) -> None:
    address = link(club)
    assert "No programme yet" in sign_up(club.visitor(), address).text
    again = club.visitor().get(address)
    assert again.status == 410
    assert "no longer good" in again.text
    assert again.misses == []


def test_of_two_who_hold_one_invitation_only_one_gets_in(club: Server) -> None:
    address, kim, robin = link(club), club.visitor(), club.visitor()
    page = robin.get(address)
    sign_up(kim, address)
    late = robin.send(page, "/signup/", name="R", email="r@club.example", password1=WORD)
    assert "by invitation" in late.text
    assert robin.get("/").address == "/login/"


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_an_invitation_holds_for_a_week(club: Server, days: float, status: int) -> None:
    address = link(club)
    club.now = NOON + timedelta(days=days)
    assert club.visitor().get(address).status == status


def test_nobody_can_make_an_invitation_up(club: Server) -> None:
    from django.core import signing  # noqa: PLC0415 - likewise

    forged = signing.dumps("00000000-0000-4000-8000-000000000000", salt="ironstride.invitation")
    for token in (forged, forged[:-2] + "xx", "nonsense"):
        assert club.visitor().get(f"/invitation/{token}/").status == 410
    closed = club.visitor().get("/signup/")
    assert "Ask your coach" in closed.text
    assert "form" not in closed.tags


def test_only_the_operator_makes_coaches(club: Server) -> None:
    anna = club.visitor()
    assert sign_up(anna, link(club, coach=True), name="Anna").address == "/coach/"
    invited = anna.send(anna.get("/coach/"), "/coach/invite/", is_for_coach="1", coach="1")
    address = invited.html.split('value="https://club.example')[1].split('"')[0]
    kim = club.visitor()
    sign_up(kim, address)
    assert kim.get("/coach/").status == 404


def test_a_short_or_common_password_is_refused_in_words(club: Server) -> None:
    page = sign_up(club.visitor(), link(club), password="password12")  # noqa: S106 - a bad one
    assert "too common" in page.text
    assert page.misses == []


# Getting in ------------------------------------------------------------------------------


def test_a_password_is_kept_as_argon2_and_the_session_in_a_guarded_cookie(club: Server) -> None:
    kim, visitor = club.account("Kim"), club.visitor()
    page = log_in(visitor)
    assert page.status == 200
    assert kim.password.startswith("argon2$argon2id$")
    cookie = visitor.client.cookies["ironstride_session"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert "max-age=31536000" in page.response.headers["Strict-Transport-Security"]


def test_a_line_that_is_not_encrypted_is_left_at_once(club: Server) -> None:
    answer = club.visitor().client.get("/login/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://club.example/login/")


def test_a_password_cannot_be_tried_for_long(club: Server) -> None:
    club.account("Kim")
    tried = [log_in(club.visitor(), password=f"no {n}").text for n in range(7)]
    assert "not correct" in tried[0]
    assert "Too many" in tried[-1]
    assert "Too many" in log_in(club.visitor()).text


def test_a_second_step_is_asked_for_once_it_is_set_up(club: Server) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value  # noqa: PLC0415 - likewise

    club.account("Kim")
    visitor = club.visitor()
    log_in(visitor)
    again = visitor.get("/account/second/app/")
    assert (again.address, again.misses) == ("/account/again/", [])
    page = visitor.send(again, "", password=WORD)
    assert page.misses == []
    secret = page.html.split('class="typed"><code>')[1].split("<")[0]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    codes = visitor.send(page, "/account/second/app/", code=code)
    assert codes.address == "/account/second/codes/"
    assert codes.misses == []
    spare = codes.html.split('class="codes"><li><code>')[1].split("<")[0]
    other = club.visitor()
    asked = log_in(other)
    assert (asked.address, asked.misses) == ("/login/second/", [])
    assert other.get("/").address.startswith("/login/")
    assert other.send(log_in(other), "/login/second/", code="000000").address == "/login/second/"
    assert other.send(log_in(other), "/login/second/", code=spare).address == "/"


def test_a_link_of_the_operator_lets_somebody_choose_another_password(club: Server) -> None:
    from ironstride.web.accounts import links  # noqa: PLC0415 - likewise

    club.account("Kim")
    address = (links.for_password("kim@club.example") or "").removeprefix("https://club.example")
    visitor = club.visitor()
    page = visitor.get(address)
    chosen = dict.fromkeys(("password1", "password2"), "another long walk")
    done = visitor.send(page, page.forms[0]["action"], **chosen)
    assert "is changed" in done.text
    assert log_in(club.visitor()).address == "/login/"
    assert log_in(club.visitor(), password="another long walk").address == "/"  # noqa: S106 - likewise
    assert "no longer good" in club.visitor().get(address).text
    assert links.for_password("nobody@club.example") is None


def test_whoever_is_told_to_log_out_is_out(club: Server) -> None:
    visitor = club.visitor(club.account("Kim"))
    visitor.send(visitor.get("/account/"), "/logout/")
    assert visitor.get("/account/").address == "/login/"


# What a server needs ---------------------------------------------------------------------


def test_djangos_own_checks_for_a_server_find_nothing(club: Server) -> None:
    from django.core.checks import run_checks  # noqa: PLC0415 - likewise

    found = run_checks(include_deployment_checks=True)
    assert [str(one) for one in found if not one.is_silenced()] == []


def test_whatever_holds_for_the_pages_holds_on_a_server_too() -> None:
    from ironstride.web import server_settings, settings  # noqa: PLC0415 - likewise

    own = {"SECRET_KEY", "ALLOWED_HOSTS", "ROOT_URLCONF", "INSTALLED_APPS", "MIDDLEWARE"}
    held = {name for name in dir(settings) if name.isupper()} - own - {"TEMPLATES"}
    assert {"CSRF_COOKIE_NAME", "DATABASES", "X_FRAME_OPTIONS"} <= held
    differ = {n for n in held if getattr(server_settings, n, ...) != getattr(settings, n)}
    assert differ == set()
    of_one_machine = {"ironstride.web.middleware.sample_not_kept"}
    assert set(settings.MIDDLEWARE) - of_one_machine < set(server_settings.MIDDLEWARE)


def test_the_tables_are_what_the_models_say(club: Server) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - likewise

    call_command("makemigrations", "accounts", check_changes=True, dry_run=True, verbosity=0)


def test_a_server_without_secret_and_hosts_is_refused_with_both_named() -> None:
    with pytest.raises(NotReadyError) as told:
        settings_for({"IRONSTRIDE_MODE": "server"})
    assert "IRONSTRIDE_SECRET_KEY" in str(told.value)
    assert "IRONSTRIDE_HOSTS" in str(told.value)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"IRONSTRIDE_SECRET_KEY": "a" * 60}, "IRONSTRIDE_SECRET_KEY"),
        ({"IRONSTRIDE_HOSTS": "*"}, "IRONSTRIDE_HOSTS"),
        ({"IRONSTRIDE_MODE": "sevrer"}, 'IRONSTRIDE_MODE is "sevrer"'),
        ({}, ""),
    ],
)
def test_what_a_server_needs_is_looked_at(changed: dict[str, str], named: str) -> None:
    ready = {
        "IRONSTRIDE_MODE": "server",
        "IRONSTRIDE_SECRET_KEY": "an unguessable text of more than fifty letters, it is",
        "IRONSTRIDE_HOSTS": "club.example",
    }
    if not named:
        assert settings_for(ready) == "ironstride.web.server_settings"
        return
    with pytest.raises(NotReadyError, match=named):
        settings_for({**ready, **changed})


def test_no_page_of_an_account_loads_anything_from_elsewhere(club: Server) -> None:
    visitor = club.visitor()
    log_in_page = visitor.get("/login/")
    assert log_in_page.misses == []
    policy = log_in_page.response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
