"""`ironstride progress`: what was planned, what was done and what is to be expected."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.strength.progress import Progress


def progress(
    lift: Annotated[
        str | None,
        typer.Argument(help="A lift by its id or name; all lifts and weeks if not given."),
    ] = None,
    weeks: Annotated[
        int, typer.Option("--weeks", min=1, max=104, help="How many weeks back.")
    ] = 12,
    svg: Annotated[Path | None, typer.Option("--svg", help="Draw it into this SVG file.")] = None,
    png: Annotated[Path | None, typer.Option("--png", help="Draw it into this PNG file.")] = None,
    profile: Annotated[
        Path,
        typer.Option("--profile", "-p", help="Tells your mass and unit, where the file is there."),
    ] = Path("athlete.toml"),
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="As it stood on this day; else today."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Show strength over the weeks: planned, done and expected side by side.

    Estimates with their range, hard sets by movement, foot contacts, sessions, and the share
    of training time. With LIFT, that lift day by day.
    """
    from ironstride.cli.clock import today
    from ironstride.formats import progress_text

    found = _found(data, profile, lift, day=on.date() if on else today(), weeks=weeks)
    if found is None:
        sys.stdout.write(progress_text.nothing_logged())
        _refuse_picture(svg, png)
        return
    write = progress_text.overview if lift is None else progress_text.one_lift
    sys.stdout.write(write(found))
    if svg or png:
        _draw(found, svg, png, is_one=lift is not None)


def _found(
    data: Path | None, profile: Path, lift: str | None, *, day: date, weeks: int
) -> Progress | None:
    """Read what was told and lay it out; None where the log is empty."""
    from ironstride.app.log import desk
    from ironstride.app.progress import lift_called, progress, read_told, with_next_load
    from ironstride.catalogue.load import load
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is None:
        return None
    with store:
        here = desk(store, load(), profile)
        told = read_told(here)
        if not told.logbook.sets:
            return None
        try:
            asked = None if lift is None else lift_called(lift, here)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        if asked is not None:
            told = with_next_load(told, here, asked, today=day)
        return progress(told, today=day, weeks=weeks, lift=asked)


def _draw(found: Progress, svg: Path | None, png: Path | None, *, is_one: bool) -> None:
    from ironstride.cli.plan import deliver
    from ironstride.formats import progress_charts
    from ironstride.formats.chart import svg as drawn

    charts = progress_charts.lift_charts(found) if is_one else progress_charts.charts(found)
    if not charts:
        _refuse_picture(svg, png)
        return
    picture = drawn(*charts, title="" if is_one else progress_charts.title(found))
    if svg:
        deliver(picture, svg)
    if png:
        from ironstride.formats.chart_png import png as as_png

        deliver(as_png(picture), png)


def _refuse_picture(svg: Path | None, png: Path | None) -> None:
    wanted = svg or png
    if wanted is not None:
        raise typer.BadParameter(f"there is nothing to draw yet, so {wanted} was not written")
