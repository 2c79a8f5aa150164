"""How a programme is said in words, on the screen and wherever else it is read.

Everything here gives plain strings: no colours, no markup. What an athlete wrote (places,
race names) passes through `inert` before it stands in a sentence.
"""

from __future__ import annotations

import heapq
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from typing import Final

from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import (
    Load,
    NoProgramme,
    PhaseName,
    Prescription,
    Programme,
    Role,
    Session,
    Tier,
    Week,
)
from ironstride.core.reason import RuleGrade, RuleKind, Verification
from ironstride.core.run import PlannedRun, Race
from ironstride.core.units import Kilograms, MassUnit

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

KINDS: Final[Mapping[RuleKind, str]] = MappingProxyType(
    {
        RuleKind.HARD: "always kept",
        RuleKind.WISH: "weighed",
        RuleKind.WARNING: "a warning",
        RuleKind.PROMISE: "what may be promised",
    }
)

GRADES: Final[Mapping[RuleGrade, str]] = MappingProxyType(
    {
        RuleGrade.REVIEW: "reviews of trials",
        RuleGrade.TRIAL: "trials",
        RuleGrade.STUDY: "studies without assigned groups",
        RuleGrade.CONSENSUS: "an expert consensus",
        RuleGrade.SECONDARY: "a source read only through another",
        RuleGrade.RECALLED: "a source recalled and not yet read again",
        RuleGrade.CONVENTION: "coaches' custom",
        RuleGrade.CHOICE: "our own choice, no study claimed",
    }
)

VERIFICATIONS: Final[Mapping[Verification, str]] = MappingProxyType(
    {
        Verification.VERIFIED: "read",
        Verification.SECONDARY: "read only through another source",
        Verification.RECALLED: "recalled, not yet read again",
        Verification.INTERPOLATED: "our own interpolation",
    }
)

MassWords = Callable[[Kilograms], str]
Beneath = Mapping[str, Sequence[str]]
"""Lines to stand under the working sets of exercises, by their ids."""
NOTHING: Final[Beneath] = MappingProxyType({})


# Letters and numbers ---------------------------------------------------------------------


def inert(written: str) -> str:
    r"""Show what someone wrote without letting it steer a terminal, a page or a calendar.

    >>> inert("gym\x1b[31m on\nthe hill")
    'gym�[31m on�the hill'
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in written)


def exact(number: float) -> str:
    """Write a number so that it reads back as the same number.

    >>> exact(80.0), exact(21.0975)
    ('80', '21.0975')
    """
    return repr(float(number)).removesuffix(".0")


def count(number: int, thing: str) -> str:
    """Count things.

    >>> count(1, "session"), count(2, "session")
    ('1 session', '2 sessions')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


# Days and durations ----------------------------------------------------------------------


def day_in_words(day: date) -> str:
    """Name a day within a year.

    >>> day_in_words(date(2026, 11, 24))
    'Tue 24 Nov'
    """
    return f"{Weekday.of(day).short} {day.day} {MONTHS[day.month - 1][:3]}"


def date_in_words(day: date) -> str:
    """Name a day in full.

    >>> date_in_words(date(2026, 11, 24))
    'Tuesday 24 November 2026'
    """
    return f"{Weekday.of(day).value.capitalize()} {day.day} {MONTHS[day.month - 1]} {day.year}"


def days_in_words(first: date, last: date) -> str:
    """Name a stretch of days within a year or two.

    >>> days_in_words(date(2026, 12, 28), date(2027, 1, 3))
    '28 Dec to 3 Jan'
    >>> days_in_words(date(2026, 11, 2), date(2026, 11, 8))
    '2 to 8 Nov'
    """
    ends = [f"{d.day} {MONTHS[d.month - 1][:3]}" for d in (first, last)]
    return f"{first.day if first.month == last.month else ends[0]} to {ends[1]}"


def minutes_in_words(minutes: int) -> str:
    """Say how long something takes.

    >>> minutes_in_words(90), minutes_in_words(125)
    ('90 min', '2 h 05 min')
    """
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02} min"


def rest_in_words(seconds: int) -> str:
    """Say how long to rest; none for no rest.

    >>> [rest_in_words(s) for s in (0, 90, 150, 180)]
    ['no rest', '90 s', '2 min 30 s', '3 min']
    """
    minutes, rest = divmod(seconds, 60)
    if seconds < 120:
        return f"{seconds} s" if seconds else "no rest"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


# Doses and loads -------------------------------------------------------------------------


