"""The `ironstride` command: every verb in one place.

Command modules stay light; whatever is heavy they import when they run, so that
`ironstride --help` answers at once.
"""

from __future__ import annotations

import sys

import typer

from ironstride.cli import (
    demo,
    erase,
    exercise,
    export,
    history,
    import_,
    init,
    invite,
    knee,
    log,
    motion,
    plan,
    programme,
    progress,
    replan,
    sample,
    serve,
    sources,
    today,
    token,
    undo,
    week,
    why,
)
from ironstride.core.errors import IronstrideError

cli = typer.Typer(
    name="ironstride",
    help="Strength training planned around your own running.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

# In the order of an athlete's first evening.
cli.command("demo")(demo.demo)
cli.command("init")(init.init)
cli.command("import")(import_.import_files)
cli.command("week")(week.week)
cli.command("plan")(plan.plan)
cli.command("today")(today.today)
cli.command("log")(log.log)
cli.command("undo")(undo.undo)
cli.command("history")(history.history)
cli.command("progress")(progress.progress)
cli.command("serve")(serve.serve)
cli.command("invite")(invite.invite)
cli.add_typer(token.token, name="token")
cli.command("replan")(replan.replan)
cli.add_typer(knee.knee, name="knee")
cli.command("exercise")(exercise.exercise)
cli.add_typer(motion.motion, name="motion")
cli.command("programme")(programme.programme)
cli.command("why")(why.why)
cli.command("sources")(sources.sources)
cli.command("sample")(sample.sample)
cli.command("export")(export.export)
cli.command("erase")(erase.erase)


# Typer does not export the parent of its usage errors.
UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def run() -> None:
    """Run the command line.

    Exit codes: 0 done, 1 with a sentence for anything wrong with what was typed or read,
    2 only for a plan whose rules collide.
    """
    try:
        sys.exit(cli(standalone_mode=False))
    except UsageError as error:
        error.show()  # type: ignore[attr-defined] # likewise not exported
    except typer.Abort:
        print("ironstride: stopped", file=sys.stderr)
    except IronstrideError as error:
        print(f"ironstride: {error}", file=sys.stderr)
    sys.exit(1)
