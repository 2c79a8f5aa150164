"""The form of a set: what a thumb sends, read strictly and once."""

from __future__ import annotations

from typing import Any, Final

from django import forms

from ironstride.app.place import Done
from ironstride.core.log import SetDone
from ironstride.core.programme import Prescription
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms, MassUnit, Reps
from ironstride.formats.words import exact
from ironstride.strength.plates import Ladder

MOST_LOAD: Final = 999
NAMES: Final = {"reps": "Repetitions", "seconds": "Seconds", "metres": "Metres"}
STEPS: Final = {"reps": 1, "seconds": 5, "metres": 5}
USUAL_STEP: Final = {MassUnit.KG: 2.5, MassUnit.LB: 5.0}


class SetForm(forms.Form):
    """An amount (repetitions, seconds or metres), a load in the athlete's unit, and a reserve."""

    amount = forms.FloatField(min_value=0, max_value=10_000)
    load = forms.FloatField(min_value=0, max_value=MOST_LOAD, required=False)
    left = forms.FloatField(min_value=0, max_value=10, required=False)

    def done(self, counts: str, unit: MassUnit) -> Done:
        """Give what was said.

        Raises:
            ValueError: a field is unclear, or counts what cannot be.
        """
        if not self.is_valid():
            raise ValueError("; ".join(self._faults()))
        said: dict[str, Any] = self.cleaned_data
        amount, load, left = said["amount"], said["load"], said["left"]
        if counts == "reps" and not float(amount).is_integer():
            raise ValueError(f"{amount:g} is no whole number of repetitions")
        return Done(
            reps=Reps(int(amount)) if counts == "reps" else None,
            seconds=amount if counts == "seconds" else None,
            metres=amount if counts == "metres" else None,
            load=None if load is None else mass_of(load, unit),
            rir=None if left is None else RIR(left),
        )

    def _faults(self) -> list[str]:
        """Say what is unclear, field by field."""
        names = {"amount": "The count", "load": "The load", "left": "What was left"}
        return [
            f"{names.get(name, name)}: {message}"
            for name, messages in self.errors.items()
            for message in messages
        ]


def counted(of: Prescription | SetDone) -> str:
    """Say what a set counts: the name of its field."""
    return next((name for name in NAMES if getattr(of, name) is not None), "reps")


def mass_of(written: float, unit: MassUnit) -> Kilograms:
    """Read a mass in the athlete's unit."""
    return Kilograms(written if unit is MassUnit.KG else written * POUND_IN_KG)


def written(mass: Kilograms | None, unit: MassUnit) -> str:
    """Write a mass for a field; empty for none."""
    if mass is None:
        return ""
    return exact(mass.value) if unit is MassUnit.KG else f"{round(mass.pounds * 2) / 2:g}"


def stepped_amount(amount: str, counts: str, way: int) -> str:
    """Write an amount one step up or down, never below zero."""
    return f"{max(0.0, _number(amount) + way * STEPS[counts]):g}"


def stepped_load(load: str, way: int, ladder: Ladder | None, unit: MassUnit) -> str:
    """Write the next load that stands there, or the usual step where nobody knows the rack."""
    now = min(_number(load), MOST_LOAD - 1.0)
    if ladder is None:
        return f"{min(max(0.0, now + way * USUAL_STEP[unit]), MOST_LOAD):g}"
    mass = mass_of(now, unit)
    rung = ladder.above(mass) if way > 0 else ladder.below(mass)
    return written(rung or mass, unit)


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", ".") or 0)
    except ValueError:
        return 0.0
    return number if 0 <= number <= 10_000 else 0.0
