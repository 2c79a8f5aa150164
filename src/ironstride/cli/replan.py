"""`ironstride replan`: life happened; as little as must change changes, and you accept it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ironstride.cli.plan import Format, deliver, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.app.keep import TakenOn
    from ironstride.app.replan import Replanned
    from ironstride.cli.happened import Told
    from ironstride.core.athlete import Athlete
    from ironstride.core.estimate import LiftEstimate
    from ironstride.core.programme import NoProgramme
    from ironstride.planning.changes.change import Change
    from ironstride.planning.request import Request

Many = list[str] | None


def replan(
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Who you are (see `ironstride init`).")
    ] = Path("athlete.toml"),
    programme: Annotated[
        Path | None, typer.Option("--programme", help="A programme as JSON; else the one you keep.")
    ] = None,
    moved_run: Annotated[
        Many, typer.Option("--moved-run", help="A run moved: DAY=DAYThh:mm. Repeatable, as all.")
    ] = None,
    dropped_run: Annotated[Many, typer.Option("--dropped-run", help="A run left out: DAY.")] = None,
    added_run: Annotated[
        Many, typer.Option("--added-run", help="One more run: DAYThh:mm=MINUTES:KIND.")
    ] = None,
    missed: Annotated[Many, typer.Option("--missed", help="A session not done: DAY.")] = None,
    minutes: Annotated[
        Many, typer.Option("--minutes", help="Less time: DAY=30, or tuesday=30 or tuesday=30:DAY.")
    ] = None,
    gone: Annotated[Many, typer.Option("--gone", help="A day not free for lifting: DAY.")] = None,
    offered: Annotated[
        Many, typer.Option("--offered", help="A single day more: DAYThh:mm=MINUTES:PLACE.")
    ] = None,
    away: Annotated[Many, typer.Option("--away", help="Travel: DAY..DAY=PLACE.")] = None,
    ill: Annotated[Many, typer.Option("--ill", help="Neither lifting nor runs: DAY..DAY.")] = None,
    off: Annotated[Many, typer.Option("--off", help="No lifting: DAY..DAY.")] = None,
    race: Annotated[
        Many, typer.Option("--race", help="A new race: DAY=KM:PRIORITY, and :NAME.")
    ] = None,
    moved_race: Annotated[Many, typer.Option("--moved-race", help="A race moved: DAY=DAY.")] = None,
    dropped_race: Annotated[
        Many, typer.Option("--dropped-race", help="A race that is off: DAY.")
    ] = None,
    sore: Annotated[Many, typer.Option("--sore", help="A part that hurts now, as knee.")] = None,
    healed: Annotated[Many, typer.Option("--healed", help="A part that hurt, and no more.")] = None,
    light: Annotated[
        Many, typer.Option("--light", help="A week that is to be a light one: its MONDAY.")
    ] = None,
    failed_week: Annotated[
        Many, typer.Option("--failed-week", help="A week too hard, or not done: its MONDAY.")
    ] = None,
    today: Annotated[
        datetime | None,
        typer.Option(
            "--today", formats=["%Y-%m-%d"], help="What lies before it is done; else today."
        ),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Keep it without being asked.")] = False,
    tell_all: Annotated[
        bool, typer.Option("--all", help="Tell every session that changes.")
    ] = False,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How to write the new programme.")
    ] = Format.SCREEN,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write the new programme.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Tell what happened and see what changes, and why. Nothing is kept before you accept it.

    DAY is written as 2026-12-08. Exits with 2 if no programme keeps the rules.
    """
    from ironstride.app.profile import read_athlete
    from ironstride.cli.clock import today as this_day
    from ironstride.cli.happened import happened
    from ironstride.store.folder import data_folder

    told: Told = {
        "--moved-race": moved_race, "--dropped-race": dropped_race, "--race": race,
        "--moved-run": moved_run, "--dropped-run": dropped_run, "--added-run": added_run,
        "--gone": gone, "--offered": offered, "--minutes": minutes, "--away": away,
        "--ill": ill, "--off": off, "--missed": missed, "--failed-week": failed_week,
        "--light": light,
        "--sore": sore, "--healed": healed,
    }  # fmt: skip
    _refuse_formats_without_a_file(format_, output)
    folder, day = data_folder(os.environ, data), today.date() if today else this_day()
    shown = Offered(folder=folder, day=day, format_=format_, output=output, tell_all=tell_all)
    offer(happened(told), read_athlete(profile), kept_in(folder, programme), shown, accept=accept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """How a changed programme is offered: from which folder, on which day, written how."""

    folder: Path
    day: date
    format_: Format = Format.SCREEN
    output: Path | None = None
    tell_all: bool = False


def offer(
    changes: tuple[Change, ...], athlete: Athlete, kept: TakenOn, offered: Offered, *, accept: bool
) -> None:
    """Plan after some changes, show what differs, and keep it once it is accepted."""
    from ironstride.app.plan import strength_of
    from ironstride.core.programme import NoProgramme

    strength = strength_of(athlete, offered.folder, day=offered.day)
    outcome = _replanned(kept, athlete, changes, offered, strength)
    if isinstance(outcome, NoProgramme):
        _say_that_none_is_there(outcome, offered.format_, offered.output, offered.day)
        raise typer.Exit(2)
    _show(outcome, offered.format_, offered.output, offered.day, tell_all=offered.tell_all)
    if accept or _is_accepted(outcome):
        _keep(outcome.taken, offered.folder)


def _refuse_formats_without_a_file(format_: Format, output: Path | None) -> None:
    if format_ is Format.PDF and output is None:
        raise typer.BadParameter("a PDF needs a file; add for example -o programme.pdf")
    if format_ is Format.SCREEN and output is not None:
        raise typer.BadParameter("the screen is no file; add for example --format json")


def kept_in(folder: Path, programme: Path | None = None) -> TakenOn:
    """Take the programme from a file, else the one that was taken on last."""
    from ironstride.app.keep import TakenOn, last_taken_on
    from ironstride.cli.today import programme_from_file
    from ironstride.store.open import existing_store

    if programme is not None:
        return TakenOn(programme=programme_from_file(programme))
    store = existing_store(folder)
    if store is not None:
        with store:
            taken = last_taken_on(store)
        if taken is not None:
            return taken
    raise typer.BadParameter(
        "no programme is kept yet; type `ironstride plan --keep`, or name a file with --programme"
    )


def _replanned(
    kept: TakenOn,
    athlete: Athlete,
    changes: tuple[Change, ...],
    offered: Offered,
    strength: Mapping[str, LiftEstimate],
) -> Replanned | NoProgramme:
    from ironstride.app.plan import followed_of
    from ironstride.app.replan import ask_again, replan

    try:
        asked: Request = ask_again(kept, athlete, changes, today=offered.day, strength=strength)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    spared = replace(asked, followed=followed_of(offered.folder, day=offered.day))
    return replan(kept, athlete, changes, asked=spared)


def _say_that_none_is_there(
    outcome: NoProgramme, format_: Format, output: Path | None, day: date
) -> None:
    deliver(render(outcome, format_, today=day), output)
    print("The programme you keep stays as it is.", file=sys.stderr)


def _show(
    outcome: Replanned, format_: Format, output: Path | None, day: date, *, tell_all: bool
) -> None:
    """Show the difference, and write the programme if a format asks for it."""
    from ironstride.catalogue.load import load
    from ironstride.formats.difference_text import DifferencePage, write

    page = DifferencePage(
        changes=outcome.taken.changes,
        differences=outcome.differences,
        programme=outcome.taken.programme,
        today=day,
        catalogue=load(),
        tells_all=tell_all,
    )
    if format_ is Format.SCREEN:
        print(write(page), end="")
        return
    print(write(page), end="", file=sys.stderr if output is None else sys.stdout)
    deliver(render(outcome.taken.programme, format_, today=day), output)


def _is_accepted(outcome: Replanned) -> bool:
    """Ask where somebody can answer; elsewhere say how to accept."""
    if not outcome.differences and not outcome.taken.changes:
        return False
    if sys.stdin.isatty() and sys.stdout.isatty():
        return typer.confirm("\nKeep this?", default=False)
    print("Nothing is kept yet; the same command with --accept keeps it.", file=sys.stderr)
    return False


def _keep(taken: TakenOn, folder: Path) -> None:
    from ironstride.app.keep import keep_changed
    from ironstride.cli.clock import now
    from ironstride.store.open import open_store

    with open_store(folder) as store:
        keep_changed(taken, store, at=now())
        print(f"kept in {store.place}; next: ironstride today", file=sys.stderr)
