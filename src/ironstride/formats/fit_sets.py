"""FIT: the sets of a strength session, as watches write them.

A set that followed a workout of the watch carries the number of its step, and the step's name
stands in the same file. Any other exercise is the watch's guess, one of up to three, and is
marked as one. What was corrected later in Garmin Connect is in no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fitdecode.profile import FIELD_TYPES

from ironstride.core.units import POUND_IN_KG, MassUnit
from ironstride.formats.lifting_row import LiftingRow
from ironstride.formats.samples import EARLIEST, LATEST

FIT_EPOCH: Final = EARLIEST
MOST: Final = 10_000  # messages of a kind
GUESSED: Final = "watch's guess"
UNNAMED: Final = "Exercise the watch did not know"
UNKNOWN: Final = 65_534  # the category of a movement that the watch did not know
INVALID: Final = 65_535
LB_STEP: Final = 0.5  # what a watch lets one choose; sixteenths of a kilogram hide it
WARM_UP: Final = ("warmup", 2)
ACTIVE: Final = ("active", 1)
POUND: Final = ("pound", 2)
# Their names leave out what the category says: a plank in straps is called "plank".
TELLING_CATEGORIES: Final = ("banded_exercises", "suspension", "sandbag", "move", "pose")

Message = Mapping[str, Any]
Kind = tuple[int, int | None]  # an exercise: its category, and its number in there


@dataclass(slots=True)
class SetMessages:
    """The messages of one file that speak of sets, in the order of the file."""

    sets: list[Message] = field(default_factory=list)
    steps: dict[object, Message] = field(default_factory=dict)
    titles: dict[Kind, str] = field(default_factory=dict)

    def take(self, name: str, values: Message) -> None:
        """Take a message in, if it is one of these."""
        if name == "set" and len(self.sets) < MOST:
            self.sets.append(values)
        elif name == "workout_step" and len(self.steps) < MOST:
            self.steps[values.get("message_index")] = values
        elif name == "exercise_title" and len(self.titles) < MOST:
            kind = _kind(values.get("exercise_category"), values.get("exercise_name"))
            title = values.get("wkt_step_name")
            if kind is not None and isinstance(title, str) and title.strip():
                self.titles[kind] = title.strip()

    def rows(self, begins: float | None, ends: float | None, offset: timedelta) -> list[LiftingRow]:
        """Read the sets of one session as rows.

        Args:
            begins: when the session began, in seconds since 1970; None where all are its own.
            ends: when the next one began.
            offset: how far local time is ahead of the world's clock.
        """
        rows = []
        for number, said in enumerate(self.sets, 1):
            done = _done(said)
            if done is None or not (begins or done) <= done < (ends or LATEST):
                continue
            row = self._row(number, said, _local(done, offset))
            if row is not None:
                rows.append(row)
        return rows

    def _row(self, number: int, said: Message, when: datetime) -> LiftingRow | None:
        reps, seconds = _whole(said.get("repetitions")), _number(said.get("duration"))
        if said.get("set_type") not in ACTIVE or not (reps or seconds):
            return None
        step = self.steps.get(said["wkt_step_index"]) if "wkt_step_index" in said else None
        exercise, (weight, unit) = self._exercise(said, step), _weight(said)
        if exercise is None and not (reps or weight):
            return None  # a clock that ran, as in yoga
        return LiftingRow(
            line=number,
            when=when,
            exercise=exercise or UNNAMED,
            position=number,
            weight=weight,
            unit=unit,
            reps=reps or None,
            seconds=None if reps else seconds,
            is_warm_up=step is not None and step.get("intensity") in WARM_UP,
        )

    def _exercise(self, said: Message, step: Message | None) -> str | None:
        planned = _planned(step)
        if planned is not None:
            return self.titles.get(planned) or _name(planned)
        guess = next(_guesses(said), None)
        return None if guess is None else f"{_name(guess)} ({GUESSED})"


def _planned(step: Message | None) -> Kind | None:
    if step is None:
        return None
    return _kind(step.get("exercise_category"), step.get("exercise_name"))


def _guesses(said: Message) -> Iterator[Kind]:
    """Give the watch's guesses, the first one first, without those that say nothing."""
    names = _listed(said.get("category_subtype"))
    for place, category in enumerate(_listed(said.get("category"))):
        kind = _kind(category, names[place] if place < len(names) else None)
        if kind is not None:
            yield kind


def _kind(category: object, name: object) -> Kind | None:
    number = _category(category)
    if number is None or number in (UNKNOWN, INVALID):
        return None
    of_name = _whole(name)
    return number, None if of_name == INVALID else of_name


def _category(value: object) -> int | None:
    """Give the number of a category, which may have been read as its name already."""
    if isinstance(value, str):
        return _CATEGORY_NUMBERS.get(value)
    return _whole(value)


def _name(kind: Kind) -> str:
    """Write an exercise as the profile calls it: its own name, else that of its category."""
    number, of_name = kind
    category = _CATEGORIES.get(number, f"category {number}")
    known = FIELD_TYPES.get(f"{category}_exercise_name")
    name = None if known is None or of_name is None else known.enum.get(of_name)
    words = str(name or category).replace("_", " ").strip().capitalize()
    is_half = name is not None and category in TELLING_CATEGORIES
    return f"{words} ({category.replace('_', ' ')})" if is_half else words


def _weight(said: Message) -> tuple[float | None, MassUnit | None]:
    """Give the weight in the unit that the lifter chose it in; nothing for no weight."""
    kilograms = _number(said.get("weight"))
    if not kilograms:
        return None, None
    if said.get("weight_display_unit") not in POUND:
        return round(kilograms, 2), MassUnit.KG
    return round(kilograms / POUND_IN_KG / LB_STEP) * LB_STEP, MassUnit.LB


def _done(said: Message) -> float | None:
    """Say when a set was over, in seconds since 1970.

    Its own time stamp is the end of the rest that follows, so start and duration come first.
    """
    start, seconds = _number(said.get("start_time")), _number(said.get("duration"))
    stamp = _number(said.get("timestamp"))
    done = stamp if start is None else start + (seconds or 0.0)
    if done is None or not EARLIEST <= FIT_EPOCH + done < LATEST:
        return None
    return FIT_EPOCH + done


def _local(moment: float, offset: timedelta) -> datetime:
    return (datetime.fromtimestamp(round(moment), UTC) + offset).replace(tzinfo=None)


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, tuple | list) else (value,)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


_CATEGORIES: Final[Mapping[int, str]] = FIELD_TYPES["exercise_category"].enum
_CATEGORY_NUMBERS: Final = {name: number for number, name in _CATEGORIES.items()}
