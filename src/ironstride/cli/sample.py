"""`ironstride sample`: the made-up athlete, as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def sample(
    folder: Annotated[Path, typer.Argument(help="Where to write; made if it is not there.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed, another life.")] = 7,
    today: Annotated[
        datetime | None,
        typer.Option("--today", formats=["%Y-%m-%d"], help="The day to end on; else today."),
    ] = None,
) -> None:
    """Write eighteen months of a made-up runner: files, a profile, a race ahead."""
    from ironstride.cli import clock
    from ironstride.sample import make

    report = make(folder, seed=seed, today=today.date() if today else clock.today())
    print(f"A made-up athlete in {report.folder}: {report.runs} runs that nobody ran,")
    print(f"from {report.first} to {report.last}; {report.copies} of them lie there twice,")
    print(f"and one breaks off in the middle ({report.damaged.relative_to(folder)}).")
    print(f"Next: ironstride week {folder}")
    print(f"      ironstride plan --profile {report.profile} --history {folder}")
