"""Invitations: the only way to an account. Signed, so that none can be made up; used once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.core import signing

from ironstride.accounts import coaching
from ironstride.accounts.models import Account, Invitation

LASTS: Final = timedelta(days=7)
SALT: Final = "ironstride.invitation"


def invite(*, at: datetime, coach: Account | None = None, is_for_coach: bool = False) -> str:
    """Make an invitation and give its token, which opens one account within a week."""
    made = Invitation.objects.create(
        coach=coach, is_for_coach=is_for_coach and coach is None, expires=at + LASTS
    )
    return signing.dumps(str(made.id), salt=SALT)


def invitation_of(token: str, *, at: datetime) -> Invitation | None:
    """Read a token; None where it was not made here, was used, or has expired."""
    try:
        id_ = UUID(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError):
        return None
    open_ = Invitation.objects.filter(id=id_, used=None, expires__gt=at)
    return open_.select_related("coach").first()


def claim(token: str, *, at: datetime) -> Invitation | None:
    """Use a token up; of two who try at once only one gets it."""
    found = invitation_of(token, at=at)
    if found is None:
        return None
    claimed = Invitation.objects.filter(id=found.id, used=None).update(used=at)
    return found if claimed else None


def welcome(account: Account, invitation: Invitation, *, at: datetime) -> None:
    """Have a newcomer find the question of the coach who invited them."""
    if invitation.coach is not None:
        coaching.ask(invitation.coach, account, at=at)
