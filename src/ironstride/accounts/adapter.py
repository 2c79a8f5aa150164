"""How allauth opens accounts here: by invitation alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone

from ironstride.accounts.invitations import claim, invitation_of, welcome

if TYPE_CHECKING:
    from ironstride.accounts.models import Account

HELD: Final = "invitation"  # where a session holds the token of whoever follows a link


class ByInvitation(DefaultAccountAdapter):  # type: ignore[misc] # allauth's hints are not read
    """Accounts are opened by invitation, and coaches begin at their roster."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether the visitor holds an invitation that is still good."""
        return invitation_of(request.session.get(HELD, ""), at=timezone.now()) is not None

    def save_user(
        self,
        request: HttpRequest,
        user: Any,
        form: Any,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth calls it so
    ) -> Account:
        """Open the account and use the invitation up, both or neither."""
        now = timezone.now()
        with transaction.atomic():
            invitation = claim(request.session.pop(HELD, ""), at=now)
            if invitation is None:
                raise self.validation_error("no_invitation")
            user.name = form.cleaned_data["name"]
            user.is_coach = invitation.is_for_coach
            account: Account = super().save_user(request, user, form, commit)
            welcome(account, invitation, at=now)
        return account

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Send newcomers where they will come whenever they log in."""
        return self.get_login_redirect_url(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send coaches to their roster, and everybody else to today."""
        is_coach = getattr(request.user, "is_coach", False)
        return resolve_url("roster" if is_coach else "today")
