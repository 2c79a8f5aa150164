"""From one honest set to the heaviest single lift, and back."""

from __future__ import annotations

from typing import Final

from ironstride.core.units import RIR, Kilograms, Reps

LONGEST_SET: Final = 9  # the line was drawn through sets of fewer than ten to failure


def share_of_one_rep_max(reps: Reps, rir: RIR) -> float | None:
    """Say which share of 1RM goes up so often with so much left.

    share = 1.0278 - 0.0278 n, with n = reps + RIR.       [epley_brzycki_wathan: convention]

    Reads low for runners: at 80 % of 1RM the line allows eight leg presses where the
    larger samples find about thirteen, so the reserve decides and the share only points.

    Returns:
        A share between 0 and 1, or None for n > 9, where the line was never offered.

    >>> round(share_of_one_rep_max(Reps(5), RIR(2)), 4)
    0.8332
    """
    to_failure = reps.count + rir.count
    if not 1 <= to_failure <= LONGEST_SET:
        return None
    return 1.0278 - 0.0278 * to_failure


def one_rep_max(load: Kilograms, reps: Reps, rir: RIR) -> Kilograms | None:
    """Estimate the heaviest single lift from one set.

    1RM = load / (1.0278 - 0.0278 n), with n = reps + RIR.  [epley_brzycki_wathan: convention]

    Args:
        load: mass moved. [kg]
        reps: repetitions done. [count]
        rir: repetitions left undone; 0 is failure. [count]

    Returns:
        The estimate [kg], or None for n > 9, where the line was never offered.

    >>> one_rep_max(Kilograms(100), Reps(3), RIR(2))
    Kilograms(value=112.511)
    """
    share = share_of_one_rep_max(reps, rir)
    return None if share is None else load * (1 / share)
