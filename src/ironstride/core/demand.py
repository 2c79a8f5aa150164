"""What an exercise asks of the joints, as far as a computation can say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ironstride.core.exercise import Degree


class Joint(StrEnum):
    """A net joint moment that is worth telling, by what it resists."""

    HIP_EXTENSION = "hip-extension"
    HIP_ABDUCTION = "hip-abduction"
    KNEE_EXTENSION = "knee-extension"
    ANKLE = "ankle"


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMoment:
    """The peak of a net moment as height · (a · body mass + b · load), for usual technique.

    `per_body` a and `per_load` b [N/kg]; `band` is how far it may be off. [%]
    """

    per_body: float
    per_load: float
    band: int

    def per_kg(self, height: float, mass: float, load: float = 0.0) -> float:
        """The moment per kilogram of body mass, for a height [m], a mass and a load [kg]. [N m/kg]

        >>> JointMoment(per_body=0.5, per_load=1.0, band=25).per_kg(1.8, 60.0, 30.0)
        1.8
        """
        return height * (self.per_body + self.per_load * load / mass)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What one movement asks of the joints; None where nobody could know without a force plate.

    `made_from` is the fingerprint of what it was worked out from, `load_kg` the load of
    the picture. [kg] `spine` classes the moment that straightens the back at that load;
    `has_torsion` says that the trunk is turned while a load is held.
    """

    id: str
    made_from: str
    load_kg: float = 0.0
    hip_extension: JointMoment | None = None
    hip_abduction: JointMoment | None = None
    knee_extension: JointMoment | None = None
    ankle: JointMoment | None = None
    spine: Degree = Degree.NONE
    has_torsion: bool = False

    @property
    def joints(self) -> Mapping[Joint, JointMoment]:
        """The moments that are known."""
        every = {
            Joint.HIP_EXTENSION: self.hip_extension,
            Joint.HIP_ABDUCTION: self.hip_abduction,
            Joint.KNEE_EXTENSION: self.knee_extension,
            Joint.ANKLE: self.ankle,
        }
        return {joint: moment for joint, moment in every.items() if moment is not None}


USUAL_HEIGHT: Final = 1.70  # where nobody told theirs [m] [convention]


RUNNING: Final[Mapping[Joint, tuple[float, float]]] = {
    Joint.HIP_EXTENSION: (2.5, 2.9),
    Joint.HIP_ABDUCTION: (1.4, 1.8),
    Joint.KNEE_EXTENSION: (2.3, 3.1),
    Joint.ANKLE: (2.8, 3.8),
}
"""Peaks of a leg on the ground at about 4 m/s, as a band over runners. [N m/kg]

From force plates: two runners worked out anew, and what is published for hip and knee
[heiderscheit-2011] and ankle. [study, few runners]
"""


class Share(StrEnum):
    """How much of what running asks, in four coarse bins, the least first."""

    LITTLE = "little"
    SOME = "some"
    MUCH = "much"
    AS_MUCH = "as much"


def share_of(joint: Joint, per_kg: float) -> Share:
    """Put a moment [N m/kg] into its bin, against the lower end of running's band.

    >>> share_of(Joint.ANKLE, 1.2).value, share_of(Joint.HIP_EXTENSION, 3.0).value
    ('some', 'as much')
    """
    part = per_kg / RUNNING[joint][0]
    bins = ((1.0, Share.AS_MUCH), (0.6, Share.MUCH), (0.25, Share.SOME))
    return next((share for least, share in bins if part >= least), Share.LITTLE)
