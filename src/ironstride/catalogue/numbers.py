"""The policy's numbers by name: `placement.clear_of_key_run_h` and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from ironstride.core.policy import Policy

Numbers = tuple[float, ...]
"""One number, or the several of a ramp."""


def numbers_of(policy: Policy) -> dict[str, Numbers]:
    """List every number of the policy under its dotted name."""
    return dict(_numbers(policy, ""))


def _numbers(part: object, name: str) -> Iterator[tuple[str, Numbers]]:
    if is_dataclass(part):
        for field in fields(part):
            yield from _numbers(getattr(part, field.name), f"{name}.{field.name}".lstrip("."))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _numbers(value, f"{name}.{key}")
    elif isinstance(part, tuple):
        yield name, part
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield name, (part,)


def names_under(name: str, numbers: Mapping[str, Numbers]) -> tuple[str, ...]:
    """List the numbers that a name stands for: itself, or all of a table.

    >>> names_under("dose.heavy", {"dose.heavy.rir": (2,), "dose.heavy_power.rir": (3,)})
    ('dose.heavy.rir',)
    """
    return tuple(found for found in numbers if found == name or found.startswith(f"{name}."))
