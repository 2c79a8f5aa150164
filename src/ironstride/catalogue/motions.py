"""Motions from their files, one file a family, or every fault in them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from ironstride.catalogue.faults import CatalogueError, Fault
from ironstride.catalogue.parse import Note, record_of
from ironstride.core.errors import IronstrideError
from ironstride.core.spelling import did_you_mean
from ironstride.motion.motion import (
    ARMS,
    JOINTS,
    ONE_OF_A_KIND,
    PLURALS,
    TILTS,
    TOUCHES,
    Contact,
    Key,
    Load,
    Motion,
    Physics,
    Place,
    Prop,
    View,
    others,
    part_of,
)

DATA: Final = Path(__file__).with_name("data") / "motions"


class MotionFileError(IronstrideError):
    """A file of motions or a picture could not be written."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}; write it somewhere else with -o")
        self.path, self.problem = path, problem


SIDED: Final = ("right-", "left-")
BENDS: Final = ("thigh", "shank", "foot", "hip", "knee")
Table = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRow:
    """A key frame's own words; all other keys of its table are angles."""

    contacts: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    arms: str | None = None
    hold: float = 0.0
    balance: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionRow:
    """A motion as its table holds it, with `extends` already followed."""

    name: str
    contacts: Mapping[str, str]
    places: Mapping[str, Place] = field(default_factory=dict)
    arms: str = "side"
    balance: float | None = None
    moves: tuple[float, ...] = ()
    views: tuple[View, ...] = (View.SIDE, View.FRONT)
    load: Load | None = None
    props: tuple[Prop, ...] = ()
    physics: Physics = Physics.STATIC
    exercises: tuple[str, ...] = ()
    travel: tuple[float, float] = (0.0, 0.0)
    alternates: bool = False


@cache
def motions() -> Mapping[str, Motion]:
    """Give the motions that come with Ironstride; read once."""
    return motions_from(DATA)


def motions_beside(folder: Path) -> Mapping[str, Motion]:
    """Read the motions of an author's folder, which may extend those that come with Ironstride.

    Raises:
        CatalogueError: with every fault of every file.
    """
    return motions_from(folder, under=DATA)


def motions_from(folder: Path, *, under: Path | None = None) -> Mapping[str, Motion]:
    """Read every family in a folder; what it extends may also stand in the folder under it.

    Raises:
        CatalogueError: with every fault of every file.
    """
    faults: list[Fault] = []
    own = _tables(folder, faults)
    tables = ({} if under is None else _tables(under, faults)) | own
    found = {}
    for name, (file, _) in own.items():
        noted: list[str] = []
        motion = _motion(name, tables, noted.append)
        faults += [Fault(file, name, problem) for problem in noted]
        if motion is not None:
            found[name] = motion
    if faults:
        raise CatalogueError(faults)
    return found


