"""`ironstride plan`: from files to a programme."""

from __future__ import annotations

import os
import sys
import textwrap
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.core.athlete import Athlete
    from ironstride.core.programme import NoProgramme, Programme, Week
    from ironstride.formats.pdf_programme import Strip


class Format(StrEnum):
    """How the programme is written."""

    SCREEN = "screen"
    TEXT = "text"
    JSON = "json"
    PDF = "pdf"
    ICS = "ics"


def plan(
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Who you are (see `ironstride init`).")
    ] = Path("athlete.toml"),
    history: Annotated[
        list[Path] | None,
        typer.Option("--history", help="Recorded runs: files, folders, exports. Repeatable."),
    ] = None,
    runs: Annotated[
        Path | None, typer.Option("--runs", help="Your own plan of runs, as CSV or ICS.")
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(
            "--pin",
            help="A coach's sessions: a text file, or PROGRAMME:SESSION@DAY. Repeatable.",
        ),
    ] = None,
    start: Annotated[
        datetime | None,
        typer.Option("--start", formats=["%Y-%m-%d"], help="First day; today if not given."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Varies the accessories.")] = 0,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="How to write it.")
    ] = Format.SCREEN,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write it; else the screen.")
    ] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Take it on: `ironstride today` reads from it.")
    ] = False,
    prove: Annotated[
        bool, typer.Option("--prove", help="Search until nothing better can exist; takes seconds.")
    ] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Plan strength around your running, to the race. Exits with 2 if rules collide.

    The running week comes from the profile, else from --history, else from what you imported.
    """
    from ironstride.app.pins import read_pins
    from ironstride.app.plan import Files, plan_from_files
    from ironstride.app.profile import read_athlete
    from ironstride.cli.clock import today
    from ironstride.core.programme import NoProgramme
    from ironstride.planning.request import EFFORT, PROVING_EFFORT
    from ironstride.store.folder import data_folder

    if format_ is Format.PDF and output is None:
        raise typer.BadParameter("a PDF needs a file; add for example -o programme.pdf")
    first = start.date() if start else today()
    folder = data_folder(os.environ, data)
    files = Files(
        profile=profile,
        history=tuple(history or ()),
        runs=runs,
        imported=folder,
        effort=PROVING_EFFORT if prove else EFFORT,
    )
    pins = read_pins(pin or (), notice=_aside)
    outcome = plan_from_files(files, start=first, seed=seed, pins=pins, notice=_aside)
    deliver(render(outcome, format_, today=first, athlete=read_athlete(profile)), output)
    if isinstance(outcome, NoProgramme):
        raise typer.Exit(2)
    if keep:
        _keep(outcome, folder)


def _aside(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _keep(programme: Programme, folder: Path) -> None:
    from ironstride.app.keep import keep
    from ironstride.cli.clock import now
    from ironstride.store.open import open_store

    with open_store(folder) as store:
        keep(programme, store, at=now())
        print(f"kept in {store.place}; next: ironstride today", file=sys.stderr)


def render(
    outcome: Programme | NoProgramme,
    format_: Format,
    *,
    today: date,
    athlete: Athlete | None = None,
) -> str | bytes:
    """Write an outcome in the format asked for; the athlete's size tells how heavy a load is."""
    from ironstride.catalogue.load import load
    from ironstride.core.programme import NoProgramme
    from ironstride.formats import ics_programme, json_programme, pdf_programme, text_programme
    from ironstride.formats.words import collisions_view

    if format_ is Format.JSON:
        return json_programme.write(outcome)
    if isinstance(outcome, NoProgramme):
        return collisions_view(outcome) + "\n"
    match format_:
        case Format.SCREEN:
            return _screen(outcome, today, athlete)
        case Format.TEXT:
            return text_programme.write(outcome, load())
        case Format.PDF:
            return pdf_programme.write(outcome, load(), strips=_strips(outcome))
        case Format.ICS:
            return ics_programme.write(outcome, load())


def _strips(programme: Programme) -> dict[str, Strip]:
    from ironstride.catalogue.nearest import shown
    from ironstride.catalogue.pictures import Picture, picture_of
    from ironstride.formats.pdf_programme import Strip
    from ironstride.motion.words import description_of

    used = {p.exercise for session in programme.sessions for p in session.exercises}
    found = {name: one for name in sorted(used) if (one := shown(name)) is not None}
    return {
        name: Strip(picture_of(one.motion, Picture.STRIP), description_of(one.motion), one.note)
        for name, one in found.items()
    }


def _screen(programme: Programme, today: date, athlete: Athlete | None) -> str:
    from ironstride.catalogue.load import load
    from ironstride.formats.words import certificate_line, season_line, week_view

    weeks = [week for week in programme.weeks if week.end >= today and week.sessions]
    now = (weeks or list(programme.weeks))[0]
    parts = [season_line(programme), week_view(now, programme, load()), _covered(now, athlete)]
    if programme.certificate:
        parts.append(textwrap.fill(certificate_line(programme), 100))
    parts += [f"Note: {caution.message} [{caution.rule}]" for caution in programme.warnings]
    return "\n\n".join(parts) + "\n"


def _covered(week: Week, athlete: Athlete | None) -> str:
    from ironstride.catalogue.load import load
    from ironstride.formats.demand_words import coverage_lines
    from ironstride.planning.answers.coverage import coverage

    size: dict[str, float] = {}
    if athlete is not None and athlete.mass is not None:
        size["mass"] = athlete.mass.value
    if athlete is not None and athlete.height_cm is not None:
        size["height"] = athlete.height_cm / 100
    found = coverage(week.sessions, load(), **size)
    return "\n".join(textwrap.fill(line, 100) for line in coverage_lines(found, load()))


def deliver(content: str | bytes, output: Path | None) -> None:
    """Print it, or put it into a file."""
    if output is None:
        sys.stdout.write(content if isinstance(content, str) else content.decode())
        return
    data = content.encode() if isinstance(content, str) else content
    try:
        output.write_bytes(data)
    except OSError as error:
        problem = f"{output} cannot be written ({error.strerror}); choose another"
        raise typer.BadParameter(problem) from error
    print(f"wrote {output}", file=sys.stderr)
