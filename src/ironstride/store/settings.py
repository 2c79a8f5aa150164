"""Django's settings: an embedded SQLite database unless told otherwise."""

SECRET_KEY = "replaced-by-the-store"  # noqa: S105
INSTALLED_APPS: list[str] = []
USE_TZ = True
