"""Parsed TOML becomes values of the core, strictly: no key too many, no type bent.

The dataclass declares what a table holds, and its type hints say how each value is read.
A reader never raises; it notes the fault and goes on, so that one pass finds them all. A
parsing library was weighed: importing cattrs takes nearly half as long as reading the entire
catalogue does here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from ironstride.catalogue.dose import dose_of
from ironstride.core.exercise import Dose
from ironstride.core.spelling import did_you_mean

T = TypeVar("T")
Note = Callable[[str], None]
"""Where a reader leaves a fault; whoever calls it knows the file and the table."""
Read = Callable[[Any, str, Note], Any]
"""Value, its key, where to note a fault. What it gives after a fault is never used."""
Shape = Mapping[str, tuple[Field[Any], Read]]
"""The keys of a table: the field that each fills, and how it is read."""

KINDS: Final[Mapping[type, str]] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a table",
}


def record_of(
    kind: type[T], table: Any, note: Note, *, joint: str = "-", **known: object
) -> T | None:
    """Read a table as a dataclass, or note its faults and give None.

    Args:
        kind: the dataclass; its fields are the keys.
        table: what the TOML held.
        note: takes each fault, without its place.
        joint: what joins the words of a key, where fields have an underscore.
        known: fields that stand elsewhere, as the id in the table's name.
    """
    every = _shape(kind, joint)  # type: ignore[arg-type]  # mypy takes a class for unhashable
    shape = {name: part for name, part in every.items() if part[0].name not in known}
    noted: list[str] = []
    values = _values(shape, table, "", noted.append) | known
    return _made(kind, values, noted, "", note)


def _made(
    kind: type[T], values: Mapping[str, Any], noted: Sequence[str], key: str, note: Note
) -> T | None:
    """Make the dataclass where nothing was noted against its table; else pass that on."""
    if noted:
        for problem in noted:
            note(problem)
        return None
    try:
        return kind(**values)
    except ValueError as error:
        note(f"{key}: {error}" if key else str(error))
        return None


def _values(shape: Shape, table: Any, key: str, note: Note) -> dict[str, object]:
    if type(table) is not dict:
        note(f"{key or 'it'} is {_kind(table)}; give a table")
        return {}
    _note_keys(table, shape, key, note)
    return {
        field.name: read(table[name], f"{key}.{name}".lstrip("."), note)
        for name, (field, read) in shape.items()
        if name in table
    }


def _note_keys(table: Mapping[str, Any], shape: Shape, key: str, note: Note) -> None:
    within = f"{key} " if key else ""
    for name in table.keys() - shape.keys():
        instead = did_you_mean(name, shape) or f"; it may hold {', '.join(shape)}"
        note(f'{within}has no key "{name}"{instead}')
    for name, (field, _) in shape.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            note(f'{within}needs "{name}"')


@cache
def _shape(kind: Any, joint: str) -> Shape:
    hints = get_type_hints(kind)
    return {
        field.name.replace("_", joint): (field, reader_of(hints[field.name], joint))
        for field in fields(kind)
    }


@cache
def reader_of(hint: Any, joint: str) -> Read:
    """Find how a value of this type is read."""
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _word(hint)
    return _record(hint, joint) if isinstance(hint, type) else _container(hint, joint)


def _container(hint: Any, joint: str) -> Read:
    inner = [reader_of(arg, joint) for arg in get_args(hint) if arg not in (NoneType, ...)]
    origin = get_origin(hint)
    if origin is UnionType:
        return inner[0]
    if origin is tuple and len(inner) == 2:
        return _pair(*inner)
    if origin in (tuple, frozenset):
        return _list(origin, inner[0])
    if origin is Mapping:
        return _mapping(*inner)
    raise TypeError(f"no reader for {hint}")


def _kind(value: Any) -> str:
    return f"{value}".lower() if isinstance(value, bool) else KINDS.get(type(value), "a date")


def _text(value: Any, key: str, note: Note) -> Any:
    if type(value) is not str:
        note(f"{key} is {_kind(value)}; give text in quotes")
    elif not value.strip():
        note(f"{key} is empty; write something or leave it out")
    return value


def _whole(value: Any, key: str, note: Note) -> Any:
    if type(value) is not int:
        note(f"{key} is {_kind(value)}; give a whole number")
    return value


def _number(value: Any, key: str, note: Note) -> Any:
    if type(value) not in (int, float):
        note(f"{key} is {_kind(value)}; give a number")
    elif not math.isfinite(value):
        note(f"{key} is {value}; give a number that ends")
    else:
        return float(value)
    return None


def _truth(value: Any, key: str, note: Note) -> Any:
    if type(value) is not bool:
        note(f"{key} is {_kind(value)}; give true or false, without quotes")
    return value


def _dose(value: Any, key: str, note: Note) -> Any:
    if type(value) is not str:
        return _text(value, key, note)
    try:
        return dose_of(value)
    except ValueError as error:
        note(f"{key}: {error}")
        return None


SCALARS: Final[Mapping[Any, Read]] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    Dose: _dose,
}


def _word(words: type[StrEnum]) -> Read:
    known = [str(word) for word in words]

    def read(value: Any, key: str, note: Note) -> Any:
        if value in known:
            return words(value)
        instead = did_you_mean(str(value), known) or f"; give {', '.join(known)}"
        note(f'{key} "{value}" is not known{instead}')
        return None

    return read


def _record(kind: type, joint: str) -> Read:
    def read(value: Any, key: str, note: Note) -> Any:
        noted: list[str] = []
        values = _values(_shape(kind, joint), value, key, noted.append)
        return _made(kind, values, noted, key, note)

    return read


def _list(kind: Callable[[Any], Any], each: Read) -> Read:
    def read(value: Any, key: str, note: Note) -> Any:
        if type(value) is not list:
            note(f"{key} is {_kind(value)}; give a list in square brackets")
            return ()
        return kind([each(entry, f"{key}[{n}]", note) for n, entry in enumerate(value, start=1)])

    return read


def _pair(first: Read, second: Read) -> Read:
    def read(value: Any, key: str, note: Note) -> Any:
        if type(value) is not list or len(value) != 2:
            note(f"{key} holds two values in square brackets")
            return ()
        return first(value[0], f"{key}[1]", note), second(value[1], f"{key}[2]", note)

    return read


def _mapping(name: Read, each: Read) -> Read:
    def read(value: Any, key: str, note: Note) -> Any:
        if type(value) is not dict:
            note(f"{key} is {_kind(value)}; give a table")
            return {}
        return {
            name(entry, f"a key of {key}", note): each(part, f"{key}.{entry}", note)
            for entry, part in value.items()
        }

    return read