def dose_in_words(prescription: Prescription, *, times: str = "x") -> str:
    """Say how often and how far, such as `3 x 8-12 each side` or `2 x 30 s`."""
    p = prescription
    if p.reps is not None:
        amount = str(p.reps)
    elif p.seconds is not None:
        amount = f"{p.seconds} s"
    else:
        amount = f"{p.metres} m"
    held = "" if p.hold_s is None else f" held {p.hold_s} s"
    return f"{p.sets} {times} {amount}{held}{' each side' if p.per_side else ''}"


def masses_in(units: MassUnit) -> MassWords:
    """Give the way in which an athlete reads masses: kilograms as they are, pounds to the half.

    >>> masses_in(MassUnit.KG)(Kilograms(61.25)), masses_in(MassUnit.LB)(Kilograms(61.25))
    ('61.25 kg', '135 lb')
    """
    if units is MassUnit.LB:
        return lambda mass: mass.in_unit(MassUnit.LB)
    return lambda mass: f"{exact(mass.value)} kg"


def load_in_words(load: Load, *, masses: MassWords, takes_weight: bool) -> str:
    """Say how heavy: a known mass, or how to find one.

    >>> load_in_words(Load(rir=3), masses=masses_in(MassUnit.KG), takes_weight=True)
    'find a weight that leaves 3 in reserve'
    >>> known = Load(kg=Kilograms(80), percent_1rm=83, rir=2)
    >>> load_in_words(known, masses=masses_in(MassUnit.KG), takes_weight=True)
    '80 kg (83 % 1RM), 2 in reserve'
    """
    share = "" if load.percent_1rm is None else f"{load.percent_1rm} % 1RM"
    reserve = "" if load.rir is None else f"{load.rir} in reserve"
    if load.kg is not None:
        known = masses(load.kg) + (f" ({share})" if share else "")
        return ", ".join(part for part in (known, reserve) if part)
    if takes_weight and reserve:
        return f"find a weight that leaves {reserve}{f' ({share})' if share else ''}"
    return ", ".join(part for part in (share, reserve) if part)


def prescription_in_words(
    prescription: Prescription, *, masses: MassWords, takes_weight: bool
) -> str:
    """Say all that an athlete does: the dose, a known load, the rest, or a load to find.

    `3 x 5 @ 80 kg, 2 in reserve, rest 3 min`, or `3 x 8-12, rest 90 s, find a weight that
    leaves 3 in reserve`.
    """
    p = prescription
    load = load_in_words(p.load, masses=masses, takes_weight=takes_weight)
    is_to_find = load.startswith("find")
    is_share = p.load.percent_1rm is not None and not is_to_find
    at_load = f" @ {load}" if p.load.kg is not None or is_share else ""
    parts = (
        dose_in_words(p) + at_load,
        "" if at_load or is_to_find else load,
        count(p.contacts, "contact") if p.contacts else "",
        f"rest {rest_in_words(p.rest_s)}" if p.rest_s else "",
        load if is_to_find else "",
        "" if p.test_leaves is None else last_set_in_words(p.test_leaves),
    )
    return ", ".join(filter(None, parts))


def last_set_in_words(leaves: int) -> str:
    """Say how far the last set goes where it is a test.

    >>> last_set_in_words(1)
    'test: last set as many good ones as leave 1 in reserve'
    """
    return f"test: last set as many good ones as leave {leaves} in reserve"


def row_in_words(group: Sequence[Prescription], *, masses: MassWords, takes_weight: bool) -> str:
    """Say a prescription, or the rising sets of one ramp: `6 @ 40 kg, then 4 @ 55 kg`."""
    if len(group) == 1:
        return prescription_in_words(group[0], masses=masses, takes_weight=takes_weight)
    bare = [replace(p, rest_s=0) for p in group]
    if all(p.load.kg is None and p.load.percent_1rm is not None for p in bare):
        said = _rising(bare)
    else:
        said = [prescription_in_words(p, masses=masses, takes_weight=takes_weight) for p in bare]
    rest = max(p.rest_s for p in group)
    steps = ", then ".join(each.removeprefix("1 x ") for each in said)
    return f"{steps}, rest {rest_in_words(rest)} between" if rest else steps


def _rising(ramp: Sequence[Prescription]) -> list[str]:
    """Name the sets of a ramp to a weight that is still to be found."""
    words = ["light", *["heavier"] * (len(ramp) - 2), "near the weight you work with"]
    return [f"{dose_in_words(p)} {word}" for p, word in zip(ramp, words, strict=True)]


def exercise_name(exercise: str, catalogue: Catalogue) -> str:
    """Call an exercise by its name, or by its id where the catalogue has lost it."""
    known = catalogue.exercises.get(exercise)
    return inert(exercise if known is None else known.name)


def takes_weight(exercise: str, catalogue: Catalogue) -> bool:
    """Whether there is a weight to find."""
    known = catalogue.exercises.get(exercise)
    return known is not None and known.load_type.is_weight


