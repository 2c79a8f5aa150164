"""The link of an invitation: it opens the page where an account is made."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ironstride.accounts.adapter import HELD
from ironstride.accounts.invitations import invitation_of
from ironstride.web.clock import this_moment


@login_not_required
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Keep a good invitation with the visitor's session, and go on to sign-up."""
    if invitation_of(token, at=this_moment().at) is None:
        return render(request, "account/signup_closed.html", {"was_used": True}, status=410)
    request.session[HELD] = token
    return redirect("account_signup")
