"""Which address of the API does what."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ironstride.web.api import pain, planning, reading, telling
from ironstride.web.api.door import api, nowhere

api.add_router("", reading.router)
api.add_router("", telling.router)
api.add_router("", pain.router)
api.add_router("", planning.router)

urlpatterns: Final = [
    path("v1/", api.urls),
    path("<path:path>", nowhere),
    path("", nowhere),
]
