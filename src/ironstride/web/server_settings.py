"""Django's settings of the server mode: the pages, and logins for whoever was invited.

What only the operator knows stands in the environment; `web/mode.py` says what is missing.
Sessions, passwords, second factors and rate limits are Django's and django-allauth's.
"""

import os

from ironstride.web.mode import HOSTS_VARIABLE, SECRET_VARIABLE, hosts_in
from ironstride.web.settings import *  # noqa: F403 - all that holds for the pages holds here too
from ironstride.web.settings import TEMPLATES as PAGES_TEMPLATES

SECRET_KEY = os.environ.get(SECRET_VARIABLE, "")  # Django itself refuses to run without one
ALLOWED_HOSTS = hosts_in(os.environ.get(HOSTS_VARIABLE, ""))
ROOT_URLCONF = "ironstride.web.accounts.urls"
PAGES_OPTIONS = PAGES_TEMPLATES[0]["OPTIONS"]
INSTALLED_APPS = [
    "ironstride.store",
    "ironstride.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [  # all that the pages have, and between them who is asking
    "django.middleware.security.SecurityMiddleware",
    "ironstride.web.middleware.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ironstride.web.accounts.whose.WhosePages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ironstride.web.middleware.FailuresTold",
]
OF_ONE_MACHINE = "ironstride.web.athlete.sample"
TEMPLATES = [
    {
        **PAGES_TEMPLATES[0],
        "OPTIONS": {
            **PAGES_OPTIONS,
            "context_processors": [
                *(p for p in PAGES_OPTIONS["context_processors"] if p != OF_ONE_MACHINE),
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ironstride.web.accounts.whose.whose",
            ],
        },
    }
]

# Who gets in
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "UserAttributeSimilarityValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"min_length": 10}  # type: ignore[assignment] # Django reads a mapping here
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "ironstride.accounts.adapter.ByInvitation"
ACCOUNT_SIGNUP_FORM_CLASS = "ironstride.accounts.invited_form.InvitedForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # no mail is sent: who is invited is known to somebody
ACCOUNT_PREVENT_ENUMERATION = False  # it would answer by mail; only the invited can ask
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # no address is verified here, see above
MFA_TOTP_ISSUER = "Ironstride"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = False

# How it travels
SESSION_COOKIE_NAME = "ironstride_session"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a phone in the gym stays logged in for a season
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SILENCED_SYSTEM_CHECKS = [
    "security.W021",  # to preload HSTS binds a whole domain; that is for its owner to decide
]
