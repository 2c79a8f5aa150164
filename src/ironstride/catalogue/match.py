"""Which exercise of the catalogue a foreign name means, and how sure that is.

A sure match must be right, since its sets teach the estimate of strength. So every word of the
movement has to agree, and the tool that a name gives must be the exercise's own. Much of what
gyms do is not in a runner's catalogue; it stays under its own name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ironstride.catalogue.gym_words import Spoken, spoken
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import Exercise, LoadType

LIKELY: Final = 0.7  # an agreement below it is not worth a question
SHOWN: Final = 4
SURE: Final = 1.0

ALSO_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    # What a gym leaves out because it goes without saying.
    "back-squat": ("barbell squat",),
    "front-plank": ("plank",),
    "conventional-deadlift": ("barbell deadlift",),
    "single-arm-db-row": ("dumbbell bent over one arm row",),
    "nordic-hamstring-curl": ("nordic curl",),
    "reverse-nordic": ("reverse nordic curl",),
    "tibialis-raise": ("tib raise",),
    "pogo-bilateral": ("pogo", "pogo jump"),
}
MAY_MEAN: Final[Mapping[Spoken, tuple[str, ...]]] = {
    # What may be said of several exercises, or loosely: asked, and never taken.
    spoken("lunge"): ("forward-lunge", "reverse-lunge", "walking-lunge"),
    spoken("bodyweight lunge"): ("forward-lunge", "reverse-lunge", "walking-lunge"),
    spoken("dumbbell lunge"): ("reverse-lunge-db", "walking-lunge-db"),
    spoken("jumping lunge"): ("split-jump", "scissor-jump"),
    spoken("dumbbell row"): ("single-arm-db-row",),
    spoken("chin up"): ("pull-up",),
    spoken("band pull up"): ("assisted-pull-up",),
    spoken("russian twist"): ("russian-twist-medball",),
    spoken("weighted russian twist"): ("russian-twist-medball",),
    spoken("machine calf press"): ("calf-press-leg-press",),
    spoken("nordic"): ("nordic-hamstring-curl",),
    spoken("copenhagen plank"): ("copenhagen-long", "copenhagen-short"),
    spoken("butt kick"): ("heel-under-run",),
    spoken("band walk"): ("lateral-band-walk", "monster-walk"),
    spoken("step down"): ("lateral-step-down", "anterior-step-down"),
    spoken("ring row"): ("inverted-row",),
    spoken("trx row"): ("inverted-row",),
    spoken("barbell walking lunge"): ("barbell-lunge",),
    spoken("stiff leg deadlift"): ("romanian-deadlift",),
    spoken("barbell stiff leg deadlift"): ("romanian-deadlift",),
    spoken("dumbbell stiff leg deadlift"): ("dumbbell-rdl",),
}
TAKEN_AS_BARBELL: Final = tuple(
    spoken(name).words
    for name in (
        *("bench press", "deadlift", "front squat", "good morning", "overhead press"),
        *("romanian deadlift", "row", "bent over row", "sumo deadlift"),
    )
)
"""Lifts that mean the barbell where no tool is named."""

VARIED: Final = tuple(
    spoken(name).words
    for name in (
        *("squat", "lunge", "hip thrust", "calf raise", "seated calf raise", "split squat"),
        *("shoulder press", "chest press", "single leg romanian deadlift", "curl"),
        *("pallof press", "iron cross"),
    )
)
"""What is done with many tools, or in several ways: without a tool, the name does not say."""

TELLING: Final = spoken("single-leg single-arm reverse").words
"""Words that make another exercise of it, however much else agrees."""

OPPOSITES: Final = frozenset(("seated", "standing"))

LIGHT: Final = frozenset(
    spoken(
        "wide close narrow neutral underhand overhand grip v seated lying horizontal strict"
        " heavy alternating full indoor outdoor 1 00"
    ).words
)
"""Words about how the exercise is done, which weigh little."""
LIGHT_WEIGHT: Final = 0.5

ALIKE: Final = (frozenset(("cable", "machine")), frozenset(("dumbbell", "kettlebell")))
"""Tools that come close, though the numbers on them do not compare."""


BARBELL: Final = frozenset(("barbell",))
WEIGHTED: Final = frozenset(("weighted",))
SPECIAL: Final = frozenset(("band", "ball", "medball", "bosu", "suspension", "trapbar", "ankle"))
"""Tools that a name would not leave out."""

TOOL_OF: Final[Mapping[str, str]] = {
    "ankle-weight": "ankle",
    "band-long": "band",
    "band-loop": "band",
    "bosu": "bosu",
    "cable": "cable",
    "dumbbell": "dumbbell",
    "kettlebell": "kettlebell",
    "machine-calf": "machine",
    "machine-leg-curl": "machine",
    "machine-leg-extension": "machine",
    "machine-leg-press": "machine",
    "med-ball": "medball",
    "plate": "plate",
    "suspension": "suspension",
    "swiss-ball": "ball",
    "trap-bar": "trapbar",
}


class Certainty(StrEnum):
    """How sure a match is."""

    SURE = "sure"
    UNSURE = "unsure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that a name may mean; confidence runs from 0 to 1, where all words agree."""

    exercise: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Match:
    """The exercises that a name may mean, the best first.

    Sure: there is one, and it may be taken without asking. Unsure: ask. Unknown: there is none.
    """

    name: str
    certainty: Certainty
    candidates: tuple[Candidate, ...] = ()

    @property
    def exercise(self) -> str | None:
        """The exercise that may be taken without asking; None where there is none."""
        return self.candidates[0].exercise if self.certainty is Certainty.SURE else None


