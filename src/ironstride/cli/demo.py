"""`ironstride demo`: the main job from end to end, on a made-up athlete."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to write everything.")] = Path(
        "demo-output"
    ),
    today: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="Pretend that it is this day."),
    ] = None,
) -> None:
    """Make a runner up, read the runs, plan to the race, and write it all down."""
    from ironstride.app.history import read_history
    from ironstride.app.plan import plan_athlete
    from ironstride.app.profile import read_athlete
    from ironstride.catalogue.load import load
    from ironstride.cli import clock
    from ironstride.cli.plan import Format, render
    from ironstride.cli.week import in_words
    from ironstride.running.habit import running_week
    from ironstride.sample import make

    began = time.monotonic()
    day = today.date() if today else clock.today()
    report = make(folder / "athlete", today=day)
    print(f"A made-up athlete: {report.runs} runs that nobody ran, {report.first} to {report.last}")
    history = read_history([report.folder])
    for sentence in (*history.summary.refused, *history.summary.cautions):
        print(f"  {sentence}")
    week = running_week(history.runs, today=day, policy=load().policy.habit)
    print(f"\n{in_words(week)}\n")
    outcome = plan_athlete(read_athlete(report.profile), history.runs, start=day)
    print(render(outcome, Format.SCREEN, today=day))
    for format_ in (Format.PDF, Format.ICS, Format.JSON, Format.TEXT):
        path = folder / f"programme.{'txt' if format_ is Format.TEXT else format_.value}"
        content = render(outcome, format_, today=day)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        print(f"wrote {path}")
    print(f"\nThat took {time.monotonic() - began:.0f} s. For your own running, type:")
    command = _as_typed(Path(sys.argv[0]))
    print(f"  {command} init                         # who you are, once")
    print(f"  {command} import PATH-TO-YOUR-EXPORT   # FIT, TCX, GPX, zips, folders")
    print(f"  {command} plan --keep                  # your programme")
    print(f"  {command} today                        # the next session")


def _as_typed(command: Path) -> str:
    """Call the command as it can be typed here."""
    here = Path.cwd()
    inside = command.is_absolute() and command.is_relative_to(here)
    return str(command.relative_to(here)) if inside else str(command)
