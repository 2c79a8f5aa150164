"""Who coaches whom: asked by the coach, accepted by the athlete, ended by either."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from ironstride.accounts.models import Account, Coaching


def ask(coach: Account, athlete: Account, *, at: datetime) -> None:
    """Ask an athlete, unless that has been asked or holds already, or they are one person."""
    if not coach.is_coach or coach == athlete:
        return
    try:
        with transaction.atomic():
            Coaching.objects.create(coach=coach, athlete=athlete, asked=at)
    except IntegrityError:
        return


def accept(athlete: Account, coaching: int, *, at: datetime) -> bool:
    """Let a coach in who asked this athlete, and say whether one did; nobody else can."""
    asked = Coaching.objects.filter(athlete=athlete, id=coaching, accepted=None, ended=None)
    return asked.update(accepted=at) > 0


def end(person: Account, coaching: int, *, at: datetime) -> bool:
    """End what holds, or refuse what was asked, and say whether it was this person's to end."""
    theirs = Coaching.objects.filter(Q(athlete=person) | Q(coach=person))
    return theirs.filter(id=coaching, ended=None).update(ended=at) > 0


def coached_by(coach: Account) -> Sequence[Coaching]:
    """Give the athletes who accepted a coach, by name."""
    return list(_held(coach).order_by("athlete__name"))


def athlete_of(coach: Account, athlete: UUID) -> Account | None:
    """Give an athlete whose pages a coach may open; None where they may not."""
    held = _held(coach).filter(athlete__athlete=athlete).first()
    return None if held is None else held.athlete


def _held(coach: Account) -> QuerySet[Coaching]:
    """Give what holds now; an account that no longer coaches holds nothing."""
    held = Coaching.objects.filter(coach=coach, accepted__isnull=False, ended=None)
    return held.filter(coach__is_coach=True, athlete__is_active=True).select_related("athlete")


def waiting_for(coach: Account) -> Sequence[Coaching]:
    """Give what a coach asked and nobody answered yet."""
    asked = Coaching.objects.filter(coach=coach, accepted=None, ended=None)
    return list(asked.select_related("athlete").order_by("asked"))


def coaches_of(athlete: Account) -> Sequence[Coaching]:
    """Give who asked an athlete, and who coaches them."""
    open_ = Coaching.objects.filter(athlete=athlete, ended=None)
    return list(open_.select_related("coach").order_by("asked"))
