"""A profile as answers, so that the pages can be gone through again with what was said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ironstride.app.interview import PRESETS
from ironstride.core.athlete import Athlete
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.words import exact
from ironstride.web.begin_answers import NO, OWN_KIT, YES, Typed

KITS: Final = {frozenset(preset.equipment): key for key, preset in PRESETS.items()}


def typed_of(athlete: Athlete) -> Typed:
    """Write down the answers that make this athlete.

    The seven questions are answered only where all were answered no: which of them was a yes
    is not kept, and is asked again.
    """
    return dict(_typed(athlete))


def _typed(athlete: Athlete) -> Iterator[tuple[str, str]]:
    yield "born", str(athlete.birth_year)
    yield "units", athlete.units
    yield "experience", athlete.lifting_experience
    yield "sex", athlete.sex or ""
    yield "mass", _mass(athlete.mass, athlete.units)
    yield "height", "" if athlete.height_cm is None else exact(athlete.height_cm)
    yield from _races(athlete)
    yield from _places(athlete)
    yield from _days(athlete)
    yield from _lifts(athlete)
    yield from _health(athlete)


def _races(athlete: Athlete) -> Iterator[tuple[str, str]]:
    for n, race in enumerate(athlete.races):
        yield f"race{n}-day", race.day.isoformat()
        yield f"race{n}-length", exact(race.distance_km)
        yield f"race{n}-rank", race.priority
        yield f"race{n}-name", race.name


def _places(athlete: Athlete) -> Iterator[tuple[str, str]]:
    for n, (name, equipment) in enumerate(athlete.places.items()):
        yield f"place{n}-name", name
        yield f"place{n}-kit", KITS.get(equipment, OWN_KIT)
        yield f"place{n}-own", "" if equipment in KITS else ", ".join(sorted(equipment))


def _days(athlete: Athlete) -> Iterator[tuple[str, str]]:
    for day, offer in athlete.offers.items():
        yield f"{day}-on", "1"
        yield f"{day}-minutes", str(offer.minutes)
        yield f"{day}-from", f"{offer.start:%H:%M}"
        yield f"{day}-place", offer.place
    yield "sessions", str(athlete.preferences.sessions_per_week or "")
    yield "back-to-back", "1" if athlete.preferences.back_to_back_after_easy else ""


def _lifts(athlete: Athlete) -> Iterator[tuple[str, str]]:
    for n, (name, known) in enumerate(athlete.lifts.items()):
        yield f"lift{n}-name", name
        yield f"lift{n}-load", _mass(known.load, athlete.units)
        yield f"lift{n}-reps", str(known.reps.count)
        yield f"lift{n}-left", exact(known.rir.count)


def _health(athlete: Athlete) -> Iterator[tuple[str, str]]:
    health = athlete.health
    yield from ((f"sore-{part}", "1") for part in health.complaints)
    yield from ((f"first-{concern}", "1") for concern in health.needs_clearance)
    if not health.parq_yes:
        yield from ((f"screen{n}", NO) for n in range(7))
    yield "supervised", YES if health.supervised else ""
    yield "dislikes", ", ".join(sorted(health.dislikes))


def _mass(mass: Kilograms | None, unit: MassUnit) -> str:
    if mass is None:
        return ""
    return exact(mass.value) if unit is MassUnit.KG else exact(round(mass.pounds, 2))


def with_what_is_not_asked(found: Athlete, before: Athlete) -> Athlete:
    """Keep of an earlier profile what no page asks: the weights at its places, and a running week."""
    racks = {place: rack for place, rack in before.racks.items() if place in found.places}
    return replace(found, racks=racks, habit=before.habit)
