"""Every test run keeps away from the athlete's own data, and may import the store's models."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import django

os.environ["IRONSTRIDE_DATA"] = str(Path(tempfile.gettempdir()) / "ironstride-tests-open-their-own")
os.environ.pop("IRONSTRIDE_DATABASE", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.store.settings")
django.setup()

# These modules need the settings of the server mode, which tests/server_pages.py brings.
collect_ignore = ["src/ironstride/accounts", "src/ironstride/web/accounts"]
