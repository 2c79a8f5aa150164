"""Links that an operator makes: to open an account, and to choose a new password."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from ironstride.accounts.invitations import invite
from ironstride.accounts.models import Account
from ironstride.web.clock import this_moment


def for_account(*, is_for_coach: bool) -> str:
    """Make an invitation."""
    return _at(reverse("invitation", args=[invite(at=this_moment().at, is_for_coach=is_for_coach)]))


def for_password(email: str) -> str | None:
    """Make a link for a new password; None where nobody logs in with this address."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is None:
        return None
    key = [user_pk_to_url_str(account), default_token_generator.make_token(account)]
    return _at(reverse("account_reset_password_from_key", args=key))


def _at(path: str) -> str:
    return f"https://{settings.ALLOWED_HOSTS[0]}{path}"
