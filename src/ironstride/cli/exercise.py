"""`ironstride exercise`: the exercises, found and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from ironstride.cli.page import Page
    from ironstride.core.catalogue import Catalogue
    from ironstride.core.exercise import Exercise

SIDES: Final = {
    "bilateral": "both sides at once",
    "alternating": "one side and the other in turn",
    "unilateral": "one side, then the other",
}
LOADS: Final = {"bodyweight": "your own weight", "time": "time held", "contacts": "foot contacts"}


def exercise(
    exercise: Annotated[
        str | None, typer.Argument(help="An exercise, as back-squat; a list if not given.")
    ] = None,
    pattern: Annotated[
        str | None, typer.Option("--pattern", help="Only this movement, as hinge or calf.")
    ] = None,
    equipment: Annotated[
        list[str] | None,
        typer.Option("--equipment", help="Only what can be done with this. Repeatable."),
    ] = None,
    phase: Annotated[
        str | None,
        typer.Option("--phase", help="Only what this phase of the knee programme may hold."),
    ] = None,
    barefoot: Annotated[
        bool, typer.Option("--barefoot", help="Only what can be done barefoot.")
    ] = False,
    search: Annotated[
        str | None, typer.Option("--search", help="Only names, aliases and muscles with this.")
    ] = None,
) -> None:
    """Show an exercise with doses and cues, or list those that fit."""
    from ironstride.catalogue.find import Wanted, find, matching
    from ironstride.catalogue.load import load
    from ironstride.cli.page import Page

    catalogue, page = load(), Page()
    if exercise is not None:
        shelf = catalogue.exercises
        found = find(shelf, exercise, noun="exercise", listing="`ironstride exercise`")
        _show(found, catalogue, page)
        return
    wanted = Wanted(
        pattern=pattern,
        equipment=None if equipment is None else tuple(equipment),
        phase=phase,
        is_barefoot=barefoot,
        text=search,
    )
    _list(matching(wanted, catalogue), page)


def _list(found: list[Exercise], page: Page) -> None:
    if not found:
        page.prose("No exercise fits; ask for less.")
        return
    longest = max(len(row.id) for row in found)
    for pattern in dict.fromkeys(row.pattern for row in found):
        page.heading(pattern.replace("-", " ").capitalize())
        rows = (row for row in found if row.pattern is pattern)
        page.rows(((row.id, row.name, _needs(row)) for row in rows), widths=(longest, 0, 18))
        page.gap()
    count = "1 exercise" if len(found) == 1 else f"{len(found)} exercises"
    page.prose(f"{count}. ironstride exercise ID shows one.")


def _needs(exercise: Exercise) -> str:
    return ", ".join(sorted(exercise.equipment - {"none"})) or "nothing"


def _show(exercise: Exercise, catalogue: Catalogue, page: Page) -> None:
    page.heading(exercise.name, exercise.id)
    if exercise.aliases:
        page.prose(f"also called {', '.join(exercise.aliases)}")
    page.gap()
    page.facts(_nature(exercise, catalogue))
    page.gap()
    page.heading("Doses", "Ironstride's own choice")
    page.rows(_doses(exercise), widths=(16, 0))
    for title, lines in (("How", exercise.cues), ("Watch out for", exercise.errors)):
        page.gap()
        page.heading(title)
        page.bullets(lines)
    page.gap()
    page.facts(_relatives(exercise, catalogue))
    page.gap()
    page.prose("Cues, skill, load on the back and the knee phase are Ironstride's own judgement.")


def _nature(exercise: Exercise, catalogue: Catalogue) -> list[tuple[str, str | None]]:
    also = exercise.secondary_muscles
    muscles = ", ".join(exercise.primary_muscles) + (f"; also {', '.join(also)}" if also else "")
    contacts = exercise.contacts_per_rep
    return [
        ("Trains", muscles),
        ("Movement", _movement(exercise)),
        ("Needs", "; ".join(catalogue.equipment[token] for token in sorted(exercise.equipment))),
        ("Load", LOADS.get(exercise.load_type, f"a {exercise.load_type}")),
        ("Skill", f"{exercise.skill} of 5"),
        ("Back", _back(exercise)),
        ("Knee", _knee(exercise)),
        ("Kneecap", _kneecap(exercise, catalogue)),
        ("Jumping", f"{contacts} foot contacts a repetition" if contacts else None),
        ("Feet", "barefoot is fine on the gym floor" if exercise.is_barefoot_ok else "in shoes"),
    ]


def _movement(exercise: Exercise) -> str:
    several = exercise.plane == "multi"
    plane = "in several planes" if several else f"in the {exercise.plane} plane"
    return f"{exercise.pattern.replace('-', ' ')}, {SIDES[exercise.laterality]}, {plane}"


def _back(exercise: Exercise) -> str:
    turning = "turns the spine, so light only" if exercise.has_torsion else "without turning it"
    return f"load on the spine: {exercise.spinal_load}, {turning}"


def _knee(exercise: Exercise) -> str:
    from ironstride.core.exercise import KneePhase

    bend = exercise.knee_flexion_deg
    angle = "" if bend is None else f"bends {bend[0]}–{bend[1]}°; "
    if exercise.knee_phase is KneePhase.AFTER:
        return f"{angle}not before a knee programme is done"
    return f"{angle}from the {exercise.knee_phase} phase of a knee programme"


def _kneecap(exercise: Exercise, catalogue: Catalogue) -> str:
    from ironstride.catalogue.check import sources_of_stress
    from ironstride.catalogue.words import KNOWN

    peak = exercise.patellofemoral_peak_bw
    beside = "" if peak is None else f", peak {peak:g} body weights"
    sources = [catalogue.sources[s] for s in sources_of_stress(exercise.patellofemoral_source)]
    cited = "; ".join(f"{s.id}, {KNOWN[s.verification]}" for s in sources)
    return f"stress behind it: {exercise.patellofemoral_stress}{beside} ({cited})"


def _doses(exercise: Exercise) -> list[tuple[str, str]]:
    from ironstride.catalogue.dose import dose_in_words

    sided = exercise.is_per_side
    return [
        (goal.replace("_", " "), dose_in_words(dose, per_side=sided))
        for goal, dose in exercise.doses.items()
    ]


def _relatives(exercise: Exercise, catalogue: Catalogue) -> list[tuple[str, str | None]]:
    from ironstride.catalogue.find import easier_than, harder_than

    programmes = catalogue.programmes.values()
    used = [p.id for p in programmes if any(x.exercise == exercise.id for x in p.exercises)]
    fit = exercise.fit
    watch = None if fit is None else " / ".join(filter(None, (fit.category, fit.name)))
    return [
        ("Easier", ", ".join(easier_than(exercise)) or None),
        ("Harder", ", ".join(harder_than(exercise, catalogue.exercises)) or None),
        ("Used in", ", ".join(used) or None),
        ("On a watch", watch),
    ]
