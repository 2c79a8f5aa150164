"""An explanation as text: why this day, why this exercise, and what else would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Role, Tier
from ironstride.formats import words
from ironstride.planning.answers.exchange import Cost, Exchange, ExerciseExplained
from ironstride.planning.answers.explain import DayExplained, Moved, OutsideSeason, SessionExplained
from ironstride.planning.days.obstacles import Obstacle
from ironstride.planning.tiers import Tiers

WIDTH: Final = 80
NEVER: Final = "breaks a rule that always holds"
UNTOLD: Final[Mapping[Tier, str]] = {
    Tier.SESSIONS: "a session less than asked for",
    Tier.ESSENTIAL: "less heavy work, or fewer sets than pay",
    Tier.CHANGE: "a change to what you had",
    Tier.DOSE: "fewer sets than aimed for",
    Tier.RHYTHM: "a matter of variety: its turn comes in another block",
    Tier.TASTE: "costs nothing that is counted",
}
"""What is said of a cost where nothing tells it more closely."""


def write(explained: DayExplained | ExerciseExplained | OutsideSeason, catalogue: Catalogue) -> str:
    """Write an explanation as an athlete reads it."""
    match explained:
        case OutsideSeason():
            lines = _outside(explained)
        case ExerciseExplained():
            lines = list(_exercise_page(explained, catalogue))
        case DayExplained(sessions=()):
            lines = list(_rest(explained))
        case DayExplained():
            lines = [line for s in explained.sessions for line in _session(s, explained, catalogue)]
    return "\n".join(lines) + "\n"


def _outside(explained: OutsideSeason) -> list[str]:
    first, last = (words.day_in_words(day) for day in (explained.first, explained.last))
    day = words.date_in_words(explained.day)
    return words.wrapped(
        f"{day} lies outside of the programme, which runs from {first} {explained.first.year} "
        f"to {last} {explained.last.year}. Ask for a day within it.",
        width=WIDTH,
    )


# A day with a session -----------------------------------------------------------------------


def _session(explained: SessionExplained, day: DayExplained, catalogue: Catalogue) -> Iterator[str]:
    session = explained.session
    phase = words.phase_in_words(day.week.phase) + (", a light week" * day.week.is_light)
    yield (
        f"{words.date_in_words(session.start.date())}, {session.start:%H:%M}: "
        f"{words.inert(session.intent)}"
    )
    yield (
        f"{words.minutes_in_words(session.minutes)} at {words.inert(session.place)}; {phase}; "
        f"{words.count(day.wanted, 'session')} asked for this week"
    )
    yield from _rules("Why it is here", explained.rules, catalogue)
    yield from _listed("What could not be compared", explained.unmatched)
    if explained.without is not None:
        yield from _costs("Without this session", explained.without)
        yield from _elsewhere(explained.elsewhere)
    yield ""
    yield "What it holds"
    for exercise in explained.exercises:
        yield from _exercise_in_short(exercise)
    yield ""
    yield f"ironstride why {session.start:%Y-%m-%d} EXERCISE tells more of one."


def _elsewhere(moved: Moved | None) -> Iterator[str]:
    if moved is None:
        yield from _listed("On another day", ["no other day of this week can hold it"])
        return
    slot = moved.slot
    where = f"{slot.start:%H:%M}, {slot.minutes} min at {words.inert(slot.place)}"
    yield from _costs(
        f"On another day: best on {Weekday.of(slot.start.date()).value.capitalize()}, {where}",
        moved.cost,
    )


def _exercise_in_short(explained: ExerciseExplained) -> Iterator[str]:
    name = words.inert(explained.exercise.name)
    yield from words.wrapped(f"{name}: {_serves(explained)}", "  ", "    ", width=WIDTH)
    without = f"without it: {'; '.join(cost_in_words(explained.without))}"
    yield from words.wrapped(without, "    ", "      ", width=WIDTH)
    yield from words.wrapped(_instead(explained), "    ", "      ", width=WIDTH)


def _instead(explained: ExerciseExplained) -> str:
    if explained.free:
        names = [words.inert(other.exercise.name) for other in explained.free]
        return f"free to choose instead: {', '.join(names)}"
    if explained.best is None:
        return "instead: nothing else that fits this place and these minutes"
    name = words.inert(explained.best.exercise.name)
    return f"instead: {name}; {'; '.join(cost_in_words(explained.best.cost))}"


# A day without a session --------------------------------------------------------------------


def _rest(explained: DayExplained) -> Iterator[str]:
    yield f"{words.date_in_words(explained.day)}: no lifting"
    yield from _obstacles("What stands against it", explained.against)
    if explained.against:
        return
    held = len(explained.week.sessions)
    yield from _listed(
        "What stands against it",
        [f"nothing by itself; the week has its {words.count(held, 'session')}"],
    )
    yield from _obstacles("What stands against heavy legs on it", explained.against_heavy)
    moved = explained.instead
    if moved is None:
        yield from _listed("Moved here", ["no session of this week can stand here"])
        return
    day = Weekday.of(moved.session.start.date()).value.capitalize()
    yield from _costs(f"Moved here: {day}'s session is the best to move", moved.cost)


def _obstacles(heading: str, obstacles: Sequence[Obstacle]) -> Iterator[str]:
    return _listed(heading, [f"{words.inert(o.message)} [{o.rule}]" for o in obstacles])


# An exercise --------------------------------------------------------------------------------


def _exercise_page(explained: ExerciseExplained, catalogue: Catalogue) -> Iterator[str]:
    session = explained.session
    yield (
        f"{words.inert(explained.exercise.name)} on "
        f"{words.date_in_words(session.start.date())}, at {words.inert(session.place)}"
    )
    yield from words.wrapped(f"It is there for {_serves(explained)}.", width=WIDTH)
    yield from _rules("Why it is here", explained.rules, catalogue)
    yield from _costs("Without it", explained.without)
    yield from _listed("", [f"it would free {words.count(explained.frees, 'minute')}"])
    if explained.free:
        yield from _listed("Free to choose instead, at no cost", map(_exchange, explained.free))
    elif explained.best is not None:
        name = words.inert(explained.best.exercise.name)
        told = [*cost_in_words(explained.best.cost), _minutes(explained.best)]
        yield from _listed(f"Best instead: {name}", told)
    else:
        yield from _listed("Best instead", ["nothing else that fits this place and these minutes"])


def _exchange(exchange: Exchange) -> str:
    return f"{words.inert(exchange.exercise.name)}; {_minutes(exchange)}"


def _minutes(exchange: Exchange) -> str:
    lasting = "; for the whole block, as main lifts stay" if exchange.is_for_block else ""
    return f"the session then takes {words.minutes_in_words(exchange.minutes)}{lasting}"


def _serves(explained: ExerciseExplained) -> str:
    if explained.need is not None:
        aim = "" if explained.target is None else f"; aimed for {explained.target}"
        return f"{explained.need}, {words.count(explained.sets, 'set')} this week{aim}"
    if explained.exercise.is_jump:
        return "jumping"
    return "warming up" if explained.role is Role.WARM_UP else "work beside the movements of a week"


# Costs and lists ----------------------------------------------------------------------------


def _costs(heading: str, cost: Cost) -> Iterator[str]:
    return _listed(heading, cost_in_words(cost))


def cost_in_words(cost: Cost) -> list[str]:
    """Word a cost: broken rules, then losses; what is free says so."""
    told = [f"{NEVER}: {words.inert(b.message)} [{b.rule}]" for b in cost.breaks]
    told += [words.inert(loss) for loss in cost.losses]
    if told:
        return told
    if cost.tiers < Tiers():
        return ["leaves less to be wished for than what stands now"]
    first = next((tier for tier, value in zip(Tier, cost.tiers, strict=True) if value), Tier.TASTE)
    return [UNTOLD[first]]


def _rules(heading: str, rules: Iterable[str], catalogue: Catalogue) -> Iterator[str]:
    known = [catalogue.rules[rule] for rule in rules if rule in catalogue.rules]
    return _listed(heading, [f"{rule.sentence} [{rule.id}]" for rule in known])


def _listed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    rows = [row for line in lines for row in words.wrapped(line, "  - ", "    ", width=WIDTH)]
    if rows:
        yield from ["", heading] if heading else []
        yield from rows
