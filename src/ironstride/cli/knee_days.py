"""What is told from day to day: sessions, runs, pain, mornings, and going back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ironstride.cli.knee_desk import (
    Data,
    On,
    again,
    ask_number,
    desk,
    place_of,
    show_changed,
    standing_of,
    tell,
)

if TYPE_CHECKING:
    from ironstride.app.knee import Course, Pain, Tellable
    from ironstride.app.log import Moment
    from ironstride.rehab.entries import RunDone, SessionDone
    from ironstride.store.store import Store


def session(
    during: Annotated[
        int | None, typer.Argument(help="The worst pain during it, 0 to 10.", min=0, max=10)
    ] = None,
    after: Annotated[
        int | None, typer.Option(help="The pain an hour after it.", min=0, max=10)
    ] = None,
    on: On = None,
    data: Data = None,
) -> None:
    """Tell that the next session is done, and how far it hurt."""
    from uuid import uuid4

    from ironstride.app.knee import Pain
    from ironstride.rehab.entries import SessionDone

    with desk(data, on) as opened:
        _, course, moment = opened
        place = place_of(course)
        worst = _score(during, "How far did it hurt during it, 0 to 10?", "session 2")
        done = SessionDone(day=moment.day, at=moment.at, id=uuid4())
        _tell_with_pain(done, place, Pain(during=worst, after=after), opened)


def run(
    minutes: Annotated[
        float | None,
        typer.Argument(help="The longest stretch of running in one go; else as planned."),
    ] = None,
    during: Annotated[
        int | None, typer.Option(help="The worst pain during it, 0 to 10.", min=0, max=10)
    ] = None,
    after: Annotated[
        int | None, typer.Option(help="The pain an hour after it.", min=0, max=10)
    ] = None,
    on: On = None,
    data: Data = None,
) -> None:
    """Tell a run or walk-run, and how far it hurt."""
    from uuid import uuid4

    from ironstride.app.knee import Pain
    from ironstride.rehab.entries import RunDone

    with desk(data, on) as opened:
        _, course, moment = opened
        place, longest = place_of(course), minutes or _planned_stretch(course)
        worst = _score(during, "How far did it hurt during it, 0 to 10?", "run 10 --during 2")
        done = RunDone(day=moment.day, at=moment.at, longest_min=longest, id=uuid4())
        _tell_with_pain(done, place, Pain(during=worst, after=after), opened)


def _tell_with_pain(
    done: SessionDone | RunDone, place: str, pain: Pain, opened: tuple[Store, Course, Moment]
) -> None:
    """Tell what was done and how far it hurt, and show what that changes."""
    from ironstride.app.knee import pain_scores

    store, course, moment = opened
    scores = pain_scores(place, pain, day=moment.day, at=moment.at, of=done.id)
    tell(store, [done, *scores], moment)
    show_changed(course, again(store, moment))
    print("\nTomorrow: ironstride knee morning SCORE")


def _planned_stretch(course: Course) -> float:
    """Take the stretch of the rung; runs that are not walk-runs have to say theirs."""
    from ironstride.rehab.return_to_run import RungKind
    from ironstride.rehab.standing import next_run

    ahead = None if course.standing is None else next_run(course.standing, course.rehab)
    if ahead is None or ahead.rung.kind is not RungKind.WALK_RUN:
        raise typer.BadParameter(
            "how many minutes did you run in one go? as knee run 20 --during 1"
        )
    return ahead.rung.run_min


def pain(
    score: Annotated[int, typer.Argument(help="0 is none, 10 the worst.", min=0, max=10)],
    moment: Annotated[str, typer.Argument(help="during, after or morning.")] = "during",
    on: On = None,
    data: Data = None,
) -> None:
    """Tell a pain score by itself: during, after or morning."""
    from ironstride.app.knee import Pain, pain_scores

    scores = {
        "during": Pain(during=score),
        "after": Pain(after=score),
        "morning": Pain(morning=score),
    }
    if moment not in scores:
        raise typer.BadParameter(f'"{moment}" is no moment; say during, after or morning')
    with desk(data, on) as (store, course, when):
        told = pain_scores(place_of(course), scores[moment], day=when.day, at=when.at)
        tell(store, told, when)
        show_changed(course, again(store, when))


def morning(
    score: Annotated[int, typer.Argument(help="0 is none, 10 the worst.", min=0, max=10)],
    swollen: Annotated[bool, typer.Option("--swollen", help="It is swollen.")] = False,
    on: On = None,
    data: Data = None,
) -> None:
    """Tell how the morning is: it decides what yesterday's session and run were."""
    from ironstride.app.knee import Pain, pain_scores
    from ironstride.rehab.entries import SwellingSeen

    with desk(data, on) as (store, course, moment):
        place = place_of(course)
        told: list[Tellable] = [
            *pain_scores(place, Pain(morning=score), day=moment.day, at=moment.at)
        ]
        if swollen:
            told.append(SwellingSeen(day=moment.day, at=moment.at))
        tell(store, told, moment)
        show_changed(course, again(store, moment))