def match(name: str, catalogue: Catalogue) -> Match:
    """Find the exercise that a name means.

    >>> from ironstride.catalogue.load import load
    >>> match("Squat (Barbell)", load()).exercise
    'back-squat'
    >>> [c.exercise for c in match("Leg Press Horizontal (Machine)", load()).candidates]
    ['leg-press']
    >>> match("Bench Press (Barbell)", load()).certainty.value
    'unknown'
    """
    return Matcher(catalogue).match(name)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to say an exercise."""

    exercise: str
    said: Spoken
    is_alias: bool = False


class Matcher:
    """The catalogue's names, taken apart once for many matches."""

    def __init__(self, catalogue: Catalogue) -> None:
        exercises = catalogue.exercises.values()
        self._written = {name: row.id for row in exercises for name in (row.id, row.name)}
        self._forms = tuple(_forms(exercises))
        self._tools = {row.id: _tools_of(row, self._forms) for row in exercises}
        words = Counter(word for form in self._forms for word in form.said.words)
        self._weights = {word: 1 + math.log(len(self._forms) / n) for word, n in words.items()}
        self._unheard = 1 + math.log(len(self._forms))

    def match(self, name: str) -> Match:
        """Find the exercise that a name means."""
        said = spoken(name)
        sure = self._written.get(name) or self._sure(said)
        if sure is not None:
            return Match(name, Certainty.SURE, (Candidate(sure, SURE),))
        likely = tuple(self._likely(said)[:SHOWN])
        return Match(name, Certainty.UNSURE if likely else Certainty.UNKNOWN, likely)

    def _sure(self, said: Spoken) -> str | None:
        """Name the one exercise that a name can only mean, or none."""
        forms = [form for form in self._forms if form.said.words == said.words]
        if said.tools - WEIGHTED:
            return _one(form.exercise for form in forms if self._fits(form, said.tools))
        if said.words in TAKEN_AS_BARBELL:
            return _one(form.exercise for form in forms if self._fits(form, BARBELL))
        if said.words in VARIED:
            return None
        return _one(form.exercise for form in forms if self._is_told_by(form, said.tools))

    def _fits(self, form: _Form, tools: frozenset[str]) -> bool:
        """Whether an exercise is done with these tools, and the form names no others."""
        return tools <= self._tools[form.exercise] and form.said.tools - WEIGHTED <= tools

    def _is_told_by(self, form: _Form, tools: frozenset[str]) -> bool:
        """Whether a name without a tool is enough; an alias may leave out what it should say."""
        own = self._tools[form.exercise]
        is_short = form.is_alias and bool(own & SPECIAL)
        return tools <= own and form.said.tools <= tools and not is_short

    def _likely(self, said: Spoken) -> list[Candidate]:
        """List what a name may mean, the likeliest first, what holds a weight before the others."""
        found = dict.fromkeys(MAY_MEAN.get(said, ()), LIKELY)
        for form in self._forms:
            agreement = self._agreement(form.said.words, said.words)
            if agreement >= LIKELY and self._is_thinkable(form, said):
                found[form.exercise] = max(agreement, found.get(form.exercise, 0.0))
        order = sorted(found, key=lambda id_: (-found[id_], "bodyweight" in self._tools[id_]))
        return [Candidate(id_, round(found[id_], 2)) for id_ in order]

    def _is_thinkable(self, form: _Form, said: Spoken) -> bool:
        """Whether neither a tool nor a telling word speaks against it."""
        own = self._tools[form.exercise]
        alike = own.union(*(pair for pair in ALIKE if pair & own))
        if not said.tools <= alike or (form.said.tools & SPECIAL) - said.tools:
            return False
        different = form.said.words ^ said.words
        return not different & TELLING and not different >= OPPOSITES

    def _agreement(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weigh the words that agree against all of them; rare words say more."""
        shared = sum(map(self._weight, one & other))
        return shared / sum(map(self._weight, one | other)) if shared else 0.0

    def _weight(self, word: str) -> float:
        return LIGHT_WEIGHT if word in LIGHT else self._weights.get(word, self._unheard)


def _forms(exercises: Iterable[Exercise]) -> Iterator[_Form]:
    """Give every way to say an exercise. An alias that leaves the single leg unsaid says less."""
    for row in exercises:
        name = spoken(row.name)
        yield _Form(row.id, name)
        yield _Form(row.id, spoken(row.id))
        for alias in (*row.aliases, *ALSO_CALLED.get(row.id, ())):
            said = spoken(alias)
            if not (said.words < name.words and "singleleg" in name.words - said.words):
                yield _Form(row.id, said, is_alias=True)


def _tools_of(row: Exercise, forms: Iterable[_Form]) -> frozenset[str]:
    """Collect the tools that a name may give for an exercise."""
    named = {tool for form in forms if form.exercise == row.id for tool in form.said.tools}
    things = {TOOL_OF[thing] for thing in row.equipment if thing in TOOL_OF}
    if row.load_type is LoadType.BARBELL and "trapbar" not in things:
        named.add("barbell")
    elif row.load_type.is_weight and not things:
        named.add(row.load_type.value)
    elif not row.load_type.is_weight and row.load_type is not LoadType.BAND:
        named.add("bodyweight")
    added = frozenset() if row.load_type is LoadType.CONTACTS else WEIGHTED
    return (frozenset(named | things) - WEIGHTED) | added


def _one(exercises: Iterable[str]) -> str | None:
    """Give the only one of some; none where there are none, or several."""
    different = set(exercises)
    return different.pop() if len(different) == 1 else None