# Runs, races, phases ---------------------------------------------------------------------


def run_in_words(run: PlannedRun) -> str:
    """Say what a run is, such as `long run, 2 h 10 min, 22 km`."""
    kind = "race" if run.kind.value == "race" else f"{run.kind.value} run"
    far = [] if run.distance_km is None else [f"{run.distance_km:.4g} km"]
    how = [inert(run.how)] if run.how else []
    return ", ".join([kind, minutes_in_words(run.minutes), *far, *how])


def race_in_words(race: Race) -> str:
    """Say which race it is, such as `half marathon (A, 21.1 km)`."""
    return f"{inert(race.title)} ({race.priority}, {race.distance_km:.4g} km)"


def phase_in_words(name: PhaseName) -> str:
    """Call a phase as a coach would.

    >>> phase_in_words(PhaseName.MAX_STRENGTH)
    'max strength'
    """
    return name.value.replace("-", " ")


def share_in_words(week: Week) -> str:
    """Say how much of the week's training time goes into strength, such as `28 %`."""
    share = week.strength_share
    return "no training" if share is None else f"{share:.0%}".replace("%", " %")


def races_of(week: Week, races: Iterable[Race]) -> tuple[Race, ...]:
    """List the races run in a week, in the order they are run."""
    mine = (race for race in races if week.start <= race.day <= week.end)
    return tuple(sorted(mine, key=lambda race: race.day))


# Views -----------------------------------------------------------------------------------


def season_line(programme: Programme) -> str:
    """Draw the season: a mark for each week, in blocks by phase.

    `■` is a week, `□` a light week, and a race puts its letter there:
    `adaptation ■■■□ | max strength ■■■■□ | taper ■A`.
    """
    races = programme.athlete.races
    blocks = groupby(programme.weeks, key=lambda week: week.phase)
    return " | ".join(
        f"{phase_in_words(name)} {''.join(_mark(week, races) for week in weeks)}"
        for name, weeks in blocks
    )


def _mark(week: Week, races: Iterable[Race]) -> str:
    run = races_of(week, races)
    if run:
        return min(race.priority.value for race in run)
    return "□" if week.is_light else "■"


TIERS: Final[Mapping[Tier, str]] = {
    Tier.SESSIONS: "sessions that found no day",
    Tier.ESSENTIAL: "points of heavy work and minimum sets that did not fit (a set is one)",
    Tier.CHANGE: "points of change to the programme you had (a moved session is three), or of empty sessions",
    Tier.DOSE: "points of sets and jumps short of their targets (a set is two to five)",
    Tier.RHYTHM: "tenths of wishes for spacing, rhythm, variety and place",
    Tier.TASTE: "tenths of wishes for longer days and better liked exercises",
}
CERTIFICATE_KEY: Final = (
    "What the full weeks leave to be wished for: 0 is best, and a higher line always counts first.",
    "Proven: no other days and exercises leave less, given the main lifts and the rests.",
)


def certificate_line(programme: Programme) -> str:
    """Say in a sentence or two how good a programme is, and how far that is proven."""
    wanting = [value for value in programme.certificate[:4] if value.value]
    told = "; ".join(f"{value.value} {TIERS[value.tier]}" for value in wanting)
    opening = f"Over the season your days leave open: {told}." if told else FULL
    unproven = next((value for value in programme.certificate if not value.is_proven), None)
    if unproven is None:
        return f"{opening} No other days and exercises would serve you better: that is proven."
    least = "unknown" if unproven.bound is None else f"{unproven.bound}"
    return (
        f"{opening} Nothing better was found; no programme could go below {least} in "
        f'"{unproven.tier}" (--prove looks longer).'
    )


FULL: Final = "Your days hold everything that is aimed for."
SEASON_KEY: Final = "■ a week, □ a light week, A B C the priority of a race"


def week_summary(week: Week) -> str:
    """Sum a week up in a sentence."""
    lifting = sum(session.minutes for session in week.sessions)
    running = sum(run.minutes for run in week.runs)
    if not lifting:
        return f"No strength beside {minutes_in_words(running)} of running."
    return (
        f"{count(len(week.sessions), 'session')}, {minutes_in_words(lifting)} and "
        f"{count(week.hard_sets, 'hard set')} of strength beside {minutes_in_words(running)} of "
        f"running: {share_in_words(week)} of the training time."
    )


def week_view(week: Week, programme: Programme, catalogue: Catalogue) -> str:
    """Show one week: its days, then each session in detail."""
    number = programme.weeks.index(week) + 1
    days = f"{days_in_words(week.start, week.end)} {week.end.year}"
    phase = phase_in_words(week.phase) + (", a light week" if week.is_light else "")
    lines = [
        f"Week {number} of {len(programme.weeks)}, {days}: {phase}",
        week_summary(week),
        "",
        *_days(week, programme.athlete.races),
    ]
    for session in week.sessions:
        lines += ["", session_view(session, programme, catalogue)]
    return "\n".join(lines)


