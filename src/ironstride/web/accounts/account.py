"""The visitor's own account: who they are, how they log in, and who coaches them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ironstride.accounts import coaching
from ironstride.web.accounts.whose import account_of
from ironstride.web.clock import this_moment


@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    """Show the account, and every coach who asks or sees."""
    account = account_of(request)
    return render(
        request,
        "account.html",
        {"account": account, "coachings": coaching.coaches_of(account)},
    )


@require_POST
def accept_coach(request: HttpRequest, id_: int) -> HttpResponse:
    """Let a coach in who asked."""
    if not coaching.accept(account_of(request), id_, at=this_moment().at):
        raise Http404(NO_SUCH)
    return redirect("account")


@require_POST
def end_coaching(request: HttpRequest, id_: int) -> HttpResponse:
    """End a coaching, or refuse one that was asked for: the athlete may, and so may the coach."""
    account = account_of(request)
    if not coaching.end(account, id_, at=this_moment().at):
        raise Http404(NO_SUCH)
    return redirect("roster" if request.POST.get("from") == "roster" else "account")


NO_SUCH = "Nothing of this kind is open between a coach and you."
