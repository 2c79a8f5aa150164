"""`ironstride knee`: a sore knee, from the first questions to running as planned."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ironstride.cli.knee_begin import screen, start
from ironstride.cli.knee_clinic import confirm, report
from ironstride.cli.knee_days import assessed, back, beside, morning, pain, run, session, undo
from ironstride.cli.knee_desk import NOT_BEGUN, Data, On, Profile, desk, is_calendar_empty, show
from ironstride.cli.knee_forms import score
from ironstride.cli.knee_tests import gate

knee = typer.Typer(
    help="A sore knee: questions, phases with gates, and running that listens.",
    invoke_without_command=True,
)


@knee.callback()
def where(context: typer.Context, on: On = None, data: Data = None) -> None:
    """Show where you stand: phase, last light, next session, next run, gate."""
    if context.invoked_subcommand is not None:
        return
    with desk(data, on) as (store, course, moment):
        show(course)
        if course.standing is not None and is_calendar_empty(store, course.standing, moment.day):
            print("\nNo session of it lies ahead in your programme: ironstride knee plan")


def plan(
    accept: Annotated[bool, typer.Option("--accept", help="Keep it without being asked.")] = False,
    tell_all: Annotated[
        bool, typer.Option("--all", help="Tell every session that changes.")
    ] = False,
    profile: Profile = Path("athlete.toml"),
    on: On = None,
    data: Data = None,
) -> None:
    """Put it into the programme you keep: what may be trained, its sessions, and the runs."""
    from ironstride.app.knee_plan import course_followed
    from ironstride.app.profile import read_athlete
    from ironstride.cli.replan import Offered, kept_in, offer
    from ironstride.store.folder import data_folder

    with desk(data, on) as (_, course, moment):
        change = course_followed(course)
    if change is None:
        raise typer.BadParameter(NOT_BEGUN)
    folder = data_folder(os.environ, data)
    offered = Offered(folder=folder, day=moment.day, tell_all=tell_all)
    offer((change,), read_athlete(profile), kept_in(folder), offered, accept=accept)


def stretch(
    timer: Annotated[bool, typer.Option("--timer", help="Run through it by the clock.")] = False,
    end_range_hurts: Annotated[
        bool, typer.Option("--end-range-hurts", help="Leave out what bends the knee fully.")
    ] = False,
) -> None:
    """Show the stretch routine in its order; with --timer, hold by hold."""
    from ironstride.catalogue.load import load
    from ironstride.catalogue.rehab import load_rehab
    from ironstride.formats.stretch_text import hold_in_words, stretches_in_text
    from ironstride.rehab.stretches import holds

    routine, exercises = load_rehab().stretches, load().exercises
    print(stretches_in_text(routine, exercises, end_range_hurts=end_range_hurts), end="")
    if not timer:
        return
    print()
    for hold in holds(routine, exercises, end_range_hurts=end_range_hurts):
        _count_down(hold_in_words(hold, exercises), hold.seconds)
        _count_down("  change", hold.change_s)
    print("done")


def _count_down(words: str, seconds: int) -> None:
    import time

    if not seconds:
        return
    if not sys.stdout.isatty():
        print(words)
        time.sleep(seconds)
        return
    for left in range(seconds, 0, -1):
        print(f"\r{words}  {left:>3} ", end="", flush=True)
        time.sleep(1)
    print(f"\r{words}    0 \a")


# In the order of the way back.
knee.command("screen")(screen)
knee.command("start")(start)
knee.command("plan")(plan)
knee.command("session")(session)
knee.command("run")(run)
knee.command("pain")(pain)
knee.command("morning")(morning)
knee.command("gate")(gate)
knee.command("score")(score)
knee.command("back")(back)
knee.command("assessed")(assessed)
knee.command("beside")(beside)
knee.command("stretch")(stretch)
knee.command("report")(report)
knee.command("confirm")(confirm)
knee.command("undo")(undo)
