"""Motions of the catalogue, solved once for all tests that look at them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from ironstride.catalogue.motions import motions
from ironstride.motion.motion import Contact, Key, Motion
from ironstride.motion.skeleton import DRAWN
from ironstride.motion.solve import Solved, solve

FLAT = {"right-foot": Contact("flat"), "left-foot": Contact("flat")}


@cache
def solved(name: str) -> Solved:
    return solve(motions()[name], DRAWN)


def standing(**angles: float) -> Key:
    return Key(name="standing", angles=_named(angles), contacts=FLAT)


def held(*keys: Key, **parts: Any) -> Motion:
    moves = (1.0,) * len(keys) if len(keys) > 1 else ()
    known = {"id": "made-up", "name": "Made up", "family": "test", "keys": keys, "moves": moves}
    return Motion(**(known | parts))


def solved_with(name: str, key: int, **parts: Any) -> Solved:
    motion = motions()[name]
    keys = list(motion.keys)
    keys[key] = replace(keys[key], **parts)
    return solve(replace(motion, keys=tuple(keys)), DRAWN)


def _named(angles: dict[str, float]) -> dict[str, float]:
    return {name.replace("_", "-"): value for name, value in angles.items()}
