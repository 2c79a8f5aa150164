"""Django's settings for the pages: the embedded store's, and what a page needs beside them.

No sessions and no accounts: in this mode the pages are for one athlete on the machine itself,
which is why only its own names are answered to. `server_settings.py` adds the rest.
"""

from pathlib import Path
from typing import Any

from ironstride.store.settings import *  # noqa: F403 - all that holds for the store holds here too

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]  # another name may be a page elsewhere
ROOT_URLCONF = "ironstride.web.urls"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ironstride.web.middleware.content_security_policy",
    "ironstride.web.middleware.sample_not_kept",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ironstride.web.middleware.FailuresTold",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "builtins": ["ironstride.web.words_in_pages"],
            "context_processors": [
                "django.template.context_processors.request",
                "ironstride.web.assets.assets",
                "ironstride.web.athlete.sample",
            ],
        },
    }
]
USE_I18N = False
STATIC_URL = "/static/"
CSRF_COOKIE_NAME = "ironstride_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "ironstride.web.failures.form_is_stale"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000  # a set takes under 1 kB; files that are sent are not counted
DATA_UPLOAD_MAX_NUMBER_FILES = 5_000  # a folder of some years, file by file
FILE_UPLOAD_HANDLERS = ["ironstride.web.receiving.ToDisk"]
