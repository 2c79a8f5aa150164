"""The catalogue from its files, or every fault in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar

from ironstride.catalogue.check import faults_in
from ironstride.catalogue.draft import Draft, Shelf
from ironstride.catalogue.faults import CatalogueError, Fault
from ironstride.catalogue.parse import Note, record_of
from ironstride.catalogue.rows import EquipmentRow, NumberRow, exercise_of
from ironstride.core.catalogue import Catalogue
from ironstride.core.demand import Demand
from ironstride.core.exercise import Category
from ironstride.core.policy import Policy, PolicyNumber
from ironstride.core.reason import Rule, Source
from ironstride.core.reference import LoadRule, PainRule, ProgrammeGroup, ReferenceProgramme

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)
Row = Callable[[str, Any, Note], T | None]
"""How a table becomes a row: its name, what it holds, where to note a fault."""

DATA: Final = Path(__file__).with_name("data")
NAME: Final = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")


@cache
def load() -> Catalogue:
    """Give the catalogue that comes with Ironstride; read once."""
    return load_from(DATA)


def load_from(folder: Path) -> Catalogue:
    """Read a catalogue from a folder laid out as `catalogue/data`.

    Raises:
        CatalogueError: with every fault of every file.
    """
    reading = _Reading(folder)
    draft = reading.draft()
    faults = [*reading.faults, *faults_in(draft)]
    if faults or draft.policy is None:
        raise CatalogueError(faults)
    return draft.finished(draft.policy)


class _Reading:
    """One pass over a folder: the draft grows, the faults gather."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.faults = folder, list[Fault]()
        self._files: dict[tuple[str, str], str] = {}

    def draft(self) -> Draft:
        """Read every file."""
        draft = Draft(files=self._files)
        for file, category in self._files_of("exercises", Category):
            self._rows(file, "exercises", draft.exercises, partial(exercise_of, category))
        for file, group in self._files_of("programmes", ProgrammeGroup):
            self._rows(file, "programmes", draft.programmes, _programme_in(group))
        for file in ("evidence.toml", "sources.toml"):
            self._rows(file, "sources", draft.sources, _named(Source))
        self._rows("rules.toml", "rules", draft.rules, _named(Rule))
        self._rows("loads.toml", "load_rules", draft.load_rules, _named(LoadRule))
        self._rows("pain.toml", "pain_rules", draft.pain_rules, _named(PainRule))
        self._rows("demands.toml", "demands", draft.demands, _named(Demand))
        self._rows("equipment.toml", "equipment", draft.equipment, _equipment)
        self._numbers(draft.numbers)
        draft.policy = self._policy()
        return draft

    def _files_of(self, folder: str, names: type[Word]) -> Iterator[tuple[str, Word]]:
        known = [str(name) for name in names]
        for path in sorted((self.folder / folder).glob("*.toml")):
            file = f"{folder}/{path.name}"
            if path.stem in known:
                yield file, names(path.stem)
            else:
                self.faults.append(Fault(file, "", f"name the file one of {', '.join(known)}"))

    def _toml(self, file: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.faults.append(Fault(file, "", "is missing; put it back"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.faults.append(Fault(file, "", f"cannot be read as TOML: {error}"))
        return {}

    def _rows(self, file: str, shelf_name: str, shelf: Shelf[T], row_of: Row[T]) -> None:
        for name, table in self._toml(file).items():
            note = self._noting(file, name)
            if not NAME.fullmatch(name):
                note("the name may hold letters, digits and single hyphens or underscores")
            if name in shelf:
                note(f"is already in {self._files[shelf_name, name]}; rename one of them")
            self._files[shelf_name, name] = file
            shelf[name] = row_of(name, table, note)

    def _numbers(self, shelf: Shelf[PolicyNumber]) -> None:
        for name, table in _leaves(self._toml("numbers.toml"), ""):
            self._files["numbers", name] = "numbers.toml"
            row = record_of(NumberRow, table, self._noting("numbers.toml", name))
            shelf[name] = None if row is None else row.named(name)

    def _policy(self) -> Policy | None:
        table = self._toml("policy.toml")
        return record_of(Policy, table, self._noting("policy.toml", ""), joint="_")

    def _noting(self, file: str, row: str) -> Note:
        return lambda problem: self.faults.append(Fault(file, row, problem))


def _leaves(table: dict[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """Walk nested tables down to those that describe a number."""
    for key, value in table.items():
        dotted = f"{name}.{key}".lstrip(".")
        if isinstance(value, dict) and all(isinstance(part, dict) for part in value.values()):
            yield from _leaves(value, dotted)
        else:
            yield dotted, value


def _named(kind: type[T]) -> Row[T]:
    """Read a table as a record whose id is the table's name."""
    return lambda name, table, note: record_of(kind, table, note, id=name)


def _programme_in(group: ProgrammeGroup) -> Row[ReferenceProgramme]:
    return lambda name, table, note: record_of(
        ReferenceProgramme, table, note, id=name, group=group
    )


def _equipment(_: str, table: Any, note: Note) -> str | None:
    row = record_of(EquipmentRow, table, note)
    return None if row is None else row.in_words
