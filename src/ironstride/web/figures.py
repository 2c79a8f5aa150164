"""The moving pictures of exercises, and their still strips."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ironstride.catalogue.motions import motions
from ironstride.motion import draw
from ironstride.motion.skeleton import DRAWN
from ironstride.motion.solve import Solved, solve
from ironstride.motion.words import description_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.motion.motion import Motion

# A picture carries its own colours; as an image it can neither load nor run anything.
PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


@cache
def motion_of(exercise: str) -> Motion | None:
    """Find the motion that shows an exercise; None where none is drawn yet."""
    return _by_exercise().get(exercise)


def alternative(motion: Motion) -> str:
    """Say what the picture shows, for whoever cannot see it."""
    return description_of(motion)


@require_safe
def moving(_: HttpRequest, motion: str) -> HttpResponse:
    """Draw one repetition over and over."""
    return _picture(draw.animation(_solved(motion)))


@require_safe
def still(_: HttpRequest, motion: str) -> HttpResponse:
    """Draw its key poses side by side, for whoever wants no movement."""
    return _picture(draw.strip(_solved(motion)))


@cache
def _by_exercise() -> Mapping[str, Motion]:
    return {name: one for one in motions().values() for name in (one.id, *one.exercises)}


@lru_cache(maxsize=64)
def _solved(name: str) -> Solved:
    known = motions().get(name)
    if known is None:
        raise Http404(f"No motion is called {name}.")
    return solve(known, DRAWN)


def _picture(svg: str) -> HttpResponse:
    headers = {"Content-Security-Policy": PICTURE_POLICY, "Cache-Control": "max-age=86400"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)
