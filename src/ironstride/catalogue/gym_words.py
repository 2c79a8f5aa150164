"""The words that gyms and apps use for exercises, brought to one spelling.

"Bench Press (Barbell)" and "barbell bench presses" say the same: what is moved, and with what.
So a name becomes two sets: the words of the movement, and the tools.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a name says: the words of the movement, and the tools it names."""

    words: frozenset[str]
    tools: frozenset[str]


def spoken(name: str) -> Spoken:
    """Take a name apart, whatever its spelling and the order of its words.

    >>> sorted(spoken("Step-ups (Dumbbell)").words), sorted(spoken("DB step up").tools)
    (['stepup'], ['dumbbell'])
    """
    said = tuple(_joined(tuple(_singular(word) for word in _letters(name))))
    tools = {word[1:] for word in said if word.startswith(TOOL)}
    words = {word for word in said if not word.startswith(TOOL)} - FILLERS
    if {"calf", "raise"} <= words and not words & {"seated", "bent"}:
        words = (words | {"standing"}) - {"doubleleg"}  # goes without saying
    return Spoken(frozenset(words), frozenset(tools))


def _letters(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = re.sub(r"['’`´]|\b[\d-]+ ?cm\b", "", plain)
    return re.findall(r"[a-z]+|\d+|[^\W\d_]+", plain)


def _singular(word: str) -> str:
    """Drop the s of a plural.

    >>> [_singular(word) for word in ("crunches", "raises", "press", "flyes", "lunge")]
    ['crunch', 'raise', 'press', 'flye', 'lunge']
    """
    if re.search(r"(?:ch|sh|ss|x)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word


def _joined(words: tuple[str, ...]) -> Iterator[str]:
    """Replace phrases by their one spelling, the longest first."""
    place = 0
    while place < len(words):
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            known = PHRASES.get(words[place : place + length])
            if known is not None:
                yield from known
                place += length
                break
        else:
            yield words[place]
            place += 1


TOOL: Final = "@"
FILLERS: Final = frozenset(
    ("and", "at", "exercise", "flat", "for", "from", "in", "of", "on", "or", "the", "to", "with")
)  # fmt: skip
_SPELLINGS: Final[Mapping[str, str]] = {
    # tools
    "@smith": "smith machine, smith",
    "@trapbar": "trap bar, hex bar, trapbar, hexbar",
    "@ez": "ez bar, ez, curl bar",
    "@ball": "swiss ball, stability ball, exercise ball, gym ball, swissball, ball",
    "@medball": "medicine ball, med ball, medball",
    "@bosu": "bosu ball, bosu, dome trainer",
    "@band": "mini band, resistance band, band, banded, tubing",
    "@cable": "cable",
    "@barbell": "barbell, bb",
    "@dumbbell": "dumbbell, dumbell, db",
    "@kettlebell": "kettlebell, kettle bell, kb",
    "@machine": "hammer strength, hammerstrength, plate loaded, machine",
    "@plate": "weight plate, plate",
    "@bodyweight": "body weight, bodyweight, body only",
    "@weighted": "weighted, loaded",
    "@suspension": "suspension, suspended, trx",
    "@ankle": "ankle weight",
    # what is written as one word, as two, or shortened
    "pullup": "pull up, pullup",
    "chinup": "chin up, chinup",
    "pushup": "push up, pushup, press up, pressup",
    "situp": "sit up, situp",
    "stepup": "step up, stepup",
    "stepdown": "step down",
    "pulldown": "pull down, pulldown",
    "pullthrough": "pull through, pullthrough",
    "pullapart": "pull apart, pullapart",
    "pushdown": "push down, pushdown",
    "kickback": "kick back, kickback",
    "deadlift": "dead lift, deadlift",
    "romanian deadlift": "rdl, romanian dead lift",
    "overhead press": "ohp, military press, strict military press",
    "singleleg": "single leg, one leg, one legged, single legged, 1 leg, sl",
    "singlearm": "single arm, one arm, one armed, 1 arm",
    "doubleleg": "double leg, two leg",
    "rearfoot split squat": "bulgarian split squat, bulgarian, rear foot elevated split squat, rfess",
    "farmer carry": "farmer walk, farmer carry",
    "calf raise": "heel raise",
    "back extension": "45 degree back extension, hyper extension, hyperextension",
    "fly": "flye, flie",
    "seated": "sitting",
    "@bodyweight squat": "air squat",
    "stationary bike": "exercise bike",
}
PHRASES: Final = {
    tuple(phrase.split(" ")): tuple(known.split(" "))
    for known, phrases in _SPELLINGS.items()
    for phrase in phrases.split(", ")
}
LONGEST: Final = max(map(len, PHRASES))
