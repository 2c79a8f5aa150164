"""`ironstride invite`: the links by which people get into a server, and back into it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer


def invite(
    coach: Annotated[
        bool, typer.Option("--coach", help="Whoever comes by it may coach others.")
    ] = False,
    password: Annotated[
        str | None,
        typer.Option("--new-password", metavar="ADDRESS", help="A link for a new password."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="The data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Make a link that opens one account on a server within a week.

    Only in the server mode, with the variables that `ironstride serve` has. With --new-password
    the link lets somebody who has an account choose another password, within three days.
    """
    from ironstride.store.folder import FOLDER_VARIABLE, data_folder
    from ironstride.web import mode

    os.environ.setdefault(mode.MODE_VARIABLE, "server")
    os.environ["DJANGO_SETTINGS_MODULE"] = mode.settings_for(os.environ)
    if os.environ["DJANGO_SETTINGS_MODULE"] != mode.SERVER:
        raise typer.BadParameter("accounts are there in the server mode alone (IRONSTRIDE_MODE)")
    folder = data_folder(os.environ, data)
    os.environ[FOLDER_VARIABLE] = str(folder)
    from ironstride.store.open import open_store

    open_store(folder).close()
    from ironstride.web.accounts import links

    address = links.for_password(password) if password else links.for_account(is_for_coach=coach)
    if address is None:
        raise typer.BadParameter(f"nobody here logs in as {password}")
    print(address)
    print("Send it to one person; whoever opens it first has it.", file=sys.stderr)
