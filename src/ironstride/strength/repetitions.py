"""How often a share of 1RM goes up: one curve, with a slope that becomes the lifter's own."""

from __future__ import annotations

import math
from typing import Final

from ironstride.core.exercise import LOWER_BODY, Pattern

USUAL_SLOPE: Final = 0.033
"""How fast the share falls with each repetition, before a lifter has shown it. [1/repetition]"""


def share_at(to_failure: float, slope: float) -> float:
    """Say which share of 1RM goes up `to_failure` times and not once more.

    share = exp(-k (n - 1))                                  [nuzzo_2024_anchors: secondary]

    With k = 0.0255 the curve meets five repetitions at 90 % and fifteen at 70 %, the middle of
    952 tests; k = 0.028 meets the bench press and 0.019 the leg press. People differ more than
    formulas: at 80 % they spread by 2.5 repetitions. Beyond some twenty repetitions nobody has
    shown that the curve holds.

    Args:
        to_failure: repetitions done and left in reserve. [count]
        slope: k, the fall of the share's logarithm with each repetition. [1/repetition]

    >>> round(share_at(1, 0.033), 3), round(share_at(5, 0.0255), 3), round(share_at(15, 0.0255), 3)
    (1.0, 0.903, 0.7)
    """
    return math.exp(-slope * (to_failure - 1))


def to_failure_at(share: float, slope: float) -> float:
    """Say how many repetitions to failure a share of 1RM allows: the curve read backwards.

    n = 1 - ln(share) / k; below 1 for what is too heavy to lift. [count]

    >>> round(to_failure_at(0.7, 0.0255), 1)
    15.0
    """
    return 1 - math.log(share) / slope


def usual_slope(pattern: Pattern | None) -> float:
    """Give the slope to start from, before the lifter's own tests have spoken. [1/repetition]

    Legs do more repetitions at a share than arms do: the leg press 13 at 80 % where the bench
    press allows 9. For the legs we start an eighth lower and for pushing an eighth higher.
                                                              [nuzzo_2024_anchors: secondary]
    The middle, 0.033, is what two lifters' tests in a row showed (0.032 to 0.048), above the
    pooled trials; how much the patterns differ is our own choice, kept smaller than measured.

    >>> usual_slope(Pattern.SQUAT) < usual_slope(Pattern.PULL) < usual_slope(Pattern.PUSH)
    True
    """
    if pattern in LOWER_BODY:
        return USUAL_SLOPE / 1.125
    if pattern is Pattern.PUSH:
        return USUAL_SLOPE * 1.125
    return USUAL_SLOPE
