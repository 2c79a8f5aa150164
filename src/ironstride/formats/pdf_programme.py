"""A programme as a booklet for the gym: a PDF set by typst from data, never from source.

Every word reaches the template as JSON and is set as text, so that no name an athlete gave
a place can run as markup. The fonts are the package's own, the date is the programme's:
the same programme gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from ironstride.core.calendar import WEEK, Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import Exercise
from ironstride.core.programme import (
    NoProgramme,
    PhaseName,
    Prescription,
    Programme,
    Role,
    Session,
    Week,
)
from ironstride.core.run import PlannedRun, RunKind
from ironstride.formats import words
from ironstride.formats.typeset import FOLDER, typeset
from ironstride.formats.words import count, inert

__all__ = ["FOLDER", "Strip", "write"]

DAY: Final = timedelta(days=1)

PURPOSES: Final[Mapping[PhaseName, str]] = {
    PhaseName.ADAPTATION: "Learn the lifts with moderate loads and plenty left in reserve.",
    PhaseName.MAX_STRENGTH: "Few, heavy repetitions with long rests.",
    PhaseName.POWER: "Heavy but fewer, and quick: jumps beside the lifts.",
    PhaseName.RACE_SEASON: "Keep what you have while you race.",
    PhaseName.TAPER: "Less lifting at the same load, so that the legs are fresh.",
    PhaseName.RECOVERY: "Come back after the race, lightly at first.",
}

FIND_A_WEIGHT: Final = (
    "Start light and add until the last repetition leaves as many in reserve as the page says. "
    "Write it down: next week starts there."
)

GLOSSARY: Final = (
    ("In reserve", "How many more repetitions you could have done well. Never lift to failure."),
    ("1RM", "The heaviest you could lift once."),
    ("Find a weight", FIND_A_WEIGHT),
    ("Boxes", "One for each set: the weight, the repetitions, and what you had left (RIR)."),
    ("[1 4]", "Rules that the line rests on; the last pages explain them."),
)

TEST_WORDS: Final = (
    "The last set goes on for as many good repetitions as leave so many in reserve, never to failure. "
    "Write it down: it tells how strong you are, and sets the next loads."
)

NOT_MEDICAL: Final = (
    "This is training advice, not medical advice. If something hurts that did not hurt before, or "
    "if a clinician has asked you to be careful, talk to one before you go on."
)


class Strip(NamedTuple):
    """Still poses of an exercise as SVG, what they show in words, and how its own would differ."""

    svg: str
    alt: str
    note: str = ""


NO_STRIPS: Final[Mapping[str, Strip]] = MappingProxyType({})


def write(
    outcome: Programme | NoProgramme,
    catalogue: Catalogue,
    *,
    strips: Mapping[str, Strip] = NO_STRIPS,
) -> bytes:
    """Set a programme as a booklet, or what stands in its way on a page.

    `strips` holds the pictures that stand beside the cues, by exercise.
    """
    match outcome:
        case Programme():
            return typeset("programme.typ", _Booklet(outcome, catalogue, strips).data())
        case NoProgramme():
            return typeset("no_programme.typ", _in_the_way(outcome))


def _in_the_way(no_programme: NoProgramme) -> dict[str, Any]:
    return {
        "title": "No programme keeps every rule",
        "collisions": [
            {
                "message": inert(collision.message),
                "rules": [inert(rule) for rule in collision.rules],
                "relax": [inert(way) for way in collision.relax],
            }
            for collision in no_programme.collisions
        ],
    }


@dataclass(frozen=True, slots=True)
class _Booklet:
    """Says in words what the template lays out."""

    programme: Programme
    catalogue: Catalogue
    strips: Mapping[str, Strip]

    def data(self) -> dict[str, Any]:
        programme = self.programme
        start, end = programme.start, programme.end
        return {
            "title": self.title(),
            "date": {"year": start.year, "month": start.month, "day": start.day},
            "dates": f"{words.date_in_words(start)} to {words.date_in_words(end)}",
            "figures": list(self.figures()),
            "season": self.season(),
            "phases": list(self.phases()),
            "races": [
                {
                    "priority": race.priority,
                    "name": inert(race.title),
                    "day": f"{words.date_in_words(race.day)}, {race.distance_km:.4g} km",
                }
                for race in sorted(programme.athlete.races, key=lambda race: race.day)
            ],
            "glossary": [*GLOSSARY, *([("Test", TEST_WORDS)] if self.has_tests() else [])],
            "warnings": [
                {"message": inert(warning.message), "reasons": self.numbers([warning.rule])}
                for warning in programme.warnings
            ],
            "weeks": [self.week(n, week) for n, week in enumerate(programme.weeks, start=1)],
            "exercises": list(self.exercises()),
            "rules": list(self.rules()),
            "sources": list(self.sources()),
            "not_medical": NOT_MEDICAL,
            "certificate": words.certificate_line(programme) if programme.certificate else "",
        }

    # The cover

    def title(self) -> str:
        races = sorted(self.programme.athlete.races, key=lambda race: (race.priority, race.day))
        if races:
            race = races[0]
            return f"Strength for {inert(race.name) or f'your {race.title}'}"
        return f"{count(len(self.programme.weeks), 'week')} of strength"

    def figures(self) -> Iterator[dict[str, str]]:
        weeks = self.programme.weeks
        sessions = list(self.programme.sessions)
        lifting = sum(session.minutes for session in sessions)
        running = sum(run.minutes for week in weeks for run in week.runs)
        yield {"figure": str(len(weeks)), "words": "weeks"}
        yield {"figure": str(len(sessions)), "words": "strength sessions"}
        yield {"figure": str(round(lifting / max(1, len(weeks)))), "words": "minutes a week"}
        share = f"{lifting / max(1, lifting + running):.0%}".replace("%", " %")
        yield {"figure": share, "words": "of the training time"}

    def season(self) -> dict[str, Any]:
        weeks, races = self.programme.weeks, self.programme.athlete.races
        blocks = [(name, len(list(own))) for name, own in groupby(weeks, key=lambda w: w.phase)]
        return {
            "blocks": [
                {"phase": words.phase_in_words(name), "weeks": length} for name, length in blocks
            ],
            "weeks": [
                {
                    "number": number,
                    "day": words.days_in_words(week.start, week.start).split(" to ")[1],
                    "light": week.is_light,
                    "hard_sets": week.hard_sets,
                    "share": None
                    if week.strength_share is None
                    else round(100 * week.strength_share),
                    "races": [race.priority for race in words.races_of(week, races)],
                }
                for number, week in enumerate(weeks, start=1)
            ],
            "in_words": f"{words.season_line(self.programme)}. Hard sets by week: "
            + ", ".join(str(week.hard_sets) for week in weeks),
        }

    def phases(self) -> Iterator[dict[str, str]]:
        for phase in self.programme.phases:
            yield {
                "name": words.phase_in_words(phase.name).capitalize(),
                "days": words.days_in_words(phase.start, phase.end),
                "purpose": PURPOSES[phase.name],
            }

    def has_tests(self) -> bool:
        every = (p for session in self.programme.sessions for p in session.exercises)
        return any(p.test_leaves is not None for p in every)

    # A week

    def week(self, number: int, week: Week) -> dict[str, Any]:
        sessions = [self.session(session) for session in week.sessions]
        return {
            "number": number,
            "of": len(self.programme.weeks),
            "phase": words.phase_in_words(week.phase),
            "light": week.is_light,
            "dates": f"{words.days_in_words(week.start, week.end)} {week.end.year}",
            "summary": _summary(week),
            "days": list(self.days(week)),
            "sessions": sessions,
            "rows_of_boxes": sum(session["rows_of_boxes"] for session in sessions),
        }

    def days(self, week: Week) -> Iterator[dict[str, Any]]:
        items: list[PlannedRun | Session] = [*week.runs, *week.sessions]
        items.sort(key=lambda item: item.start)
        for n in range(WEEK // DAY):
            day = week.start + n * DAY
            yield {
                "name": Weekday.of(day).short,
                "date": f"{day.day} {words.MONTHS[day.month - 1][:3]}",
                "items": [self.item(item) for item in items if item.start.date() == day],
            }

    def item(self, item: PlannedRun | Session) -> dict[str, Any]:
        clock = f"{item.start:%H:%M}, {words.minutes_in_words(item.minutes)}"
        if isinstance(item, Session):
            return {"kind": "strength", "name": "strength", "details": [clock]}
        far = [] if item.distance_km is None else [f"{item.distance_km:.4g} km"]
        if item.kind is RunKind.RACE:
            races = [r for r in self.programme.athlete.races if r.day == item.start.date()]
            titles = [inert(race.title) for race in races]
            return {"kind": "race", "name": "race", "details": [*titles, clock, *far]}
        kind = "key" if item.is_key else "easy"
        how = [inert(item.how)] if item.how else []
        return {"kind": kind, "name": item.kind.value, "details": [clock, *far, *how]}

    def session(self, session: Session) -> dict[str, Any]:
        parts = [
            self.part(role, [group for _, group in members])
            for role, members in groupby(words.grouped(session.exercises), key=lambda row: row[0])
        ]
        sets = [row["sets"] for part in parts if part["logged"] for row in part["rows"]]
        abreast = min(4, max([3, *sets]))
        return {
            "day": f"{words.day_in_words(session.start.date())} {session.start:%H:%M}",
            "intent": inert(session.intent),
            "about": f"{words.minutes_in_words(session.minutes)}, {inert(session.place)}",
            "reasons": self.numbers(session.reasons),
            "parts": _joined(parts),
            "abreast": abreast,
            "rows_of_boxes": sum(-(-each // abreast) for each in sets),
        }

    def part(self, role: Role, groups: Sequence[tuple[Prescription, ...]]) -> dict[str, Any]:
        row = self.logged_row if role.is_hard else self.ticked_row
        return {
            "role": role.value,
            "logged": role.is_hard,
            "rows": [row(group) for group in groups],
        }

    def ticked_row(self, group: Sequence[Prescription]) -> dict[str, Any]:
        exercise = group[0].exercise
        said = words.row_in_words(
            group,
            masses=words.masses_in(self.programme.athlete.units),
            takes_weight=words.takes_weight(exercise, self.catalogue),
        )
        return {
            "name": words.exercise_name(exercise, self.catalogue),
            "words": said.replace(" x ", " × "),
            "reasons": self.numbers(group[0].reasons),
        }

    def logged_row(self, group: Sequence[Prescription]) -> dict[str, Any]:
        (p,) = group
        target, sides, _ = words.dose_in_words(p, times="×").partition(" each side")
        load, _, note = self.load(p).partition("|")
        contacts = count(p.contacts, "contact") if p.contacts else ""
        return {
            "name": words.exercise_name(p.exercise, self.catalogue),
            "target": target,
            "target_note": ", ".join(filter(None, (sides.strip(), contacts, _test(p)))),
            "load": load,
            "load_note": note,
            "rest": words.rest_in_words(p.rest_s) if p.rest_s else "",
            "sets": p.sets,
            "log": self.asked(p),
            "reasons": self.numbers(p.reasons),
        }

    def load(self, p: Prescription) -> str:
        """Say how heavy on two lines, parted by a bar."""
        reserve = "" if p.load.rir is None else f"{p.load.rir} in reserve"
        share = "" if p.load.percent_1rm is None else f"{p.load.percent_1rm} % 1RM"
        if p.load.kg is not None:
            mass = words.masses_in(self.programme.athlete.units)(p.load.kg)
            return f"{mass}|{', '.join(filter(None, (share, reserve)))}"
        if reserve and words.takes_weight(p.exercise, self.catalogue):
            return f"find a weight|that leaves {reserve}"
        return f"{reserve or share}|"

    def asked(self, p: Prescription) -> list[str]:
        """Name what is written into a box: the load, the work, the reserve."""
        weight = p.load.kg is not None or words.takes_weight(p.exercise, self.catalogue)
        unit = [self.programme.athlete.units.value] if weight else []
        work = "reps" if p.reps is not None else "s" if p.seconds is not None else "m"
        return [*unit, work, *([] if p.load.rir is None else ["RIR"])]

    # The last pages

    def exercises(self) -> Iterator[dict[str, Any]]:
        used = {p.exercise for session in self.programme.sessions for p in session.exercises}
        known = [self.catalogue.exercises[id_] for id_ in used if id_ in self.catalogue.exercises]
        for exercise in sorted(known, key=lambda each: (each.name, each.id)):
            yield _card(exercise, self.strips.get(exercise.id))

    def numbers(self, ids: Sequence[str]) -> list[int]:
        order = {rule: n for n, rule in enumerate(self.programme.rules, start=1)}
        return [order[id_] for id_ in ids if id_ in order]

    def rules(self) -> Iterator[dict[str, Any]]:
        order = {source: n for n, source in enumerate(self.programme.sources, start=1)}
        for number, rule in enumerate(self.programme.rules.values(), start=1):
            firm = f"{words.KINDS[rule.kind]}; rests on {words.GRADES[rule.grade]}"
            yield {
                "number": number,
                "id": inert(rule.id),
                "sentence": inert(rule.sentence),
                "firm": firm[0].upper() + firm[1:],
                "note": inert(rule.note),
                "sources": [order[source] for source in rule.sources if source in order],
            }

    def sources(self) -> Iterator[dict[str, Any]]:
        for number, citation in enumerate(self.programme.sources.values(), start=1):
            url = citation.url
            yield {
                "number": number,
                "text": inert(citation.text),
                "verification": words.VERIFICATIONS[citation.verification],
                "url": None if url is None else inert(url),
                "linked": url is not None and url.startswith("https://"),
            }


def _test(p: Prescription) -> str:
    return "" if p.test_leaves is None else f"test: last set to {p.test_leaves} in reserve"


def _summary(week: Week) -> list[str]:
    if not week.sessions:
        return []
    minutes = sum(session.minutes for session in week.sessions)
    return [
        f"{count(week.hard_sets, 'hard set')}, {words.minutes_in_words(minutes)}",
        f"{words.share_in_words(week)} of the training time",
    ]


def _joined(parts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put main and accessory rows into one table where they meet."""
    joined: list[dict[str, Any]] = []
    for part in parts:
        if joined and joined[-1]["logged"] and part["logged"]:
            joined[-1]["rows"] += part["rows"]
        else:
            joined.append(part)
    return joined


def _card(exercise: Exercise, strip: Strip | None) -> dict[str, Any]:
    shown = None if strip is None else strip._asdict()
    return {
        "name": exercise.name,
        "cues": exercise.cues,
        "errors": exercise.errors,
        "strip": shown,
    }
