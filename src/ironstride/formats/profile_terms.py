"""The words and numbers of a profile: what may be said, and what to say instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Final

from ironstride.core.athlete import Concern
from ironstride.core.run import RunKind
from ironstride.core.spelling import did_you_mean
from ironstride.formats.faults import Span, spoken_list

BIRTH_YEAR: Final = Span(least=1900, most=2025, under="too long ago", over="too late")
MASS_KG: Final = Span(least=25, most=250, unit="kg", under="too light", over="too heavy")
HEIGHT_CM: Final = Span(least=100, most=230, unit="cm", under="too short", over="too tall")
RACE_KM: Final = Span(least=0.1, most=1_000, unit="km", under="too short", over="too long")
OFFER_MINUTES: Final = Span(least=10, most=240, unit="minutes", under="too short", over="too long")
RUN_MINUTES: Final = Span(least=5, most=600, unit="minutes", under="too short", over="too long")
LIFT_KG: Final = Span(least=1, most=500, unit="kg", under="too light", over="too heavy")
LIFT_LB: Final = Span(least=2.5, most=1_100, unit="lb", under="too light", over="too heavy")
LIFT_REPS: Final = Span(least=1, most=50, unit="repetitions", under="too few", over="too many")
LIFT_RIR: Final = Span(least=0, most=10, unit="repetitions", under="too few", over="too many")
SESSIONS: Final = Span(least=1, most=3, unit="sessions a week", under="too few", over="too many")
RACE_YEARS: Final = Span(least=2000, most=2100, under="too long ago", over="too far ahead")
DEFAULT_START: Final = time(18)

HABIT_KINDS: Final = {kind.value: kind for kind in (RunKind.EASY, RunKind.QUALITY, RunKind.LONG)}

COMPLAINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "achilles": ("achilles tendon", "heel cord"),
    "ankle": ("ankles",),
    "back": ("spine", "lower back", "low back", "lumbar"),
    "calf": ("calves", "soleus"),
    "elbow": ("elbows",),
    "foot": ("feet", "heel", "arch", "plantar fascia", "plantar", "toe"),
    "groin": ("adductor", "adductors"),
    "hamstring": ("hamstrings",),
    "hip": ("hips", "glute", "glutes", "buttock"),
    "knee": ("knees", "kneecap", "patella", "patellar tendon", "runner's knee", "itb"),
    "neck": (),
    "shin": ("shins", "shin splints", "tibia"),
    "shoulder": ("shoulders", "rotator cuff"),
    "thigh": ("thighs", "quads", "quadriceps"),
    "wrist": ("wrists",),
}


def complaint(text: str) -> str | None:
    """Find the part of the body that a word means, or None.

    >>> complaint("Lower back"), complaint("aura")
    ('back', None)
    """
    word = text.strip().lower()
    found = (part for part, aliases in COMPLAINTS.items() if word == part or word in aliases)
    return next(found, None)


def complaint_fault(text: str) -> str:
    """Say which words there are for a part that hurts."""
    everything = [*COMPLAINTS, *(alias for aliases in COMPLAINTS.values() for alias in aliases)]
    guess = did_you_mean(text, everything)
    return f'no part of the body is called "{text}"{guess or f"; say {spoken_list(COMPLAINTS)}"}'


CONCERNS: Final[Mapping[Concern, tuple[str, ...]]] = {
    Concern.CHEST_PAIN: ("chest", "palpitations", "heart racing"),
    Concern.FAINTING: ("fainted", "syncope"),
    Concern.NERVE_SIGNS: ("numbness", "numb", "weakness"),
    Concern.SWOLLEN_LEG: ("swollen calf", "thrombosis"),
    Concern.ACUTE_ILLNESS: ("fever", "flu", "infection", "ill", "illness"),
    Concern.PREGNANCY: ("pregnant", "birth", "postpartum"),
    Concern.BONE_STRESS: ("stress fracture", "stress reaction"),
    Concern.LOW_ENERGY: ("reds", "red-s", "no periods", "amenorrhea", "amenorrhoea"),
    Concern.WEIGHT_LOSS: ("unexplained weight loss", "losing weight"),
    Concern.TOLD_TO_REST: ("no training", "not cleared"),
}


def concern(text: str) -> Concern | None:
    """Find what a word of `needs_clearance` means, or None.

    >>> concern("Fever"), concern("aura")
    (<Concern.ACUTE_ILLNESS: 'acute-illness'>, None)
    """
    word = text.strip().lower()
    found = (one for one, aliases in CONCERNS.items() if word == one or word in aliases)
    return next(found, None)


def concern_fault(text: str) -> str:
    """Say which words there are for what needs clearance."""
    everything = [*CONCERNS, *(alias for aliases in CONCERNS.values() for alias in aliases)]
    guess = did_you_mean(text, everything)
    return f'nothing that needs clearance is called "{text}"{guess or f"; say {spoken_list(CONCERNS)}"}'


def place_name_fault(name: str) -> str | None:
    """Say what a place may be called, or None where the name will do."""
    if 0 < len(name) <= 60 and name.isprintable() and name == name.strip():
        return None
    return "a name has 1 to 60 printable characters and no blanks around it"
