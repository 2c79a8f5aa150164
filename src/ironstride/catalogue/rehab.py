"""What the catalogue knows about rehabilitation, from its files, or every fault in them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar

from ironstride.catalogue.faults import CatalogueError, Fault
from ironstride.catalogue.load import DATA, NAME, load
from ironstride.catalogue.parse import Note, record_of
from ironstride.catalogue.rehab_rows import (
    BlockRow,
    PlanRow,
    RunningRow,
    StretchRow,
    block_of,
    plan_of,
    running_of,
    stretches_of,
)
from ironstride.core.catalogue import Catalogue
from ironstride.core.reason import Source, Verification
from ironstride.core.spelling import did_you_mean
from ironstride.rehab.blocks import Block, OtherLeg
from ironstride.rehab.gates import GateItem, Norm
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import PainProfile
from ironstride.rehab.phases import LoadStep, RehabPlan
from ironstride.rehab.rules import CourseRules
from ironstride.rehab.scores import Questionnaire
from ironstride.rehab.screening import Question, Screening

T = TypeVar("T")
FOLDER: Final = DATA / "rehab"
WRITTEN: Final = "as-written"


@cache
def load_rehab() -> Rehab:
    """Give what comes with Ironstride; read once."""
    return load_rehab_from(FOLDER, load())


def load_rehab_from(folder: Path, catalogue: Catalogue) -> Rehab:
    """Read a folder laid out as `catalogue/data/rehab`, joined with a catalogue.

    Raises:
        CatalogueError: with every fault of every file.
    """
    reading = _Reading(folder, catalogue)
    parts = reading.parts()
    if reading.faults:
        raise CatalogueError(reading.faults)
    rehab = Rehab(**parts)
    if faults := list(faults_in(rehab, catalogue)):
        raise CatalogueError(faults)
    return rehab


class _Reading:
    """One pass over the folder: the faults gather."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self.folder, self.catalogue, self.faults = folder, catalogue, list[Fault]()

    def parts(self) -> dict[str, Any]:
        """Read every file; what could not be read is None and has left a fault."""
        steps = self._rows("steps.toml", LoadStep)
        return {
            "plans": dict(self._plans()),
            "profiles": self._rows("pain.toml", PainProfile),
            "rules": self._record("rules.toml", CourseRules),
            "steps": tuple(steps.values()),
            "written_step": self._written(steps),
            "screening": self._screening(),
            "running": self._joined("running.toml", RunningRow, running_of),
            "stretches": self._joined("stretches.toml", StretchRow, stretches_of),
            "questionnaires": self._rows("scores.toml", Questionnaire),
            "norms": self._rows("norms.toml", Norm),
            "blocks": dict(self._blocks()),
            "other_leg": self._record("other-leg.toml", OtherLeg),
            "loads": self.catalogue.load_rules,
            "sources": self._rows("sources.toml", Source),
        }

    def _toml(self, file: str) -> dict[str, Any]:
        try:
            return tomllib.loads((self.folder / file).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self.faults.append(Fault(_named(file), "", "is missing; put it back"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.faults.append(Fault(_named(file), "", f"cannot be read as TOML: {error}"))
        return {}

    def _noting(self, file: str, row: str = "") -> Note:
        return lambda problem: self.faults.append(Fault(_named(file), row, problem))

    def _rows(self, file: str, kind: type[T]) -> dict[str, T]:
        return dict(self._read(file, kind, self._toml(file)))

    def _read(self, file: str, kind: type[T], tables: Mapping[str, Any]) -> Iterator[tuple[str, T]]:
        for name, table in tables.items():
            note = self._noting(file, name)
            if not NAME.fullmatch(name):
                note("the name may hold letters, digits and single hyphens or underscores")
            row = record_of(kind, table, note, id=name)
            if row is not None:
                yield name, row

    def _record(self, file: str, kind: type[T]) -> T | None:
        return record_of(kind, self._toml(file), self._noting(file))

    def _joined(
        self, file: str, kind: type[T], join: Callable[[T, Catalogue, Note], object]
    ) -> object:
        row = self._record(file, kind)
        return None if row is None else join(row, self.catalogue, self._noting(file))

    def _plans(self) -> Iterator[tuple[str, RehabPlan]]:
        for path in sorted((self.folder / "plans").glob("*.toml")):
            file = f"plans/{path.name}"
            row = self._record(file, PlanRow)
            join = partial(plan_of, path.stem)
            plan = None if row is None else join(row, self.catalogue, self._noting(file))
            if plan is not None:
                yield path.stem, plan

    def _blocks(self) -> Iterator[tuple[str, Block]]:
        for name, row in self._rows("blocks.toml", BlockRow).items():
            block = block_of(row, self.catalogue, self._noting("blocks.toml", name))
            if block is not None:
                yield name, block

    def _screening(self) -> Screening:
        tables = self._toml("screening.toml")
        note = self._noting("screening.toml")
        for name in tables.keys() - {"fits", "questions"}:
            note(f'has no key "{name}"; it may hold fits, questions')
        asked, fits = (_table(tables, name, note) for name in ("questions", "fits"))
        for plan, needed in fits.items():
            if type(needed) is not int or needed < 1:
                note(f"fits.{plan} is {needed!r}; give a whole number from 1")
        questions = dict(self._read("screening.toml", Question, asked))
        return Screening(questions=tuple(questions.values()), fits=fits)

    def _written(self, steps: Mapping[str, LoadStep]) -> int:
        if WRITTEN in steps:
            return list(steps).index(WRITTEN)
        self.faults.append(Fault(_named("steps.toml"), "", f'needs a step "{WRITTEN}"'))
        return 0


def _table(tables: Mapping[str, Any], name: str, note: Note) -> Mapping[str, Any]:
    table = tables.get(name, {})
    if isinstance(table, Mapping):
        return table
    note(f"{name} is {table!r}; give a table")
    return {}


def _named(file: str) -> str:
    return f"rehab/{file}"


# What must hold between the files -----------------------------------------------------------


def faults_in(rehab: Rehab, catalogue: Catalogue) -> Iterator[Fault]:
    """Check what one file says of another."""
    for check in (_sources_exist, _plans_name_what_exists, _pointers_lead_somewhere, _blocks_stand):
        yield from check(rehab, catalogue)


def _sources_exist(rehab: Rehab, catalogue: Catalogue) -> Iterator[Fault]:
    known = {**catalogue.sources, **rehab.sources}
    cited = set[str]()
    for place, source, verification in _cited(rehab, ""):
        cited.add(source)
        if source not in known:
            yield Fault(place, "", f'no source "{source}"{did_you_mean(source, known)}')
        elif (
            verification is Verification.VERIFIED
            and known[source].verification is not Verification.VERIFIED
        ):
            yield Fault(place, "", f"claims to be read, but {source} was not")
    for source in rehab.sources.keys() - cited:
        yield Fault("rehab/sources.toml", source, "serves nothing; cite it or drop it")


def _cited(part: object, place: str) -> Iterator[tuple[str, str, object]]:
    """Walk values down to everything that names a source, with the file it came from."""
    if isinstance(part, Source):
        return
    if isinstance(part, Mapping):
        part = tuple(part.values())
    if isinstance(part, tuple):
        for value in part:
            yield from _cited(value, place)
    elif is_dataclass(part):
        source = getattr(part, "source", None)
        if source is not None:
            yield place, source, getattr(part, "verification", None)
        for field in fields(part):
            named = place or FILES.get(field.name, f"rehab/{field.name}.toml")
            yield from _cited(getattr(part, field.name), named)


FILES: Final = {
    "other_leg": "rehab/other-leg.toml",
    "plans": "rehab/plans",
    "profiles": "rehab/pain.toml",
    "questionnaires": "rehab/scores.toml",
}


def _plans_name_what_exists(rehab: Rehab, catalogue: Catalogue) -> Iterator[Fault]:
    for name, plan in rehab.plans.items():
        file = f"rehab/plans/{name}.toml"
        if plan.profile not in rehab.profiles:
            wrong = did_you_mean(plan.profile, rehab.profiles)
            yield Fault(file, "", f'no profile "{plan.profile}"{wrong}')
        for stage in plan.stages:
            yield from _gate_faults(stage.gate, file, rehab, catalogue)
            if not stage.gate:
                yield Fault(file, stage.name, "has no gate; say what ends it")
            elif not any(item.is_measured for item in stage.gate):
                yield Fault(
                    file, stage.name, "asks the diary alone, so nobody can try it; add a test"
                )
    yield from _gate_faults(rehab.running.entry, "rehab/running.toml", rehab, catalogue)


def _gate_faults(
    gate: tuple[GateItem, ...], file: str, rehab: Rehab, catalogue: Catalogue
) -> Iterator[Fault]:
    names = [item.id for item in gate]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(file, twice, "stands twice in one gate; rename one of them")
    for item in gate:
        if item.exercise is not None and item.exercise not in catalogue.exercises:
            instead = did_you_mean(item.exercise, catalogue.exercises)
            yield Fault(file, item.id, f'no exercise "{item.exercise}"{instead}')
        if item.norm is not None and item.norm not in rehab.norms:
            yield Fault(
                file, item.id, f'no norm "{item.norm}"{did_you_mean(item.norm, rehab.norms)}'
            )


def _pointers_lead_somewhere(rehab: Rehab, _: Catalogue) -> Iterator[Fault]:
    file = "rehab/screening.toml"
    for question in rehab.screening.questions:
        if question.leads_to is not None and question.leads_to not in rehab.screening.fits:
            yield Fault(file, question.id, f'no plan "{question.leads_to}" in fits')
    for plan, needed in rehab.screening.fits.items():
        asked = sum(question.leads_to == plan for question in rehab.screening.questions)
        if plan not in rehab.plans:
            yield Fault(file, f"fits.{plan}", f'no plan "{plan}"{did_you_mean(plan, rehab.plans)}')
        elif asked < needed:
            yield Fault(file, f"fits.{plan}", f"needs {needed} pointers, but {asked} lead to it")


def _blocks_stand(rehab: Rehab, catalogue: Catalogue) -> Iterator[Fault]:
    routine, blocks = rehab.stretches, rehab.blocks.values()
    named = [("stretches.toml", "", plan) for plan in routine.beside]
    named += [("blocks.toml", block.id, plan) for block in blocks for plan in block.beside]
    for file, row, plan in named:
        if plan not in rehab.plans:
            yield Fault(_named(file), row, f'no plan "{plan}"{did_you_mean(plan, rehab.plans)}')
    for name in (name for names in rehab.other_leg.lifts for name in names):
        if name not in catalogue.exercises:
            instead = did_you_mean(name, catalogue.exercises)
            yield Fault("rehab/other-leg.toml", "", f'no exercise "{name}"{instead}')
    if rehab.other_leg.load not in catalogue.load_rules:
        instead = did_you_mean(rehab.other_leg.load, catalogue.load_rules)
        yield Fault("rehab/other-leg.toml", "", f'no load "{rehab.other_leg.load}"{instead}')