def beside(
    name: Annotated[
        str | None, typer.Argument(help="As stretches or foot; without it, all there is.")
    ] = None,
    stop: Annotated[bool, typer.Option("--stop", help="It is to stand there no longer.")] = False,
    on: On = None,
    data: Data = None,
) -> None:
    """Choose what stands beside the sessions: stretches, the other leg, hips, feet."""
    from ironstride.core.spelling import did_you_mean
    from ironstride.formats.stretch_text import choices_in_text
    from ironstride.rehab.beside import beside_choices
    from ironstride.rehab.entries import BesideChosen

    with desk(data, on) as (store, course, moment):
        standing = standing_of(course)
        choices = beside_choices(standing.plan, course.rehab, standing.sore)
        if name is None:
            print(choices_in_text(choices, standing.beside), end="")
            return
        if name not in choices:
            wrong = did_you_mean(name, choices)
            raise typer.BadParameter(f'nothing is called "{name}"{wrong}: {", ".join(choices)}')
        told = BesideChosen(day=moment.day, at=moment.at, name=name, is_on=not stop)
        tell(store, [told], moment)
        print("Your programme changes with it: ironstride knee plan")


def back(
    runs: Annotated[bool, typer.Option("--runs", help="A rung of running, not a phase.")] = False,
    on: On = None,
    data: Data = None,
) -> None:
    """Go back a phase, or a rung of running, because you want to."""
    from ironstride.rehab.entries import SteppedBack, Track

    with desk(data, on) as (store, course, moment):
        standing_of(course)
        track = Track.RUNS if runs else Track.SESSIONS
        tell(store, [SteppedBack(day=moment.day, at=moment.at, track=track)], moment)
        show_changed(course, again(store, moment))


def assessed(
    by: Annotated[str, typer.Option("--by", help="Who has looked at it.")],
    on: On = None,
    data: Data = None,
) -> None:
    """Go on after a stop, once somebody who knows about it has looked."""
    from ironstride.rehab.entries import Assessed

    with desk(data, on) as (store, course, moment):
        standing_of(course)
        try:
            told = Assessed(day=moment.day, at=moment.at, by=by)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        tell(store, [told], moment)
        show_changed(course, again(store, moment))


def undo(data: Data = None) -> None:
    """Withdraw what was told last; again, what was told before it."""
    from ironstride.app.knee import undo
    from ironstride.cli.clock import now
    from ironstride.formats.knee_told import entry_in_words

    with desk(data, None) as (store, _, _moment):
        undone = undo(store, at=now())
    for entry in undone:
        print(f"undone: {entry_in_words(entry)}")
    if not undone:
        print("Nothing that was told here is left, so nothing is undone.")


def _score(told: int | None, question: str, example: str) -> int:
    return ask_number(question, example) if told is None else told
