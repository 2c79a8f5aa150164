"""The moving pictures of exercises, and their still strips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ironstride.catalogue.motions import motions
from ironstride.catalogue.pictures import Picture, picture_of
from ironstride.motion.words import description_of

if TYPE_CHECKING:
    from ironstride.motion.motion import Motion

# A picture carries its own colours; as an image it can neither load nor run anything.
PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def alternative(motion: Motion) -> str:
    """Say what the picture shows, for whoever cannot see it."""
    return description_of(motion)


@require_safe
def moving(_: HttpRequest, motion: str) -> HttpResponse:
    """Show one repetition over and over."""
    return _picture(motion, Picture.MOVING)


@require_safe
def still(_: HttpRequest, motion: str) -> HttpResponse:
    """Show its key poses side by side, for whoever wants no movement."""
    return _picture(motion, Picture.STRIP)


def _picture(name: str, picture: Picture) -> HttpResponse:
    known = motions().get(name)
    if known is None:
        raise Http404(f"No motion is called {name}.")
    headers = {"Content-Security-Policy": PICTURE_POLICY, "Cache-Control": "max-age=86400"}
    return HttpResponse(picture_of(known, picture), content_type="image/svg+xml", headers=headers)
