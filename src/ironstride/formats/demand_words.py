"""What a week's lifting asks of the joints beside running, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ironstride.core.catalogue import Catalogue
from ironstride.core.demand import Joint, Share
from ironstride.formats.words import exercise_name
from ironstride.planning.answers.coverage import Coverage, Reached

NAMES: Final[Mapping[Joint, str]] = {
    Joint.HIP_EXTENSION: "hips",
    Joint.HIP_ABDUCTION: "side of the hips",
    Joint.KNEE_EXTENSION: "knees",
    Joint.ANKLE: "ankles",
}
SHARES: Final[Mapping[Share, str]] = {
    Share.LITTLE: "little",
    Share.SOME: "some",
    Share.MUCH: "much",
    Share.AS_MUCH: "as much as running",
}


def coverage_lines(found: Coverage, catalogue: Catalogue) -> list[str]:
    """Say joint by joint how much the week asks, then what that does and does not mean."""
    shares = {reached.joint: reached.share for reached in found.joints}
    said = [_joint(reached, catalogue) for reached in found.joints]
    guessed = ", with the picture's weight where yours is still to be found" * found.has_guessed
    worked_out = (
        f"Worked out for {found.known} of {found.exercises} exercises{guessed}, within "
        "wide bands: it describes the week and foretells nothing."
    )
    return [
        f"Beside running, the lifting asks of {'; '.join(said)}.",
        f"{_sentence(shares)} {worked_out}",
    ]


def _joint(reached: Reached, catalogue: Catalogue) -> str:
    by = "" if reached.exercise is None else f" ({exercise_name(reached.exercise, catalogue)})"
    return f"the {NAMES[reached.joint]} {SHARES[reached.share]}{by}"


def _sentence(shares: Mapping[Joint, Share]) -> str:
    if shares[Joint.ANKLE] in (Share.MUCH, Share.AS_MUCH):
        return "Hops or heavy calf work reach the ankles here, which slow lifting cannot."
    return "Slow lifting covers hips and knees; only hops and heavy calf work reach the ankles."
