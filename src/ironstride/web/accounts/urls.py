"""Which address shows which page in the server mode: the athlete's pages, accounts and coaches.

Of django-allauth's pages only those stand here that this app has words and a look for.
"""

from __future__ import annotations

from typing import Final

from allauth.account import views as login
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from ironstride.web import assets, urls
from ironstride.web.accounts import account, assign, coach, invitation, profile_page, talk

urlpatterns: Final = [
    *urls.ATHLETE,
    path("worker.js", login_not_required(assets.worker), name="worker"),
    path("offline/", login_not_required(assets.offline), name="offline"),
    path("profile/", profile_page.show_profile, name="profile"),
    path("changed/", talk.show_changes, name="what-changed"),
    path("talk/", talk.show_talk, name="talk"),
    path("talk/plan/", talk.show_thread, name="talk-plan"),
    path("talk/<str:kind>/<uuid:id_>/", talk.show_thread, name="thread"),
    path("account/", account.show_account, name="account"),
    path("account/coach/<int:id_>/accept/", account.accept_coach, name="accept-coach"),
    path("account/coach/<int:id_>/end/", account.end_coaching, name="end-coaching"),
    path("coach/", coach.show_roster, name="roster"),
    path("coach/ask/", coach.ask_athlete, name="ask-athlete"),
    path("coach/invite/", coach.invite_athlete, name="invite-athlete"),
    path("coach/assign/", assign.assign, name="assign"),
    path("invitation/<str:token>/", invitation.follow, name="invitation"),
    # Logging in, as django-allauth does it
    path("login/", login.login, name="account_login"),
    path("logout/", login.logout, name="account_logout"),
    path("signup/", login.signup, name="account_signup"),
    path("inactive/", login.account_inactive, name="account_inactive"),
    path("account/again/", login.reauthenticate, name="account_reauthenticate"),
    path("account/password/", login.password_change, name="account_change_password"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        login.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/",
        login.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("login/second/", mfa.authenticate, name="mfa_authenticate"),
    path("account/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second/", mfa.index, name="mfa_index"),
    path("account/second/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second/codes/new/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second/codes/file/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("account/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]  # fmt: skip

handler404 = urls.handler404
