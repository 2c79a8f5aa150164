"""What every command of `ironstride knee` does: open the store, tell, show where it stands."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ironstride.app.knee import Course, Tellable
    from ironstride.app.log import Moment
    from ironstride.core.athlete import Athlete
    from ironstride.rehab.standing import Standing
    from ironstride.store.store import Store

On: TypeAlias = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Another day.")
]
Data: TypeAlias = Annotated[
    Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
]
Profile: TypeAlias = Annotated[
    Path, typer.Option("--profile", "-p", help="Who you are: age, sex, places.")
]
Many: TypeAlias = list[str] | None

NOT_BEGUN: Final = (
    "no plan is begun yet; type `ironstride knee screen`, then `ironstride knee start`"
)


@contextmanager
def desk(data: Path | None, on: datetime | None) -> Iterator[tuple[Store, Course, Moment]]:
    """Open the store, with where the course stands on the day, and the moment of telling."""
    from ironstride.app.knee import read_course
    from ironstride.store.folder import data_folder
    from ironstride.store.open import open_store

    moment = _moment(on.date() if on else None)
    with open_store(data_folder(os.environ, data)) as store:
        yield store, read_course(store, day=moment.day), moment


def _moment(on: date | None) -> Moment:
    """Take this moment; for another day, the same hour of that day."""
    from ironstride.app.log import Moment
    from ironstride.cli.clock import now, today

    if on is None:
        return Moment(now(), today())
    hour = now().astimezone().time()
    return Moment(datetime.combine(on, hour).astimezone(UTC), on)


def again(store: Store, moment: Moment) -> Course:
    """Read where it stands after something was told."""
    from ironstride.app.knee import read_course

    return read_course(store, day=moment.day)


def tell(store: Store, entries: Iterable[Tellable], moment: Moment) -> None:
    """Keep what was told, and say it back."""
    from ironstride.app.knee import tell
    from ironstride.formats.knee_told import entry_in_words

    told = list(entries)
    tell(store, told, at=moment.at)
    for entry in told:
        print(f"told: {entry_in_words(entry)}")
    print()


def show(course: Course) -> None:
    """Show where a course stands, and what comes next."""
    from ironstride.catalogue.load import load
    from ironstride.formats.knee_text import standing_in_text
    from ironstride.formats.screening_text import screening_in_text
    from ironstride.rehab.screening import GoAhead

    if course.standing is not None:
        print(standing_in_text(course.standing, course.rehab, load().exercises), end="")
        return
    if course.screening is not None:
        print(screening_in_text(course.screening, course.rehab), end="")
        if isinstance(course.screening, GoAhead):
            print("\nNext: ironstride knee start")
        return
    print("Nothing is told yet. Next: ironstride knee screen")


def show_changed(before: Course, after: Course) -> None:
    """Show where it stands, and that the programme follows where the position is another one."""
    show(after)
    if before.standing is None or after.standing is None:
        return
    if _position(before.standing) != _position(after.standing):
        print("\nYour programme changes with it: ironstride knee plan")


def is_calendar_empty(store: Store, standing: Standing, day: date) -> bool:
    """Whether a programme is kept, and holds no session of a plan that is followed from a day on."""
    from ironstride.app.keep import last_kept
    from ironstride.core.pinned import is_rehab

    programme = last_kept(store)
    if programme is None or not standing.is_active or not programme.start <= day <= programme.end:
        return False
    return not any(is_rehab(one) and one.start.date() >= day for one in programme.sessions)


def _position(standing: Standing) -> tuple[object, ...]:
    return standing.position, standing.state, standing.train_from, standing.run_from


def standing_of(course: Course) -> Standing:
    """Give where a course stands, or say that none is begun."""
    if course.standing is None:
        raise typer.BadParameter(NOT_BEGUN)
    return course.standing


def place_of(course: Course) -> str:
    """Give the place that the plan is for."""
    return course.rehab.plans[standing_of(course).plan].place


def athlete_of(profile: Path) -> Athlete | None:
    """Read the profile where there is one."""
    from ironstride.app.profile import read_athlete

    return read_athlete(profile) if profile.exists() else None


def ask_number(question: str, example: str) -> int:
    """Ask for a number at a terminal; elsewhere say how to write it."""
    from ironstride.cli.questions import ask, whole
    from ironstride.formats.faults import Span

    if not is_terminal():
        raise typer.BadParameter(f"{question} Write it, as {example}")
    span = Span(least=0, most=130, unit="", under="too low", over="too high")
    return ask(question, whole(span))


def is_terminal() -> bool:
    """Whether somebody can answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()
