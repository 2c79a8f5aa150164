"""The coach's pages: who needs a look today, who was asked, and a programme for several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ironstride.accounts import coaching, threads
from ironstride.accounts.invitations import LASTS, invite
from ironstride.accounts.models import Account, Coaching
from ironstride.app.attention import notices
from ironstride.app.log import Desk
from ironstride.formats import words
from ironstride.planning.attention import Notice, Word, urgency
from ironstride.web.accounts.whose import account_of
from ironstride.web.athlete import desk_for
from ironstride.web.clock import this_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An athlete of the roster: why to look today, how the programme stands, what is new."""

    coaching: Coaching
    athlete: Account
    address: str
    notices: tuple[Notice, ...]
    state: str
    unread: int


def coach_of(request: HttpRequest) -> Account:
    """Give the visitor, who is to be a coach."""
    account = account_of(request)
    if not account.is_coach:
        raise Http404("This page is for coaches.")
    return account


@require_safe
def show_roster(request: HttpRequest) -> HttpResponse:
    """List a coach's athletes, whoever needs a look first."""
    coach = coach_of(request)
    rows = sorted(_rows(coach), key=lambda row: urgency(row.notices))
    context = {
        "rows": rows,
        "urgent": sum(bool(row.notices) for row in rows),
        "waiting": coaching.waiting_for(coach),
        "day": this_moment().day,
    }
    return render(request, "roster.html", context)


def _rows(coach: Account) -> Iterator[Row]:
    today = this_moment().day
    for held in coaching.coached_by(coach):
        athlete = held.athlete
        with desk_for(athlete, coach) as desk:
            yield Row(
                coaching=held,
                athlete=athlete,
                address=address_of(athlete),
                notices=notices(desk, _words(athlete), today=today),
                state=_state(desk),
                unread=threads.unread(coach, athlete),
            )


def _words(athlete: Account) -> Iterator[Word]:
    for one in threads.remarks_on(athlete):
        is_theirs = one.author_id == athlete.id
        yield Word(thread=one.topic, is_athletes=is_theirs, at=one.at, text=one.text)


def _state(desk: Desk) -> str:
    if desk.programme is not None:
        return f"Programme until {words.date_in_words(desk.programme.end)}"
    return "No programme yet" if desk.profile.exists() else "No profile yet"


def address_of(athlete: Account) -> str:
    """Say where an athlete's pages lie for a coach."""
    return f"{reverse('today')}of/{athlete.athlete}/"


@require_POST
def ask_athlete(request: HttpRequest) -> HttpResponse:
    """Ask somebody who has an account here."""
    coach, email = coach_of(request), request.POST.get("email", "").strip().lower()
    athlete = Account.objects.filter(email=email, is_active=True).first()
    if athlete is None or athlete == coach:
        said = "nobody else here has this address; send an invitation instead."
        messages.warning(request, f"{email}: {said}" if email else "Write an address first.")
    else:
        coaching.ask(coach, athlete, at=this_moment().at)
        messages.success(request, f"{email} finds your question under Account.")
    return redirect("roster")


@require_POST
def invite_athlete(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link, once."""
    token, at = invite(at=this_moment().at, coach=coach_of(request)), this_moment().at
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return render(request, "invited.html", {"link": link, "until": until(at)})


def until(at: datetime) -> str:
    """Say on which day an invitation of a moment expires."""
    return words.date_in_words((at + LASTS).date())


def athletes_named(coach: Account, asked: list[str]) -> list[Account]:
    """Give those of a coach's athletes that were ticked, and nobody else."""
    wanted = {UUID(one) for one in asked if _is_id(one)}
    return [one.athlete for one in coaching.coached_by(coach) if one.athlete.athlete in wanted]


def _is_id(written: str) -> bool:
    try:
        UUID(written)
    except ValueError:
        return False
    return True
