"""Refer: when nothing is planned, and whom to see first.

This is no diagnosis: it only says that somebody who can examine comes before any programme.
Signs of low energy stop the plan altogether: the rule stops progression, and a season without
progression is no season. What may be done meanwhile is for whoever treats them to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.core.athlete import Concern
from ironstride.core.programme import Collision
from ironstride.planning.request import Request

ADULT: Final = 18  # years


@dataclass(frozen=True, slots=True)
class Referral:
    """What a concern is, as it is asked, and whom to see about it."""

    what: str
    see: str


REFERRALS: Final[Mapping[Concern, Referral]] = {
    Concern.CHEST_PAIN: Referral(
        "chest pain or pressure, or a racing or stumbling heart, at rest or with effort",
        "see a doctor before you train again; if it is there now, call an ambulance",
    ),
    Concern.FAINTING: Referral(
        "fainting, or nearly, that nobody has explained yet",
        "see a doctor before you train again; if it came with effort, today",
    ),
    Concern.NERVE_SIGNS: Referral(
        "new numbness or weakness in a leg or around the saddle, or trouble holding water or stool",
        "see a doctor today; around the saddle, or with bladder or bowel, go to an emergency room",
    ),
    Concern.SWOLLEN_LEG: Referral(
        "one calf or leg swollen, warm and painful without an injury",
        "see a doctor today",
    ),
    Concern.ACUTE_ILLNESS: Referral(
        "a fever, or another illness that has you in bed or short of breath",
        "rest until it is over and everyday life is easy again; see a doctor if it lasts longer "
        "than a few days or gets worse",
    ),
    Concern.PREGNANCY: Referral(
        "pregnancy, or a birth in the last twelve weeks, not yet cleared for training",
        "see your midwife or doctor, and a pelvic-floor physiotherapist for what to lift",
    ),
    Concern.BONE_STRESS: Referral(
        "a bone stress injury (stress fracture), suspected or being treated",
        "the sports doctor or physiotherapist who treats it says when and what you lift",
    ),
    Concern.LOW_ENERGY: Referral(
        "signs of low energy (REDs): periods gone or irregular, one bone stress injury after "
        "another, weeks of tiredness while eating little",
        "see a sports doctor, and a dietitian with them; training does not progress until then",
    ),
    Concern.WEIGHT_LOSS: Referral(
        "weight lost without meaning to, or night sweats, without a known cause",
        "see your doctor first",
    ),
    Concern.TOLD_TO_REST: Referral(
        "a doctor, midwife or physiotherapist has told you not to train",
        "ask them when you may lift again, and with what limits",
    ),
}


def referral(request: Request) -> Collision | None:
    """Say whom to see before anything is planned; None where nothing stands in the way."""
    told = [*_concerns(request), *_alone_under_age(request)]
    if not told:
        return None
    return Collision(("screening",), "Nothing is planned yet. " + " ".join(told), ())


def _concerns(request: Request) -> Iterator[str]:
    held = [one for one in Concern if one in request.athlete.health.needs_clearance]
    for one in held:
        about = REFERRALS[one]
        yield f"{about.what[0].upper()}{about.what[1:]}: {about.see}."
    if held:
        names = ", ".join(f'"{one}"' for one in held)
        yield (
            f"Once it is over or you are cleared, take {names} off `needs_clearance` under "
            "[health] in your profile and plan again."
        )


def _alone_under_age(request: Request) -> Iterator[str]:
    athlete = request.athlete
    if athlete.age_on(request.start) < ADULT and not athlete.health.supervised:
        yield (
            "Under eighteen you lift only with an adult beside you who knows the lifts, a coach "
            "or a physiotherapist for example. If there is one, write `supervised = true` under "
            "[health] in your profile and plan again."
        )