def _tables(folder: Path, faults: list[Fault]) -> dict[str, tuple[str, Any]]:
    tables: dict[str, tuple[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        file = f"motions/{path.name}"
        try:
            rows = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(Fault(file, "", f"cannot be read as TOML: {error}"))
            continue
        for name, table in rows.items():
            if name in tables:
                there = tables[name][0]
                faults.append(Fault(file, name, f"is already in {there}; rename one of them"))
            tables[name] = (file, table)
    return tables


def _motion(name: str, tables: Mapping[str, tuple[str, Any]], note: Note) -> Motion | None:
    """Read one motion, its base first."""
    table = _followed(name, tables, note, ())
    if table is None:
        return None
    keys = table.pop("keys", {})
    base = table.pop("extends", None)
    if type(keys) is not dict or not all(type(key) is dict for key in keys.values()):
        note("keys is no table of key frames; write keys.NAME = { ... }")
        return None
    noted: list[str] = []
    row = record_of(MotionRow, table, noted.append)
    made = tuple(_key(k, v, row, noted.append) for k, v in keys.items()) if row else ()
    for problem in noted:
        note(problem)
    if noted or row is None:
        return None
    family = tables[name][0].removeprefix("motions/").removesuffix(".toml")
    try:
        return _assembled(name, family, base, row, made)
    except ValueError as error:
        note(str(error))
        return None


def _assembled(
    name: str, family: str, base: str | None, row: MotionRow, keys: tuple[Key, ...]
) -> Motion:
    moves, travel = row.moves, row.travel
    if row.alternates:
        keys, moves, travel = keys + others(keys, travel[0]), moves * 2, (2 * travel[0], 0.0)
    return Motion(
        id=name,
        name=row.name,
        family=family,
        keys=keys,
        moves=moves,
        travel=travel,
        alternates=row.alternates,
        views=row.views,
        load=row.load,
        props=row.props,
        physics=row.physics,
        exercises=row.exercises,
        extends=base,
        is_one_sided=any(
            angle.startswith(SIDED) and key.angles.get(_across(angle)) != value
            for key in keys
            for angle, value in key.angles.items()
        ),
    )


def _across(angle: str) -> str:
    side, _, rest = angle.partition("-")
    return f"left-{rest}" if side == "right" else f"right-{rest}"


def _followed(
    name: str, tables: Mapping[str, tuple[str, Any]], note: Note, above: tuple[str, ...]
) -> Table | None:
    """Lay a variant's lines over those of the motion that it extends."""
    table = tables[name][1]
    if type(table) is not dict:
        note("is no table; write [NAME] and its lines below")
        return None
    base = table.get("extends")
    if base is None:
        return _copied(table)
    if base in (*above, name):
        note(f'extends "{base}", which leads back here; let one of them stand alone')
        return None
    if base not in tables:
        note(f'extends "{base}", which is no motion{did_you_mean(str(base), tables)}')
        return None
    under = _followed(base, tables, note, (*above, name))
    if under is None:
        return None
    under.pop("exercises", None)
    return _over(under, _copied(table))


def _copied(table: Table) -> Table:
    return {key: _copied(part) if type(part) is dict else part for key, part in table.items()}


def _over(under: Table, table: Table) -> Table:
    for key, part in table.items():
        both = type(part) is dict and type(under.get(key)) is dict
        under[key] = _over(under[key], part) if both else part
    return under


def _key(name: str, table: Table, row: MotionRow, note: Note) -> Key:
    words = {
        n: v for n, v in table.items() if n in ("contacts", "places", "arms", "hold", "balance")
    }
    own = record_of(KeyRow, words, lambda problem: note(f"keys.{name}: {problem}")) or KeyRow()
    angles = dict(_angles(name, {n: v for n, v in table.items() if n not in words}, note))
    places = _sides_of_places({**row.places, **own.places}, name, note)
    touches = _sides_of_contacts(row.contacts, name, note)
    touches |= _sides_of_contacts(own.contacts, name, note)
    contacts = {
        part: Contact(touch, places.get(part, Place()))
        for part, touch in touches.items()
        if touch != "free"
    }
    arms = own.arms or row.arms
    if arms not in ARMS:
        instead = did_you_mean(arms, ARMS) or f"; give {', '.join(ARMS)}"
        note(f'keys.{name}: arms "{arms}" is not known{instead}')
        arms = "side"
    balance = row.balance if own.balance is None else own.balance
    return Key(
        name=name, angles=angles, contacts=contacts, arms=arms, hold=own.hold, balance=balance
    )


def _angles(key: str, table: Table, note: Note) -> Iterator[tuple[str, float]]:
    """Read angles, each for both sides; a leg whose bend is named takes none for both sides."""
    bent = {
        side
        for side in SIDED
        for name in table
        if name.removeprefix(side) in BENDS and name.startswith(side)
    }
    plain = sorted(table.items(), key=lambda item: item[0].startswith(SIDED))
    for name, value in plain:
        if type(value) not in (int, float):
            note(f"keys.{key}: {name} is no number; give degrees")
            continue
        known = TILTS.keys() | JOINTS.keys()
        if name in known:
            yield name, float(value)
        elif f"right-{name}" in known:
            for side in SIDED:
                if side not in bent or name not in (*BENDS, "ankle"):
                    yield side + name, float(value)
        else:
            every = known | {word.removeprefix("right-") for word in known}
            instead = (
                did_you_mean(name, sorted(every)) or "; `ironstride motion new NAME` writes a list"
            )
            note(f'keys.{key}: no angle "{name}"{instead}')


def _parts(name: str) -> tuple[str, ...]:
    if name in PLURALS:
        return tuple(f"{side}{PLURALS[name]}" for side in SIDED)
    return (name,)


def _sides_of_contacts(table: Mapping[str, str], key: str, note: Note) -> dict[str, str]:
    touches = {}
    for name, touch in table.items():
        for part in _parts(name):
            kind = part_of(part)
            manners = (*TOUCHES.get(kind, {}), "free")
            if kind not in TOUCHES or (kind in ONE_OF_A_KIND) != (kind == part):
                known = [*PLURALS, *ONE_OF_A_KIND, *(s + k for s in SIDED for k in TOUCHES)]
                note(f'keys.{key}: no part "{name}" to touch with{did_you_mean(name, known)}')
            elif touch not in manners:
                note(f'keys.{key}: a {kind} does not touch "{touch}"; give {", ".join(manners)}')
            else:
                touches[part] = touch
    return touches


def _sides_of_places(table: Mapping[str, Place], key: str, note: Note) -> dict[str, Place]:
    places = {}
    for name, place in table.items():
        for part in _parts(name):
            if part_of(part) not in TOUCHES:
                note(f'keys.{key}: no part "{name}" to place{did_you_mean(name, PLURALS)}')
            places[part] = place
    return places
