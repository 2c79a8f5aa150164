"""`ironstride serve`: the web app, on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def serve(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65_535, help="Where to listen; 0 takes a free one.")
    ] = 8000,
    host: Annotated[
        str, typer.Option("--host", help="An address of this machine alone.")
    ] = "127.0.0.1",
    profile: Annotated[Path, typer.Option("--profile", "-p", help="Who you are.")] = Path(
        "athlete.toml"
    ),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Open the web app for a browser on this machine, until Ctrl+C.

    There is no login yet, so no other machine is let in.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = "ironstride.web.settings"
    from ironstride.store.folder import FOLDER_VARIABLE, data_folder
    from ironstride.store.open import open_store
    from ironstride.web import server
    from ironstride.web.athlete import PROFILE_VARIABLE

    server.refuse_others(host, port)
    folder = data_folder(os.environ, data)
    os.environ[FOLDER_VARIABLE] = str(folder)
    os.environ[PROFILE_VARIABLE] = str(profile.absolute())
    open_store(folder).close()
    server.serve(host, port, begun=_say_where)


def _say_where(address: str) -> None:
    print(f"Ironstride is at {address}", "Ctrl+C stops it.", sep="\n", flush=True)