def _days(week: Week, races: Iterable[Race]) -> Iterator[str]:
    """One line for each race, run and session, the day named where it changes."""
    for race in races_of(week, races):
        yield f"  {day_in_words(race.day):<11}race: {race_in_words(race)}"
    previous: date | None = None
    for start, words in in_order(week):
        day = day_in_words(start.date()) if start.date() != previous else ""
        previous = start.date()
        yield f"  {day:<11}{start:%H:%M}  {words}"


def in_order(week: Week) -> Iterator[tuple[datetime, str]]:
    """Tell a week's runs and sessions in the order they come."""
    runs = [(run.start, run_in_words(run)) for run in week.runs]
    sessions = [(session.start, f"strength: {_about(session)}") for session in week.sessions]
    return heapq.merge(runs, sessions, key=lambda each: each[0])


def _about(session: Session) -> str:
    place = inert(session.place)
    return f"{inert(session.intent)} ({minutes_in_words(session.minutes)}, {place})"


def session_view(
    session: Session, programme: Programme, catalogue: Catalogue, beneath: Beneath = NOTHING
) -> str:
    """Show one session: each exercise on a line, by role, and the rules behind it.

    `beneath` gives lines that stand under the working sets of an exercise.
    """
    start = f"{day_in_words(session.start.date())} {session.start:%H:%M}"
    return "\n".join(
        [
            f"{start}, {_about(session)}",
            *exercise_lines(session, programme, catalogue, beneath),
            *_why(session),
        ]
    )


def _why(session: Session) -> list[str]:
    return textwrap.wrap(
        f"Why: {inert(', '.join(all_reasons(session)))}",
        100,
        initial_indent="  ",
        subsequent_indent="       ",
        break_on_hyphens=False,
    )


def exercise_lines(
    session: Session, programme: Programme, catalogue: Catalogue, beneath: Beneath = NOTHING
) -> Iterator[str]:
    """Write a session's exercises in columns, under the names of their roles."""
    rows = list(exercise_rows(session, programme, catalogue))
    ids = [group[0].exercise for _, group in grouped(session.exercises)]
    width = max((len(name) for _, name, _ in rows), default=0)
    for role, members in groupby(zip(rows, ids, strict=True), key=lambda row: row[0][0]):
        yield f"  {role.value.capitalize()}"
        for (_, name, words), exercise in members:
            yield f"    {name:<{width}}  {words}"
            yield from beneath.get(exercise, ()) if role.is_hard else ()


def exercise_rows(
    session: Session, programme: Programme, catalogue: Catalogue
) -> Iterator[tuple[Role, str, str]]:
    """Say a session's exercises: their role, their name and what to do."""
    masses = masses_in(programme.athlete.units)
    for role, group in grouped(session.exercises):
        exercise = group[0].exercise
        weight = takes_weight(exercise, catalogue)
        words = row_in_words(group, masses=masses, takes_weight=weight)
        yield role, exercise_name(exercise, catalogue), words


def grouped(exercises: Sequence[Prescription]) -> Iterator[tuple[Role, tuple[Prescription, ...]]]:
    """Put the rising sets of one warm-up ramp together; leave everything else alone."""

    def one_row(numbered: tuple[int, Prescription]) -> tuple[Role, str | int]:
        number, p = numbered
        return p.role, p.exercise if p.role is Role.WARM_UP else number

    for (role, _), members in groupby(enumerate(exercises), key=one_row):
        yield role, tuple(prescription for _, prescription in members)


def all_reasons(session: Session) -> tuple[str, ...]:
    """List the rules behind a session and its exercises, each once, in order."""
    of_exercises = (reason for p in session.exercises for reason in p.reasons)
    return tuple(dict.fromkeys([*session.reasons, *of_exercises]))


def collisions_view(no_programme: NoProgramme) -> str:
    """Say what stands in the way of a programme and what would free it."""
    lines = ["No programme keeps every rule. This is in the way:"]
    for number, collision in enumerate(no_programme.collisions, start=1):
        lines += ["", f"{number}. {inert(collision.message)}"]
        lines += [f"   Rules: {inert(', '.join(collision.rules))}"] if collision.rules else []
        lines += ["   What would help:"] if collision.relax else []
        lines += [f"   - {inert(way)}" for way in collision.relax]
    return "\n".join(lines)


def wrapped(text: str, opening: str = "", further: str = "", *, width: int) -> list[str]:
    """Break text into lines between words; the first line opens otherwise than the further ones."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=opening,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
